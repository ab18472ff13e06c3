"""Static files with hashed, compressed names; the stylesheets become one file when they are collected."""

import re

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from servestatic.storage import CompressedManifestStaticFilesStorage

SHEET = "css/hanse.css"
_IMPORT = re.compile(r'^@import url\("([\w-]+\.css)"\)(?: layer\((\w+)\))?;$', re.M)


class Storage(CompressedManifestStaticFilesStorage):
    """One stylesheet spares a phone forty requests; its parts stay small files for those who write them."""

    support_js_module_import_aggregation = True

    def post_process(self, paths, dry_run=False, **options):
        if SHEET in paths and not dry_run:
            # Django reads each file from where it was found, so the joined one must be found somewhere too.
            memory = InMemoryStorage()
            memory.save(SHEET, ContentFile(joined(paths).encode()))
            paths = {**paths, SHEET: (memory, SHEET)}
        yield from super().post_process(paths, dry_run=dry_run, **options)


def joined(paths: dict) -> str:
    """Return the stylesheet with each import replaced by the file that it names, inside its layer."""

    def part(match: re.Match[str]) -> str:
        sheet = _read(paths, f"css/{match[1]}")
        return f"@layer {match[2]} {{\n{sheet}}}" if match[2] else sheet

    return _IMPORT.sub(part, _read(paths, SHEET))


def _read(paths: dict, name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return file.read().decode()
