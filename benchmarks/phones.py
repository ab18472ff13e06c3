"""Fifty phones that fetch their whole book at once, while somebody opens pages: the real server, over the wire.

Each phone asks for the etags of 1,000 cards and then for all of them, as a phone does that was just connected.
"""

import argparse
import base64
import http.client
import http.cookiejar
import os
import re
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlencode

from benchmarks.dav import NAMESPACES, SYNC
from benchmarks.frame import Measure
from benchmarks.house import NOW, PASSWORD, empty_house, member

CARDS, PHONES = 1000, 50
SLOWEST_SYNC, SLOWEST_PAGE = 60, 600
PORT = 18765


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--postgres", action="store_true", help="on a throw-away PostgreSQL server")


def measure(options: argparse.Namespace) -> Iterator[Measure]:
    with empty_house(postgres=options.postgres):
        token = _filled()
        os.environ["HANSE_PORT"] = str(PORT)
        server = subprocess.Popen([sys.executable, "-m", "hanse", "serve"], stdout=subprocess.DEVNULL)
        try:
            page = _signed_in()
            syncs, pages = _all_at_once(token, page)
        finally:
            server.terminate()
            server.wait(30)
    yield Measure(f"slowest of {PHONES} full syncs", max(syncs), "s", SLOWEST_SYNC)
    yield Measure("full sync, median", statistics.median(syncs), "s")
    yield Measure("pages meanwhile", len(pages), "")
    yield Measure("page meanwhile, median", statistics.median(pages), "ms")
    yield Measure("page meanwhile, p95", statistics.quantiles(pages, n=20)[-1], "ms", SLOWEST_PAGE)


def _filled() -> str:
    from django.db import connections

    from benchmarks.crowd import fill
    from hanse.accounts.actions import issue_app_password

    katrin = member()
    fill(katrin, contacts=CARDS, encounters=2000, promises=200, now=NOW)
    _made, token = issue_app_password(user=katrin.user, name="bench", device="other", scope="rw", now=NOW)
    connections.close_all()
    return token


def _signed_in() -> urllib.request.OpenerDirector:
    """Return a browser in which Katrin is signed in, as soon as the server answers."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    address = f"http://localhost:{PORT}/account/login/"
    for _try in range(300):
        try:
            form = browser.open(address).read().decode()
            break
        except OSError:
            time.sleep(0.1)
    csrf = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]
    data = urlencode({"csrfmiddlewaretoken": csrf, "login": "katrin", "password": PASSWORD}).encode()
    browser.open(urllib.request.Request(address, data, {"Referer": address}))
    return browser


def _all_at_once(token: str, browser: urllib.request.OpenerDirector) -> tuple[list[float], list[float]]:
    syncs: list[float] = []
    pages: list[float] = []
    threads = [threading.Thread(target=lambda: syncs.append(_full_sync(token))) for _phone in range(PHONES)]
    for thread in threads:
        thread.start()
    addresses = ("/", "/people/", "/promises/")
    while any(thread.is_alive() for thread in threads):
        began = time.perf_counter()
        assert browser.open(f"http://localhost:{PORT}{addresses[len(pages) % 3]}").status == 200
        pages.append(1000 * (time.perf_counter() - began))
        time.sleep(0.05)
    assert len(syncs) == PHONES
    return syncs, pages


def _full_sync(token: str) -> float:
    began = time.perf_counter()
    told = _ask(token, "REPORT", SYNC.format(""))
    hrefs = re.findall(rb"<href>([^<]*\.vcf)</href>", told)
    body = f"<CR:addressbook-multiget {NAMESPACES}><prop><getetag/><CR:address-data/></prop>"
    body += "".join(f"<href>{href.decode()}</href>" for href in hrefs) + "</CR:addressbook-multiget>"
    assert _ask(token, "REPORT", body).count(b"BEGIN:VCARD") == CARDS
    return time.perf_counter() - began


def _ask(token: str, method: str, body: str) -> bytes:
    packed = base64.b64encode(f"katrin:{token}".encode()).decode()
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
    connection.request(method, "/dav/katrin/people/", body.encode(), {"Authorization": f"Basic {packed}"})
    answer = connection.getresponse()
    said = answer.read()
    connection.close()
    assert answer.status == 207, (answer.status, said[:200])
    return said
