"""The keeper: does what was queued, and what is due every hour and every night."""

import logging
import socket
import threading
import time
from pathlib import Path

from django.conf import settings
from django.db import close_old_connections, transaction
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from hanse.cli.rounds import Rounds

logger = logging.getLogger("hanse.keeper")
EVERY = 60
"""seconds between two looks at the clock"""
TRIES = 3
"""how often a task is begun whose process died under it"""


def keep() -> None:
    logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
    name = worker_name()
    pick_up_where_it_died(name)
    threading.Thread(target=walk_rounds, name="rounds", daemon=True).start()
    worker = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
    )
    worker.configure_signals()
    worker.run()


def walk_rounds() -> None:
    rounds = Rounds()
    while True:
        close_old_connections()
        try:
            rounds.walk(now=timezone.now())
        except Exception:
            # A database that is away for a minute must not end all rounds.
            logger.exception("A round was broken off; the next one is in a minute.")
        heartbeat_file().touch()
        time.sleep(EVERY)


def heartbeat_file() -> Path:
    """Its age says when the keeper was last awake."""
    return Path(settings.DATA_DIR, "keeper.heartbeat")


def worker_name() -> str:
    """Return the same name after each start: what runs under it when the keeper starts has died."""
    return f"{socket.gethostname()}:{settings.DATA_DIR}"[-64:]


@transaction.atomic
def pick_up_where_it_died(name: str) -> None:
    """Queue again what a keeper of this name had begun; what died thrice counts as failed."""
    for task in DBTaskResult.objects.running():
        if task.worker_ids and task.worker_ids[-1] == name:
            tired = task.worker_ids.count(name) >= TRIES
            task.status = TaskResultStatus.FAILED if tired else TaskResultStatus.READY
            task.save(update_fields=["status"])
