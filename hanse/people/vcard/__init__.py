"""vCard 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350), as phones and programs really write it.

`stream` cuts a file into cards, `read` takes the fields out of one, `patch` changes only the lines that a form
changed, `new_card` writes a first one, `convert` gives a card in another version,
`joined` makes one card of two. Bytes in, bytes out; no Django.
"""

from hanse.people.vcard.converting import convert
from hanse.people.vcard.fields import (
    UNTOUCHED,
    Address,
    CardFields,
    Changes,
    Labelled,
    LabelledDate,
    PartialDate,
    Photo,
    Related,
)
from hanse.people.vcard.grouping import with_categories, with_members
from hanse.people.vcard.joining import joined
from hanse.people.vcard.patching import changes_for_name, patch
from hanse.people.vcard.photos import photo_bytes
from hanse.people.vcard.reading import read
from hanse.people.vcard.stream import RawCard, as_utf8, cards, looks_like_vcards, uids
from hanse.people.vcard.writing import new_card

__all__ = [
    "UNTOUCHED",
    "Address",
    "CardFields",
    "Changes",
    "Labelled",
    "LabelledDate",
    "PartialDate",
    "Photo",
    "RawCard",
    "Related",
    "as_utf8",
    "cards",
    "changes_for_name",
    "convert",
    "joined",
    "looks_like_vcards",
    "new_card",
    "patch",
    "photo_bytes",
    "read",
    "uids",
    "with_categories",
    "with_members",
]
