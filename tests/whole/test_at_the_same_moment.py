"""The same button pressed twice at once, by two threads: one effect."""

from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from django.urls import reverse

from conftest import NOW, TODAY, signed_in
from hanse.people.actions.contacts import create_contact
from tests.whole.test_hostile_requests import WHOLE

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 3


@pytest.fixture
def press(katrin):
    """Send one form from several browsers of Katrin's at the same moment; returns the status codes."""
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads share one connection to a database in memory")

    def at_once(address, fields):
        barrier, codes = Barrier(AT_ONCE), []

        def one():
            browser = signed_in(katrin)
            barrier.wait(timeout=20)
            codes.append(browser.post(address, fields).status_code)
            connections.close_all()

        threads = [Thread(target=one) for _each in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return codes

    return at_once


@pytest.fixture
def dora(katrin):
    return create_contact(member=katrin, name="Dora Kunz", now=NOW)


def test_a_person_is_written_down_once(press, katrin):
    assert press(reverse("people:new"), WHOLE | {"key": "k"}) == [302] * AT_ONCE
    assert katrin.contacts.count() == 1


def test_one_tap_notes_one_encounter(press, katrin, dora):
    assert press(reverse("people:spoken", args=[dora.pk]), {}) == [302] * AT_ONCE
    assert katrin.encounters.count() == 1


def test_an_encounter_is_noted_once(press, katrin, dora):
    told = {"kind": "met", "on": TODAY, "topic": "Seide"}
    assert press(reverse("people:new_encounter", args=[dora.pk]), told) == [302] * AT_ONCE
    assert katrin.encounters.count() == 1


def test_a_note_is_kept_once(press, dora):
    told = {"text": "Mag Quitten", "on": TODAY}
    assert press(reverse("people:new_note", args=[dora.pk]), told) == [302] * AT_ONCE
    assert dora.notes.count() == 1


def test_a_promise_is_made_once(press, katrin, dora):
    told = {"direction": "mine", "what": "Link schicken"}
    address = f"{reverse('promises:new')}?contact={dora.pk}"
    assert press(address, told) == [302] * AT_ONCE
    assert katrin.promises.count() == 1


def test_a_line_is_remembered_once(press, katrin, dora):
    line = {"line": "Dora Kunz", "of": "Dora Kunz", "key": "k", "kind": "met", "on": TODAY}
    sets = {
        f"{part}-{count}": 0 for part in ("promises", "labels") for count in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    people = {"people-TOTAL_FORMS": 1, "people-INITIAL_FORMS": 0, "people-0-name": "Dora Kunz"}
    assert press(reverse("home:remember"), line | sets | people) == [302] * AT_ONCE
    assert katrin.encounters.count() == 1
