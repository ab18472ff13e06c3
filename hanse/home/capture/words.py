"""The line as words with their places."""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

_TOKEN = re.compile(r"#[\w-]+|\w+(?:['’.-]\w+)*(?:(?<=\d)\.(?=\s*(?:\d|$)))?|[^\w\s]", re.UNICODE)
LONGEST = 600
"""words that are read; a longer line is kept as it is, unread past this"""


@dataclass(slots=True)
class Word:
    text: str
    start: int
    low: str = field(init=False)
    used: str = ""
    """what this word was understood as: day, label, promise, person, kind, place"""

    def __post_init__(self) -> None:
        self.low = self.text.casefold().replace("’", "'")

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_mark(self) -> bool:
        return not (self.text[0].isalnum() or self.text[0] in "#_")

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


def split(line: str) -> list[Word]:
    """Return words and marks; the dot of an abbreviation is dropped, so that it ends no clause."""
    found: list[Word] = []
    abbreviated = vocabulary("words.abbreviated")
    for match in _TOKEN.finditer(line):
        if match[0] == "." and found and found[-1].low in abbreviated and found[-1].end == match.start():
            continue
        found.append(Word(match[0], match.start()))
        if len(found) >= LONGEST:
            break
    return found


@cache
def listed(name: str) -> frozenset[str]:
    """Return the words of a list that lies beside this module, in lower case."""
    text = files("hanse.home.capture").joinpath(f"{name}.txt").read_text("utf-8")
    rows = (row for row in text.splitlines() if not row.startswith("#"))
    return frozenset(word.casefold() for row in rows for word in row.split())


@cache
def vocabulary(name: str) -> frozenset[str]:
    """Return the words of a class of vocabulary.toml: "people.kin"."""
    table, key = name.split(".")
    return frozenset(_tables()[table][key].split())


@cache
def pairs(name: str) -> dict[str, str]:
    """Return a class whose words say what they stand for: "herrn:Herr"."""
    return dict(word.split(":", 1) for word in vocabulary(name))


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("hanse.home.capture").joinpath("vocabulary.toml").read_text("utf-8"))
