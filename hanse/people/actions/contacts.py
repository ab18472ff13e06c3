"""Writing down a person, changing what is written, letting her rest, letting her go."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import uuid4, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from hanse.community.models import Member
from hanse.kit import erasures
from hanse.kit.text import clean
from hanse.people import vcard
from hanse.people.actions import cards, carrying, labels, search, showing
from hanse.people.actions.encounters import JUST_NOW, refresh_due
from hanse.people.errors import Stale
from hanse.people.models import Book, Contact, Encounter, Note, Relation

WEB = "web"


@transaction.atomic
def create_contact(
    *,
    member: Member,
    name: str = "",
    changes: vcard.Changes | None = None,
    now: datetime,
    uid: str = "",
    label_names: Iterable[str] = (),
    **own,
) -> Contact:
    """Write down a person: a name is enough. `changes` fill her card, `own` are Hanse's own columns of Contact."""
    changes = changes or vcard.changes_for_name(clean(name))
    raw = vcard.new_card(changes, uid=uid or str(uuid4()), rev=now)
    label_names = [clean(one) for one in label_names if clean(one)]
    raw = vcard.with_categories(raw, add=label_names, remove=(), rev=now)
    book = cards.default_book(member=member)
    contact = cards.save_card(book=book, arriving=cards.arrival(raw), author=WEB, now=now)
    _write_own(contact, own, label_names, now=now)
    return contact


@transaction.atomic
def create_contact_once(*, member: Member, key: str, **told) -> Contact:
    """`create_contact` for a form that may come twice: the same key finds the person who is there already."""
    book = Book.objects.select_for_update().get(pk=cards.default_book(member=member).pk)
    uid = str(uuid5(book.pk, key)) if key else ""
    there = uid and Contact.objects.filter(card__book=book, card__uid=uid).first()
    return there or create_contact(member=member, uid=uid, **told)


@transaction.atomic
def change_contact(
    *,
    contact: Contact,
    changes: vcard.Changes,
    revision: int,
    now: datetime,
    etag: str = "",
    label_names: Iterable[str] | None = None,
    **own,
) -> Contact:
    """Patch the lines of her card and Hanse's own columns.

    Raises Stale if another page was faster, or if the card is no longer the one with that `etag`.
    """
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    if contact.revision != revision or (etag and contact.card.etag != etag):
        raise Stale
    raw = bytes(contact.card.raw)
    patched = vcard.patch(raw, changes, rev=now)
    if patched != raw:
        arriving = cards.arrival(patched, href=contact.card.href, if_etag=contact.card.etag)
        contact = cards.save_card(book=contact.card.book, arriving=arriving, author=WEB, now=now)
    contact.revision += 1
    _write_own(contact, own, label_names, now=now)
    return contact


@transaction.atomic
def delete_contact(*, contact: Contact, now: datetime) -> None:
    """Let a person go for good, with her notes; encounters with nobody left go too."""
    encounters = list(contact.encounters.all())
    cards.delete_card(card=contact.card, author=WEB, now=now)
    for encounter in encounters:
        if not encounter.contacts.through.objects.filter(encounter=encounter).exists():
            erasures.log(Encounter, [encounter.pk])
            encounter.delete()


@transaction.atomic
def rest(*, contact: Contact, today: date) -> None:
    """Lay the contact to rest, without guilt; her card leaves the phone."""
    Contact.objects.filter(pk=contact.pk).update(resting_since=today)
    showing.refresh([contact.pk])


@transaction.atomic
def wake(*, contact: Contact) -> None:
    Contact.objects.filter(pk=contact.pk).update(resting_since=None)
    showing.refresh([contact.pk])


def put_off(*, contact: Contact, days: int, today: date) -> date:
    """Ask again in 3, 7 or 14 days."""
    if days not in (3, 7, 14):
        raise ValidationError(_("Put it off by 3, 7 or 14 days."))
    until = today + timedelta(days=days)
    Contact.objects.filter(pk=contact.pk).update(put_off_until=until)
    return until


def stop_putting_off(*, contact: Contact) -> None:
    Contact.objects.filter(pk=contact.pk).update(put_off_until=None)


@transaction.atomic
def set_rhythm(*, contact: Contact, days: int | None, today: date) -> None:
    """How often to be in touch: days, 0 for never, None for what the labels say."""
    Contact.objects.filter(pk=contact.pk).update(own_rhythm_days=days, rhythm_since=today if days else None)
    refresh_due([contact.pk])


@transaction.atomic
def add_note(*, contact: Contact, text: str, on: date, now: datetime) -> Note:
    text = clean(text)
    if not text:
        raise ValidationError(_("Write a few words."))
    note = Note.objects.create(contact=contact, text=text, on=on, created_at=now)
    search.index([contact.pk])
    return note


@transaction.atomic
def add_note_once(*, contact: Contact, text: str, on: date, now: datetime) -> Note:
    """`add_note` for a hand that may click twice: the same note of a moment ago is this one."""
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    same = contact.notes.filter(created_at__gt=now - JUST_NOW, text=clean(text), on=on).first()
    return same or add_note(contact=contact, text=text, on=on, now=now)


@transaction.atomic
def change_note(*, note: Note, text: str, on: date) -> Note:
    note.text, note.on = clean(text), on
    if not note.text:
        raise ValidationError(_("Write a few words."))
    note.save()
    search.index([note.contact_id])
    return note


@transaction.atomic
def delete_note(*, note: Note) -> None:
    erasures.log(Note, [note.pk])
    note.delete()
    search.index([note.contact_id])


@transaction.atomic
def relate(*, contact: Contact, other: Contact, kind: str) -> Relation:
    """Note that `contact` is the `kind` ("Schwester") of `other`."""
    kind = clean(kind)
    if contact.pk == other.pk or contact.member_id != other.member_id:
        raise ValidationError(_("Choose another person of your book."))
    if not kind:
        raise ValidationError(_("Say what they are to each other, for example sister."))
    relation, _made = Relation.objects.get_or_create(contact=contact, other=other, kind=kind)
    search.index([contact.pk])
    return relation


@transaction.atomic
def unrelate(*, relation: Relation) -> None:
    erasures.log(Relation, [relation.pk])
    relation.delete()
    search.index([relation.contact_id])


def _write_own(contact: Contact, own: dict, label_names: Iterable[str] | None, *, now: datetime) -> None:
    for name, value in own.items():
        setattr(contact, name, clean(value) if isinstance(value, str) else value)
    contact.save()
    if label_names is not None:
        added, removed = labels.put_labels(contact=contact, names=label_names)
        carrying.carry(contacts=[contact], add=added, remove=removed, now=now)
    refresh_due([contact.pk])
    search.index([contact.pk])
    showing.refresh([contact.pk])
    contact.refresh_from_db()
