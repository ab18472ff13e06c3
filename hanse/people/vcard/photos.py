"""The bytes of an embedded picture. A picture that is only linked is never fetched."""

import base64
import binascii

from hanse.people.vcard.fields import Photo


def photo_bytes(photo: Photo) -> bytes | None:
    """Decode an embedded picture; None if it is no base64."""
    value = photo.value
    if value.startswith("data:"):
        value = value.partition(",")[2]
    try:
        return base64.b64decode("".join(value.split()) + "==", validate=False)
    except (binascii.Error, ValueError):
        return None
