"""A real server, started as its owner starts it, and phones that speak to it over the wire."""

import base64
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

HOUSE = Path(__file__).resolve().parents[2]
PATIENCE = 60
MAKE = """
from datetime import datetime, UTC
import django; django.setup()
from hanse.accounts.actions import create_user, issue_app_password
from hanse.community.actions import join
from hanse.community.models import Kontor
now = datetime.now(UTC)
Kontor.objects.create(pk=1, name="Kontor", founded_at=now)
for name in ("katrin", "cyd"):
    user = create_user(username=name, password=None, language="de", now=now)
    join(user=user, name=name.title(), role="member", now=now)
    print(name, issue_app_password(user=user, name="Telefon", device="other", scope="rw", now=now)[1])
"""


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)


@dataclass
class House:
    """A server that can be killed and started again on the same data."""

    data: Path
    port: int
    env: dict[str, str]
    process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        log = self.data / "said.txt"
        with log.open("w") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "hanse", "serve"],
                env=self.env,
                cwd=HOUSE,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        until = time.monotonic() + PATIENCE
        while "Strg+C" not in log.read_text():
            assert self.process.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.05)

    def kill(self) -> None:
        """End the server and the processes it started, in the middle of whatever they do."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        grandchildren = [
            pid
            for child in children
            for pid in Path(f"/proc/{child}/task/{child}/children").read_text().split()
        ]
        for pid in [self.process.pid, *map(int, children + grandchildren)]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait(30)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)


@pytest.fixture
def house(tmp_path, request) -> Iterator[House]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    env |= {
        "DJANGO_SETTINGS_MODULE": "hanse.settings",
        "HANSE_DATA": str(tmp_path / "data"),
        "HANSE_PORT": str(port),
    }
    env |= {"LANG": "de_DE.UTF-8", "LC_ALL": ""}
    (tmp_path / "data").mkdir()
    if request.config.getoption("--postgres"):
        env["DATABASE_URL"] = _empty_database(f"phones_{port}")
    running = House(tmp_path / "data", port, env)
    running.start()
    yield running
    running.stop()


def _empty_database(name: str) -> str:
    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return re.sub(r"/postgres\?", f"/{name}?", url)


@dataclass
class Wire:
    """One connection of one phone; every answer as (status, headers, body)."""

    port: int
    username: str
    token: str

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, dict, bytes]:
        packed = base64.b64encode(f"{self.username}:{self.token}".encode()).decode()
        told = {"Authorization": f"Basic {packed}"} | {
            key.replace("_", "-"): value for key, value in headers.items()
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, told)
            answer = connection.getresponse()
            return answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()


@pytest.fixture
def tokens(house) -> dict[str, str]:
    """App passwords by sign-in name."""
    made = subprocess.run(
        [sys.executable, "-c", MAKE], env=house.env, cwd=HOUSE, capture_output=True, text=True, check=True
    )
    return dict(line.split() for line in made.stdout.splitlines())


@pytest.fixture
def wire(house, tokens) -> Wire:
    return Wire(house.port, "katrin", tokens["katrin"])


@pytest.fixture
def vdirsyncer(house, tokens, tmp_path):
    """Make a client with a folder of its own; call it to synchronise, and find its cards in `folder`."""

    class Client:
        def __init__(self, name: str, conflict: str = "") -> None:
            self.home = tmp_path / name
            self.folder = self.home / "cards" / "people"
            self.folder.mkdir(parents=True)
            rule = f'conflict_resolution = "{conflict}"\n' if conflict else ""
            (self.home / "config").write_text(
                f'[general]\nstatus_path = "{self.home}/status"\n'
                f'[pair book]\na = "here"\nb = "there"\ncollections = ["people"]\n{rule}'
                f'[storage here]\ntype = "filesystem"\npath = "{self.home}/cards"\nfileext = ".vcf"\n'
                f'[storage there]\ntype = "carddav"\nurl = "{house.url}/"\n'
                f'username = "katrin"\npassword = "{tokens["katrin"]}"\n'
            )
            self("discover", "book")

        def __call__(self, *words: str, check: bool = True) -> subprocess.CompletedProcess:
            command = [
                shutil.which("vdirsyncer", path=Path(sys.executable).parent),
                "-c",
                str(self.home / "config"),
                *words,
            ]
            done = subprocess.run(command, input="y\n" * 5, capture_output=True, text=True, check=False)
            assert not check or done.returncode == 0, done.stdout + done.stderr
            return done

        def sync(self, *, check: bool = True) -> subprocess.CompletedProcess:
            return self("sync", check=check)

        def cards(self) -> dict[str, bytes]:
            """By UID."""
            return {uid_of(path.read_bytes()): path.read_bytes() for path in self.folder.glob("*.vcf")}

        def write(self, raw: bytes) -> None:
            there = next(
                (p for p in self.folder.glob("*.vcf") if uid_of(p.read_bytes()) == uid_of(raw)), None
            )
            (there or self.folder / f"{uid_of(raw)}.vcf").write_bytes(raw)

        def delete(self, uid: str) -> None:
            next(p for p in self.folder.glob("*.vcf") if uid_of(p.read_bytes()) == uid).unlink()

    return Client


def uid_of(raw: bytes) -> str:
    return re.search(rb"^UID:(.*?)\r?$", raw, re.M)[1].decode()
