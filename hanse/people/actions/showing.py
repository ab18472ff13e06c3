"""Which cards the phones are shown. The book's count rises for each that comes or goes, so that they hear of it."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from hanse.kit import bulk
from hanse.people.models import Book, Card, Contact, Label

_BATCH = 500


@transaction.atomic
def choose(*, book: Book, choice: str, labels: Collection[Label]) -> None:
    """Decide who goes to the phones: everybody, or the people on these lists."""
    book = Book.objects.select_for_update().get(pk=book.pk)
    book.phone_choice = choice
    book.save(update_fields=["phone_choice"])
    book.phone_labels.set(labels)
    refresh(Contact.objects.filter(card__book=book).values_list("pk", flat=True))


@transaction.atomic
def refresh(contact_ids: Iterable[UUID]) -> None:
    """Put on the phones, or take off them, whoever no longer stands there as she should."""
    ids = list(contact_ids)
    for start in range(0, len(ids), _BATCH):
        _refresh_some(ids[start : start + _BATCH])


def _refresh_some(ids: list[UUID]) -> None:
    cards = Card.objects.filter(contact__in=ids)
    for book in Book.objects.filter(cards__contact__in=ids).distinct():
        shown = set(_shown(book, ids))
        flipped = [
            pk
            for pk, contact, on_phone in cards.filter(book=book).values_list("pk", "contact", "on_phone")
            if on_phone != (contact in shown)
        ]
        if flipped:
            _flip(book, flipped)


def _shown(book: Book, ids: list[UUID]) -> Iterable[UUID]:
    """Return those of the contacts that belong on the phones."""
    chosen = Q(on_phone=Contact.OnPhone.ALWAYS) | Q(kind=Contact.Kind.GROUP)
    if book.phone_choice == Book.PhoneChoice.ALL:
        chosen |= Q(on_phone=Contact.OnPhone.AS_CHOSEN)
    else:
        links = Contact.labels.through.objects.filter(
            contact=OuterRef("pk"), label__in=book.phone_labels.all()
        )
        chosen |= Q(on_phone=Contact.OnPhone.AS_CHOSEN) & Q(Exists(links))
    return (
        Contact.objects.filter(pk__in=ids, card__book=book)
        .filter(chosen)
        .awake()
        .values_list("pk", flat=True)
    )


def _flip(book: Book, card_ids: list[UUID]) -> None:
    book = Book.objects.select_for_update().get(pk=book.pk)
    rows = []
    for pk, was in Card.objects.filter(pk__in=card_ids).values_list("pk", "on_phone"):
        book.last_seq += 1
        rows.append((not was, book.last_seq, pk))
    bulk.update(Card, ("on_phone", "on_phone_seq"), rows)
    book.save(update_fields=["last_seq"])
