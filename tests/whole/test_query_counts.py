"""A page asks the database as often for three people as for one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hanse.people.actions.contacts import create_contact, set_rhythm
from hanse.people.actions.encounters import record_encounter
from hanse.promises.actions import make_promise

NOW = timezone.now()
TODAY = timezone.localdate()
THEN = TODAY - timedelta(days=90)

PINNED = {"today": 17, "list": 7, "search": 11, "everything": 8, "person": 14}


def one_more(member, number):
    """A person with everything that a page may ask for."""
    contact = create_contact(member=member, name=f"Anna Beck{number}", now=NOW, label_names=["Markt"])
    set_rhythm(contact=contact, days=30, today=THEN)
    record_encounter(member=member, contacts=[contact], on=THEN, today=TODAY, now=NOW, topic="Wolle")
    make_promise(
        member=member,
        contact=contact,
        what="Link schicken",
        made_on=TODAY,
        due_on=TODAY,
        today=TODAY,
        now=NOW,
    )
    return contact


def count(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len([one for one in seen if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))])


@pytest.mark.parametrize("page", PINNED)
def test_a_page_costs_the_same_for_one_and_for_three(katrins, katrin, page):
    first = one_more(katrin, 1)
    address = {
        "today": reverse("home:today"),
        "list": reverse("people:index"),
        "search": reverse("people:index") + "?q=wolle",
        "everything": reverse("home:search") + "?q=wolle",
        "person": reverse("people:show", args=[first.pk]),
    }[page]
    for_one = count(katrins, address)
    for number in (2, 3):
        one_more(katrin, number)
    record_encounter(member=katrin, contacts=[first], on=THEN, today=TODAY, now=NOW, topic="Leinen")
    assert (for_one, count(katrins, address)) == (PINNED[page], PINNED[page])
