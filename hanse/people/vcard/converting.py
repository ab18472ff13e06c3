"""A card in another version. Nothing is dropped: what a version has no name for keeps its own."""

import base64
from dataclasses import replace
from itertools import count

from hanse.people.vcard.composing import Style
from hanse.people.vcard.dates import read_date, write_date
from hanse.people.vcard.escaping import escape, unescape
from hanse.people.vcard.fields import Photo
from hanse.people.vcard.lines import Line, join, split
from hanse.people.vcard.photos import photo_bytes
from hanse.people.vcard.reading import phone_number

_STRUCTURED = {"N", "ADR", "ORG", "X-ANDROID-CUSTOM"}
_RENAMED = {
    "4.0": {
        "X-ADDRESSBOOKSERVER-KIND": "KIND",
        "X-ADDRESSBOOKSERVER-MEMBER": "MEMBER",
        "X-ANNIVERSARY": "ANNIVERSARY",
    },
    "3.0": {
        "KIND": "X-ADDRESSBOOKSERVER-KIND",
        "MEMBER": "X-ADDRESSBOOKSERVER-MEMBER",
        "ANNIVERSARY": "X-ANNIVERSARY",
    },
}
_DATES = {"BDAY", "ANNIVERSARY", "X-ANNIVERSARY", "X-ABDATE"}
_PICTURES = {"PHOTO", "LOGO", "SOUND", "KEY"}


def convert(raw: bytes, version: str) -> bytes:
    """Return the card as vCard 3.0 or 4.0, in UTF-8; the same bytes if it is in that version already."""
    lines = split(raw)
    before = next((line.value.strip() for line in lines if line.name == "VERSION"), "")
    if before == version:
        return raw
    style = Style(version, b"\r\n", folds=True)
    taken = {line.group for line in lines}
    groups = (group for number in count(1) if (group := f"item{number}") not in taken)
    converted = []
    for line in lines:
        if line.name and (label := line.param("X-CUSTOM")):
            group = next(groups)
            bare = tuple(param for param in line.params if param[0] != "X-CUSTOM")
            converted.append(_converted(replace(line, group=group, params=bare), before, style))
            converted.append(Line(style.line(f"{group}.X-ABLabel", escape(label))))
        elif line.name:
            converted.append(_converted(line, before, style))
    return join(converted)


def _converted(line: Line, before: str, style: Style) -> Line:
    if line.name == "VERSION":
        return Line(style.line("VERSION", style.version))
    if line.name in _PICTURES and (line.is_base64 or line.value.startswith("data:")):
        return Line(_picture(line, style))
    name = _RENAMED[style.version].get(line.name, line.name)
    params, value = _params(line, style), line.value
    if line.name in _DATES and (day := read_date(line.value)):
        extra, value = write_date(day, version=style.version)
        params = [one for one in params if not one.startswith("X-APPLE-OMIT-YEAR")] + [
            one for one in [extra[1:]] if one
        ]
    elif before == "2.1":
        value = _escaped_from_21(line)
    elif name == "TEL" and style.version == "3.0" and line.value.lower().startswith("tel:"):
        value = escape(phone_number(line.value))
    head = (f"{line.group}." if line.group else "") + ";".join([name, *params])
    return Line(style.line(head, value))


def _params(line: Line, style: Style) -> list[str]:
    params = []
    for key, value in line.params:
        if key in ("CHARSET", "ENCODING") or (
            key == "VALUE" and value.lower() == "uri" and line.name == "TEL"
        ):
            continue
        types = [one for one in value.split(",") if one] if key in ("TYPE", "") else []
        for one in types:
            if one.lower() == "pref" and style.version == "4.0":
                params.append("PREF=1")
            else:
                params.append(f"TYPE={one}")
        if key == "PREF" and style.version == "3.0":
            params.append("TYPE=PREF")
        elif not types:
            params.append(f'{key}="{value}"' if any(mark in value for mark in ":;,") else f"{key}={value}")
    return params


def _escaped_from_21(line: Line) -> str:
    if line.name == "CATEGORIES":  # its commas stand between names
        return line.value
    if line.name in _STRUCTURED:
        # In 2.1 only the semicolon is escaped; commas and line breaks are not yet.
        return line.value.replace(",", "\\,").replace("\r\n", "\\n").replace("\n", "\\n")
    return escape(unescape(line.value))


def _picture(line: Line, style: Style) -> bytes:
    value = line.value.replace("\\;", ";").replace("\\,", ",")
    data = photo_bytes(Photo(line.verbatim, value))
    encoded = value.rpartition(",")[2] if data is None else base64.b64encode(data).decode()
    media = value[5:].partition(";")[0] if value.startswith("data:") else _media(line)
    group = f"{line.group}." if line.group else ""
    if style.version == "4.0":
        return style.base64_line(f"{group}{line.name}", f"data:{media};base64,{encoded}")
    return style.base64_line(f"{group}{line.name};ENCODING=b;TYPE={media.partition('/')[2].upper()}", encoded)


def _media(line: Line) -> str:
    kind = next((one for one in line.types() if one not in ("pref", "internet")), "jpeg")
    return {"PHOTO": "image", "LOGO": "image", "SOUND": "audio"}.get(line.name, "application") + f"/{kind}"
