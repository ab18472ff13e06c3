"""Look whether everything is in order. Says in sentences what is wrong and what to do; changes nothing.

Exit code 1 if something needs to be done.
"""

import argparse
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.tasks import TaskResultStatus
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from hanse.cli.keeping import heartbeat_file
from hanse.cli.preparing import static_files_are_current, unapplied_migrations
from hanse.community.models import Kontor
from hanse.people.models import Card, Import
from hanse.privacy.backup.keeping import backups_in
from hanse.privacy.backup.restoring import was_broken_off

FEW_BYTES = 500 * 1024 * 1024
ASLEEP = timedelta(minutes=5)
WITHOUT_BACKUP = timedelta(days=2)

Check = Callable[[], Iterator[str]]


def arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(options: argparse.Namespace) -> int:
    problems = list(look())
    for problem in problems:
        print(f"• {problem}")
    if not problems:
        print(_("Everything is in order."))
    return 1 if problems else 0


def look() -> Iterator[str]:
    """Yield a sentence for each thing that is wrong. What the database would say is left out when it cannot be asked."""
    for check in (data_folder, secret_key, address):
        yield from check()
    unreachable = list(database())
    yield from unreachable
    if not unreachable:
        for check in (static_files, kontor, backups, keeper, unfinished_work, cards):
            yield from check()


def data_folder() -> Iterator[str]:
    folder = Path(settings.DATA_DIR)
    if not os.access(folder, os.W_OK | os.X_OK):
        yield _("Hanse may not write into %(folder)s. Give that folder to the user who runs Hanse, or choose another with HANSE_DATA.") % {"folder": folder}  # fmt: skip
        return
    if stat.S_IMODE(folder.stat().st_mode) & stat.S_IROTH:
        yield _("Everybody on this computer can read %(folder)s. Close it: chmod 700 %(folder)s") % {
            "folder": folder
        }
    if shutil.disk_usage(folder).free < FEW_BYTES:
        yield _("Less than 500 MB are free where %(folder)s lies. Make room before something cannot be saved.") % {"folder": folder}  # fmt: skip


def secret_key() -> Iterator[str]:
    path = Path(settings.DATA_DIR, "secret_key")
    if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
        yield _("Others can read %(file)s, and with it sign in as anybody. Close it: chmod 600 %(file)s") % {"file": path}  # fmt: skip


def address() -> Iterator[str]:
    is_here = settings.HOST in ("127.0.0.1", "::1", "localhost")
    if not is_here and not settings.HTTPS:
        yield _("Hanse listens on %(host)s without https: passwords could be read on the way, and passkeys do not work. Put Caddy or nginx in front and set HANSE_URL to its https address.") % {"host": settings.HOST}  # fmt: skip
    if settings.DEBUG:
        yield _("HANSE_DEBUG is on: error pages show what is inside. Unset it.")


def database() -> Iterator[str]:
    try:
        missing = unapplied_migrations()
        if connection.vendor == "sqlite":
            yield from _sqlite()
    except DatabaseError as error:
        yield _("The database does not answer: %(reason)s. Look whether DATABASE_URL is right and the database runs.") % {"reason": str(error).strip()}  # fmt: skip
        return
    if missing:
        yield _(
            "The database is older than this release. Start Hanse once: it brings the database up to date."
        )


def _sqlite() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        said = cursor.fetchone()[0]
    if said != "ok":
        yield _("The database file is damaged (%(reason)s). Stop Hanse and put back the last backup.") % {"reason": said}  # fmt: skip


def static_files() -> Iterator[str]:
    if not static_files_are_current():
        yield _(
            "Pictures and style sheets are older than this release. Start Hanse once: it lays them out anew."
        )


def kontor() -> Iterator[str]:
    if not Kontor.objects.exists():
        yield _("Nobody has made this Kontor hers yet. Start Hanse and open the link that it prints.")


def backups() -> Iterator[str]:
    if was_broken_off():
        yield _(
            "A backup was to be put back here, and that was broken off. Do it once more: hanse restore FILE"
        )
        return
    founded = Kontor.objects.values_list("founded_at", flat=True).first()
    folder = Path(settings.BACKUPS)
    latest = next(iter(backups_in(folder)), None)
    since = latest.made_at if latest else founded
    if since and timezone.now() - since > WITHOUT_BACKUP:
        yield _("There is no backup of the last two days in %(folder)s. Hanse makes one every night while it runs; make one now: hanse backup") % {"folder": folder}  # fmt: skip
    if latest and not latest.is_sealed:
        yield _("The last backup is not encrypted. Make a key with: hanse backup --make-key FILE")


def keeper() -> Iterator[str]:
    beat = heartbeat_file()
    if not beat.exists():
        return
    seen = datetime.fromtimestamp(beat.stat().st_mtime, UTC)
    if timezone.now() - seen > ASLEEP:
        said = _("Nothing has been done in the background since %(when)s: reminders and imports wait. Is Hanse running? Start it with: hanse serve")  # fmt: skip
        yield said % {"when": timezone.localtime(seen).strftime("%Y-%m-%d %H:%M")}


def unfinished_work() -> Iterator[str]:
    if count := Import.objects.filter(state=Import.State.FAILED).count():
        yield _("%(count)s imports stopped half-way. Their owners can go on with them under People.") % {"count": count}  # fmt: skip
    if count := DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).count():
        yield _("%(count)s jobs failed in the last days. The log of Hanse says why.") % {"count": count}


def cards() -> Iterator[str]:
    if count := Card.objects.filter(deleted=False, contact=None).count():
        yield _("%(count)s cards have no person. Make them anew from the cards: hanse rebuild") % {
            "count": count
        }
