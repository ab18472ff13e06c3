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
_QUOTE, _OPENS, _CLOSES = ord('"'), b"{[", b"}]"
Span = tuple[int, int]


class Parts:
    """`spans` has the places of all values by type; lists of `account.instance` by their own names."""

    def __init__(self, path: Path) -> None:
        self.data = _bytes_of(path)
        self.spans: dict[str, list[Span]] = {}
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
        before, line = getattr(self, "_counted", (0, 1))
        if place < before:
            before, line = 0, 1
        line += self.data[before:place].count(b"\n")
        self._counted = (place, line)
        return line

    def _scan(self) -> bool:
        """Note every value; return whether the file ends as it should."""
        keys: list[str] = [""] * (_MOST_DEPTH + 2)
        depth, start, kind, waiting = 0, -1, "", []
        data, whole = self.data, True
        for token in _TOKEN.finditer(data):
            first = data[token.start()]
            if first == _QUOTE:
                whole = bool(token[1])
                if token[2] and depth < 6:
                    keys[depth] = _string(data, token)
                elif depth == 4 and keys[4] == "type" and _is_in_block(keys):
                    kind = _string(data, token)
            elif first in _OPENS:
                depth += 1
                if depth > _MOST_DEPTH:
                    raise NotReadable("too_deep")
                keys[depth] = ""
                if depth == 4 and _is_in_block(keys):
                    kind, waiting = "", []
                elif start < 0 and _is_value(depth, keys):
                    start = token.start()
            elif first in _CLOSES:
                if start >= 0 and _is_value(depth, keys):
                    if depth == 6:
                        waiting.append((start, token.end()))
                    else:
                        self.spans.setdefault(keys[3], []).append((start, token.end()))
                    start = -1
                elif depth == 4 and _is_in_block(keys):
                    self.spans.setdefault(kind, []).extend(waiting)
                    waiting = []
                depth = max(depth - 1, 0)
        self.spans.setdefault(kind, []).extend(waiting)
        return whole and depth == 0


def _is_in_block(keys: list[str]) -> bool:
    return keys[1] == "account" and keys[2] == "data"


def _is_value(depth: int, keys: list[str]) -> bool:
    if depth == 6:
        return _is_in_block(keys) and keys[4] == "values"
    return depth == 5 and keys[1] == "account" and keys[2] in ("instance", "properties")


def _string(data: mmap | bytes, token: re.Match[bytes]) -> str:
    """Return a short string of the file, as a key or type is one."""
    text = data[token.start() : min(token.end(), token.start() + 200)].rstrip(b" \t\r\n:")
    return text.strip(b'"').decode("utf-8", "replace")


def _bytes_of(path: Path) -> mmap | bytes:
    with path.open("rb") as file:
        encoding = encoding_of(file)
        if encoding.startswith("utf-16"):
            return file.read().decode(encoding, "replace").encode()
        return mmap(file.fileno(), 0, access=ACCESS_READ)
