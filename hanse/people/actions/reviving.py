"""Somebody who lies in the trash and comes in again, under another address but the same UID, is the same person."""

from collections.abc import Sequence
from uuid import UUID

from hanse.people.models import Book, Card, CardHistory, Contact


def revive(*, book: Book, fresh: Sequence[Card]) -> set[UUID]:
    """Give each new card the contact that waits in the trash under its UID, with all that hangs on her.

    Returns the keys of the cards that have a contact now.
    """
    coming = {card.uid: card for card in fresh if card.uid}
    if not coming:
        return set()
    revived = set()
    waiting = Card.objects.filter(book=book, deleted=True, uid__in=list(coming), contact__isnull=False)
    for old in waiting:
        card = coming[old.uid]
        CardHistory.objects.filter(card=old).update(card=card)
        Contact.everybody.filter(card=old).update(card=card)
        old.raw, old.etag, old.uid = b"", "", ""
        old.save(update_fields=["raw", "etag", "uid"])
        revived.add(card.pk)
    return revived
