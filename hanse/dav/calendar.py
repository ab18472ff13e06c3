"""Calendars to read: made anew from the book each time, never stored (RFC 4791)."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from django.utils import timezone
from django.utils.http import http_date
from radicale.item import Item
from radicale.item.filter import simplify_prefilters
from radicale.storage import BaseCollection

from hanse.dav.call import Call
from hanse.dav.icalendar import document, occurs_between
from hanse.kit.calendars import Calendar, Event

SCHEME = "urn:x-hanse-calendar"


class EventItem(Item):
    """One event; its text is written only if the answer needs it."""

    def __init__(self, collection: BaseCollection, event: Event) -> None:
        super().__init__(collection=collection, href=f"{event.uid}.ics", text="", uid=event.uid)
        self.event, self._text = event, None
        self.last_modified = http_date(event.changed_at.timestamp())

    name = "VCALENDAR"
    component_name = "VEVENT"

    @property
    def etag(self) -> str:
        return f'"{self.event.digest}"'

    def serialize(self) -> str:
        if self._text is None:
            self._text = document([self.event]).decode()
        return self._text


class EventCalendar(BaseCollection):
    def __init__(self, call: Call, calendar: Calendar) -> None:
        self.call, self.calendar = call, calendar

    @property
    def path(self) -> str:
        return f"{self.call.principal}/{self.calendar.slug}"

    @cached_property
    def events(self) -> dict[str, Event]:
        """By href. What is said may hang on the day, so it is made for today."""
        today = timezone.localdate(self.call.now)
        return {f"{one.uid}.ics": one for one in self.calendar.events(self.call.member.pk, today)}

    @cached_property
    def etag(self) -> str:
        told = hashlib.sha256("".join(sorted(one.digest for one in self.events.values())).encode())
        return f'"{told.hexdigest()}"'

    @property
    def last_modified(self) -> str:
        latest = max((one.changed_at for one in self.events.values()), default=self.call.member.joined_at)
        return http_date(latest.timestamp())

    def sync(self, old_token: str = "") -> tuple[str, Iterable[str]]:
        """Say that nothing changed, or ask to begin anew: no older state is kept to compare with (RFC 6578)."""
        token = f"{SCHEME}:{self.etag.strip(chr(34))}"
        if old_token and old_token != token:
            raise ValueError("the calendar has changed")
        return token, () if old_token else self.events

    def get_multi(self, hrefs: Iterable[str]) -> Iterator[tuple[str, Item | None]]:
        for href in dict.fromkeys(hrefs):
            yield href, self.find(href)

    def get_all(self) -> Iterator[Item]:
        for event in self.events.values():
            yield EventItem(self, event)

    def get_filtered(self, filters: Iterable[object]) -> Iterator[tuple[Item, bool]]:
        """Look at the span of days here, where it costs nothing; anything else is left to Radicale."""
        tag, start, end, is_simple = simplify_prefilters(filters, self.tag)
        if tag not in (None, "VEVENT"):
            return
        first, last = _day(start), _day(end)
        for item in self.get_all():
            if occurs_between(item.event, first, last):
                yield item, is_simple

    def find(self, href: str) -> Item | None:
        event = self.events.get(href)
        return EventItem(self, event) if event else None

    def get_meta(self, key: str | None = None) -> Mapping[str, str] | str | None:
        meta = {
            "tag": "VCALENDAR",
            "D:displayname": str(self.calendar.name),
            "C:supported-calendar-component-set": "VEVENT",
        }
        return meta if key is None else meta.get(key)

    def serialize(self, *_args: object, **_more: object) -> str:
        return document(self.events.values(), name=str(self.calendar.name)).decode()


def _day(seconds: int) -> date:
    """Return the day of a time; the ends of all time are what Radicale puts where a filter names none."""
    try:
        return (datetime.fromtimestamp(0, UTC) + timedelta(seconds=seconds)).date()
    except OverflowError:
        return date.min if seconds < 0 else date.max
