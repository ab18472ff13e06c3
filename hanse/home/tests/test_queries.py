"""Whom Today names, in which order, and for which reason; whose birthday it tells of."""

from datetime import date, timedelta

import pytest

from hanse.home import queries
from hanse.home.tests.conftest import MONDAY
from hanse.people.actions import contacts as people
from hanse.people.models import Contact

SIX_WEEKS = 42


@pytest.fixture
def whom(katrin):
    def names(today=MONDAY):
        return [one.contact.display_name for one in queries.suggestions(member=katrin, today=today)]

    return names


@pytest.fixture
def with_rhythm(person, met):
    def write(name, *, days, last, **own):
        contact = person(name, **own)
        people.set_rhythm(contact=contact, days=days, today=last)
        met(contact, last)
        return contact

    return write


@pytest.fixture
def celebrates(person):
    def write(name, month, day, year=None):
        contact = person(name)
        Contact.objects.filter(pk=contact.pk).update(
            birthday_month=month, birthday_day=day, birthday_year=year
        )
        return contact

    return write


def test_nobody_stands_here_without_a_reason(person, met, whom):
    met(person("Anna Beck"), date(2025, 1, 1))
    person("Somebody imported")
    assert whom() == []


def test_a_rhythm_names_somebody_on_the_day_it_runs_out(with_rhythm, whom):
    with_rhythm("Petra Sailer", days=SIX_WEEKS, last=MONDAY - timedelta(days=41))
    assert whom() == []
    assert whom(MONDAY + timedelta(days=1)) == ["Petra Sailer"]


def test_the_most_overdue_measured_by_her_rhythm_comes_first(with_rhythm, whom):
    with_rhythm("yearly, a month over", days=365, last=MONDAY - timedelta(days=395))
    with_rhythm("weekly, a week over", days=7, last=MONDAY - timedelta(days=14))
    assert whom() == ["weekly, a week over", "yearly, a month over"]


def test_where_i_reached_out_twice_the_turn_is_the_others(with_rhythm, met, whom):
    waits = with_rhythm("waits", days=10, last=MONDAY - timedelta(days=40))
    met(waits, MONDAY - timedelta(days=20), initiative="me")
    met(waits, MONDAY - timedelta(days=19), initiative="me")
    with_rhythm("less overdue", days=10, last=MONDAY - timedelta(days=17))
    assert whom() == ["less overdue", "waits"]


def test_twice_in_a_row_makes_it_my_turn(person, met, whom):
    bo = person("Bo Lindner")
    met(bo, MONDAY - timedelta(days=9), initiative="them")
    assert whom() == []
    met(bo, MONDAY - timedelta(days=8), initiative="them")
    assert whom() == ["Bo Lindner"]
    met(bo, MONDAY - timedelta(days=1), initiative="me")
    assert whom() == []


@pytest.mark.parametrize(("day", "named"), [(22, False), (23, True), (30, True)])
def test_a_birthday_within_a_week_of_somebody_i_am_in_touch_with(celebrates, met, whom, day, named):
    dora = celebrates("Dora Kunz", 11, day)
    assert whom() == []
    met(dora, date(2026, 9, 1))
    assert whom() == (["Dora Kunz"] if named else [])


def test_whom_i_met_this_week_is_named_again_only_on_the_day(celebrates, met, whom):
    met(celebrates("Dora Kunz", 11, 26), date(2026, 11, 20))
    assert whom() == []
    assert whom(date(2026, 11, 26)) == ["Dora Kunz"]


def test_rhythm_then_turn_then_birthday_and_three_at_most(with_rhythm, celebrates, person, met, whom):
    met(celebrates("birthday", 11, 26), date(2026, 9, 1))
    turn = person("turn")
    met(turn, date(2026, 11, 1), initiative="them")
    met(turn, date(2026, 11, 2), initiative="them")
    with_rhythm("due", days=7, last=date(2026, 11, 1))
    assert whom() == ["due", "turn", "birthday"]
    with_rhythm("due as well", days=7, last=date(2026, 11, 2))
    assert whom() == ["due", "due as well", "turn"]


def test_who_rests_was_put_off_or_was_met_today_is_not_named(with_rhythm, met, whom):
    petra = with_rhythm("Petra Sailer", days=7, last=date(2026, 11, 1))
    people.put_off(contact=petra, days=3, today=MONDAY)
    assert whom() == []
    assert whom(MONDAY + timedelta(days=3)) == ["Petra Sailer"]
    people.rest(contact=petra, today=MONDAY)
    assert whom(MONDAY + timedelta(days=3)) == []
    people.wake(contact=petra)
    met(petra, MONDAY)
    assert whom() == []


def test_another_members_people_are_never_named(with_rhythm, cyd):
    with_rhythm("Petra Sailer", days=7, last=date(2026, 11, 1))
    assert queries.suggestions(member=cyd, today=MONDAY) == []
    assert queries.birthdays(member=cyd, today=MONDAY) == []


def test_birthdays_of_two_weeks_soonest_first_with_age(celebrates, katrin):
    celebrates("Mo Yıldız", 12, 1)
    celebrates("Dora Kunz", 11, 26, year=1966)
    celebrates("too late", 12, 8)
    celebrates("over", 11, 22)
    told = queries.birthdays(member=katrin, today=MONDAY)
    assert [(one.contact.display_name, one.on, one.age) for one in told] == [
        ("Dora Kunz", date(2026, 11, 26), 60),
        ("Mo Yıldız", date(2026, 12, 1), None),
    ]


@pytest.mark.parametrize(
    ("today", "on"), [(date(2027, 2, 20), date(2027, 3, 1)), (date(2028, 2, 20), date(2028, 2, 29))]
)
def test_29_february_is_told_of_every_year(celebrates, katrin, today, on):
    celebrates("leap", 2, 29)
    assert [one.on for one in queries.birthdays(member=katrin, today=today)] == [on]


def test_where_many_celebrate_those_i_know_are_told_of(celebrates, met, katrin):
    for number in range(queries.MOST_BIRTHDAYS):
        celebrates(f"A{number}", 11, 24)
    met(celebrates("Zoe", 12, 1), date(2026, 9, 1))
    told = [one.contact.display_name for one in queries.birthdays(member=katrin, today=MONDAY)]
    assert len(told) == queries.MOST_BIRTHDAYS
    assert told[-1] == "Zoe"
