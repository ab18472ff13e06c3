"""Backslashes of vCard text (RFC 6350, section 3.4; RFC 2426, section 5)."""

import re

# Apple escapes the colon too; any other backslash stands for itself, as in C:\Daten.
_ESCAPED = re.compile(r"\\([nN,;:\\])")
_COMPONENT = re.compile(r"(?:[^\\;]|\\.)*", re.DOTALL)
_ITEM = re.compile(r"(?:[^\\,]|\\.)*", re.DOTALL)


def unescape(value: str) -> str:
    return _ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1], value) if "\\" in value else value


def escape(value: str, *, version: str = "3.0") -> str:
    """Escape one text or component; vCard 2.1 escapes no comma, and line breaks are encoded later."""
    if version == "2.1":
        return value.replace("\\", "\\\\").replace(";", "\\;")
    value = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return value.replace("\r\n", "\n").replace("\n", "\\n")


def components(value: str, count: int) -> list[str]:
    """Split a structured value at its semicolons; always `count` texts, missing ones empty."""
    parts = [unescape(part).strip() for part in _split(value, _COMPONENT, ";")[:count]]
    return parts + [""] * (count - len(parts))


def items(value: str) -> list[str]:
    """Split a list at its commas."""
    return [text for part in _split(value, _ITEM, ",") if (text := unescape(part).strip())]


def _split(value: str, part: re.Pattern[str], separator: str) -> list[str]:
    if "\\" not in value:
        return value.split(separator)
    found, start = [], 0
    while True:
        match = part.match(value, start)
        found.append(match.group())
        start = match.end() + 1
        if match.end() >= len(value):
            return found
        if value[match.end()] != separator:
            found[-1] += value[match.end() :]
            return found
