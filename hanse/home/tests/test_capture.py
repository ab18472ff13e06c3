"""The capture line: understood, corrected, confirmed; nothing saved before she says so."""

import re
from datetime import timedelta

import html5lib
import pytest
from django.urls import reverse
from django.utils import timezone

from hanse.accounts.actions import save_draft
from hanse.accounts.models import Draft
from hanse.home.models import Remembered
from hanse.home.tests.conftest import NOW
from hanse.people.actions.contacts import create_contact
from hanse.people.actions.labels import label_contact
from hanse.people.models import Contact, Encounter, Label, Note
from hanse.promises.models import Promise

HTMX = {"HX-Request": "true"}
TODAY = timezone.localdate()
LINE = "Mit Anna Beck beim Handarbeitstreff über Wolle geredet, schicke ihr bis Freitag den Link #häkeln"
CAPTURE, REMEMBER, NOTE = (reverse(f"home:{name}") for name in ("capture", "remember", "note"))


@pytest.fixture
def understood(katrins):
    """Post a line and return the fields that come back, as a browser would send them."""

    def read(line, **more):
        answer = katrins.post(CAPTURE, {"line": line, "key": "k1"} | more)
        assert answer.status_code == 200
        return _fields(answer.content.decode())

    return read


@pytest.fixture
def say_yes(katrins):
    def post(fields, *, to=REMEMBER, **more):
        return katrins.post(to, fields, **more)

    return post


def test_reading_saves_nothing(understood, anna):
    fields = understood(LINE)
    assert _count() == {"contacts": 1, "encounters": 0, "promises": 0, "notes": 0, "labels": 0}
    assert not Remembered.objects.exists()
    assert fields["people-0-heard"] == "Anna Beck"
    assert fields["on"] == TODAY.isoformat()
    assert fields["place"] == "Handarbeitstreff"
    assert fields["note"] == LINE


def test_so_understood_so_remembered(understood, say_yes, anna):
    answer = say_yes(understood(LINE), follow=True)
    assert "Remembered." in answer.content.decode()
    encounter, promise = Encounter.objects.get(), Promise.objects.get()
    assert (encounter.on, encounter.place, encounter.note) == (TODAY, "Handarbeitstreff", LINE)
    assert list(encounter.contacts.all()) == [anna]
    assert (promise.contact, promise.direction, promise.encounter) == (anna, "mine", encounter)
    assert [label.name for label in anna.labels.all()] == ["häkeln"]


def test_the_same_yes_twice_is_remembered_once(understood, say_yes, anna):
    fields = understood(LINE)
    say_yes(fields)
    before = _count()
    assert "remembered already" in say_yes(fields, follow=True).content.decode()
    assert _count() == before


def test_the_way_back_removes_exactly_that(katrins, understood, say_yes, anna):
    label_contact(contact=anna, name="friends", now=NOW)
    before = _count()
    page = say_yes(understood(LINE), follow=True).content.decode()
    katrins.post(_undo(page))
    assert _count() == before


def test_somebody_unknown_is_proposed_as_new(understood, say_yes):
    fields = understood("Tina Roth getroffen")
    assert fields["people-0-heard"] == "Tina Roth"
    say_yes(fields)
    assert Encounter.objects.get().contacts.get().display_name == "Tina Roth"


def test_two_with_one_name_are_asked_for(understood, say_yes, anna, person):
    other = person("Anna Öhler")
    fields = understood("Anna getroffen")
    answer = say_yes(fields)
    assert answer.status_code == 422
    assert "Choose one" in answer.content.decode()
    assert _count()["encounters"] == 0
    say_yes(fields | {"people-0-who": str(other.pk)})
    assert Encounter.objects.get().contacts.get() == other


def test_a_known_name_may_be_somebody_new_all_the_same(understood, say_yes, anna):
    say_yes(understood(LINE) | {"people-0-who": "new", "people-0-name": "Anna Beckmann"})
    assert [one.display_name for one in Encounter.objects.get().contacts.all()] == ["Anna Beckmann"]


def test_every_chip_can_be_corrected_or_dropped(understood, say_yes, anna, person):
    bo = person("Bo Lindner")
    yesterday = TODAY - timedelta(days=1)
    say_yes(
        understood(LINE)
        | {
            "people-1-name": "bo lindner",
            "kind": "call",
            "on": yesterday.isoformat(),
            "place": "",
            "topic": "yarn",
            "note": "my own words",
            "promises-0-what": "",
            "labels-0-name": "",
        }
    )
    encounter = Encounter.objects.get()
    assert set(encounter.contacts.all()) == {anna, bo}
    assert (encounter.kind, encounter.on, encounter.place) == ("call", yesterday, "")
    assert (encounter.topic, encounter.note) == ("yarn", "my own words")
    assert _count()["promises"] == _count()["labels"] == 0


def test_who_was_left_out_was_not_there(understood, say_yes, anna):
    say_yes(understood(LINE) | {"people-0-who": "dropped", "people-1-name": "Tina Roth"})
    assert [one.display_name for one in Encounter.objects.get().contacts.all()] == ["Tina Roth"]


def test_a_promise_is_to_one_of_several(understood, say_yes, anna, person):
    tina = person("Tina Roth")
    fields = understood("Anna Beck und Tina Roth getroffen, schicke den Link")
    say_yes(fields | {"promises-0-whom": "1", "promises-0-direction": "theirs"})
    promise = Promise.objects.get()
    assert (promise.contact, promise.direction) == (tina, "theirs")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"on": (TODAY + timedelta(days=1)).isoformat()}, "still to come"),
        ({"on": "2026-02-30"}, "There is no such day"),
        ({"on": ""}, "Choose a day"),
        ({"promises-0-due_on": "2001-01-01"}, "before it was made"),
        ({"people-0-who": "dropped"}, "Who was there"),
        ({"people-0-who": "0190163d-8694-739b-aea5-966c26f8ad91"}, "Valid choice|valid choice|not one of"),
        ({"line": "changed"}, "has changed"),
        ({"line": ""}, "is empty"),
        ({"labels-0-name": "x" * 81}, "80"),
    ],
)
def test_what_does_not_fit_comes_back_in_words_and_saves_nothing(understood, say_yes, anna, wrong, words):
    before = _count()
    answer = say_yes(understood(LINE) | {"place": "my corrected place"} | wrong)
    assert answer.status_code == 422
    assert re.search(words, answer.content.decode())
    if "line" not in wrong:
        assert "my corrected place" in answer.content.decode()
    assert _count() == before


def test_another_members_person_cannot_be_chosen(understood, say_yes, anna, cyd):
    theirs = _stranger(cyd)
    answer = say_yes(understood(LINE) | {"people-0-who": str(theirs.pk)})
    assert answer.status_code == 422
    assert not Encounter.objects.exists()


def test_only_as_a_note(understood, say_yes, anna):
    answer = say_yes(understood(LINE), to=NOTE, follow=True)
    assert "Kept as a note" in answer.content.decode()
    assert Note.objects.get().text == LINE
    assert _count() == {"contacts": 1, "encounters": 0, "promises": 0, "notes": 1, "labels": 0}
    assert "remembered already" in say_yes(understood(LINE), to=NOTE, follow=True).content.decode()


def test_a_note_about_nobody_asks_for_somebody(understood, say_yes):
    fields = understood("das Garn ist aus Liberec")
    answer = say_yes(fields, to=NOTE)
    assert answer.status_code == 422
    assert "Who was there" in answer.content.decode()
    say_yes(fields | {"people-0-name": "Jana Kovářová"}, to=NOTE)
    assert Note.objects.get().contact.display_name == "Jana Kovářová"


def test_while_typing_only_the_chips_come(katrins, anna):
    page = katrins.post(CAPTURE, {"line": LINE, "key": "k1"}, headers=HTMX).content.decode()
    assert "<html" not in page
    assert "chip--guess" in page
    assert "Anna Beck" in page


def test_a_correction_stays_while_the_line_stays(katrins, understood, anna):
    fields = understood(LINE) | {"place": "at the market"}
    page = katrins.post(CAPTURE, fields, headers=HTMX).content.decode()
    assert "at the market" in page


def test_who_was_chosen_stays_while_she_writes_on(katrins, understood, anna, person):
    other = person("Anna Öhler")
    fields = understood("Anna getroffen") | {"people-0-who": str(other.pk), "line": "Anna getroffen, Wolle"}
    page = katrins.post(CAPTURE, fields).content.decode()
    assert _fields(page)["people-0-who"] == str(other.pk)


def test_an_empty_line_says_that_a_name_is_enough(katrins):
    assert "One name is enough" in katrins.post(CAPTURE, {"line": "  "}).content.decode()


def test_a_line_is_cleaned_of_what_nobody_types(understood, say_yes, anna):
    say_yes(understood("Anna \u202eBeck\x07 getroffen"))
    assert Encounter.objects.get().note == "Anna Beck getroffen"


def test_a_very_long_line_is_refused_in_words(katrins, understood, say_yes, anna):
    fields = understood("Anna Beck getroffen. " + "a" * 10_000)
    assert "too long" in say_yes(fields).content.decode()
    assert _count()["encounters"] == 0


def test_the_draft_goes_when_it_is_remembered(katrin, understood, say_yes, anna):
    save_draft(user=katrin.user, path="/", body='[["line", "x"]]', now=timezone.now())
    say_yes(understood(LINE))
    assert not Draft.objects.exists()


def test_what_is_shared_fills_the_line_and_saves_nothing(katrins, anna):
    query = {"title": "Anna Beck", "text": "Anna Beck", "url": "https://wool.example/"}
    page = katrins.get(reverse("home:share"), query).content.decode()
    assert "Anna Beck https://wool.example/</textarea>" in page
    assert _count()["encounters"] == 0
    assert not Draft.objects.exists()


@pytest.mark.parametrize("address", [CAPTURE, REMEMBER, NOTE])
def test_a_visitor_is_asked_to_sign_in(visitor, address):
    assert visitor.post(address, {"line": LINE}).status_code == 302


@pytest.mark.parametrize("address", [REMEMBER, NOTE])
def test_looking_saves_nothing(katrins, address):
    assert katrins.get(address).status_code == 405


def test_a_stranger_cannot_take_it_back(cyds, visitor, understood, say_yes, anna):
    undo = _undo(say_yes(understood(LINE), follow=True).content.decode())
    assert cyds.post(undo).status_code == 404
    assert visitor.post(undo).status_code == 302
    assert Encounter.objects.count() == 1


def test_names_of_others_books_are_never_proposed(cyds, katrins, cyd, anna):
    page = cyds.post(CAPTURE, {"line": LINE, "key": "k"}).content.decode()
    assert str(anna.pk) not in page


def _count():
    models = {
        "contacts": Contact,
        "encounters": Encounter,
        "promises": Promise,
        "notes": Note,
        "labels": Label,
    }
    return {name: model.objects.count() for name, model in models.items()}


def _undo(page):
    return re.search(r'action="(/capture/[^"]+/take-back/)"', page).group(1)


def _stranger(cyd):
    return create_contact(member=cyd, name="Anna Beck", now=NOW)


def _fields(page):
    """Return what a browser would send of the capture form on a page."""
    form = html5lib.parse(page, namespaceHTMLElements=False).find(".//form[@class='capture']")
    fields = {}
    for field in (one for one in form.iter() if one.tag in ("input", "textarea", "select")):
        name, kind = field.get("name"), field.get("type")
        if not name or (kind in ("radio", "checkbox") and field.get("checked") is None):
            continue
        if field.tag == "select":
            chosen = field.find("option[@selected]")
            fields[name] = (chosen if chosen is not None else field.find("option")).get("value")
        else:
            fields[name] = (field.text or "") if field.tag == "textarea" else field.get("value", "")
    return fields
