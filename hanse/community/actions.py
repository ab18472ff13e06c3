"""Founding a Kontor and joining it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hanse.accounts.actions import create_user, use_link
from hanse.accounts.models import OneTimeLink, User
from hanse.community.models import LONGEST_NAME, Kontor, Member
from hanse.kit.text import clean


def found_kontor(
    *, link: OneTimeLink, name: str, username: str, password: str | None, language: str, now: datetime
) -> Member:
    """Let the first person claim the Kontor: once, whoever comes second is refused."""
    try:
        with transaction.atomic():
            if Kontor.objects.exists():
                raise ValidationError(
                    _("This Kontor has been claimed already. Sign in, or ask whoever runs it.")
                )
            use_link(link=link, now=now)
            called = _("Kontor of %(name)s") % {"name": clean(name)}
            Kontor.objects.create(pk=1, name=called[:LONGEST_NAME], founded_at=now)
            user = create_user(username=username, password=password, language=language, now=now)
            return join(user=user, name=name, role=Member.Role.OPERATOR, now=now)
    except IntegrityError as error:
        raise ValidationError(
            _("This Kontor has been claimed already. Sign in, or ask whoever runs it.")
        ) from error


def join(*, user: User, name: str, role: str = Member.Role.MEMBER, now: datetime) -> Member:
    return Member.objects.create(user=user, name=clean(name), role=role, joined_at=now)
