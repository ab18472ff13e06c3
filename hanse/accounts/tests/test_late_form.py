"""A session that ran out loses no text."""

import pytest
from django.test import Client
from django.urls import reverse

from conftest import PASSWORD
from hanse.accounts.models import Draft, KeptBody

TEXT = "Halb geschrieben, ganz gemeint"


def run_out(client) -> None:
    """The session ends on the server; the browser keeps its cookies."""
    client.get(reverse("home:today"))
    client.session.flush()


def late(client):
    return client.post(reverse("people:new"), {"given": "Dora", "story": TEXT})


def test_the_text_is_shown_again_after_signing_in(katrins, katrin):
    run_out(katrins)
    assert reverse("accounts:kept") in late(katrins)["Location"]
    katrins.login(username="katrin", password=PASSWORD)
    assert TEXT in katrins.get(reverse("accounts:kept")).content.decode()
    assert not katrin.contacts.exists()


def test_it_is_shown_without_the_words_of_the_machine(katrins):
    run_out(katrins)
    sent = {"given": "Dora", "story": TEXT, "key": "abc-123", "standing": "private", "met_year": "2019"}
    katrins.post(reverse("people:new"), sent)
    katrins.login(username="katrin", password=PASSWORD)
    page = katrins.get(reverse("accounts:kept"))
    assert page.context["written"] == ["Dora", TEXT]
    for name, value in sent.items():
        assert f'name="{name}" value="{value}"' in page.content.decode()


def test_another_person_never_sees_it(katrins, cyd):
    run_out(katrins)
    late(katrins)
    katrins.login(username="cyd", password=PASSWORD)
    assert katrins.get(reverse("accounts:kept")).status_code == 302


def test_it_lies_sealed_in_the_database(katrins):
    run_out(katrins)
    late(katrins)
    assert TEXT.encode() not in bytes(KeptBody.objects.get().sealed)


def test_a_stranger_to_this_browser_leaves_nothing(visitor):
    late(visitor)
    assert not KeptBody.objects.exists()


def test_htmx_is_told_that_nobody_is_signed_in(katrins):
    run_out(katrins)
    answer = katrins.post(reverse("people:new"), {"given": "Dora"}, headers={"hx-request": "true"})
    assert answer.status_code == 401


def test_a_draft_is_kept_for_its_page(katrins, katrin):
    katrins.post(reverse("accounts:draft"), {"path": "/people/new/", "body": "[]"})
    assert Draft.objects.get(user=katrin.user).path == "/people/new/"


def test_a_draft_that_is_too_long_is_refused(katrins):
    answer = katrins.post(reverse("accounts:draft"), {"path": "/people/new/", "body": "x" * 70_000})
    assert answer.status_code == 413


@pytest.mark.parametrize("name", ["account_login", "account_change_password", "mfa_reauthenticate"])
def test_what_opens_a_door_is_never_kept(katrins, name):
    """Whoever signs in next with this browser is shown what was kept."""
    run_out(katrins)
    careful = Client(enforce_csrf_checks=True)
    careful.cookies = katrins.cookies
    secrets = {"login": "cyd", "password": "geheim", "oldpassword": "geheim", "code": "12345678"}
    assert careful.post(reverse(name), secrets).status_code == 403
    katrins.post(reverse(name), secrets)
    assert not KeptBody.objects.exists()
