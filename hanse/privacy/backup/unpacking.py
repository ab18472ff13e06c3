"""From the one file back to its parts, each compared with what the list says."""

import json
import tarfile
from pathlib import Path

from django.utils.translation import gettext as _

from hanse.privacy.backup import manifest as manifests
from hanse.privacy.backup import sealing
from hanse.privacy.backup.errors import BackupProblem
from hanse.privacy.backup.manifest import Manifest, stored

_BROKEN = (tarfile.TarError, EOFError, OSError, UnicodeDecodeError, json.JSONDecodeError)


def unpacked(archive: Path, folder: Path, *, identities: list) -> Manifest:
    """Lay the parts of a backup into a folder; return its list. Raises BackupProblem if anything differs from it."""
    if not archive.is_file():
        raise BackupProblem(_("%(file)s is not there.") % {"file": archive})
    plain = archive
    if sealing.is_sealed(archive):
        plain = folder / "packed"
        sealing.unseal(archive, plain, identities)
    with _opened(plain) as packed:
        _extract(packed, folder)
    manifest = _listed(folder)
    for name, said in manifest.files.items():
        path = folder / name
        if not path.is_file() or stored(path) != said:
            raise BackupProblem(
                _("%(name)s in this backup is damaged. Take an older backup.") % {"name": name}
            )
    (folder / "packed").unlink(missing_ok=True)
    return manifest


def _opened(path: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(path, "r:gz")
    except _BROKEN as error:
        raise BackupProblem(_("This file is no backup of Hanse.")) from error


def _extract(packed: tarfile.TarFile, folder: Path) -> None:
    """`data` keeps every name inside the folder and lets no link and no device through."""
    try:
        packed.extractall(folder, filter="data")
    except OSError as error:
        if error.errno:
            raise
        raise _damaged() from error
    except _BROKEN as error:
        raise _damaged() from error


def _damaged() -> BackupProblem:
    return BackupProblem(_("This backup is damaged: it ends too soon or was changed. Take an older backup."))


def _listed(folder: Path) -> Manifest:
    try:
        data = json.loads((folder / manifests.NAME).read_text())
    except FileNotFoundError as error:
        raise BackupProblem(_("This file is no backup of Hanse.")) from error
    except _BROKEN as error:
        raise _damaged() from error
    return Manifest.from_json(data)
