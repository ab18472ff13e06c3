"""Giving out the secret address of a calendar, and taking it back."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from hanse.community.models import Member
from hanse.dav.models import CalendarAddress


@transaction.atomic
def make_address(*, member: Member, slug: str, now: datetime) -> str:
    """Return a new secret of 160 bits for the calendar's address; the one before it opens nothing any more."""
    token = secrets.token_urlsafe(20)
    CalendarAddress.objects.update_or_create(
        member=member, slug=slug, defaults={"token_sha256": _sha256(token), "created_at": now}
    )
    return token


def find_address(*, token: str) -> CalendarAddress | None:
    addresses = CalendarAddress.objects.filter(member__user__is_active=True).select_related("member__user")
    return addresses.filter(token_sha256=_sha256(token)).first()


def revoke_address(*, address: CalendarAddress) -> None:
    address.delete()


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
