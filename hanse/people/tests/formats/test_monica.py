"""Monica's export: nothing that was written there is dropped."""

import base64
import json
from datetime import date

import pytest

from hanse.people import vcard
from hanse.people.formats.arriving import ArrivingRelation
from hanse.people.tests.cards import DATA
from hanse.people.tests.formats.files import fields, read_path, read_sample, read_text, told_of, values

STAMP = "2025-11-02T09:15:00Z"
JPEG = b"\xff\xd8\xff\xe0 a photo \xff\xd9"


def uuid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012}"


def item(number: int, **properties) -> dict:
    return {"uuid": uuid(number), "created_at": STAMP, "updated_at": STAMP, "properties": properties}


def block(kind: str, *values) -> dict:
    return {"count": len(values), "type": kind, "values": list(values)}


def person(number: int, *data: dict, **properties) -> dict:
    return item(number, **{"is_partial": False, "is_dead": False, "is_active": True} | properties) | {
        "data": list(data)
    }


def relationship(kind: str, contact_is: int, of_contact: int) -> dict:
    return {
        "created_at": STAMP,
        "properties": {"type": kind, "contact_is": uuid(contact_is), "of_contact": uuid(of_contact)},
    }


def special(day: str, **how) -> dict:
    return {"is_age_based": False, "is_year_unknown": False, "date": f"{day}T00:00:00Z"} | how


def export(*blocks: dict, **properties) -> str:
    instance = {
        "activity_types": [item(901, translation_key="ate_restaurant"), item(902, name="Garn gefärbt")],
        "contact_field_types": [
            item(911, name="Email", protocol="mailto:", type="email"),
            item(912, name="Phone", protocol="tel:", type="phone"),
            item(913, name="Telegram", protocol="telegram:"),
            item(914, name="Homepage", protocol=""),
        ],
        "genders": [item(921, name="Frau", type="F")],
    }
    account = {"uuid": uuid(999), "data": list(blocks), "properties": properties, "instance": instance}
    return json.dumps({"version": "1.0-preview.1", "app_version": "4.1.2", "account": account}, indent=1)


def read_export(tmp_path, *blocks, **properties):
    return read_text(tmp_path, export(*blocks, **properties))


def test_the_card_of_a_contact_holds_who_she_is_and_how_to_reach_her(tmp_path):
    anna = person(
        1,
        block(
            "contact_field",
            item(10, data="anna@example.org", type=uuid(911)),
            item(11, data="0171 39200001", type=uuid(912)),
            item(12, data="@anna", type=uuid(913)),
            item(13, data="https://anna.example", type=uuid(914)),
        ),
        block(
            "address",
            item(
                14,
                name="Zuhause",
                street="Wollgasse 3",
                city="Hildesheim",
                postal_code="31134",
                country="DE",
                latitude=52.1,
                longitude=9.9,
            ),
        ),
        block("photo", uuid(50)),
        first_name="Anna",
        middle_name="Maria",
        last_name="Beck",
        nickname="Anni",
        job="Häklerin",
        company="Wollwerk",
        gender=uuid(921),
        description="Lernte es von der Großmutter.",
        stay_in_touch_frequency=42,
        last_talked_to="2026-01-05",
        tags=["Chor", "Markt"],
        is_starred=True,
        birthdate=special("1980-05-04"),
        first_met_date=special("2020-06-07"),
        first_met_through=uuid(2),
        food_preferences="keine Nüsse",
    )
    photo = item(
        50, mime_type="image/jpeg", dataUrl="data:image/jpeg;base64," + base64.b64encode(JPEG).decode()
    )
    reading, records = read_export(
        tmp_path, block("contact", anna, person(2, first_name="Bo")), block("photo", photo)
    )
    record, card = records[0], fields(records[0])
    assert (card.uid, record.key) == (uuid(1), f"monica:{uuid(1)}")
    assert (card.given, card.additional, card.family, card.nickname) == ("Anna", "Maria", "Beck", "Anni")
    assert (card.title, card.organisation) == ("Häklerin", "Wollwerk")
    assert values(card.emails) == [("", "anna@example.org")]
    assert values(card.phones) == [("", "0171 39200001")]
    assert [one.value for one in card.sites] == ["https://anna.example"]
    assert card.addresses[0].parts == ["", "", "Wollgasse 3", "Hildesheim", "", "31134", "DE"]
    assert b"GEO:52.1;9.9" in record.raw
    assert b"X-GENDER:F" in record.raw
    assert card.birthday == vcard.PartialDate(1980, 5, 4)
    assert card.note == "Telegram: @anna"
    assert vcard.photo_bytes(card.photo) == JPEG
    assert record.own == {
        "story": "Lernte es von der Großmutter.",
        "own_rhythm_days": 42,
        "rhythm_since": date(2026, 1, 5),
        "met_on": date(2020, 6, 7),
        "met_precision": "day",
    }
    assert record.met_through == f"monica:{uuid(2)}"
    assert record.labels == ["Chor", "Markt", "Favourites"]
    assert [(one.on, one.text) for one in record.notes] == [
        (date(2026, 1, 5), "Last talked on 2026-01-05"),
        (date(2025, 11, 2), "Food: keine Nüsse"),
    ]
    assert reading.remarks == ["no_met_where"]


def test_activities_calls_and_conversations_are_encounters(tmp_path):
    chat = item(
        22,
        happened_at="2026-01-03",
        messages=[
            item(31, content="Kommst du?", written_by_me=False),
            item(32, content="Ja, mit Kuchen.", written_by_me=True),
        ],
    )
    anna = person(
        1,
        block("call", item(21, called_at="2026-01-02", content="Lange telefoniert.", contact_called=True)),
        block("conversation", chat),
        block("activity", uuid(23)),
        first_name="Anna",
    )
    bo = person(2, block("activity", uuid(23), uuid(24)), first_name="Bo")
    activities = block(
        "activity",
        item(
            23, summary="Kaffee", description="Über Wolle geredet.", happened_at="2026-01-01", type=uuid(901)
        ),
        item(24, summary="Färben", happened_at="2025-12-01", type=uuid(902)),
    )
    reading, _records = read_export(tmp_path, block("contact", anna, bo), activities)
    told = {
        one.key: (one.kind, one.on, len(one.people), one.topic, one.note, one.initiative)
        for one in reading.encounters
    }
    assert told == {
        f"monica:{uuid(21)}": ("call", date(2026, 1, 2), 1, "", "Lange telefoniert.", "them"),
        f"monica:{uuid(22)}": (
            "message",
            date(2026, 1, 3),
            1,
            "",
            "The answer: Kommst du?\nI wrote: Ja, mit Kuchen.",
            "them",
        ),
        f"monica:{uuid(23)}": (
            "met",
            date(2026, 1, 1),
            2,
            "Kaffee",
            "Über Wolle geredet.\nate in a restaurant",
            "",
        ),
        f"monica:{uuid(24)}": ("met", date(2025, 12, 1), 1, "Färben", "Garn gefärbt", ""),
    }


def test_what_lies_ahead_is_a_note_until_it_has_happened(tmp_path):
    anna = person(
        1,
        block("activity", uuid(23)),
        block("call", item(21, called_at="2027-01-01", content="Anruf")),
        first_name="Anna",
    )
    activity = item(23, summary="Kaffee", happened_at="2027-02-03")
    reading, [record] = read_export(tmp_path, block("contact", anna), block("activity", activity))
    assert reading.encounters == []
    assert {one.text for one in record.notes} == {"2027-01-01: Anruf", "2027-02-03: Kaffee"}


def test_tasks_are_promises_of_mine(tmp_path):
    anna = person(
        1,
        block(
            "task",
            item(21, title="Link schicken", description="zur Anleitung", completed=False),
            item(22, title="Rechnung", completed=True, completed_at="2024-10-13"),
        ),
        first_name="Anna",
    )
    reading, _records = read_export(tmp_path, block("contact", anna))
    key = f"monica:{uuid(1)}"
    assert reading.attached["promises"] == [
        {"key": f"monica:{uuid(21)}", "person": key, "direction": "mine", "what": "Link schicken: zur Anleitung", "made_on": "2025-11-02", "kept_on": None},
        {"key": f"monica:{uuid(22)}", "person": key, "direction": "mine", "what": "Rechnung", "made_on": "2024-10-13", "kept_on": "2024-10-13"},
    ]  # fmt: skip


def test_everything_else_becomes_a_dated_note(tmp_path):
    anna = person(
        1,
        block("note", item(21, body="mag Tee")),
        block("gift", item(22, name="Tasse", comment="zum Geburtstag", status="offered", date="2025-05-04")),
        block(
            "debt", item(23, amount=12.5, currency="EUR", status="inprogress", in_debt="yes", reason="Wolle")
        ),
        block("debt", item(24, amount=3, currency="EUR", status="complete", in_debt=False)),
        block("pet", item(25, name="Mohrle", category="cat")),
        block("life_event", item(26, name="Laden eröffnet", note="endlich", happened_at="2023-02-01")),
        block(
            "reminder",
            item(
                27,
                title="Anna anrufen",
                initial_date="2026-04-01",
                frequency_type="month",
                frequency_number=2,
            ),
            item(28, title="Wish happy birthday to Anna", initial_date="2026-05-04", frequency_type="year"),
        ),
        block("document", uuid(60)),
        first_name="Anna",
        is_dead=True,
        birthdate=special("1980-05-04"),
        deceased_date=special("2026-01-01"),
    )
    document = block(
        "document", item(60, original_filename="Vertrag.pdf", dataUrl="data:application/pdf;base64,AA==")
    )
    reading, [record] = read_export(
        tmp_path, block("contact", anna), document, journal_entries=[item(70, post="heute")]
    )
    assert {(str(one.on), one.text) for one in record.notes} == {
        ("2025-11-02", "mag Tee"),
        ("2025-05-04", "Gift from me: Tasse, zum Geburtstag"),
        ("2025-11-02", "I owe: 12.5 EUR, Wolle"),
        ("2025-11-02", "Owes me: 3 EUR (settled)"),
        ("2025-11-02", "Pet: Mohrle (cat)"),
        ("2023-02-01", "Laden eröffnet\nendlich"),
        ("2025-11-02", "Reminder from 2026-04-01, months between: 2: Anna anrufen"),
        ("2025-11-02", "A document that stayed in Monica: Vertrag.pdf"),
        ("2026-01-01", "Died on 2026-01-01"),
    }
    assert record.own["resting_since"] == date(2025, 11, 2)
    assert reading.remarks == ["no_met_where", "documents_left", "journal_left"]


def test_a_birthday_known_only_by_age_is_a_year_in_the_note(tmp_path):
    anna = person(1, first_name="Anna", birthdate=special("1980-01-01", is_age_based=True))
    bo = person(2, first_name="Bo", birthdate=special("2025-05-04", is_year_unknown=True))
    _reading, records = read_export(tmp_path, block("contact", anna, bo))
    assert [fields(one).birthday for one in records] == [None, vcard.PartialDate(None, 5, 4)]
    assert fields(records[0]).note == "Born about 1980"


def test_a_relationship_is_kept_once_from_the_side_that_says_it(tmp_path):
    """Monica shows `of_contact` on the page of `contact_is` as the type: Lotte is Lena's parent."""
    lena, lotte = person(1, first_name="Lena"), person(2, first_name="Lotte")
    both = block("relationship", relationship("parent", 1, 2), relationship("child", 2, 1))
    _reading, records = read_export(tmp_path, block("contact", lena, lotte), both)
    assert [one.relations for one in records] == [[], [ArrivingRelation("parent", f"monica:{uuid(1)}")]]


def test_who_is_known_only_as_a_relation_is_no_person_of_her_own(tmp_path):
    anna = person(1, first_name="Anna")
    lena = person(2, first_name="Lena", last_name="Beck", is_partial=True, birthdate=special("2019-03-01"))
    both = block("relationship", relationship("child", 1, 2), relationship("parent", 2, 1))
    _reading, [record] = read_export(tmp_path, block("contact", lena, anna), both)
    assert (record.index, record.relations) == (1, [ArrivingRelation("parent", "Lena Beck")])
    assert [one.text for one in record.notes] == ["Birthday of Lena Beck: 2019-03-01"]


def test_a_relation_of_nobodys_knowledge_is_a_note(tmp_path):
    anna, lena = person(1, first_name="Anna"), person(2, first_name="Lena", is_partial=True)
    _reading, [record] = read_export(
        tmp_path, block("contact", anna, lena), block("relationship", relationship("Nachbarin", 1, 2))
    )
    assert record.relations == []
    assert [one.text for one in record.notes] == ["nachbarin: Lena"]


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_file_cut_off_gives_everybody_who_is_whole(tmp_path, share):
    """Beyond half of the sample stand relationships and photos: then all contacts are there."""
    whole, complete = (DATA / "monica.json").read_bytes(), read_sample("monica.json")[1]
    (tmp_path / "cut").write_bytes(whole[: int(len(whole) * share)])
    reading, records = read_path(tmp_path / "cut")
    assert reading.remarks[0] == "cut"
    known = [one.key for one in records if not one.unsure]
    assert known == [one.key for one in complete][: len(known)]
    assert len(known) > len(complete) * share * 0.9
    assert all(fields(one).emails for one in records if b"@example.org" in one.raw)


def test_one_broken_contact_spoils_no_other(tmp_path):
    text = export(
        block(
            "contact", person(1, first_name="Anna"), person(2, first_name="Bo"), person(3, first_name="Cyd")
        )
    )
    broken = text.replace('"first_name": "Bo"', '"first_name": Bo')
    _reading, records = read_text(tmp_path, broken)
    assert [one.problem for one in records] == ["", "broken", ""]
    assert b'"first_name": Bo' in records[1].original


def test_the_crowd_of_the_sample_has_its_uids_and_labels():
    _reading, records = read_sample("monica.json")
    told = {one["index"]: one for one in told_of("monica.json")}
    assert all(fields(one).uid == told[one.index]["uid"] for one in records)
    assert any(one.labels for one in records)
    assert any(one.met_through in {other.key for other in records} for one in records)
