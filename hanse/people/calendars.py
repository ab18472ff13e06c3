"""What a member's phone may show of her people: who has a birthday, whom to get in touch with."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from hanse.kit.calendars import Event, anniversary
from hanse.people.models import Contact

_LEAP_YEAR = 2000
_YEARS_SAID = 3
"""this year and the next two say how old she turns"""


def birthdays(member_id: object, today: date) -> Iterator[Event]:
    """Yield one yearly event for each birthday; the age is told where the year is known."""
    people = Contact.objects.filter(member=member_id, birthday_month__isnull=False).people().awake()
    for contact in people.select_related("card").by_name().iterator(chunk_size=500):
        born = date(contact.birthday_year or _LEAP_YEAR, contact.birthday_month, contact.birthday_day)
        yield Event(
            uid=f"birthday-{contact.pk}",
            start=born,
            summary=_("Birthday of %(name)s") % {"name": contact.display_name},
            changed_at=contact.card.changed_at,
            url=_address(contact),
            is_yearly=True,
            said=_ages(contact, born, today),
        )


def in_touch(member_id: object, today: date) -> Iterator[Event]:
    """Yield whom to get in touch with, on the day her rhythm runs out; who is overdue stands on today."""
    people = Contact.objects.filter(member=member_id, due_day__isnull=False).people().awake()
    for contact in people.select_related("card").by_name().iterator(chunk_size=500):
        yield Event(
            uid=f"in-touch-{contact.pk}",
            start=max(contact.due_on, contact.put_off_until or contact.due_on, today),
            summary=_("Get in touch with %(name)s") % {"name": contact.display_name},
            changed_at=contact.card.changed_at,
            url=_address(contact),
        )


def _ages(contact: Contact, born: date, today: date) -> Mapping[date, str]:
    if contact.birthday_year is None:
        return {}
    years = range(max(today.year, born.year + 1), today.year + _YEARS_SAID)
    return {
        anniversary(born, year): _("%(name)s turns %(age)s")
        % {"name": contact.display_name, "age": year - born.year}
        for year in years
    }


def _address(contact: Contact) -> str:
    return settings.BASE_URL + reverse("people:show", args=[contact.pk])
