"""What can be done with a promise, and by whom."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from hanse.people.models import SearchText
from hanse.promises import actions
from hanse.promises.models import Promise
from hanse.promises.tests.conftest import MONDAY

FRIDAY = date(2026, 11, 27)
THEIRS = Promise.Direction.THEIRS


def test_a_promise_is_open_until_something_ends_it(promise):
    made = promise()
    assert made.is_open
    assert not made.is_late(today=FRIDAY)
    assert made.days_late(today=FRIDAY + timedelta(days=3)) == 3


def test_it_is_cleaned_and_must_say_something(promise):
    assert promise(what="  send \u202ethe link \x00").what == "send the link"
    with pytest.raises(ValidationError, match="Say what was promised"):
        promise(what=" \u202e ")


def test_it_cannot_fall_due_before_it_was_made(promise):
    with pytest.raises(ValidationError, match="cannot fall due before it was made"):
        promise(due_on=MONDAY - timedelta(days=1))


def test_it_cannot_be_made_tomorrow(promise):
    with pytest.raises(ValidationError, match="still to come"):
        promise(made_on=MONDAY + timedelta(days=1))


def test_nobody_promises_to_somebody_in_anothers_book(promise, cyd):
    with pytest.raises(ValidationError, match="not in your book"):
        promise(member=cyd)


def test_i_keep_what_i_promised(promise):
    assert actions.keep(promise=promise(), on=MONDAY).kept_on == MONDAY


def test_what_was_promised_to_me_arrives(promise):
    assert actions.keep(promise=promise(direction=THEIRS), on=MONDAY).kept_on == MONDAY


def test_i_let_go_only_what_was_promised_to_me(promise):
    assert actions.release(promise=promise(direction=THEIRS), on=MONDAY).released_on == MONDAY
    with pytest.raises(ValidationError, match="Only the one it was promised to"):
        actions.release(promise=promise(), on=MONDAY)


def test_i_give_back_only_what_i_promised(promise):
    returned = actions.give_back(promise=promise(), on=MONDAY, word=" Too much at once. ")
    assert (returned.returned_on, returned.parting_word) == (MONDAY, "Too much at once.")
    with pytest.raises(ValidationError, match="Only the one who promised"):
        actions.give_back(promise=promise(direction=THEIRS), on=MONDAY)


def test_keeping_twice_keeps_the_first_day(promise):
    made = promise()
    actions.keep(promise=made, on=MONDAY)
    assert actions.keep(promise=made, on=FRIDAY).kept_on == MONDAY


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (actions.keep, actions.give_back, "kept already"),
        (actions.give_back, actions.keep, "gave it back already"),
    ],
)
def test_a_stale_page_is_told_how_it_ended(promise, first, second, words):
    made = promise()
    first(promise=made, on=MONDAY)
    with pytest.raises(ValidationError, match=words):
        second(promise=made, on=FRIDAY)


def test_what_was_let_go_cannot_arrive_any_more(promise):
    made = promise(direction=THEIRS)
    actions.release(promise=made, on=MONDAY)
    with pytest.raises(ValidationError, match="let it go already"):
        actions.keep(promise=made, on=FRIDAY)


def test_a_new_day_leaves_a_trace_and_a_way_back(promise):
    made = actions.renegotiate(promise=promise(), due_on=date(2026, 12, 4), today=MONDAY)
    assert made.due_on == date(2026, 12, 4)
    assert [(one.from_due, one.to_due) for one in made.renegotiations.all()] == [(FRIDAY, date(2026, 12, 4))]
    back = actions.take_back_new_day(promise=made)
    assert (back.due_on, back.renegotiations.count()) == (FRIDAY, 0)


def test_the_same_new_day_twice_is_agreed_once(promise):
    made = promise()
    for _again in range(2):
        made = actions.renegotiate(promise=made, due_on=date(2026, 12, 4), today=MONDAY)
    assert made.renegotiations.count() == 1


def test_taking_back_a_day_that_was_changed_since_does_nothing(promise):
    made = actions.renegotiate(promise=promise(), due_on=date(2026, 12, 4), today=MONDAY)
    made = actions.change(
        promise=made, what="send it", direction="mine", due_on=date(2026, 12, 5), today=MONDAY
    )
    assert actions.take_back_new_day(promise=made).due_on == date(2026, 12, 5)


def test_a_new_day_is_today_or_later(promise):
    made = promise()
    assert actions.renegotiate(promise=made, due_on=FRIDAY, today=FRIDAY).due_on == FRIDAY
    with pytest.raises(ValidationError, match="has passed"):
        actions.renegotiate(promise=made, due_on=FRIDAY, today=FRIDAY + timedelta(days=1))


def test_what_was_kept_gets_no_new_day(promise):
    made = actions.keep(promise=promise(), on=MONDAY)
    with pytest.raises(ValidationError, match="kept already"):
        actions.renegotiate(promise=made, due_on=FRIDAY, today=MONDAY)


@pytest.mark.parametrize("end", [actions.keep, actions.give_back])
def test_every_end_has_a_way_back(promise, end):
    ended = end(promise=promise(), on=MONDAY)
    assert actions.reopen(promise=ended).is_open
    assert actions.reopen(promise=ended).is_open


def test_thirty_days_late_it_lapses_quietly_and_once(promise):
    made = promise()
    day = FRIDAY + timedelta(days=30)
    assert actions.lapse_overdue(today=day - timedelta(days=1)) == 0
    assert actions.lapse_overdue(today=day) == 1
    assert actions.lapse_overdue(today=day + timedelta(days=3)) == 0
    made.refresh_from_db()
    assert made.lapsed_on == day


def test_what_was_kept_or_has_no_day_never_lapses(promise):
    actions.keep(promise=promise(), on=FRIDAY)
    promise(due_on=None)
    assert actions.lapse_overdue(today=FRIDAY + timedelta(days=300)) == 0


def test_a_lapsed_one_opens_with_a_new_day_or_turns_out_kept(promise):
    for act in (
        lambda made: actions.renegotiate(promise=made, due_on=date(2027, 3, 1), today=date(2027, 2, 1)),
        lambda made: actions.keep(promise=made, on=date(2027, 2, 1)),
    ):
        made = promise()
        actions.lapse_overdue(today=date(2027, 1, 31))
        assert act(made).lapsed_on is None


def test_a_stroke_leaves_nothing_behind(promise):
    made = promise()
    actions.renegotiate(promise=made, due_on=date(2026, 12, 4), today=MONDAY)
    actions.delete(promise=made)
    actions.delete(promise=made)
    assert not Promise.objects.exists()


def test_the_search_knows_its_words_as_long_as_it_is_there(promise, anna):
    made = promise(what="Färberei zeigen")
    assert " farberei " in _words_about(anna)
    made = actions.give_back(promise=made, on=MONDAY, word="Hexenschuss")
    assert " hexenschuss" in _words_about(anna)
    actions.reopen(promise=made)
    assert "hexenschuss" not in _words_about(anna)
    actions.change(promise=made, what="Link", direction="mine", due_on=None, today=MONDAY)
    assert "farberei" not in _words_about(anna)
    actions.delete(promise=made)
    assert " link" not in _words_about(anna)


def test_nobody_else_sees_it(promise, cyd, katrin):
    made = promise()
    assert list(Promise.objects.visible_to(katrin)) == [made]
    assert not Promise.objects.visible_to(cyd).exists()


def _words_about(contact):
    return SearchText.objects.get(contact=contact).text
