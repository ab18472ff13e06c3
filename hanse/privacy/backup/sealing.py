"""Encryption with age (age-encryption.org/v1): whoever has the machine can make backups and not read them."""

import os
from pathlib import Path
from typing import BinaryIO

import pyrage
from django.utils.translation import gettext as _

from hanse.privacy.backup.errors import BackupProblem

MAGIC = b"age-encryption.org/v1"


def recipients(text: str) -> list:
    """Return the keys named in HANSE_BACKUP_RECIPIENT, parted by commas. Raises BackupProblem."""
    return [_recipient(word.strip()) for word in text.split(",") if word.strip()]


def _recipient(word: str) -> object:
    kind = pyrage.ssh if word.startswith("ssh-") else pyrage.x25519
    try:
        return kind.Recipient.from_str(word)
    except pyrage.RecipientError as error:
        said = _("HANSE_BACKUP_RECIPIENT is no key of age: it begins with age1 or ssh-. Make one with: hanse backup --make-key FILE")  # fmt: skip
        raise BackupProblem(said) from error


def identities(path: Path) -> list:
    """Return the secret keys of a key file of age or ssh. Raises BackupProblem."""
    try:
        data = path.read_bytes()
        if b"PRIVATE KEY" in data:
            return [pyrage.ssh.Identity.from_buffer(data)]
        lines = [line.strip() for line in data.decode().splitlines()]
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except (pyrage.IdentityError, UnicodeDecodeError) as error:
        raise BackupProblem(_("%(file)s is no key file of age.") % {"file": path}) from error
    except OSError as error:
        raise BackupProblem(f"{path}: {error.strerror}") from error
    if not found:
        raise BackupProblem(_("%(file)s is no key file of age.") % {"file": path})
    return found


def make_key(path: Path) -> str:
    """Write a new secret key into a file that must not be there yet; return its recipient."""
    key = pyrage.x25519.Identity.generate()
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(f"# public key: {key.to_public()}\n{key}\n")
    return str(key.to_public())


def seal(source: BinaryIO, target: BinaryIO, keys: list) -> None:
    pyrage.encrypt_io(source, target, keys)


def is_sealed(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def unseal(path: Path, target: Path, keys: list) -> None:
    """Raises BackupProblem if none of the keys fits, or the file was changed."""
    if not keys:
        raise BackupProblem(_("This backup is encrypted. Say where its secret key lies: --identity KEYFILE"))
    try:
        with path.open("rb") as source, target.open("wb") as plain:
            pyrage.decrypt_io(source, plain, keys)
    except pyrage.DecryptError as error:
        raise BackupProblem(
            _("The key does not open this backup, or the file is damaged (%(reason)s).") % {"reason": error}
        ) from error
