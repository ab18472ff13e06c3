"""Saving what was understood of a line, once; and taking exactly that back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from hanse.community.models import Member
from hanse.home.models import Remembered, WaitingLine
from hanse.kit.text import clean, plain
from hanse.people.actions import contacts as people
from hanse.people.actions import encounters, labels
from hanse.people.models import Contact, Encounter, Label, Note
from hanse.promises import actions as promises
from hanse.promises.models import Promise


@dataclass(frozen=True)
class Named:
    """Somebody of the line: a contact that is there, or a name to write down."""

    contact: Contact | None = None
    name: str = ""


@dataclass(frozen=True)
class Promised:
    direction: str
    what: str
    due_on: date | None = None
    whom: Sequence[int] = ()
    """Places in the list of people; empty for all of them."""


@dataclass(frozen=True)
class Confirmed:
    """What she said yes to. Without a kind there was no encounter: people, promises, lists and a note alone."""

    people: Sequence[Named]
    on: date
    kind: str = Encounter.Kind.MET
    place: str = ""
    topic: str = ""
    note: str = ""
    initiative: str = ""
    promises: Sequence[Promised] = ()
    labels: Sequence[str] = ()


@dataclass
class _Made:
    """The ids of what came of one line."""

    encounter: str = ""
    contacts: list[str] = field(default_factory=list)
    promises: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    labellings: list[list[str]] = field(default_factory=list)


@transaction.atomic
def remember(
    *, member: Member, key: str, confirmed: Confirmed, now: datetime, today: date
) -> tuple[Remembered, bool]:
    """Save people, encounter, promises and labels in one go. Returns what was made, and whether it is new."""
    remembered, is_new = _once(member, key, now)
    if not is_new:
        return remembered, False
    made = _Made()
    placed = _people(member, confirmed.people, made, now=now)
    present = list(dict.fromkeys(placed))
    encounter = None
    if confirmed.kind:
        encounter = _encounter(member, confirmed, present, made, now=now, today=today)
    elif clean(confirmed.note):
        _notes(present, confirmed.note, made, on=confirmed.on, now=now)
    for promised in confirmed.promises:
        _promise(member, promised, placed, encounter, made, on=confirmed.on, now=now, today=today)
    for name in confirmed.labels:
        _label(member, name, present, made, now=now)
    return _finish(remembered, made, now=now), True


@transaction.atomic
def note_down(
    *, member: Member, key: str, named: Sequence[Named], text: str, on: date, now: datetime
) -> tuple[Remembered, bool]:
    """Save the line as a note about each person in it, and nothing else."""
    remembered, is_new = _once(member, key, now)
    if not is_new:
        return remembered, False
    if not named:
        raise ValidationError(_("Name at least one person."))
    made = _Made()
    _notes(dict.fromkeys(_people(member, named, made, now=now)), text, made, on=on, now=now)
    return _finish(remembered, made, now=now), True


@transaction.atomic
def take_back(*, remembered: Remembered, now: datetime) -> None:
    """Remove exactly what this one yes made. A person who has gained something since stays."""
    remembered = Remembered.objects.select_for_update().get(pk=remembered.pk)
    if remembered.taken_back_at:
        return
    made, member = _Made(**remembered.made), remembered.member
    for promise in Promise.objects.visible_to(member).filter(pk__in=made.promises):
        promises.delete(promise=promise)
    for note in Note.objects.filter(pk__in=made.notes, contact__member=member):
        people.delete_note(note=note)
    for encounter in Encounter.objects.visible_to(member).filter(
        pk__in=[made.encounter] if made.encounter else []
    ):
        encounters.delete_encounter(encounter=encounter)
    _take_back_labels(member, made, now=now)
    _take_back_contacts(member, made, now=now)
    remembered.taken_back_at = now
    remembered.save()
    WaitingLine.objects.visible_to(member).filter(key=remembered.key).update(dropped_at=None)


def forget_keys(*, before: datetime) -> int:
    """Drop keys too old to come again. Returns how many."""
    return Remembered.objects.filter(at__lt=before).delete()[0]


def _once(member: Member, key: str, now: datetime) -> tuple[Remembered, bool]:
    """Return the row of this key, and whether it is free; a key that was taken back is free again."""
    remembered, is_new = Remembered.objects.select_for_update().get_or_create(
        member=member, key=key, defaults={"at": now}
    )
    return remembered, is_new or remembered.taken_back_at is not None


def _finish(remembered: Remembered, made: _Made, *, now: datetime) -> Remembered:
    remembered.made, remembered.at, remembered.taken_back_at = vars(made), now, None
    remembered.save()
    WaitingLine.objects.visible_to(remembered.member).filter(key=remembered.key).update(dropped_at=now)
    return remembered


def _people(member: Member, named: Iterable[Named], made: _Made, *, now: datetime) -> list[Contact]:
    """Return the contact of each name, in order; a new name is written down once."""
    written: dict[str, Contact] = {}
    placed = []
    for one in named:
        name = " ".join(clean(one.name).split())
        if one.contact is None and plain(name) not in written:
            if not name:
                raise ValidationError(_("Name at least one person."))
            written[plain(name)] = people.create_contact(member=member, name=name, now=now)
            made.contacts.append(str(written[plain(name)].pk))
        placed.append(one.contact or written[plain(name)])
    return placed


def _encounter(
    member: Member, confirmed: Confirmed, present: list[Contact], made: _Made, *, now: datetime, today: date
) -> Encounter:
    encounter = encounters.record_encounter(
        member=member,
        contacts=present,
        on=confirmed.on,
        now=now,
        today=today,
        kind=confirmed.kind,
        place=clean(confirmed.place),
        topic=clean(confirmed.topic),
        note=clean(confirmed.note),
        initiative=confirmed.initiative,
    )
    made.encounter = str(encounter.pk)
    return encounter


def _notes(contacts: Iterable[Contact], text: str, made: _Made, *, on: date, now: datetime) -> None:
    for contact in contacts:
        made.notes.append(str(people.add_note(contact=contact, text=text, on=on, now=now).pk))


def _promise(
    member: Member,
    promised: Promised,
    placed: list[Contact],
    encounter: Encounter | None,
    made: _Made,
    *,
    on: date,
    now: datetime,
    today: date,
) -> None:
    whom = [placed[place] for place in promised.whom if place < len(placed)] or placed
    for contact in dict.fromkeys(whom):
        promise = promises.make_promise(
            member=member,
            contact=contact,
            what=promised.what,
            direction=promised.direction,
            due_on=promised.due_on,
            made_on=on,
            encounter=encounter,
            now=now,
            today=today,
        )
        made.promises.append(str(promise.pk))


def _label(member: Member, name: str, present: list[Contact], made: _Made, *, now: datetime) -> None:
    known = Label.objects.filter(member=member, sort_key=labels.key_of(name)).first()
    bearers = set(known.contacts.values_list("pk", flat=True)) if known else set()
    for contact in present:
        if contact.pk not in bearers:
            label = labels.label_contact(contact=contact, name=name, now=now)
            made.labellings.append([str(contact.pk), str(label.pk)])
            if known is None:
                known = label
                made.labels.append(str(label.pk))


def _take_back_labels(member: Member, made: _Made, *, now: datetime) -> None:
    for contact_id, label_id in made.labellings:
        contact = Contact.objects.visible_to(member).filter(pk=contact_id).first()
        label = Label.objects.filter(member=member, pk=label_id).first()
        if contact and label:
            labels.unlabel_contact(contact=contact, label=label, now=now)
    for label in Label.objects.filter(member=member, pk__in=made.labels, contacts=None):
        labels.delete_label(label=label, now=now)


def _take_back_contacts(member: Member, made: _Made, *, now: datetime) -> None:
    gained = ("encounters", "notes", "promises", "labels", "relations", "relations_to", "led_to")
    untouched = {"revision": 1} | dict.fromkeys(gained)
    for contact in Contact.objects.visible_to(member).filter(pk__in=made.contacts, **untouched):
        people.delete_contact(contact=contact, now=now)
