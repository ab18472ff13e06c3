"""SQLite: one file, copied by `VACUUM INTO` while others go on writing."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from hanse.privacy.backup.manifest import Table

FILE = "database.sqlite3"


def dump(path: Path) -> dict[str, Table]:
    """Write the database into a new file; return what its tables hold."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    return tables(path)


def tables(path: Path) -> dict[str, Table]:
    """Return rows and SHA-256 of every table of a file that nobody writes to. Raises sqlite3.DatabaseError."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
        names = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name"
        )
        return {name: _table(database, name) for (name,) in names.fetchall()}


def _table(database: sqlite3.Connection, name: str) -> Table:
    columns = database.execute(f'PRAGMA table_info("{name}")').fetchall()
    keys = [column for column in columns if column[5]] or columns
    order = ", ".join(f'"{column[1]}"' for column in keys)
    digest, count = hashlib.sha256(), 0
    for row in database.execute(f'SELECT * FROM "{name}" ORDER BY {order}'):  # noqa: S608 - names of ours
        digest.update(repr(row).encode())
        count += 1
    return Table(count, digest.hexdigest())


def why_damaged(path: Path) -> str:
    """Return what SQLite says against a file; empty if all is well. Raises sqlite3.DatabaseError."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
        said = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
    return "" if said == "ok" else said


def settle() -> None:
    """Leave everything in the one file, so that it can be moved."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=DELETE")
