"""The way in for her who lost the device or forgot the password."""

from allauth.mfa.models import Authenticator
from django.urls import reverse

from conftest import PASSWORD

MAKE = reverse("mfa_generate_recovery_codes")


def with_codes(client) -> list[str]:
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(MAKE)
    return Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()


def test_who_has_only_a_password_gets_codes_too(katrins):
    assert MAKE in katrins.get(reverse("accounts:me")).content.decode()
    codes = with_codes(katrins)
    page = katrins.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert codes
    assert all(code in page for code in codes)
    assert reverse("mfa_view_recovery_codes") in katrins.get(reverse("accounts:me")).content.decode()


def test_a_code_opens_the_door_once(katrins, visitor):
    code = with_codes(katrins)[0]
    sent = {"username": "Katrin", "code": code}
    assert visitor.post(reverse("accounts:recovery"), sent).status_code == 302
    assert visitor.get(reverse("home:today")).status_code == 200
    visitor.logout()
    assert visitor.post(reverse("accounts:recovery"), sent).status_code == 422


def test_codes_are_made_only_after_showing_that_it_is_her(katrins):
    assert katrins.post(MAKE).status_code == 302
    assert not Authenticator.objects.exists()


def test_a_password_still_opens_the_door_for_her_who_has_codes(katrins, visitor):
    with_codes(katrins)
    sent = {"login": "katrin", "password": PASSWORD}
    assert visitor.post(reverse("account_login"), sent).status_code == 302
    assert visitor.get(reverse("home:today")).status_code == 200
