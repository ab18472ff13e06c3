"""What every address of the room answers: the one whose it is, a stranger, a visitor; and that looking changes nothing."""

import pytest
from django.urls import reverse

from hanse.promises.models import Promise

FORMS = ["edit", "give_back", "new_day"]
VERBS = ["keep", "release", "give_back", "new_day", "old_day", "reopen", "delete", "edit"]
ONLY_POST = ["keep", "release", "old_day", "reopen", "delete"]


@pytest.fixture
def address(promise):
    made = promise(direction=Promise.Direction.MINE)
    return lambda name: reverse(f"promises:{name}", args=[made.pk])


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_shown_and_changes_nothing(katrins, address, name):
    before = list(Promise.objects.values())
    assert katrins.get(address(name)).status_code == 200
    assert list(Promise.objects.values()) == before


@pytest.mark.parametrize("name", ONLY_POST)
def test_a_verb_does_nothing_on_looking(katrins, address, name):
    before = list(Promise.objects.values())
    assert katrins.get(address(name)).status_code == 405
    assert list(Promise.objects.values()) == before


@pytest.mark.parametrize("name", VERBS)
def test_a_stranger_finds_nothing(cyds, address, name):
    before = list(Promise.objects.values())
    assert cyds.post(address(name), {"due_on": "2030-01-01", "word": "", "what": "x"}).status_code == 404
    assert list(Promise.objects.values()) == before


@pytest.mark.parametrize("name", VERBS)
def test_a_visitor_is_asked_to_sign_in(visitor, address, name):
    before = list(Promise.objects.values())
    answer = visitor.post(address(name), {"due_on": "2030-01-01"})
    assert answer.status_code == 302
    assert "login" in answer["Location"] or "kept" in answer["Location"]
    assert list(Promise.objects.values()) == before


@pytest.mark.parametrize("name", ["index", "new"])
def test_a_visitor_sees_no_list(visitor, name):
    assert visitor.get(reverse(f"promises:{name}")).status_code == 302
