"""A name taken apart: what is given, what is the family's, what is neither; and how like two of them are."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, lru_cache

from rapidfuzz.distance import OSA

from hanse.kit.text import folded
from hanse.people.doubles.nicknames import groups, groups_of

# A question mark inside a word is a letter that some program could not write (?ukasz, Y?lmaz).
_WORD = re.compile(r"\??[^\W\d_]+(?:\?+[^\W\d_]+)*\??")
_ASIDE = re.compile(r"[(\[{<](.*?)(?:[)\]}>]|$)|\s[-–—|/@:]\s(.*)$|[|/@:](.*)$")
_MOJIBAKE = re.compile("[ÃÂÅÄ][\x80-¿ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]")
_TITLES = {
    "dr", "prof", "professor", "doktor", "dipl", "ing", "mag", "med", "dent", "vet", "phil", "jur", "rer", "nat", "pol", "des",
    "frau", "herr", "fr", "hr", "herrn", "mr", "mrs", "ms", "miss", "msc", "bsc", "ma", "ba", "mba", "phd", "oec",
    "dott", "ssa", "sig", "signora", "bay", "ha", "habil", "pd", "kfm", "kffr", "fh", "univ", "lic", "st", "theol", "hc", "mme",
}  # fmt: skip
_PARTICLES = {
    "von", "vom", "van", "der", "den", "dem", "de", "del", "della", "di", "da", "do", "dos", "du", "la", "le", "ter", "ten", "te",
    "zu", "zum", "zur", "und", "al", "el", "bin", "ben", "ibn", "av", "af", "auf", "aus", "im", "am", "an", "op",
}  # fmt: skip
_OLDER, _YOUNGER = {"sen", "senior", "sr", "snr"}, {"jun", "junior", "jr", "jnr"}
_ORDINAL = re.compile(r"\b(I{2,3}|IV|VI{0,3})\b\.?$")
_BORN = re.compile(r"\b(?:geb|geborene?r?|née|nee|born|ehem)\b\.?\s*", re.I)


class Likeness(IntEnum):
    """How like two names are, from a contradiction to the same."""

    OTHER = 0
    UNKNOWN = 1
    INITIAL = 2
    SHORT = 3
    TYPO = 4
    PART = 5
    NICK = 6
    SAME = 7


@dataclass(frozen=True)
class Name:
    """Folded words. `aside` are words in brackets or behind a dash: a firm, a place, a birth name."""

    given: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    nick: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    generation: str = ""

    @cached_property
    def _hash(self) -> int:
        return hash((self.given, self.family, self.nick, self.aside, self.generation))

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def is_full(self) -> bool:
        return bool(self.given and self.family) and len(self.given[0]) > 1 and len(self.family[0]) > 1


def name_of(*, given: str, additional: str, family: str, suffix: str, nickname: str, shown: str) -> Name:
    """Take the parts of a card's name; where they are broken or missing, what is shown."""
    parts = [_repaired(part) for part in (given, additional, family)]
    if _is_broken(parts):
        parts = _of_shown(_repaired(shown))
    asides: list[str] = []
    bare = [_without_aside(part, asides) for part in parts]
    generation = _generation([*bare, suffix])
    first, middle, last = ([word for word in _words(part) if not _is_generation(word)] for part in bare)
    if not first and middle:
        first, middle = middle, []
    if not last and len(first) > 1 and "-" not in bare[0]:
        first, last = first[:-1], first[-1:]
    if not first and len(last) > 1 and "-" not in bare[2]:
        first, last = last[:1], last[1:]
    last = _without_particles(last)
    return Name(
        given=tuple(_without_particles(first) + middle),
        family=tuple(last),
        nick=tuple(_words(_repaired(nickname))),
        aside=tuple(word for aside in asides for word in _words(aside)),
        generation=generation,
    )


def _is_broken(parts: Sequence[str]) -> bool:
    """Whether a bracket that one part opens is closed in another, or one part holds all."""
    return not any(parts) or any(
        part.count("(") != part.count(")") or part.count("[") != part.count("]") for part in parts
    )


def _of_shown(shown: str) -> list[str]:
    asides: list[str] = []
    bare = _without_aside(shown, asides)
    rest = " ".join(f"({aside})" for aside in asides)
    if "," in bare:
        last, _comma, first = bare.partition(",")
        return [first, "", f"{last} {rest}"]
    words = bare.split()
    last = next(
        (n for n in range(len(words) - 1, 0, -1) if not _is_generation(folded(words[n]).strip("."))), 0
    )
    if last < 1:
        return [f"{bare} {rest}", "", ""]
    return [" ".join(words[:last]), "", f"{' '.join(words[last:])} {rest}"]


def _repaired(text: str) -> str:
    """Turn UTF-8 that somebody read as windows-1252 back into itself."""
    if _MOJIBAKE.search(text):
        try:
            return text.encode("cp1252").decode("utf-8")
        except UnicodeError:
            return text
    return text


def _without_aside(part: str, asides: list[str]) -> str:
    def keep(match: re.Match[str]) -> str:
        asides.append(next(filter(None, match.groups()), ""))
        return " "

    born = _BORN.search(part)
    if born:
        asides.append(part[born.end() :])
        part = part[: born.start()]
    return _ASIDE.sub(keep, part)


def _generation(parts: Iterable[str]) -> str:
    for part in parts:
        words = set(re.findall(r"[a-z]+", folded(part)))
        if words & _OLDER:
            return "older"
        if words & _YOUNGER:
            return "younger"
        if ordinal := _ORDINAL.search(part):
            return ordinal[1].lower()
    return ""


def _is_generation(word: str) -> bool:
    return word in _OLDER or word in _YOUNGER or word in ("ii", "iii", "iv")


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(folded(text)) if word.strip("?") not in _TITLES]


def _without_particles(words: list[str]) -> list[str]:
    return [word for word in words if word not in _PARTICLES] or words


def letters(text: str) -> str:
    """Return the folded letters of a text and nothing else."""
    return "".join(filter(str.isalpha, folded(text)))


def digits_and_letters(text: str) -> str:
    return "".join(filter(str.isalnum, folded(text)))


# Likeness


@lru_cache(maxsize=30_000)
def given_likeness(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness:
    """Compare given names; each may be a nickname, an initial, a part of a longer one, or misspelt."""
    if not one or not other:
        return Likeness.UNKNOWN
    if one == other or "".join(one) == "".join(other):
        return Likeness.SAME
    if one[0] == other[0] and len(one[0]) > 1:
        return Likeness.SAME if len(one) == 1 or len(other) == 1 else Likeness.PART
    if _share_a_group(one, other):
        return Likeness.NICK
    if len(one[0]) == 1 or len(other[0]) == 1:
        return Likeness.INITIAL if initials(one) & initials(other) else Likeness.OTHER
    if set(one) & set(other):
        return Likeness.PART
    if _is_typo("".join(one), "".join(other)) or _is_typo(one[0], other[0]):
        return Likeness.TYPO
    return Likeness.SHORT if _is_short(one, other) else Likeness.OTHER


@lru_cache(maxsize=30_000)
def family_likeness(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness:
    """Compare family names; one may be half of the other's double name, an initial, or misspelt."""
    if not one or not other:
        return Likeness.UNKNOWN
    if one == other or "".join(one) == "".join(other):
        return Likeness.SAME
    if set(one) & set(other):
        return Likeness.PART
    if len(one[0]) == 1 or len(other[0]) == 1:
        return Likeness.INITIAL if initials(one) & initials(other) else Likeness.OTHER
    if _is_typo("".join(one), "".join(other)) or any(_is_typo(a, b) for a in one for b in other):
        return Likeness.TYPO
    return Likeness.OTHER


def is_plain_slip(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether a letter is missing, doubled or has changed places; another letter instead makes another name more often."""
    return any(len(a) != len(b) or sorted(a) == sorted(b) for a in one for b in other if _is_typo(a, b))


def _share_a_group(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return any(
        groups_of(a) & groups_of(b) for a in {one[0], "".join(one)} for b in {other[0], "".join(other)}
    )


def initials(words: tuple[str, ...]) -> set[str]:
    """Return the letters that may stand for a name: its own, and those of the full forms it is short for."""
    found = {words[0][0]}
    for number in groups_of(words[0]):
        found.add(_first_letters()[number])
    return found


@lru_cache(maxsize=1)
def _first_letters() -> dict[int, str]:
    found: dict[int, str] = {}
    for name, numbers in groups().items():
        for number in numbers:
            found.setdefault(number, name[0])
    return found


def _is_typo(one: str, other: str) -> bool:
    if "?" in one or "?" in other:
        return _fits(one, other)
    longest = max(len(one), len(other))
    if min(len(one), len(other)) < 3 or longest < 4:
        return False
    return OSA.distance(one, other, score_cutoff=2) <= (2 if longest > 8 else 1)


def _fits(one: str, other: str) -> bool:
    return len(one) == len(other) and all(a == b or "?" in (a, b) for a, b in zip(one, other, strict=True))


def _is_short(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Wolf for Wolfgang, Claudi for Claudia, Gül for Gülşen: the beginning of it, perhaps with an i."""
    for short, full in ((one[0], "".join(other)), (other[0], "".join(one))):
        stem = short[:-1] if short[-1] in "iyel" and len(short) > 3 else short
        if len(stem) >= 3 and len(full) > len(stem) and full.startswith(stem):
            return True
    return False


# Sound


@lru_cache(maxsize=30_000)
def sound(word: str) -> str:
    """Return the Cologne phonetics of a folded word (Postel, 1969): Meier, Maier and Mayr sound alike."""
    word = "".join(filter(str.isalpha, word)).replace("ph", "f")
    codes = [_code(word, place) for place in range(len(word))]
    told = "".join(code for place, code in enumerate(codes) if place == 0 or code != codes[place - 1])
    return told[:1] + told[1:].replace("0", "")


_CODES = {**dict.fromkeys("aeijouy", "0"), "b": "1", "p": "1", "d": "2", "t": "2", **dict.fromkeys("fvw", "3"),
          **dict.fromkeys("gkq", "4"), "l": "5", "m": "6", "n": "6", "r": "7", "s": "8", "z": "8", "h": ""}  # fmt: skip


def _code(word: str, place: int) -> str:
    letter, before, after = word[place], word[place - 1 : place], word[place + 1 : place + 2]
    if letter == "c":
        hard = after and after in ("ahkloqrux" if place == 0 else "ahkoqux")
        return "4" if hard and before not in ("s", "z") else "8"
    if letter in "dt" and after and after in "csz":
        return "8"
    if letter == "x":
        return "8" if before and before in "ckq" else "48"
    return _CODES.get(letter, "")
