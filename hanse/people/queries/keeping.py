"""Which of two contacts that are one person is kept, and whose name is better written."""

from collections.abc import Iterable

from hanse.people.models import Contact


def in_order(contacts: Iterable[Contact]) -> list[Contact]:
    """Return those who are one person, the one to keep first: about whom most was written, and best."""
    return sorted(contacts, key=_worth, reverse=True)


def _worth(contact: Contact) -> tuple:
    written = bool(contact.last_encounter_id or contact.story or contact.met_how or contact.own_rhythm_days)
    return written, name_worth(contact), len(contact.card.raw), -contact.created_at.timestamp()


def name_worth(contact: Contact) -> tuple[bool, bool, bool, int]:
    """Return how well a name is written: whole, no letter lost, neither all small nor all large, with its accents."""
    name = f"{contact.given} {contact.family}".strip() or contact.display_name
    is_whole = len(contact.given.strip(".")) > 1 and len(contact.family.strip(".")) > 1
    is_plain = name.isascii() or not any(letter.isalpha() for letter in name)
    is_sound = "?" not in name and "(" not in name
    return is_whole, is_sound, not (name.isupper() or name.islower()), (not is_plain) * 100 + len(name)
