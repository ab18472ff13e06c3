import pytest
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
