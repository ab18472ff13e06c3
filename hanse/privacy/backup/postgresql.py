"""PostgreSQL: one schema, copied by `pg_dump` from a moment that the list of its tables sees too."""

import hashlib
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from hanse.kit.database import pointed_at
from hanse.privacy.backup.errors import BackupProblem
from hanse.privacy.backup.manifest import Table

FILE = "database.pgdump"
DRILL = "hanse_restore_drill"


def dump(path: Path) -> dict[str, Table]:
    """Write the schema into a new file; return what its tables hold."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        held = tables()
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--schema={schema()}",
             f"--snapshot={snapshot}", f"--file={path}")  # fmt: skip
    return held


def load(path: Path) -> None:
    """Put a dump into the empty schema, all of it or nothing."""
    _run("pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges",
         f"--schema={schema()}", str(path))  # fmt: skip


def _run(program: str, *words: str) -> None:
    chosen = Path(settings.PG_DUMP)
    program = str(chosen.with_name(program)) if chosen.is_absolute() else program
    # Django knows how to say where a database is, without a password among the words.
    (_psql, *where, name), env = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
    try:
        done = subprocess.run(  # noqa: S603 - the operator's own program
            [program, *where, "--no-password", "--dbname", name, *words],
            env={**os.environ, **(env or {})},
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError as error:
        said = _("%(program)s is not there. Install the client programs of PostgreSQL, or say with HANSE_PG_DUMP where pg_dump lies.")  # fmt: skip
        raise BackupProblem(said % {"program": program}) from error
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or [""])[0]
        raise BackupProblem(
            _("%(program)s did not succeed: %(reason)s") % {"program": program, "reason": reason}
        )


def schema() -> str:
    """Return the schema of this Kontor, where its tables are made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return cursor.fetchone()[0] or ""


def tables() -> dict[str, Table]:
    """Return rows and SHA-256 of every table of the schema."""
    with connection.cursor() as cursor:
        return {name: _table(cursor, name) for name in sorted(connection.introspection.table_names(cursor))}


def _table(cursor: object, name: str) -> Table:
    quote = connection.ops.quote_name
    keys = connection.introspection.get_primary_key_columns(cursor, name)
    # One order for every locale.
    order = ", ".join(f'{quote(key)}::text COLLATE "C"' for key in keys) if keys else f"{quote(name)}::text"
    digest, count = hashlib.sha256(), 0
    with cursor.copy(f"COPY (SELECT * FROM {quote(name)} ORDER BY {order}) TO STDOUT") as rows:  # noqa: S608 - names of ours
        for data in rows:
            digest.update(data)
            count += bytes(data).count(b"\n")
    return Table(count, digest.hexdigest())


def clear() -> None:
    """Drop all tables of the schema: what a restore that was broken off has left in a schema that was empty."""
    with transaction.atomic(), connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(name)} CASCADE")


@contextmanager
def throw_away() -> Iterator[None]:
    """Make an empty database beside the real one and use it for a while."""
    own = schema()
    name = f"{DRILL}_{connection.settings_dict['NAME']}"[:63]
    quoted = connection.ops.quote_name(name)
    try:
        _beside(f"DROP DATABASE IF EXISTS {quoted}", f"CREATE DATABASE {quoted} TEMPLATE template0")
    except DatabaseError as error:
        said = _("The drill needs a database of its own and may not make one (%(reason)s). Give the database user the right: ALTER ROLE … CREATEDB")  # fmt: skip
        raise BackupProblem(said % {"reason": str(error).strip()}) from error
    try:
        with pointed_at(NAME=name):
            with connection.cursor() as cursor:
                cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {connection.ops.quote_name(own)}")
            yield
    finally:
        _beside(f"DROP DATABASE IF EXISTS {quoted}")


def _beside(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
