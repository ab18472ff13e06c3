"""Say that an older copy of the database was put back: every phone then compares everything anew, and loses nothing."""

import argparse

from django.utils.translation import gettext as _

from hanse.people.actions.books import begin_epoch


def arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(options: argparse.Namespace) -> int:
    count = begin_epoch()
    print(_("Phones will compare %(count)s books anew when they look next.") % {"count": count})
    return 0
