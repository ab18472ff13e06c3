"""The search box over everything."""

from django.urls import reverse

from conftest import TODAY
from hanse.home.tests.conftest import NOW
from hanse.people.actions.contacts import add_note

SEARCH = reverse("home:search")


def test_it_shows_the_words_in_which_somebody_was_found(katrins, anna):
    add_note(contact=anna, text="Came with a boot full of wool.", on=TODAY, now=NOW)
    page = katrins.get(SEARCH, {"q": "wool"}).content.decode()
    assert "Anna Beck" in page
    assert "Came with a boot full of <mark>wool.</mark>" in page


def test_what_stands_nowhere_is_said_so(katrins, anna):
    page = katrins.get(SEARCH, {"q": "Xylophony"}).content.decode()
    assert "Nothing you wrote down has <strong>Xylophony</strong> in it." in page
    assert reverse("people:new") in page


def test_an_empty_box_says_what_it_is_for(katrins):
    assert "Search for anything you wrote down" in katrins.get(SEARCH).content.decode()


def test_the_words_are_shown_and_never_run(katrins, anna):
    add_note(contact=anna, text="<b>wool</b>", on=TODAY, now=NOW)
    page = katrins.get(SEARCH, {"q": "wool"}).content.decode()
    assert "<b>" not in page
