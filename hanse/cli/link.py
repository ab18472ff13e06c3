"""Make a link with which a member signs in once, within 30 minutes. It also helps her who lost phone and password."""

import argparse
import sys

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hanse.accounts.actions import issue_link
from hanse.accounts.models import User


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help="her sign-in name")


def run(options: argparse.Namespace) -> int:
    user = User.objects.filter(username=User.normalize_username(options.name), is_active=True).first()
    if user is None:
        print(_("Nobody signs in here as “%(name)s”.") % {"name": options.name}, file=sys.stderr)
        return 1
    token = issue_link(user=user, now=timezone.now())
    print(_("This link signs %(name)s in once, within 30 minutes:") % {"name": user.username})
    print(settings.BASE_URL + reverse("accounts:link", args=[token]))
    return 0
