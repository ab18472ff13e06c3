"""A phone for tests: it knows an app password and speaks to the door as WSGI does."""

import base64
import io
import sys
import xml.etree.ElementTree as ET
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from hanse.dav import door

NS = {"d": "DAV:", "cr": "urn:ietf:params:xml:ns:carddav", "c": "urn:ietf:params:xml:ns:caldav"}
HEAD = '<?xml version="1.0" encoding="utf-8"?>'
_SPACES = " ".join(
    f'xmlns:{name}="{uri}"' for name, uri in {**NS, "cs": "http://calendarserver.org/ns/"}.items()
)


@contextmanager
def _kept_connection():
    """A request ends with its connection; a test still needs the one that holds its transaction (as Django's client)."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def etag(self) -> str:
        return self.headers["ETag"]

    @property
    def xml(self) -> ET.Element:
        return ET.fromstring(self.body)

    def hrefs(self) -> dict[str, ET.Element]:
        """The responses of a multistatus by path."""
        return {unquote(one.find("d:href", NS).text): one for one in self.xml.findall("d:response", NS)}

    @property
    def token(self) -> str:
        return self.xml.find(".//d:sync-token", NS).text


@dataclass
class Phone:
    username: str
    token: str
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def book(self) -> str:
        return f"/dav/{self.username}/people/"

    def ask(self, method: str, path: str, body: bytes | str = b"", **headers: str) -> Answer:
        """Send one request; header names in lower case with underscores."""
        body = body.encode() if isinstance(body, str) else body
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": unquote(quote(path)).encode().decode("latin-1"),
            "QUERY_STRING": "",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "REMOTE_ADDR": "192.0.2.1",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http",
        }
        if self.token:
            packed = base64.b64encode(f"{self.username}:{self.token}".encode()).decode()
            environ["HTTP_AUTHORIZATION"] = f"Basic {packed}"
        for name, value in {**self.headers, **headers}.items():
            bare = name.upper()
            environ[bare if bare in ("CONTENT_TYPE", "CONTENT_LENGTH", "REMOTE_ADDR") else f"HTTP_{bare}"] = (
                value
            )
        assert door.is_ours(environ), path
        heard = []
        with _kept_connection():
            content = b"".join(
                door.application(environ, lambda status, told, *_more: heard.extend((status, told)))
            )
        return Answer(int(heard[0].split()[0]), dict(heard[1]), content)

    def put(self, name: str, raw: bytes, **headers: str) -> Answer:
        return self.ask("PUT", self.book + name, raw, content_type="text/vcard", **headers)

    def get(self, name: str) -> Answer:
        return self.ask("GET", self.book + name)

    def delete(self, name: str, **headers: str) -> Answer:
        return self.ask("DELETE", self.book + name, **headers)

    def propfind(self, path: str, *props: str, depth: str = "0") -> Answer:
        asked = "".join(f"<{prop}/>" for prop in props)
        body = f"{HEAD}<d:propfind {_SPACES}><d:prop>{asked}</d:prop></d:propfind>"
        return self.ask("PROPFIND", path, body, depth=depth)

    def sync(self, token: str = "", path: str = "") -> Answer:
        body = (
            f"{HEAD}<d:sync-collection {_SPACES}><d:sync-token>{token}</d:sync-token>"
            "<d:sync-level>1</d:sync-level><d:prop><d:getetag/></d:prop></d:sync-collection>"
        )
        return self.ask("REPORT", path or self.book, body)

    def multiget(self, *names: str) -> Answer:
        hrefs = "".join(f"<d:href>{quote(self.book + name)}</d:href>" for name in names)
        body = (
            f"{HEAD}<cr:addressbook-multiget {_SPACES}><d:prop><d:getetag/><cr:address-data/></d:prop>"
            f"{hrefs}</cr:addressbook-multiget>"
        )
        return self.ask("REPORT", self.book, body)

    def query(self, inner: str) -> Answer:
        body = (
            f"{HEAD}<cr:addressbook-query {_SPACES}><d:prop><d:getetag/></d:prop>"
            f"<cr:filter>{inner}</cr:filter></cr:addressbook-query>"
        )
        return self.ask("REPORT", self.book, body)


def texts(answer: Answer) -> dict[str, str]:
    """The cards of a multiget by file name."""
    found = {}
    for path, response in answer.hrefs().items():
        data = response.find(".//cr:address-data", NS)
        found[path.rpartition("/")[2]] = None if data is None else data.text
    return found
