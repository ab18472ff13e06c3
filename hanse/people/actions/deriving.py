"""From raw cards to columns: the only code that writes what is derived from a card."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
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
    MOST_PARTS,
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
_CARD = Contact._meta.get_field("card")
_new_contact = bulk.maker(Contact, ("member_id", "card_id", "created_at", *COLUMNS))
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
    fresh: Collection[UUID] = (),
) -> list[Contact]:
    """Make or refresh the contact of each card; `labels` by card are added. Answers in the same order.

    `fresh` are the keys of cards that were just made: nobody is looked for who might be theirs.
    """
    if not cards:
        return []
    member = Member.objects.get(books=cards[0][0].book_id)
    old = Contact.everybody.filter(card__in=[card for card, _ in cards if card.pk not in fresh])
    kept = {contact.card_id: contact for contact in old}
    made: dict[UUID, Contact] = {}
    contacts = []
    for card, fields in cards:
        columns = columns_of(fields)
        if contact := kept.get(card.pk) or made.get(card.pk):
            contact.trashed_at = None
            for name, value in zip(COLUMNS, columns, strict=True):
                setattr(contact, name, value)
        else:
            contact = made[card.pk] = _new_contact(member.pk, card.pk, now, *columns)
        _CARD.set_cached_value(contact, card)
        contacts.append(contact)
    bulk.insert_objects(list(made.values()))
    columns = (*COLUMNS, "trashed_at")
    bulk.update(Contact, columns, map(attrgetter(*columns, "pk"), kept.values()))
    _follow_up(contacts, [fields for _, fields in cards], made=made, kept=kept, labels=labels or {})
    return contacts


def _follow_up(
    contacts: list[Contact],
    fields: list[vcard.CardFields],
    *,
    made: dict[UUID, Contact],
    kept: dict[UUID, Contact],
    labels: Mapping[UUID, Collection[Label]],
) -> None:
    """Write parts, labels and search texts of contacts; `made`, `kept` and `labels` are by card."""
    parts = _write_parts(contacts, fields, had_some=list(kept.values()))
    for contact in contacts:
        parts[contact.pk] += [label.name for label in labels.get(contact.card_id, ())]
    _add_labels(made.values(), kept.values(), labels)
    search.index_new(list(made.values()), parts)
    search.index(contact.pk for contact in kept.values())


def _add_labels(
    made: Iterable[Contact], kept: Iterable[Contact], labels: Mapping[UUID, Collection[Label]]
) -> None:
    link = Contact.labels.through
    pairs = [(contact.pk, label.pk) for contact in made for label in labels.get(contact.card_id, ())]
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


def columns_of(fields: vcard.CardFields) -> tuple:
    """Return the values of COLUMNS for one card."""
    birthday = fields.birthday
    name = clean(fields.display_name)[:400] or "–"
    last, first = fields.family or fields.given or name, fields.given if fields.family else ""
    return (
        fields.kind,
        name,
        plain(clean(f"{last} {first}"))[:400].strip(),
        clean(fields.prefix)[:100],
        clean(fields.given)[:200],
        clean(fields.additional)[:200],
        clean(fields.family)[:200],
        clean(fields.suffix)[:100],
        clean(fields.nickname)[:200],
        clean(fields.organisation)[:300],
        clean(fields.department)[:300],
        clean(fields.title)[:300],
        birthday.year if birthday else None,
        birthday.month if birthday else None,
        birthday.day if birthday else None,
        clean(fields.note),
        hashlib.sha256(fields.photo.verbatim).hexdigest() if fields.photo else "",
    )


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
        for place, one in enumerate(card.phones[:MOST_PARTS]):
            row = (pk, place, _label(one), clean(one.value)[:300], e164(one.value))
            rows[ContactPhone].append(row)
            found[pk] += row[3:]
        for place, one in enumerate(card.emails[:MOST_PARTS]):
            value = clean(one.value)[:320]
            rows[ContactEmail].append((pk, place, _label(one), value, value.casefold()[:320]))
            found[pk].append(value)
        for place, one in enumerate(card.sites[:MOST_PARTS]):
            value = clean(one.value)[:2000]
            rows[ContactSite].append((pk, place, _label(one), value))
            found[pk].append(value)
        for place, one in enumerate(card.addresses[:MOST_PARTS]):
            parts = [clean(part)[:longest] for part, longest in zip(one.parts, _LONGEST_PARTS, strict=True)]
            rows[ContactAddress].append((pk, place, _label(one), *parts))
            found[pk] += parts
        for place, one in enumerate(card.dates[:MOST_PARTS]):
            day = one.date
            rows[ContactDate].append((pk, place, _label(one), day.year, day.month, day.day))
    for model, names in _PARTS.items():
        bulk.insert(model, ("contact_id", "position", "label", *names), rows[model])
    return found


def _label(one: vcard.Labelled | vcard.Address | vcard.LabelledDate) -> str:
    return clean(one.label)[:100] if one.label else ""


# Numbers of these countries begin with no zero behind their prefix, and the zero in front at home is no part of them.
_ABROAD = re.compile(r"\+(?:49|43|41)[ /-]?[1-9](?:[ /-]?[0-9]){5,12}")
_AT_HOME = re.compile(r"0[1-9](?:[ /-]?[0-9]){5,12}")
_HOME = {"DE": "+49", "AT": "+43", "CH": "+41"}
_GAPS = str.maketrans("", "", " /-")
_LONGEST_NUMBER = 16
"""fifteen digits and the plus (ITU-T E.164)"""


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
    said = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return said if len(said) <= _LONGEST_NUMBER else ""
