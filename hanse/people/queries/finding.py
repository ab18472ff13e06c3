"""Finding a person by anything written about her, umlauts and slips of the finger forgiven.

A word of three letters or less matches beginnings of words, a longer one any part of a word. Only when
nothing is found are the words corrected to the nearest ones that stand in this member's book.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from uuid import UUID

from django.db.models import Case, IntegerField, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from rapidfuzz import process
from rapidfuzz.distance import OSA

from hanse.community.models import Member
from hanse.kit.text import words
from hanse.people.models import Book, Contact, SearchText

_MOST_WORDS = 8


MOST_FOUND = 20


@dataclass(frozen=True)
class Found:
    contacts: list[Contact]
    """names first; at most MOST_FOUND and one, which says that there are more"""
    words: list[str]
    meant: list[str] = field(default_factory=list)
    """The corrected words, where the typed ones stand nowhere."""


def find(*, member: Member, query: str) -> Found:
    """Return the member's contacts that match every word of the query, names first."""
    typed = words(query)[:_MOST_WORDS]
    if not typed:
        return Found([], [])
    if keys := _matching(member, typed):
        return Found(_people(keys), typed)
    corrected = _corrected(member, typed)
    if corrected == typed:
        return Found([], typed)
    keys = _matching(member, corrected)
    return Found(_people(keys), corrected, meant=[w for w in corrected if w not in typed])


def called(name: str, *, member: Member, meant: Iterable[Contact] = ()) -> Contact | None:
    """Return who bears exactly this name in the member's book; of namesakes the one who was meant before."""
    for one in meant:
        if one.display_name.casefold() == name.casefold():
            return one
    return Contact.objects.visible_to(member).people().filter(display_name__iexact=name).by_name().first()


def _people(keys: list[UUID]) -> list[Contact]:
    return Contact.objects.select_related("last_encounter").in_order(keys)


def _matching(member: Member, terms: list[str]) -> list[UUID]:
    matches = Contact.objects.visible_to(member).people()
    # Both sides are folded: looking for the bytes is several times faster than LIKE.
    for term in terms:
        matches = matches.filter(GreaterThan(StrIndex("search_text__text", Value(_needle(term))), 0))
    in_names = GreaterThan(StrIndex("search_text__names", Value(f" {terms[0]}")), 0)
    rank = Case(When(in_names, then=Value(0)), default=Value(1), output_field=IntegerField())
    return matches.annotate(rank=rank).order_by("rank", "sort_key", "id").first_keys(MOST_FOUND + 1)


def _needle(term: str) -> str:
    return term if len(term) > 3 else f" {term}"


def _corrected(member: Member, terms: list[str]) -> list[str]:
    vocabulary = _vocabulary(member.pk)
    vocabulary.refresh()
    return [term if vocabulary.has(term) else vocabulary.nearest(term) for term in terms]


class _Vocabulary:
    """The distinct words of one member's book, read once and then only where something changed."""

    def __init__(self, member_id: UUID) -> None:
        self.member_id = member_id
        self.seq = -1
        self.words: set[str] = set()
        self.by_length: dict[int, list[str]] = {}
        self.lock = Lock()

    def refresh(self) -> None:
        seq = (
            Book.objects.filter(member=self.member_id, slug="people")
            .values_list("search_seq", flat=True)
            .first()
        )
        with self.lock:
            if seq is None or seq == self.seq:
                return
            texts = SearchText.objects.filter(member=self.member_id, seq__gt=self.seq).values_list(
                "text", flat=True
            )
            for text in texts.iterator():
                self.words.update(text.split())
            self.by_length = {}
            for word in self.words:
                self.by_length.setdefault(len(word), []).append(word)
            self.seq = seq

    def has(self, term: str) -> bool:
        return term in self.words or any(word.startswith(term) for word in self.words)

    def nearest(self, term: str) -> str:
        """Return the word within one slip (two from seven letters on), else the term itself."""
        if len(term) < 4:
            return term
        slips = 1 if len(term) < 7 else 2
        near = [w for n in range(len(term) - slips, len(term) + slips + 1) for w in self.by_length.get(n, [])]
        best = process.extractOne(term, near, scorer=OSA.distance, score_cutoff=slips)
        if best:
            return best[0]
        # Still typing: compare with the beginnings of longer words.
        beginnings = {
            word[: len(term)]: word for n, group in self.by_length.items() if n > len(term) for word in group
        }
        best = process.extractOne(term, list(beginnings), scorer=OSA.distance, score_cutoff=slips)
        return best[0] if best else term


@lru_cache(maxsize=256)
def _vocabulary(member_id: UUID) -> _Vocabulary:
    return _Vocabulary(member_id)
