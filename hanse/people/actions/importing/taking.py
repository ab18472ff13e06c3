"""Taking the chosen records in, one transaction a batch; what broke off goes on where it stopped."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hanse.kit import bulk
from hanse.kit.ids import uuid7
from hanse.kit.statistics import refresh_statistics
from hanse.kit.text import clean, plain
from hanse.people import formats, vcard
from hanse.people.actions import cards, deriving, labels, search
from hanse.people.actions.encounters import refresh_due
from hanse.people.actions.importing import folding, own, together
from hanse.people.actions.importing.keys import RowKeys
from hanse.people.actions.importing.matching import AUTHOR, JOIN, SAME_SOURCE
from hanse.people.actions.importing.opening import file_of
from hanse.people.formats.arriving import Record
from hanse.people.models import Book, Card, Contact, Import, ImportEntry, Label, Merge

BATCH = 1000
BATCH_BYTES = 32 * 1024 * 1024
Verdict = ImportEntry.Verdict


@transaction.atomic
def choose(
    *, batch: Import, indexes: set[int] | None = None, verdicts: set[str] | None = None, label_name: str
) -> Import:
    """Fix whom to take and under which label, and begin; a second time changes nothing.

    `indexes` are records one by one, `verdicts` whole groups; without either it is everybody whom it would change.
    """
    batch = Import.objects.select_for_update().get(pk=batch.pk)
    if batch.state != Import.State.PREVIEW:
        return batch
    readable = batch.entries.exclude(verdict=Verdict.UNREADABLE)
    if indexes is not None or verdicts is not None:
        readable.update(chosen=False)
    if verdicts is not None:
        readable = readable.filter(verdict__in=verdicts)
    if indexes is not None:
        readable = readable.filter(index__in=indexes)
    if indexes is not None or verdicts is not None:
        readable.update(chosen=True)
    if clean(label_name):
        batch.label = labels.label_named(member=batch.member, name=label_name)
    batch.state, batch.progress = Import.State.RUNNING, 0
    batch.save()
    return batch


def take_in(*, batch: Import, now: datetime, today: date) -> Import:
    """Take the chosen records in; started again it goes on where it stopped."""
    batch.refresh_from_db()
    if batch.state != Import.State.RUNNING:
        return batch
    reading = formats.read(file_of(batch), batch.format, columns=batch.columns, today=today, said=_)
    rest = together.Rest(batch, now=now, today=today)
    for some in _in_batches(batch, reading.records, rest):
        _take_some(batch, some, now=now, today=today)
    rest.take(reading)
    Import.objects.filter(pk=batch.pk, state=Import.State.RUNNING).update(
        state=Import.State.DONE, done_at=now
    )
    refresh_statistics()
    batch.refresh_from_db()
    return batch


def _in_batches(batch: Import, records: Iterator[Record], rest: together.Rest) -> Iterator[list[Record]]:
    wanted = set(batch.entries.filter(chosen=True, card_seq=None).values_list("index", flat=True))
    waiting: list[Record] = []
    size = 0
    for record in records:
        rest.remember(record)
        if record.index in wanted:
            waiting.append(record)
            size += len(record.raw)
        if len(waiting) >= BATCH or size >= BATCH_BYTES:
            yield waiting
            waiting, size = [], 0
    if waiting:
        yield waiting


@dataclass
class _Slot:
    """One card to be written, and every record that goes into it."""

    href: str
    card: Card | None = None
    raw: bytes = b""
    was: bytes = b""
    fields: vcard.CardFields | None = None
    labels: dict[UUID, Label] = field(default_factory=dict)
    had_labels: set[UUID] = field(default_factory=set)
    records: list[Record] = field(default_factory=list)
    joins: dict[int, tuple[bytes, bytes]] = field(default_factory=dict)
    """the card before and after each record that was laid upon it"""
    contact: Contact | None = None
    card_seq: int | None = None
    """of the card before anything came in"""

    def take(self, record: Record, fields: vcard.CardFields, *, way: str, now: datetime) -> None:
        if self.raw and way == JOIN:
            before = self.raw
            self.raw = vcard.joined(before, record.raw, rev=now, e164=deriving.e164)
            self.fields = None
            self.joins[record.index] = before, self.raw
        else:
            self.raw, self.fields = record.raw, fields
        self.records.append(record)

    @property
    def fresh_labels(self) -> list[UUID]:
        return [pk for pk in self.labels if pk not in self.had_labels]

    @property
    def has_changed(self) -> bool:
        return self.raw != self.was

    @property
    def arrival(self) -> cards.Arrival:
        return cards.Arrival(
            self.href, self.raw, self.fields or vcard.read(self.raw), labels=list(self.labels.values())
        )


@transaction.atomic
def _take_some(batch: Import, records: list[Record], *, now: datetime, today: date) -> None:
    book = cards.default_book(member=batch.member)
    waiting = batch.entries.select_for_update().filter(
        index__in=[record.index for record in records], card_seq=None
    )
    entries = {entry.index: entry for entry in waiting}
    read = [(record, vcard.read(record.raw)) for record in records if record.index in entries]
    slots = _slots(batch, book, entries, read, now=now)
    _put_labels(batch, slots)
    changed = [slot for slot in slots if slot.has_changed]
    contacts = cards.save_cards(
        book=book, arriving=[slot.arrival for slot in changed], author=AUTHOR, now=now
    )
    for slot, contact in zip(changed, contacts, strict=True):
        slot.contact = contact
    _write_beside_cards(batch, slots, entries, now=now, today=today)
    Import.objects.filter(pk=batch.pk).update(progress=F("progress") + len(read))


def _slots(
    batch: Import,
    book: Book,
    entries: dict[int, ImportEntry],
    read: list[tuple[Record, vcard.CardFields]],
    *,
    now: datetime,
) -> list[_Slot]:
    there = _There(batch, book, entries, read)
    slots: dict[object, _Slot] = {}
    slot_of: dict[int, _Slot] = {}
    for record, fields in read:
        made = entries[record.index].made
        slot = slot_of.get(made.get("twin"))
        if slot is None:
            card = there.card_of(entries[record.index], fields)
            key = card.pk if card else record.index
            slot = slots.get(key)
            if slot is None:
                slot = slots[key] = _new_slot(card)
        slot.take(record, fields, way=made.get("way", ""), now=now)
        slot_of[record.index] = slot
    return list(slots.values())


def _new_slot(card: Card | None) -> _Slot:
    if card is None:
        return _Slot(f"{uuid7()}.vcf")
    return _Slot(card.href, card, raw=bytes(card.raw), was=bytes(card.raw), card_seq=card.seq)


class _There:
    """Cards that are there already: of the contact that was found, of the twin in the file, or of the same UID."""

    def __init__(
        self,
        batch: Import,
        book: Book,
        entries: dict[int, ImportEntry],
        read: list[tuple[Record, vcard.CardFields]],
    ) -> None:
        twins = {entry.made["twin"] for entry in entries.values() if "twin" in entry.made}
        self.twins = dict(
            batch.entries.filter(index__in=twins, contact__isnull=False).values_list("index", "contact")
        )
        cards_there = book.cards.filter(deleted=False).select_related("contact")
        contacts = {entry.contact_id for entry in entries.values() if entry.contact_id}
        self.by_contact = {
            card.contact.pk: card
            for card in cards_there.filter(contact__in=contacts | set(self.twins.values()))
        }
        uids = [fields.uid[:255] for _record, fields in read if fields.uid]
        self.by_uid = {card.uid: card for card in cards_there.filter(uid__in=uids)}

    def card_of(self, entry: ImportEntry, fields: vcard.CardFields) -> Card | None:
        contact = entry.contact_id or self.twins.get(entry.made.get("twin"))
        return self.by_contact.get(contact) or self.by_uid.get(fields.uid[:255])


def _put_labels(batch: Import, slots: list[_Slot]) -> None:
    """Make the labels that cards, records and the batch name, and put each on its slot."""
    everybody = [batch.label] if batch.label else []
    named: dict[str, Label] = {}
    for slot in slots:
        # A take-out says itself on which lists somebody is, with a comma in the name where there is one.
        by_card = slot.has_changed and batch.format != "hanse"
        categories = slot.arrival.fields.categories if by_card else []
        for name in [*categories, *(name for record in slot.records for name in record.labels)]:
            if not (key := plain(clean(name))):
                continue
            if key not in named:
                named[key] = labels.label_named(member=batch.member, name=name)
            slot.labels[named[key].pk] = named[key]
        slot.labels |= {label.pk: label for label in everybody}
    _remember_labels(slots)


def _remember_labels(slots: list[_Slot]) -> None:
    carried = Contact.labels.through.objects.filter(
        contact__card__in=[slot.card for slot in slots if slot.card]
    )
    had: dict[UUID, set[UUID]] = defaultdict(set)
    for card, label in carried.values_list("contact__card", "label"):
        had[card].add(label)
    for slot in slots:
        if slot.card:
            slot.had_labels = had[slot.card.pk]


def _write_beside_cards(
    batch: Import, slots: list[_Slot], entries: dict[int, ImportEntry], *, now: datetime, today: date
) -> None:
    keys = RowKeys(batch)
    written, merges, to_index, due = [], [], [], []
    for slot in slots:
        contact = slot.contact or slot.card.contact
        beyond = [record for record in slot.records if record.own or record.notes]
        fresh = slot.fresh_labels
        if not slot.has_changed and fresh:
            contact.labels.add(*fresh)
        if beyond or fresh:
            to_index.append(contact.pk)
        if any(label.rhythm_days for label in slot.labels.values()) or any(one.own for one in beyond):
            due.append(contact.pk)
        for place, record in enumerate(slot.records):
            entry = entries[record.index]
            made = dict(entry.made)
            if record in beyond:
                made |= own.write(contact, record, keys=keys, is_new=slot.card is None, now=now, today=today)
            if slot.card:
                made |= {"before": slot.card_seq, "labels": [str(pk) for pk in fresh]}
            if record.index in slot.joins and entry.reason != SAME_SOURCE:
                merge = folding.folded(
                    contact, record, entry, raws=slot.joins[record.index], made=made, keys=keys, now=now
                )
                merges.append(merge)
                made["merge"] = str(merge.pk)
            is_first = place == 0 and slot.card is None
            written.append((is_first, contact.pk, contact.card.seq, made, entry.pk))
    if batch.format != "hanse":  # a take-out says itself where somebody's data came from
        ids = [contact for _first, contact, _seq, _made, _entry in written]
        Contact.objects.filter(pk__in=ids, source="").update(source=Contact.Source.IMPORT, source_on=today)
    refresh_due(due)
    search.index(to_index)
    Merge.objects.bulk_create(merges, batch_size=200)
    bulk.update(ImportEntry, ("created_contact", "contact_id", "card_seq", "made"), written)
