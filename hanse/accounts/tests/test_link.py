from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from conftest import NOW
from hanse.accounts.actions import issue_link


def test_looking_a_hundred_times_uses_nothing_up(visitor, katrin):
    address = reverse("accounts:link", args=[issue_link(user=katrin.user, now=timezone.now())])
    for _ in range(100):
        assert visitor.get(address).status_code == 200
    assert "_auth_user_id" not in visitor.session


def test_the_button_signs_in_once(visitor, katrin, client):
    address = reverse("accounts:link", args=[issue_link(user=katrin.user, now=timezone.now())])
    assert visitor.post(address).status_code == 302
    assert visitor.get(reverse("home:today")).status_code == 200
    assert client.post(address).status_code == 410


def test_a_link_lasts_thirty_minutes(visitor, katrin):
    token = issue_link(user=katrin.user, now=timezone.now() - timedelta(minutes=31))
    assert visitor.post(reverse("accounts:link", args=[token])).status_code == 410


def test_a_new_link_voids_the_older_one(visitor, katrin):
    older = issue_link(user=katrin.user, now=timezone.now())
    issue_link(user=katrin.user, now=timezone.now())
    assert visitor.get(reverse("accounts:link", args=[older])).status_code == 410


def test_the_token_is_not_in_the_database(katrin):
    token = issue_link(user=katrin.user, now=NOW)
    assert token not in str(list(katrin.user.one_time_links.values()))


def test_who_comes_second_at_the_same_moment_is_told_so(visitor, katrin, monkeypatch):
    address = reverse("accounts:link", args=[issue_link(user=katrin.user, now=timezone.now())])
    link = katrin.user.one_time_links.get()
    monkeypatch.setattr("hanse.accounts.actions.find_link", lambda **_asked: link)
    assert visitor.post(address).status_code == 302
    visitor.logout()
    assert visitor.post(address).status_code == 410
    assert "_auth_user_id" not in visitor.session
