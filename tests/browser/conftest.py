"""A real server, started as its owner starts it, and a real browser that reports whatever is not as promised."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

HOUSE = Path(__file__).resolve().parents[2]
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 860}
PATIENCE = 60


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium(playwright) -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        say = pytest.fail if os.environ.get("CI") else pytest.skip
        say("No Chromium here. Install it (on Debian: apt install chromium) to run the browser's tests.")
    browser = playwright.chromium.launch(executable_path=path, chromium_sandbox=False, args=FLAGS)
    yield browser
    browser.close()


@dataclass
class House:
    """A server that runs: where, and what it said when it started."""

    url: str
    said: str
    process: subprocess.Popen

    @property
    def password(self) -> str:
        """Katrin's, as the demo printed it."""
        return re.search(r"Passwort (\S+) an\.", self.said)[1]

    @property
    def link(self) -> str:
        """The one-time link it printed."""
        return re.search(rf"{self.url}/\S+", self.said)[0]


@contextmanager
def house(*command: str, data: Path, **more: str) -> Iterator[House]:
    """Run a command of Hanse that serves, on a free port, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {
        key: value
        for key, value in os.environ.items()
        if key not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL")
    }
    env = (
        kept | {"HANSE_DATA": str(data), "HANSE_PORT": str(port), "LANG": "de_DE.UTF-8", "LC_ALL": ""} | more
    )
    log = data / "said.txt"
    with log.open("w") as out:
        process = subprocess.Popen([*command], env=env, cwd=HOUSE, stdout=out, stderr=subprocess.STDOUT)
    try:
        until = time.monotonic() + PATIENCE
        while "Strg+C" not in (said := log.read_text()):
            assert process.poll() is None, said
            assert time.monotonic() < until, said
            time.sleep(0.1)
        yield House(f"http://localhost:{port}", said, process)
    finally:
        process.terminate()
        process.wait(30)


class Watch:
    """Listens to a page; whatever breaks a promise is found in `faults` when the test ends."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.faults: list[str] = []
        self.host = urlsplit(url).netloc
        # Offline or signed out, a failed request is what a test wants to see.
        self.may_fail = False
        context.on("request", self._asked)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))

    def _asked(self, request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self.host:
            self.faults.append(f"asked another house: {request.url}")

    def _said(self, message) -> None:
        if message.type not in ("error", "warning"):
            return
        if "Failed to load resource" in message.text and (self.may_fail or "status of 4" in message.text):
            return
        self.faults.append(f"console: {message.text}")


@pytest.fixture
def visit(chromium):
    """Open a fresh browser window on a house; it must end without faults."""
    opened = []

    def visit(url: str, *, size=PHONE, language="de-DE", **more) -> Page:
        context = chromium.new_context(
            base_url=url, viewport=size, locale=language, has_touch=size is PHONE, **more
        )
        context.set_default_timeout(10_000)
        watch = Watch(context, url)
        page = context.new_page()
        page.watch = watch
        opened.append((context, watch))
        return page

    yield visit
    for context, _watch in opened:
        context.close()
    assert [fault for _context, watch in opened for fault in watch.faults] == []


@pytest.fixture(scope="session")
def demo(tmp_path_factory, chromium) -> Iterator[House]:
    """A throw-away Kontor with Katrin's lively book."""
    data = tmp_path_factory.mktemp("demo")
    with house(".venv/bin/hanse", "demo", data=data) as running:
        yield running


def sign_in(page: Page, demo: House) -> Page:
    """Sign in as Katrin."""
    page.goto("/account/login/")
    page.locator("[name=login]").fill("katrin")
    page.locator("[name=password]").fill(demo.password)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/")
    return page
