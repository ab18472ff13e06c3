"""Server time and queries of the main pages with a book of 10,000 contacts, 30,000 encounters and 3,000 promises.

Time is from the request's arrival in Django to its answer, middleware and templates included. The same pages are asked with
a hundredth of the book: the number of queries may not differ.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Iterator

from benchmarks.frame import Measure
from benchmarks.house import PASSWORD, empty_house, member

AIM = 60
TIMES = 60
KEYSTROKES = (
    "a",
    "an",
    "ann",
    "anna",
    "mue",
    "muel",
    "glas",
    "glasu",
    "glasuren",
    "brennofn",
    "rosenbch",
    "wolle preise",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--postgres", action="store_true", help="on a throw-away PostgreSQL server")
    parser.add_argument("--contacts", type=int, default=10_000)


def measure(options: argparse.Namespace) -> Iterator[Measure]:
    with empty_house(postgres=options.postgres):
        from django.test import Client

        from benchmarks.crowd import fill

        katrin = member()
        client = Client(
            SERVER_NAME="localhost", headers={"accept-language": "de", "accept-encoding": "br, gzip"}
        )
        client.login(username="katrin", password=PASSWORD)
        few = options.contacts // 100
        _fill(fill, katrin, few)
        before = {name: _queries(client, addresses[0]) for name, addresses in _pages(katrin).items()}
        _fill(fill, katrin, options.contacts)
        for name, addresses in _pages(katrin).items():
            yield from _timed(name, lambda address: client.get(address), addresses)
            queries = _queries(client, addresses[0])
            yield Measure(f"{name}, queries", queries, "", before[name])
        yield Measure("first page, over the wire", _first_page(client) / 1000, "kB", 80)


def _fill(fill: Callable, katrin, contacts: int) -> None:
    from django.utils import timezone

    fill(katrin, contacts=contacts, encounters=3 * contacts, promises=contacts // 3, now=timezone.now())


def _pages(katrin) -> dict[str, list[str]]:
    from hanse.people.models import Contact

    some = Contact.objects.filter(member=katrin).order_by("id")[:TIMES]
    return {
        "Today": ["/"],
        "list": ["/people/", "/people/?label=markt", "/people/?town=Wien", "/people/?only=unseen"],
        "search keystroke": [f"/people/?q={keys}" for keys in KEYSTROKES],
        "person": [f"/people/{contact.pk}/" for contact in some],
    }


def _timed(name: str, get: Callable, addresses: list[str]) -> Iterator[Measure]:
    for address in addresses:
        assert get(address).status_code == 200, address
    taken = []
    for number in range(max(TIMES, 5 * len(addresses))):
        began = time.perf_counter()
        get(addresses[number % len(addresses)])
        taken.append(1000 * (time.perf_counter() - began))
    yield Measure(f"{name}, median", statistics.median(taken), "ms")
    yield Measure(f"{name}, p95", statistics.quantiles(taken, n=20)[-1], "ms", AIM)


def _queries(client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    return len(seen)


def _first_page(client) -> int:
    """Return the bytes of Today and every stylesheet and script it links, each as small as a browser takes it."""
    import re

    import brotli
    from django.conf import settings

    page = client.get("/").content
    size = len(brotli.compress(page, quality=5))
    for name in set(re.findall(rb'(?:href|src)="/static/([^"]+\.(?:css|js))"', page)) | {
        file.relative_to(settings.STATIC_ROOT).as_posix().encode()
        for file in (settings.STATIC_ROOT / "js").glob("*.js")
    }:
        path = settings.STATIC_ROOT / name.decode()
        packed = [path.with_name(path.name + end) for end in (".br", ".gz")]
        size += min(one.stat().st_size for one in [path, *packed] if one.exists())
    return size
