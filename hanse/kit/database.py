"""From one address to Django's database settings."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qsl, unquote, urlsplit

from django.db import connections

SQLITE_OPTIONS = {
    # Without IMMEDIATE two writers that both began by reading fail with "database is locked".
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY",
}


def database_from_url(url: str) -> dict:
    """Return one entry of Django's DATABASES for `sqlite:///path` or `postgresql://user:password@host:port/name?option=value`.

    Raises ValueError for any other scheme.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]),
            "OPTIONS": dict(SQLITE_OPTIONS),
            "CONN_MAX_AGE": 600,
        }
    if parts.scheme in ("postgres", "postgresql"):
        options = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "hanse.kit.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", None) or parts.hostname or "",
            "PORT": parts.port or "",
            "OPTIONS": options,
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ValueError(f"DATABASE_URL must begin with sqlite: or postgresql:, not {parts.scheme or 'nothing'}:")


@contextmanager
def pointed_at(**changes: object) -> Iterator[None]:
    """Let all code of this thread use another database for a while; `changes` are entries of Django's DATABASES."""
    before = connections["default"]
    connections["default"] = type(before)({**before.settings_dict, **changes}, "default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = before
