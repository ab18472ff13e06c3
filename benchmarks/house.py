"""A Kontor of its own for one measurement: data folder, database, one member."""

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests" / "plugins"))

NOW = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
PASSWORD = "ein langes Wort"


@contextmanager
def empty_house(*, postgres: bool) -> Iterator[None]:
    """Set Django up on an empty database; one house for each process, since Django is set up once."""
    folder = Path(tempfile.mkdtemp(prefix="hanse-bench-"))
    data = folder / "data"
    os.environ["HANSE_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "hanse.settings"
    os.environ.pop("DATABASE_URL", None)
    stop = None
    if postgres:
        from postgres_server import start_postgres, stop_postgres

        os.environ["DATABASE_URL"], stop = start_postgres(folder), stop_postgres
    try:
        from hanse.cli.house import open_house, settle_memory

        open_house()
        from hanse.cli.preparing import prepare

        with contextlib.redirect_stdout(sys.stderr):  # only measurements are printed
            prepare()
        settle_memory()
        yield
    finally:
        if stop:
            stop(folder)
        shutil.rmtree(folder, ignore_errors=True)


def member():
    """Return the one member, who may sign in as "katrin"."""
    from hanse.accounts.models import User
    from hanse.community.actions import join
    from hanse.community.models import Kontor, Member

    Kontor.objects.create(pk=1, name="Kontor", founded_at=NOW)
    user = User.objects.create_user("katrin", PASSWORD, language="de", date_joined=NOW)
    return join(user=user, name="Katrin Vogt", role=Member.Role.OPERATOR, now=NOW)
