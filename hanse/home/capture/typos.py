"""Slips of the finger in the words that matter most: "getrofen", "telefonirt", "Freiatg"."""

import re
from collections.abc import Iterator
from functools import cache

from hanse.home.capture.words import listed, vocabulary

_WORD = re.compile(r"[^\W\d_]{5,}")


def put_right(line: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the line without such slips, and (place in it, how far it has moved) behind each word that was mended."""
    parts, moved, last, shift = [], [], 0, 0
    for match in _WORD.finditer(line):
        meant = slips().get(match[0].casefold())
        if meant is None:
            continue
        meant = meant.capitalize() if match[0][0].isupper() else meant
        parts += [line[last : match.start()], meant]
        last, shift = match.end(), shift + len(meant) - len(match[0])
        moved.append((match.end() + shift, shift))
    return "".join([*parts, line[last:]]), moved


def put_back(place: int, moved: list[tuple[int, int]]) -> int:
    """Return the place in the line as it was typed."""
    shift = next((shift for end, shift in reversed(moved) if end <= place), 0)
    return place - shift


@cache
def slips() -> dict[str, str]:
    """Return misspelled → meant: one letter left out, doubled, or two that changed places."""
    known = listed("common") | listed("names") | listed("surnames") | vocabulary("verbs.participles")
    found: dict[str, str] = {}
    for meant in sorted(vocabulary("typos.words")):
        for slip in _slips_of(meant):
            if slip not in known and slip not in vocabulary("typos.words"):
                found.setdefault(slip, meant)
    return found | {slip.casefold(): meant for slip, meant in _often().items()}


@cache
def _often() -> dict[str, str]:
    return dict(pair.split(":") for pair in vocabulary("typos.often"))


def _slips_of(word: str) -> Iterator[str]:
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at] + word[at:]
        if at + 1 < len(word):
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
