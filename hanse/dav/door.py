"""The door of /dav/: a plain WSGI application in front of Django, without session, cookie or redirect.

Passwords are looked at here, so that a wrong one costs no more than a right one, and Radicale gets only those
headers it needs: it would believe several that anybody can send.
"""

import base64
import binascii
import io
import logging
from collections.abc import Iterable
from threading import BoundedSemaphore
from wsgiref.types import StartResponse, WSGIEnvironment

from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import DatabaseError
from django.utils import timezone, translation

from hanse.accounts import limits
from hanse.accounts.actions import find_app_password, note_use
from hanse.accounts.models import AppPassword
from hanse.dav import bodies
from hanse.dav.bodies import Refused
from hanse.dav.call import Call, Wants, current, principal_of, uid_key
from hanse.dav.protocol import LARGEST, protocol
from hanse.people import vcard
from hanse.people.actions.cards import default_book
from hanse.people.models import Book

ROOT = "/dav"
WELL_KNOWN = ("/.well-known/carddav", "/.well-known/caldav")
AT_ONCE = 3
"""requests answered at the same time, so that fifty phones at once leave room for pages"""
LONGEST_NAME = 255
_READING = ("GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT")
_WRITING = ("PUT", "DELETE", "PROPPATCH", "MKCOL", "MKCALENDAR")
_TOLD = ("HTTP_DEPTH", "HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH", "HTTP_ACCEPT_ENCODING", "HTTP_USER_AGENT",
         "SERVER_PROTOCOL", "SERVER_NAME", "SERVER_PORT", "wsgi.errors")  # fmt: skip

_STAND_IN = b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:%s\r\nN:;;;;\r\nFN:-\r\nEND:VCARD\r\n"

Answer = tuple[str, list[tuple[str, str]], Iterable[bytes]]
logger = logging.getLogger("hanse.dav")
_radicale = protocol()
_room = BoundedSemaphore(AT_ONCE)


def is_ours(environ: WSGIEnvironment) -> bool:
    """Whether a request is for this door: its own paths, and where programs look for it (RFC 6764, section 5)."""
    path, method = environ.get("PATH_INFO", ""), environ.get("REQUEST_METHOD", "")
    is_search = method == "PROPFIND" and path.rstrip("/") in ("", "/principals")
    return path == ROOT or path.startswith(f"{ROOT}/") or path.rstrip("/") in WELL_KNOWN or is_search


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    request_started.send(sender=application, environ=environ)
    try:
        status, headers, body = _answer(environ)
    except Refused as refused:
        status, headers, body = _plainly(refused.status, refused.words)
    except DatabaseError:
        logger.exception("the database did not answer")
        status, headers, body = _plainly(
            503, "The database does not answer. Try again soon.", ("Retry-After", "60")
        )
    finally:
        request_finished.send(sender=application)
    headers += [("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")]
    start_response(status, headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else body


def _answer(environ: WSGIEnvironment) -> Answer:
    path = environ.get("PATH_INFO", "")
    if not path.startswith(f"{ROOT}/"):
        return _plainly(301, "Here it is.", ("Location", f"{ROOT}/"))
    method = environ["REQUEST_METHOD"].upper()
    if method not in _READING + _WRITING:
        return _plainly(405, "That is not done here.", ("Allow", ", ".join(_READING + _WRITING)))
    device = _device(environ)
    if isinstance(device, tuple):
        return device
    inside = _inside(path, principal_of(device.user.member))
    call = _call(environ, device, method, inside)
    told = {key: environ[key] for key in _TOLD if key in environ}
    body = call.raw
    if method in ("PROPFIND", "REPORT", "PROPPATCH", "MKCOL", "MKCALENDAR"):
        body = bodies.read(environ, most=bodies.LARGEST_XML)
        if body:
            bodies.check_xml(body)
        call.wants = _wants(method, body)
    elif method == "PUT":
        body = _stand_in(call, environ, inside)
    told |= {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": "text/vcard"}
    told |= {"REQUEST_METHOD": method, "SCRIPT_NAME": ROOT, "PATH_INFO": inside, "QUERY_STRING": ""}
    return _radicales(told, call)


def _device(environ: WSGIEnvironment) -> AppPassword | Answer:
    """Return who knocks; anybody unknown gets the same answer, whatever of it is wrong."""
    username, token = _credentials(environ.get("HTTP_AUTHORIZATION", ""))
    device = find_app_password(username=username, token=token) if token else None
    if device is not None:
        note_use(app_password=device, now=timezone.now())
        return device
    asking = ("WWW-Authenticate", 'Basic realm="Hanse", charset="UTF-8"')
    if token and not limits.may_try("app_password", environ.get("REMOTE_ADDR", ""), username):
        return _plainly(429, "Too many wrong passwords. Wait five minutes.", ("Retry-After", "300"))
    return _plainly(401, "Sign in with your name and an app password.", asking)


def _credentials(header: str) -> tuple[str, str]:
    """Read RFC 7617; empty texts for anything else."""
    scheme, _space, packed = header.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        username, _colon, token = base64.b64decode(packed.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return "", ""
    return username, token


def _inside(path: str, principal: str) -> str:
    """Return the path below the root. What belongs to somebody else is not there."""
    try:
        inside = path.removeprefix(ROOT).encode("latin-1").decode()
    except UnicodeError as error:
        raise Refused(400, "The path is not UTF-8.") from error
    parts = [part for part in inside.split("/") if part]
    if any(part.startswith("..") or len(part) > LONGEST_NAME or "\0" in part for part in parts):
        raise Refused(400, "There can be no such path.")
    if parts and parts[0] != principal:
        raise Refused(404, "Nothing is there.")
    return inside


def _call(environ: WSGIEnvironment, device: AppPassword, method: str, inside: str) -> Call:
    member = device.user.member
    book = Book.objects.filter(member=member, slug="people").first() or default_book(member=member)
    is_card = inside.strip("/").count("/") == 2
    wants = {"GET": Wants.BYTES if is_card else Wants.TEXTS}.get(method.replace("HEAD", "GET"), Wants.ETAGS)
    return Call(device=device, member=member, book=book, wants=wants, now=timezone.now(), method=method)


def _wants(method: str, body: bytes) -> Wants:
    """Return how much of each card the answer to this XML will need."""
    if method == "REPORT":
        needs_text = any(word in body for word in (b"address-data", b"calendar-data", b"filter", b"query"))
        return Wants.TEXTS if needs_text else Wants.ETAGS
    asks_for_all = not body or b"allprop" in body or b"getcontentlength" in body
    return Wants.SIZES if asks_for_all else Wants.ETAGS


def _stand_in(call: Call, environ: WSGIEnvironment, inside: str) -> bytes:
    """Keep the card, and return a small one with the same name for Radicale, which would rewrite the real one."""
    if not call.device.may_write or not inside.startswith(f"/{call.principal}/{call.book.slug}/"):
        raise Refused(403, "Here it is only read.")
    content_type = environ.get("CONTENT_TYPE", "")
    call.raw = bodies.one_card(bodies.read(environ, most=LARGEST), content_type)
    call.fields = vcard.read(call.raw)
    return _STAND_IN % uid_key(call.fields.uid[:255]).encode()


def _radicales(told: WSGIEnvironment, call: Call) -> Answer:
    answered: list = []
    held = current.set(call)
    try:
        with _room, translation.override(call.device.user.language or settings.LANGUAGE_CODE):
            body = _radicale(told, lambda status, headers, *_more: answered.extend((status, headers)))
    finally:
        current.reset(held)
    if call.fault:
        raise call.fault
    status, headers = answered
    return status, _with_charset(list(headers)), body


def _with_charset(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(k, f"{v}; charset=utf-8" if (k, v) == ("Content-Type", "text/vcard") else v) for k, v in headers]


def _plainly(status: int, words: str, *more: tuple[str, str]) -> Answer:
    body = f"{words}\n".encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body))), *more]
    return f"{status} {_REASONS.get(status, 'No')}", headers, [body]


_REASONS = {301: "Moved Permanently", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
            405: "Method Not Allowed", 413: "Content Too Large", 415: "Unsupported Media Type",
            429: "Too Many Requests", 503: "Service Unavailable"}  # fmt: skip
