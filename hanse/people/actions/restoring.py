"""The way back from what phones did: one card, or the whole book as it stood at some hour."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from hanse.people.actions import cards, showing, trash
from hanse.people.errors import Stale, UidTaken
from hanse.people.models import Book, Card, CardHistory, Contact

AUTHOR = "web"
PHONES = "dav:"
"""how the names of writers begin that are phones"""


@dataclass(frozen=True)
class Return:
    """One card and what it goes back to; without bytes it was not there."""

    card: Card
    raw: bytes

    @property
    def comes_back(self) -> bool:
        return bool(self.raw) and self.card.deleted

    @property
    def leaves(self) -> bool:
        return not self.raw


@transaction.atomic
def undo(*, card: Card, seq: int, now: datetime) -> None:
    """Take back the last change of one card. Raises Stale if it is no longer the last, UidTaken as `save_cards`."""
    Book.objects.select_for_update().get(pk=card.book_id)
    card = Card.objects.get(pk=card.pk)
    if card.seq != seq:
        raise Stale
    before = CardHistory.objects.filter(card=card, seq__lt=card.seq).order_by("-seq").first()
    _go_back(Return(card, bytes(before.raw) if before else b""), now=now)


def returns(*, book: Book, to: datetime) -> list[Return]:
    """Return what would go back if all that phones have done since were undone; nothing is changed."""
    return list(_returns(book, to))


@transaction.atomic
def turn_back(*, book: Book, to: datetime, now: datetime) -> tuple[int, int]:
    """Set every card that a phone touched since back to what it was before. Returns how many went back, and how many could not."""
    Book.objects.select_for_update().get(pk=book.pk)
    done = stuck = 0
    for one in returns(book=book, to=to):
        try:
            with transaction.atomic():
                _go_back(one, now=now)
            done += 1
        except UidTaken:
            stuck += 1
    return done, stuck


def _returns(book: Book, to: datetime) -> Iterator[Return]:
    phones = CardHistory.objects.filter(card__book=book, author__startswith=PHONES, at__gt=to).values("card")
    touched = Q(changed_by__startswith=PHONES, changed_at__gt=to) | Q(pk__in=phones)
    for card in Card.objects.filter(touched, book=book, contact__isnull=False).iterator():
        raw = _before_phones(card, to)
        if raw != (b"" if card.deleted else bytes(card.raw)):
            yield Return(card, raw)


def _before_phones(card: Card, to: datetime) -> bytes:
    """Return what the card was before the first phone touched it after that hour; nothing if a phone made it."""
    versions = list(CardHistory.objects.filter(card=card).order_by("seq").values_list("author", "at", "pk"))
    versions.append((card.changed_by, card.changed_at, None))
    first = next(n for n, (author, at, _pk) in enumerate(versions) if author.startswith(PHONES) and at > to)
    return bytes(CardHistory.objects.get(pk=versions[first - 1][2]).raw) if first else b""


def _go_back(one: Return, *, now: datetime) -> None:
    if not one.raw:
        trash.trash_card(card=one.card, author=AUTHOR, now=now)
        return
    arriving = cards.arrival(one.raw, href=one.card.href)
    cards.save_card(book=one.card.book, arriving=arriving, author=AUTHOR, now=now)
    showing.refresh(Contact.objects.filter(card=one.card).values_list("pk", flat=True))
