"""One-time links, app passwords, drafts, and forms that arrived too late."""

import base64
import hashlib
import json
import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from cryptography.fernet import Fernet, InvalidToken
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from hanse.accounts.models import AppPassword, Draft, KeptBody, OneTimeLink, User
from hanse.kit.text import clean

LINK_LASTS = timedelta(minutes=30)
BODY_LASTS = timedelta(minutes=30)
DRAFT_LASTS = timedelta(days=30)
USE_IS_NOTED_EVERY = timedelta(minutes=5)
_MISREAD = str.maketrans("018", "olb")
# digits that base32 (RFC 4648, section 6) does not have, for the letters they look like
LONGEST = 64 * 1024
"""characters of a draft or a kept form"""
_LONGEST_PATH = 300
_SECRET = re.compile(r"(old)?password\d?|code|credential")
"""names of fields that are never kept: somebody else may sign in with this browser next"""


@transaction.atomic
def issue_link(*, user: User | None, now: datetime) -> str:
    """Return a new token of 160 bits for one sign-in within 30 minutes; older unused ones are void."""
    OneTimeLink.objects.filter(user=user, used_at=None).delete()
    token = secrets.token_urlsafe(20)
    OneTimeLink.objects.create(
        token_sha256=_sha256(token), user=user, created_at=now, expires_at=now + LINK_LASTS
    )
    return token


def find_link(*, token: str, now: datetime) -> OneTimeLink | None:
    """Return the link if it may still be used. Looking uses nothing up."""
    return (
        OneTimeLink.objects.usable(now=now).select_related("user").filter(token_sha256=_sha256(token)).first()
    )


@transaction.atomic
def use_link(*, link: OneTimeLink, now: datetime) -> None:
    """Use the link up. Raises ValidationError if somebody was faster."""
    used = OneTimeLink.objects.usable(now=now).filter(pk=link.pk).update(used_at=now)
    if not used:
        raise ValidationError(_("This link has been used or is too old. Ask for a new one."))


@transaction.atomic
def create_user(*, username: str, password: str | None, language: str, now: datetime) -> User:
    return User.objects.create_user(username, password, language=language, date_joined=now)


@transaction.atomic
def issue_app_password(
    *, user: User, name: str, device: str, scope: str, now: datetime
) -> tuple[AppPassword, str]:
    """Return a new app password and its 160 bits in words a thumb can type; they are stored nowhere."""
    name = clean(name)[:80]
    if not name:
        raise ValidationError(_("Give the device a name, so that you know it again."))
    token = base64.b32encode(secrets.token_bytes(20)).decode().lower()
    made = AppPassword.objects.create(
        user=user, name=name, device=device, scope=scope, token_sha256=_sha256(token), created_at=now
    )
    return made, "-".join(token[start : start + 4] for start in range(0, len(token), 4))


def find_app_password(*, username: str, token: str) -> AppPassword | None:
    """Return the app password if it is valid and hers; the way there is the same whether or not she exists."""
    typed = "".join(token.split()).replace("-", "").lower().translate(_MISREAD)
    found = (
        AppPassword.objects.valid().select_related("user__member").filter(token_sha256=_sha256(typed)).first()
    )
    is_hers = (
        found
        and username
        and username.strip().casefold()
        in (
            found.user.username.casefold(),
            found.user.email.casefold(),
        )
    )
    return found if is_hers else None


def note_use(*, app_password: AppPassword, now: datetime) -> None:
    """Note when a device was last here, once in a while: a write with each look would make every look slow."""
    if app_password.last_used_at is None or now - app_password.last_used_at > USE_IS_NOTED_EVERY:
        AppPassword.objects.filter(pk=app_password.pk).update(last_used_at=now)


def revoke_app_password(*, app_password: AppPassword, now: datetime) -> None:
    """Lock the device out; its next request is refused."""
    AppPassword.objects.filter(pk=app_password.pk, revoked_at=None).update(revoked_at=now)


def set_preferences(*, user: User, language: str, theme: str) -> None:
    User.objects.filter(pk=user.pk).update(language=language, theme=theme)


def save_draft(*, user: User, path: str, body: str, now: datetime) -> None:
    """Keep what is half-written on one page: pairs of name and text as JSON. Raises ValidationError past 64 kB."""
    if len(body) > LONGEST:
        raise ValidationError(_("That is too long to keep as a draft. Save it, then write on."))
    if not _holds_fields(body):
        raise ValidationError(_("That is no draft."))
    path = clean(path)[:_LONGEST_PATH]
    Draft.objects.update_or_create(user=user, path=path, defaults={"body": body, "saved_at": now})


def _holds_fields(body: str) -> bool:
    """Whether the page can put it back: what it cannot read would break the page each time it is opened."""
    try:
        pairs = json.loads(body)
        json.dumps(pairs, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return False
    return isinstance(pairs, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(one, str) for one in pair)
        for pair in pairs
    )


def discard_draft(*, user: User, path: str) -> None:
    Draft.objects.filter(user=user, path=clean(path)[:_LONGEST_PATH]).delete()


def keep_body(
    *, user: User, path: str, fields: Iterable[tuple[str, str]], now: datetime
) -> tuple[KeptBody, str] | None:
    """Seal a form that came too late; None if it is too large or holds a secret. The key is stored nowhere here."""
    fields = list(fields)
    body = json.dumps(fields)
    if len(body) > LONGEST or any(_SECRET.fullmatch(name) for name, _value in fields):
        return None
    key = Fernet.generate_key()
    kept = KeptBody.objects.create(
        user=user, path=path[:_LONGEST_PATH], sealed=Fernet(key).encrypt(body.encode()), kept_at=now
    )
    return kept, key.decode()


def open_body(
    *, user: User, kept_id: str, key: str, now: datetime
) -> tuple[KeptBody, list[tuple[str, str]]] | None:
    """Return the kept form to the one who sent it, within 30 minutes."""
    try:
        kept = KeptBody.objects.filter(pk=kept_id, user=user, kept_at__gt=now - BODY_LASTS).first()
        if kept is None:
            return None
        fields = json.loads(Fernet(key).decrypt(bytes(kept.sealed)))
    except (InvalidToken, ValidationError, ValueError):
        return None
    return kept, [(name, value) for name, value in fields]


def forget_body(*, kept: KeptBody) -> None:
    kept.delete()


@transaction.atomic
def sign_out_everybody() -> None:
    """End all sessions and void all one-time links."""
    for model in (Session, UserSession, OneTimeLink):
        model.objects.all().delete()


def forget_old(*, now: datetime) -> None:
    """Drop what has expired: links, forms that came too late, drafts of a month ago."""
    OneTimeLink.objects.filter(expires_at__lt=now - timedelta(days=1)).delete()
    KeptBody.objects.filter(kept_at__lte=now - BODY_LASTS).delete()
    Draft.objects.filter(saved_at__lte=now - DRAFT_LASTS).delete()


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
