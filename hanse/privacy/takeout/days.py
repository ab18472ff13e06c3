"""dates.ics: birthdays and other days of people as a calendar (RFC 5545)."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from hanse.community.models import Member
from hanse.people.models import Contact

LEAP_YEAR = 2000
"""where only day and month are known; 29 February is a day in it"""


def pieces(member: Member, *, now: datetime) -> Iterator[bytes]:
    calendar = Calendar()
    calendar.add("PRODID", "-//Hanse//hanse//EN")
    calendar.add("VERSION", "2.0")
    head, _end, tail = calendar.to_ical().partition(b"END:VCALENDAR")
    yield head
    for contact in Contact.objects.visible_to(member).by_name().prefetch_related("dates").iterator(500):
        for event in _events(contact, now=now):
            yield event.to_ical()
    yield _end + tail


def _events(contact: Contact, *, now: datetime) -> Iterator[Event]:
    born = (contact.birthday_year, contact.birthday_month, contact.birthday_day)
    if day := whole_day(*born):
        yield _event(f"birthday-{contact.pk}", _("Birthday of %(name)s") % {"name": contact}, day, now=now)
    for one in contact.dates.all():
        if day := whole_day(one.year, one.month, one.day):
            said = _("%(what)s: %(name)s") % {"what": one.label or _("Anniversary"), "name": contact}
            yield _event(f"day-{one.position}-{contact.pk}", said, day, now=now)


def whole_day(year: int | None, month: int | None, day: int | None) -> date | None:
    """Return a day to begin with; None for one that comes in no year."""
    try:
        return date(year or LEAP_YEAR, month or 0, day or 0)
    except ValueError:
        return None


def _event(uid: str, summary: str, day: date, *, now: datetime) -> Event:
    event = Event()
    event.add("UID", f"{uid}@hanse")
    event.add("DTSTAMP", now)
    event.add("DTSTART", day)
    event.add("SUMMARY", summary)
    event.add("TRANSP", "TRANSPARENT")
    is_leap_day = (day.month, day.day) == (2, 29)
    # In a year without it, 29 February is kept on the 28th.
    event.add("RRULE", {"FREQ": "YEARLY", **({"BYMONTH": 2, "BYMONTHDAY": -1} if is_leap_day else {})})
    return event
