"""Put together whoever stands in somebody's book twice beyond doubt, and say who may be one person."""

import argparse
import json
import sys

from django.utils import timezone
from django.utils.translation import gettext as _

from hanse.community.models import Member
from hanse.people.actions import doubling
from hanse.people.queries import sources
from hanse.people.queries.sources import OnePerson
from hanse.people.templatetags.doubles import why_double


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--member", required=True, metavar="NAME", help="whose book: her sign-in name")
    parser.add_argument(
        "--json", action="store_true", help="print the records of the files behind each as JSON"
    )


def run(options: argparse.Namespace) -> int:
    member = Member.objects.filter(user__username=options.member).first()
    if member is None:
        print(_("Nobody signs in here as “%(name)s”.") % {"name": options.member}, file=sys.stderr)
        return 1
    merges = doubling.look(member=member, now=timezone.now())
    suspected = list(sources.suspected(member))
    if options.json:
        merged = [_as_plain(one) for one in sources.merged(member)]
        print(
            json.dumps(
                {"merged": merged, "suggested": [_as_plain(one) for one in suspected]}, ensure_ascii=False
            )
        )
        return 0
    print(
        _("%(merged)d put together by themselves, %(suspected)d pairs to look at.")
        % {"merged": len(merges), "suspected": len(suspected)}
    )
    for one in suspected:
        print("  " + " · ".join(one.names) + ": " + why_double(one.reason.split(", ")))
    return 0


def _as_plain(one: OnePerson) -> dict[str, object]:
    records = [{"file": file, "index": index} for file, index in one.records]
    return {"records": records, "reason": one.reason, "score": one.score}
