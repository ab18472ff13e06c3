"""Is what came out what went in? Used by every restore, and by the drill that puts a backup back for a try."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from hanse.kit import erasures
from hanse.kit.database import pointed_at
from hanse.kit.models import Erasure
from hanse.privacy.backup import postgresql, sqlite
from hanse.privacy.backup.errors import BackupProblem
from hanse.privacy.backup.manifest import Manifest, Table
from hanse.privacy.backup.unpacking import unpacked
from hanse.privacy.backup.writing import plain_problems, working_folder


@dataclass
class Drill:
    manifest: Manifest
    deletions: int = 0
    """entries of the log of deletions that would be done again"""
    migrations: int = 0
    """steps that brought it from its release to this one"""
    files: list[str] = field(default_factory=list)


def drill(*, archive: Path, identities: list, now: datetime) -> Drill:
    """Put a backup back into a place that is thrown away, and compare. Raises BackupProblem for any difference."""
    with plain_problems(archive.parent), working_folder("drill") as work:
        manifest = unpacked(archive, work, identities=identities)
        if manifest.vendor != connection.vendor:
            said = _("This backup is of %(there)s. Set DATABASE_URL to a database of that kind to try it.")
            raise BackupProblem(said % {"there": manifest.vendor})
        if manifest.vendor == "sqlite":
            return _drill_sqlite(manifest, archive, work)
        with postgresql.throw_away():
            postgresql.load(work / manifest.database)
            refuse_unequal(manifest, postgresql.tables())
            return _opened_by_this_release(manifest, archive, work)


def _drill_sqlite(manifest: Manifest, archive: Path, work: Path) -> Drill:
    path = work / manifest.database
    if said := sqlite.why_damaged(path):
        raise BackupProblem(_("The database in this backup is damaged: %(reason)s") % {"reason": said})
    refuse_unequal(manifest, sqlite.tables(path))
    with pointed_at(NAME=str(path)):
        return _opened_by_this_release(manifest, archive, work)


def _opened_by_this_release(manifest: Manifest, archive: Path, work: Path) -> Drill:
    before = refuse_newer()
    call_command("migrate", interactive=False, verbosity=0)
    after = set(MigrationLoader(connection).applied_migrations)
    known = set(Erasure.objects.values_list("id", flat=True))
    entries = erasures.read([erasures.file_in(folder) for folder in (work, archive.parent)])
    return Drill(
        manifest,
        deletions=len({entry for entry in entries if entry.id not in known}),
        migrations=len(after - before),
        files=[name for name in manifest.files if name.startswith("media/")],
    )


def refuse_unequal(manifest: Manifest, there: dict[str, Table]) -> None:
    """Raises BackupProblem naming the first table that is not as the list says."""
    for name in sorted({*manifest.tables, *there}):
        said_of, found = manifest.tables.get(name), there.get(name)
        if said_of != found:
            said = _("The table %(name)s did not come back as it was: %(found)s rows instead of %(said)s, or other content.")  # fmt: skip
            rows = {"found": found.rows if found else 0, "said": said_of.rows if said_of else 0}
            raise BackupProblem(said % {"name": name, **rows})


def refuse_newer() -> set[tuple[str, str]]:
    """Return the migrations of this database. Raises BackupProblem if this release does not know all of them."""
    loader = MigrationLoader(connection)
    ours = {app for app, _name in loader.disk_migrations}
    applied = set(loader.applied_migrations)
    if any(one not in loader.disk_migrations for one in applied if one[0] in ours):
        raise BackupProblem(_("This backup was made by a newer Hanse. Update Hanse, then try again."))
    return applied
