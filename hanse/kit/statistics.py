"""What a database knows of its own contents; without it, it chooses the wrong index for a large book."""

from datetime import datetime

from django.db import connection


def refresh_statistics(*, now: datetime | None = None) -> None:
    """Let SQLite look at its tables again (a sample of each, some milliseconds); PostgreSQL does so by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")
            cursor.execute("ANALYZE")
