"""Whom somebody means who types a name."""

from django.db.models import Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from hanse.community.models import Member
from hanse.kit.text import folded, words
from hanse.people.models import Contact

MOST_NAMED = 8


def beginning_with(*, member: Member, text: str) -> list[Contact]:
    """Return at most MOST_NAMED people in whose names every word of the text begins a word, by name."""
    typed = words(text)
    if not typed:
        return []
    people = Contact.objects.visible_to(member).people()
    for word in typed:
        people = people.filter(GreaterThan(StrIndex("search_text__names", Value(f" {word}")), 0))
    return list(people.by_name()[:MOST_NAMED])


def meant_by(*, member: Member, name: str) -> list[Contact]:
    """Return who can be meant: those of exactly this name, else those whose names begin like it."""
    near = beginning_with(member=member, text=name)
    return [one for one in near if folded(one.display_name) == folded(name.strip())] or near
