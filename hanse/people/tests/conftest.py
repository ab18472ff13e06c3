import pytest

from conftest import NOW
from hanse.people.actions.cards import arrival, default_book, save_card
from hanse.people.actions.contacts import create_contact
from hanse.people.tests.cards import APPLE


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """A folder of its own for files."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def dora(katrin):
    """Written down by hand: a name, nothing more."""
    return create_contact(member=katrin, name="Dora Kunz", now=NOW)


@pytest.fixture
def juergen(katrin):
    """Brought from a phone, with a little of everything."""
    return save_card(
        book=default_book(member=katrin), arriving=arrival(APPLE, href="jm.vcf"), author="phone", now=NOW
    )
