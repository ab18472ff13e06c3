"""Reading what a program sends: no more than is allowed, and only what it says it is."""

import re
from collections.abc import Mapping
from xml.parsers import expat

from hanse.people import vcard

LARGEST_XML = 4 * 1024 * 1024
"""bytes; a multiget names each card by its path"""
DEEPEST_XML = 30
_CHUNK = 64 * 1024
_FOLD = re.compile(rb"\r?\n[ \t]")


class Refused(Exception):
    """The body is answered with this status and these words."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status, self.words = status, words


def read(environ: Mapping[str, object], *, most: int) -> bytes:
    """Return the whole body. Raises Refused for one that is too long, cut off or packed."""
    if environ.get("HTTP_CONTENT_ENCODING", "identity") != "identity":
        raise Refused(415, "Send it unpacked.")
    length = str(environ.get("CONTENT_LENGTH") or "")
    is_chunked = "chunked" in str(environ.get("HTTP_TRANSFER_ENCODING", "")).lower()
    if not length and not is_chunked:
        return b""
    if length and not (length.isascii() and length.isdigit()):
        raise Refused(400, "The length of the body is no number.")
    if length and int(length) > most:
        raise Refused(413, f"More than {most} bytes.")
    body = _read(environ["wsgi.input"], int(length) if length else most + 1)
    if len(body) > most:
        raise Refused(413, f"More than {most} bytes.")
    if length and len(body) < int(length):
        raise Refused(400, "The body ends too early.")
    return body


def _read(stream, most: int) -> bytes:
    parts, left = [], most
    while left and (part := stream.read(min(_CHUNK, left))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def check_xml(body: bytes) -> None:
    """Raise Refused for XML that is broken, names entities of its own, or is nested without end."""
    parser = expat.ParserCreate()
    depth = 0

    def deeper(_name: str, _attributes: dict) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST_XML:
            raise Refused(400, "The request is nested too deeply.")

    def back(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*_args: object) -> None:
        raise Refused(400, "A document type has no place in a request.")

    parser.StartElementHandler, parser.EndElementHandler = deeper, back
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(body, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Refused(400, "The request is no XML.") from error


def is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def unfolded(raw: bytes) -> bytes:
    return _FOLD.sub(b"", raw)


def one_card(body: bytes, content_type: str) -> bytes:
    """Return the body if it is one vCard in UTF-8, turned into it where the program names another charset.

    Raises Refused. Nothing else of a card is judged: what is odd in it is the phone's own.
    """
    charset = content_type.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
    raw = body if charset in ("", "utf-8", "utf8", "us-ascii") else _from_charset(body, charset)
    if not is_utf8(unfolded(raw)):
        raise Refused(400, "The card is not in UTF-8, and names no other charset.")
    found = list(vcard.cards(raw))
    outside = (
        raw.removeprefix(b"\xef\xbb\xbf").strip().removeprefix(b"".join(one.raw for one in found).strip())
    )
    if len(found) != 1 or found[0].problem in ("no_end", "too_deep") or outside.strip():
        raise Refused(400, "One vCard is needed, from BEGIN:VCARD to END:VCARD.")
    return raw


def _from_charset(body: bytes, charset: str) -> bytes:
    try:
        return body.decode(charset).encode()
    except (UnicodeDecodeError, LookupError) as error:
        raise Refused(400, "The card is not in the charset that it names.") from error
