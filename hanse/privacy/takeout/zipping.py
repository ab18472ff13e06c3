"""The ZIP, piece by piece: however large a book is, only a little of it is in memory at a time."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils import timezone

from hanse.community.models import Member
from hanse.people.models import Contact
from hanse.privacy.takeout import days, document, sheet

HERE = Path(__file__).parent
SCHEMA = HERE / "hanse.schema.json"
README = HERE / "README.txt"
_PIECE = 256 * 1024


class _Sink:
    """What a ZIP is written into and taken out of again."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self.size = 0

    def write(self, data: bytes) -> int:
        self._pieces.append(bytes(data))
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        pass

    def taken(self) -> bytes:
        data = b"".join(self._pieces)
        self._pieces, self.size = [], 0
        return data


def takeout(*, member: Member, now: datetime) -> Iterator[bytes]:
    """Yield the ZIP. What is deleted while it is made may be missing from it; nothing in it points to nobody."""
    sink, places = _Sink(), {}
    files = {
        "README.txt": lambda: [README.read_bytes()],
        "people.vcf": lambda: _cards(member, places),
        "hanse.json": lambda: document.pieces(member, places, now=now),
        "hanse.schema.json": lambda: [SCHEMA.read_bytes()],
        "people.csv": lambda: sheet.pieces(member),
        "dates.ics": lambda: days.pieces(member, now=now),
    }
    with ZipFile(sink, "w", ZIP_DEFLATED) as archive:
        for name, pieces in files.items():
            yield from _written(archive, sink, name, pieces(), now=now)
    yield sink.taken()


def _written(
    archive: ZipFile, sink: _Sink, name: str, pieces: Iterable[bytes], *, now: datetime
) -> Iterator[bytes]:
    info = ZipInfo(name, timezone.localtime(now).timetuple()[:6])
    info.compress_type = ZIP_DEFLATED
    with archive.open(info, "w", force_zip64=True) as entry:
        for piece in pieces:
            entry.write(piece)
            if sink.size > _PIECE:
                yield sink.taken()


def _cards(member: Member, places: document.Places) -> Iterator[bytes]:
    """Yield every card as it is, and note where it lies."""
    offset = 0
    contacts = Contact.objects.visible_to(member).select_related("card").by_name()
    for contact in contacts.iterator(chunk_size=200):
        raw = bytes(contact.card.raw)
        places[contact.pk] = (offset, len(raw))
        piece = raw if raw.endswith(b"\n") else raw + b"\r\n"
        offset += len(piece)
        yield piece
