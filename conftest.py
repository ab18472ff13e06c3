"""The cast: Katrin keeps the book, Cyd is a member and a stranger to her."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from hanse.accounts.models import User
from hanse.community.actions import join
from hanse.community.models import Kontor, Member

NOW = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 11)
PASSWORD = "ein langes Wort"


@pytest.fixture
def kontor(db) -> Kontor:
    return Kontor.objects.create(pk=1, name="Kontor Tübingen", founded_at=NOW)


def member_named(name: str, username: str, role: str = Member.Role.MEMBER) -> Member:
    user = User.objects.create_user(username, PASSWORD, language="de", date_joined=NOW)
    return join(user=user, name=name, role=role, now=NOW)


@pytest.fixture
def katrin(kontor) -> Member:
    return member_named("Katrin Vogt", "katrin", Member.Role.OPERATOR)


@pytest.fixture
def cyd(kontor) -> Member:
    return member_named("Cyd Amann", "cyd")


def signed_in(member: Member) -> Client:
    client = Client(headers={"accept-language": "de"})
    client.login(username=member.user.username, password=PASSWORD)
    return client


@pytest.fixture
def katrins(katrin) -> Client:
    """Katrin's browser."""
    return signed_in(katrin)


@pytest.fixture
def cyds(cyd) -> Client:
    """Cyd's browser."""
    return signed_in(cyd)


@pytest.fixture
def visitor(kontor) -> Client:
    """A browser in which nobody is signed in."""
    return Client(headers={"accept-language": "de"})
