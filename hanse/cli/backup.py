"""Copy the whole Kontor into one file, encrypted where HANSE_BACKUP_RECIPIENT names a key. Hanse may go on running."""

import argparse
import sys
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from hanse.privacy.backup import sealing
from hanse.privacy.backup.errors import BackupProblem
from hanse.privacy.backup.writing import Made, make


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="where to (else HANSE_BACKUPS)")
    parser.add_argument(
        "--make-key", type=Path, metavar="FILE", help="make no backup, but a key to encrypt backups with"
    )


def run(options: argparse.Namespace) -> int:
    if options.make_key:
        return _make_key(options.make_key)
    try:
        made = make(folder=options.to or Path(settings.BACKUPS), now=timezone.now())
    except BackupProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    _report(made)
    return 0


def _make_key(path: Path) -> int:
    try:
        recipient = sealing.make_key(path)
    except OSError as error:
        print(f"{path}: {error.strerror}", file=sys.stderr)
        return 1
    print(_("Set this, and backups are encrypted from now on:"))
    print(f"HANSE_BACKUP_RECIPIENT={recipient}")
    print(_("%(file)s is the only thing that opens them. Print it, or keep it on a stick in a drawer, and delete it from this computer.") % {"file": path})  # fmt: skip
    return 0


def _report(made: Made) -> None:
    said = _("%(file)s: %(tables)d tables with %(rows)d rows, %(files)d files.")
    counted = {
        "tables": len(made.manifest.tables),
        "rows": made.manifest.rows,
        "files": len(made.manifest.files),
    }
    print(said % {"file": made.path, **counted})
    print(_("The key that signs sessions (secret_key) is not in it, so that nobody can sign in with a backup; a new place makes a new one."))  # fmt: skip
    if not made.is_sealed:
        print(_("CAUTION: this backup is NOT encrypted. Whoever gets hold of it reads everything. Make a key with: hanse backup --make-key FILE"), file=sys.stderr)  # fmt: skip
