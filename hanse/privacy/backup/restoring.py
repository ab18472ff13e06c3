"""Putting a backup back into an empty place."""

import os
import shutil
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.translation import gettext as _

from hanse.accounts.actions import sign_out_everybody
from hanse.kit import erasures
from hanse.kit.database import pointed_at
from hanse.kit.files import move
from hanse.kit.models import Erasure
from hanse.people.actions.books import begin_epoch
from hanse.privacy.backup import postgresql, sqlite
from hanse.privacy.backup.errors import BackupProblem
from hanse.privacy.backup.manifest import Manifest
from hanse.privacy.backup.unpacking import unpacked
from hanse.privacy.backup.verifying import refuse_newer, refuse_unequal
from hanse.privacy.backup.writing import plain_problems, working_folder


@dataclass(frozen=True)
class Restored:
    manifest: Manifest
    deletions: int
    """entries of the log of deletions that the backup did not know yet"""


def restore(*, archive: Path, identities: list, now: datetime) -> Restored:
    """Put a backup back. Raises BackupProblem; then the place is empty as before, and it may be tried again.

    The last step gives the database its name (on SQLite) or forgets the place (on PostgreSQL): what a restore that
    was killed before has left is cleared away by the next.
    """
    is_sqlite = connection.vendor == "sqlite"
    _clear_what_was_broken_off()
    _refuse_taken()
    with plain_problems(Path(settings.DATA_DIR)), working_folder("restore") as work:
        (work / "place").write_text(_place())
        manifest = unpacked(archive, work, identities=identities)
        _refuse_other_kind(manifest)
        try:
            deletions = _put_back(manifest, work, logs_beside=archive.parent, now=now)
            os.sync()
            if is_sqlite:
                move(work / manifest.database, Path(connection.settings_dict["NAME"]))
            (work / "place").unlink()
        except BaseException:
            _clear()
            raise
    return Restored(manifest, deletions)


def _put_back(manifest: Manifest, work: Path, *, logs_beside: Path, now: datetime) -> int:
    """Bring in database and files and do what follows on a restore; returns how many deletions were done again."""
    is_sqlite = manifest.vendor == "sqlite"
    if not is_sqlite:
        postgresql.load(work / manifest.database)
    refuse_unequal(manifest, sqlite.tables(work / manifest.database) if is_sqlite else postgresql.tables())
    if (work / "media").exists():
        (work / "media").rename(settings.MEDIA_ROOT)
    logs = [erasures.file_in(folder) for folder in (work, logs_beside, settings.DATA_DIR)]
    with pointed_at(NAME=str(work / manifest.database)) if is_sqlite else nullcontext():
        refuse_newer()
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        deletions = _follow_up(erasures.read(logs), now=now)
        if is_sqlite:
            sqlite.settle()
    return deletions


@transaction.atomic
def _follow_up(entries: set[erasures.Entry], *, now: datetime) -> int:
    """What was deleted is deleted again, phones read their books anew, everybody signs in again."""
    deletions = erasures.replay(entries, now=now)
    begin_epoch()
    sign_out_everybody()
    Erasure.objects.update(in_file=False)
    erasures.write_to_file()
    return deletions


def _place() -> str:
    """Say which database and which folder a working folder belongs to."""
    database = connection.settings_dict
    schema = "" if connection.vendor == "sqlite" else postgresql.schema()
    return "\n".join(str(part) for part in (database["HOST"], database["PORT"], database["NAME"], schema))


def _refuse_taken() -> None:
    media = Path(settings.MEDIA_ROOT)
    if connection.vendor == "sqlite":
        name = connection.settings_dict["NAME"]
        taken = Path(name) if Path(name).exists() else None
    else:
        taken = connection.settings_dict["NAME"] if postgresql.tables() else None
    if not taken and media.exists() and any(media.iterdir()):
        taken = media
    if taken:
        said = _("There is a Kontor here already (%(what)s). A backup is put back only into an empty place: choose another with --data FOLDER, or move away what is there.")  # fmt: skip
        raise BackupProblem(said % {"what": taken})
    if media.exists():
        media.rmdir()


def _refuse_other_kind(manifest: Manifest) -> None:
    if manifest.vendor != connection.vendor:
        said = _("This backup is of %(there)s, and this Kontor is to run on %(here)s. Set DATABASE_URL to a database of the same kind.")  # fmt: skip
        raise BackupProblem(said % {"there": manifest.vendor, "here": connection.vendor})
    if connection.vendor == "postgresql" and manifest.schema != postgresql.schema():
        said = _("This backup is of the schema %(there)s, and here is %(here)s. Put it back into a schema of that name.")  # fmt: skip
        raise BackupProblem(said % {"there": manifest.schema, "here": postgresql.schema()})


def _clear_what_was_broken_off() -> None:
    """Take away what a killed restore has left. On SQLite with its database in place it was all but done."""
    work = Path(settings.DATA_DIR, "restore.work")
    if not (work / "place").exists():
        return
    if (work / "place").read_text() == _place() and not _is_done():
        _clear()
    shutil.rmtree(work)


def _is_done() -> bool:
    return connection.vendor == "sqlite" and Path(connection.settings_dict["NAME"]).exists()


def _clear() -> None:
    """Empty the place again; it was empty when the working folder was made."""
    connection.close()
    if connection.vendor == "postgresql":
        postgresql.clear()
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


def was_broken_off() -> bool:
    """Whether a restore was killed before it was done."""
    return Path(settings.DATA_DIR, "restore.work", "place").exists() and not _is_done()
