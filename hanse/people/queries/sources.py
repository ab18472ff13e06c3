"""Which records of which files stand behind a contact, and how they came to be one."""

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from hanse.community.models import Member
from hanse.people.models import Import, ImportEntry, Merge, Suspicion

Record = tuple[str, int]
"""name of the file, place in it from 0"""
CERTAIN = 1.0
_NEVER_MORE = 0.9999
"""where somebody is asked"""


@dataclass(frozen=True)
class OnePerson:
    """Records that are, or may be, one person. `score` is how sure that is, up to 1."""

    names: tuple[str, ...]
    records: tuple[Record, ...]
    reason: str
    score: float


def merged(member: Member) -> Iterator[OnePerson]:
    """Yield every contact that carries more than one record of the files that were taken in."""
    merges = {
        kept: (name, reasons, score)
        for kept, name, reasons, score in Merge.objects.filter(member=member)
        .standing()
        .order_by("at")
        .values_list("kept", "kept__display_name", "reasons", "score")
    }
    for contact, (name, records, reason) in _records(member).items():
        if len(records) > 1:
            _kept, reasons, score = merges.get(contact, ("", [], None))
            yield OnePerson(
                (name,), tuple(records), ", ".join(reasons) or reason or "same_uid", likelihood(score)
            )


def suspected(member: Member) -> Iterator[OnePerson]:
    """Yield every pair that somebody must look at, the likeliest first."""
    records = _records(member)
    rows = Suspicion.objects.visible_to(member).order_by("-score", "pk")
    for one, other, name, other_name, reasons, score in rows.values_list(
        "one", "other", "one__display_name", "other__display_name", "reasons", "score"
    ):
        behind = [record for contact in (one, other) for record in records.get(contact, ("", [], ""))[1]]
        yield OnePerson((name, other_name), tuple(behind), ", ".join(reasons), likelihood(score))


def likelihood(score: float | None) -> float:
    """Return a score in natural logarithms of odds as a share of 1; without one it was certain."""
    return CERTAIN if score is None else min(round(1 / (1 + math.exp(-score)), 4), _NEVER_MORE)


def _records(member: Member) -> dict[UUID, tuple[str, list[Record], str]]:
    """Return name, records and the reason of the last that joined, by contact."""
    found: dict[UUID, tuple[str, list[Record], str]] = defaultdict(lambda: ("", [], ""))
    entries = ImportEntry.objects.filter(
        batch__member=member, batch__state=Import.State.DONE, contact__isnull=False
    ).order_by("batch__created_at", "batch", "index")
    for contact, name, file, index, reason in entries.values_list(
        "contact", "contact__display_name", "batch__file_name", "index", "reason"
    ):
        records = found[contact][1]
        records.append((file, index))
        found[contact] = (name, records, reason or found[contact][2])
    return found
