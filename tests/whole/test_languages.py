"""Every page in either language says no word of the other: not ours, not Django's, not those of signing in."""

import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import trans_real

from conftest import PASSWORD
from tests.whole.test_every_page import pages  # noqa: F401 - a fixture

SPOKEN = {"placeholder", "aria-label", "title", "alt"}
HOLE = re.compile(r"%\(\w+\)[sd]|%[sd]")
# Said by the data of the test, or names of languages and formats.
SAID_ANYWAY = {"Hanse", "Dora Kunz", "Familie", "x.vcf"}
OUT_OF_PLACE = {
    "people:new": {
        "given": "",
        "met_day": "30",
        "met_month": "2",
        "met_year": "2020",
        "birthday_month": "13",
    },
    "promises:new": {"what": "", "due_on": "30.2.2026"},
    "people:imports": {},
    "account_change_password": {"oldpassword": "falsch", "password1": "kurz", "password2": "kürzer"},
    "home:remember": {"line": ""},
    "home:note": {"line": "x" * 10_001},
}
AT_THE_DOOR = {
    "account_login": {"login": "katrin", "password": "falsch"},
    "accounts:recovery": {"username": "katrin", "code": "falsch"},
}
SIGNING_IN = (
    "account_logout",
    "account_change_password",
    "account_reauthenticate",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_view_recovery_codes",
)


class _Words(HTMLParser):
    """Every text a page says or has read out, in one list."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.silent = tag if tag in ("script", "style") else ""
        self.said += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self.silent = ""

    def handle_data(self, text: str) -> None:
        if not self.silent and (plain := " ".join(text.split())):
            self.said.append(plain)


def catalogue() -> dict[str, str]:
    """Map each English text of the house and of what it is built on to the German one."""
    merged = trans_real.translation("de")._catalog
    pairs = {}
    for table in merged._catalogs:
        for key, german in table.items():
            english = (key[0] if isinstance(key, tuple) else key).rpartition("\x04")[2]
            if english and isinstance(german, str):
                pairs.setdefault(" ".join(english.split()), " ".join(german.split()))
    return pairs


def foreign(language: str) -> list[re.Pattern]:
    pairs = catalogue()
    other = set(pairs) - set(pairs.values()) if language == "de" else set(pairs.values()) - set(pairs)
    whole = {text for text in other if not HOLE.search(text)} - SAID_ANYWAY
    # A hole in a short text would fit anything.
    holed = [text for text in other if HOLE.search(text) and len(HOLE.sub("", text).split()) > 2]
    filled = ["(?:" + ".+".join(map(re.escape, HOLE.split(text))) + ")" for text in holed]
    return [re.compile("|".join([*map(re.escape, sorted(whole)), *filled]))]


def slips(page: str, wrong: list[re.Pattern]) -> list[str]:
    return [text for text in _Words(page).said if any(one.fullmatch(text) for one in wrong)]


@pytest.fixture(params=["de", "en"])
def language(request, katrin):
    katrin.user.language = request.param
    katrin.user.save()
    return request.param


@pytest.fixture
def wrong(language):
    return foreign(language)


def test_no_page_says_a_word_of_the_other_language(katrins, pages, wrong):  # noqa: F811
    katrins.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    katrins.post(reverse("mfa_generate_recovery_codes"))
    addresses = pages | {name: reverse(name) for name in SIGNING_IN}
    answers = {name: katrins.get(address) for name, address in addresses.items()}
    assert {name: answer.status_code for name, answer in answers.items() if answer.status_code != 200} == {}
    found = {name: slips(answer.content.decode(), wrong) for name, answer in answers.items()}
    assert {name: said for name, said in found.items() if said} == {}


def test_no_error_is_said_in_the_other_language(katrins, wrong):
    answers = {name: katrins.post(reverse(name), sent) for name, sent in OUT_OF_PLACE.items()}
    found = {name: slips(answer.content.decode(), wrong) for name, answer in answers.items()}
    assert {name: said for name, said in found.items() if said} == {}


def test_no_error_at_the_door_is_said_in_the_other_language(visitor, katrin, language, wrong):
    found = {}
    for name, sent in AT_THE_DOOR.items():
        for fields in (sent, {}):
            answer = visitor.post(reverse(name), fields, headers={"accept-language": language})
            if said := slips(answer.content.decode(), wrong):
                found[name] = said
    assert found == {}


def test_a_word_of_the_other_language_is_found():
    with translation.override("de"):
        assert slips("<h1>Menschen</h1><p>This field is required.</p>", foreign("de")) == [
            "This field is required."
        ]
    assert slips('<p>People</p><a aria-label="Zurück">x</a>', foreign("en")) == ["Zurück"]
