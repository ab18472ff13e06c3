"""What a whole book is called, and when its counts begin anew."""

from django.db import transaction

from hanse.kit.ids import uuid7
from hanse.kit.text import clean
from hanse.people.models import Book

_LONGEST = 500


@transaction.atomic
def describe(*, book: Book, name: str = "", description: str = "", colour: str = "") -> dict[str, str]:
    """Keep what a program calls the book; returns what is kept."""
    told = {"name": name, "description": description, "colour": colour}
    book = Book.objects.select_for_update().get(pk=book.pk)
    book.props = {key: text for key, value in told.items() if (text := clean(value)[:_LONGEST])}
    book.last_seq += 1
    book.save(update_fields=["props", "last_seq"])
    return book.props


def begin_epoch() -> int:
    """Make every sync token void, after an older copy of the database was put back: phones compare everything anew.

    Returns how many books there are.
    """
    books = list(Book.objects.all())
    for book in books:
        Book.objects.filter(pk=book.pk).update(epoch=uuid7())
    return len(books)
