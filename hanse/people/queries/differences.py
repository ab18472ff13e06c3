"""What differs between two cards, field by field, in words."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hanse.people.vcard import CardFields, PartialDate

_LEAP_YEAR = 2000


@dataclass(frozen=True)
class Difference:
    label: str
    before: str
    after: str


def differences(before: CardFields, after: CardFields) -> list[Difference]:
    """Return the fields that differ. A photograph is told, not shown."""
    was, now = _told(before), _told(after)
    found = [Difference(label, was[label], now[label]) for label in now if was[label] != now[label]]
    if _photo(before) != _photo(after):
        said = {True: _("a photograph"), False: ""}
        found.append(Difference(_("Photograph"), said[bool(before.photo)], said[bool(after.photo)]))
    return found


def _told(card: CardFields) -> dict[str, str]:
    return {
        _("Name"): card.display_name,
        _("Pet name"): card.nickname,
        _("Firm or association"): ", ".join(part for part in (card.organisation, card.department) if part),
        _("What she does"): card.title,
        _("Phone"): _lines(one.value for one in card.phones),
        _("Mail"): _lines(one.value for one in card.emails),
        _("Address"): _lines(", ".join(part for part in one.parts if part) for one in card.addresses),
        _("Site"): _lines(one.value for one in card.sites),
        _("Birthday"): _day(card.birthday) if card.birthday else "",
        _("Other days"): _lines(_day(one.date) for one in card.dates),
        _("Note in the address book"): card.note,
        _("Lists"): ", ".join(card.categories),
        _("Members"): _lines(card.members),
    }


def _lines(texts) -> str:
    return "\n".join(texts)


def _photo(card: CardFields) -> bytes:
    return card.photo.verbatim if card.photo else b""


def _day(day: PartialDate) -> str:
    exact = date(day.year or _LEAP_YEAR, day.month, day.day)
    # Translators: formats of Django's date filter
    return date_format(exact, _("j F Y") if day.year else _("j F"))
