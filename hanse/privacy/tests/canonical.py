"""What a book says, however it is stored: two books are the same where these are equal.

Keys are replaced by what they stand for, since rows may get other keys in another Kontor.
"""

import json
from collections.abc import Iterable

from hanse.community.models import Member
from hanse.people.attachments import ATTACHMENTS
from hanse.people.formats.arriving import Reading
from hanse.people.models import Contact, Encounter, Label
from hanse.privacy.takeout.document import OWN

_SILENT = (None, "", "private")
_MET = ("on", "kind", "precision", "place", "topic", "note", "initiative")


def of_book(member: Member) -> dict:
    """Of the rows of a member."""
    contacts = list(Contact.objects.visible_to(member).select_related("card"))
    names = {str(contact.pk): bytes(contact.card.raw) for contact in contacts}
    people = [
        {
            "card": bytes(contact.card.raw),
            "own": {name: getattr(contact, name) for name in OWN if getattr(contact, name) not in _SILENT},
            "met_through": names.get(str(contact.met_through_id)),
            "labels": sorted(contact.labels.values_list("name", flat=True)),
            "notes": sorted(contact.notes.values_list("on", "text")),
            "relations": sorted(
                (kind, names[str(other)]) for kind, other in contact.relations.values_list("kind", "other")
            ),
        }
        for contact in contacts
    ]
    encounters = Encounter.objects.visible_to(member)
    met = {
        str(one.pk): [
            sorted(names[str(pk)] for pk in one.contacts.values_list("pk", flat=True)),
            *(getattr(one, name) for name in _MET),
        ]
        for one in encounters
    }
    attached = {one.name: one.take_out(member=member) for one in ATTACHMENTS}
    labels = Label.objects.visible_to(member).values_list("name", "rhythm_days")
    return _book(people, labels, met, attached, names)


def of_reading(reading: Reading) -> dict:
    """Of a file that was read."""
    records = list(reading.records)
    names = {record.key: record.raw for record in records}
    people = [
        {
            "card": record.raw,
            "own": record.own,
            "met_through": names.get(record.met_through),
            "labels": sorted(record.labels),
            "notes": sorted((note.on, note.text) for note in record.notes),
            "relations": sorted((one.kind, names[one.other]) for one in record.relations),
        }
        for record in records
    ]
    met = {
        one.key: [sorted(names[key] for key in one.people), *(getattr(one, name) for name in _MET)]
        for one in reading.encounters
    }
    labels = ((label.name, label.rhythm_days) for label in reading.labels)
    return _book(people, labels, met, reading.attached, names)


def _book(people: list, labels: Iterable, met: dict, attached: dict, names: dict[str, bytes]) -> dict:
    hung_on = {
        name: _sorted(
            {
                **row,
                "key": None,
                "person": names[row["person"]],
                "encounter": met.get(row["encounter"]),
            }
            for row in rows
        )
        for name, rows in attached.items()
    }
    return {
        "people": _sorted(people),
        "labels": sorted(labels),
        "encounters": _sorted(met.values()),
        "attached": hung_on,
    }


def _sorted(rows: Iterable) -> list:
    return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True, default=repr))
