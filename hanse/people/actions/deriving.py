"""From raw cards to columns: the only code that writes what is derived from a card."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from uuid import UUID

import phonenumbers
from django.conf import settings
from django.db import transaction

from hanse.community.models import Member
from hanse.kit import bulk
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
_PARTS = {
    ContactPhone: ("value", "e164"),
    ContactEmail: ("value", "folded"),
    ContactSite: ("value",),
    ContactAddress: ("po_box", "extended", "street", "city", "region", "postal_code", "country"),
    ContactDate: ("year", "month", "day"),
}
_LONGEST_PARTS = (200, 300, 300, 200, 200, 40, 200)
"""of an address, in the order of RFC 6350"""
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
        contact.card_id: contact for contact in Contact.everybody.filter(card__in=[card for card, _ in cards])
    }
    contacts, fresh = [], []
    for card, fields in cards:
        columns = columns_of(fields)
        contact = there.get(card.pk)
        if contact is None:
            contact = there[card.pk] = Contact(member=member, card=card, created_at=now, **columns)
            fresh.append(contact)
        else:
            contact.card, contact.trashed_at = card, None
            for name, value in columns.items():
                setattr(contact, name, value)
        contacts.append(contact)
    is_fresh = {contact.pk for contact in fresh}
    kept = [contact for contact in contacts if contact.pk not in is_fresh]
    bulk.insert_objects(fresh)
    Contact.everybody.bulk_update(kept, [*COLUMNS, "trashed_at"], batch_size=100)
    parts = _write_parts(contacts, [fields for _, fields in cards], had_some=kept)
    for contact in contacts:
        carried = (labels or {}).get(contact.card_id, ())
        parts[contact.pk] += [label.name for label in carried]
    _add_labels(fresh, kept, labels or {})
    search.index_texts(fresh, parts)
    search.index(contact.pk for contact in kept)
    return contacts


def _add_labels(fresh: list[Contact], kept: list[Contact], labels: Mapping[UUID, Collection[Label]]) -> None:
    link = Contact.labels.through
    pairs = [(contact.pk, label.pk) for contact in fresh for label in labels.get(contact.card_id, ())]
    bulk.insert(link, ("contact_id", "label_id"), pairs)
    rows = [
        link(contact_id=contact.pk, label_id=label.pk)
        for contact in kept
        for label in labels.get(contact.card_id, ())
    ]
    link.objects.bulk_create(rows, ignore_conflicts=True)


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
    rows: dict[type, list[tuple]] = {model: [] for model in _PARTS}
    found: dict[UUID, list[str]] = defaultdict(list)
    for contact, card in zip(contacts, fields, strict=True):
        pk = contact.pk
        for place, one in enumerate(card.phones):
            row = (pk, place, _label(one), clean(one.value)[:300], e164(one.value))
            rows[ContactPhone].append(row)
            found[pk] += row[3:]
        for place, one in enumerate(card.emails):
            value = clean(one.value)[:320]
            rows[ContactEmail].append((pk, place, _label(one), value, value.casefold()[:320]))
            found[pk].append(value)
        for place, one in enumerate(card.sites):
            value = clean(one.value)[:2000]
            rows[ContactSite].append((pk, place, _label(one), value))
            found[pk].append(value)
        for place, one in enumerate(card.addresses):
            parts = [clean(part)[:longest] for part, longest in zip(one.parts, _LONGEST_PARTS, strict=True)]
            rows[ContactAddress].append((pk, place, _label(one), *parts))
            found[pk] += parts
        for place, one in enumerate(card.dates):
            day = one.date
            rows[ContactDate].append((pk, place, _label(one), day.year, day.month, day.day))
    for model, names in _PARTS.items():
        bulk.insert(model, ("contact_id", "position", "label", *names), rows[model])
    return found


def _label(one: vcard.Labelled | vcard.Address | vcard.LabelledDate) -> str:
    return clean(one.label)[:100] if one.label else ""


# Numbers of these countries begin with no zero behind their prefix, and the zero in front at home is no part of them.
_ABROAD = re.compile(r"\+(?:49|43|41)[1-9][\d /-]{5,18}")
_AT_HOME = re.compile(r"0[1-9][\d /-]{5,18}")
_HOME = {"DE": "+49", "AT": "+43", "CH": "+41"}
_GAPS = str.maketrans("", "", " /-")


@lru_cache(maxsize=4096)
def e164(number: str) -> str:
    """Return the number as +49…, read as one of the Kontor's country; empty if it is none.

    Plainly written numbers take a short way: the library needs a tenth of a millisecond for each.
    """
    if _ABROAD.fullmatch(number):
        return number.translate(_GAPS)
    if _AT_HOME.fullmatch(number) and settings.PHONE_REGION in _HOME:
        return _HOME[settings.PHONE_REGION] + number.translate(_GAPS)[1:]
    return parsed_e164(number)


def parsed_e164(number: str) -> str:
    """`e164` by the library, for however a number is written."""
    try:
        parsed = phonenumbers.parse(number, settings.PHONE_REGION)
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
