"""What no browser sends: each gets a clear answer, and no page is broken for good."""

import json

import pytest
from django.urls import reverse

from conftest import NOW, TODAY
from hanse.people.actions.contacts import create_contact
from hanse.promises.actions import make_promise

NO_LISTS = {
    f"{part}-{count}": 0
    for part in ("phones", "emails", "sites", "addresses")
    for count in ("TOTAL_FORMS", "INITIAL_FORMS")
}
WHOLE = {"given": "Dora", "standing": "private"} | NO_LISTS


@pytest.fixture
def dora(katrin):
    return create_contact(member=katrin, name="Dora Kunz", now=NOW)


@pytest.mark.parametrize("number", ["²", "9" * 30, "9" * 5000, "-1", ""])
def test_a_number_that_is_none_counts_as_none(katrins, dora, number):
    page = reverse("people:show", args=[dora.pk])
    assert katrins.get(page, {"from": number}).status_code == 200
    assert katrins.get(reverse("promises:index"), {"from": number}).status_code == 200
    assert katrins.post(reverse("people:rhythm", args=[dora.pk]), {"days": number}).status_code == 302
    edit = reverse("people:edit", args=[dora.pk])
    assert katrins.post(edit, WHOLE | {"revision": number}).status_code == 409
    dora.refresh_from_db()
    assert dora.own_rhythm_days is None


@pytest.mark.parametrize(
    "address",
    ["foo", "home:today", "//other.example", "/\\other.example", "javascript:alert(1)", "https:other"],
)
def test_the_way_on_leads_to_our_own_pages_alone(katrins, katrin, dora, address):
    promise = make_promise(
        member=katrin, contact=dora, what="Link schicken", made_on=TODAY, today=TODAY, now=NOW
    )
    answer = katrins.post(reverse("promises:reopen", args=[promise.pk]), {"next": address})
    assert answer["Location"] == reverse("promises:index")


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "base64", "zlib", "undefined", "utf-16"])
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=B", "application/x-www-form-urlencoded"])
def test_another_charset_is_turned_away(katrins, kind, charset):
    body = b'--B\r\nContent-Disposition: form-data; name="line"\r\n\r\nx +2AA-\r\n--B--\r\n'
    answer = katrins.generic("POST", reverse("home:capture"), body, content_type=f"{kind}; charset={charset}")
    assert answer.status_code == 400


def test_utf_8_by_name_is_welcome(katrins):
    answer = katrins.generic(
        "POST",
        reverse("home:capture"),
        "line=Mit+Jürgen".encode(),
        content_type="application/x-www-form-urlencoded; charset=UTF-8",
    )
    assert answer.status_code == 200


@pytest.mark.parametrize("key", ["a\x00b", "x" * 100, ""])
def test_any_key_of_a_line_saves_it_once(katrins, katrin, dora, key):
    line = {"line": "Dora Kunz", "of": "Dora Kunz", "key": key, "kind": "met", "on": TODAY}
    sets = {
        f"{part}-{count}": 0 for part in ("promises", "labels") for count in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    people = {"people-TOTAL_FORMS": 1, "people-INITIAL_FORMS": 0, "people-0-name": "Dora Kunz"}
    for _time in range(2):
        assert katrins.post(reverse("home:remember"), line | sets | people).status_code == 302
    # Without a key nobody can tell a second click from a second yes: better twice than lost.
    assert katrin.encounters.count() == (1 if key else 2)


@pytest.mark.parametrize(
    "at",
    [
        "0001-01-01T00:00:00+23:59",
        "0001-01-01T00:00:00+00:00",
        "9999-12-31T23:59:59-23:59",
        "1970-01-01T00:00Z",
        "2026-02-30T10:00Z",
    ],
)
def test_a_phone_with_a_wrong_clock_loses_no_line_and_breaks_no_page(katrins, katrin, at):
    sent = {"key": "k", "line": "Gestern mit Dora telefoniert", "at": at}
    answer = katrins.post(reverse("home:capture_waiting"), json.dumps(sent), content_type="application/json")
    assert answer.status_code == 200
    assert katrin.waiting_lines.get().captured_at.year >= TODAY.year
    assert katrins.get(reverse("home:today")).status_code == 200


@pytest.mark.parametrize(
    "body", ['{"key": "\\u0000\\ud800", "line": "x\\u0000\\ud800y"}', '{"key": 7, "line": "xy"}']
)
def test_a_line_is_freed_of_what_no_database_takes(katrins, katrin, body):
    katrins.post(reverse("home:capture_waiting"), body, content_type="application/json")
    assert katrin.waiting_lines.get().line == "xy"


@pytest.mark.parametrize("body", ["[" * 100_000, "[1]", "\xff", "", "{}"])
def test_what_is_no_line_is_said_to_be_none(katrins, body):
    answer = katrins.post(reverse("home:capture_waiting"), body, content_type="application/json")
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "body", ["nothing", "[" * 60_000, "{}", '[["a"]]', '[["a", 1]]', '[["a", "\\ud800"]]']
)
def test_what_is_no_draft_is_not_kept(katrins, katrin, body):
    page = reverse("people:new")
    assert katrins.post(reverse("accounts:draft"), {"path": page, "body": body}).status_code == 413
    assert not katrin.user.drafts.exists()
    assert katrins.get(page).status_code == 200


def test_an_address_with_a_nul_keeps_and_drops_a_draft_all_the_same(katrins, katrin):
    katrins.post(reverse("accounts:draft"), {"path": "/people/\x00new/", "body": "[]"})
    assert katrin.user.drafts.get().path == "/people/new/"
    katrins.post(reverse("accounts:discard_draft"), {"next": "/people/\x00new/"})
    assert not katrin.user.drafts.exists()


def test_a_thousand_million_phones_are_not_drawn(katrins):
    answer = katrins.post(reverse("people:new"), WHOLE | {"phones-TOTAL_FORMS": 10**9})
    assert answer.status_code == 422
    assert len(answer.content) < 200_000
