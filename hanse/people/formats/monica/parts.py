"""Where in the file each contact, activity and photo stands, without reading the file as a whole.

Monica writes `account.data` as blocks of a type with its values, and `account.instance` as named lists. A file that
was cut off, or broken in one place, gives all values that are whole.
"""

import json
import re
from collections.abc import Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path

from hanse.people.formats.decoding import encoding_of
from hanse.people.formats.limits import NotReadable

_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+("?)(\s*+:)?|[{}\[\]]', re.S)
_UUID = re.compile(rb'"uuid"\s*:\s*"([^"\\]{1,100})"')
_MOST_DEPTH = 60
_QUOTE, _OPENS = ord('"'), b"{["
# {"account": {"data": [{"type": …, "values": [{value}]}], "instance": {name: [{value}]}}}
_BLOCK, _IN_LIST, _IN_VALUE = 4, 5, 6
_LISTS = ("instance", "properties")
Span = tuple[int, int]


class Parts:
    """`spans` has the places of all values by type; lists of `account.instance` by their own names."""

    def __init__(self, path: Path) -> None:
        self.data = _bytes_of(path)
        self.spans: dict[str, list[Span]] = {}
        self._counted = (0, 1)
        self.is_cut = not self._scan()

    def values(self, kind: str) -> Iterator[dict | None]:
        """Yield the values of one type in the order of the file; None for one that is broken."""
        for span in self.spans.get(kind, ()):
            yield self.value(span)

    def value(self, span: Span) -> dict | None:
        try:
            found = json.loads(self.data[span[0] : span[1]])
        except (ValueError, RecursionError):
            return None
        return found if isinstance(found, dict) else None

    def by_uuid(self, kind: str) -> dict[str, Span]:
        """Return where each value of a type stands by its uuid, without reading it."""
        found = {}
        for start, end in self.spans.get(kind, ()):
            if match := _UUID.search(self.data, start, end):
                found[match[1].decode("utf-8", "replace")] = (start, end)
        return found

    def line(self, place: int) -> int:
        """Return the line of a place, counted on from the last one asked for."""
        before, line = self._counted
        if place < before:
            before, line = 0, 1
        line += self.data[before:place].count(b"\n")
        self._counted = (place, line)
        return line

    def _scan(self) -> bool:
        """Note every value; return whether the file ends as it should."""
        walk, whole = _Walk(self.data, self.spans), True
        for token in _TOKEN.finditer(self.data):
            first = self.data[token.start()]
            if first == _QUOTE:
                whole = bool(token[1])
                walk.string(token)
            elif first in _OPENS:
                walk.opens(token.start())
            else:
                walk.closes(token.end())
        walk.ends_block()
        return whole and walk.depth == 0


class _Walk:
    """Where in the file we are: the keys that lead here, the value and the block that are open."""

    def __init__(self, data: mmap | bytes, spans: dict[str, list[Span]]) -> None:
        self.data, self.spans, self.depth = data, spans, 0
        self._keys = [""] * (_MOST_DEPTH + 2)
        self._start = -1
        self._kind, self._waiting = "", []

    def string(self, token: re.Match[bytes]) -> None:
        if token[2] and self.depth < _IN_VALUE:
            self._keys[self.depth] = self._said(token)
        elif self._is_block() and self._keys[_BLOCK] == "type":
            self._kind = self._said(token)

    def opens(self, place: int) -> None:
        self.depth += 1
        if self.depth > _MOST_DEPTH:
            raise NotReadable("too_deep")
        self._keys[self.depth] = ""
        if self._start < 0 and self._is_value():
            self._start = place

    def closes(self, place: int) -> None:
        if self._start >= 0 and self._is_value():
            kept = self._waiting if self.depth == _IN_VALUE else self.spans.setdefault(self._keys[3], [])
            kept.append((self._start, place))
            self._start = -1
        elif self._is_block():
            self.ends_block()
        self.depth = max(self.depth - 1, 0)

    def ends_block(self) -> None:
        """The type of a block may stand behind its values."""
        self.spans.setdefault(self._kind, []).extend(self._waiting)
        self._kind, self._waiting = "", []

    def _is_block(self) -> bool:
        return self.depth == _BLOCK and self._keys[1] == "account" and self._keys[2] == "data"

    def _is_value(self) -> bool:
        if self.depth == _IN_VALUE:
            return self._keys[1:3] == ["account", "data"] and self._keys[_BLOCK] == "values"
        return self.depth == _IN_LIST and self._keys[1] == "account" and self._keys[2] in _LISTS

    def _said(self, token: re.Match[bytes]) -> str:
        """Return a short string of the file, as a key or type is one."""
        text = self.data[token.start() : min(token.end(), token.start() + 200)].rstrip(b" \t\r\n:")
        return text.strip(b'"').decode("utf-8", "replace")


def _bytes_of(path: Path) -> mmap | bytes:
    with path.open("rb") as file:
        encoding = encoding_of(file)
        if encoding.startswith("utf-16"):
            return file.read().decode(encoding, "replace").encode()
        return mmap(file.fileno(), 0, access=ACCESS_READ)
