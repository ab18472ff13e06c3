"""The one door through which a card is written: phone, file, web page and merge all come through here."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.db import transaction

from hanse.community.models import Member
from hanse.kit import bulk, erasures
from hanse.kit.ids import uuid7
from hanse.people import vcard
from hanse.people.actions import deriving, reviving, showing
from hanse.people.errors import EtagMismatch, UidTaken
from hanse.people.models import Book, Card, CardHistory, Contact, Label, Merge

ANY = object()
"""`if_etag` of a writer who does not care what was there."""


@dataclass(frozen=True)
class Arrival:
    """One card that comes in. `fields` saves reading it twice; `if_etag=None` demands that it is new.

    `labels` are put on the contact with it.
    """

    href: str
    raw: bytes
    fields: vcard.CardFields
    if_etag: object = ANY
    labels: Collection[Label] = ()


def arrival(raw: bytes, *, href: str = "", if_etag: object = ANY) -> Arrival:
    """Wrap raw bytes; without a href the card gets one of its own."""
    return Arrival(href=href or f"{uuid7()}.vcf", raw=raw, fields=vcard.read(raw), if_etag=if_etag)


def etag_of(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


@transaction.atomic
def default_book(*, member: Member) -> Book:
    """Return the member's first book, made when it is needed."""
    book, _ = Book.objects.get_or_create(member=member, slug="people")
    return book


def save_card(*, book: Book, arriving: Arrival, author: str, now: datetime) -> Contact:
    """Store one card and derive its contact. Raises EtagMismatch and UidTaken."""
    return save_cards(book=book, arriving=[arriving], author=author, now=now)[0]


@transaction.atomic
def save_cards(*, book: Book, arriving: Sequence[Arrival], author: str, now: datetime) -> list[Contact]:
    """Store cards in one transaction: lock the book, count up, keep what was, derive. Answers in the same order."""
    book = Book.objects.select_for_update().get(pk=book.pk)
    known = {card.href: card for card in _cards_at(book, [one.href for one in arriving])}
    _refuse_taken_uids(book, arriving)
    written, fresh, history = [], [], []
    for one in arriving:
        card = known.get(one.href)
        _refuse_changed(card, one.if_etag)
        book.last_seq += 1
        values = _written(one, seq=book.last_seq, author=author, now=now)
        if card is None:
            card = known[one.href] = _new_card(book.pk, one.href, *values)
            fresh.append(card)
        else:
            history.append(past(card))
            for name, value in zip(_WRITTEN, values, strict=True):
                setattr(card, name, value)
        written.append(card)
    book.save(update_fields=["last_seq"])
    bulk.insert_objects(fresh)
    CardHistory.objects.bulk_create(history, batch_size=500)
    is_fresh = {card.pk for card in fresh}
    overwritten = {card.pk: card for card in written if card.pk not in is_fresh}
    bulk.update(Card, _WRITTEN, map(attrgetter(*_WRITTEN, "pk"), overwritten.values()))
    revived = reviving.revive(book=book, fresh=fresh)
    labels = {card.pk: one.labels for card, one in zip(written, arriving, strict=True)}
    pairs = [(card, one.fields) for card, one in zip(written, arriving, strict=True)]
    contacts = deriving.derive(pairs, now=now, labels=labels, fresh=is_fresh - revived)
    if book.phone_choice != Book.PhoneChoice.ALL:
        showing.refresh([contact.pk for contact in contacts])
    return contacts


@transaction.atomic
def delete_card(*, card: Card, author: str, now: datetime) -> None:
    """Delete a card and her whose it is for good, whoever was laid upon her included; it stays so after a restore."""
    laid_upon = Merge.objects.filter(kept__card=card).values_list("gone_href", flat=True)
    hers = Card.objects.filter(book=card.book_id, href__in=[card.href, *laid_upon])
    erasures.log(Card, hers.values_list("pk", flat=True))
    bury_card(card=card, author=author, now=now)


@transaction.atomic
def bury_card(*, card: Card, author: str, now: datetime) -> None:
    """Leave a tombstone: the content of the card and its history are gone, phones learn of it at the next sync."""
    book = Book.objects.select_for_update().get(pk=card.book_id)
    book.last_seq += 1
    book.save(update_fields=["last_seq"])
    card.history.all().delete()
    Contact.everybody.filter(card=card).delete()
    card.raw, card.etag, card.uid = b"", "", ""
    card.deleted, card.seq, card.changed_at, card.changed_by = True, book.last_seq, now, author
    card.save()


_WRITTEN = ("uid", "raw", "vcard_version", "etag", "seq", "deleted", "changed_at", "changed_by")
_new_card = bulk.maker(Card, ("book_id", "href", *_WRITTEN))


def _written(one: Arrival, *, seq: int, author: str, now: datetime) -> tuple:
    """Return the values of _WRITTEN."""
    fields = one.fields
    return fields.uid[:255], one.raw, fields.version, etag_of(one.raw), seq, False, now, author


def past(card: Card) -> CardHistory:
    """Return what the card is now, for its history; a deleted one had no content for anybody."""
    return CardHistory(
        card=card,
        seq=card.seq,
        raw=b"" if card.deleted else card.raw,
        etag="" if card.deleted else card.etag,
        author=card.changed_by,
        at=card.changed_at,
    )


def _cards_at(book: Book, hrefs: Iterable[str]) -> Iterable[Card]:
    return Card.objects.filter(book=book, href__in=list(hrefs))


def _refuse_changed(card: Card | None, if_etag: object) -> None:
    if if_etag is ANY:
        return
    there = card.etag if card and not card.deleted else None
    if there != if_etag:
        raise EtagMismatch


def _refuse_taken_uids(book: Book, arriving: Sequence[Arrival]) -> None:
    wanted = {one.fields.uid[:255]: one.href for one in arriving if one.fields.uid}
    holders = Card.objects.filter(book=book, deleted=False, uid__in=list(wanted)).values_list("uid", "href")
    if any(wanted[uid] != href for uid, href in holders):
        raise UidTaken
