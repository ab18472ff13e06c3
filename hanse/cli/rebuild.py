"""Make the columns and the search of everybody's people anew from their cards. Nothing of a card changes."""

import argparse

from django.utils import timezone
from django.utils.translation import gettext as _

from hanse.community.models import Member
from hanse.people.actions.deriving import rebuild


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--member", default="", metavar="NAME", help="only her book: her sign-in name")


def run(options: argparse.Namespace) -> int:
    members = Member.objects.order_by("pk")
    if options.member:
        members = members.filter(user__username=options.member)
    count = sum(rebuild(member=member, now=timezone.now()) for member in members)
    print(_("%(count)s people were made anew from their cards.") % {"count": count})
    return 0
