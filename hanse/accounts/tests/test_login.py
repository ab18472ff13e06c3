import os
import subprocess
import sys

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.urls import reverse

from conftest import PASSWORD

LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}


def sign_in(client, *, login="katrin", password=PASSWORD):
    return client.post(reverse("account_login"), {"login": login, "password": password})


def test_name_and_password_open_the_door(visitor, katrin):
    assert sign_in(visitor).status_code == 302
    assert visitor.get(reverse("home:today")).status_code == 200


def test_the_sixth_wrong_try_is_too_many(visitor, katrin, settings):
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = LIMITS
    codes = [sign_in(visitor, password="falsch").status_code for _ in range(6)]
    assert codes[:5] == [200] * 5
    assert codes[5] == 429


def test_a_known_and_an_unknown_name_are_answered_alike(visitor, katrin):
    known = sign_in(visitor, password="falsch").content.decode()
    unknown = sign_in(visitor, login="nobody", password="falsch").content.decode()
    assert known.split("<main")[1].count("\n") == unknown.split("<main")[1].count("\n")


@pytest.mark.parametrize("name", ["accounts:me", "home:today", "people:index"])
def test_nothing_she_sees_is_stored_by_the_browser(katrins, name):
    answer = katrins.get(reverse(name))
    assert answer["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_request_for_another_host_is_turned_away(visitor):
    answer = visitor.get("/", headers={"host": "somewhere-else.example"})
    assert answer.status_code == 400
    assert "Das kam nicht ganz an" in answer.content.decode()


def test_the_small_sign_in_grows_tired_as_well(visitor, katrin, settings):
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = LIMITS
    wrong = {"login": "katrin", "password": "falsch"}
    codes = [visitor.post(reverse("accounts:again"), wrong).status_code for _ in range(6)]
    assert codes == [422] * 5 + [429]


def test_behind_a_proxy_one_visitor_does_not_use_up_the_tries_of_all(visitor, katrin, settings):
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "2/m/ip"}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for _ in range(3):
        sent = {"login": "nobody", "password": "falsch"}
        visitor.post(reverse("account_login"), sent, headers={"x-forwarded-for": "6.6.6.6, 203.0.113.6"})
    good = {"login": "katrin", "password": PASSWORD}
    answer = visitor.post(reverse("account_login"), good, headers={"x-forwarded-for": "198.51.100.7"})
    assert answer.status_code == 302


def test_a_proxy_is_believed_only_with_https(tmp_path):
    said = "import hanse.settings as s; print(s.ALLAUTH_TRUSTED_PROXY_COUNT)"
    counts = {
        url: subprocess.run(
            [sys.executable, "-c", said],
            env=os.environ | {"HANSE_URL": url, "HANSE_DATA": str(tmp_path)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout.strip()
        for url in ("https://kontor.example.org", "http://localhost:8000")
    }
    assert counts == {"https://kontor.example.org": "1", "http://localhost:8000": "0"}


@pytest.mark.parametrize(
    "name", ["mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_add_webauthn", "account_set_password",
             "people:export_book"]
)  # fmt: skip
def test_a_thief_with_the_phone_is_asked_who_he_is(katrins, katrin, name):
    """Signed in long ago: whatever opens a door or takes all along asks once more."""
    if name == "account_set_password":
        katrin.user.set_unusable_password()
        katrin.user.save()
        katrin.user.authenticator_set.create(type=Authenticator.Type.WEBAUTHN, data={})
        katrins.force_login(katrin.user)
    answer = katrins.get(reverse(name))
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]


def test_signing_in_changes_the_key_of_the_session(visitor, katrin):
    session = visitor.session
    session.save()
    before = session.session_key
    visitor.cookies["session"] = before
    sign_in(visitor)
    assert visitor.session.session_key != before
