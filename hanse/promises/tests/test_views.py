"""The verbs as pages and buttons: what is said, where it leads, and the way back."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hanse.people.actions.contacts import create_contact
from hanse.promises import actions
from hanse.promises.models import Promise
from hanse.promises.tests.conftest import NOW

HTMX = {"HX-Request": "true"}
TODAY = timezone.localdate()


@pytest.fixture
def owed(promise):
    """Make a promise as of today; these pages know only the real day."""
    return lambda **said: promise(
        **{"made_on": TODAY, "today": TODAY, "due_on": TODAY + timedelta(days=2)} | said
    )


@pytest.fixture
def press(katrins):
    def press(name, made, data=None, **more):
        return katrins.post(reverse(f"promises:{name}", args=[made.pk]), data or {}, **more)

    return press


def test_the_list_tells_mine_theirs_and_what_was(katrins, owed):
    owed(what="send the link")
    owed(what="bring the book", direction="theirs")
    actions.give_back(promise=owed(what="sew a bag"), on=TODAY, word="no time")
    page = katrins.get(reverse("promises:index")).content.decode()
    mine, theirs, past = (page.index(what) for what in ("send the link", "bring the book", "sew a bag"))
    assert mine < theirs < past
    assert "honestly given back" in page
    assert "no time" in page


def test_a_double_click_writes_it_down_once(katrins, katrin):
    dora = create_contact(member=katrin, name="Dora Kunz", now=NOW)
    sent = {"contact": dora.pk, "who": "Dora Kunz", "direction": "mine", "what": "send the link"}
    for _click in range(2):
        assert katrins.post(reverse("promises:new") + f"?contact={dora.pk}", sent).status_code == 302
    assert Promise.objects.get().what == "send the link"
    katrins.post(reverse("promises:new") + f"?contact={dora.pk}", sent | {"what": "send the book"})
    assert Promise.objects.count() == 2


def test_an_empty_list_says_what_it_would_hold(katrins):
    answer = katrins.get(reverse("promises:index"))
    assert "Here stands what you promised" in answer.content.decode()


@pytest.mark.parametrize("ended", [False, True])
def test_the_list_costs_the_same_for_one_and_for_three(katrins, owed, ended):
    counts = []
    for more in (1, 2):
        for _promise in range(more):
            made = owed()
            if ended:
                actions.keep(promise=made, on=TODAY)
        counts.append(_queries(katrins, reverse("promises:index")))
    assert counts[0] == counts[1]


def test_older_ones_are_a_page_further(katrins, owed):
    for number in range(31):
        actions.keep(promise=owed(what=f"the {number}. thing"), on=TODAY - timedelta(days=number))
    first = katrins.get(reverse("promises:index")).content.decode()
    assert "the 29. thing" in first
    assert "the 30. thing" not in first
    second = katrins.get(reverse("promises:index"), {"from": "30"}).content.decode()
    assert "the 30. thing" in second
    assert katrins.get(reverse("promises:index"), {"from": "x"}).status_code == 200


def test_a_late_one_begins_with_agreeing_anew(katrins, owed):
    owed(made_on=TODAY - timedelta(days=9), due_on=TODAY - timedelta(days=3))
    page = katrins.get(reverse("promises:index")).content.decode()
    assert "3 days over" in page
    assert page.index("Agree on a new day") < page.index("Kept") < page.index("manage it")


def test_kept_says_so_and_offers_the_way_back(katrins, press, owed):
    made = owed()
    answer = press("keep", made, {"next": "/promises/"}, follow=True)
    assert answer.redirect_chain == [("/promises/", 302)]
    assert "Kept: send the link" in answer.content.decode()
    undo = reverse("promises:reopen", args=[made.pk])
    assert undo in answer.content.decode()
    assert _fresh(made).kept_on == TODAY
    katrins.post(f"{undo}?next=/promises/")
    assert _fresh(made).is_open


def test_kept_twice_says_so_and_keeps_the_first(press, owed):
    made = owed()
    press("keep", made)
    assert "written down already" in press("keep", made, follow=True).content.decode()
    assert "kept already" in press("give_back", made, follow=True).content.decode()


def test_htmx_gets_the_row_and_the_toast_alone(press, owed):
    made = owed()
    page = press("keep", made, headers=HTMX).content.decode()
    assert "<html" not in page
    assert f'id="promise-{made.pk}"' in page
    assert 'hx-swap-oob="beforeend:#toasts"' in page
    assert "Kept: send the link" in page


@pytest.mark.parametrize(
    ("direction", "verb", "words"), [("theirs", "keep", "It has arrived"), ("theirs", "release", "Let go")]
)
def test_what_was_promised_to_me_arrives_or_is_let_go(press, owed, direction, verb, words):
    made = owed(direction=direction)
    assert words in press(verb, made, follow=True).content.decode()
    assert not _fresh(made).is_open


def test_only_the_one_it_was_promised_to_lets_it_go(press, owed):
    made = owed()
    assert "Only the one it was promised to" in press("release", made, follow=True).content.decode()
    assert _fresh(made).is_open


def test_it_is_given_back_with_a_word(press, owed):
    made = owed()
    assert "Given back" in press("give_back", made, {"word": "too much"}, follow=True).content.decode()
    assert _fresh(made).parting_word == "too much"


def test_a_word_that_is_too_long_comes_back(press, owed):
    made = owed()
    answer = press("give_back", made, {"word": "x" * 301})
    assert answer.status_code == 422
    assert "x" * 301 in answer.content.decode()
    assert _fresh(made).is_open


def test_a_new_day_and_the_old_one_again(katrins, press, owed):
    made = owed()
    later = TODAY + timedelta(days=14)
    answer = press("new_day", made, {"due_on": later.isoformat()}, follow=True)
    assert "There is a new day" in answer.content.decode()
    assert _fresh(made).due_on == later
    katrins.post(reverse("promises:old_day", args=[made.pk]))
    assert _fresh(made).due_on == TODAY + timedelta(days=2)


@pytest.mark.parametrize(
    ("typed", "words"),
    [("2026-02-30", "There is no such day"), ("", "Choose a day"), ("2020-01-05", "has passed")],
)
def test_a_day_that_cannot_be_is_refused_in_words(press, owed, typed, words):
    made = owed()
    answer = press("new_day", made, {"due_on": typed}, headers=HTMX)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert _fresh(made).due_on == TODAY + timedelta(days=2)


def test_the_form_for_a_new_day_offers_days_at_hand(katrins, owed):
    page = katrins.get(reverse("promises:new_day", args=[owed().pk]), headers=HTMX).content.decode()
    assert (TODAY + timedelta(days=7)).isoformat() in page
    assert "<html" not in page


def test_words_are_corrected(press, owed):
    made = owed()
    press("edit", made, {"direction": "theirs", "what": " bring\u202e it ", "due_on": ""})
    changed = _fresh(made)
    assert (changed.direction, changed.what, changed.due_on) == ("theirs", "bring it", None)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"what": ""}, "Say what was promised"), ({"due_on": "2001-01-01"}, "cannot fall due")],
)
def test_wrong_words_come_back_with_what_was_typed(press, owed, wrong, words):
    made = owed()
    answer = press("edit", made, {"direction": "mine", "what": "half a sentence"} | wrong)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert _fresh(made).what == "send the link"


def test_a_stroke_strikes_it_off_and_a_second_finds_nothing(press, owed):
    made = owed()
    assert "Struck off" in press("delete", made, follow=True).content.decode()
    assert not Promise.objects.exists()
    assert press("delete", made).status_code == 404


def test_nobody_is_led_to_another_house(press, owed):
    answer = press("keep", owed(), {"next": "https://elsewhere.example/"})
    assert answer["Location"] == reverse("promises:index")


def test_a_promise_is_written_down_by_name(katrins, anna):
    answer = katrins.post(
        reverse("promises:new"),
        {"who": "anna beck", "direction": "mine", "what": "send it", "due_on": "3.12.2099"},
    )
    assert answer.status_code == 302
    made = Promise.objects.get()
    assert (made.contact, made.due_on, made.made_on) == (anna, date(2099, 12, 3), TODAY)


def test_from_a_persons_page_her_name_is_known(katrins, anna):
    address = f"{reverse('promises:new')}?contact={anna.pk}"
    assert "A promise with Anna Beck" in katrins.get(address).content.decode()
    katrins.post(address, {"direction": "theirs", "what": "bring it"})
    assert Promise.objects.get().contact == anna


@pytest.mark.parametrize("contact", ["nonsense", "0190163d-8694-739b-aea5-966c26f8ad91"])
def test_a_person_who_is_not_there_is_not_found(katrins, contact):
    assert katrins.get(reverse("promises:new"), {"contact": contact}).status_code == 404


def test_a_strangers_person_is_not_found(cyds, anna):
    assert cyds.get(reverse("promises:new"), {"contact": anna.pk}).status_code == 404


def test_of_two_with_one_name_she_chooses(katrins, katrin, anna):
    other = create_contact(member=katrin, name="Anna Beck", now=NOW)
    typed = {"who": "Anna", "direction": "mine", "what": "send it"}
    answer = katrins.post(reverse("promises:new"), typed)
    assert answer.status_code == 422
    assert "Choose one" in answer.content.decode()
    assert str(other.pk) in answer.content.decode()
    katrins.post(reverse("promises:new"), typed | {"contact": other.pk})
    assert Promise.objects.get().contact == other


@pytest.mark.parametrize(("who", "words"), [("Nobody Here", "Nobody in your book"), ("", "Name the person")])
def test_an_unknown_name_is_refused_in_words(katrins, anna, who, words):
    answer = katrins.post(reverse("promises:new"), {"who": who, "direction": "mine", "what": "send it"})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "send it" in answer.content.decode()
    assert not Promise.objects.exists()


def _fresh(promise):
    return Promise.objects.get(pk=promise.pk)


def _queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
