"""Set up Django and choose the language of the terminal."""

import os
import sys

import django
from django.utils import translation


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


def terminal_language() -> str:
    """Return "de" where the terminal speaks German, else "en"."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "de" if spoken.startswith("de") else "en"
