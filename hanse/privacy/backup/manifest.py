"""The list of what is in a backup."""

import hashlib
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from hanse.privacy.backup.errors import BackupProblem

NAME = "manifest.json"
FORMAT, VERSION = "hanse-backup", 1


@dataclass(frozen=True)
class Table:
    rows: int
    sha256: str


@dataclass(frozen=True)
class Stored:
    """A file of the archive."""

    size: int
    sha256: str


@dataclass
class Manifest:
    """`database` is the name of the file that holds the database; `schema` is empty on SQLite."""

    made_at: str
    release: str
    vendor: str
    schema: str
    database: str
    tables: dict[str, Table] = field(default_factory=dict)
    files: dict[str, Stored] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    def as_json(self) -> dict:
        return {"format": FORMAT, "version": VERSION, **asdict(self)}

    @classmethod
    def from_json(cls, data: dict) -> "Manifest":
        """Raises BackupProblem for what is none, or of a later release."""
        if not isinstance(data, dict) or data.pop("format", None) != FORMAT:
            raise BackupProblem(_("This file is no backup of Hanse."))
        if data.pop("version", None) != VERSION:
            raise BackupProblem(_("This backup was made by a newer Hanse. Update Hanse, then try again."))
        try:
            tables = {name: Table(**one) for name, one in data.pop("tables").items()}
            files = {name: Stored(**one) for name, one in data.pop("files").items()}
            return cls(**data, tables=tables, files=files)
        except (KeyError, TypeError, AttributeError) as error:
            raise BackupProblem(_("The list in this backup cannot be read. Take an older backup.")) from error


def stored(path: Path) -> Stored:
    """Return size and SHA-256 of a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return Stored(file.tell(), digest.hexdigest())


class Listening:
    """A file that is read through; afterwards `stored` says what was in it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._digest, self._size = file, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._digest.update(data)
        self._size += len(data)
        return data

    @property
    def stored(self) -> Stored:
        return Stored(self._size, self._digest.hexdigest())
