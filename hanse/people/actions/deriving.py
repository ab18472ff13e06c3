"""From raw cards to columns: the only code that writes what is derived from a card."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from uuid import UUID

import phonenumbers
from django.conf import settings
from django.db import transaction

from hanse.community.models import Member
from hanse.kit.text import clean, plain
from hanse.people import vcard
from hanse.people.actions import search
from hanse.people.models import (
    Book,
    Card,
    Contact,
    ContactAddress,
    ContactDate,
    ContactEmail,
    ContactPhone,
    ContactSite,
    Label,
)

COLUMNS = [
    "kind",
    "display_name",
    "sort_key",
    "prefix",
    "given",
    "additional",
    "family",
    "suffix",
    "nickname",
    "organisation",
    "department",
    "job_title",
    "birthday_year",
    "birthday_month",
    "birthday_day",
    "card_note",
    "photo_digest",
]
_PARTS = (ContactPhone, ContactEmail, ContactAddress, ContactSite, ContactDate)
_BATCH = 500


@transaction.atomic
def derive(
    cards: Sequence[tuple[Card, vcard.CardFields]],
    *,
    now: datetime,
    labels: Mapping[UUID, Collection[Label]] | None = None,
) -> list[Contact]:
    """Make or refresh the contact of each card; `labels` by card are added. Answers in the same order."""
    if not cards:
        return []
    member = Member.objects.get(books=cards[0][0].book_id)
    there = {
        contact.card_id: contact for contact in Contact.objects.filter(card__in=[card for card, _ in cards])
    }
    contacts, fresh = [], []
    for card, fields in cards:
        contact = there.get(card.pk)
        if contact is None:
            contact = there[card.pk] = Contact(member=member, card=card, created_at=now)
            fresh.append(contact)
        for name, value in columns_of(fields).items():
            setattr(contact, name, value)
        contacts.append(contact)
    is_fresh = {contact.pk for contact in fresh}
    kept = [contact for contact in contacts if contact.pk not in is_fresh]
    Contact.objects.bulk_create(fresh, batch_size=_BATCH)
    Contact.objects.bulk_update(kept, COLUMNS, batch_size=100)
    parts = _write_parts(contacts, [fields for _, fields in cards], had_some=kept)
    for contact in contacts:
        carried = (labels or {}).get(contact.card_id, ())
        parts[contact.pk] += [label.name for label in carried]
    _add_labels(contacts, labels or {})
    search.index_texts(fresh, parts)
    search.index(contact.pk for contact in kept)
    return contacts


def _add_labels(contacts: list[Contact], labels: Mapping[UUID, Collection[Label]]) -> None:
    link = Contact.labels.through
    rows = [
        link(contact_id=contact.pk, label_id=label.pk)
        for contact in contacts
        for label in labels.get(contact.card_id, ())
    ]
    link.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)


def rebuild(*, member: Member, now: datetime) -> int:
    """Derive every contact of a member again from the raw cards; the rows come out equal. Returns how many."""
    count = 0
    for book in Book.objects.filter(member=member):
        cards = list(Card.objects.filter(book=book, deleted=False).order_by("seq"))
        for start in range(0, len(cards), _BATCH):
            batch = cards[start : start + _BATCH]
            derive([(card, vcard.read(bytes(card.raw))) for card in batch], now=now)
            count += len(batch)
    return count


def columns_of(fields: vcard.CardFields) -> dict[str, object]:
    """Return the derived columns of Contact for one card."""
    birthday = fields.birthday
    name = clean(fields.display_name)[:400] or "–"
    last, first = fields.family or fields.given or name, fields.given if fields.family else ""
    return {
        "kind": fields.kind,
        "display_name": name,
        "sort_key": plain(clean(f"{last} {first}"))[:400].strip(),
        "prefix": clean(fields.prefix)[:100],
        "given": clean(fields.given)[:200],
        "additional": clean(fields.additional)[:200],
        "family": clean(fields.family)[:200],
        "suffix": clean(fields.suffix)[:100],
        "nickname": clean(fields.nickname)[:200],
        "organisation": clean(fields.organisation)[:300],
        "department": clean(fields.department)[:300],
        "job_title": clean(fields.title)[:300],
        "birthday_year": birthday.year if birthday else None,
        "birthday_month": birthday.month if birthday else None,
        "birthday_day": birthday.day if birthday else None,
        "card_note": clean(fields.note),
        "photo_digest": hashlib.sha256(fields.photo.verbatim).hexdigest() if fields.photo else "",
    }


def _write_parts(
    contacts: list[Contact], fields: Iterable[vcard.CardFields], *, had_some: list[Contact]
) -> dict[UUID, list[str]]:
    """Write phones, mails, addresses, sites and dates; returns what of them can be found, by contact."""
    if had_some:
        for model in _PARTS:
            model.objects.filter(contact__in=had_some).delete()
    rows: dict[type, list] = {model: [] for model in _PARTS}
    for contact, card in zip(contacts, fields, strict=True):
        rows[ContactPhone] += [
            ContactPhone(
                contact=contact,
                position=n,
                label=_label(one),
                value=clean(one.value)[:300],
                e164=e164(one.value),
            )
            for n, one in enumerate(card.phones)
        ]
        rows[ContactEmail] += [
            ContactEmail(
                contact=contact,
                position=n,
                label=_label(one),
                value=clean(one.value)[:320],
                folded=clean(one.value).casefold()[:320],
            )
            for n, one in enumerate(card.emails)
        ]
        rows[ContactSite] += [
            ContactSite(contact=contact, position=n, label=_label(one), value=clean(one.value)[:2000])
            for n, one in enumerate(card.sites)
        ]
        rows[ContactAddress] += [_address(contact, n, one) for n, one in enumerate(card.addresses)]
        rows[ContactDate] += [_date(contact, n, one) for n, one in enumerate(card.dates)]
    for model, some in rows.items():
        model.objects.bulk_create(some, batch_size=_BATCH)
    found: dict[UUID, list[str]] = defaultdict(list)
    for model in (ContactPhone, ContactEmail, ContactAddress, ContactSite):
        for row in rows[model]:
            found[row.contact_id] += search.parts_of([row])
    return found


def _label(one: vcard.Labelled) -> str:
    return clean(one.label)[:100]


def _address(contact: Contact, position: int, one: vcard.Address) -> ContactAddress:
    lengths = {
        "po_box": 200,
        "extended": 300,
        "street": 300,
        "postal_code": 40,
        "city": 200,
        "region": 200,
        "country": 200,
    }
    parts = {name: clean(getattr(one, name))[:length] for name, length in lengths.items()}
    return ContactAddress(contact=contact, position=position, label=_label(one), **parts)


def _date(contact: Contact, position: int, one: vcard.LabelledDate) -> ContactDate:
    return ContactDate(
        contact=contact,
        position=position,
        label=_label(one),
        year=one.date.year,
        month=one.date.month,
        day=one.date.day,
    )


@lru_cache(maxsize=50_000)
def e164(number: str) -> str:
    """Return the number as +49…, read as one of the Kontor's country; empty if it is none."""
    try:
        parsed = phonenumbers.parse(number, settings.PHONE_REGION)
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
