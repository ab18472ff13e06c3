from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from hanse.accounts.actions import set_preferences
from hanse.people.actions.contacts import create_contact
from hanse.promises import actions

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
def anna(katrin):
    return create_contact(member=katrin, name="Anna Beck", now=NOW)


@pytest.fixture
def promise(katrin, anna):
    """Make a promise of Katrin's; whatever is not said is hers to keep until Friday."""

    def make(**said):
        values = {"what": "send the link", "made_on": MONDAY, "today": MONDAY, "due_on": date(2026, 11, 27)}
        return actions.make_promise(**{"member": katrin, "contact": anna, "now": NOW} | values | said)

    return make
