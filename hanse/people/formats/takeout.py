"""The take-out of a Kontor, read back: a ZIP with hanse.json and people.vcf (docs/hanse.schema.json).

Keys are the keys that the rows had where they came from. A person that cannot be understood is handed on as such;
a note, relation, encounter or row of another room that cannot is left out.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from hanse.people import vcard
from hanse.people.formats import zips
from hanse.people.formats.arriving import (
    ArrivingEncounter,
    ArrivingLabel,
    ArrivingNote,
    ArrivingRelation,
    Reading,
    Record,
)
from hanse.people.formats.limits import MOST_ROWS, NotReadable

FORMAT, VERSION = "hanse-takeout", 1
_KINDS = {"met", "call", "message", "letter"}
_PRECISIONS = {"day", "month", "year"}
_INITIATIVES = {"", "me", "them"}
_SOURCES = {"", "self", "card", "recommended", "public", "import", "phone"}
_STANDINGS = {"private", "business"}
_MOST_DAYS = 32767
_MOST_KEY = 250


def read(path: Path, today: date) -> Reading:
    """Read a whole take-out. Raises NotReadable. `today` is not needed: every day in it is whole."""
    with zips.opened(path) as archive:
        document = _document(zips.content(archive, _entry(archive, "hanse.json")))
        cards = zips.content(archive, _entry(archive, "people.vcf"))
    return Reading(
        records=_records(document["people"], cards),
        labels=list(_each(document["labels"], _label)),
        encounters=list(_each(document["encounters"], _encounter)),
        attached={
            name: list(_each(rows, _row))
            for name, rows in document["attached"].items()
            if isinstance(rows, list)
        },
    )


def _entry(archive: ZipFile, base: str) -> ZipInfo:
    """Return the file of that name; a folder around everything does no harm."""
    found = [one for one in zips.entries(archive) if one.filename.rpartition("/")[2] == base]
    if not found:
        raise NotReadable("cut")
    return found[0]


def _document(data: bytes) -> dict:
    try:
        document = json.loads(data)
    except RecursionError as error:
        raise NotReadable("too_deep") from error
    except ValueError as error:
        raise NotReadable("cut") from error
    if (
        not isinstance(document, dict)
        or document.get("format") != FORMAT
        or document.get("version") != VERSION
    ):
        raise NotReadable("unknown")
    for name, kind in (("people", list), ("labels", list), ("encounters", list), ("attached", dict)):
        if not isinstance(document.setdefault(name, kind()), kind):
            raise NotReadable("cut")
    return document


def _records(people: list, cards: bytes) -> Iterator[Record]:
    seen: set[str] = set()
    left = len(cards)
    for index, person in enumerate(people):
        try:
            record = _record(index, person, cards)
            left -= len(record.raw)
            # A card is of one person: a small file must not become a large book.
            if record.key in seen or left < 0:
                raise _Wrong
        except _Wrong:
            original = json.dumps(person).encode()
            record = Record(index, index + 1, problem="broken", original=original)
        if index >= MOST_ROWS:
            record.problem, record.original = "too_many", record.original or record.raw
        seen.add(record.key)
        yield record


def _record(index: int, person: object, cards: bytes) -> Record:
    raw = _card(_part(person, "card", dict), cards)
    found = next(vcard.cards(raw), None)
    record = Record(
        index,
        index + 1,
        raw,
        _key(person),
        own=_own(_part(person, "own", dict)),
        met_through=_text(person, "met_through"),
        labels=[name for name in _part(person, "labels", list) if isinstance(name, str)],
        notes=list(_each(_part(person, "notes", list), _note)),
        relations=list(_each(_part(person, "relations", list), _relation)),
    )
    if found is None or found.problem:
        record.problem, record.original = found.problem if found else "broken", raw
    return record


def _card(place: dict, cards: bytes) -> bytes:
    offset, length = place.get("offset"), place.get("length")
    if not (
        isinstance(offset, int) and isinstance(length, int) and 0 <= offset < offset + length <= len(cards)
    ):
        raise _Wrong
    return cards[offset : offset + length]


def _own(row: dict) -> dict[str, object]:
    """Return the columns that say something."""
    own = {
        "own_rhythm_days": _days(row, "own_rhythm_days"),
        **{name: _day(row, name) for name in ("rhythm_since", "resting_since", "put_off_until")},
        **{name: _text(row, name) for name in ("met_where", "met_how", "story", "offers", "seeks")},
        "standing": _one_of(row, "standing", _STANDINGS, "private"),
        "source": _one_of(row, "source", _SOURCES, ""),
        "source_on": _day(row, "source_on"),
    }
    if met_on := _day(row, "met_on"):
        own |= {"met_on": met_on, "met_precision": _one_of(row, "met_precision", _PRECISIONS, "day")}
    silent = {None, "", "private"}
    return {name: value for name, value in own.items() if value not in silent}


def _label(row: object) -> ArrivingLabel:
    return ArrivingLabel(_text(row, "name", least=1), _days(row, "rhythm_days"))


def _note(row: object) -> ArrivingNote:
    return ArrivingNote(_key(row), _day(row, "on", needed=True), _text(row, "text", least=1))


def _relation(row: object) -> ArrivingRelation:
    return ArrivingRelation(_text(row, "kind"), _key(row, "other"))


def _encounter(row: object) -> ArrivingEncounter:
    return ArrivingEncounter(
        key=_key(row),
        people=[key for key in _part(row, "people", list) if isinstance(key, str)],
        on=_day(row, "on", needed=True),
        kind=_one_of(row, "kind", _KINDS, "met"),
        precision=_one_of(row, "precision", _PRECISIONS, "day"),
        initiative=_one_of(row, "initiative", _INITIATIVES, ""),
        **{name: _text(row, name) for name in ("place", "topic", "note")},
    )


def _row(row: object) -> dict:
    """A row of another room, which knows what it means."""
    _key(row), _key(row, "person")
    return row


class _Wrong(ValueError):
    """A part that is not as the schema says."""


def _each(rows: Iterable, understood: Callable[[object], object]) -> Iterator:
    for row in rows:
        try:
            one = understood(row)
        except _Wrong:
            continue
        yield one


def _part(row: object, name: str, kind: type) -> object:
    value = row.get(name) if isinstance(row, dict) else None
    if value is None:
        return kind()
    if not isinstance(value, kind):
        raise _Wrong
    return value


def _text(row: object, name: str, *, least: int = 0) -> str:
    value = _part(row, name, str)
    if len(value) < least or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise _Wrong
    return value


def _key(row: object, name: str = "key") -> str:
    value = _text(row, name, least=1)
    if len(value) > _MOST_KEY or not value.isprintable():
        raise _Wrong
    return value


def _one_of(row: object, name: str, values: set[str], otherwise: str) -> str:
    value = _text(row, name) or otherwise
    if value not in values:
        raise _Wrong
    return value


def _days(row: object, name: str) -> int | None:
    value = row.get(name) if isinstance(row, dict) else None
    if value is not None and not (isinstance(value, int) and 0 <= value <= _MOST_DAYS):
        raise _Wrong
    return value


def _day(row: object, name: str, *, needed: bool = False) -> date | None:
    text = _text(row, name, least=int(needed))
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise _Wrong from error
