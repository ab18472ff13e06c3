import pytest
from django.urls import reverse
from django.utils import timezone

from hanse.accounts.actions import issue_link
from hanse.community.models import Kontor, Member


@pytest.fixture
def address(db) -> str:
    return reverse("community:claim", args=[issue_link(user=None, now=timezone.now())])


def claimed(**other) -> dict[str, str]:
    return {"name": "Katrin Vogt", "username": "katrin", "password": "ein langes Wort"} | other


def test_the_first_person_claims_the_kontor(client, address):
    answer = client.post(address, claimed())
    assert answer.status_code == 302
    assert Member.objects.get().role == Member.Role.OPERATOR
    assert client.get(reverse("home:today")).status_code == 200


def test_without_a_password_she_makes_a_passkey(client, address):
    assert client.post(address, claimed(password=""))["Location"] == reverse("mfa_add_webauthn")


def test_nobody_else_can_claim_it(client, address):
    client.post(address, claimed())
    client.logout()
    other = reverse("community:claim", args=[issue_link(user=None, now=timezone.now())])
    assert client.post(other, claimed(username="cyd")).status_code == 410
    assert Kontor.objects.count() == 1


def test_looking_claims_nothing(client, address):
    assert client.get(address).status_code == 200
    assert not Kontor.objects.exists()


def test_a_capital_from_the_phone_is_no_hindrance(client, address):
    assert client.post(address, claimed(username="Katrin")).status_code == 302
    client.logout()
    sent = {"login": "Katrin", "password": "ein langes Wort"}
    assert client.post(reverse("account_login"), sent).status_code == 302
    assert Member.objects.get().user.username == "katrin"


def test_what_is_missing_is_said_in_our_words(client, address):
    answer = client.post(address, claimed(name="", username=""), headers={"accept-language": "en"})
    page = answer.content.decode()
    assert "Write down what you are called." in page
    assert "Choose a name to sign in with." in page
    assert not Kontor.objects.exists()


def test_a_short_password_is_refused_in_words(client, address):
    answer = client.post(address, claimed(password="kurz"), headers={"accept-language": "en"})
    assert answer.status_code == 422
    assert "10" in answer.content.decode()
    assert not Kontor.objects.exists()


def test_a_name_that_cannot_be_seen_is_refused(client, address):
    answer = client.post(address, claimed(name="\u200e\u202e"))
    assert answer.status_code == 422
    assert not Kontor.objects.exists()


def test_a_very_long_name_founds_a_kontor_all_the_same(client, address):
    assert client.post(address, claimed(name="K" * 150)).status_code == 302
    assert Member.objects.get().name == "K" * 150
    assert len(Kontor.objects.get().name) <= 100


def test_the_password_is_not_the_sign_in_name(client, address):
    assert client.post(address, claimed(username="katrin-vogt", password="katrin-vogt")).status_code == 422
