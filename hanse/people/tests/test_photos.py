"""Pictures as phones and as enemies make them."""

import io
import struct
import zlib

import pytest
from PIL import Image

from hanse.people.photos import NotAPicture, shrunk


def jpeg(exif: bytes = b"") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


def png_of(width: int, height: int) -> bytes:
    """Return a few bytes that say they are a picture of that size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


def tiff(kind: int, count: int, value: bytes) -> bytes:
    """Return EXIF that turns the picture and holds one more entry (TIFF 6.0, section 2)."""
    turned = struct.pack("<HHI4s", 0x0112, 3, 1, struct.pack("<HH", 6, 0))
    other = struct.pack("<HHI4s", 0x010F, kind, count, value)
    return b"Exif\0\0II*\0" + struct.pack("<I", 8) + struct.pack("<H", 2) + other + turned + bytes(4)


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a" + bytes(50), b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8\xff"]
)
def test_what_is_no_photograph_is_refused_in_words(data):
    with pytest.raises(NotAPicture, match="JPEG"):
        shrunk(io.BytesIO(data))


@pytest.mark.parametrize(("width", "height"), [(30_000, 30_000), (2**31 - 1, 1), (25_000_001, 1)])
def test_too_many_pixels_are_refused_before_they_are_drawn(width, height):
    with pytest.raises(NotAPicture):
        shrunk(io.BytesIO(png_of(width, height)))


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("kind", range(14))
@pytest.mark.parametrize("count", [0, 1, 4, 2**31])
def test_no_odd_exif_keeps_a_photograph_out(kind, count):
    made = shrunk(io.BytesIO(jpeg(tiff(kind, count, b"\xff\xfe\0\1"))))
    with Image.open(io.BytesIO(made)) as picture:
        assert sorted(picture.size) == [30, 40]
        assert not picture.getexif()
