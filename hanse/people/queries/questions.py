"""Two or three honest questions before a meeting, made of what is known."""

from datetime import date

from django.utils.translation import gettext as _

from hanse.people.models import Contact, Encounter

_MOST = 3
_LONG_AGO = 120


def questions(contact: Contact, last: Encounter | None, *, today: date) -> list[str]:
    """Return at most three: her last topic, what she looks for, her birthday, her story, a long pause."""
    asked: list[str] = []
    name = contact.first_name
    if last and last.topic:
        asked.append(_("What has become of it: %(topic)s?") % {"topic": last.topic})
    if contact.seeks:
        asked.append(_("Are you still looking: %(what)s?") % {"what": _first_line(contact.seeks)})
    if _had_birthday(contact, today):
        asked.append(_("How was your birthday, %(name)s?") % {"name": name})
    if last and (today - last.on).days > _LONG_AGO:
        asked.append(_("What was the best thing since we last saw each other?"))
    if contact.offers:
        asked.append(_("Who was last really glad of it: %(what)s?") % {"what": _first_line(contact.offers)})
    if contact.story:
        asked.append(_("How did your story go on?"))
    else:
        asked.append(_("How did you come to do what you do?"))
    asked.append(_("What are you looking forward to just now?"))
    return asked[:_MOST]


def _first_line(text: str) -> str:
    return text.strip().splitlines()[0].rstrip(".")


def _had_birthday(contact: Contact, today: date) -> bool:
    if not contact.birthday_month:
        return False
    day = min(contact.birthday_day, 28) if contact.birthday_month == 2 else contact.birthday_day
    return 0 <= (today - date(today.year, contact.birthday_month, day)).days <= 30
