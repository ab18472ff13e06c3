"""What a database knows of its own contents; without it, it chooses the wrong index for a large book."""

from collections.abc import Iterator
from datetime import datetime

from django.apps import apps
from django.db import connection

# Nobody sorts or joins by these, and to sample them takes longest.
_LONG = {"BinaryField", "JSONField", "TextField"}


def refresh_statistics(*, now: datetime | None = None) -> None:
    """Let the database look at our tables again: a sample of each, some milliseconds.

    PostgreSQL does so by itself, but only a while after many rows have come; until then each page would be slow.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA analysis_limit = 1000")
            cursor.execute("ANALYZE")
        else:
            cursor.execute("ANALYZE " + ", ".join(_columns()))


def _columns() -> Iterator[str]:
    quote = connection.ops.quote_name
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.managed and not meta.proxy:
            short = [quote(one.column) for one in meta.local_concrete_fields if one.get_internal_type() not in _LONG]
            yield f"{quote(meta.db_table)} ({', '.join(short)})"
