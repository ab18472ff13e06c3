"""Calendars that a member's phone may read. A room adds one in its AppConfig.ready; who serves them is not its concern."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.utils.functional import Promise


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


@dataclass(frozen=True)
class Calendar:
    """`events` takes the member's key and today."""

    slug: str
    name: str | Promise
    events: Callable[[object, date], Iterable[Event]]


CALENDARS: list[Calendar] = []
