"""What must be there before the first page: tables as this release wants them, and the collected static files."""

import hashlib
import os
import sys
from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from hanse.privacy.backup.restoring import was_broken_off


def prepare() -> None:
    """Bring database and static files up to date; does nothing, quickly, where they are."""
    if was_broken_off():
        sys.exit(
            _(
                "A backup was to be put back here, and that was broken off. Do it once more: hanse restore FILE"
            )
        )
    if unapplied_migrations():
        print(_("Setting up the database …"), flush=True)
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    if not static_files_are_current():
        print(_("Laying out pictures and style sheets …"), flush=True)
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        _stamp().write_text(_fingerprint())


def unapplied_migrations() -> set[tuple[str, str]]:
    """Return (app, name) of what is written but not applied, from the file names alone: reading them takes a second."""
    written = {
        (app.label, file.stem)
        for app in apps.get_app_configs()
        for file in Path(app.path, "migrations").glob("[0-9]*.py")
    }
    return written - set(MigrationRecorder(connection).applied_migrations())


def static_files_are_current() -> bool:
    return _stamp().exists() and _stamp().read_text() == _fingerprint()


def _stamp() -> Path:
    return Path(settings.DATA_DIR, "static.stamp")


def _fingerprint() -> str:
    """Return a digest of this release and of the name, size and age of every static file."""
    digest = hashlib.sha256(version("hanse").encode())
    for finder in get_finders():
        for name, storage in finder.list(ignore_patterns=None):
            state = os.stat(storage.path(name))
            digest.update(f"{name} {state.st_size} {state.st_mtime_ns}".encode())
    return digest.hexdigest()
