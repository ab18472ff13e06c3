"""Making a backup."""

import errno
import fcntl
import io
import json
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import pyrage
from django.conf import settings
from django.db import OperationalError, connection
from django.utils.translation import gettext as _

from hanse.kit import erasures
from hanse.kit.files import PART, whole_file
from hanse.privacy.backup import manifest, postgresql, sealing, sqlite
from hanse.privacy.backup.errors import BackupProblem
from hanse.privacy.backup.manifest import Listening, Manifest

NAMED = "hanse-%Y%m%d-%H%M%S"
"""in UTC"""
DERIVED = ("photos",)
"""folders of the files that are made anew when they are needed"""


@dataclass(frozen=True)
class Made:
    path: Path
    manifest: Manifest
    is_sealed: bool


def make(*, folder: Path, now: datetime) -> Made:
    """Copy the whole Kontor into one new file. Raises BackupProblem; then nothing half-written stays."""
    keys = sealing.recipients(settings.BACKUP_RECIPIENT)
    name = now.astimezone(UTC).strftime(NAMED) + (".tar.gz.age" if keys else ".tar.gz")
    with plain_problems(folder), working_folder("backup") as work:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in folder.glob(f".hanse-*{PART}"):
            left.unlink()  # of a backup that was killed; no other is at work now
        written = _pack(work, now=now)
        with (work / "packed").open("rb") as packed, whole_file(folder / name) as file:
            if keys:
                sealing.seal(packed, file, keys)
            else:
                shutil.copyfileobj(packed, file, 1024 * 1024)
        lay_log_beside(folder)
    return Made(folder / name, written, bool(keys))


def _pack(work: Path, *, now: datetime) -> Manifest:
    """Write the archive, not yet encrypted, beside the database that is as little encrypted."""
    is_sqlite = connection.vendor == "sqlite"
    database = work / (sqlite.FILE if is_sqlite else postgresql.FILE)
    held = sqlite.dump(database) if is_sqlite else postgresql.dump(database)
    written = Manifest(
        made_at=now.isoformat(),
        release=version("hanse"),
        vendor=connection.vendor,
        schema="" if is_sqlite else postgresql.schema(),
        database=database.name,
        tables=held,
    )
    with tarfile.open(work / "packed", "w:gz", compresslevel=6) as archive:
        for name, path in [(database.name, database), *_files()]:
            with suppress(FileNotFoundError):  # the file of an import that was taken back just now
                written.files[name] = _add(archive, name, path)
        data = json.dumps(written.as_json()).encode()
        info = tarfile.TarInfo(manifest.NAME)
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return written


def _files() -> Iterator[tuple[str, Path]]:
    media = Path(settings.MEDIA_ROOT)
    for path in sorted(media.rglob("*")):
        where = path.relative_to(media)
        if path.is_file() and where.parts[0] not in DERIVED:
            yield f"media/{where.as_posix()}", path
    yield erasures.FILE, erasures.file_in(settings.DATA_DIR)


def _add(archive: tarfile.TarFile, name: str, path: Path) -> manifest.Stored:
    with path.open("rb") as file:
        info = archive.gettarinfo(arcname=name, fileobj=file)
        listening = Listening(file)
        archive.addfile(info, listening)
    return listening.stored


def lay_log_beside(folder: Path) -> None:
    """Copy the log of deletions beside the backups, so that it is there when the data folder is not."""
    erasures.write_to_file()
    own, beside = erasures.file_in(settings.DATA_DIR), erasures.file_in(folder)
    missing = erasures.read([own]) - erasures.read([beside])
    if missing:
        everything = sorted(missing | erasures.read([beside]))
        part = beside.with_name(f".{beside.name}{PART}")
        part.write_text("".join(entry.line() for entry in everything))
        part.replace(beside)


@contextmanager
def working_folder(purpose: str) -> Iterator[Path]:
    """An empty folder in the data folder, gone afterwards; one backup or restore at a time. Raises BackupProblem."""
    data = Path(settings.DATA_DIR)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (data / "backup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupProblem(
                _("A backup is being made or put back already. Wait for it to end.")
            ) from error
        work = data / f"{purpose}.work"
        shutil.rmtree(work, ignore_errors=True)  # of one that was killed
        work.mkdir(mode=0o700)
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


@contextmanager
def plain_problems(folder: Path) -> Iterator[None]:
    """Turn what disk and database say into sentences."""
    try:
        yield
    except FileExistsError as error:
        raise BackupProblem(
            _("%(file)s is there already. Choose another name.") % {"file": error.filename or error.args[0]}
        ) from error
    except (OSError, OperationalError, pyrage.EncryptError) as error:
        is_full = (
            getattr(error, "errno", None) == errno.ENOSPC or "full" in str(error) or "No space" in str(error)
        )
        if is_full:
            said = _("The disk is full. Make room for a copy of everything in %(data)s and in %(folder)s, then try again. Nothing half-written was left.")  # fmt: skip
            raise BackupProblem(said % {"data": settings.DATA_DIR, "folder": folder}) from error
        raise BackupProblem(str(error)) from error
