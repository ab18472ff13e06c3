"""The doors of the demo: the book is built first, and the welcome says who may come in, and how."""

import os
import secrets
import sys

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hanse.accounts.actions import issue_link
from hanse.accounts.models import User
from hanse.cli.preparing import prepare
from hanse.cli.serve import open_doors as open_plain_doors
from hanse.cli.supervising import fork
from hanse.cli.welcoming import wait_for_doors
from hanse.demo.building import USERNAME, build


def open_doors(*, language: str) -> int:
    password = secrets.token_urlsafe(6)
    _pid, status = os.waitpid(fork(lambda: _build(password, language)), 0)
    if code := os.waitstatus_to_exitcode(status):
        return code
    return open_plain_doors(lambda: _welcome(password))


def _build(password: str, language: str) -> None:
    prepare()
    now = timezone.now()
    with translation.override("de"):
        build(password=password, language=language, today=timezone.localdate(now), now=now)


def _welcome(password: str) -> None:
    if not wait_for_doors():
        sys.exit(1)
    token = issue_link(user=User.objects.get(username=USERNAME), now=timezone.now())
    print(_("A Kontor to try things in is open. This link lets you in as Katrin:"))
    print(settings.BASE_URL + reverse("accounts:link", args=[token]))
    print(
        _("Or sign in as %(name)s with the password %(password)s.") % {"name": USERNAME, "password": password}
    )
    print(_("Ctrl+C ends it, and everything in it is gone."))
