"""Just what could not be read, to be looked at and tried again."""

from hanse.people import formats
from hanse.people.actions.importing.opening import file_of
from hanse.people.models import Import, ImportEntry


def unreadable(batch: Import) -> bytes:
    """Return only the records that could not be read, as they came; rows of a table below its header."""
    bad = batch.entries.filter(verdict=ImportEntry.Verdict.UNREADABLE).order_by("index")
    raws = [bytes(raw) for raw in bad.values_list("raw", flat=True)]
    path = file_of(batch)
    head = formats.head_of(path, batch.format) if path.exists() else b""
    return head + b"".join(raws)
