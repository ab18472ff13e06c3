"""Write somebody's book into a vCard file."""

import argparse
import sys
from pathlib import Path

from django.utils.translation import gettext as _

from hanse.community.models import Member
from hanse.kit.text import plain
from hanse.people.actions.exporting import VERSIONS, exported
from hanse.people.models import Contact


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="where to; it must not be there yet")
    parser.add_argument("--member", required=True, metavar="NAME", help="whose book: her sign-in name")
    parser.add_argument("--version", choices=VERSIONS, default="3.0", help="version of the vCards (else 3.0)")
    parser.add_argument("--label", default="", help="only the people on this list")


def run(options: argparse.Namespace) -> int:
    member = Member.objects.filter(user__username=options.member).first()
    if member is None:
        print(_("Nobody signs in here as “%(name)s”.") % {"name": options.member}, file=sys.stderr)
        return 1
    people = Contact.objects.visible_to(member).select_related("card").by_name()
    if options.label:
        people = people.filter(labels__sort_key=plain(options.label))
    try:
        with options.file.open("xb") as file:
            file.writelines(exported(people.iterator(chunk_size=500), version=options.version))
    except FileExistsError:
        print(_("%(file)s is there already. Choose another name.") % {"file": options.file}, file=sys.stderr)
        return 1
    return 0
