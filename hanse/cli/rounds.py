"""What is done every hour and every night, in one list each. Everything here may be done twice, or days late, without harm."""

import logging
from collections.abc import Callable
from datetime import datetime, time

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from hanse.accounts.actions import forget_old
from hanse.kit.statistics import refresh_statistics
from hanse.people.actions.trash import empty as empty_trash
from hanse.people.actions.trash import prune_tombstones
from hanse.privacy.tasks import hourly as write_down_deletions
from hanse.privacy.tasks import nightly as back_up
from hanse.promises.tasks import nightly as lapse_promises

logger = logging.getLogger("hanse.keeper")
Job = Callable[..., object]
NIGHT = time(3)
"""the night's work belongs to the day that begins with it"""


def clear_sessions(*, now: datetime) -> None:
    Session.objects.filter(expire_date__lt=now).delete()


def forget_finished_tasks(*, now: datetime) -> None:
    call_command("prune_db_task_results", min_age_days=7, verbosity=0)


HOURLY: list[Job] = [forget_old, write_down_deletions]
NIGHTLY: list[Job] = [
    lapse_promises,
    empty_trash,
    prune_tombstones,
    clear_sessions,
    forget_finished_tasks,
    refresh_statistics,
    back_up,
]


class Rounds:
    """Remembers what was done, only as long as it lives: a start too many does no harm, a night asleep is made up for."""

    def __init__(self) -> None:
        self.hour = None
        self.night = None

    def walk(self, *, now: datetime) -> None:
        local = timezone.localtime(now)
        hour = local.replace(minute=0, second=0, microsecond=0)
        if hour != self.hour:
            do_each(HOURLY, now=now)
            self.hour = hour
        if self.night is None or (local.date() > self.night and local.time() >= NIGHT):
            do_each(NIGHTLY, now=now)
            self.night = local.date()


def do_each(jobs: list[Job], *, now: datetime) -> bool:
    """Do one after the other; one that fails is logged and keeps nobody waiting. Returns whether all went well."""
    well = True
    for job in jobs:
        try:
            job(now=now)
        except Exception:
            logger.exception("%s.%s failed", job.__module__, job.__name__)
            well = False
    return well
