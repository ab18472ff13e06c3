"""Writing one content line in a card's own version, line end and fold style."""

from dataclasses import dataclass

from hanse.people.vcard.escaping import escape
from hanse.people.vcard.labels import is_known
from hanse.people.vcard.lines import Line

_WIDTH = 75


@dataclass(frozen=True, slots=True)
class Style:
    """How this card writes its lines."""

    version: str
    newline: bytes
    folds: bool

    @classmethod
    def of(cls, lines: list[Line], version: str) -> "Style":
        newline = _newline(lines)
        long_and_flat = any(
            len(row) > _WIDTH + 1
            for line in lines
            for row in line.verbatim.splitlines()
            if not line.is_base64
        )
        return cls(version, newline, folds=version != "2.1" and not long_and_flat)

    def line(self, head: str, value: str) -> bytes:
        """Return `head:value`, the value already escaped; 2.1 turns to quoted-printable where it must."""
        if self.version == "2.1" and (not value.isascii() or "\n" in value or "\r" in value):
            head += ";CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE"
            value = quoted_printable(value)
        return self._folded(f"{head}:{value}".encode()) + self.newline

    def base64_line(self, head: str, value: str) -> bytes:
        """Return a line with a base64 value, always folded; 2.1 ends it with an empty line."""
        row = f"{head}:{value}".encode()
        rows = [
            row[:_WIDTH],
            *(row[start : start + _WIDTH - 1] for start in range(_WIDTH, len(row), _WIDTH - 1)),
        ]
        return (self.newline + b" ").join(rows) + self.newline * (2 if self.version == "2.1" else 1)

    def _folded(self, row: bytes) -> bytes:
        if not self.folds or len(row) <= _WIDTH:
            return row
        rows, start, width = [], 0, _WIDTH
        while start < len(row):
            end = min(start + width, len(row))
            while end < len(row) and row[end] & 0xC0 == 0x80:  # never inside a character
                end -= 1
            rows.append(row[start:end])
            start, width = end, _WIDTH - 1
        return (self.newline + b" ").join(rows)


def _newline(lines: list[Line]) -> bytes:
    """Return how the first line ends; CR alone counts only where there is no LF at all, as in `split`."""
    if any(line.verbatim.endswith(b"\r\n") for line in lines[:1]):
        return b"\r\n"
    return b"\n" if any(b"\n" in line.verbatim for line in lines) else b"\r"


def quoted_printable(value: str) -> str:
    plain = set(range(33, 127)) - {ord("=")} | {32}
    return "".join(
        chr(byte) if byte in plain else f"={byte:02X}" for byte in value.replace("\n", "\r\n").encode()
    )


def text(value: str, style: Style) -> str:
    return value.replace("\\", "\\\\") if style.version == "2.1" else escape(value)


def structured(parts: list[str], style: Style) -> str:
    return ";".join(escape(part, version=style.version) for part in parts)


def head(name: str, label: str, style: Style, *, group: str = "", keep: Line | None = None) -> str:
    """Return the head of a labelled line: types for known labels; those of an older line that are no labels stay."""
    params = _kept_params(keep) if keep else ""
    if label and is_known(label):
        words = label.upper().split()
        params += "".join(f";{word}" if style.version == "2.1" else f";TYPE={word}" for word in words)
    return (f"{group}." if group else "") + name + params


def _kept_params(line: Line) -> str:
    kept = ""
    for key, value in line.params:
        if key in ("CHARSET", "ENCODING", "WAID", "VALUE"):
            continue
        if key in ("TYPE", ""):
            values = [one for one in value.split(",") if not is_known(_plain(one))]
            kept += "".join(f";{one}" if key == "" else f";TYPE={one}" for one in values)
        else:
            kept += f";{key}={_quoted(value)}"
    return kept


def _plain(one: str) -> str:
    one = one.strip().lower()
    return {"mobile": "cell", "iphone": "cell"}.get(one, one)


def _quoted(value: str) -> str:
    return f'"{value}"' if any(mark in value for mark in ':;,"') else value
