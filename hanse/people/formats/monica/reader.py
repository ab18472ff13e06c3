"""A whole export of Monica as one reading."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

from hanse.people.formats import words
from hanse.people.formats.arriving import ArrivingEncounter, ArrivingNote, Reading, Record
from hanse.people.formats.drafting import Draft, Keys
from hanse.people.formats.limits import MOST_ROWS, NotReadable
from hanse.people.formats.monica import cards, life
from hanse.people.formats.monica.kin import Kin
from hanse.people.formats.monica.parts import Parts, Span
from hanse.people.formats.monica.values import day, properties, special_date, text, truth, uuids
from hanse.people.formats.programs import MOST_KEPT
from hanse.people.formats.words import Said, said_day


def read_monica(path: Path, *, today: date, said: Said) -> Reading:
    """Read the file; encounters and promises are complete once the records were walked. Raises NotReadable."""
    parts = Parts(path)
    contacts = parts.spans.get("contact", [])
    if not contacts:
        raise NotReadable("cut" if parts.is_cut else "empty")
    if len(contacts) > MOST_ROWS:
        raise NotReadable("too_many_people")
    return _Export(parts, today=today, said=said).reading()


class _Export:
    """An export while it is read: what is known of everybody before the first record, what is collected on the way."""

    def __init__(self, parts: Parts, *, today: date, said: Said) -> None:
        self.parts, self.today, self.said = parts, today, said
        self.partial: dict[str, str] = {}
        self.birthdays: dict[str, str] = {}
        self.photos_left = False
        self._meet_everybody()
        self.kin = Kin(parts.values("relationship"), partial=self.partial)
        self.beside = self._beside()
        self.field_types = _by_uuid(parts, "contact_field_types")
        self.ways = {uuid: text(properties(one).get("name")) for uuid, one in self.field_types.items()}
        self.genders = {
            uuid: text(properties(one).get("type")) for uuid, one in _by_uuid(parts, "genders").items()
        }
        self.photos = parts.by_uuid("photo")
        self.documents = {
            uuid: text(properties(one).get("original_filename"))
            for uuid, one in _by_uuid(parts, "document").items()
        }
        self.to_come = self._to_come()
        self.took_part: dict[str, list[str]] = defaultdict(list)
        self.keys = Keys()
        self.out = Reading(self._records(), attached={"promises": []}, remarks=self._remarks())

    def reading(self) -> Reading:
        return self.out

    def _meet_everybody(self) -> None:
        """Learn who is known only as a relation."""
        for contact in self.parts.values("contact"):
            told = properties(contact)
            self.photos_left |= len(uuids(contact or {}, "photo")) > 1
            if truth(told.get("is_partial")) and (name := cards.name_of(contact)):
                uuid = text(contact.get("uuid"))
                self.partial[uuid] = name
                birthday, _year = special_date(told.get("birthdate"))
                if birthday:
                    self.birthdays[uuid] = _said_birthday(birthday, self.said)

    def _beside(self) -> dict[str, list[str]]:
        """Return, by uuid, what is said of those who are known only beside her."""
        said = defaultdict(list)
        for uuid, pairs in self.kin.said.items():
            said[uuid] += [f"{kind}: {name}" for kind, name in pairs]
        names = {self.partial[uuid]: on for uuid, on in self.birthdays.items()}
        for uuid, relations in self.kin.relations.items():
            for one in relations:
                if one.other in names:
                    form = self.said(words.BIRTHDAY_OF).replace("{name}", one.other)
                    said[uuid].append(form.replace("{day}", names[one.other]))
        return said

    def _to_come(self) -> dict[str, str]:
        """Return, by uuid, the activities that lie ahead: they are notes until they have happened."""
        found = {}
        for value in self.parts.values("activity"):
            one = life.activity(value, people=[], type_name="") if value else None
            if one and one.on > self.today:
                found[text(value.get("uuid"))] = _said_ahead(one, self.said)
        return found

    def _remarks(self) -> list[str]:
        told = {
            "cut": self.parts.is_cut,
            "no_met_where": True,
            "documents_left": bool(self.documents),
            "photos_left": self.photos_left,
            "journal_left": bool(self.parts.spans.get("journal_entries")),
        }
        return [code for code, holds in told.items() if holds]

    def _records(self) -> Iterator[Record]:
        for index, span in enumerate(self.parts.spans["contact"]):
            record = Record(index, self.parts.line(span[0]))
            contact = self.parts.value(span)
            if contact is None:
                yield self._broken(record, span, "broken")
                continue
            uuid = text(contact.get("uuid"))
            if uuid in self.partial and uuid in self.kin.told:
                continue
            record.key = self.keys.once(f"monica:{uuid}")
            draft = cards.draft_of(
                contact, field_types=self.field_types, genders=self.genders, said=self.said
            )
            if draft.is_nameless:
                yield self._broken(record, span, "no_name")
                continue
            record.unsure = "only_relation" if uuid in self.partial else ""
            self._fill(record, contact, draft)
            yield record
        self.out.encounters.extend(self._activities())

    def _broken(self, record: Record, span: Span, problem: str) -> Record:
        record.problem = problem
        record.original = bytes(self.parts.data[span[0] : min(span[1], span[0] + MOST_KEPT)])
        record.key = record.key or self.keys.once(f"monica:{sha256(record.original).hexdigest()}")
        return record

    def _fill(self, record: Record, contact: dict, draft: Draft) -> None:
        told, uuid = properties(contact), text(contact.get("uuid"))
        if span := self._photo(contact):
            draft.photo = cards.photo_of(self.parts.value(span))
        record.raw = draft.card(record.key, uid=uuid)
        record.own = cards.own_of(contact, today=self.today)
        if truth(told.get("is_dead")) or told.get("is_active") is False:
            record.own["resting_since"] = day(contact.get("updated_at")) or self.today
        if through := text(told.get("first_met_through")):
            record.met_through = self.partial.get(through) or f"monica:{through}"
        tags = told.get("tags")
        record.labels = [name for name in map(text, tags if isinstance(tags, list) else []) if name]
        if truth(told.get("is_starred")):
            record.labels.append(self.said(words.FAVOURITES))
        record.relations = self.kin.relations.get(uuid, [])
        record.notes = self._notes(record, contact)
        self._lived(record, contact)

    def _photo(self, contact: dict) -> Span | None:
        avatar = properties(contact).get("avatar")
        wanted = [text(avatar.get("avatar_photo"))] if isinstance(avatar, dict) else []
        return next(
            (self.photos[one] for one in [*wanted, *uuids(contact, "photo")] if one in self.photos), None
        )

    def _notes(self, record: Record, contact: dict) -> list[ArrivingNote]:
        told = life.notes_of(contact, name_of_document=self.documents, said=self.said)
        beside = (("beside", None, said) for said in self.beside.get(text(contact.get("uuid")), ()))
        ahead = (
            ("ahead", None, self.to_come[one]) for one in uuids(contact, "activity") if one in self.to_come
        )
        wrote = day(contact.get("created_at")) or self.today
        return [
            ArrivingNote(self._key(record, key, said), on or wrote, said)
            for key, on, said in [*told, *beside, *ahead]
            if said
        ]

    def _lived(self, record: Record, contact: dict) -> None:
        for one in life.encounters_of(contact, record.key, way_of=self.ways, said=self.said):
            one.key = self._key(record, one.key, f"{one.on} {one.note}")
            if one.on <= self.today:
                self.out.encounters.append(one)
            else:
                record.notes.append(ArrivingNote(one.key, self.today, _said_ahead(one, self.said)))
        for row in life.promises_of(contact, record.key):
            row["key"] = self._key(record, row["key"], row["what"])
            self.out.attached["promises"].append(row)
        for activity in uuids(contact, "activity"):
            self.took_part[activity].append(record.key)

    def _activities(self) -> Iterator[ArrivingEncounter]:
        types = {uuid: properties(one) for uuid, one in _by_uuid(self.parts, "activity_types").items()}
        for value in self.parts.values("activity"):
            people = self.took_part.get(text((value or {}).get("uuid")))
            kind = types.get(text(properties(value).get("type")), {})
            name = text(kind.get("name")) or self.said(
                words.ACTIVITIES.get(text(kind.get("translation_key")), "")
            )
            if (
                people
                and text(value.get("uuid")) not in self.to_come
                and (one := life.activity(value, people=people, type_name=name))
            ):
                yield one

    def _key(self, record: Record, key: str, said: str) -> str:
        """Return a key for what hangs on a record; without a uuid of its own it is told by what it says."""
        if len(key) > 30:
            return self.keys.once(f"monica:{key}")
        return self.keys.once(
            f"{record.key}:{key}:{sha256(said.encode('utf-8', 'replace')).hexdigest()[:16]}"
        )


def _by_uuid(parts: Parts, kind: str) -> dict[str, dict]:
    return {text(one.get("uuid")): one for one in parts.values(kind) if one}


def _said_ahead(one: ArrivingEncounter, said: Said) -> str:
    return f"{said_day(one.on, said)}: " + "\n".join(filter(None, [one.topic, one.note]))


def _said_birthday(birthday, said: Said) -> str:
    if birthday.year:
        return said_day(date(birthday.year, birthday.month, birthday.day), said)
    return f"{birthday.day}.{birthday.month}."
