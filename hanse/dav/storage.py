"""What a path names: the root, the member's own place in it, her book and her calendars, and what is in them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import transaction
from radicale.item import Item
from radicale.pathutils import strip_path
from radicale.storage import BaseCollection, BaseStorage

from hanse.dav.book import AddressBook
from hanse.dav.calendar import EventCalendar
from hanse.dav.call import Call, current
from hanse.kit.calendars import CALENDARS
from hanse.people.models import Book


class Place(BaseCollection):
    """A collection that only holds others: the root, or the member's principal (RFC 3744)."""

    def __init__(self, path: str) -> None:
        self._path = path

    @property
    def path(self) -> str:
        return self._path

    def get_meta(self, key: str | None = None) -> Mapping[str, str] | str | None:
        return {} if key is None else None

    def get_all(self) -> Iterator[Item]:
        yield from ()


class Storage(BaseStorage):
    _supports_unicode = True
    _supports_trailing_whitespace = True
    _supports_problematic_chars = True

    def discover(self, path: str, depth: str = "0", *_args: object) -> Iterator[BaseCollection | Item]:
        """Yield what stands at the path, then, unless depth is 0, what is in it."""
        call = current.get()
        match [part for part in strip_path(path).split("/") if part]:
            case []:
                yield Place("")
                if depth != "0":
                    yield Place(call.principal)
            case [who] if who == call.principal:
                yield Place(call.principal)
                if depth != "0":
                    yield from collections(call)
            case [who, slug] if who == call.principal and (found := collection(call, slug)):
                yield found
                if depth != "0":
                    yield from found.get_all()
            case [who, slug, href] if who == call.principal and (found := collection(call, slug)):
                if item := found.find(href):
                    yield item

    @contextmanager
    def acquire_lock(self, mode: str, *_args: object, **_more: object) -> Iterator[None]:
        """Readers need no lock; writers wait for one another at the book."""
        if mode == "r":
            yield
            return
        call = current.get()
        with transaction.atomic():
            call.book = Book.objects.select_for_update().get(pk=call.book.pk)
            yield


def collections(call: Call) -> Iterator[BaseCollection]:
    """Yield the book first: macOS takes the first address book and no other."""
    yield AddressBook(call)
    for calendar in CALENDARS:
        yield EventCalendar(call, calendar)


def collection(call: Call, slug: str) -> BaseCollection | None:
    if slug == call.book.slug:
        return AddressBook(call)
    return next((EventCalendar(call, one) for one in CALENDARS if one.slug == slug), None)
