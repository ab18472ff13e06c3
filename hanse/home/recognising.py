"""Whom of her book a line may mean."""

from collections.abc import Iterable

from django.db.models import F

from hanse.community.models import Member
from hanse.kit.text import folded, words
from hanse.people.models import Contact, SearchText

_SHORTEST_WORD = 2
_MOST_FAMILIAR = 300


def familiar(*, member: Member, text: str) -> list[Contact]:
    """Return the contacts whose name shares a word with the text, last met first. Two queries, however large the book is."""
    spoken = {word for word in words(text) if len(word) >= _SHORTEST_WORD}
    if not spoken:
        return []
    names = (
        SearchText.objects.filter(member=member).values_list("contact_id", "names").iterator(chunk_size=5000)
    )
    ids = [contact_id for contact_id, known in names if not spoken.isdisjoint(known.split())]
    contacts = Contact.objects.visible_to(member).people().filter(pk__in=ids[:_MOST_FAMILIAR])
    return list(contacts.order_by(F("last_encounter_on").desc(nulls_last=True), "sort_key"))


def meant_by(name: str, contacts: Iterable[Contact]) -> list[Contact]:
    """Return who bears this name: those of exactly this full name, else all of this nickname, given or family name."""
    sought = folded(name)
    exact = [
        one for one in contacts if sought in {folded(one.display_name), folded(f"{one.given} {one.family}")}
    ]
    if exact:
        return exact
    return [
        one for one in contacts if sought in {folded(one.nickname), folded(one.given), folded(one.family)}
    ]


def names_of(contacts: Iterable[Contact]) -> list[str]:
    """Return every name by which these contacts are called."""
    called = (name for one in contacts for name in (one.display_name, one.nickname, one.given))
    return list(dict.fromkeys(name for name in called if name))
