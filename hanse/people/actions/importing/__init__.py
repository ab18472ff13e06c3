"""One file of contacts comes in: opened, looked at, taken in batches, taken back as a whole.

`opening` keeps the file and finds out what it is, `looking` says of each record what it would be, `taking` writes
cards, `own` and `together` write what stands outside the card, `undoing` is the way back.
"""

from hanse.people.actions.importing.looking import read_file
from hanse.people.actions.importing.matching import AUTHOR
from hanse.people.actions.importing.opening import (
    LARGEST,
    drop,
    fail,
    file_of,
    go_on,
    name_columns,
    open_import,
    open_import_once,
)
from hanse.people.actions.importing.taking import choose, take_in
from hanse.people.actions.importing.undoing import undo
from hanse.people.actions.importing.unreadable import unreadable

__all__ = [
    "AUTHOR",
    "LARGEST",
    "choose",
    "drop",
    "fail",
    "file_of",
    "go_on",
    "name_columns",
    "open_import",
    "open_import_once",
    "read_file",
    "take_in",
    "undo",
    "unreadable",
]
