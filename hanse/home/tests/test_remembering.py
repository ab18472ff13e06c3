"""What one yes saves, and what its way back removes."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from hanse.home.actions import remembering
from hanse.home.actions.remembering import Confirmed, Named, Promised
from hanse.home.models import Remembered
from hanse.home.tests.conftest import MONDAY, NOW
from hanse.people.actions.contacts import add_note
from hanse.people.actions.labels import label_contact
from hanse.people.models import Contact, Encounter, Label, Note
from hanse.promises.models import Promise

FRIDAY = date(2026, 11, 27)


@pytest.fixture
def remember(katrin):
    def say_yes(key="k1", **said):
        confirmed = Confirmed(**{"on": MONDAY} | said)
        return remembering.remember(member=katrin, key=key, confirmed=confirmed, now=NOW, today=MONDAY)

    return say_yes


def test_one_yes_saves_all_that_was_confirmed(remember, anna):
    remembered, is_new = remember(
        people=[Named(anna), Named(name="Tina Roth")],
        place="needlework evening",
        topic="wool",
        note="the whole line",
        promises=[Promised("mine", "send the link", FRIDAY, (0,)), Promised("theirs", "bring the book")],
        labels=["crochet"],
    )
    tina = Contact.objects.get(display_name="Tina Roth")
    encounter = Encounter.objects.get()
    assert is_new
    assert set(encounter.contacts.all()) == {anna, tina}
    assert (encounter.place, encounter.topic, encounter.note) == (
        "needlework evening",
        "wool",
        "the whole line",
    )
    assert set(Promise.objects.values_list("contact__display_name", "what", "due_on", "encounter")) == {
        ("Anna Beck", "send the link", FRIDAY, encounter.pk),
        ("Anna Beck", "bring the book", None, encounter.pk),
        ("Tina Roth", "bring the book", None, encounter.pk),
    }
    assert set(Label.objects.get().contacts.all()) == {anna, tina}
    assert remembered.made["contacts"] == [str(tina.pk)]


def test_the_same_key_saves_once(remember, anna):
    first, _new = remember(people=[Named(anna)])
    again, is_new = remember(people=[Named(anna)])
    assert (again, is_new) == (first, False)
    assert Encounter.objects.count() == 1


def test_another_members_same_key_is_another(remember, anna, cyd):
    remember(people=[Named(anna)])
    said = Confirmed([Named(name="Bo Lindner")], on=MONDAY)
    _remembered, is_new = remembering.remember(member=cyd, key="k1", confirmed=said, now=NOW, today=MONDAY)
    assert is_new


def test_a_name_said_twice_is_one_person(remember, anna):
    remember(
        people=[Named(name="Tina Roth"), Named(name="tina  roth "), Named(anna), Named(anna)],
        promises=[Promised("mine", "call her", None, (3,))],
    )
    assert Contact.objects.count() == 2
    assert Promise.objects.get().contact == anna


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"people": []}, "at least one person"),
        ({"people": [Named(name=" ")]}, "at least one person"),
        ({"people": [Named(name="Bo")], "on": MONDAY + timedelta(days=1)}, "still to come"),
        (
            {"people": [Named(name="Bo")], "promises": [Promised("mine", "x", date(2026, 1, 1))]},
            "before it was made",
        ),
    ],
)
def test_what_cannot_be_saves_nothing_at_all(remember, wrong, words):
    with pytest.raises(ValidationError, match=words):
        remember(**wrong)
    assert not Contact.objects.exists()
    assert not Encounter.objects.exists()
    assert not Remembered.objects.exists()


def test_nobody_of_anothers_book_can_be_met(remember, cyd):
    said = Confirmed([Named(name="Bo Lindner")], on=MONDAY)
    remembering.remember(member=cyd, key="k", confirmed=said, now=NOW, today=MONDAY)
    with pytest.raises(ValidationError, match="not in your book"):
        remember(people=[Named(Contact.objects.get())])


def test_the_way_back_removes_exactly_what_was_made(remember, anna):
    label_contact(contact=anna, name="friends", now=NOW)
    before = _everything()
    remembered, _new = remember(
        people=[Named(anna), Named(name="Tina Roth")],
        promises=[Promised("mine", "send the link")],
        labels=["friends", "crochet"],
    )
    for _again in range(2):
        remembering.take_back(remembered=remembered, now=NOW)
        assert _everything() == before
    assert anna.labels.get().name == "friends"


def test_a_new_person_who_gained_a_note_since_stays(remember):
    remembered, _new = remember(people=[Named(name="Tina Roth")])
    add_note(contact=Contact.objects.get(), text="draws logos", on=MONDAY, now=NOW)
    remembering.take_back(remembered=remembered, now=NOW)
    assert Contact.objects.get().notes.get().text == "draws logos"
    assert not Encounter.objects.exists()


def test_a_new_list_that_others_joined_since_stays(remember, anna, person):
    remembered, _new = remember(people=[Named(anna)], labels=["crochet"])
    label_contact(contact=person("Bo Lindner"), name="crochet", now=NOW)
    remembering.take_back(remembered=remembered, now=NOW)
    assert [one.display_name for one in Label.objects.get().contacts.all()] == ["Bo Lindner"]


def test_after_the_way_back_the_same_line_may_be_saved_again(remember, anna):
    remembered, _new = remember(people=[Named(anna)])
    remembering.take_back(remembered=remembered, now=NOW)
    again, is_new = remember(people=[Named(anna)])
    assert (again, is_new) == (remembered, True)
    remembering.take_back(remembered=again, now=NOW)
    assert not Encounter.objects.exists()


def test_a_note_is_kept_with_each_person_and_is_no_encounter(katrin, anna):
    named = [Named(anna), Named(name="Tina Roth")]
    said = {"member": katrin, "key": "k", "named": named, "text": "both like wool", "on": MONDAY, "now": NOW}
    remembered, is_new = remembering.note_down(**said)
    assert is_new
    assert sorted(Note.objects.values_list("contact__display_name", "text")) == [
        ("Anna Beck", "both like wool"),
        ("Tina Roth", "both like wool"),
    ]
    assert not Encounter.objects.exists()
    assert remembering.note_down(**said) == (remembered, False)
    remembering.take_back(remembered=remembered, now=NOW)
    assert not Note.objects.exists()
    assert list(Contact.objects.all()) == [anna]


def test_a_note_needs_somebody(katrin):
    with pytest.raises(ValidationError, match="at least one person"):
        remembering.note_down(member=katrin, key="k", named=[], text="wool", on=MONDAY, now=NOW)


def test_old_keys_are_forgotten(remember, anna):
    remember(people=[Named(anna)])
    assert remembering.forget_keys(before=NOW) == 0
    assert remembering.forget_keys(before=NOW + timedelta(seconds=1)) == 1


def _everything():
    models = (Contact, Encounter, Label, Note, Promise)
    return {
        model.__name__: sorted(str(pk) for pk in model.objects.values_list("pk", flat=True))
        for model in models
    }
