"""Photographs as phones take them: small, upright, without place or camera; nothing that fills the memory."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from pillow_heif import from_pillow

from hanse.people import photos, vcard
from hanse.people.models import Contact

ORIENTATION, CAMERA, GPS = 0x0112, 0x0110, 0x8825


def exif():
    tags = Image.Exif()
    tags[ORIENTATION], tags[CAMERA] = 6, "Telefon von Anna"
    tags.get_ifd(GPS)[1] = "N"
    return tags


def taken(kind, *, size=(1200, 900), colour="crimson"):
    """A photograph, held upright: the camera wrote it lying down and noted so."""
    out = io.BytesIO()
    picture = Image.new("RGB", size, colour)
    if kind == "HEIF":
        from_pillow(picture).save(out, quality=60, exif=exif().tobytes())
    else:
        picture.save(out, kind, exif=exif())
    return out


def bomb(width, height):
    """A PNG that says it is of this size, in a few bytes."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    row = bytes(1 + width // 8)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_photograph_becomes_small_upright_and_anonymous(kind):
    made = photos.shrunk(taken(kind))
    with Image.open(io.BytesIO(made)) as picture:
        assert picture.format == "JPEG"
        assert max(picture.size) == 800
        assert not picture.getexif()
        red, green, _blue = picture.getpixel((300, 300))
        assert red > 200 > 60 > green
    assert b"Telefon" not in made


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_stands_as_it_was_held(kind):
    with Image.open(io.BytesIO(photos.shrunk(taken(kind)))) as picture:
        assert picture.width < picture.height


def test_an_iphones_photograph_stands_as_it_was_held():
    """In HEIC the turn is a property of the picture; the EXIF that repeats it must not turn it once more."""
    out = io.BytesIO()
    from_pillow(Image.new("RGB", (900, 1200), "crimson")).save(out, quality=60)
    with Image.open(io.BytesIO(photos.shrunk(out))) as picture:
        assert picture.size == (600, 800)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_hundred_and_forty_four_megapixels_in_few_bytes_are_refused_before_they_are_decoded(monkeypatch):
    data = bomb(12_000, 12_000)
    assert len(data) < 25_000
    monkeypatch.setattr(Image.Image, "convert", lambda *_: pytest.fail("decoded"))
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda *_: pytest.fail("decoded"))
    with pytest.raises(photos.NotAPicture, match="25"):
        photos.shrunk(io.BytesIO(data))


def test_a_large_heic_is_refused_before_it_is_decoded(monkeypatch):
    data = taken("HEIF")
    monkeypatch.setattr(photos, "MOST_PIXELS", 1200 * 900 - 1)
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda *_: pytest.fail("decoded"))
    with pytest.raises(photos.NotAPicture, match="25"):
        photos.shrunk(data)


def broken(kind):
    data = taken(kind).getvalue()
    return data[: len(data) // 2]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a" + b"\0" * 100,
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b"\0\0\0\x18ftypheic" + b"\0" * 64,
        broken("PNG"),
        broken("HEIF"),
    ],
    ids=["empty", "gif", "svg", "heic head", "half a png", "half a heic"],
)
def test_what_is_no_photograph_is_told(data):
    with pytest.raises(photos.NotAPicture, match="HEIC"):
        photos.shrunk(io.BytesIO(data))


def test_an_iphones_photograph_comes_onto_her_card(katrins, dora):
    page = katrins.get(reverse("people:edit", args=[dora.pk]))
    assert f'accept="{photos.ACCEPTED}"' in page.content.decode()
    fields = {
        name: page.context["form"][name].value() or ""
        for name in page.context["form"].fields
        if name != "photo"
    }
    for formset in ("phones", "emails", "sites", "addresses"):
        fields |= {f"{formset}-TOTAL_FORMS": 0, f"{formset}-INITIAL_FORMS": 0}
    upload = SimpleUploadedFile("IMG_0001.HEIC", taken("HEIF").getvalue(), "image/heic")
    fields["without_photo"] = ""
    answer = katrins.post(
        reverse("people:edit", args=[dora.pk]), {**fields, "revision": dora.revision, "photo": upload}
    )
    assert answer.status_code == 302
    dora = Contact.objects.get(pk=dora.pk)
    data = vcard.photo_bytes(vcard.read(bytes(dora.card.raw)).photo)
    assert data.startswith(b"\xff\xd8\xff")
    assert katrins.get(reverse("people:photo", args=[dora.pk])).status_code == 200
