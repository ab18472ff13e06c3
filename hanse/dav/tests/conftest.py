import pytest

from conftest import NOW
from hanse.accounts.actions import issue_app_password
from hanse.accounts.models import AppPassword
from hanse.community.models import Member
from hanse.dav.tests.phone import Phone


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """A folder of its own for files."""
    settings.MEDIA_ROOT = tmp_path


def phone_of(member: Member, *, scope: str = AppPassword.Scope.WRITE, name: str = "Telefon") -> Phone:
    _made, token = issue_app_password(
        user=member.user, name=name, device=AppPassword.Device.ANDROID, scope=scope, now=NOW
    )
    return Phone(member.user.username, token)


@pytest.fixture
def phone(katrin) -> Phone:
    """Katrin's phone."""
    return phone_of(katrin)


@pytest.fixture
def cyds_phone(cyd) -> Phone:
    return phone_of(cyd)
