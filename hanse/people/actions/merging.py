"""Two contacts become one, and come apart again with everything that hung on both."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from hanse.community.models import Member
from hanse.people import vcard
from hanse.people.actions import cards, deriving, moving, search
from hanse.people.actions.encounters import refresh_due
from hanse.people.errors import UidTaken
from hanse.people.models import Apart, Contact, Merge, Suspicion

AUTHOR = "merge"
PICKS = ("name", "organisation", "title", "birthday", "photo")
"""fields of which a card has one, so that somebody must choose"""


@transaction.atomic
def merge(*, kept: Contact, gone: Contact, **told) -> Merge:
    """Lay `gone` upon `kept` and see to what follows; `told` as for `lay`."""
    made = lay(kept=kept, gone=gone, **told)
    follow_up([made])
    return made


@transaction.atomic
def lay(
    *,
    kept: Contact,
    gone: Contact,
    choices: Iterable[str] = (),
    how: str,
    reasons: Sequence[str] = (),
    score: float | None = None,
    now: datetime,
) -> Merge:
    """Lay `gone` upon `kept`: its card is joined, what hung on it moves, its own card leaves a tombstone.

    Rhythm and search are for the caller to bring up to date with `follow_up`, many at once.
    `choices` are those of PICKS whose value is taken from `gone`. Raises ValidationError where they are no two
    people of one book.
    """
    kept, gone = _locked(kept, gone)
    picked = [name for name in PICKS if name in set(choices)]
    before, theirs = bytes(kept.card.raw), bytes(gone.card.raw)
    made = Merge(
        member=kept.member,
        gone_key=gone.pk,
        gone_name=gone.display_name,
        gone_uid=gone.card.uid,
        gone_href=gone.card.href,
        gone_raw=theirs,
        gone_own=moving.own_of(gone),
        kept_raw=before,
        choices=picked,
        how=how,
        reasons=list(reasons),
        score=score,
        at=now,
    )
    made.kept_own = moving.fill_own(kept=kept, gone=gone)
    made.moved = moving.move(kept=kept, gone=gone)
    cards.bury_card(card=gone.card, author=AUTHOR, now=now)
    raw = _laid_upon(before, theirs, picked, now=now)
    if raw != before:
        kept = cards.save_card(
            book=kept.card.book, arriving=cards.arrival(raw, href=kept.card.href), author=AUTHOR, now=now
        )
    made.kept, made.kept_etag = kept, cards.etag_of(raw)
    made.save(force_insert=True)
    return made


def follow_up(merges: Iterable[Merge]) -> None:
    """Bring rhythm and search of those who were kept, and of whoever is related to them, up to date."""
    _follow_up(key for made in merges for key in (made.kept_id, *moving.neighbours(made.moved)))


@transaction.atomic
def undo(*, merge: Merge, now: datetime) -> Contact:
    """Part them again; returns who is back. From then on they count as two people.

    Raises ValidationError where a later merge stands in the way.
    """
    merge = Merge.objects.select_for_update().select_related("kept__card__book", "member").get(pk=merge.pk)
    if merge.undone_at is not None:
        raise ValidationError(_("This was taken back already."))
    _refuse_while_hidden(merge)
    gone = _revive(merge, now=now)
    _restore_card(merge, now=now)
    kept = Contact.objects.get(pk=merge.kept_id)
    moving.give_back_own(kept, merge.kept_own)
    moving.move_back(kept=kept, gone=gone, moved=merge.moved)
    mark_apart(one=kept, other=gone, now=now)
    _follow_up([kept.pk, gone.pk, *moving.neighbours(merge.moved)])
    merge.undone_at = now
    merge.gone_raw = merge.kept_raw = b""
    merge.gone_own, merge.kept_own, merge.moved = {}, {}, {}
    merge.save()
    return Contact.objects.get(pk=gone.pk)


@transaction.atomic
def mark_apart(*, one: Contact, other: Contact, now: datetime) -> None:
    """Remember for good that these are two people."""
    if one.pk == other.pk or one.member_id != other.member_id:
        raise ValidationError(_("Choose two people of your book."))
    first, second = sorted((one.pk, other.pk), key=str)
    Apart.objects.get_or_create(one_id=first, other_id=second, defaults={"member": one.member, "at": now})
    Suspicion.objects.filter(one=first, other=second).delete()


def put_off(*, suspicion: Suspicion, now: datetime) -> None:
    """Ask again when the others are answered."""
    Suspicion.objects.filter(pk=suspicion.pk).update(put_off_at=now)


def apart_pairs(member: Member) -> set[frozenset[UUID]]:
    rows = Apart.objects.filter(member=member).values_list("one", "other")
    return {frozenset(row) for row in rows}


def _locked(kept: Contact, gone: Contact) -> tuple[Contact, Contact]:
    """Return both as they are now, in the order of their keys locked; refuses what are no two people of one book."""
    found = {
        one.pk: one
        for one in Contact.objects.select_for_update(of=("self",))
        .filter(pk__in=[kept.pk, gone.pk], member=kept.member_id)
        .exclude(kind=Contact.Kind.GROUP)
        .select_related("card__book", "member")
        .order_by("pk")
    }
    if len(found) != 2:
        raise ValidationError(_("Choose two people of your book."))
    return found[kept.pk], found[gone.pk]


def _laid_upon(raw: bytes, other: bytes, picked: Sequence[str], *, now: datetime) -> bytes:
    joined = vcard.joined(raw, other, rev=now, e164=deriving.e164)
    if not picked:
        return joined
    fields, changes = vcard.read(other), vcard.Changes()
    if "name" in picked:
        changes.name = (fields.prefix, fields.given, fields.additional, fields.family, fields.suffix)
    if "organisation" in picked:
        changes.organisation, changes.department = fields.organisation, fields.department
    if "title" in picked:
        changes.title = fields.title
    if "birthday" in picked:
        changes.birthday = fields.birthday
    if "photo" in picked and fields.photo:
        changes.photo = vcard.photo_bytes(fields.photo) or vcard.UNTOUCHED
    return vcard.patch(joined, changes, rev=now)


def _refuse_while_hidden(merge: Merge) -> None:
    """Who was kept may herself have been laid upon another since: that comes first."""
    later = Merge.objects.filter(kept=merge.kept_id).standing()
    for one in later:
        if str(merge.pk) in one.moved.get("merges", []):
            raise ValidationError(
                _("Take back first that %(gone)s and %(kept)s were put together; this one came before.")
                % {"gone": one.gone_name, "kept": one.kept.display_name}
            )


def _restore_card(merge: Merge, *, now: datetime) -> None:
    """Give the kept card its bytes back if nobody wrote to it since; later merges are laid upon it again."""
    card = merge.kept.card
    later = list(
        Merge.objects.filter(kept=merge.kept_id, at__gte=merge.at)
        .exclude(pk=merge.pk)
        .standing()
        .order_by("at", "pk")
    )
    etag, raw = merge.kept_etag, bytes(merge.kept_raw)
    for one in later:
        if cards.etag_of(bytes(one.kept_raw)) != etag:
            return
        etag = one.kept_etag
    if card.etag != etag:
        return
    for one in later:
        one.kept_raw = raw
        raw = _laid_upon(raw, bytes(one.gone_raw), one.choices, now=one.at)
        one.kept_etag = cards.etag_of(raw)
        one.save(update_fields=["kept_raw", "kept_etag"])
    if raw != bytes(card.raw):
        cards.save_card(book=card.book, arriving=cards.arrival(raw, href=card.href), author=AUTHOR, now=now)


def _revive(merge: Merge, *, now: datetime) -> Contact:
    """Write the card at its old place; its contact gets its old key before the card is derived."""
    book = merge.kept.card.book
    card = book.cards.filter(href=merge.gone_href).first()
    if card is None:
        return _first_card(merge, now=now)
    if not card.deleted:
        raise ValidationError(
            _("Another card stands in the place of %(name)s by now.") % {"name": merge.gone_name}
        )
    gone = moving.contact_of(
        merge.gone_own, pk=merge.gone_key, member=merge.member, card=card, name=merge.gone_name
    )
    gone.save(force_insert=True)
    return _saved_again(merge, now=now)


def _first_card(merge: Merge, *, now: datetime) -> Contact:
    """Whoever was laid upon another while she came in with a file has had no card of her own yet."""
    gone = _saved_again(merge, now=now)
    moving.take_own(gone, merge.gone_own)
    return gone


def _saved_again(merge: Merge, *, now: datetime) -> Contact:
    arriving = cards.arrival(bytes(merge.gone_raw), href=merge.gone_href)
    try:
        return cards.save_card(book=merge.kept.card.book, arriving=arriving, author=AUTHOR, now=now)
    except UidTaken:
        raise ValidationError(
            _("%(name)s has come into your book once more since. Look at the doubles first.")
            % {"name": merge.gone_name}
        ) from None


def _follow_up(contact_ids: Iterable[UUID]) -> None:
    ids = list(dict.fromkeys(contact_ids))
    refresh_due(ids)
    search.index(ids)
