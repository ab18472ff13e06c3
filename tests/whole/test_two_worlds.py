"""Two members with a full book each: nothing of Katrin's is reached from Cyd's own pages, whatever is put into them."""

import ast
from itertools import cycle

import html5lib
import pytest
from django.core.serializers import serialize
from django.db import transaction
from django.urls import reverse

from conftest import NOW, TODAY
from hanse.accounts.actions import issue_app_password
from hanse.dav.actions import make_address
from hanse.dav.models import CalendarAddress
from hanse.home.actions.remembering import Confirmed, Named, remember
from hanse.home.actions.waiting import keep_waiting
from hanse.people.actions.contacts import add_note, create_contact, relate
from hanse.people.actions.encounters import record_encounter
from hanse.people.actions.importing import open_import, read_file
from hanse.people.actions.labels import label_named
from hanse.people.actions.merging import merge
from hanse.people.actions.trash import trash_card
from hanse.people.models import Contact, Encounter, Import, Label, Merge, Note, Relation, Suspicion
from hanse.promises.actions import make_promise
from hanse.promises.models import Promise
from tests.whole.test_house import VIEWS
from tests.whole.test_matrix import BOTH, CLOSED, GET

SECRET = "Quittenmus"
HELD_BY = {
    "dora": Contact, "pictured": Contact, "label": Label, "encounter": Encounter, "note": Note,
    "relation": Relation, "batch": Import, "promise": Promise, "merge": Merge, "suspicion": Suspicion,
    "address": CalendarAddress,
}  # fmt: skip
OF_NOBODY = {"kind": "android", "calendar": "promises"}
"""what stands in addresses and names nobody's row"""


def world_of(member, word: str) -> dict:
    """Fill a book with one of each, every text with `word` in it; returns the ids."""
    given = {"member": member, "now": NOW}
    dora = create_contact(name=f"Dora {word}", story=word, label_names=[f"{word}liste"], **given)
    bo = create_contact(name=f"Bo {word}", **given)
    line = f"Mit Dora {word} geredet"
    card = f"BEGIN:VCARD\r\nFN:Anna {word}\r\nEND:VCARD\r\n"
    encounter = record_encounter(contacts=[dora], on=TODAY, today=TODAY, topic=word, **given)
    twins = sorted((create_contact(name=f"{one} {word}", **given).pk for one in ("Sepp", "Josef")), key=str)
    gone = create_contact(name=f"Jo {word}", **given)
    trashed = create_contact(name=f"Emil {word}", **given)
    trash_card(card=trashed.card, author="dav:1", now=NOW)
    make_address(member=member, slug="birthdays", now=NOW)
    rows = {
        "dora": dora,
        "pictured": bo,
        "label": label_named(member=member, name=f"{word}liste"),
        "encounter": encounter,
        "note": add_note(contact=dora, text=word, on=TODAY, now=NOW),
        "relation": relate(contact=dora, other=bo, kind=word),
        "batch": read_file(
            batch=open_import(file_name=f"{word}.vcf", chunks=[card.encode()], **given), now=NOW
        ),
        "promise": make_promise(contact=dora, what=word, made_on=TODAY, today=TODAY, **given),
        "waiting": keep_waiting(key=word, line=line, captured_at=NOW, **given),
        "remembered": remember(
            key=f"{word}!", confirmed=Confirmed([Named(dora)], on=TODAY, note=word), today=TODAY, **given
        )[0],
        "merge": merge(kept=bo, gone=gone, how=Merge.How.MEMBER, now=NOW),
        "suspicion": Suspicion.objects.create(member=member, one_id=twins[0], other_id=twins[1], score=3),
        "device": issue_app_password(user=member.user, name=word, device="other", scope="rw", now=NOW)[0],
        "card": dora.card,
        "trashed": trashed,
        "address": CalendarAddress.objects.get(member=member),
    }
    return {name: row.pk for name, row in rows.items()}


@pytest.fixture
def hers(katrin, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return world_of(katrin, SECRET)


@pytest.fixture
def own(cyd, hers):
    return world_of(cyd, "Apfelmus")


def belongings(member) -> str:
    return "".join(
        serialize("json", rows.order_by("pk"))
        for rows in (
            *(model.objects.visible_to(member) for model in HELD_BY.values()),
            member.waiting_lines.all(),
            member.books.all(),
            member.user.drafts.all(),
            member.user.app_passwords.all(),
            Contact.everybody.trashed().filter(member=member),
        )
    )


def pages(own) -> list[str]:
    held = own | OF_NOBODY
    rows = [(name, thing) for name, (thing, methods) in CLOSED.items() if methods in (GET, BOTH)]
    return [reverse(name, args=[held[thing]] if thing else []) for name, thing in rows if thing != "passkey"]


def forms(client, own):
    """Yield address and fields of every form that Cyd's own pages hold."""
    seen = set()
    for page in pages(own):
        answer = client.get(page)
        if "html" not in answer.get("Content-Type", "") or answer.status_code != 200:
            continue
        for form in html5lib.parse(answer.content.decode(), namespaceHTMLElements=False).iter("form"):
            address = form.get("action") or form.get("hx-post") or page
            fields = {
                field.get("name"): field.get("value") or field.text or ""
                for kind in ("input", "textarea", "select", "button")
                for field in form.iter(kind)
                if field.get("name") not in (None, "csrfmiddlewaretoken")
            }
            sign = (address, *sorted(fields))
            if form.get("method", "").lower() == "post" and sign not in seen:
                seen.add(sign)
                yield address, fields


def asked_for() -> set[str]:
    """Return every name that a view reads from an address or a form by hand."""
    names = set()
    for path in VIEWS:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
                ("GET.get", "POST.get", "getlist")
            ):
                names |= {node.args[0].value} if isinstance(node.args[0], ast.Constant) else set()
    return names


def try_out(send, *, katrin, before, what):
    """Do it, look, and undo it."""
    with transaction.atomic():
        answer = send()
        assert answer.status_code < 500, what
        assert SECRET not in b"".join(answer).decode(errors="replace"), what
        assert belongings(katrin) == before, what
        transaction.set_rollback(True)


def test_the_other_book_is_full(hers, katrin):
    assert belongings(katrin).count(SECRET) > 10


@pytest.mark.slow
def test_no_form_of_mine_reaches_the_other_book(cyds, own, hers, katrin):
    before, ids = belongings(katrin), cycle(hers.values())
    found = list(forms(cyds, own))
    assert len(found) > 25
    for address, fields in found:
        for name in sorted({*fields, *(asked_for() if len(fields) < 3 else ())}):
            sent = fields | {name: next(ids)}
            try_out(
                lambda: cyds.post(address, sent),  # noqa: B023 - sent at once
                katrin=katrin,
                before=before,
                what=(address, sent),
            )


@pytest.mark.slow
def test_no_address_of_mine_reaches_the_other_book(cyds, own, hers, katrin):
    before, ids = belongings(katrin), cycle(hers.values())
    for page in pages(own):
        for name in sorted(asked_for()):
            sent = {name: next(ids)}
            try_out(
                lambda: cyds.get(page, sent),  # noqa: B023 - sent at once
                katrin=katrin,
                before=before,
                what=(page, sent),
            )
