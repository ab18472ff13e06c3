"""Answering a suggestion of Today: I got in touch; not today."""

from datetime import date, datetime

from hanse.home.actions.remembering import Confirmed, Named, remember
from hanse.home.models import Remembered
from hanse.people.actions import contacts as people
from hanse.people.models import Contact, Encounter


def got_in_touch(*, contact: Contact, kind: str, today: date, now: datetime) -> tuple[Remembered, bool]:
    """Log that I reached out today; a second tap on the same day is the same. Returns as `remember` does."""
    confirmed = Confirmed([Named(contact)], on=today, kind=kind, initiative=Encounter.Initiative.ME)
    key = f"reached:{contact.pk}:{today}"
    return remember(member=contact.member, key=key, confirmed=confirmed, now=now, today=today)


def after_all(*, contact: Contact) -> None:
    """The way back from "not today" and from laying to rest."""
    people.stop_putting_off(contact=contact)
    people.wake(contact=contact)
