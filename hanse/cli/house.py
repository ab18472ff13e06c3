"""Set up Django and choose the language of the terminal."""

import gc
import os
import sys
from argparse import Namespace
from collections.abc import Callable

import django
from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import gettext as _


def open_house() -> None:
    """Read the settings; leaves with a sentence where they cannot be read."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hanse.settings")
    try:
        django.setup()
    except OSError as error:
        sys.exit(
            f"Hanse cannot use {error.filename}: {error.strerror}. Choose another folder with HANSE_DATA."
        )
    except ValueError as error:
        sys.exit(f"A setting cannot be read: {error}. docs/settings.md lists them all.")
    translation.activate(terminal_language())


def run_inside(run: Callable[[Namespace], int | None], options: Namespace) -> int | None:
    """Run a command that needs the database; where that cannot be used, leave with a sentence."""
    try:
        return run(options)
    except DatabaseError as error:
        said = _("The database cannot be used (%(reason)s). What to do about it says: hanse check")
        sys.exit(said % {"reason": str(error).strip()})


def settle_memory() -> None:
    """Leave the code that was read out of garbage collection, and collect less often: much is made, little in circles."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def terminal_language() -> str:
    """Return "de" where the terminal speaks German, else "en"."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "de" if spoken.startswith("de") else "en"
