"""ZIPs that others made: names in them are never used, sizes are looked at before anything is taken out."""

import zlib
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from hanse.people import vcard
from hanse.people.formats.limits import (
    LARGEST,
    LARGEST_TABLE,
    MOST_ENTRIES,
    MOST_RATIO,
    NotReadable,
)

_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_NESTED = (".zip", ".gz", ".tar", ".7z", ".rar", ".bz2", ".xz")
_LITTLE = 1 << 20
"""what is no bigger than this is no bomb, however well it was packed"""


def is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) in _MAGIC


def opened(path: Path) -> ZipFile:
    """Open a ZIP with no more entries than we take. Raises NotReadable."""
    try:
        archive = ZipFile(path)
    except (BadZipFile, LargeZipFile, ValueError, OSError, NotImplementedError, UnicodeError) as error:
        raise NotReadable("cut") from error
    if len(archive.infolist()) > MOST_ENTRIES:
        archive.close()
        raise NotReadable("too_many_entries")
    return archive


def content(archive: ZipFile, entry: ZipInfo, *, most: int = LARGEST) -> bytes:
    """Return what an entry holds. Raises NotReadable if it is too large, locked or broken."""
    check(entry, most=most)
    try:
        return archive.read(entry)
    except RuntimeError as error:
        raise NotReadable("zip_locked") from error
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise NotReadable("cut") from error


def check(entry: ZipInfo, *, most: int = LARGEST) -> None:
    if entry.flag_bits & 1:
        raise NotReadable("zip_locked")
    if entry.file_size > most:
        raise NotReadable("too_large" if most == LARGEST else "table_too_large")
    if entry.file_size > _LITTLE and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
        raise NotReadable("zip_bomb")


def entries(archive: ZipFile) -> list[ZipInfo]:
    """Return the files of an archive, leaving out what the Mac puts beside them."""
    return [
        one
        for one in archive.infolist()
        if not one.is_dir() and "__MACOSX" not in one.filename and not _base(one).startswith(".")
    ]


def has(archive: ZipFile, base: str) -> bool:
    return any(_base(one) == base for one in entries(archive))


def holds_cards(archive: ZipFile) -> bool:
    return any(_is_card_file(one) for one in entries(archive))


def card_files(path: Path) -> Iterator[bytes]:
    """Return the files of vCards, one after the other.

    Raises NotReadable at once for what is too large or locked, on the way for an entry that is damaged.
    """
    with opened(path) as archive:
        files = [one for one in entries(archive) if _is_card_file(one)]
        _refuse_nested(archive, files)
        if sum(one.file_size for one in files) > LARGEST:
            raise NotReadable("zip_bomb")
        for one in files:
            check(one)
    return _contents(path, files)


def _contents(path: Path, files: list[ZipInfo]) -> Iterator[bytes]:
    with opened(path) as archive:
        for one in files:
            data = content(archive, one)
            if vcard.looks_like_vcards(data):
                yield data


def connections(path: Path) -> bytes:
    """Return LinkedIn's Connections.csv out of its ZIP."""
    with opened(path) as archive:
        found = next((one for one in entries(archive) if _base(one) == "connections.csv"), None)
        if found is None:
            raise NotReadable("zip_without_contacts")
        return content(archive, found, most=LARGEST_TABLE)


def refuse_foreign(archive: ZipFile) -> None:
    """Raise NotReadable for a ZIP that holds no contacts."""
    _refuse_nested(archive, [])
    raise NotReadable("zip_without_contacts")


def _refuse_nested(archive: ZipFile, files: list[ZipInfo]) -> None:
    if not files and any(_base(one).endswith(_NESTED) for one in entries(archive)):
        raise NotReadable("zip_nested")


def _is_card_file(entry: ZipInfo) -> bool:
    return _base(entry).endswith((".vcf", ".vcard"))


def _base(entry: ZipInfo) -> str:
    return entry.filename.replace("\\", "/").rpartition("/")[2].lower()
