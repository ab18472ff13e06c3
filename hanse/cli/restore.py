"""Put a backup back into an empty place, or only try whether that would succeed (--check)."""

import argparse
import sys
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from hanse.privacy.backup import sealing
from hanse.privacy.backup.errors import BackupProblem
from hanse.privacy.backup.restoring import restore
from hanse.privacy.backup.verifying import drill


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a backup made with hanse backup")
    parser.add_argument(
        "--identity", type=Path, metavar="KEYFILE", help="the secret key, if the backup is encrypted"
    )
    parser.add_argument(
        "--check", action="store_true", help="change nothing here: put it back for a try, and compare"
    )


def run(options: argparse.Namespace) -> int:
    try:
        keys = sealing.identities(options.identity) if options.identity else []
        _check(options.file, keys) if options.check else _restore(options.file, keys)
    except BackupProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def _check(archive: Path, keys: list) -> None:
    done = drill(archive=archive, identities=keys, now=timezone.now())
    manifest = done.manifest
    print(_("Put back for a try: the backup of %(when)s, made by Hanse %(release)s.") % {"when": manifest.made_at, "release": manifest.release})  # fmt: skip
    print(
        _("Files compared, byte for byte: %(count)d. All are as they were.") % {"count": len(manifest.files)}
    )
    print(_("Tables compared, rows and content: %(count)d, with %(rows)d rows. All are as they were.") % {"count": len(manifest.tables), "rows": manifest.rows})  # fmt: skip
    print(_("Of these, files that members brought: %(count)d.") % {"count": len(done.files)})
    print(_("This release opens it. Steps that bring it up to date: %(count)d.") % {"count": done.migrations})
    print(_("Deletions of the time since that would be done again: %(count)d.") % {"count": done.deletions})
    print(_("All is well. Nothing was changed here."))


def _restore(archive: Path, keys: list) -> None:
    done = restore(archive=archive, identities=keys, now=timezone.now())
    manifest = done.manifest
    print(_("The Kontor is as it was: %(when)s.") % {"when": manifest.made_at})
    print(_("Tables compared, rows and content: %(count)d, with %(rows)d rows. All are as they were.") % {"count": len(manifest.tables), "rows": manifest.rows})  # fmt: skip
    print(_("Deletions of the time since that were done again: %(count)d.") % {"count": done.deletions})
    print(
        _("Everybody signs in again, and phones read their address books anew. Start Hanse with: hanse serve")
    )
