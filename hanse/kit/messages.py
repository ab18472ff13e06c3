"""Make the compiled catalogues (.mo) from the written ones (.po). Used at build, in a clone and by the tests.

Needs Babel, which is not there when Hanse runs: nothing that runs may import this.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HOUSE = Path(__file__).resolve().parent.parent


def catalogues(house: Path = HOUSE) -> Iterator[Path]:
    """Yield every .po file of the house."""
    yield from sorted(house.glob("**/locale/*/LC_MESSAGES/*.po"))


def compile_messages(house: Path = HOUSE) -> int:
    """Compile what was written since the last time. Returns how many; fuzzy entries are left out."""
    count = 0
    for written in catalogues(house):
        compiled = written.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < written.stat().st_mtime:
            with written.open("rb") as source:
                catalogue = read_po(source, locale=written.parts[-3], abort_invalid=True)
            # Two runs of the tests may meet here: never leave half a file.
            half = compiled.with_suffix(f".{os.getpid()}")
            with half.open("wb") as target:
                write_mo(target, catalogue)
            half.replace(compiled)
            count += 1
    return count


if __name__ == "__main__":
    compile_messages()
