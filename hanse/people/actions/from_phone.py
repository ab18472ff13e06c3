"""What a phone does to the book: it writes a card, it deletes one. People it deletes go to the trash."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from hanse.community.models import Member
from hanse.kit.text import clean, plain
from hanse.people import vcard
from hanse.people.actions import cards, labels, search, showing, trash
from hanse.people.actions.encounters import refresh_due
from hanse.people.models import Book, Card, Contact, Label


@dataclass(frozen=True)
class Writer:
    """The device that writes, as `changed_by` remembers it, and when that is."""

    author: str
    now: datetime
    today: date


@transaction.atomic
def put_card(*, book: Book, arriving: cards.Arrival, writer: Writer) -> Contact:
    """Store what the phone says of one person or one group; a new card is a new contact. Raises as `save_cards`."""
    there = Card.objects.filter(book=book, href=arriving.href, deleted=False).first()
    before = vcard.read(bytes(there.raw)) if there else None
    known = _known(book, arriving.fields.uid[:255])
    contact = cards.save_card(book=book, arriving=arriving, author=writer.author, now=writer.now)
    if before is None and contact.pk not in known:
        _welcome(contact, book, writer)
    if contact.kind == Contact.Kind.GROUP:
        _follow_group(contact, before, arriving.fields)
    else:
        _follow_categories(contact, before, arriving.fields)
    return contact


@transaction.atomic
def delete_card(*, card: Card, writer: Writer) -> None:
    """Lay the contact into the trash; whoever was in a deleted group leaves its list."""
    contact = Contact.objects.filter(card=card).first()
    if contact and contact.kind == Contact.Kind.GROUP:
        _follow_group(contact, vcard.read(bytes(card.raw)), None)
    trash.trash_card(card=card, author=writer.author, now=writer.now)


def met(*, contact: Contact, where: str) -> None:
    """Say where we met somebody whom the phone wrote down; an empty place means that it need not be asked again."""
    changes = {"from_phone_at": None}
    if clean(where):
        changes["met_where"] = clean(where)[:200]
    Contact.objects.filter(pk=contact.pk).update(**changes)
    search.index([contact.pk])


def _known(book: Book, uid: str) -> set[UUID]:
    """Return who has this UID already, be it in the trash."""
    people = Contact.everybody.filter(card__book=book, card__uid=uid) if uid else Contact.everybody.none()
    return set(people.values_list("pk", flat=True))


def ask_no_more(*, member: Member) -> None:
    """Nobody whom phones wrote down so far needs to be asked about."""
    Contact.objects.filter(member=member, from_phone_at__isnull=False).update(from_phone_at=None)


def _welcome(contact: Contact, book: Book, writer: Writer) -> None:
    """Whom the phone wrote down stays on the phone, and Today asks where we met."""
    is_group = contact.kind == Contact.Kind.GROUP
    stays = book.phone_choice != Book.PhoneChoice.ALL and not is_group
    contact.source, contact.source_on = Contact.Source.PHONE, writer.today
    contact.from_phone_at = None if is_group else writer.now
    contact.on_phone = Contact.OnPhone.ALWAYS if stays else Contact.OnPhone.AS_CHOSEN
    contact.save(update_fields=["source", "source_on", "from_phone_at", "on_phone"])
    showing.refresh([contact.pk])


def _follow_categories(contact: Contact, before: vcard.CardFields | None, after: vcard.CardFields) -> None:
    """Put her on the lists that her card newly names, take her off those that it no longer does."""
    was = _keyed(before.categories if before else ())
    now = _keyed(after.categories)
    _move(
        contact.member,
        [contact],
        [name for key, name in now.items() if key not in was],
        was.keys() - now.keys(),
    )


def _follow_group(group: Contact, before: vcard.CardFields | None, after: vcard.CardFields | None) -> None:
    """The members of a group card are on the list of its name; a group with a new name renames the list."""
    was, now = (set(card.members) if card else set() for card in (before, after))
    old, new = (plain(clean(card.display_name)) if card else "" for card in (before, after))
    if old and new and old != new:
        _rename(group, old, clean(after.display_name))
    people = Contact.objects.filter(card__book=group.card.book).people()
    is_other = old != new
    if after and (came := list(people.filter(card__uid__in=now if is_other else now - was))):
        _move(group.member, came, [after.display_name], {old} if is_other else ())
    if left := list(people.filter(card__uid__in=was - now)):
        _move(group.member, left, (), {old, new})


def _rename(group: Contact, old: str, name: str) -> None:
    label = Label.objects.filter(member=group.member, sort_key=old).first()
    is_taken = (
        Label.objects.filter(member=group.member, sort_key=plain(name)[:80]).exclude(sort_key=old).exists()
    )
    if label and not is_taken and name:
        label.name, label.sort_key = name[:80], plain(name)[:80]
        label.save(update_fields=["name", "sort_key"])


def _move(member: Member, people: Sequence[Contact], join: Collection[str], leave: Collection[str]) -> None:
    if not join and not leave:
        return
    to = [labels.label_named(member=member, name=name) for name in join]
    off = list(Label.objects.filter(member=member, sort_key__in=list(leave)))
    for contact in people:
        contact.labels.add(*to)
        contact.labels.remove(*off)
    ids = [contact.pk for contact in people]
    refresh_due(ids)
    search.index(ids)
    showing.refresh(ids)


def _keyed(names: Iterable[str]) -> dict[str, str]:
    """Map each name, folded and cut as lists are, to how it is written; rubbish is left out."""
    return {key: name for name in names if (key := plain(clean(name).lstrip("#").strip()[:80]))}
