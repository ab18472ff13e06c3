"""vCards, from one file or from many in a ZIP."""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256

from hanse.people import vcard
from hanse.people.formats.arriving import Record
from hanse.people.formats.drafting import Keys

_UID = re.compile(rb"^(?:[A-Za-z0-9-]+\.)?UID(?:;[^:\r\n]*)?:[ \t]*([^\r\n]+)", re.I | re.M)
_MOST_KEY = 300


def records_of_file(data: bytes) -> Iterator[Record]:
    keys = Keys()
    for raw in vcard.cards(data):
        yield _record(raw, raw.index, keys)


def records_of_files(files: Iterable[bytes]) -> Iterator[Record]:
    """Yield the cards of several files as if they were one; the very same card again is left out."""
    keys, seen, index = Keys(), set(), 0
    for data in files:
        for raw in vcard.cards(data):
            digest = sha256(raw.raw.rstrip()).digest()
            if digest not in seen:
                seen.add(digest)
                yield _record(raw, index, keys)
            index += 1


def _record(raw: vcard.RawCard, index: int, keys: Keys) -> Record:
    record = Record(index, raw.line, raw.raw, keys.once(_key(raw.raw)), raw.problem)
    if raw.problem:
        record.original = raw.raw
    return record


def _key(raw: bytes) -> str:
    if found := _UID.search(raw):
        uid = found[1].decode("utf-8", "replace").strip()
        if uid and len(uid) < _MOST_KEY - 10:
            return f"uid:{uid}"
    return f"card:{sha256(raw).hexdigest()}"
