"""Where she is signed in, and signing out everywhere else."""

from django.test import Client
from django.urls import reverse

from conftest import PASSWORD

EVERYWHERE = reverse("accounts:sign_out_elsewhere")
TODAY = reverse("home:today")


def another_browser(katrin) -> Client:
    client = Client(
        headers={"user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1"}
    )
    client.login(username=katrin.user.username, password=PASSWORD)
    assert client.get(TODAY).status_code == 200
    return client


def test_each_device_stands_in_the_list(katrins, katrin):
    another_browser(katrin)
    page = katrins.get(reverse("accounts:me")).content.decode()
    assert page.count("zuletzt ") == 2
    assert "iPhone" in page
    assert page.count("dieses hier") == 1


def test_signed_out_elsewhere_the_next_request_is_turned_away(katrins, katrin):
    other = another_browser(katrin)
    katrins.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    katrins.post(EVERYWHERE)
    assert other.get(TODAY).status_code == 302
    assert katrins.get(TODAY).status_code == 200


def test_it_asks_first_whether_it_is_her(katrins, katrin):
    other = another_browser(katrin)
    assert katrins.post(EVERYWHERE)["Location"].startswith(reverse("account_reauthenticate"))
    assert other.get(TODAY).status_code == 200
