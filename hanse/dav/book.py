"""A member's address book as a collection of cards (RFC 6352), with a sync token (RFC 6578)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import batched
from uuid import UUID

from django.db.models.functions import Length
from django.utils.http import http_date
from django.utils.translation import gettext as _
from radicale.item import Item
from radicale.storage import BaseCollection

from hanse.dav.call import Call, Wants
from hanse.dav.items import CardItem, Row
from hanse.people.actions import cards, from_phone
from hanse.people.actions.books import describe
from hanse.people.models import Card
from hanse.people.models.book import CardQuerySet

SCHEME = "urn:x-hanse"
_BATCH = 500
_COLUMNS = ("href", "uid", "etag", "changed_at")
_DESCRIBED = {
    "D:displayname": "name",
    "CR:addressbook-description": "description",
    "ICAL:calendar-color": "colour",
    "{http://inf-it.com/ns/ab/}addressbook-color": "colour",
}


class AddressBook(BaseCollection):
    def __init__(self, call: Call) -> None:
        self.call, self.book = call, call.book

    @property
    def path(self) -> str:
        return f"{self.call.principal}/{self.book.slug}"

    @property
    def etag(self) -> str:
        """Radicale answers with this for getctag as well."""
        return f'"{self.book.epoch.hex}-{self.book.last_seq}"'

    @property
    def last_modified(self) -> str:
        latest = (
            Card.objects.filter(book=self.book).order_by("-seq").values_list("changed_at", flat=True).first()
        )
        return http_date((latest or self.call.member.joined_at).timestamp())

    @property
    def token(self) -> str:
        return f"{SCHEME}:{self.book.epoch}:{self.book.last_seq}"

    def sync(self, old_token: str = "") -> tuple[str, Iterable[str]]:
        """Return the token and the hrefs to look at: those that are gone are answered with 404.

        The count was read before the rows: what is written meanwhile comes now and once more, never not at all.
        Raises ValueError for a token of another epoch, of a count not reached yet, or from before the pruning.
        """
        seen = self._seen(old_token) if old_token else None
        touched = self._cards().on_phones() if seen is None else self._cards().touched_since(seen)
        return self.token, touched.values_list("href", flat=True).iterator()

    def _seen(self, token: str) -> int:
        epoch, _colon, seq = token.removeprefix(f"{SCHEME}:").partition(":")
        if UUID(epoch) != self.book.epoch or not seq.isascii() or not seq.isdigit():
            raise ValueError("token of another book or epoch")
        if not self.book.pruned_seq <= int(seq) <= self.book.last_seq:
            raise ValueError("token from before the pruning, or from after a restore")
        return int(seq)

    def get_multi(self, hrefs: Iterable[str]) -> Iterator[tuple[str, Item | None]]:
        for some in batched(hrefs, _BATCH):
            wanted = dict.fromkeys(some)
            found = {
                item.href: item for item in self._items(self._cards().on_phones().filter(href__in=wanted))
            }
            for href in wanted:
                yield href, found.get(href)

    def get_all(self) -> Iterator[Item]:
        yield from self._items(self._cards().on_phones().order_by("seq"))

    def get_filtered(self, filters: Iterable[object]) -> Iterator[tuple[Item, bool]]:
        """Leave the filtering to Radicale, which asks each item; a card knows no time."""
        for item in self.get_all():
            yield item, False

    def has_uid(self, uid: str) -> bool:
        """Whether a card has the UID of the one that comes, on the phone or not; `uid` is only its key."""
        coming = self.call.fields.uid[:255]
        return bool(coming) and self._cards().filter(deleted=False, uid=coming).exists()

    def upload(self, href: str, item: Item) -> tuple[Item, None]:
        """Store the card of the request; `item` is only the stand-in that Radicale was given."""
        arriving = cards.Arrival(href=href, raw=self.call.raw, fields=self.call.fields)
        contact = from_phone.put_card(book=self.book, arriving=arriving, writer=self.call.writer)
        card = contact.card
        return CardItem(self, Row(card.href, card.uid, card.etag, card.changed_at)), None

    def delete(self, href: str | None = None) -> None:
        card = self._cards().on_phones().get(href=href)
        from_phone.delete_card(card=card, writer=self.call.writer)

    def get_meta(self, key: str | None = None) -> Mapping[str, str] | str | None:
        said = {tag: self.book.props[name] for tag, name in _DESCRIBED.items() if self.book.props.get(name)}
        meta = {"D:displayname": _("People")} | said | {"tag": "VADDRESSBOOK"}
        return meta if key is None else meta.get(key)

    def set_meta(self, props: Mapping[str, str]) -> None:
        """Keep name, description and colour; the rest of what a program may write is not ours to keep."""
        told = {name: props.get(tag) or "" for tag, name in reversed(_DESCRIBED.items())}
        self.book.props = describe(book=self.book, **told)

    def serialize(self, *_args: object, **_more: object) -> str:
        if self.call.wants == Wants.SIZES:
            return ""  # a book has no length of its own
        parts = (item.serialize() for item in self.get_all())
        return "".join(part if part.endswith("\n") else f"{part}\r\n" for part in parts)

    def find(self, href: str) -> Item | None:
        """Return one card that is on the phone."""
        if self.call.method == "PUT":
            return self._find_to_write(href)
        return next(iter(self._items(self._cards().on_phones().filter(href=href))), None)

    def _find_to_write(self, href: str) -> Item | None:
        """Return the card as a writer must see it.

        One that is not on the phone is there, and never as the phone knew it; a UID may come or go with a card.
        """
        found = self._cards().filter(deleted=False, href=href).values_list(*_COLUMNS, "on_phone").first()
        if found is None:
            return None
        row = Row(*found[:4])
        if not found[4]:
            row = row._replace(etag="not-on-the-phone")
        if not row.uid or not self.call.fields.uid:
            row = row._replace(uid=self.call.fields.uid[:255])
        return CardItem(self, row)

    def _cards(self) -> CardQuerySet:
        return Card.objects.filter(book=self.book)

    def _items(self, cards: CardQuerySet) -> Iterator[Item]:
        wants = self.call.wants
        if wants == Wants.ETAGS:
            rows = cards.values_list(*_COLUMNS)
        elif wants == Wants.SIZES:
            rows = cards.annotate(size=Length("raw")).values_list(*_COLUMNS, "size")
        else:
            rows = cards.values_list(*_COLUMNS, "vcard_version", "changed_by", "raw")
        for row in rows.iterator(chunk_size=_BATCH):
            yield CardItem(self, self._row(row), as_bytes=wants == Wants.BYTES)

    def _row(self, row: Sequence) -> Row:
        if self.call.wants == Wants.SIZES:
            return Row(*row[:4], size=row[4])
        return Row(*row[:6], bytes(row[6])) if len(row) > 4 else Row(*row)
