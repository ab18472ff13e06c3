"""Writing events as iCalendar (RFC 5545), and asking when they are."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Calendar, vRecur
from icalendar import Event as Component

from hanse.kit.calendars import LEAP_DAY, Event, anniversary

PRODUCT = "-//Hanse//Hanse//EN"


def document(events: Iterable[Event], *, name: str = "") -> bytes:
    """Return one VCALENDAR with these events."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(_component(event, event.start, event.summary))
        for day, said in sorted(event.said.items()):
            single = _component(event, day, said)
            single.pop("rrule", None)
            single.add("recurrence-id", day)
            calendar.add_component(single)
    return calendar.to_ical()


def _component(event: Event, start: date | datetime, summary: str) -> Component:
    component = Component()
    component.add("uid", event.uid)
    component.add("dtstamp", event.changed_at)
    component.add("dtstart", start)
    component.add("dtend", event.end or _end(start))
    component.add("summary", summary)
    component.add("transp", "TRANSPARENT" if event.end is None else "OPAQUE")
    for key, value in (("location", event.place), ("url", event.url)):
        if value:
            component.add(key, value)
    if event.is_yearly:
        component.add("rrule", _yearly(event.start))
    return component


def _end(start: date | datetime) -> date | datetime:
    return start + (timedelta(hours=1) if isinstance(start, datetime) else timedelta(days=1))


def _yearly(start: date) -> vRecur:
    if (start.month, start.day) == (2, 29):
        return vRecur({"freq": "yearly", "byyearday": LEAP_DAY})
    return vRecur({"freq": "yearly"})


def occurs_between(event: Event, first: date, last: date) -> bool:
    """Whether the event is on one of the days from `first` to the one before `last`."""
    start = event.start.date() if isinstance(event.start, datetime) else event.start
    end = event.end or event.start
    over = end.date() if isinstance(end, datetime) else end
    if not event.is_yearly:
        return start < last and over >= first
    years = range(max(first.year, start.year), min(last.year, max(first.year, start.year) + 1) + 1)
    return any(first <= anniversary(start, year) < last for year in years)
