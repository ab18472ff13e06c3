"""Four who write and one who reads, and a server that is killed in the middle: what was acknowledged is there."""

import http.client
import random
import re
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import unquote

from hanse.people.tests.cards import card

BOOK = "/dav/katrin/people/"
SYNC = (
    '<?xml version="1.0"?><d:sync-collection xmlns:d="DAV:"><d:sync-token>{}</d:sync-token>'
    "<d:sync-level>1</d:sync-level><d:prop><d:getetag/></d:prop></d:sync-collection>"
)
AWAY = (OSError, http.client.HTTPException)


@dataclass
class Writer:
    """Writes, changes and deletes its own cards; remembers what was acknowledged, and what it does not know."""

    wire: object
    name: str
    until: threading.Event
    there: dict[str, bytes | None] = field(default_factory=dict)
    """None for what was deleted"""
    unsure: dict[str, set] = field(default_factory=dict)
    faults: list = field(default_factory=list)

    def run(self) -> None:
        chance, number = random.Random(self.name), 0
        while not self.until.is_set():
            number += 1
            href = f"{self.name}-{chance.randrange(40)}.vcf"
            goes = self.there.get(href) is not None and chance.random() < 0.2
            wanted = (
                None
                if goes
                else card(f"UID:{href}", f"FN:{self.name} {number}", "NOTE:" + "x" * chance.randrange(3000))
            )
            try:
                status, _headers, said = self.wire.ask(
                    "DELETE" if goes else "PUT", BOOK + href, wanted or b""
                )
            except AWAY:
                self.unsure.setdefault(href, {self.there.get(href)}).add(wanted)
                time.sleep(0.05)
                continue
            if status in (200, 201, 204) or (goes and status == 404 and href in self.unsure):
                self.there[href] = wanted
                self.unsure.pop(href, None)
            elif status != 503:
                self.faults.append((status, href, said))


@dataclass
class Reader:
    """Follows the book by sync tokens and nothing else."""

    wire: object
    until: threading.Event
    token: str = ""
    etags: dict[str, str] = field(default_factory=dict)
    faults: list = field(default_factory=list)

    def run(self) -> None:
        while not self.until.is_set():
            self.look()

    def look(self) -> None:
        try:
            status, _headers, said = self.wire.ask("REPORT", BOOK, SYNC.format(self.token).encode())
        except AWAY:
            time.sleep(0.05)
            return
        if status != 207:
            self.faults.append((status, said))
            return
        for response in re.findall(rb"<response>(.*?)</response>", said, re.S):
            href = unquote(re.search(rb"<href>(.*?)</href>", response)[1].decode()).rpartition("/")[2]
            etag = re.search(rb"<getetag>(.*?)</getetag>", response)
            if etag:
                self.etags[href] = etag[1].decode()
            else:
                self.etags.pop(href, None)
        self.token = re.search(rb"<sync-token>(.*?)</sync-token>", said)[1].decode()


def run_all(wire, *, seconds, meanwhile=lambda: None):
    until = threading.Event()
    writers = [Writer(wire, name, until) for name in ("a", "b", "c", "d")]
    reader = Reader(wire, until)
    threads = [threading.Thread(target=one.run) for one in (*writers, reader)]
    for thread in threads:
        thread.start()
    meanwhile()
    time.sleep(seconds)
    until.set()
    for thread in threads:
        thread.join()
    reader.look()
    return writers, reader


def look_at(wire, writers, reader):
    """What every writer was told is true, and the reader knows exactly what is there."""
    assert [fault for one in (*writers, reader) for fault in one.faults] == []
    there = {}
    for writer in writers:
        for href, raw in writer.there.items():
            status, headers, body = wire.ask("GET", BOOK + href)
            found = body if status == 200 else None
            assert found in writer.unsure.get(href, {raw}), (href, status)
            if found is not None:
                there[href] = headers["etag"]
        for href in writer.unsure.keys() - writer.there.keys():
            status, headers, body = wire.ask("GET", BOOK + href)
            assert (body if status == 200 else None) in writer.unsure[href]
            if status == 200:
                there[href] = headers["etag"]
    assert reader.etags == there
    assert len(there) > 20


def test_four_writers_and_a_reader_lose_nothing(wire):
    look_at(wire, *run_all(wire, seconds=8))


def test_a_server_killed_in_the_middle_loses_nothing_it_acknowledged(house, wire):
    def kill_and_start():
        for pause in (2.0, 1.3, 0.7):
            time.sleep(pause)
            house.kill()
            house.start()

    writers, reader = run_all(wire, seconds=3, meanwhile=kill_and_start)
    assert any(writer.unsure or writer.there for writer in writers)
    look_at(wire, writers, reader)
