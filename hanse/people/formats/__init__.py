"""The formats people arrive with, translated at the door: a file in, records out. No Django, no database.

`recognise` says what a file is, `read` gives its records (`arriving.Reading`); for a table of one's own,
`header_of`, `guess_columns` and `preview` help to say what its columns mean. All raise `NotReadable` with a code.
"""

from hanse.people.formats.arriving import (
    ArrivingEncounter,
    ArrivingLabel,
    ArrivingNote,
    ArrivingRelation,
    Reading,
    Record,
)
from hanse.people.formats.guessing import FIELDS, guess_columns
from hanse.people.formats.limits import CODES, NotReadable
from hanse.people.formats.mapping import Previewed, header_of, preview, sample
from hanse.people.formats.reading import FORMATS, head_of, read
from hanse.people.formats.recognising import recognise

__all__ = [
    "CODES",
    "FIELDS",
    "FORMATS",
    "ArrivingEncounter",
    "ArrivingLabel",
    "ArrivingNote",
    "ArrivingRelation",
    "NotReadable",
    "Previewed",
    "Reading",
    "Record",
    "guess_columns",
    "head_of",
    "header_of",
    "preview",
    "read",
    "recognise",
    "sample",
]
