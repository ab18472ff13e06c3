"""What happens to promises every night."""

from datetime import datetime

from django.utils import timezone

from hanse.promises import actions


def nightly(*, now: datetime) -> int:
    """Let go quietly what is thirty days late. Returns how many; a second run changes nothing."""
    return actions.lapse_overdue(today=timezone.localdate(now))
