"""Content lines of a vCard, kept verbatim: `join(split(raw)) == raw` for any bytes.

A content line may span several physical lines: folded with a leading blank (RFC 2425, section 5.8.1), a
quoted-printable soft break, or a base64 block that an empty line ends (vCard 2.1).
"""

import quopri
import re
from dataclasses import dataclass
from functools import lru_cache

# Some old iPhones end lines with CR CR LF; a CR alone ends a line only where there is no LF at all.
_ROW = re.compile(rb"[^\n]*\n|[^\n]+")
_MAC_ROW = re.compile(rb"[^\r]*\r|[^\r]+")
_HEAD = re.compile(rb'(?:[^":]|"[^"]*")*')
_PARAM = re.compile(r'(?:[^";]|"[^"]*")+')
_ENCODINGS = {"QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT", "B", "Q"}
_QUOTED = re.compile(rb";(?:ENCODING=)?QUOTED-PRINTABLE(?=[;:]|$)", re.I)
_BASE64 = re.compile(rb";(?:ENCODING=)?(?:BASE64|B)(?=[;:]|$)", re.I)
# Android's label of one's own: TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,B=C3=BCro):…
_CUSTOM = re.compile(r"X-CUSTOM\((?:CHARSET=([\w-]+),)?(?:ENCODING=QUOTED-PRINTABLE,)?(.*)\)$", re.I)
_BLANKS = (b" ", b"\t")
# Charsets of address books. Python knows others by name that take hours (punycode), make halves of characters
# (utf-7) or no text at all (zlib).
_CHARSET = re.compile(
    r"(utf-?8|us-ascii|iso-?(8859|2022)-|latin-?\d|windows-|cp\d|koi8|gb|big5|euc-|shift_jis|mac)", re.I
)
_BASE64_ROW = re.compile(rb"[A-Za-z0-9+/=]+\s*$")


@dataclass(slots=True)
class Line:
    """One content line. `value` is unfolded and decoded to text, its backslashes still in place."""

    verbatim: bytes
    group: str = ""
    name: str = ""
    params: tuple[tuple[str, str], ...] = ()
    value: str = ""

    def param(self, name: str) -> str:
        """Return the first value of a parameter, empty if it has none."""
        for key, value in self.params:
            if key == name:
                return value
        return ""

    def types(self) -> tuple[str, ...]:
        """Return TYPE values and the bare ones of 2.1, in lower case."""
        return _types(self.params)

    @property
    def is_quoted_printable(self) -> bool:
        return any(
            value.upper() == "QUOTED-PRINTABLE" for key, value in self.params if key in ("ENCODING", "")
        )

    @property
    def is_base64(self) -> bool:
        return any(value.upper() in ("B", "BASE64") for key, value in self.params if key == "ENCODING")


# A book writes a few dozen different heads ("TEL;TYPE=CELL") thousands of times: each is read once.
@lru_cache(maxsize=2048)
def _types(params: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    values = ",".join(value for key, value in params if key in ("TYPE", ""))
    return tuple(one.strip().lower() for one in values.split(",") if one.strip())


def join(lines: list[Line]) -> bytes:
    return b"".join(line.verbatim for line in lines)


def split(raw: bytes) -> list[Line]:
    """Split a card into content lines; what is none (an empty line, rubbish) becomes a Line without a name."""
    rows = (_ROW if b"\n" in raw else _MAC_ROW).findall(raw)
    return [_parsed(physical) for physical in _logical(rows)]


def _logical(physical: list[bytes]) -> list[list[bytes]]:
    rows: list[list[bytes]] = []
    quoted = soft = base64 = False
    for row in physical:
        if rows and (soft or row[:1] in _BLANKS or (base64 and _goes_on(row))):
            rows[-1].append(row)
        else:
            rows.append([row])
            quoted, base64 = _encodings(_head_of(row)) if b";" in row else (False, False)
        soft = quoted and row.rstrip(b"\r\n").endswith(b"=")
        base64 = base64 and bool(row.strip())
    return rows


def _head_of(row: bytes) -> bytes:
    head = row.partition(b":")[0]
    return _HEAD.match(row).group() if b'"' in head else head


@lru_cache(maxsize=2048)
def _encodings(head: bytes) -> tuple[bool, bool]:
    """Whether a head announces quoted-printable, and whether base64."""
    return bool(_QUOTED.search(head)), bool(_BASE64.search(head))


def _goes_on(row: bytes) -> bool:
    return bool(_BASE64_ROW.match(row)) and b":" not in row


def _parsed(physical: list[bytes]) -> Line:
    if len(physical) == 1 and (line := _plain(physical[0])):
        return line
    verbatim = b"".join(physical)
    first = physical[0].rstrip(b"\r\n")
    if first.startswith(b"\xef\xbb\xbf"):
        first = first[3:]
    head, colon, value = _unfold(first, physical[1:])
    if not colon:
        return Line(verbatim)
    name, *rest = _PARAM.findall(head.decode("utf-8", "replace")) or [""]
    group, dot, plain = name.rpartition(".")
    line = Line(verbatim, group if dot else "", plain.strip().upper(), tuple(_param(one) for one in rest))
    line.value = _text(line, value)
    return line


def _plain(row: bytes) -> Line | None:
    """Read a line of the common kind, on one row and neither quoted nor encoded; None for any other."""
    head, colon, value = row.rstrip(b"\r\n").partition(b":")
    if not colon or not (known := _plain_head(head)):
        return None
    try:
        text = value.decode()
    except UnicodeDecodeError:
        text = decoded(value)
    return Line(row, *known, text)


@lru_cache(maxsize=2048)
def _plain_head(head: bytes) -> tuple[str, str, tuple[tuple[str, str], ...]] | None:
    """Return group, name and parameters; None for a head that is not of the common kind."""
    if not head.isascii() or b'"' in head or b"(" in head:
        return None
    name, *params = head.decode().split(";")
    read = tuple(map(_param, params))
    if any(key in ("ENCODING", "CHARSET") for key, _value in read):
        return None
    group, _dot, name = name.rpartition(".")
    return group, name.strip().upper(), read


def _unfold(first: bytes, more: list[bytes]) -> tuple[bytes, bytes, bytes]:
    head = _HEAD.match(first).group()
    if more and _QUOTED.search(head):
        whole = first + b"\n" + b"\n".join(row.rstrip(b"\r\n") for row in more)
    else:
        rows = [row.rstrip(b"\r\n") for row in more]
        whole = first + b"".join(row[1:] if row[:1] in (b" ", b"\t") else row for row in rows)
        head = _HEAD.match(whole).group()
    return head, whole[len(head) : len(head) + 1], whole[len(head) + 1 :]


def _param(text: str) -> tuple[str, str]:
    """Return name and value; the few that stand in every card are read once."""
    return _often(text) if len(text) <= _SHORT else _read_param(text)


def _read_param(text: str) -> tuple[str, str]:
    if custom := _CUSTOM.match(text.strip()):
        return "X-CUSTOM", decoded(quopri.decodestring(custom[2].encode()), custom[1] or "")
    name, equals, value = text.partition("=")
    if equals:
        return name.strip().upper(), value.strip().replace('"', "")
    bare = text.strip()
    return ("ENCODING" if bare.upper() in _ENCODINGS else "", bare)


_SHORT = 60
_often = lru_cache(maxsize=2048)(_read_param)


def _text(line: Line, value: bytes) -> str:
    if line.is_quoted_printable:
        value = quopri.decodestring(value).replace(b"\r\n", b"\n")
    return decoded(value, line.param("CHARSET"))


def decoded(value: bytes, charset: str = "") -> str:
    """Decode by the stated charset, else as UTF-8, else as windows-1252, which nearly every byte fits."""
    stated = charset if _CHARSET.match(charset) else ""
    for encoding in filter(None, (stated, "utf-8", "cp1252")):
        try:
            return value.decode(encoding)
        except (LookupError, ValueError):
            continue
    return value.decode("latin-1")
