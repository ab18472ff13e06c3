"""Radicale with our parts: it speaks WebDAV, CardDAV and CalDAV; who somebody is, what she may and what there is, we say."""

import logging
from collections.abc import Callable

from django.db import DatabaseError
from radicale import config, httputils, types
from radicale.app import Application
from radicale.auth import BaseAuth
from radicale.pathutils import strip_path
from radicale.rights import BaseRights

from hanse.dav.call import current
from hanse.dav.storage import Storage

LARGEST = 10 * 1024 * 1024
"""bytes of one card with its photograph"""
_NOT_IN_XML = bytes(code for code in range(32) if code not in b"\t\n\r")
# What Radicale stumbles over in a request that is well-formed and still makes no sense.
_NONSENSE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)

logger = logging.getLogger("hanse.dav")
# Radicale's own messages name people, paths and cards.
logging.getLogger("radicale").setLevel(logging.CRITICAL)


class Auth(BaseAuth):
    """The door has looked at the password already."""

    def get_external_login(self, environ: types.WSGIEnviron) -> tuple[str, str]:
        return current.get().principal, ""

    def _login(self, login: str, password: str) -> str:
        return login


class Rights(BaseRights):
    """Everybody reads her own; cards are written by devices that may; calendars by nobody."""

    def authorization(self, user: str, user_groups: set, path: str) -> str:
        call = current.get()
        match [part for part in strip_path(path).split("/") if part]:
            case [] | [_] as parts:
                return "R" if parts in ([], [call.principal]) else ""
            case [who, slug] if who == call.principal and slug == call.book.slug:
                return "rw" if call.device.may_write else "r"
            case [who, _slug] if who == call.principal:
                return "r"
        return ""


class Protocol(Application):
    """Radicale's application; nonsense is the asker's fault, and text comes through XML unchanged."""

    def do_GET(self, *args: object) -> types.WSGIResponse:
        return _watched(super().do_GET, args)

    def do_PUT(self, *args: object) -> types.WSGIResponse:
        return _watched(super().do_PUT, args)

    def do_DELETE(self, *args: object) -> types.WSGIResponse:
        return _watched(super().do_DELETE, args)

    def do_PROPFIND(self, *args: object) -> types.WSGIResponse:
        return _answered(super().do_PROPFIND, args)

    def do_PROPPATCH(self, *args: object) -> types.WSGIResponse:
        return _answered(super().do_PROPPATCH, args)

    def do_REPORT(self, *args: object) -> types.WSGIResponse:
        return _answered(super().do_REPORT, args)

    def _xml_response(self, *args: object) -> bytes:
        """Write line ends so that no reader of XML turns them into others (XML 1.0, section 2.11)."""
        body = super()._xml_response(*args).translate(None, _NOT_IN_XML)
        return body.replace(b"\r", b"&#13;").replace(b"\xef\xbf\xbe", b"").replace(b"\xef\xbf\xbf", b"")


def _watched(do: Callable[..., types.WSGIResponse], args: tuple) -> types.WSGIResponse:
    try:
        return do(*args)
    except DatabaseError as error:
        current.get().fault = error
        raise


def _answered(do: Callable[..., types.WSGIResponse], args: tuple) -> types.WSGIResponse:
    try:
        return _watched(do, args)
    except _NONSENSE:
        logger.info("a request made no sense", exc_info=True)
        return httputils.BAD_REQUEST


def protocol() -> Protocol:
    settings = config.load()
    settings.update(
        {
            "auth": {"type": Auth, "delay": "0"},
            "rights": {
                "type": Rights,
                "permit_delete_collection": "False",
                "permit_overwrite_collection": "False",
            },
            "storage": {"type": Storage},
            "web": {"type": "none"},
            "server": {
                "max_content_length": str(2 * LARGEST),
                "max_resource_size": str(LARGEST),
                "validate_user_value": "none",
                "validate_path_value": "none",
                "delay_on_error": "0",
            },
        },
        "hanse",
        privileged=True,
    )
    return Protocol(settings)
