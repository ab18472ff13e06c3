"""hanse.json: what stands beside the cards. `hanse.schema.json` says how it is built."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import batched
from uuid import UUID

from hanse.community.models import Member
from hanse.people.attachments import ATTACHMENTS
from hanse.people.models import Contact, Encounter, Label

FORMAT, VERSION = "hanse-takeout", 1
OWN = (
    "own_rhythm_days",
    "rhythm_since",
    "resting_since",
    "put_off_until",
    "met_on",
    "met_precision",
    "met_where",
    "met_how",
    "story",
    "offers",
    "seeks",
    "standing",
    "source",
    "source_on",
)
"""columns of a contact that do not stand on her card"""
_BATCH = 500

Places = dict[UUID, tuple[int, int]]
"""where the card of each contact lies in people.vcf: first byte, number of bytes"""


def pieces(member: Member, places: Places, *, now: datetime) -> Iterator[bytes]:
    """Yield the document in UTF-8, one line a row."""
    head = {"format": FORMAT, "version": VERSION, "made_at": now.isoformat(), "member": {"name": member.name}}
    yield json.dumps(head, ensure_ascii=False).encode()[:-1]
    encounters: set[UUID] = set()
    yield from _list("labels", _labels(member))
    yield from _list("people", _people(places))
    yield from _list("encounters", _encounters(member, places, encounters))
    yield b',\n"attached": {'
    for number, attachment in enumerate(ATTACHMENTS):
        rows = _attached(attachment.take_out(member=member), places, encounters)
        yield from _list(attachment.name, rows, first=number == 0)
    yield b"}}\n"


def _list(name: str, rows: Iterable[dict], *, first: bool = False) -> Iterator[bytes]:
    yield f'{"" if first else ","}\n"{name}": ['.encode()
    for number, row in enumerate(rows):
        yield (",\n" if number else "\n").encode() + json.dumps(row, ensure_ascii=False).encode()
    yield b"]"


def _labels(member: Member) -> Iterator[dict]:
    for label in Label.objects.visible_to(member):
        yield {"key": str(label.pk), "name": label.name, "rhythm_days": label.rhythm_days}


def _people(places: Places) -> Iterator[dict]:
    for keys in batched(places, _BATCH, strict=False):
        contacts = Contact.objects.prefetch_related("labels", "notes", "relations").in_order(keys)
        for contact in contacts:
            yield _person(contact, places)


def _person(contact: Contact, places: Places) -> dict:
    offset, length = places[contact.pk]
    through = contact.met_through_id
    return {
        "key": str(contact.pk),
        "name": contact.display_name,
        "card": {"offset": offset, "length": length},
        "written_at": contact.created_at.isoformat(),
        "own": {name: _plain(getattr(contact, name)) for name in OWN},
        "met_through": str(through) if through in places else None,
        "labels": [label.name for label in contact.labels.all()],
        "notes": [
            {
                "key": str(note.pk),
                "on": note.on.isoformat(),
                "text": note.text,
                "written_at": note.created_at.isoformat(),
            }
            for note in sorted(contact.notes.all(), key=lambda note: (note.on, note.created_at, note.pk))
        ],
        "relations": [
            {"kind": relation.kind, "other": str(relation.other_id)}
            for relation in sorted(contact.relations.all(), key=lambda relation: relation.pk)
            if relation.other_id in places
        ],
    }


def _encounters(member: Member, places: Places, written: set[UUID]) -> Iterator[dict]:
    """Yield those with somebody who went out; `written` notes their keys."""
    rows = (
        Encounter.objects.visible_to(member).order_by("on", "created_at", "pk").prefetch_related("contacts")
    )
    for one in rows.iterator(chunk_size=_BATCH):
        people = sorted(str(contact.pk) for contact in one.contacts.all() if contact.pk in places)
        if not people:
            continue
        written.add(one.pk)
        columns = ("kind", "precision", "place", "topic", "note", "initiative")
        yield {
            "key": str(one.pk),
            "people": people,
            "on": one.on.isoformat(),
            **{name: getattr(one, name) for name in columns},
            "written_at": one.created_at.isoformat(),
        }


def _attached(rows: list[dict], places: Places, encounters: set[UUID]) -> Iterator[dict]:
    for row in rows:
        if UUID(row["person"]) in places:
            known = row["encounter"] and UUID(row["encounter"]) in encounters
            yield {**row, "encounter": row["encounter"] if known else None}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
