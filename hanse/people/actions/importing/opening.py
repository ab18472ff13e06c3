"""Keeping a file as it came and finding out what it is."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from hanse.community.models import Member
from hanse.kit.ids import uuid7
from hanse.kit.text import clean
from hanse.people import formats
from hanse.people.errors import FileRefused
from hanse.people.models import ColumnMap, Import

LARGEST = 200 * 1024 * 1024
TABLES = ("table_csv", "table_xlsx")
State = Import.State


def open_import(*, member: Member, file_name: str, chunks: Iterable[bytes], now: datetime) -> Import:
    """Keep the file as it came. Raises ValidationError for one that is too large, empty or nothing we can read."""
    batch = Import(id=uuid7(), member=member, file_name=clean(file_name)[:200] or "vCard", created_at=now)
    path = file_of(batch)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        batch.file_sha256 = _stored(path, chunks)
        batch.format = formats.recognise(path, batch.file_name)
        if batch.format in TABLES:
            _ask_for_columns(batch)
    except formats.NotReadable as error:
        path.unlink(missing_ok=True)
        raise FileRefused(error.code) from error
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    batch.save()
    return batch


@transaction.atomic
def open_import_once(
    *, member: Member, file_name: str, chunks: Iterable[bytes], now: datetime
) -> tuple[Import, bool]:
    """Keep the file unless the same one is under way already; returns the import and whether it is a new one.

    The member is locked, so that of two uploads at once the second finds the first.
    """
    Member.objects.select_for_update().get(pk=member.pk)
    batch = open_import(member=member, file_name=file_name, chunks=chunks, now=now)
    twins = Import.objects.visible_to(member).under_way().exclude(pk=batch.pk)
    if twin := twins.filter(file_sha256=batch.file_sha256).first():
        drop(batch=batch)
        return twin, False
    return batch, True


def file_of(batch: Import) -> Path:
    return Path(settings.MEDIA_ROOT) / "imports" / str(batch.pk)


def _stored(path: Path, chunks: Iterable[bytes]) -> str:
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > LARGEST:
                raise FileRefused("too_large")
            digest.update(chunk)
            file.write(chunk)
    if not size:
        raise FileRefused("empty")
    return digest.hexdigest()


def _ask_for_columns(batch: Import) -> None:
    """Wait for what the columns mean, with what is known of this header or guessed already filled in."""
    path = file_of(batch)
    batch.state = State.MAPPING
    saved = ColumnMap.objects.filter(member=batch.member, header_sha256=_header_sha256(path)).first()
    batch.columns = (
        saved.columns if saved else formats.guess_columns(formats.header_of(path), formats.sample(path))
    )


def _header_sha256(path: Path) -> str:
    return hashlib.sha256("\0".join(formats.header_of(path)).encode()).hexdigest()


@transaction.atomic
def name_columns(*, batch: Import, columns: Mapping[str, str] | None, now: datetime) -> Import:
    """Fix what the columns of a table mean (None: as guessed), remember it for the next one, and begin to read."""
    batch = Import.objects.select_for_update().get(pk=batch.pk)
    if batch.state != State.MAPPING:
        return batch
    if columns is not None:
        batch.columns = dict(columns)
    ColumnMap.objects.update_or_create(
        member=batch.member,
        header_sha256=_header_sha256(file_of(batch)),
        defaults={"columns": batch.columns, "saved_at": now},
    )
    batch.state = State.READING
    batch.save()
    return batch


@transaction.atomic
def drop(*, batch: Import) -> None:
    """Take nothing of it; the file goes."""
    if batch.state in (State.READING, State.MAPPING, State.PREVIEW):
        file_of(batch).unlink(missing_ok=True)
        batch.delete()


def fail(*, batch: Import, problem: str = "") -> None:
    """Note that the work stopped; what was taken in stays, and `go_on` takes the rest.

    `problem` is a code of `formats.CODES` where the file is to blame: then there is nothing to go on with.
    """
    busy = (State.READING, State.RUNNING)
    Import.objects.filter(pk=batch.pk, state__in=busy).update(state=State.FAILED, problem=problem)


@transaction.atomic
def go_on(*, batch: Import) -> Import:
    """Begin again where a failed import stopped; any other stays as it is."""
    batch = Import.objects.select_for_update().get(pk=batch.pk)
    if batch.state == State.FAILED and not batch.problem:
        batch.state = State.RUNNING if batch.entries.exists() else State.READING
        batch.save()
    return batch
