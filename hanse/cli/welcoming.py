"""Say where Hanse runs and, as long as nobody has founded the Kontor, how to."""

import socket
import time

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hanse.accounts.actions import issue_link
from hanse.community.models import Kontor


def welcome() -> None:
    if not wait_for_doors():
        return
    if Kontor.objects.exists():
        print(_("Hanse is running: %(url)s") % {"url": settings.BASE_URL})
    else:
        token = issue_link(user=None, now=timezone.now())
        print(_("Hanse is running. Open this link within 30 minutes to make the Kontor yours:"))
        print(settings.BASE_URL + reverse("community:claim", args=[token]))
    print(_("Ctrl+C ends it."))


def wait_for_doors(*, seconds: float = 30) -> bool:
    """Return True as soon as the port answers."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            socket.create_connection((settings.HOST, settings.PORT), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return True
    return False
