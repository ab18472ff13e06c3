"""What phones did: the changes of each device, the latest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from django.db.models import Count, Max

from hanse.accounts.models import AppPassword
from hanse.community.models import Member
from hanse.people import vcard
from hanse.people.actions.restoring import PHONES
from hanse.people.models import Card, CardHistory, Contact
from hanse.people.queries.differences import Difference, differences

MOST = 40


@dataclass(frozen=True)
class Change:
    """One card that a phone wrote or deleted. Only the last change of a card can be taken back."""

    card: Card
    contact: Contact
    device: str
    at: datetime
    seq: int
    before: bytes
    after: bytes
    can_be_undone: bool

    @property
    def is_new(self) -> bool:
        return not self.before

    @property
    def is_gone(self) -> bool:
        return not self.after

    @property
    def rows(self) -> list[Difference]:
        return (
            []
            if self.is_new or self.is_gone
            else differences(vcard.read(self.before), vcard.read(self.after))
        )


def devices(member: Member) -> list[AppPassword]:
    """Return the member's devices that may still sign in, each with how many cards it wrote last."""
    found = list(AppPassword.objects.visible_to(member.user).valid())
    cards = Card.objects.filter(book__member=member, contact__isnull=False, changed_by__startswith=PHONES)
    counts = {
        row["changed_by"]: row
        for row in cards.values("changed_by").annotate(count=Count("pk"), latest=Max("changed_at"))
    }
    for device in found:
        row = counts.get(device.author, {})
        device.count, device.latest = row.get("count", 0), row.get("latest")
    return found


def changes(member: Member) -> list[Change]:
    """Return the latest changes that phones made, whoever came after them."""
    cards = Card.objects.filter(book__member=member, contact__isnull=False)
    latest = list(
        cards.filter(changed_by__startswith=PHONES).order_by("-seq").values_list("seq", "pk")[:MOST]
    )
    older = CardHistory.objects.filter(card__in=cards, author__startswith=PHONES).exclude(raw=b"")
    latest += older.order_by("-seq").values_list("seq", "card")[:MOST]
    chosen = sorted(set(latest), reverse=True)[:MOST]
    return _told(member, chosen)


def _told(member: Member, chosen: list[tuple[int, UUID]]) -> list[Change]:
    keys = {card for _seq, card in chosen}
    cards = {card.pk: card for card in Card.objects.filter(pk__in=keys)}
    people = {one.card_id: one for one in Contact.everybody.filter(card__in=keys)}
    names = {one.author: one.name for one in AppPassword.objects.visible_to(member.user)}
    versions = _versions(cards.values(), {seq for seq, _card in chosen})
    found = []
    for seq, key in chosen:
        before, (author, at, after) = versions[key][seq]
        card = cards[key]
        found.append(
            Change(card, people[key], names.get(author, ""), at, seq, before, after, card.seq == seq)
        )
    return found


Version = tuple[str, datetime, bytes]


def _versions(cards: Iterable[Card], wanted: set[int]) -> dict[UUID, dict[int, tuple[bytes, Version]]]:
    """Map each card and count to what it was before and what it became; content is read only where it is asked for."""
    cards = list(cards)
    past: dict[UUID, list[tuple[int, int | None]]] = {card.pk: [] for card in cards}
    for card, seq, pk in (
        CardHistory.objects.filter(card__in=cards).order_by("seq").values_list("card", "seq", "pk")
    ):
        past[card].append((seq, pk))
    pairs = []
    for card in cards:
        for (_seq, before), (seq, after) in pairwise([(0, None), *past[card.pk], (card.seq, None)]):
            if seq in wanted:
                pairs.append((card, seq, before, after))
    rows = CardHistory.objects.in_bulk(
        {pk for *_rest, before, after in pairs for pk in (before, after) if pk}
    )
    found: dict[UUID, dict[int, tuple[bytes, Version]]] = {card.pk: {} for card in cards}
    for card, seq, before, after in pairs:
        was = bytes(rows[before].raw) if before else b""
        row = rows.get(after)
        now = (row.author, row.at, bytes(row.raw)) if row else _now(card)
        found[card.pk][seq] = (was, now)
    return found


def _now(card: Card) -> Version:
    return card.changed_by, card.changed_at, b"" if card.deleted else bytes(card.raw)
