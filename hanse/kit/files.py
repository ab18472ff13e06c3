"""Files that are there whole or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

PART = ".part"
_NEW = os.O_CREAT | os.O_TRUNC | os.O_WRONLY


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a new file, for its owner alone, that gets its name only when everything is written. Raises FileExistsError if the name is taken."""
    if path.exists():
        raise FileExistsError(path)
    part = path.with_name(f".{path.name}{PART}")
    try:
        with os.fdopen(os.open(part, _NEW, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    settle(path.parent)


def move(source: Path, target: Path) -> None:
    """Give a file its name, also on another disk; it is there whole or not at all."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if source.stat().st_dev == target.parent.stat().st_dev:
        source.replace(target)
        settle(target.parent)
    else:
        with source.open("rb") as old, whole_file(target) as new:
            shutil.copyfileobj(old, new, 1024 * 1024)


def settle(folder: Path) -> None:
    """Bring the names in a folder to the disk, so that a power cut undoes no rename."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
