"""Every address, seen by its owner, by a stranger and by a visitor."""

from html.parser import HTMLParser

import html5lib
import pytest
from django.urls import reverse

from conftest import NOW, TODAY
from hanse.people.actions.contacts import add_note, create_contact
from hanse.people.actions.doubling import look
from hanse.people.actions.encounters import record_encounter
from hanse.people.actions.importing import open_import
from hanse.people.actions.labels import label_named
from hanse.promises.actions import make_promise


@pytest.fixture
def pages(katrin) -> dict[str, str]:
    """Addresses of pages that Katrin may read, by name."""
    dora = create_contact(
        member=katrin, name="Dora Kunz", now=NOW, label_names=["Familie"], story="Näht seit ihrer Lehre."
    )
    encounter = record_encounter(
        member=katrin, contacts=[dora], on=TODAY, now=NOW, today=TODAY, topic="Seide"
    )
    note = add_note(contact=dora, text="Mag Quitten", on=TODAY, now=NOW)
    promise = make_promise(
        member=katrin, contact=dora, what="Link schicken", made_on=TODAY, today=TODAY, now=NOW
    )
    batch = open_import(
        member=katrin, file_name="x.vcf", chunks=[b"BEGIN:VCARD\r\nFN:Bo\r\nEND:VCARD\r\n"], now=NOW
    )
    label = label_named(member=katrin, name="Familie")
    for name in ("Sepp Huber", "Josef Huber"):
        create_contact(member=katrin, name=name, now=NOW)
    look(member=katrin, now=NOW)
    one = {
        "people:show": dora, "people:edit": dora, "people:delete": dora, "people:brief": dora,
        "people:new_encounter": dora, "people:new_note": dora, "people:encounter": encounter, "people:note": note,
        "people:label": label, "people:import": batch, "promises:edit": promise,
    }  # fmt: skip
    plain = (
        "home:today",
        "home:search",
        "people:index",
        "people:new",
        "people:labels",
        "people:imports",
        "people:doubles",
        "people:export",
        "privacy:takeout",
        "promises:index",
        "promises:new",
        "accounts:me",
        "dav:devices",
        "dav:changes",
        "dav:trash",
        "dav:turn_back",
        "dav:calendars",
    )
    return {name: reverse(name, args=[row.pk]) for name, row in one.items()} | {
        name: reverse(name) for name in plain
    }


class _Headings(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = 0

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.found += tag == "h1"


def check_html(name, answer):
    text = answer.content.decode()
    parser = html5lib.HTMLParser()
    parser.parse(text)
    assert not parser.errors, (name, parser.errors[:3])
    headings = _Headings()
    headings.feed(text)
    assert headings.found == 1, name


def test_every_page_is_valid_html_with_one_heading(katrins, pages):
    for name, address in pages.items():
        answer = katrins.get(address)
        assert answer.status_code == 200, name
        check_html(name, answer)


def test_a_form_in_error_is_valid_html_too(katrins, pages):
    nonsense = {
        "birthday_day": "31",
        "birthday_month": "2",
        "on": "30.2.2026",
        "due_on": "?",
        "name": "",
        "given": "",
    }
    del pages["people:delete"]
    refused = [name for name in pages if katrins.post(pages[name], nonsense).status_code == 422]
    assert {"people:new", "people:edit", "people:new_encounter", "people:label", "promises:new"} <= set(
        refused
    )
    for name in refused:
        check_html(name, katrins.post(pages[name], nonsense))


def test_a_demo_says_so_on_every_page(katrins, pages, settings):
    said = "Probe-Kontor"
    assert not [name for name, address in pages.items() if said in katrins.get(address).content.decode()]
    settings.IS_DEMO = True
    assert not [name for name, address in pages.items() if said not in katrins.get(address).content.decode()]


def test_a_stranger_finds_nothing_of_it(cyds, pages):
    for name, address in pages.items():
        if any(part.count("-") == 4 for part in address.split("/")):
            assert cyds.get(address).status_code == 404, name
        else:
            assert "Dora" not in cyds.get(address).content.decode(), name


def test_a_visitor_is_asked_to_sign_in(visitor, pages):
    for name, address in pages.items():
        answer = visitor.get(address)
        assert answer.status_code == 302, name
        assert answer["Location"].startswith(reverse("account_login")), name


def test_every_page_answers_in_english_too(katrins, katrin, pages):
    katrin.user.language = "en"
    katrin.user.save()
    for name, address in pages.items():
        assert '<html lang="en"' in katrins.get(address).content.decode(), name


@pytest.mark.parametrize(
    "name", ["account_login", "accounts:recovery", "kit:offline", "kit:manifest", "kit:service_worker"]
)
def test_what_stands_open_is_open(visitor, name):
    assert visitor.get(reverse(name)).status_code == 200
