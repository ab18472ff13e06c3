from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from hanse.accounts.actions import set_preferences
from hanse.people.actions.contacts import create_contact
from hanse.people.actions.encounters import record_encounter

MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def katrins(katrins, katrin):
    """Katrin's browser, in English like these sentences."""
    set_preferences(user=katrin.user, language="en", theme="")
    katrins.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return katrins


@pytest.fixture
def person(katrin):
    """Write somebody into Katrin's book."""

    def write(name, **own):
        return create_contact(member=katrin, name=name, now=NOW, **own)

    return write


@pytest.fixture
def anna(person):
    return person("Anna Beck")


@pytest.fixture
def met(katrin):
    """Note that Katrin met somebody."""

    def note(contact, on, **said):
        return record_encounter(member=katrin, contacts=[contact], on=on, now=NOW, today=MONDAY, **said)

    return note
