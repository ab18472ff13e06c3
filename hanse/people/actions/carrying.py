"""Lists as cards carry them to the phone: CATEGORIES on a person's card, or members on a group card.

Where the book has a group card of that name, it carries the list; else each person's own card does.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from hanse.kit.text import clean, plain
from hanse.people import vcard
from hanse.people.actions import cards
from hanse.people.models import Card, Contact

AUTHOR = "web"
_BATCH = 500


def carry(
    *, contacts: Sequence[Contact], add: Collection[str] = (), remove: Collection[str] = (), now: datetime
) -> None:
    """Write onto the cards that these people came to the lists `add` and left the lists `remove`."""
    people = [contact for contact in contacts if contact.kind != Contact.Kind.GROUP]
    if not people or not (add or remove):
        return
    groups = _groups(people[0].member_id, [*add, *remove])
    grouped = {key for group in groups if (key := _key(group.display_name))}
    uids = list(Card.objects.filter(contact__in=people).exclude(uid="").values_list("uid", flat=True))
    for group in groups:
        joins = uids if _key(group.display_name) in map(_key, add) else []
        leaves = [] if joins else uids
        _save(
            [(group.card, vcard.with_members(bytes(group.card.raw), add=joins, remove=leaves, rev=now))], now
        )
    single = [name for name in add if _key(name) not in grouped]
    for start in range(0, len(people), _BATCH):
        some = Card.objects.filter(contact__in=people[start : start + _BATCH])
        _save(
            [
                (one, vcard.with_categories(bytes(one.raw), add=single, remove=remove, rev=now))
                for one in some
            ],
            now,
        )


def rename(*, contacts: Sequence[Contact], before: str, after: str, now: datetime) -> None:
    """Give a list its new name on every card that carries it."""
    group = next(iter(_groups(contacts[0].member_id, [before])), None) if contacts else None
    if group:
        renamed = vcard.Changes(name=("", "", "", after, ""))
        _save([(group.card, vcard.patch(bytes(group.card.raw), renamed, rev=now))], now)
    bearers = [contact for contact in contacts if _names(contact, before)]
    carry(contacts=bearers, add=[] if group else [after], remove=[before], now=now)


def _names(contact: Contact, name: str) -> bool:
    read = vcard.read(bytes(contact.card.raw))
    return _key(name) in map(_key, read.categories)


def _groups(member_id: object, names: Iterable[str]) -> list[Contact]:
    """Return the group cards of these names."""
    keys = {_key(name) for name in names}
    groups = Contact.objects.filter(member=member_id, kind=Contact.Kind.GROUP).select_related("card")
    return [group for group in groups if _key(group.display_name) in keys]


def _save(pairs: Iterable[tuple[Card, bytes]], now: datetime) -> None:
    changed = [(card, raw) for card, raw in pairs if raw != bytes(card.raw)]
    if changed:
        arriving = [cards.arrival(raw, href=card.href) for card, raw in changed]
        cards.save_cards(book=changed[0][0].book, arriving=arriving, author=AUTHOR, now=now)


def _key(name: str) -> str:
    return plain(clean(name))
