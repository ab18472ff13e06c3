"""Look through a whole book for doubles: put together what is exact, write down what somebody must look at."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import batched
from uuid import UUID

from django.db import transaction

from hanse.community.models import Member
from hanse.people import vcard
from hanse.people.actions import deriving, merging
from hanse.people.doubles import Exact, Findings, Profile, find, profile_of
from hanse.people.models import Card, Contact, DoubleSearch, Merge, Suspicion
from hanse.people.queries.keeping import in_order

AT_ONCE = 1500
"""people whose book is looked through while the page waits"""
_STALLED = timedelta(minutes=30)
_STEP = 25
_CHUNK = 500


@transaction.atomic
def begin(*, member: Member, now: datetime) -> DoubleSearch:
    """Note that a search is under way. One that is under way already goes on, unless nothing came of it for long."""
    search, _made = DoubleSearch.objects.select_for_update().get_or_create(
        member=member, defaults={"started_at": now, "state": DoubleSearch.State.DONE}
    )
    if not search.is_running or now - search.started_at > _STALLED:
        search.state, search.started_at, search.done_at = DoubleSearch.State.RUNNING, now, None
        search.progress, search.merged = 0, 0
        search.total = Contact.objects.filter(member=member).people().count()
        search.save()
    return search


def look(*, member: Member, now: datetime) -> list[Merge]:
    """Search the whole book, merge what is exact and keep the rest as suspicions; returns the merges.

    Stopped half-way, it is begun again: what was merged by then stays merged.
    """
    search = begin(member=member, now=now)
    findings = find(profiles(member), merging.apart_pairs(member))
    _tell(search, 0.5)
    merges, kept = _merge_all(
        member, findings.exact, now=now, told=lambda share: _tell(search, 0.5 + share / 2)
    )
    _write_down(member, findings, kept)
    search.refresh_from_db()
    search.state, search.progress, search.done_at = DoubleSearch.State.DONE, search.total, now
    search.merged = len(merges)
    search.save()
    return merges


def merge_exact(*, member: Member, now: datetime) -> list[Merge]:
    """Merge whoever is one person beyond doubt, and nothing else."""
    findings = find(profiles(member), merging.apart_pairs(member))
    merges, _kept = _merge_all(member, findings.exact, now=now, told=lambda share: None)
    return merges


def fail(*, member: Member) -> None:
    """Note that the work stopped; it may be begun again."""
    running = DoubleSearch.objects.filter(member=member, state=DoubleSearch.State.RUNNING)
    running.update(state=DoubleSearch.State.FAILED)


def profiles(member: Member) -> list[Profile]:
    """Read everybody in the book as the engine sees them."""
    people = Contact.objects.filter(member=member).people().order_by("created_at", "pk")
    rows = list(people.values_list("pk", "card__etag"))
    known = {etag: seen for _pk, etag in rows if (seen := _seen.get(etag))}
    new = {etag for _pk, etag in rows if etag not in known}
    for some in batched(new, _CHUNK):
        found = Card.objects.filter(book__member=member, etag__in=some).values_list("etag", "raw")
        for etag, raw in found.iterator(chunk_size=_CHUNK):
            known[etag] = profile_of(vcard.read(bytes(raw)), None, e164=deriving.e164)
            remember(etag, known[etag])
    return [replace(known[etag], key=pk) for pk, etag in rows]


_MOST_SEEN = 40_000
_seen: dict[str, Profile] = {}
"""profiles by the etag of their card: the same bytes say the same of anybody"""


def remember(etag: str, profile: Profile) -> None:
    """Keep what was read of a card, so that the next look at the book need not read it again."""
    if len(_seen) >= _MOST_SEEN:
        _seen.clear()
    _seen[etag] = profile


def _merge_all(
    member: Member, groups: list[Exact], *, now: datetime, told: Callable[[float], None]
) -> tuple[list[Merge], dict[UUID, UUID]]:
    """Merge each group; returns the merges and, by the key of everybody who is gone, who was kept."""
    merges, kept = [], {}
    for number, some in enumerate(batched(groups, _STEP), start=1):
        with transaction.atomic():
            made = [merge for group in some for merge in _merge_group(member, group, now=now)]
            merging.follow_up(made)
        kept |= {merge.gone_key: merge.kept_id for merge in made}
        merges += made
        told(min(1, number * _STEP / len(groups)))
    return merges, kept


def _merge_group(member: Member, group: Exact, *, now: datetime) -> list[Merge]:
    people = Contact.objects.filter(member=member, pk__in=group.keys).select_related("card")
    first, *rest = in_order(people)
    return [
        merging.lay(kept=first, gone=gone, how=Merge.How.EXACT, reasons=[group.reason], now=now)
        for gone in rest
    ]


@transaction.atomic
def _write_down(member: Member, findings: Findings, kept: dict[UUID, UUID]) -> None:
    """Replace the suspicions of the last search; what was put off stays put off."""
    put_off = {(row.one_id, row.other_id): row.put_off_at for row in Suspicion.objects.filter(member=member)}
    rows = {}
    for suggestion in findings.suggestions:
        keys = tuple(sorted((kept.get(key, key) for key in suggestion.keys), key=str))
        rows[keys] = Suspicion(
            member=member,
            one_id=keys[0],
            other_id=keys[1],
            score=suggestion.score,
            reasons=list(suggestion.reasons),
            put_off_at=put_off.get(keys),
        )
    Suspicion.objects.filter(member=member).delete()
    Suspicion.objects.bulk_create(rows.values(), batch_size=500)


def _tell(search: DoubleSearch, share: float) -> None:
    DoubleSearch.objects.filter(pk=search.pk).update(progress=int(search.total * share))
