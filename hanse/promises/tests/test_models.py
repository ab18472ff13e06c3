"""Which promises are told of, and when."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from hanse.promises.models import Promise
from hanse.promises.tests.conftest import MONDAY

FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("days", "told"), [(-4, False), (-3, True), (0, True), (3, True), (29, True), (30, False)]
)
def test_it_is_told_of_from_three_days_before_until_it_lapses(promise, days, told):
    promise()
    assert Promise.objects.due_soon(today=FRIDAY + timedelta(days=days)).exists() == told


@pytest.mark.parametrize(("days", "told"), [(0, False), (6, False), (7, True)])
def test_without_a_day_it_is_told_of_after_a_week(promise, days, told):
    promise(due_on=None)
    today = MONDAY + timedelta(days=days)
    assert Promise.objects.dayless(today=today).exists() == told
    assert not Promise.objects.due_soon(today=today).exists()


def test_the_soonest_comes_first_and_those_without_a_day_last(promise):
    late, dayless, soon = promise(due_on=date(2026, 12, 9)), promise(due_on=None), promise()
    assert list(Promise.objects.soonest_first()) == [soon, late, dayless]


def test_the_latest_end_comes_first(promise):
    first, last, still_open = promise(), promise(), promise()
    Promise.objects.filter(pk=first.pk).update(kept_on=MONDAY)
    Promise.objects.filter(pk=last.pk).update(lapsed_on=FRIDAY)
    assert list(Promise.objects.settled().latest_end_first()) == [last, first]
    assert list(Promise.objects.open()) == [still_open]


@pytest.mark.parametrize(
    "wrong", [{"kept_on": MONDAY, "lapsed_on": MONDAY}, {"what": ""}, {"due_on": MONDAY - timedelta(days=1)}]
)
def test_the_database_refuses_what_cannot_be(promise, wrong):
    made = promise()
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.filter(pk=made.pk).update(**wrong)
