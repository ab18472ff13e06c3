"""Today: what stands there, what one tap does, and what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hanse.accounts.actions import save_draft
from hanse.home.actions.waiting import keep_waiting
from hanse.home.tests.conftest import NOW
from hanse.people.actions import contacts as people
from hanse.people.actions.encounters import record_encounter
from hanse.people.models import Contact, Encounter
from hanse.promises.actions import make_promise

HTMX = {"HX-Request": "true"}
TODAY = timezone.localdate()
PAGE = reverse("home:today")


@pytest.fixture
def overdue(katrin, person):
    """Somebody whose rhythm of six weeks ran out a week ago; these pages know only the real day."""

    def write(name="Petra Sailer", **said):
        contact = person(name)
        last = TODAY - timedelta(days=49)
        people.set_rhythm(contact=contact, days=42, today=last)
        now = timezone.now() - timedelta(days=49)
        record_encounter(
            member=katrin, contacts=[contact], on=last, now=now, today=TODAY, **{"kind": "call"} | said
        )
        return contact

    return write


def test_the_first_time_it_says_how_to_begin(katrins):
    page = _page(katrins)
    assert "Good to have you here, Katrin" in page
    assert "What would you like to begin with?" in page
    for name in ("people:new", "people:imports"):
        assert reverse(name) in page


def test_it_says_whom_and_why(katrins, overdue):
    overdue(topic="the new kiln")
    page = _page(katrins)
    assert "Petra Sailer" in page
    assert "every six weeks, now it has been seven." in page
    assert "Last time it was about the new kiln." in page
    assert "on the phone" in page


def test_nobody_today_says_how_somebody_comes_here(katrins, anna):
    page = _page(katrins)
    assert "Nobody in particular today" in page
    assert "Nobody celebrates" in page


def test_one_tap_logs_that_i_got_in_touch(katrins, overdue):
    petra = overdue()
    answer = katrins.post(reverse("home:reached", args=[petra.pk]), follow=True)
    logged = Encounter.objects.get(on=TODAY)
    assert (logged.initiative, logged.contacts.get()) == ("me", petra)
    page = answer.content.decode()
    assert "you got in touch with Petra Sailer today" in page
    assert "Nobody in particular today" in page
    undo = page.split('class="toast"')[1].split('action="')[1].split('"')[0]
    katrins.post(undo)
    assert not Encounter.objects.filter(on=TODAY).exists()
    assert "Petra Sailer" in _page(katrins)


def test_two_taps_log_once(katrins, overdue):
    address = reverse("home:reached", args=[overdue().pk])
    katrins.post(address)
    assert "noted already" in katrins.post(address, follow=True).content.decode()
    assert Encounter.objects.filter(on=TODAY).count() == 1


@pytest.mark.parametrize("days", ["3", "7", "14"])
def test_not_today_puts_it_off_and_there_is_a_way_back(katrins, overdue, days):
    petra = overdue()
    answer = katrins.post(reverse("home:not_today", args=[petra.pk]), {"days": days}, follow=True)
    assert "Not today, then" in answer.content.decode()
    assert _fresh(petra).put_off_until == TODAY + timedelta(days=int(days))
    katrins.post(reverse("home:after_all", args=[petra.pk]))
    assert _fresh(petra).put_off_until is None


def test_laid_to_rest_and_awake_again(katrins, overdue):
    petra = overdue()
    katrins.post(reverse("home:not_today", args=[petra.pk]), {"days": "rest"})
    assert _fresh(petra).is_resting
    katrins.post(reverse("home:after_all", args=[petra.pk]))
    assert not _fresh(petra).is_resting


def test_any_other_number_of_days_changes_nothing(katrins, overdue):
    petra = overdue()
    answer = katrins.post(reverse("home:not_today", args=[petra.pk]), {"days": "4"}, follow=True)
    assert "3, 7 or 14 days" in answer.content.decode()
    assert _fresh(petra).put_off_until is None


def test_htmx_gets_the_list_in_which_the_next_one_moved_up(katrins, overdue):
    first, *_others = [overdue(f"{name} Sailer") for name in ("Ada", "Bea", "Cleo", "Dora")]
    page = katrins.post(
        reverse("home:not_today", args=[first.pk]), {"days": "7"}, headers=HTMX
    ).content.decode()
    assert "<html" not in page
    assert page.count('class="person"') == 3
    assert "beforeend:#toasts" in page


def test_calling_or_writing_is_offered_where_there_is_a_way(katrins, overdue):
    petra = overdue()
    assert "tel:" not in _page(katrins)
    petra.phones.create(position=0, value="0170 555 01 42", e164="+491705550142")
    petra.emails.create(position=0, value="petra@example.org", folded="petra@example.org")
    assert 'href="tel:+491705550142"' in _page(katrins)
    Encounter.objects.update(kind="message")
    assert 'href="mailto:petra@example.org"' in _page(katrins)


def test_promises_stand_here_from_three_days_before(katrins, katrin, anna):
    said = {
        "member": katrin,
        "contact": anna,
        "made_on": TODAY - timedelta(days=8),
        "today": TODAY,
        "now": NOW,
    }
    make_promise(what="send the link", due_on=TODAY + timedelta(days=3), **said)
    make_promise(what="much later", due_on=TODAY + timedelta(days=4), **said)
    make_promise(what="some day", **said)
    make_promise(what="some other day", **said)
    page = _page(katrins)
    assert "send the link" in page
    assert "much later" not in page
    assert "Still without a day" in page
    assert "some day" in page
    assert "some other day" not in page


def test_what_she_promised_today_stands_here_whenever_it_is_due(katrins, katrin, anna):
    said = {"member": katrin, "contact": anna, "made_on": TODAY, "today": TODAY, "now": NOW}
    make_promise(what="bring two cups", due_on=TODAY + timedelta(days=40), **said)
    make_promise(what="look for the recipe", **said)
    page = _page(katrins)
    assert "bring two cups" in page
    assert "look for the recipe" in page


def test_what_was_just_now_stands_beside(katrins, katrin, anna, person):
    said = {"member": katrin, "now": NOW, "today": TODAY}
    record_encounter(contacts=[anna, person("Bo Lindner")], on=TODAY, place="market", topic="glazes", **said)
    record_encounter(contacts=[anna], on=TODAY - timedelta(days=1), kind="call", **said)
    record_encounter(contacts=[anna], on=TODAY - timedelta(days=2), topic="long ago", **said)
    page = _page(katrins)
    assert "Anna Beck, Bo Lindner" in page
    assert "today, market: glazes" in page
    assert "yesterday, on the phone" in page
    assert "long ago" not in page


def test_birthdays_stand_beside(katrins, person):
    dora = person("Dora Kunz")
    day = TODAY + timedelta(days=9)
    Contact.objects.filter(pk=dora.pk).update(
        birthday_month=day.month, birthday_day=day.day, birthday_year=day.year - 60
    )
    assert "turns 60" in _page(katrins)


def test_a_half_written_line_is_still_there(katrins, katrin, anna):
    save_draft(
        user=katrin.user,
        path="/",
        body='[["line", "Mit Anna Beck geredet"], ["key", "k7"]]',
        now=timezone.now(),
    )
    page = _page(katrins)
    assert "Mit Anna Beck geredet</textarea>" in page
    assert 'value="k7"' in page
    assert "This is how I understood it" in page


@pytest.mark.parametrize(
    "body",
    ["", "{", "7", '["x"]', '[["line"]]', "null", "[" * 60_000, '[["line", "\\ud83d"]]', '[["line", 7]]'],
)
def test_a_draft_of_nonsense_breaks_nothing(katrins, body):
    katrins.post(reverse("accounts:draft"), {"path": PAGE, "body": body})
    assert katrins.get(PAGE).status_code == 200


def test_it_costs_the_same_for_one_and_for_three(katrins, katrin, overdue):
    counts = []
    for names in (["Ada"], ["Bea", "Cleo"]):
        for name in names:
            contact = overdue(name)
            day = TODAY + timedelta(days=2)
            Contact.objects.filter(pk=contact.pk).update(birthday_month=day.month, birthday_day=day.day)
            said = {"made_on": TODAY, "today": TODAY, "now": NOW}
            make_promise(member=katrin, contact=contact, what="x", due_on=TODAY, **said)
            moment = timezone.now()
            keep_waiting(member=katrin, key=name, line=f"Mit {name} geredet", captured_at=moment, now=moment)
        katrins.get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            katrins.get(PAGE)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_looking_changes_nothing(katrins, overdue):
    overdue()
    with CaptureQueriesContext(connection) as queries:
        katrins.get(PAGE)
    writing = ("INSERT", "UPDATE", "DELETE")
    written = [one["sql"] for one in queries if one["sql"].startswith(writing)]
    assert [sql for sql in written if "session" not in sql] == []


@pytest.mark.parametrize("verb", ["reached", "not_today", "after_all"])
def test_verbs_belong_to_the_one_whose_book_it_is(katrins, cyds, visitor, overdue, verb):
    petra = overdue()
    address = reverse(f"home:{verb}", args=[petra.pk])
    assert cyds.post(address, {"days": "3"}).status_code == 404
    assert visitor.post(address, {"days": "3"}).status_code == 302
    assert katrins.get(address).status_code == 405
    assert _fresh(petra).put_off_until is None
    assert not Encounter.objects.filter(on=TODAY).exists()


def test_a_visitor_is_asked_to_sign_in(visitor):
    assert visitor.get(PAGE).status_code == 302


def test_another_member_sees_none_of_it(cyds, overdue):
    overdue()
    assert "Petra" not in cyds.get(PAGE).content.decode()


def _page(client):
    answer = client.get(PAGE)
    assert answer.status_code == 200
    return answer.content.decode()


def _fresh(contact):
    return Contact.objects.get(pk=contact.pk)
