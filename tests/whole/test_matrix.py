"""Who may do what at which address: every URL has a row, and every row is true.

`CLOSED` answers only a member; `OPEN` answers anybody; a row with a thing in it belongs to Katrin, and for Cyd it
is not there. What only POST reaches changes nothing when it is looked at.
"""

from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.serializers import serialize
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from conftest import NOW, TODAY
from hanse.accounts.actions import issue_app_password, issue_link
from hanse.dav.actions import make_address
from hanse.dav.models import CalendarAddress
from hanse.home.actions.waiting import keep_waiting
from hanse.people.actions.contacts import add_note, create_contact, relate
from hanse.people.actions.encounters import record_encounter
from hanse.people.actions.importing import open_import, read_file
from hanse.people.actions.labels import label_named
from hanse.people.actions.merging import merge
from hanse.people.actions.trash import trash_card
from hanse.people.models import Merge, Suspicion
from hanse.promises.actions import make_promise

GET, POST, BOTH = "GET", "POST", "GET POST"

# name: what the address holds ("" for nothing), methods
CLOSED = {
    "home:today": ("", GET),
    "home:search": ("", GET),
    "home:capture": ("", BOTH),
    "home:remember": ("", POST),
    "home:note": ("", POST),
    "home:share": ("", BOTH),
    "home:capture_waiting": ("", POST),
    "home:reached": ("dora", POST),
    "home:not_today": ("dora", POST),
    "home:after_all": ("dora", POST),
    "home:drop": ("waiting", POST),
    "home:pick_up": ("waiting", POST),
    "home:take_back": ("dora", POST),
    "home:met": ("dora", POST),
    "home:met_nobody": ("", POST),
    "dav:devices": ("", GET),
    "dav:connect": ("kind", BOTH),
    "dav:who": ("", POST),
    "dav:revoke": ("device", POST),
    "dav:changes": ("", GET),
    "dav:undo": ("card", POST),
    "dav:trash": ("", GET),
    "dav:restore": ("trashed", POST),
    "dav:discard": ("trashed", POST),
    "dav:turn_back": ("", BOTH),
    "dav:calendars": ("", GET),
    "dav:make_address": ("calendar", POST),
    "dav:revoke_address": ("address", POST),
    "people:index": ("", GET),
    "people:new": ("", BOTH),
    "people:labels": ("", GET),
    "people:names": ("", GET),
    "people:label": ("label", BOTH),
    "people:delete_label": ("label", POST),
    "people:export": ("", GET),
    "people:export_book": ("", GET),
    "people:imports": ("", BOTH),
    "people:import": ("batch", GET),
    "people:import_columns": ("batch", POST),
    "people:import_take": ("batch", POST),
    "people:import_go_on": ("batch", POST),
    "people:import_drop": ("batch", POST),
    "people:import_undo": ("batch", POST),
    "people:import_unreadable": ("batch", GET),
    "people:doubles": ("", GET),
    "people:search_doubles": ("", POST),
    "people:merge": ("suspicion", POST),
    "people:apart": ("suspicion", POST),
    "people:later": ("suspicion", POST),
    "people:unmerge": ("merge", POST),
    "people:encounter": ("encounter", BOTH),
    "people:delete_encounter": ("encounter", POST),
    "people:note": ("note", BOTH),
    "people:delete_note": ("note", POST),
    "people:unrelate": ("relation", POST),
    "people:show": ("dora", GET),
    "people:edit": ("dora", BOTH),
    "people:delete": ("dora", BOTH),
    "people:brief": ("dora", GET),
    "people:photo": ("pictured", GET),
    "people:card": ("dora", GET),
    "people:rest": ("dora", POST),
    "people:wake": ("dora", POST),
    "people:rhythm": ("dora", POST),
    "people:spoken": ("dora", POST),
    "people:relate": ("dora", POST),
    "people:new_encounter": ("dora", BOTH),
    "people:new_note": ("dora", BOTH),
    "promises:index": ("", GET),
    "promises:new": ("", BOTH),
    "promises:edit": ("promise", BOTH),
    "promises:keep": ("promise", POST),
    "promises:release": ("promise", POST),
    "promises:give_back": ("promise", BOTH),
    "promises:new_day": ("promise", BOTH),
    "promises:old_day": ("promise", POST),
    "promises:reopen": ("promise", POST),
    "promises:delete": ("promise", POST),
    "privacy:takeout": ("", GET),
    "privacy:takeout_file": ("", GET),
    "accounts:me": ("", BOTH),
    "accounts:sign_out_elsewhere": ("", POST),
    "accounts:draft": ("", POST),
    "accounts:discard_draft": ("", POST),
    "accounts:kept": ("", GET),
    "account_logout": ("", BOTH),
    "account_reauthenticate": ("", BOTH),
    "account_change_password": ("", BOTH),
    "account_set_password": ("", BOTH),
    "mfa_reauthenticate": ("", BOTH),
    "mfa_view_recovery_codes": ("", GET),
    "mfa_generate_recovery_codes": ("", BOTH),
    "mfa_list_webauthn": ("", GET),
    "mfa_add_webauthn": ("", BOTH),
    "mfa_reauthenticate_webauthn": ("", BOTH),
    "mfa_remove_webauthn": ("passkey", BOTH),
    "mfa_edit_webauthn": ("passkey", BOTH),
}
OPEN = {
    "account_login": ("", BOTH),
    "accounts:recovery": ("", BOTH),
    "accounts:link": ("token", BOTH),
    "accounts:again": ("", BOTH),
    "mfa_login_webauthn": ("", BOTH),
    "community:claim": ("token", BOTH),
    "dav:feed": ("secret", GET),
    "kit:manifest": ("", GET),
    "kit:service_worker": ("", GET),
    "kit:offline": ("", GET),
}
ROWS = CLOSED | OPEN
HELD = {name: row for name, row in CLOSED.items() if row[0]}
ONLY_POST = [name for name, (_thing, methods) in ROWS.items() if methods == POST]


def every_address(patterns=None, space=""):
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLPattern):
            yield space + (one.name or str(one.pattern))
        else:
            yield from every_address(one.url_patterns, f"{one.namespace}:" if one.namespace else space)


@pytest.fixture
def things(katrin, settings, tmp_path):
    """One of each that an address can hold, all of them Katrin's."""
    settings.MEDIA_ROOT = tmp_path
    dora = create_contact(member=katrin, name="Dora Kunz", now=NOW)
    bo = create_contact(member=katrin, name="Bo Lindner", now=NOW)
    given = {"member": katrin, "now": NOW, "today": TODAY}
    batch = open_import(
        member=katrin, file_name="x.vcf", chunks=[b"BEGIN:VCARD\r\nFN:Anna\r\nEND:VCARD\r\n"], now=NOW
    )
    twins = [
        create_contact(member=katrin, name=name, now=NOW)
        for name in ("Sepp Huber", "Josef Huber", "J. Huber")
    ]
    first, second = sorted(twins[:2], key=lambda contact: str(contact.pk))
    rows = {
        "suspicion": Suspicion.objects.create(member=katrin, one=first, other=second, score=3),
        "merge": merge(kept=twins[0], gone=twins[2], how=Merge.How.MEMBER, now=NOW),
        "dora": dora,
        "pictured": dora,
        "label": label_named(member=katrin, name="Familie"),
        "encounter": record_encounter(contacts=[dora], on=TODAY, **given),
        "note": add_note(contact=dora, text="Mag Quitten", on=TODAY, now=NOW),
        "relation": relate(contact=dora, other=bo, kind="Schwester"),
        "batch": read_file(batch=batch, now=NOW),
        "promise": make_promise(contact=dora, what="Link schicken", made_on=TODAY, **given),
        "waiting": keep_waiting(member=katrin, key="k1", line="Mit Anna geredet", captured_at=NOW, now=NOW),
        "kind": SimpleNamespace(pk="android"),
        "device": issue_app_password(user=katrin.user, name="Telefon", device="other", scope="rw", now=NOW)[
            0
        ],
        "card": dora.card,
        "trashed": create_contact(member=katrin, name="Emil Kunz", now=NOW),
        "calendar": SimpleNamespace(pk="promises"),
        "secret": SimpleNamespace(pk=make_address(member=katrin, slug="birthdays", now=NOW)),
        "address": CalendarAddress.objects.get(),
        "passkey": SimpleNamespace(pk=1),
        "token": SimpleNamespace(pk=issue_link(user=katrin.user, now=timezone.now())),
    }
    trash_card(card=rows["trashed"].card, author="dav:1", now=NOW)
    return {name: row.pk for name, row in rows.items()}


def address(name, things):
    thing, _methods = ROWS[name]
    return reverse(name, args=[things[thing]] if thing else [])


def world():
    """Everything that is stored, as text; what only looking around leaves behind is left out."""
    quiet = {"sessions.Session", "usersessions.UserSession"}
    return {
        model._meta.label: serialize("json", model.objects.order_by("pk"))
        for model in apps.get_models()
        if model._meta.label not in quiet
    }


def test_every_address_has_a_row():
    assert sorted(every_address()) == sorted(ROWS)


def test_a_visitor_is_asked_to_sign_in(visitor, things):
    for name in CLOSED:
        for method in (visitor.get, visitor.post):
            answer = method(address(name, things))
            assert answer.status_code == 302, name
            assert answer["Location"].startswith(reverse("account_login")), name


def test_a_script_of_a_visitor_is_told_so(visitor, things):
    for name in CLOSED:
        assert visitor.get(address(name, things), headers={"hx-request": "true"}).status_code == 401, name


def test_a_stranger_finds_nothing_and_changes_nothing(cyds, things):
    before = world()
    for name in HELD:
        methods = {GET: [cyds.get], POST: [cyds.post], BOTH: [cyds.get, cyds.post]}[ROWS[name][1]]
        for method in methods:
            assert method(address(name, things)).status_code in _NOTHING.get(name, {404}), name
        assert world() == before, name


# What asks for the password first; what it then finds or makes is the asker's own.
_NOTHING = {
    "mfa_remove_webauthn": {302, 404},
    "mfa_edit_webauthn": {302, 404},
    "dav:connect": {302},
    "dav:make_address": {302},
}


def test_what_only_a_button_does_cannot_be_looked_at(katrins, things):
    before = world()
    for name in ONLY_POST:
        assert katrins.get(address(name, things)).status_code == 405, name
        assert world() == before, name


def test_looking_changes_nothing(katrins, things):
    before = world()
    for name in (name for name, row in ROWS.items() if row[1] != POST):
        assert katrins.get(address(name, things)).status_code in {200, 302, 404, 410}, name
        assert world() == before, name


def test_what_stands_open_answers_everybody(visitor, things):
    for name in OPEN:
        assert visitor.get(address(name, things)).status_code in {200, 302, 410}, name
