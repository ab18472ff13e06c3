"""What a phone deletes waits thirty days, with all that hangs on it; and comes back whole."""

from datetime import timedelta

import pytest
from django.urls import reverse

from conftest import NOW, TODAY
from hanse.dav.tests.test_sync import heard
from hanse.people.actions.contacts import add_note, delete_contact, set_rhythm
from hanse.people.actions.encounters import record_encounter
from hanse.people.actions.labels import label_contact
from hanse.people.actions.trash import TRASH_LASTS, discard, empty, restore
from hanse.people.models import Card, CardHistory, Contact, Encounter, Note
from hanse.people.queries.finding import find
from hanse.people.tests.cards import APPLE, card
from hanse.promises.actions import make_promise
from hanse.promises.models import Promise


@pytest.fixture
def jm(phone, katrin):
    """On the phone, with a life."""
    phone.put("jm.vcf", APPLE)
    contact = Contact.objects.get()
    record_encounter(
        member=katrin,
        contacts=[contact],
        on=TODAY - timedelta(days=90),
        now=NOW,
        today=TODAY,
        topic="Glasuren",
    )
    make_promise(
        member=katrin,
        contact=contact,
        what="Link schicken",
        made_on=TODAY,
        due_on=TODAY,
        today=TODAY,
        now=NOW,
    )
    add_note(contact=contact, text="Mag Quitten", on=TODAY, now=NOW)
    label_contact(contact=contact, name="Markt", now=NOW)
    set_rhythm(contact=contact, days=30, today=TODAY)
    return Contact.objects.get()


def test_whom_the_phone_deletes_is_nowhere_to_be_seen(phone, katrin, katrins, jm):
    assert phone.delete("jm.vcf").status == 200
    assert phone.get("jm.vcf").status == 404
    assert find(member=katrin, query="Glasuren").contacts == []
    assert not Promise.objects.visible_to(katrin).exists()
    assert katrins.get(reverse("people:show", args=[jm.pk])).status_code == 404
    for page in ("home:today", "people:index", "promises:index"):
        assert "Jürgen" not in katrins.get(reverse(page)).content.decode()


def test_and_comes_back_whole(phone, jm):
    before = phone.get("jm.vcf").body
    token = phone.sync().token
    phone.delete("jm.vcf")
    restore(contact=Contact.everybody.get(), author="web", now=NOW)
    back = Contact.objects.get()
    assert (back.pk, back.encounters.get().topic, back.promises.get().what) == (
        jm.pk,
        "Glasuren",
        "Link schicken",
    )
    assert {label.name for label in back.labels.all()} == {"Markt"}
    assert phone.get("jm.vcf").body == before
    assert heard(phone.sync(token)) == {"jm.vcf": "there"}


def test_a_phone_that_puts_somebody_back_under_another_name_revives_her(phone, jm):
    phone.delete("jm.vcf")
    token = phone.sync().token
    assert phone.put("again.vcf", APPLE).status == 201
    back = Contact.objects.get()
    assert (back.pk, back.encounters.count(), back.from_phone_at) == (jm.pk, 1, jm.from_phone_at)
    assert heard(phone.sync(token)) == {"again.vcf": "there"}
    assert Card.objects.get(href="jm.vcf").raw in (b"", memoryview(b""))
    assert CardHistory.objects.filter(card__href="again.vcf").exists()


def test_a_phone_that_puts_somebody_back_in_the_same_place_revives_her(phone, jm):
    phone.delete("jm.vcf")
    assert phone.put("jm.vcf", APPLE, if_none_match="*").status == 201
    assert Contact.objects.get().pk == jm.pk


def test_after_thirty_days_it_is_gone_for_good(phone, jm, katrin):
    phone.put("bo.vcf", card("UID:bo", "FN:Bo"))
    phone.delete("jm.vcf")
    Contact.everybody.filter(pk=jm.pk).update(trashed_at=NOW)
    assert empty(now=NOW + TRASH_LASTS - timedelta(hours=1)) == 0
    assert empty(now=NOW + TRASH_LASTS) == 1
    assert [one.display_name for one in Contact.everybody.all()] == ["Bo"]
    for model in (Encounter, Promise, Note, CardHistory):
        assert not model.objects.exists()
    assert Card.objects.get(href="jm.vcf").raw in (b"", memoryview(b""))


def test_an_encounter_with_somebody_else_stays(phone, katrin, jm):
    phone.put("bo.vcf", card("UID:bo", "FN:Bo"))
    bo = Contact.objects.get(display_name="Bo")
    both = record_encounter(member=katrin, contacts=[jm, bo], on=TODAY, now=NOW, today=TODAY)
    phone.delete("jm.vcf")
    delete_contact(contact=bo, now=NOW)
    assert Encounter.objects.filter(pk=both.pk).exists()
    discard(contact=Contact.everybody.get(), now=NOW)
    assert not Encounter.objects.exists()


def test_deleting_here_is_for_good(phone, jm):
    delete_contact(contact=jm, now=NOW)
    assert not Contact.everybody.exists()


def test_a_stranger_finds_nothing_of_it(phone, cyds_phone, jm, cyd):
    phone.delete("jm.vcf")
    cyds_phone.put("jm.vcf", APPLE)
    assert Contact.objects.get().member == cyd
    assert Contact.everybody.count() == 2
