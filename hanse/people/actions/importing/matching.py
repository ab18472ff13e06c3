"""Who of the book a record of a file is: by its key or UID, byte for byte, or by name with a mail or phone."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from hanse.people import doubles, vcard
from hanse.people.actions import deriving, doubling
from hanse.people.formats.arriving import Record
from hanse.people.models import Card, Contact, Import, ImportEntry, Merge

Verdict = ImportEntry.Verdict
REPLACE, JOIN = "replace", "join"
"""ways in which a record changes the card that is there (`ImportEntry.made["way"]`)"""
SAME_SOURCE = "same_source"
"""reason of an entry whose record came before, from the same program"""
AUTHOR = "import"
_AT_ONCE = 200


class Known:
    """The member's book as an import looks at it, and what the file held so far."""

    def __init__(self, batch: Import, *, now: datetime) -> None:
        self.now = now
        self.names: dict[int, str] = {}
        self.waiting: list[tuple[ImportEntry, bytes]] = []
        contacts = Contact.objects.filter(member=batch.member)
        self.uids_of_file: set[str] = set()
        self.by_uid: dict[str, UUID] = {}
        self.by_bytes: dict[str, list[UUID]] = {}
        self.cards: dict[UUID, tuple[str, str]] = {}
        rows = contacts.values_list("pk", "card__uid", "card__etag", "card__changed_by")
        for pk, uid, etag, author in rows.iterator():
            self.cards[pk] = etag, author
            self.by_bytes.setdefault(etag, []).append(pk)
            if uid:
                self.by_uid[uid] = pk
        gone = Merge.objects.visible_to(batch.member).standing().exclude(gone_uid="")
        self.by_uid = dict(gone.values_list("gone_uid", "kept").iterator()) | self.by_uid
        earlier = ImportEntry.objects.filter(
            batch__member=batch.member, batch__state=Import.State.DONE, contact__isnull=False
        ).exclude(key="")
        self.by_key: dict[str, tuple[UUID, str]] = {}
        self.sources: Counter[UUID] = Counter()
        for key, contact, digest in (
            earlier.order_by("batch__done_at").values_list("key", "contact", "digest").iterator()
        ):
            if key not in self.by_key:
                self.sources[contact] += 1
            self.by_key[key] = contact, digest
        self.index = doubles.Index(doubling.profiles(batch.member))

    def problem_of(self, fields: vcard.CardFields) -> str:
        """Return why a card that could be cut out of the file cannot be taken in; empty if it can."""
        if not (fields.display_name or fields.kind == "group"):
            return "no_name"
        uid = fields.uid[:255]
        if uid and uid in self.uids_of_file:
            return "uid_twice"
        self.uids_of_file.add(uid)
        return ""

    def match(self, entry: ImportEntry, record: Record, fields: vcard.CardFields) -> None:
        """Fill in contact and reason, and how it would change her; `settle` gives the verdict."""
        if found := self._same_source(record, fields, entry.digest):
            self._note_match(entry, record, found, self._way(found))
            entry.reason = SAME_SOURCE
        elif fields.kind != Contact.Kind.GROUP:
            self._match_by_looks(entry, record, fields)

    def settle(self, entry: ImportEntry, *, has_more: bool) -> None:
        """Give the verdict, now that all that the file says of her is known."""
        if "twin" in entry.made:
            entry.verdict = Verdict.CHANGED
        elif entry.contact_id is None:
            entry.verdict = Verdict.UNCLEAR if entry.reason else Verdict.NEW
        else:
            _contact, earlier = self.by_key.get(entry.key, (None, ""))
            adds_nothing = not (entry.made["adds"] or has_more)
            entry.verdict = Verdict.KNOWN if earlier == entry.digest or adds_nothing else Verdict.CHANGED
        entry.chosen = entry.verdict != Verdict.KNOWN

    def _same_source(self, record: Record, fields: vcard.CardFields, etag: str) -> UUID | None:
        contact, _digest = self.by_key.get(record.key, (None, ""))
        contact = contact if contact in self.cards else None  # not whoever lies in the trash
        contact = contact or (self.by_uid.get(fields.uid[:255]) if fields.uid else None)
        if contact is None and (twins := self.by_bytes.get(etag)):
            contact = twins.pop(0)
        return contact

    def _match_by_looks(self, entry: ImportEntry, record: Record, fields: vcard.CardFields) -> None:
        profile = doubles.profile_of(fields, ("record", record.index), e164=deriving.e164)
        if found := self.index.exact(profile):
            key, entry.reason = found
            if isinstance(key, UUID):
                self._note_match(entry, record, key, JOIN)
            else:
                entry.made = {"way": JOIN, "twin": key[1]}
            return
        if near := self.index.near(profile):
            entry.reason = near[0].reasons[0]
            entry.made = {"near": self._name_of(near[0].keys[1]), "reasons": near[0].reasons}
        else:
            entry.reason = record.unsure
        self.names[record.index] = fields.display_name
        self.index.add(profile)
        doubling.remember(entry.digest, profile)

    def _note_match(self, entry: ImportEntry, record: Record, contact: UUID, way: str) -> None:
        etag, _author = self.cards[contact]
        entry.contact_id, entry.made = contact, {"way": way, "adds": etag != entry.digest}
        if entry.made["adds"] and way == JOIN:
            self.waiting.append((entry, record.raw))
            if len(self.waiting) >= _AT_ONCE:
                self.try_joining()

    def try_joining(self) -> None:
        """Find out who of those waiting would bring anything new; their cards are fetched together."""
        wanted = {entry.contact_id for entry, _raw in self.waiting}
        found = Card.objects.filter(contact__in=wanted).values_list("contact", "raw")
        there = {contact: bytes(raw) for contact, raw in found}
        for entry, raw in self.waiting:
            card = there[entry.contact_id]
            entry.made["adds"] = vcard.joined(card, raw, rev=self.now, e164=deriving.e164) != card
        self.waiting.clear()

    def _way(self, contact: UUID) -> str:
        """A card that only ever came from this source is replaced; to any other something is added."""
        _etag, author = self.cards[contact]
        return REPLACE if author == AUTHOR and self.sources[contact] < 2 else JOIN

    def _name_of(self, key: object) -> str:
        if isinstance(key, UUID):
            return Contact.objects.values_list("display_name", flat=True).get(pk=key)
        return self.names[key[1]]
