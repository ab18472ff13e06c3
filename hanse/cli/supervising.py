"""One process that starts the others, ends them together, and starts again what died.

It reads all code once and forks, so that the processes share their memory until they write to it.
"""

import contextlib
import ctypes
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable

PATIENCE = 20
"""seconds a process may take to end what it is doing"""
HEALTHY = 10
"""a process that dies sooner than this many seconds after its start has failed"""
FAILURES = 5
"""as many failures in a row end the house"""


class Supervisor:
    def __init__(self, jobs: dict[str, Callable[[], None]]) -> None:
        self.jobs = jobs
        self.running: dict[int, str] = {}
        self.started: dict[str, float] = {}
        self.failures = dict.fromkeys(jobs, 0)
        self.ending = False

    def run(self) -> int:
        """Stay until SIGTERM or SIGINT, or until a job fails again and again. Returns the exit code."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.end)
        signal.signal(signal.SIGALRM, self.end_by_force)
        for name in self.jobs:
            if not self.ending:
                self.start(name)
        while self.running:
            pid, _ = os.wait()
            name = self.running.pop(pid, None)
            if name and not self.ending:
                self.start_again(name)
        return 1 if max(self.failures.values()) >= FAILURES else 0

    def start(self, name: str) -> None:
        self.started[name] = time.monotonic()
        self.running[fork(self.jobs[name])] = name

    def start_again(self, name: str) -> None:
        failed = time.monotonic() - self.started[name] < HEALTHY
        self.failures[name] = self.failures[name] + 1 if failed else 1
        if self.failures[name] >= FAILURES:
            print(f"hanse: {name} failed {FAILURES} times in a row. Hanse stops.", file=sys.stderr)
            self.end()
            return
        print(f"hanse: {name} has died and is started again.", file=sys.stderr)
        time.sleep(self.failures[name] - 1)
        if not self.ending:
            self.start(name)

    def end(self, *_signal: object) -> None:
        self.ending = True
        self._send(signal.SIGTERM)
        signal.alarm(PATIENCE)

    def end_by_force(self, *_signal: object) -> None:
        self._send(signal.SIGKILL)

    def _send(self, number: int) -> None:
        for pid in self.running:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)


def fork(job: Callable[[], None]) -> int:
    """Run `job` in a process of its own, which ends with it or with its parent; return its pid."""
    sys.stdout.flush()
    sys.stderr.flush()
    parent = os.getpid()
    if pid := os.fork():
        return pid
    code = 1
    try:
        _follow(parent)
        job()
        code = 0
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else bool(leaving.code)
    except BaseException:
        # Whatever it is: a fork must not run on into its parent's code.
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _follow(parent: int) -> None:
    """Ctrl+C reaches only the supervisor, which passes it on; when it is killed, its children end too."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    os.setpgid(0, 0)
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)
