"""What a file tells of several people at once: encounters, who is whose sister, through whom we met, promises."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from hanse.kit.text import clean, plain
from hanse.people.actions import labels, search
from hanse.people.actions.encounters import refresh_due
from hanse.people.actions.importing import folding, own
from hanse.people.actions.importing.keys import RowKeys
from hanse.people.attachments import ATTACHMENTS, Attachment
from hanse.people.formats.arriving import ArrivingEncounter, ArrivingNote, Reading, Record
from hanse.people.models import Contact, Encounter, Import, ImportEntry, Label, Note, Relation


class Rest:
    """Gathers while the records go by, writes when all people are there. Writing twice changes nothing."""

    def __init__(self, batch: Import, *, now: datetime, today: date) -> None:
        self.batch, self.now, self.today = batch, now, today
        self.links: list[Record] = []
        self.keys = RowKeys(batch)
        self.touched: set[UUID] = set()
        self.notes: list[Note] = []

    def remember(self, record: Record) -> None:
        if record.relations or record.met_through:
            self.links.append(
                Record(
                    record.index,
                    record.line,
                    key=record.key,
                    met_through=record.met_through,
                    relations=record.relations,
                )
            )

    @transaction.atomic
    def take(self, reading: Reading) -> None:
        batch = Import.objects.select_for_update().get(pk=self.batch.pk)
        self.people = self._people()
        made = {
            "encounters": self._encounters(reading.encounters),
            "relations": self._relations(),
            "columns": self._met_through(),
            "notes": [str(note.pk) for note in self.notes],
        }
        self._labels(reading)
        for attachment in ATTACHMENTS:
            if rows := reading.attached.get(attachment.name):
                made[attachment.name] = self._attached(attachment, rows)
        self._follow_merges(reading)
        batch.made = {name: [*batch.made.get(name, []), *keys] for name, keys in made.items()}
        batch.save(update_fields=["made"])
        refresh_due(self.touched)
        search.index(self.touched)

    def _follow_merges(self, reading: Reading) -> None:
        """What came with a record that was laid upon somebody follows it, should it come apart again."""
        entries = self.batch.entries.filter(made__has_key="merge").values_list("key", "made")
        merges = {key: made["merge"] for key, made in entries}
        if not merges:
            return
        encounters: dict[str, list[UUID]] = defaultdict(list)
        for one in reading.encounters:
            for key in one.people:
                encounters[key].append(self.keys.of(one.key))
        attached: dict[str, dict[str, list[str]]] = {}
        for name, rows in reading.attached.items():
            of_person = attached.setdefault(name, defaultdict(list))
            for row in rows:
                of_person[row["person"]].append(str(self.keys.of(row["key"])))
        folding.hang_on(merges, encounters=encounters, attached=attached)

    def _people(self) -> dict[str, Contact]:
        """Everybody of the file who is in the book now, by her key."""
        entries = self.batch.entries.filter(contact__isnull=False).exclude(key="")
        in_book = entries.filter(Q(card_seq__isnull=False) | Q(verdict=ImportEntry.Verdict.KNOWN))
        return {entry.key: entry.contact for entry in in_book.select_related("contact")}

    def _encounters(self, arriving: Iterable[ArrivingEncounter]) -> list[str]:
        to_come = [one for one in arriving if one.on > self.today]
        past = [one for one in arriving if one.on <= self.today]
        self.keys.look_up(Encounter, [one.key for one in past])
        wanted = {self.keys.of(one.key): one for one in past if any(key in self.people for key in one.people)}
        there = set(Encounter.objects.filter(pk__in=wanted).values_list("pk", flat=True))
        fresh = {pk: one for pk, one in wanted.items() if pk not in there}
        Encounter.objects.bulk_create([self._encounter(pk, one) for pk, one in fresh.items()], batch_size=500)
        self._meet(fresh)
        self._announce(to_come)
        return [str(pk) for pk in fresh]

    def _encounter(self, pk: UUID, one: ArrivingEncounter) -> Encounter:
        return Encounter(
            pk=pk,
            member=self.batch.member,
            kind=one.kind,
            on=one.on,
            precision=one.precision,
            place=clean(one.place)[:200],
            topic=clean(one.topic)[:300],
            note=clean(one.note),
            initiative=one.initiative,
            created_at=self.now,
        )

    def _meet(self, encounters: dict[UUID, ArrivingEncounter]) -> None:
        link = Encounter.contacts.through
        pairs = {
            (pk, self.people[key].pk)
            for pk, one in encounters.items()
            for key in one.people
            if key in self.people
        }
        link.objects.bulk_create(
            [link(encounter_id=encounter, contact_id=contact) for encounter, contact in sorted(pairs)],
            batch_size=1000,
        )
        self.touched |= {contact for _encounter, contact in pairs}

    def _announce(self, to_come: list[ArrivingEncounter]) -> None:
        """What is still to come was no encounter yet: it stands as a note on its day."""
        notes = [
            (self.people[key], ArrivingNote(f"{one.key}:{key}", one.on, "\n".join((one.topic, one.note))))
            for one in to_come
            for key in one.people
            if key in self.people
        ]
        self.notes += own.write_notes(notes, keys=self.keys, now=self.now)
        self.touched |= {contact.pk for contact, _note in notes}

    def _relations(self) -> list[int]:
        """Relations to somebody of the book; where only a name is known, it stays as a note."""
        made, notes = [], []
        for record in self.links:
            contact = self.people.get(record.key)
            for one in record.relations if contact else ():
                other = self._somebody(one.other)
                if other is None:
                    key = f"{record.key}:{one.kind}:{one.other}"
                    notes.append((contact, ArrivingNote(key, self.today, f"{one.kind}: {one.other}")))
                elif other.pk != contact.pk:
                    kind = clean(one.kind)[:60] or "–"
                    relation, is_new = Relation.objects.get_or_create(contact=contact, other=other, kind=kind)
                    made += [relation.pk] if is_new else []
                    self.touched.add(contact.pk)
        self.notes += own.write_notes(notes, keys=self.keys, now=self.now)
        self.touched |= {contact.pk for contact, _note in notes}
        return made

    def _met_through(self) -> list[list]:
        """Say through whom we met: somebody of the book, else in words. Returns (contact, columns before and after)."""
        made = []
        for record in self.links:
            contact, through = self.people.get(record.key), record.met_through
            if not contact or not through or contact.met_through_id:
                continue
            other = self._somebody(through)
            before = {"met_through_id": contact.met_through_id, "met_how": contact.met_how}
            if other and other.pk != contact.pk:
                contact.met_through = other
            elif other is None and clean(through) not in contact.met_how:
                contact.met_how = own.grown(contact.met_how, clean(through))
            contact.save(update_fields=["met_through", "met_how"])
            made.append([str(contact.pk), own.changed(contact, before)])
            self.touched.add(contact.pk)
        return made

    def _somebody(self, named: str) -> Contact | None:
        """Return the contact of that key in the file, else the only one of that name in the book."""
        if named in self.people:
            return self.people[named]
        if not hasattr(self, "by_name"):
            self.by_name = _by_name(self.batch)
        return self.by_name.get(plain(clean(named)))

    def _labels(self, reading: Reading) -> None:
        for one in reading.labels:
            label = labels.label_named(member=self.batch.member, name=one.name)
            if one.rhythm_days and label.rhythm_days is None:
                Label.objects.filter(pk=label.pk).update(rhythm_days=one.rhythm_days)
                self.touched |= set(label.contacts.values_list("pk", flat=True))

    def _attached(self, attachment: Attachment, rows: list[dict]) -> list[str]:
        encounters = Encounter.objects.visible_to(self.batch.member)
        keys = [self.keys.of(row["encounter"]) for row in rows if row.get("encounter")]
        there = {encounter.pk: encounter for encounter in encounters.filter(pk__in=keys)}
        self.keys.look_up(attachment.model, [row["key"] for row in rows])
        return attachment.take_in(
            member=self.batch.member,
            rows=rows,
            person_of=self.people.get,
            encounter_of=lambda key: there.get(self.keys.of(key)),
            key_of=self.keys.of,
            now=self.now,
        )


def _by_name(batch: Import) -> dict[str, Contact]:
    """Everybody whose name nobody else of the book bears, whole names and first names."""
    found: dict[str, Contact | None] = {}
    people = Contact.objects.visible_to(batch.member).people()
    for contact in people.only("display_name", "given", "nickname"):
        for name in {plain(one) for one in (contact.display_name, contact.given, contact.nickname) if one}:
            found[name] = None if name in found else contact
    return {name: contact for name, contact in found.items() if contact}
