"""Looking at every record of a file before anything is saved."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from operator import attrgetter

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hanse.kit import bulk
from hanse.kit.text import clean
from hanse.people import formats, vcard
from hanse.people.actions.importing.matching import Known
from hanse.people.actions.importing.opening import file_of
from hanse.people.formats.arriving import Reading, Record
from hanse.people.models import Import, ImportEntry

MOST_KEPT = 1024 * 1024
Verdict = ImportEntry.Verdict
_COLUMNS = (
    "batch_id",
    "index",
    "line",
    "name",
    "verdict",
    "chosen",
    "problem",
    "key",
    "digest",
    "reason",
    "made",
    "raw",
    "contact_id",
    "created_contact",
)


@transaction.atomic
def read_file(*, batch: Import, now: datetime) -> Import:
    """Look at every record and say what it would be. Doing it again changes nothing."""
    batch = Import.objects.select_for_update().get(pk=batch.pk)
    if batch.state != Import.State.READING:
        return batch
    reading = formats.read(
        file_of(batch), batch.format, columns=batch.columns, today=timezone.localdate(now), said=_
    )
    known = Known(batch, now=now)
    looked_at = [_looked_at(batch, record, known) for record in reading.records]
    known.try_joining()
    hung_on = _hung_on(reading)
    for entry, record in looked_at:
        if not entry.problem:
            entry.digest = _digest(entry, record, hung_on.get(record.key, ()))
            known.settle(entry, has_more=bool(_beyond_card(record) or record.key in hung_on))
    bulk.insert(ImportEntry, _COLUMNS, map(attrgetter(*_COLUMNS), (entry for entry, _record in looked_at)))
    batch.total, batch.remarks, batch.state = len(looked_at), reading.remarks, Import.State.PREVIEW
    batch.save()
    return batch


def _looked_at(batch: Import, record: Record, known: Known) -> tuple[ImportEntry, Record]:
    """Return the entry of a record, and the record without its card, so that a large file fits into memory."""
    entry = ImportEntry(batch=batch, index=record.index, line=record.line, key=record.key[:300])
    fields = None if record.problem else vcard.read(record.raw)
    problem = record.problem or known.problem_of(fields)
    if problem:
        entry.verdict, entry.problem, entry.chosen = Verdict.UNREADABLE, problem, False
        entry.raw = (record.original or record.raw)[:MOST_KEPT]
    else:
        entry.name = clean(fields.display_name)[:400]
        entry.digest = hashlib.sha256(record.raw).hexdigest()
        known.match(entry, record, fields)
    record.raw = record.original = b""
    return entry, record


def _hung_on(reading: Reading) -> dict[str, list[object]]:
    """Return what else the file says of each record: encounters and rows of other rooms."""
    found: dict[str, list[object]] = defaultdict(list)
    for encounter in reading.encounters:
        for key in encounter.people:
            found[key].append(asdict(encounter))
    for rows in reading.attached.values():
        for row in rows:
            found[row["person"]].append(row)
    return found


def _beyond_card(record: Record) -> list[object]:
    parts = (record.own, record.met_through, record.labels, record.notes, record.relations)
    return [part for part in parts if part]


def _digest(entry: ImportEntry, record: Record, hung_on: Iterable[object]) -> str:
    """Return one digest of card and all else; equal in the next file if nothing of her changed."""
    rest = [record.own, record.met_through, record.labels, [asdict(one) for one in record.notes]]
    rest += [[asdict(one) for one in record.relations], list(hung_on)]
    written = json.dumps([entry.digest, rest], default=str, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()
