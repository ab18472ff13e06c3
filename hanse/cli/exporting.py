"""Write somebody's book into a file: everything of hers (.zip), or her cards alone (.vcf)."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from hanse.community.models import Member
from hanse.kit.files import whole_file
from hanse.kit.text import plain
from hanse.people.actions.exporting import VERSIONS, exported
from hanse.people.models import Contact
from hanse.privacy.takeout import takeout


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="where to; it must not be there yet. Ending in .zip it holds everything, else cards alone",
    )
    parser.add_argument("--member", required=True, metavar="NAME", help="whose book: her sign-in name")
    parser.add_argument(
        "--version", choices=VERSIONS, default="3.0", help="of cards alone: version of the vCards (else 3.0)"
    )
    parser.add_argument("--label", default="", help="of cards alone: only the people on this list")


def run(options: argparse.Namespace) -> int:
    member = Member.objects.filter(user__username=options.member).first()
    if member is None:
        print(_("Nobody signs in here as “%(name)s”.") % {"name": options.member}, file=sys.stderr)
        return 1
    everything = options.file.suffix.lower() == ".zip"
    pieces = takeout(member=member, now=timezone.now()) if everything else _cards(member, options)
    try:
        with whole_file(options.file) as file:
            file.writelines(pieces)
    except FileExistsError:
        print(_("%(file)s is there already. Choose another name.") % {"file": options.file}, file=sys.stderr)
        return 1
    except OSError as error:
        said = _("%(file)s could not be written (%(reason)s). Nothing half-written was left.")
        print(said % {"file": options.file, "reason": error.strerror}, file=sys.stderr)
        return 1
    return 0


def _cards(member: Member, options: argparse.Namespace) -> Iterator[bytes]:
    people = Contact.objects.visible_to(member).select_related("card").by_name()
    if options.label:
        people = people.filter(labels__sort_key=plain(options.label))
    return exported(people.iterator(chunk_size=500), version=options.version)
