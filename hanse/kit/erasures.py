"""What was deleted stays deleted, also after an older backup is put back.

The action that deletes rows calls `log` in its transaction. Once that is committed the entry is added to a file
beside the database, so that it outlives the database; what a crash kept from the file follows within the hour.
An entry is a moment, a model, the key of a row and a key of its own; nothing of what the row said.
"""

import fcntl
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction

from hanse.kit.ids import moment_of
from hanse.kit.models import Erasure

FILE = "erased.log"

REPLAY: dict[str, Callable[..., None]] = {}
"""How rows of a model are deleted again, by its label, called with `keys` and `now`; a room whose action does more
than delete the row adds it when its app is ready."""


@dataclass(frozen=True, order=True)
class Entry:
    id: UUID
    label: str
    key: str

    def line(self) -> str:
        return f"{moment_of(self.id).isoformat(timespec='milliseconds')} {self.label} {self.key} {self.id}\n"


def log(model: type[models.Model], keys: Iterable[object]) -> None:
    """Note that rows of these keys are deleted for good, in the transaction that deletes them."""
    rows = [Erasure(label=model._meta.label, key=str(key)) for key in keys]
    if rows:
        Erasure.objects.bulk_create(rows, batch_size=500)
        # A full disk must not undo what is committed: the hourly round tries again.
        transaction.on_commit(write_to_file, robust=True)


def write_to_file(*, now: datetime | None = None) -> int:
    """Add to the file what is not in it yet; returns how many. Broken off, it writes a line twice, never none."""
    waiting = Erasure.objects.filter(in_file=False).order_by("id")
    if not waiting.exists():
        return 0
    with _locked_file() as file:
        waiting = list(waiting.all())
        file.write("".join(Entry(one.id, one.label, one.key).line() for one in waiting).encode())
        file.flush()
        os.fsync(file.fileno())
        Erasure.objects.filter(pk__in=[one.pk for one in waiting]).update(in_file=True)
    return len(waiting)


@contextmanager
def _locked_file() -> Iterator:
    with file_in(settings.DATA_DIR).open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            if file.read() != b"\n":
                file.write(b"\n")  # a line that a full disk cut off
        yield file


def file_in(folder: Path | str) -> Path:
    return Path(folder, FILE)


def read(files: Iterable[Path]) -> set[Entry]:
    """Return what stands in these files, in any of them once; a file that is not there holds nothing."""
    return {
        entry
        for path in files
        if path.exists()
        for line in path.read_text(errors="replace").splitlines()
        if (entry := _entry(line))
    }


def _entry(line: str) -> Entry | None:
    """Return the entry of one line; None for half a line."""
    try:
        _moment, label, key, own = line.split(" ")
        return Entry(UUID(own), label, key)
    except ValueError:
        return None


def replay(entries: Iterable[Entry], *, now: datetime) -> int:
    """Delete again what was deleted after this database was copied; returns how many entries were new to it."""
    known = set(Erasure.objects.values_list("id", flat=True))
    missing = sorted(entry for entry in set(entries) if entry.id not in known)
    keys: dict[str, list[str]] = {}
    for one in missing:
        keys.setdefault(one.label, []).append(one.key)
    with transaction.atomic():
        rows = [Erasure(id=one.id, label=one.label, key=one.key) for one in missing]
        Erasure.objects.bulk_create(rows, batch_size=500)
        for label in keys:
            with suppress(LookupError):  # a table of another release
                _delete(apps.get_model(label), keys[label], now=now)
    return len(missing)


def _delete(model: type[models.Model], keys: list[str], *, now: datetime) -> None:
    keys = [key for key in keys if _is_key(model, key)]
    if again := REPLAY.get(model._meta.label):
        again(keys=keys, now=now)
    else:
        model._base_manager.filter(pk__in=keys).delete()


def _is_key(model: type[models.Model], key: str) -> bool:
    try:
        model._meta.pk.to_python(key)
    except ValidationError:
        return False
    return True
