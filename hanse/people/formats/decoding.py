"""From bytes to text: which encoding a file was written in."""

import codecs
from io import BufferedIOBase

_CHUNK = 1 << 20
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def encoding_of(file: BufferedIOBase) -> str:
    """Return utf-8, utf-8-sig, a UTF-16 or windows-1252; the whole file is looked at, then stands at its start.

    Old Windows programs write no mark: what is no UTF-8 is taken for windows-1252.
    """
    file.seek(0)
    head = file.read(_CHUNK)
    file.seek(0)
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name
    if wide := _without_bom(head):
        return wide
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        # A file that was cut off may end inside a character.
        at_the_end = error.reason == "unexpected end of data" and not file.read(1)
        return "utf-8" if at_the_end else "cp1252"
    finally:
        file.seek(0)
    return "utf-8"


def _without_bom(head: bytes) -> str:
    """Latin text in UTF-16 has a zero in every second place."""
    pairs = len(head) // 2
    if pairs < 4:
        return ""
    if head[1::2].count(0) > pairs * 0.4 and head[0::2].count(0) < pairs * 0.1:
        return "utf-16-le"
    if head[0::2].count(0) > pairs * 0.4 and head[1::2].count(0) < pairs * 0.1:
        return "utf-16-be"
    return ""
