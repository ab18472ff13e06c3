"""One file of contacts comes in: read, looked at, taken in batches, taken back as a whole."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from operator import attrgetter
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hanse.community.models import Member
from hanse.kit import bulk
from hanse.kit.ids import uuid7
from hanse.kit.statistics import refresh_statistics
from hanse.kit.text import clean, plain
from hanse.people import vcard
from hanse.people.actions import cards, deriving, labels
from hanse.people.actions.encounters import refresh_due
from hanse.people.models import Book, CardHistory, Contact, Import, ImportEntry, Label

AUTHOR = "import"
BATCH = 1000
MOST_KEPT = 1024 * 1024
LARGEST = 200 * 1024 * 1024
TOO_LARGE = gettext_lazy(
    "The file is larger than 200 MB. Export your contacts without photographs, or in parts."
)
UNDO_LASTS = timedelta(days=30)
_Verdict = ImportEntry.Verdict
_OF_ENTRY = (
    "batch_id",
    "index",
    "line",
    "name",
    "verdict",
    "chosen",
    "problem",
    "key",
    "reason",
    "made",
    "raw",
    "contact_id",
    "created_contact",
)


def open_import(*, member: Member, file_name: str, chunks: Iterable[bytes], now: datetime) -> Import:
    """Keep the file as it came. Raises ValidationError for one that is too large, empty or no vCard at all."""
    batch = Import(id=uuid7(), member=member, file_name=clean(file_name)[:200] or "vCard", created_at=now)
    path = file_of(batch)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        batch.file_sha256 = _stored(path, chunks)
        _refuse_what_is_no_vcard(path)
    except ValidationError:
        path.unlink(missing_ok=True)
        raise
    batch.save()
    return batch


def file_of(batch: Import) -> Path:
    return Path(settings.MEDIA_ROOT) / "imports" / f"{batch.pk}.vcf"


def _stored(path: Path, chunks: Iterable[bytes]) -> str:
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > LARGEST:
                raise ValidationError(TOO_LARGE)
            digest.update(chunk)
            file.write(chunk)
    if not size:
        raise ValidationError(_("The file is empty. Export your contacts once more."))
    return digest.hexdigest()


def _refuse_what_is_no_vcard(path: Path) -> None:
    with path.open("rb") as file:
        if not vcard.looks_like_vcards(file.read(1_000_000)):
            raise ValidationError(
                _("The file could not be read. Save it as a vCard (.vcf) and try it once more.")
            )


@transaction.atomic
def read_file(*, batch: Import) -> Import:
    """Look at every card and say what it would be. Doing it again changes nothing."""
    batch = Import.objects.select_for_update().get(pk=batch.pk)
    if batch.state != Import.State.READING:
        return batch
    data = file_of(batch).read_bytes()
    book = _Known(batch.member, uids=vcard.uids(data))
    entries = [_entry(batch, raw, book) for raw in vcard.cards(data)]
    rows = map(attrgetter(*_OF_ENTRY), entries)
    bulk.insert(ImportEntry, _OF_ENTRY, rows)
    batch.total, batch.state = len(entries), Import.State.PREVIEW
    batch.save()
    return batch


def _entry(batch: Import, raw: vcard.RawCard, book: "_Known") -> ImportEntry:
    entry = ImportEntry(batch=batch, index=raw.index, line=raw.line)
    fields = None if raw.problem else vcard.read(raw.raw)
    problem = raw.problem or book.problem_of(fields)
    if problem:
        entry.verdict, entry.problem, entry.chosen = _Verdict.UNREADABLE, problem, False
        entry.raw = raw.raw[:MOST_KEPT]
        return entry
    entry.name = clean(fields.display_name)[:400]
    entry.contact_id, same = book.match(raw.raw, fields)
    if entry.contact_id is None:
        entry.verdict = _Verdict.NEW
    else:
        entry.verdict = _Verdict.KNOWN if same else _Verdict.CHANGED
    entry.chosen = entry.verdict != _Verdict.KNOWN
    return entry


class _Known:
    """The member's book by UID, by raw bytes, and by name with a mail or phone; and what the file held so far."""

    def __init__(self, member: Member, *, uids: set[str]) -> None:
        """`uids` are those of the file: whoever is in it by UID is not looked for by name."""
        self.seen_uids: set[str] = set()
        self.matched: set[object] = set()
        contacts = Contact.objects.filter(member=member).select_related("card")
        self.by_uid = {}
        self.etags = {}
        self.by_etag: dict[str, list] = {}
        self.by_name: dict[tuple[str, str], object] = {}
        rows = contacts.values_list("pk", "card__uid", "card__etag", "display_name")
        names = {}
        for pk, uid, etag, name in rows.iterator():
            self.etags[pk] = etag
            self.by_etag.setdefault(etag, []).append(pk)
            if uid:
                self.by_uid[uid] = pk
            if uid not in uids:
                names[pk] = plain(name)
        for model, column in ((deriving.ContactEmail, "folded"), (deriving.ContactPhone, "e164")):
            found = model.objects.filter(contact__member=member).exclude(**{column: ""})
            for pk, value in found.values_list("contact_id", column).iterator():
                if pk in names:
                    self.by_name.setdefault((names[pk], value), pk)

    def problem_of(self, fields: vcard.CardFields) -> str:
        """Return why a card that could be cut out of the file cannot be taken in; empty if it can."""
        if not (fields.display_name or fields.kind == "group"):
            return "no_name"
        uid = fields.uid[:255]
        if uid and uid in self.seen_uids:
            return "uid_twice"
        self.seen_uids.add(uid)
        return ""

    def match(self, raw: bytes, fields: vcard.CardFields) -> tuple[object, bool]:
        """Return the contact this card is of, None if there is none, and whether not a byte differs."""
        pk = self.by_uid.get(fields.uid[:255]) if fields.uid else None
        if pk is None and self.by_etag and (twins := self.by_etag.get(cards.etag_of(raw))):
            pk = twins.pop(0)
        if pk is None and self.by_name:
            name = plain(clean(fields.display_name))
            values = [clean(one.value).casefold() for one in fields.emails] + [
                deriving.e164(one.value) for one in fields.phones
            ]
            found = (self.by_name.get((name, value)) for value in values if value)
            pk = next((one for one in found if one and one not in self.matched), None)
        self.matched.add(pk)
        return pk, pk is not None and self.etags[pk] == cards.etag_of(raw)


@transaction.atomic
def choose(*, batch: Import, indexes: set[int] | None, label_name: str) -> Import:
    """Fix whom to take (None: everybody readable) and under which label, and begin. A second time changes nothing."""
    batch = Import.objects.select_for_update().get(pk=batch.pk)
    if batch.state != Import.State.PREVIEW:
        return batch
    if indexes is not None:
        batch.entries.update(chosen=False)
        batch.entries.filter(index__in=indexes).exclude(verdict=_Verdict.UNREADABLE).update(chosen=True)
    if clean(label_name):
        batch.label = labels.label_named(member=batch.member, name=label_name)
    batch.state, batch.progress = Import.State.RUNNING, 0
    batch.save()
    return batch


def fail(*, batch: Import) -> None:
    """Note that the work stopped; what was taken in stays, and `go_on` takes the rest."""
    busy = (Import.State.READING, Import.State.RUNNING)
    Import.objects.filter(pk=batch.pk, state__in=busy).update(state=Import.State.FAILED)


@transaction.atomic
def go_on(*, batch: Import) -> Import:
    """Begin again where a failed import stopped; any other stays as it is."""
    batch = Import.objects.select_for_update().get(pk=batch.pk)
    if batch.state == Import.State.FAILED:
        batch.state = Import.State.RUNNING if batch.entries.exists() else Import.State.READING
        batch.save()
    return batch


def take_in(*, batch: Import, now: datetime, today: date) -> Import:
    """Take the chosen cards in, one transaction a batch; started again it goes on where it stopped."""
    batch.refresh_from_db()
    if batch.state != Import.State.RUNNING:
        return batch
    wanted = dict(batch.entries.filter(chosen=True, card_seq=None).values_list("index", "pk"))
    waiting: list[vcard.RawCard] = []
    for raw in vcard.cards(file_of(batch).read_bytes()):
        if raw.index in wanted:
            waiting.append(raw)
        if len(waiting) >= BATCH:
            _take_some(batch, waiting, now=now, today=today)
            waiting = []
    if waiting:
        _take_some(batch, waiting, now=now, today=today)
    Import.objects.filter(pk=batch.pk, state=Import.State.RUNNING).update(
        state=Import.State.DONE, done_at=now
    )
    refresh_statistics()
    batch.refresh_from_db()
    return batch


@transaction.atomic
def _take_some(batch: Import, raws: list[vcard.RawCard], *, now: datetime, today: date) -> None:
    book = cards.default_book(member=batch.member)
    waiting = batch.entries.select_for_update().filter(index__in=[raw.index for raw in raws], card_seq=None)
    entries = {index: (pk, contact) for index, pk, contact in waiting.values_list("index", "pk", "contact")}
    read = [(raw, vcard.read(raw.raw)) for raw in raws if raw.index in entries]
    named = _labels(batch, [fields for _raw, fields in read])
    there = _Hrefs(book, [(fields.uid, entries[raw.index][1]) for raw, fields in read])
    arriving, is_new = [], []
    for raw, fields in read:
        href = there.of(fields.uid, entries[raw.index][1])
        is_new.append(href is None)
        arriving.append(cards.Arrival(href or f"{uuid7()}.vcf", raw.raw, fields, labels=named(fields)))
    contacts = cards.save_cards(book=book, arriving=arriving, author=AUTHOR, now=now)
    ids = [contact.pk for contact in contacts]
    Contact.objects.filter(pk__in=ids, source="").update(source=Contact.Source.IMPORT, source_on=today)
    refresh_due(
        contact.pk
        for contact, one in zip(contacts, arriving, strict=True)
        if any(label.rhythm_days for label in one.labels)
    )
    rows = [
        (new, contact.pk, contact.card.seq, entries[raw.index][0])
        for new, contact, (raw, _fields) in zip(is_new, contacts, read, strict=True)
    ]
    bulk.update(ImportEntry, ("created_contact", "contact_id", "card_seq"), rows)
    Import.objects.filter(pk=batch.pk).update(progress=F("progress") + len(raws))


class _Hrefs:
    """Where cards belong that are there already: at their UID, else at the contact they were found to be of."""

    def __init__(self, book: Book, coming: list[tuple[str, UUID | None]]) -> None:
        """`coming` are UID and contact of each card."""
        cards_there = book.cards.filter(deleted=False)
        uids = [uid[:255] for uid, _contact in coming if uid]
        self.by_uid = dict(cards_there.filter(uid__in=uids).values_list("uid", "href"))
        known = [contact for _uid, contact in coming if contact]
        self.by_contact = dict(cards_there.filter(contact__in=known).values_list("contact", "href"))

    def of(self, uid: str, contact: UUID | None) -> str | None:
        return self.by_uid.get(uid[:255]) or self.by_contact.get(contact)


def _labels(batch: Import, fields: list[vcard.CardFields]) -> Callable[[vcard.CardFields], list[Label]]:
    """Make the labels that these cards and the batch name; returns which of them a card carries."""
    names = {plain(clean(name)): name for card in fields for name in card.categories if plain(clean(name))}
    named = {key: labels.label_named(member=batch.member, name=name) for key, name in names.items()}
    everybody = [batch.label] if batch.label else []

    def of(card: vcard.CardFields) -> list[Label]:
        own = {named[key].pk: named[key] for name in card.categories if (key := plain(clean(name)))}
        return [*own.values(), *everybody]

    return of


@transaction.atomic
def drop(*, batch: Import) -> None:
    """Take nothing of it; the file goes."""
    if batch.state in (Import.State.READING, Import.State.PREVIEW):
        file_of(batch).unlink(missing_ok=True)
        batch.delete()


@transaction.atomic
def undo(*, batch: Import, now: datetime) -> int:
    """Take the whole import back; returns how many people stayed since something was written to them.

    Raises ValidationError after 30 days.
    """
    batch = Import.objects.select_for_update().get(pk=batch.pk)
    if batch.state != Import.State.DONE:
        return 0
    if batch.done_at and now - batch.done_at > UNDO_LASTS:
        raise ValidationError(
            _("An import can be taken back for thirty days. After that, change people one by one.")
        )
    stayed = 0
    for entry in batch.entries.filter(card_seq__isnull=False).select_related("contact__card"):
        if entry.contact is None:
            continue
        stayed += _undo_one(batch, entry, now=now)
    batch.state, batch.undone_at = Import.State.UNDONE, now
    batch.save()
    return stayed


def _undo_one(batch: Import, entry: ImportEntry, *, now: datetime) -> int:
    contact = entry.contact
    touched = contact.card.seq != entry.card_seq
    if entry.created_contact:
        if touched or contact.revision > 1 or _has_life(contact):
            return 1
        cards.delete_card(card=contact.card, author=AUTHOR, now=now)
        return 0
    before = CardHistory.objects.filter(card=contact.card).order_by("-seq").first()
    if touched or before is None:
        return 1
    arriving = cards.arrival(bytes(before.raw), href=contact.card.href)
    cards.save_card(book=contact.card.book, arriving=arriving, author=AUTHOR, now=now)
    return 0


def _has_life(contact: Contact) -> bool:
    """Whether anything was written to her since: an encounter, a note, a promise, a story."""
    links = [
        rel
        for rel in contact._meta.related_objects
        if rel.get_accessor_name() in ("encounters", "notes", "promises", "relations", "led_to")
    ]
    written = any((contact.story, contact.met_how, contact.offers, contact.seeks, contact.own_rhythm_days))
    return (
        written
        or any(getattr(contact, rel.get_accessor_name()).exists() for rel in links)
        or contact.encounters.exists()
    )


def unreadable(batch: Import) -> bytes:
    """Return just the cards that could not be read, as they came."""
    raws = batch.entries.filter(verdict=_Verdict.UNREADABLE).order_by("index").values_list("raw", flat=True)
    return b"".join(bytes(raw) for raw in raws)
