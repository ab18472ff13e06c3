"""What happens to backups and to the log of deletions every hour and every night."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from hanse.community.models import Kontor
from hanse.kit import erasures
from hanse.privacy.backup.keeping import Retention, backups_in, superfluous
from hanse.privacy.backup.writing import lay_log_beside, make

A_DAY = timedelta(hours=20)
"""a backup younger than this is today's"""


def hourly(*, now: datetime) -> None:
    """Bring the log of deletions to the disk, and beside the backups."""
    folder = Path(settings.BACKUPS)
    if folder.exists():
        lay_log_beside(folder)
    else:
        erasures.write_to_file()


def nightly(*, now: datetime) -> None:
    """Make today's backup unless there is one, and let go what is not to be kept."""
    if settings.IS_DEMO or not Kontor.objects.exists():
        return
    folder, retention = Path(settings.BACKUPS), Retention.from_text(settings.BACKUP_KEEP)
    there = backups_in(folder)
    if not there or now - there[0].made_at >= A_DAY:
        make(folder=folder, now=now)
    for one in superfluous(backups_in(folder), retention):
        one.path.unlink(missing_ok=True)
