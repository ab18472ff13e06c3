"""Pictures that others made: looked at before they are decoded, written anew without what phones add to them."""

import io
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from hanse.people import vcard
from hanse.people.models import Contact

MOST_PIXELS = 25_000_000
_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
ACCEPTED = "image/jpeg,image/png,image/webp,image/heic,image/heif"
"""what a browser offers to choose from"""
_LONGEST = 800
_BUTTON = 320

# iPhones keep photographs as HEIC. Only the picture itself is of use, not the small and deep ones beside it.
register_heif_opener(thumbnails=False, depth_images=False)


class NotAPicture(ValueError):
    """Says in a sentence why a file is no photograph that we take."""


def shrunk(file: io.BytesIO, *, longest: int = _LONGEST, kind: str = "JPEG") -> bytes:
    """Return the picture re-encoded, at most `longest` pixels a side, upright, without place or camera (EXIF)."""
    try:
        with Image.open(file, formats=_FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NotAPicture(_("The picture is too large. Choose one of at most 25 megapixels."))
            picture.draft("RGB", (longest * 2, longest * 2))
            upright = _upright(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        if isinstance(error, NotAPicture):
            raise
        raise NotAPicture(_("The picture could not be read. Choose a JPEG, PNG, WebP or HEIC.")) from error
    upright.thumbnail((longest, longest))
    out = io.BytesIO()
    upright.save(out, kind, quality=85)
    return out.getvalue()


def _upright(picture: Image.Image) -> Image.Image:
    """Turn a picture as its EXIF says; one whose EXIF is broken stays as it lies."""
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # Pillow raises whatever its parsers stumble over: TypeError, struct.error
        return picture


def button(contact: Contact) -> bytes | None:
    """Return the contact's photograph for the round button as WebP, made once; None if there is none to show."""
    path = Path(settings.MEDIA_ROOT) / "photos" / contact.photo_digest[:2] / f"{contact.photo_digest}.webp"
    if path.exists():
        return path.read_bytes() or None
    photo = vcard.read(bytes(contact.card.raw)).photo
    data = vcard.photo_bytes(photo) if photo else None
    try:
        made = shrunk(io.BytesIO(data), longest=_BUTTON, kind="WEBP") if data else b""
    except NotAPicture:
        made = b""  # remembered as not to be shown
    path.parent.mkdir(parents=True, exist_ok=True)
    # Two pages may draw her at once: neither may read half a picture.
    half = path.with_suffix(f".{uuid4().hex}")
    half.write_bytes(made)
    half.replace(path)
    return made or None


def forget(digest: str) -> None:
    """Remove what was made of a photograph."""
    if digest:
        path = Path(settings.MEDIA_ROOT) / "photos" / digest[:2] / f"{digest}.webp"
        path.unlink(missing_ok=True)
