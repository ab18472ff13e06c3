"""Run Hanse: bring the database up to date, serve the pages, do what waits, until you press Ctrl+C."""

import argparse
import errno
import multiprocessing
import os
import socket
import sys
from collections.abc import Callable
from importlib import import_module

from django.conf import settings
from django.utils.translation import gettext as _
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from hanse.cli.house import open_house, settle_memory
from hanse.cli.supervising import Supervisor, fork

THREADS = 64
"""requests taken in at the same time; most wait in front of `hanse.wsgi`, so that fifty phones do not keep a page waiting"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host", help="address to listen on (else HANSE_HOST, else 127.0.0.1: this computer only)"
    )
    parser.add_argument("--port", type=int, help="port to listen on (else HANSE_PORT, else 8000)")


def run(options: argparse.Namespace) -> int:
    if options.host:
        os.environ["HANSE_HOST"] = options.host
    if options.port:
        os.environ["HANSE_PORT"] = str(options.port)
    open_house()
    return open_doors()


def open_doors(welcome: Callable[[], None] | None = None) -> int:
    """Serve what the settings say until told to end. `welcome` runs beside it as soon as the first page can be opened."""
    if problem := why_not_listen(settings.HOST, settings.PORT):
        print(problem, file=sys.stderr)
        return 1
    if failed := _first(import_module("hanse.cli.preparing").prepare):
        return failed
    keeping = import_module("hanse.cli.keeping")
    import_module("hanse.wsgi")
    import_module("hanse.urls")
    settle_memory()
    fork(welcome or import_module("hanse.cli.welcoming").welcome)
    return Supervisor({"web": serve_pages, "keeper": keeping.keep}).run()


def why_not_listen(host: str, port: int) -> str:
    """Return a sentence if nothing can listen there, else an empty string."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                said = _(
                    "Port %(port)s is taken: Hanse is probably running already. Open %(url)s, "
                    "or choose another port with: hanse serve --port %(next)s"
                )
                return said % {"port": port, "url": settings.BASE_URL, "next": port + 1}
            said = _("Hanse cannot listen on %(host)s, port %(port)s: %(reason)s.")
            return said % {"host": host, "port": port, "reason": error.strerror}
    return ""


def serve_pages() -> None:
    if sys.platform == "linux":
        # Python 3.14 no longer forks by itself; a fork shares the memory of the code.
        multiprocessing.set_start_method("fork", force=True)
    Granian(
        "hanse.wsgi:application",
        address=settings.HOST,
        port=settings.PORT,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        blocking_threads_idle_timeout=600,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=15,
        log_level=LogLevels.error,
    ).serve()


def _first(job: Callable[[], None]) -> int:
    """Run `job` in a process of its own, so that its memory and its database connection are gone; return its exit code."""
    _pid, status = os.waitpid(fork(job), 0)
    return os.waitstatus_to_exitcode(status)
