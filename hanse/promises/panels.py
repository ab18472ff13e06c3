"""What a person's page shows of promises."""

from datetime import date

from hanse.people.models import Contact
from hanse.people.panels import Panel
from hanse.promises.models import Promise


def on_her_page(contact: Contact, today: date) -> Panel:
    return "promises/_panel.html", _open(contact, today)


def before_meeting(contact: Contact, today: date) -> Panel:
    return "promises/_brief.html", _open(contact, today)


def _open(contact: Contact, today: date) -> dict[str, object]:
    return {"promises": Promise.objects.filter(contact=contact).open().soonest_first(), "today": today}
