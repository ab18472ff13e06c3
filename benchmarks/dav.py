"""The address book over CardDAV, measured against stock Radicale with files: same cards, same requests, same run.

Every number is our time divided by Radicale's, the median of several turns taken one after the other. Our database is
written with synchronous=FULL (SQLite), Radicale's files with fsync, which is its default.
"""

import argparse
import base64
import io
import json
import re
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.frame import Measure
from benchmarks.house import NOW, empty_house, member

AIMS = {"poll": 0.03, "incremental": 0.05, "put_new": 0.1, "propfind_1": 0.7, "multiget": 1.2}
TURNS = 5
BOOK = "/katrin/people/"
NAMESPACES = 'xmlns="DAV:" xmlns:CS="http://calendarserver.org/ns/" xmlns:CR="urn:ietf:params:xml:ns:carddav"'
POLL = f"<propfind {NAMESPACES}><prop><CS:getctag/><sync-token/></prop></propfind>"
ETAGS = f"<propfind {NAMESPACES}><prop><getetag/></prop></propfind>"
SYNC = (
    f"<sync-collection {NAMESPACES}><sync-token>{{}}</sync-token><sync-level>1</sync-level>"
    "<prop><getetag/></prop></sync-collection>"
)
PHOTOS, PHOTO = 300, 200_000


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--contacts", type=int, default=10_000, metavar="N", help="how many cards (10000)")
    parser.add_argument("--postgres", action="store_true", help="on a throw-away PostgreSQL server")


def measure(options: argparse.Namespace) -> Iterator[Measure]:
    with empty_house(postgres=options.postgres), TemporaryDirectory() as files:
        from benchmarks.crowd import cards
        from hanse.people import vcard

        raws = [one.raw for one in vcard.cards(cards(options.contacts))]
        ours, stock = _ours(raws), _stock(raws, Path(files))
        for server in (ours, stock):
            server.ask("PROPFIND", BOOK, ETAGS, depth="1")  # both may fill what they keep beside the cards
        yield Measure("cards", len(raws), "")
        for name, aim in AIMS.items():
            times = {ours: [], stock: []}
            for turn in range(TURNS):
                for server in (ours, stock):
                    times[server].append(globals()[f"_{name}"](server, turn))
            mine, theirs = statistics.median(times[ours]), statistics.median(times[stock])
            yield Measure(f"{name}, ours", 1000 * mine, "ms")
            yield Measure(f"{name}, Radicale", 1000 * theirs, "ms")
            yield Measure(name, mine / theirs, "×", aim)
        yield Measure("memory to tell of 300 photographs more", _photographs(ours), "MB", 60)


def summary(measures: list[Measure]) -> dict[str, object]:
    """Return the ratios, and the times they are made of in milliseconds."""
    values = {measure.name: round(measure.value, 4) for measure in measures}
    ratios = {name: values.pop(name) for name in AIMS}
    return {"contacts": int(values.pop("cards")), "ratios": ratios, "aims": AIMS, "measured": values}


class Server:
    """A WSGI application, asked as granian asks it."""

    def __init__(self, application: Callable, root: str, token: str) -> None:
        self.application, self.root = application, root
        self.login = base64.b64encode(f"katrin:{token}".encode()).decode()
        self.token = ""

    def ask(self, method: str, path: str, body: bytes | str = b"", **headers: str) -> tuple[bytes, float]:
        """Return the answer and the seconds it took."""
        body = body.encode() if isinstance(body, str) else body
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": self.root + path,
            "SCRIPT_NAME": "",
            "QUERY_STRING": "",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": "text/vcard",
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_AUTHORIZATION": f"Basic {self.login}",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        heard: list = []
        began = time.perf_counter()
        said = b"".join(self.application(environ, lambda status, told, *_more: heard.append(status)))
        took = time.perf_counter() - began
        assert heard[0].startswith("2"), (method, path, heard, said[:300])
        return said, took


def _ours(raws: list[bytes]) -> Server:
    from hanse.accounts.actions import issue_app_password
    from hanse.people.actions import importing
    from hanse.wsgi import house

    katrin = member()
    batch = importing.open_import(member=katrin, file_name="x.vcf", chunks=[b"".join(raws)], now=NOW)
    importing.choose(batch=importing.read_file(batch=batch), indexes=None, label_name="")
    importing.take_in(batch=batch, now=NOW, today=NOW.date())
    _made, token = issue_app_password(user=katrin.user, name="bench", device="other", scope="rw", now=NOW)
    return Server(house, "/dav", token)


def _stock(raws: list[bytes], folder: Path) -> Server:
    from radicale import config
    from radicale.app import Application

    settings = config.load()
    storage = {"filesystem_folder": str(folder)}
    settings.update(
        {"storage": storage, "auth": {"type": "none"}, "web": {"type": "none"}}, "bench", privileged=True
    )
    book = folder / "collection-root" / "katrin" / "people"
    book.mkdir(parents=True)
    (book / ".Radicale.props").write_text(json.dumps({"tag": "VADDRESSBOOK"}))
    for number, raw in enumerate(raws):
        (book / f"{number}.vcf").write_bytes(raw)
    return Server(Application(settings), "", "x")


def _card(server: Server, name: str, said: object) -> tuple[bytes, float]:
    raw = f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{name}\r\nFN:{said}\r\nTEL:0171 3920001\r\nEND:VCARD\r\n"
    return server.ask("PUT", f"{BOOK}{name}.vcf", raw)


def _poll(server: Server, _turn: int) -> float:
    return server.ask("PROPFIND", BOOK, POLL, depth="0")[1]


def _incremental(server: Server, turn: int) -> float:
    said, _took = server.ask("REPORT", BOOK, SYNC.format(""))
    token = re.search(rb"<sync-token>(.*?)</sync-token>", said)[1].decode()
    _card(server, "changed", turn)
    said, took = server.ask("REPORT", BOOK, SYNC.format(token))
    assert said.count(b"<href>") == 1, said
    return took


def _put_new(server: Server, turn: int) -> float:
    return _card(server, f"new-{turn}", turn)[1]


def _propfind_1(server: Server, _turn: int) -> float:
    return server.ask("PROPFIND", BOOK, ETAGS, depth="1")[1]


def _multiget(server: Server, _turn: int) -> float:
    said, _took = server.ask("PROPFIND", BOOK, ETAGS, depth="1")
    hrefs = re.findall(rb"<href>([^<]*\.vcf)</href>", said)
    body = f"<CR:addressbook-multiget {NAMESPACES}><prop><getetag/><CR:address-data/></prop>"
    body += "".join(f"<href>{href.decode()}</href>" for href in hrefs) + "</CR:addressbook-multiget>"
    said, took = server.ask("REPORT", BOOK, body)
    assert said.count(b"BEGIN:VCARD") == len(hrefs)
    return took


def _photographs(server: Server) -> float:
    """Return how many MB are taken at the peak of telling the etags of cards with photographs."""
    photo = "A" * PHOTO
    for number in range(PHOTOS):
        raw = f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:photo-{number}\r\nFN:{number}\r\nPHOTO;ENCODING=b;TYPE=JPEG:{photo}\r\nEND:VCARD\r\n"
        server.ask("PUT", f"{BOOK}photo-{number}.vcf", raw)
    tracemalloc.start()
    server.ask("REPORT", BOOK, SYNC.format(""))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1024 / 1024
