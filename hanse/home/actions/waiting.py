"""Lines that were written without reception and wait for a yes."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hanse.community.models import Member
from hanse.home.models import WaitingLine
from hanse.kit.text import clean

LONGEST_LINE = 10_000
LONGEST_KEY = 64
_BELIEVED = timedelta(days=366)
"""a phone whose clock is further off than this knows no day"""


def keep_waiting(*, member: Member, key: str, line: str, captured_at: datetime, now: datetime) -> WaitingLine:
    """Keep a line as it came. The same key twice is the same line, even when it was settled meanwhile."""
    line = clean(line)
    if not line:
        raise ValidationError(_("The line is empty."))
    if len(line) > LONGEST_LINE:
        raise ValidationError(_("The line is too long. Ten thousand letters fit in."))
    at = captured_at if timedelta(0) < now - captured_at < _BELIEVED else now
    kept, _made = WaitingLine.objects.get_or_create(
        member=member, key=clean(key)[:LONGEST_KEY], defaults={"line": line, "captured_at": at}
    )
    return kept


def drop(*, waiting: WaitingLine, now: datetime) -> None:
    """Let a line go; until it is forgotten there is a way back."""
    WaitingLine.objects.filter(pk=waiting.pk, dropped_at=None).update(dropped_at=now)


def pick_up(*, waiting: WaitingLine) -> None:
    """The way back from `drop`."""
    WaitingLine.objects.filter(pk=waiting.pk).update(dropped_at=None)


def forget_dropped(*, before: datetime) -> int:
    """Remove for good what was settled or dropped before. Returns how many."""
    return WaitingLine.objects.filter(dropped_at__lt=before).delete()[0]
