"""Which lists a card says it belongs to: CATEGORIES of a person (RFC 6350, section 6.7.1), MEMBERs of a group card."""

import re
from collections.abc import Collection
from datetime import UTC, datetime

from hanse.kit.text import clean, plain
from hanse.people.vcard.composing import Style
from hanse.people.vcard.escaping import escape, unescape
from hanse.people.vcard.lines import Line, join, split

_COMMA = re.compile(r"(?<!\\),")
_MEMBERS = ("MEMBER", "X-ADDRESSBOOKSERVER-MEMBER")


def with_categories(raw: bytes, *, add: Collection[str], remove: Collection[str], rev: datetime) -> bytes:
    """Return the card with these categories put in and taken out; the same bytes if nothing is to be done.

    Upper and lower case and accents are one. Categories that nobody asked about stay as they are written.
    """
    card = _Lines(raw)
    gone = {plain(clean(name)) for name in remove}
    there = set()
    for place in card.places(("CATEGORIES",)):
        comma, written = _pieces(card.lines[place].value)
        kept = [one for one in written if plain(clean(unescape(one))) not in gone]
        there |= {plain(clean(unescape(one))) for one in kept}
        if kept != written:
            card.rewrite(place, comma.join(kept))
    new = [escape(clean(name)) for name in add if plain(clean(name)) not in there]
    if new:
        card.append("CATEGORIES", ",".join(new), after=("CATEGORIES",))
    return card.revised(rev)


def with_members(raw: bytes, *, add: Collection[str], remove: Collection[str], rev: datetime) -> bytes:
    """Return the group card with the UIDs put in and taken out, in the words of its own version."""
    card = _Lines(raw)
    gone, there = set(remove), set()
    for place in card.places(_MEMBERS):
        uid = card.lines[place].value.strip().removeprefix("urn:uuid:")
        if uid in gone:
            card.rewrite(place, "")
        there.add(uid)
    name = "MEMBER" if card.style.version == "4.0" else "X-ADDRESSBOOKSERVER-MEMBER"
    for uid in add:
        if uid not in there - gone:
            card.append(name, f"urn:uuid:{uid}", after=_MEMBERS)
    return card.revised(rev)


def _pieces(value: str) -> tuple[str, list[str]]:
    """Return the comma and the categories as they are written. Google escapes the commas between them."""
    comma = "," if _COMMA.search(value) or "\\," not in value else "\\,"
    return comma, _COMMA.split(value) if comma == "," else value.split(comma)


class _Lines:
    """The content lines of one card; only what is rewritten is written anew."""

    def __init__(self, raw: bytes) -> None:
        self.lines = split(raw)
        version = next((line.value.strip() for line in self.lines if line.name == "VERSION"), "3.0")
        self.style = Style.of(self.lines, version)
        self.touched = False

    def places(self, names: tuple[str, ...]) -> list[int]:
        depth, found = 0, []
        for place, line in enumerate(self.lines):
            depth += (line.name == "BEGIN") - (line.name == "END")
            if depth == 1 and line.name in names:
                found.append(place)
        return found

    def rewrite(self, place: int, value: str) -> None:
        """Give a line another value; an empty one takes it away."""
        line = self.lines[place]
        kept = [(key, said) for key, said in line.params if key not in ("CHARSET", "ENCODING")]
        params = "".join(f";{key}={said}" if key else f";{said}" for key, said in kept)
        head = (f"{line.group}." if line.group else "") + line.name + params
        self.lines[place] = split(self.style.line(head, value))[0] if value else Line(b"")
        self.touched = True

    def append(self, name: str, value: str, *, after: tuple[str, ...]) -> None:
        places = self.places(after)
        self._insert(places[-1] + 1 if places else self._end(), name, value)

    def revised(self, rev: datetime) -> bytes:
        if self.touched:
            stamp = rev.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
            if places := self.places(("REV",)):
                self.rewrite(places[0], stamp)
            else:
                self._insert(self._end(), "REV", stamp)
        return join(self.lines)

    def _insert(self, place: int, name: str, value: str) -> None:
        self.lines.insert(place, split(self.style.line(name, value))[0])
        self.touched = True

    def _end(self) -> int:
        return next(
            (n for n in range(len(self.lines) - 1, -1, -1) if self.lines[n].name == "END"), len(self.lines)
        )
