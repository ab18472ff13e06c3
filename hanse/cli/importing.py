"""Take a file of contacts into somebody's book. Shows first what is in it and asks; nothing comes in twice."""

import argparse
import json
import sys
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from hanse.community.models import Member
from hanse.people.actions import importing
from hanse.people.errors import why_refused
from hanse.people.formats import NotReadable
from hanse.people.models import Import
from hanse.people.queries.imports import counts


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="vCard, CSV of Google, Outlook or LinkedIn, any table, Monica, ZIP",
    )
    parser.add_argument("--member", required=True, metavar="NAME", help="whose book: her sign-in name")
    parser.add_argument("--label", default="", help="a list for everybody who comes in")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--json", action="store_true", help="print the counts as JSON")


def run(options: argparse.Namespace) -> int:
    member = Member.objects.filter(user__username=options.member).first()
    if member is None:
        print(_("Nobody signs in here as “%(name)s”.") % {"name": options.member}, file=sys.stderr)
        return 1
    try:
        batch = _opened(member, options.file)
    except ValidationError as error:
        print(error.messages[0], file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{options.file}: {error.strerror}", file=sys.stderr)
        return 1
    now = timezone.now()
    batch = importing.name_columns(batch=batch, columns=None, now=now)
    try:
        batch = importing.read_file(batch=batch, now=now)
    except NotReadable as error:
        importing.drop(batch=batch)
        print(why_refused(error.code), file=sys.stderr)
        return 1
    if not options.yes and not _agreed(counts(batch)):
        importing.drop(batch=batch)
        return 1
    importing.choose(batch=batch, label_name=options.label)
    batch = importing.take_in(batch=batch, now=now, today=timezone.localdate(now))
    _report(batch, as_json=options.json)
    return 0


def _opened(member: Member, path: Path) -> Import:
    with path.open("rb") as file:
        chunks = iter(lambda: file.read(1024 * 1024), b"")
        return importing.open_import(member=member, file_name=path.name, chunks=chunks, now=timezone.now())


def _agreed(found: dict[str, int]) -> bool:
    print(_in_words(found))
    return input(_("Take them in? [y/N] ")).strip().lower() in ("y", "yes", "j", "ja")


def _report(batch: Import, *, as_json: bool) -> None:
    found = counts(batch)
    print(json.dumps({"format": batch.format} | found) if as_json else _in_words(found))


def _in_words(found: dict[str, int]) -> str:
    said = _(
        "%(new)d new, %(changed)d changed, %(known)d already there, %(unclear)d unclear, %(unreadable)d not readable."
    )
    return said % found
