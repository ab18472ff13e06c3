"""Cards go out as they came, in the version that is asked for."""

from collections.abc import Iterable, Iterator

from hanse.people import vcard
from hanse.people.models import Contact

VERSIONS = ("3.0", "4.0")


def exported(contacts: Iterable[Contact], *, version: str) -> Iterator[bytes]:
    """Yield the card of each contact as vCard 3.0 or 4.0."""
    for contact in contacts:
        raw = vcard.convert(bytes(contact.card.raw), version)
        yield raw if raw.endswith(b"\n") else raw + b"\r\n"
