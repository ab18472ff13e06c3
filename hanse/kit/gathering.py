"""Gather what is to be translated into the written catalogues (.po).

Needs Babel, which is not there when Hanse runs: nothing that runs may import this.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from hanse.kit.messages import HOUSE, compile_messages

LANGUAGES = ("de",)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# No dates and no names in it: a catalogue changes only when a text does.
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def rooms(house: Path = HOUSE) -> Iterator[Path]:
    """Yield the folder of every room, and the commands: each has a catalogue of its own."""
    yield from sorted([house / "cli", *(path.parent for path in house.glob("*/apps.py"))])


def gather(room: Path) -> Catalog:
    """Read every text of a room that asks to be translated, with the files that it stands in."""
    found = Catalog()
    for path in sorted([*room.rglob("*.py"), *room.rglob("*.html"), *room.rglob("*.txt")]):
        where = path.relative_to(room)
        if {"tests", "migrations", "static"} & set(where.parts):
            continue
        source = path.read_text()
        if path.suffix != ".py":
            blanked = templatize(source, origin=str(where))
            # What a template indents is no Python: only the calls matter here.
            source = "\n".join(line.strip() for line in blanked.splitlines())
        for _, message, comments, context in extract(
            "python", BytesIO(source.encode()), KEYWORDS, comment_tags=("Translators:",)
        ):
            found.add(message, None, [(where.as_posix(), 1)], auto_comments=comments, context=context)
    return found


def update(room: Path, language: str) -> None:
    """Add to a room's catalogue what is new, take out what nothing asks for any more."""
    path = room / "locale" / language / "LC_MESSAGES" / "django.po"
    gathered = gather(room)
    if not len(gathered):
        return
    if path.exists():
        with path.open("rb") as source:
            written = read_po(source, locale=language)
    else:
        written = Catalog(locale=language, project="Hanse", charset="utf-8", fuzzy=False)
    written.update(gathered, no_fuzzy_matching=True, update_creation_date=False)
    written.obsolete.clear()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        target.write(HEADER.format(language=language, plurals=written.plural_forms).encode())
        write_po(target, written, width=100, sort_by_file=True, omit_header=True, include_lineno=False)


if __name__ == "__main__":
    settings.configure()
    django.setup()
    for each in rooms():
        for tongue in LANGUAGES:
            update(each, tongue)
    compile_messages()
