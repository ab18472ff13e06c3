"""A person of the line, and what is known while names are looked for."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from hanse.home.capture.words import Word, vocabulary

_POSSESSIVE = re.compile(r"['’]s$")


@dataclass(slots=True)
class Person:
    name: str
    start: int
    end: int
    """places in the words"""
    is_new: bool = False
    is_known: bool = False
    is_mentioned: bool = False


class Book:
    """Names of the member's own book, by their first word and by the whole."""

    def __init__(self, known: Collection[str]) -> None:
        self.whole = {name.casefold(): name for name in known if name.strip()}
        self.first = {name.split()[0].casefold() for name in self.whole.values()}
        self.lengths = sorted({len(name.split()) for name in self.whole}, reverse=True)


@dataclass(slots=True)
class Heard:
    """The words of a line in which names are looked for."""

    words: list[Word]
    book: Book
    has_capitals: bool
    """whether the one who typed uses capitals; else a name may be written small"""

    def at(self, place: int) -> Word | None:
        return self.words[place] if 0 <= place < len(self.words) else None

    def low(self, place: int) -> str:
        return self.words[place].low if 0 <= place < len(self.words) else ""

    def may_be_name(self, place: int) -> bool:
        word = self.at(place)
        return (
            word is not None
            and not word.is_mark
            and word.used == ""
            and (word.is_capital or not self.has_capitals or word.low.startswith(("al-", "el-", "d'", "o'")))
        )


def spelled(words: list[Word]) -> str:
    """Return the name with capitals where names have them."""
    return " ".join(_capital(word.text, is_first=at == 0) for at, word in enumerate(words))


def _capital(text: str, *, is_first: bool) -> str:
    text = _POSSESSIVE.sub("", text)
    is_particle = text.casefold() in vocabulary("people.noble") and not is_first
    if is_particle or text.startswith(("al-", "el-")):
        return text
    return "-".join(part[:1].upper() + part[1:] for part in text.split("-"))
