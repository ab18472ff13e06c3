"""The trash: what a phone deleted waits here for thirty days, with its encounters and promises."""

from datetime import datetime, timedelta

from django.db import transaction

from hanse.kit import erasures
from hanse.people.actions import cards, showing
from hanse.people.models import Book, Card, Contact, Encounter

TRASH_LASTS = timedelta(days=30)
TOMBSTONE_LASTS = timedelta(days=180)
"""a phone that stayed away longer compares everything anew (RFC 6578, section 3.2)"""


@transaction.atomic
def trash_card(*, card: Card, author: str, now: datetime) -> None:
    """Take the card off every phone and its contact out of every list; nothing of either is lost."""
    book = Book.objects.select_for_update().get(pk=card.book_id)
    card = Card.objects.get(pk=card.pk)
    if card.deleted:
        return
    cards.past(card).save()
    book.last_seq += 1
    book.save(update_fields=["last_seq"])
    card.deleted, card.seq, card.changed_at, card.changed_by = True, book.last_seq, now, author
    card.save(update_fields=["deleted", "seq", "changed_at", "changed_by"])
    Contact.objects.filter(card=card).update(trashed_at=now)


@transaction.atomic
def restore(*, contact: Contact, author: str, now: datetime) -> Contact:
    """Bring her back whole, card and all. Raises UidTaken if another card has her UID by now."""
    arriving = cards.arrival(bytes(contact.card.raw), href=contact.card.href)
    back = cards.save_card(book=contact.card.book, arriving=arriving, author=author, now=now)
    showing.refresh([back.pk])
    return back


def empty(*, now: datetime) -> int:
    """Let those go for good whose thirty days are over; every night. Returns how many."""
    over = Contact.everybody.trashed().filter(trashed_at__lte=now - TRASH_LASTS)
    found = list(over.select_related("card"))
    for contact in found:
        discard(contact=contact, now=now)
    return len(found)


@transaction.atomic
def discard(*, contact: Contact, now: datetime) -> None:
    """Let somebody in the trash go for good; encounters with nobody left go too."""
    links = contact.encounters.through.objects.filter(contact=contact).values_list("encounter", flat=True)
    met = contact.encounters.model.objects.filter(pk__in=list(links))
    cards.delete_card(card=contact.card, author=contact.card.changed_by, now=now)
    left_alone = met.filter(contacts=None)
    erasures.log(Encounter, left_alone.values_list("pk", flat=True))
    left_alone.delete()


@transaction.atomic
def prune_tombstones(*, now: datetime) -> int:
    """Forget old tombstones; who has not synced since is asked to begin anew. Every night. Returns how many."""
    old = Card.objects.filter(deleted=True, contact=None, changed_at__lte=now - TOMBSTONE_LASTS)
    count = 0
    for book in Book.objects.filter(cards__in=old).distinct():
        book = Book.objects.select_for_update().get(pk=book.pk)
        ours = list(old.filter(book=book).values_list("pk", "seq", "on_phone_seq"))
        book.pruned_seq = max(book.pruned_seq, *(max(seq, shown) for _pk, seq, shown in ours))
        book.save(update_fields=["pruned_seq"])
        keys = [pk for pk, _seq, _shown in ours]
        for start in range(0, len(keys), 500):
            count += Card.objects.filter(pk__in=keys[start : start + 500]).delete()[0]
    return count
