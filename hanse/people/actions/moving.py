"""What hangs on one contact is hung on another, and the way back: keys of rows, as JSON knows them."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q

from hanse.community.models import Member
from hanse.people.attachments import ATTACHMENTS
from hanse.people.models import Apart, Card, Contact, ImportEntry, Label, Merge, Note, Relation, Suspicion

OWN = (
    "own_rhythm_days", "rhythm_since", "resting_since", "put_off_until", "met_on", "met_precision", "met_where", "met_how",
    "met_through_id", "story", "offers", "seeks", "standing", "source", "source_on",
)  # fmt: skip
_TEXTS = ("met_how", "story", "offers", "seeks")
_PAIRED = {"rhythm_since": "own_rhythm_days", "source_on": "source"}
_LEFT = (
    "resting_since",
    "put_off_until",
    "standing",
    "met_on",
    "met_precision",
    "met_through_id",
    *_TEXTS,
    *_PAIRED,
)

Moved = dict[str, list]


# Hanse's own columns


def own_of(contact: Contact) -> dict[str, object]:
    return {name: _plain(getattr(contact, name)) for name in (*OWN, "created_at", "revision")}


def as_json(own: dict[str, object]) -> dict[str, object]:
    return {name: _plain(value) for name, value in own.items() if name in OWN}


def take_own(contact: Contact, own: dict[str, object]) -> None:
    """Write columns that were kept as JSON."""
    Contact.objects.filter(pk=contact.pk).update(**{name: _read(name, value) for name, value in own.items()})


def contact_of(own: dict[str, object], *, pk: UUID, member: Member, card: Card, name: str) -> Contact:
    """Return a contact with these columns; what comes from the card is derived afterwards."""
    contact = Contact(pk=pk, member=member, card=card, display_name=name, sort_key="")
    for column, value in own.items():
        setattr(contact, column, _read(column, value))
    if not Contact.objects.filter(pk=contact.met_through_id).exists():
        contact.met_through_id = None
    return contact


def fill_own(*, kept: Contact, gone: Contact) -> dict[str, list]:
    """Let what was kept win, what is gone fill gaps; both stories stay. Returns [before, after] of what changed."""
    filled = {
        name: getattr(gone, name)
        for name in OWN
        if name not in _LEFT and not getattr(kept, name) and getattr(gone, name)
    }
    for name, leader in _PAIRED.items():
        if leader in filled:
            filled[name] = getattr(gone, name)
    for name in _TEXTS:
        ours, theirs = getattr(kept, name), getattr(gone, name)
        if theirs and theirs.strip() not in ours:
            filled[name] = f"{ours}\n\n{theirs}" if ours else theirs
    if gone.met_on and (kept.met_on is None or gone.met_on < kept.met_on):
        filled["met_on"], filled["met_precision"] = gone.met_on, gone.met_precision
    if kept.met_through_id == gone.pk:
        filled["met_through_id"] = None
    if gone.met_through_id not in (None, kept.pk) and kept.met_through_id in (None, gone.pk):
        filled["met_through_id"] = gone.met_through_id
    return _write(kept, filled)


def _write(kept: Contact, values: dict[str, object]) -> dict[str, list]:
    changed = {name: [_plain(getattr(kept, name)), _plain(value)] for name, value in values.items()}
    Contact.objects.filter(pk=kept.pk).update(revision=F("revision") + 1, **values)
    kept.refresh_from_db()
    return changed


def give_back_own(kept: Contact, changed: dict[str, list]) -> None:
    """Undo `fill_own` where nobody wrote since."""
    values = {
        name: _read(name, before)
        for name, (before, after) in changed.items()
        if _plain(getattr(kept, name)) == after
    }
    if ("met_on" in values) != ("met_precision" in values):
        values.pop("met_on", None), values.pop("met_precision", None)
    if values.get("met_through_id") and not Contact.objects.filter(pk=values["met_through_id"]).exists():
        del values["met_through_id"]
    Contact.objects.filter(pk=kept.pk).update(revision=F("revision") + 1, **values)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, UUID) else value


def _read(name: str, value: object) -> object:
    if value is None or not isinstance(value, str):
        return value
    if name == "created_at":
        return datetime.fromisoformat(value)
    if name == "met_through_id":
        return UUID(value)
    return date.fromisoformat(value) if name.endswith(("_on", "_since", "_until")) else value


# Rows


def move(*, kept: Contact, gone: Contact) -> Moved:
    moved: Moved = {
        "encounters": _move_encounters(kept, gone),
        "notes": _hang(Note.objects.filter(contact=gone), contact=kept),
        "led_to": _hang(Contact.objects.filter(met_through=gone).exclude(pk=kept.pk), met_through=kept),
        "entries": _hang(ImportEntry.objects.filter(contact=gone), contact=kept),
        "merges": _hang(Merge.objects.filter(kept=gone), kept=kept),
        "labels": _move_labels(kept, gone),
    }
    moved |= _move_relations(kept, gone) | _move_aparts(kept, gone)
    _move_suspicions(kept, gone)
    for attachment in ATTACHMENTS:
        moved[f"of {attachment.name}"] = attachment.move(gone=gone, kept=kept)
    return {name: keys for name, keys in moved.items() if keys}


def move_back(*, kept: Contact, gone: Contact, moved: Moved) -> None:
    """Hang back what still is where the merge put it."""
    _move_encounters_back(kept, gone, moved.get("encounters", []))
    Note.objects.filter(pk__in=moved.get("notes", []), contact=kept).update(contact=gone)
    Contact.objects.filter(pk__in=moved.get("led_to", []), met_through=kept).update(met_through=gone)
    ImportEntry.objects.filter(pk__in=moved.get("entries", []), contact=kept).update(contact=gone)
    Merge.objects.filter(pk__in=moved.get("merges", []), kept=kept).update(kept=gone)
    _move_labels_back(kept, gone, moved.get("labels", []))
    _move_relations_back(kept, gone, moved)
    _move_aparts_back(kept, gone, moved)
    for attachment in ATTACHMENTS:
        attachment.move_back(keys=moved.get(f"of {attachment.name}", []), to=gone)


def neighbours(moved: Moved) -> list[UUID]:
    """Return the contacts whose search text names one of the two."""
    rows = Relation.objects.filter(pk__in=[*moved.get("relations", []), *moved.get("relations_to", [])])
    lost = [UUID(contact) for contact, *_rest in moved.get("relations_lost", [])]
    return [*rows.values_list("contact", flat=True), *lost]


def _hang(rows, **change) -> list:
    keys = list(rows.values_list("pk", flat=True))
    rows.model.objects.filter(pk__in=keys).update(**change)
    return [_plain(key) for key in keys]


def _move_encounters(kept: Contact, gone: Contact) -> list:
    """Return [key, whether the kept one was there already] of each."""
    there = set(kept.encounters.values_list("pk", flat=True))
    keys = list(gone.encounters.values_list("pk", flat=True))
    kept.encounters.add(*(key for key in keys if key not in there))
    return [[str(key), key in there] for key in keys]


def _move_encounters_back(kept: Contact, gone: Contact, rows: Iterable) -> None:
    still = set(kept.encounters.values_list("pk", flat=True))
    for key, was_there in ((UUID(key), was_there) for key, was_there in rows):
        if key in still:
            gone.encounters.add(key)
            if not was_there:
                kept.encounters.remove(key)


def _move_labels(kept: Contact, gone: Contact) -> list:
    there = set(kept.labels.values_list("pk", flat=True))
    keys = list(gone.labels.values_list("pk", flat=True))
    kept.labels.add(*keys)
    return [[str(key), key in there] for key in keys]


def _move_labels_back(kept: Contact, gone: Contact, rows: Iterable) -> None:
    for key, was_there in rows:
        if Label.objects.filter(pk=key).exists():
            gone.labels.add(key)
            if not was_there:
                kept.labels.remove(key)


def _move_relations(kept: Contact, gone: Contact) -> Moved:
    """A relation between the two, and one that the kept has already, fall away; they are kept as [contact, other, kind, key]."""
    moved: Moved = {"relations": [], "relations_to": [], "relations_lost": []}
    for relation in Relation.objects.filter(Q(contact=gone) | Q(other=gone)):
        is_hers = relation.contact_id == gone.pk
        contact, other = (kept.pk, relation.other_id) if is_hers else (relation.contact_id, kept.pk)
        twin = Relation.objects.filter(contact=contact, other=other, kind=relation.kind)
        if contact == other or twin.exists():
            moved["relations_lost"].append(
                [str(relation.contact_id), str(relation.other_id), relation.kind, relation.pk]
            )
            relation.delete()
        else:
            moved["relations" if is_hers else "relations_to"].append(relation.pk)
            Relation.objects.filter(pk=relation.pk).update(contact=contact, other=other)
    return moved


def _move_relations_back(kept: Contact, gone: Contact, moved: Moved) -> None:
    Relation.objects.filter(pk__in=moved.get("relations", []), contact=kept).update(contact=gone)
    Relation.objects.filter(pk__in=moved.get("relations_to", []), other=kept).update(other=gone)
    for contact, other, kind, key in moved.get("relations_lost", []):
        if Contact.objects.filter(pk__in=[contact, other]).count() == 2:
            Relation.objects.get_or_create(
                contact_id=contact, other_id=other, kind=kind, defaults={"pk": key}
            )


def _move_aparts(kept: Contact, gone: Contact) -> Moved:
    moved: Moved = {"aparts": []}
    for apart in Apart.objects.filter(Q(one=gone) | Q(other=gone)):
        stranger = apart.other_id if apart.one_id == gone.pk else apart.one_id
        known = False
        if stranger != kept.pk:
            first, second = sorted((kept.pk, stranger), key=str)
            _row, made = Apart.objects.get_or_create(
                one_id=first, other_id=second, defaults={"member": kept.member, "at": apart.at}
            )
            known = not made
        moved["aparts"].append([str(stranger), known, apart.at.isoformat()])
    return moved


def _move_aparts_back(kept: Contact, gone: Contact, moved: Moved) -> None:
    for stranger, known, at in moved.get("aparts", []):
        if not Contact.objects.filter(pk=stranger).exists():
            continue
        first, second = sorted((str(gone.pk), stranger))
        Apart.objects.get_or_create(
            one_id=first, other_id=second, defaults={"member": kept.member, "at": datetime.fromisoformat(at)}
        )
        if not known and stranger != str(kept.pk):
            first, second = sorted((str(kept.pk), stranger))
            Apart.objects.filter(one=first, other=second).delete()


def _move_suspicions(kept: Contact, gone: Contact) -> None:
    """Whoever looked like the one who is gone looks like the one who is kept."""
    for suspicion in Suspicion.objects.filter(Q(one=gone) | Q(other=gone)):
        stranger = suspicion.other_id if suspicion.one_id == gone.pk else suspicion.one_id
        first, second = sorted((kept.pk, stranger), key=str)
        if first == second or Suspicion.objects.filter(one=first, other=second).exists():
            suspicion.delete()
        else:
            Suspicion.objects.filter(pk=suspicion.pk).update(one=first, other=second)
