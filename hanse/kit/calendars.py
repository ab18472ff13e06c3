"""Calendars that a member's phone may read. A room adds one in its AppConfig.ready; who serves them is not its concern."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from django.utils.functional import Promise

LEAP_DAY = 60
"""29 February is the sixtieth day of a leap year, 1 March that of any other"""


@dataclass(frozen=True)
class Event:
    """One entry. `uid` never changes; a day without a time fills that day (RFC 5545, section 3.6.1)."""

    uid: str
    start: date | datetime
    summary: str
    changed_at: datetime
    end: date | datetime | None = None
    place: str = ""
    url: str = ""
    is_yearly: bool = False
    """comes again each year; somebody born on 29 February celebrates on 1 March in other years"""
    said: Mapping[date, str] = field(default_factory=dict)
    """what the summary is on single days of a yearly event, where it differs"""

    @cached_property
    def digest(self) -> str:
        """Changes with anything that is said."""
        told = [
            self.uid,
            self.start,
            self.summary,
            self.changed_at,
            self.end,
            self.place,
            self.url,
            self.is_yearly,
        ]
        return hashlib.sha256(repr((told, sorted(self.said.items()))).encode()).hexdigest()


def anniversary(day: date, year: int) -> date:
    """Return when a day comes again in that year; 29 February is the sixtieth day, which others call 1 March."""
    if (day.month, day.day) == (2, 29):
        return date(year, 1, 1) + timedelta(days=LEAP_DAY - 1)
    return day.replace(year=year)


@dataclass(frozen=True)
class Calendar:
    """`events` takes the member's key and today."""

    slug: str
    name: str | Promise
    events: Callable[[object, date], Iterable[Event]]


CALENDARS: list[Calendar] = []
