"""Seconds from a warm `bin/hanse` to its first page, and the memory of all its processes, each shared page counted once."""

import argparse
import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from benchmarks.frame import Measure

ROOT = Path(__file__).resolve().parent.parent
AIM_SECONDS = 5
AIM_MEGABYTES = 200


def measure(options: argparse.Namespace) -> Iterator[Measure]:
    with tempfile.TemporaryDirectory(prefix="hanse-bench-") as data:
        house = House(Path(data))
        yield Measure("first start, empty folder", house.start(), "s")
        house.end()
        yield Measure("warm start", house.start(), "s", AIM_SECONDS)
        time.sleep(2)
        yield Measure("memory before the first visit", house.megabytes(), "MB", AIM_MEGABYTES)
        for _visit in range(50):
            house.visit()
        yield Measure("memory after 50 visits", house.megabytes(), "MB", AIM_MEGABYTES)
        yield Measure("end", house.end(), "s")


class House:
    def __init__(self, data: Path) -> None:
        self.port = free_port()
        self.environment = {**os.environ, "HANSE_DATA": str(data), "HANSE_PORT": str(self.port)}
        self.process = None

    def start(self) -> float:
        """Return the seconds until the first page came."""
        began = time.perf_counter()
        self.process = subprocess.Popen(
            [ROOT / "bin" / "hanse"], env=self.environment, stdout=subprocess.DEVNULL
        )
        while True:
            try:
                self.visit()
            except OSError:
                if self.process.poll() is not None:
                    raise RuntimeError("bin/hanse ended by itself") from None
                time.sleep(0.02)
            else:
                return time.perf_counter() - began

    def visit(self) -> None:
        with urllib.request.urlopen(f"http://localhost:{self.port}/account/login/", timeout=10) as answer:
            assert answer.status == 200

    def end(self) -> float:
        """Return the seconds until every process had ended."""
        began = time.perf_counter()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        return time.perf_counter() - began

    def megabytes(self) -> float:
        return sum(proportional_kilobytes(pid) for pid in family(self.process.pid)) / 1024


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def family(pid: int) -> list[int]:
    """Return a process and all that descend from it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(member for child in children for member in family(int(child)))]


def proportional_kilobytes(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
