"""Cards as Radicale handles them: nothing is read of a card that the answer does not need."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from types import SimpleNamespace
from typing import NamedTuple

from django.utils.http import http_date
from radicale.item import Item
from radicale.storage import BaseCollection

from hanse.dav.bodies import is_utf8, unfolded
from hanse.dav.call import uid_key
from hanse.people import vcard
from hanse.people.actions.importing import AUTHOR as FROM_A_FILE
from hanse.people.vcard.escaping import items, unescape
from hanse.people.vcard.lines import decoded, split


class Row(NamedTuple):
    """What the database says of one card; `raw` and `size` only where the answer needs them."""

    href: str
    uid: str
    etag: str
    changed_at: datetime
    version: str = ""
    author: str = ""
    raw: bytes = b""
    size: int = 0


class CardItem(Item):
    """One card. Its own constructor leaves out checks of paths that would be made for each of thousands."""

    def __init__(self, collection: BaseCollection, row: Row, *, as_bytes: bool = False) -> None:
        self.collection, self.row, self.as_bytes = collection, row, as_bytes
        self.href = row.href

    name = "VCARD"
    component_name = ""

    @property
    def etag(self) -> str:
        return f'"{self.row.etag}"'

    @property
    def uid(self) -> str:
        return uid_key(self.row.uid)

    @property
    def last_modified(self) -> str:
        return http_date(self.row.changed_at.timestamp())

    def serialize(self) -> "str | bytes | _Measured":
        """Return the card: its bytes as they came where they may be sent as they are, text inside of XML."""
        if self.row.size:
            return _Measured(self.row.size)
        raw = served(self.row)
        return raw if self.as_bytes else as_text(raw)

    @cached_property
    def vobject_item(self) -> "Filterable":
        return Filterable.of(self.row.raw)


@dataclass
class _Measured:
    """Stands for a text of which only the length is asked, as `len(text.encode())`."""

    size: int

    def encode(self, _encoding: str) -> range:
        return range(self.size)


def served(row: Row) -> bytes:
    """Return the card as it is; one that came from an old file goes out in words that every phone understands."""
    is_old = row.author == FROM_A_FILE and row.version == "2.1"
    return vcard.convert(row.raw, "3.0") if is_old or not is_utf8(unfolded(row.raw)) else row.raw


def as_text(raw: bytes) -> str:
    """Return the card as text; one whose folds part a character is unfolded first (RFC 2425 let programs do that)."""
    return decoded(raw if is_utf8(raw) else unfolded(raw))


class Filterable:
    """A card as addressbook-query looks at it (RFC 6352, section 10.5): properties by name. No card breaks it."""

    def __init__(self, contents: dict[str, list[SimpleNamespace]]) -> None:
        self.contents = contents

    @classmethod
    def of(cls, raw: bytes) -> "Filterable":
        contents: dict[str, list[SimpleNamespace]] = {}
        for line in split(raw):
            if not line.name:
                continue
            params: dict[str, list[str]] = {}
            for key, value in line.params:
                params.setdefault(key or "TYPE", []).extend(value.split(","))
            value = items(line.value) if line.name == "CATEGORIES" else unescape(line.value)
            contents.setdefault(line.name.lower(), []).append(SimpleNamespace(value=value, params=params))
        return cls(contents)

    def __getattr__(self, name: str) -> list[SimpleNamespace]:
        if name.endswith("_list"):
            return self.contents.get(name.removesuffix("_list"), [])
        raise AttributeError(name)
