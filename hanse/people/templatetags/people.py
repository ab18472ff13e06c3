"""How a contact is drawn and what is known of her is said."""

from datetime import date

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from hanse.kit.text import folded
from hanse.people.errors import why_refused
from hanse.people.models import Contact, Encounter

register = template.Library()
register.filter(why_refused)

_COLOURS = ("waid", "krapp", "wau", "moos", "")
_LEAP_YEAR = 2000


@register.inclusion_tag("kit/avatar.html")
def contact_avatar(contact: Contact, size: str = "") -> dict[str, str]:
    photo = reverse("people:photo", args=[contact.pk]) if contact.photo_digest else ""
    return {
        "initials": contact.initials,
        "photo_url": f"{photo}?{contact.photo_digest[:8]}" if photo else "",
        "colour": _COLOURS[contact.pk.int % len(_COLOURS)],
        "size": size,
    }


@register.filter
def said_label(label: str) -> str:
    """Return the word for a label of the card; one's own stays as it is."""
    known = {
        "home": pgettext("label of a number", "private"),
        "work": pgettext("label of a number", "work"),
        "cell": pgettext("label of a number", "mobile"),
        "fax": pgettext("label of a number", "fax"),
        "main": pgettext("label of a number", "main"),
        "other": pgettext("label of a number", "other"),
        "pager": pgettext("label of a number", "pager"),
        "homepage": pgettext("label of a number", "homepage"),
        "anniversary": gettext("Anniversary"),
    }
    return " ".join(known.get(word, word) for word in label.split()) if label.islower() else label


@register.filter
def birthday(contact: Contact) -> str:
    day = date(contact.birthday_year or _LEAP_YEAR, contact.birthday_month, contact.birthday_day)
    # Translators: formats of Django's date filter
    return date_format(day, gettext("j F Y") if contact.birthday_year else gettext("j F"))


@register.filter
def encounter_icon(encounter: Encounter) -> str:
    icons = {"met": "begegnung", "call": "anruf", "message": "nachricht", "letter": "brief"}
    return icons[encounter.kind]


@register.filter
def encounter_way(encounter: Encounter) -> str:
    """Return where or how: a place, on the phone, a message."""
    if encounter.kind == Encounter.Kind.MET:
        return encounter.place
    return str(Encounter.Kind(encounter.kind).label)


@register.filter
def marked(text: str, words: list[str]) -> SafeString:
    """Mark the words of the text that were searched for, umlauts forgiven."""
    said = []
    for word in text.split(" "):
        hit = any(needle in folded(word) for needle in words if len(needle) > 1)
        escaped = conditional_escape(word)
        said.append(f"<mark>{escaped}</mark>" if hit else escaped)
    return mark_safe(" ".join(said))  # noqa: S308 - every word was escaped


@register.filter
def why_unreadable(problem: str) -> str:
    """Return what is the matter with a card of a file."""
    said = {
        "broken": gettext("it is broken in the middle"),
        "broken_quotes": gettext("a quotation mark opens and never closes"),
        "cell_too_large": gettext("one of its cells holds more than 64 kB"),
        "no_end": gettext("its end is missing"),
        "no_name": gettext("it names nobody"),
        "too_deep": gettext("too many cards inside one another"),
        "too_large": gettext("it is larger than 256 kB, even without its photograph"),
        "too_many": gettext("a file may hold 20,000 cards"),
        "uid_twice": gettext("another card of the file has the same UID"),
    }
    return said[problem]


@register.filter
def is_web(address: str) -> bool:
    """Only addresses of web pages become links."""
    return address.lower().startswith(("http://", "https://"))
