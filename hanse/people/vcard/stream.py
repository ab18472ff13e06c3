"""From a file to its cards, one by one, so that a bad card spoils no other.

A limit or a fault is a short code on the card; the words for it belong to the page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_CARDS = 20_000
MOST_BYTES = 256 * 1024
"""of one card, its photo not counted"""
MOST_DEPTH = 4

_EDGE = re.compile(rb"^[ \t]*(?:([A-Za-z0-9-]+)\.)?(BEGIN|END)[ \t]*:[ \t]*VCARD[ \t]*\r*$", re.I | re.M)
_UID = re.compile(rb"^(?:[A-Za-z0-9-]+\.)?UID(?:;[^:\r\n]*)?:([^\r\n]+)", re.I | re.M)
_PHOTO = re.compile(
    rb"^(?:[A-Za-z0-9-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:].*(?:\r?\n[ \t].*|\r?\n[A-Za-z0-9+/=]+\r?$)*",
    re.I | re.M,
)


@dataclass(frozen=True, slots=True)
class RawCard:
    """One card of a file: place from 0, line of BEGIN from 1; `problem` is too_large, no_end, too_deep or too_many; empty if there is none."""

    index: int
    line: int
    raw: bytes
    problem: str = ""


def looks_like_vcards(data: bytes) -> bool:
    return bool(_EDGE.search(as_utf8(data[:1_000_000])))


def as_utf8(data: bytes) -> bytes:
    """Return the file without BOM, UTF-16 turned into UTF-8; anything else stays as it is."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace").encode()
    for encoding, probe in (("utf-16-le", b"B\x00E\x00G\x00"), ("utf-16-be", b"\x00B\x00E\x00G")):
        if data[:6] == probe:
            return data.decode(encoding, "replace").encode()
    return data.removeprefix(b"\xef\xbb\xbf")


def uids(data: bytes) -> set[str]:
    """Return every UID that stands in a file, found without reading its cards."""
    return {found[1].decode("utf-8", "replace").strip() for found in _UID.finditer(as_utf8(data))}


def cards(data: bytes) -> Iterator[RawCard]:
    """Yield every card of a file; an AGENT's card stays inside its own (vCard 2.1)."""
    data = as_utf8(data)
    index = depth = start = counted = deepest = 0
    line = 1
    for edge in _EDGE.finditer(data):
        opens = edge[2].upper() == b"BEGIN"
        if opens and depth and not _is_agent(data, edge.start()):
            yield _card(data, index, line, start, edge.start(), "no_end")
            index, depth = index + 1, 0
        if opens:
            if depth == 0:
                line += data.count(b"\n", counted, edge.start())
                start = counted = edge.start()
                deepest = 0
            depth += 1
            deepest = max(deepest, depth)
        elif depth:
            depth -= 1
            if depth == 0:
                end = data.find(b"\n", edge.end())
                end = len(data) if end < 0 else end + 1
                yield _card(data, index, line, start, end, "too_deep" if deepest > MOST_DEPTH else "")
                index += 1
    if depth:
        yield _card(data, index, line, start, len(data), "no_end")


def _is_agent(data: bytes, begin: int) -> bool:
    """Whether the line before BEGIN opens a nested card."""
    before = data[max(0, begin - 200) : begin].rstrip(b"\r\n \t").rpartition(b"\n")[2]
    return before.strip().upper().startswith(b"AGENT") and before.rstrip().endswith(b":")


def _card(data: bytes, index: int, line: int, start: int, end: int, problem: str) -> RawCard:
    raw = data[start:end]
    if index >= MOST_CARDS:
        problem = "too_many"
    elif len(raw) > MOST_BYTES and len(_PHOTO.sub(b"", raw)) > MOST_BYTES:
        problem = "too_large"
    return RawCard(index, line, raw, problem)
