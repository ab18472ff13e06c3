"""Everything of a member goes out in one file, and can be read back to the same."""

import csv
import io
import json
import tracemalloc
from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

import jsonschema
import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from conftest import NOW, PASSWORD, TODAY, member_named
from hanse.kit.text import clean
from hanse.people.actions.cards import arrival, default_book, save_card, save_cards
from hanse.people.actions.contacts import add_note, create_contact, delete_contact, relate, rest, set_rhythm
from hanse.people.actions.encounters import record_encounter
from hanse.people.actions.labels import change_label, label_contact, label_named
from hanse.people.formats import takeout as formats
from hanse.people.formats.limits import NotReadable
from hanse.people.models import Contact, Encounter
from hanse.people.tests.cards import APPLE, FILES, card
from hanse.people.vcard import cards as cut
from hanse.privacy.takeout import takeout
from hanse.privacy.takeout.document import pieces
from hanse.privacy.takeout.sheet import safe
from hanse.privacy.takeout.zipping import _cards
from hanse.privacy.tests import canonical
from hanse.promises import actions as promises
from hanse.promises.models import Promise

FILE = reverse("privacy:takeout_file")
HOUSE = Path(__file__).resolve().parents[3]


def zipped(member) -> ZipFile:
    return ZipFile(io.BytesIO(b"".join(takeout(member=member, now=NOW))))


def document_of(member) -> dict:
    return json.loads(zipped(member).read("hanse.json"))


def read_back(member, folder):
    path = folder / "hanse.zip"
    path.write_bytes(b"".join(takeout(member=member, now=NOW)))
    return formats.read(path, TODAY)


class TestTheFile:
    def test_it_holds_what_its_readme_says(self, katrin, book):
        archive = zipped(katrin)
        assert archive.testzip() is None
        readme = archive.read("README.txt").decode()
        assert [name for name in archive.namelist() if name not in readme] == ["README.txt"]
        assert "dir gehört" in readme.lower()
        assert "everything that is yours" in readme.lower()

    def test_cards_are_byte_for_byte_what_they_were(self, katrin, book):
        save_card(book=default_book(member=katrin), arriving=arrival(APPLE), author="phone", now=NOW)
        archive = zipped(katrin)
        cards, people = archive.read("people.vcf"), document_of(katrin)["people"]
        raws = {str(one.pk): bytes(one.card.raw) for one in Contact.objects.all()}
        for person in people:
            place = person["card"]
            assert cards[place["offset"] :][: place["length"]] == raws[person["key"]]
        assert len(people) == len(list(cut(cards))) == 3

    def test_it_is_as_the_published_schema_says(self, katrin, book):
        rest(contact=book["bo"], today=TODAY)
        archive = zipped(katrin)
        schema = json.loads(archive.read("hanse.schema.json"))
        jsonschema.Draft202012Validator.check_schema(schema)
        document = json.loads(archive.read("hanse.json"))
        checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
        assert [error.message for error in checker.iter_errors(document)] == []
        assert all(document[name] for name in ("people", "labels", "encounters"))
        assert document["attached"]["promises"][0]["renegotiations"]
        assert json.loads((HOUSE / "docs/hanse.schema.json").read_text()) == schema

    def test_an_empty_book_goes_out_too(self, katrin):
        document = document_of(katrin)
        assert (document["people"], document["encounters"], document["attached"]) == (
            [],
            [],
            {"promises": []},
        )

    def test_nothing_of_somebody_else_is_in_it(self, katrin, cyd, book):
        create_contact(member=cyd, name="Geheim Nis", now=NOW, label_names=["Verschwiegen"])
        text = b"".join(zipped(katrin).read(name) for name in zipped(katrin).namelist())
        assert b"Dora" in text
        assert b"Geheim" not in text
        assert b"Verschwiegen" not in text
        assert document_of(cyd)["attached"] == {"promises": []}

    def test_nothing_in_it_points_to_somebody_who_went_while_it_was_made(self, katrin, book):
        places = {}
        list(_cards(katrin, places))
        del places[book["dora"].pk]
        document = json.loads(b"".join(pieces(katrin, places, now=NOW)))
        (bo,) = document["people"]
        (met,) = document["encounters"]
        assert (bo["met_through"], met["people"], document["attached"]) == (
            None,
            [bo["key"]],
            {"promises": []},
        )


class TestTheTable:
    def rows(self, member):
        text = zipped(member).read("people.csv").decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def test_one_row_a_person_under_names_that_others_read(self, katrin, book):
        save_card(book=default_book(member=katrin), arriving=arrival(APPLE), author="phone", now=NOW)
        rows = {row["Last Name"]: row for row in self.rows(katrin)}
        juergen = rows["Müller"]
        assert len(rows) == 3
        assert (juergen["First Name"], juergen["Birthday"]) == ("Jürgen", "'--03-15")
        assert juergen["E-mail 1 - Value"] == "juergen@toepferei.example"
        assert juergen["Phone 2 - Label"] == "Werkstatt hinten"
        assert juergen["Address 1 - City"] == "Tübingen"
        assert rows["Kunz"]["Labels"] == "Markt"
        assert rows["Lindner"]["Met through"] == "Dora Kunz"

    @pytest.mark.parametrize("text", ["=1+1", "+49 170", "-2", "@SUM(A1)", "\t=1", "\r=1"])
    def test_no_cell_is_a_formula(self, katrin, text):
        assert safe(text) == f"'{text}"
        create_contact(member=katrin, name="Anna", now=NOW, story=text)
        (row,) = self.rows(katrin)
        assert row["Story"].startswith("'")

    def test_a_harmless_cell_stays_as_it_is(self):
        assert [safe("Anna = gut"), safe(None), safe(14)] == ["Anna = gut", "", "14"]


class TestTheCalendar:
    def events(self, member):
        calendar = Calendar.from_ical(zipped(member).read("dates.ics"))
        return {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}

    def put(self, member, *lines):
        save_card(book=default_book(member=member), arriving=arrival(card(*lines)), author="phone", now=NOW)

    def test_birthdays_and_other_days_come_every_year(self, katrin):
        self.put(
            katrin, "FN:Anna", "BDAY:1988-05-04", "item1.X-ABDATE:2015-06-07", "item1.X-ABLabel:Werkstatt"
        )
        events = self.events(katrin)
        assert set(events) == {"Birthday of Anna", "Werkstatt: Anna"}
        birthday = events["Birthday of Anna"]
        assert birthday["DTSTART"].dt == date(1988, 5, 4)
        assert birthday["RRULE"].to_ical() == b"FREQ=YEARLY"

    def test_a_day_without_its_year_and_29_february(self, katrin):
        self.put(katrin, "FN:Anna", "BDAY:--02-29")
        event = self.events(katrin)["Birthday of Anna"]
        assert event["DTSTART"].dt == date(2000, 2, 29)
        assert event["RRULE"]["BYMONTHDAY"] == [-1]

    def test_no_day_is_no_event(self, katrin):
        self.put(katrin, "FN:Anna", "BDAY:1988")
        self.put(katrin, "FN:Bo", "BDAY:--02-30")
        assert self.events(katrin) == {}


class TestThePage:
    def test_it_is_linked_from_me_and_from_taking_people_along(self, katrins):
        for name in ("accounts:me", "people:export"):
            assert reverse("privacy:takeout") in katrins.get(reverse(name)).content.decode()
        assert FILE in katrins.get(reverse("privacy:takeout")).content.decode()

    @pytest.fixture
    def proven(self, katrins):
        """Katrin's browser, after she has just said who she is."""
        katrins.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        return katrins

    def test_it_asks_once_more_who_it_is(self, katrins):
        answer = katrins.get(FILE)
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_reauthenticate"))

    def test_it_is_sent_while_it_is_made(self, proven, book):
        answer = proven.get(FILE)
        assert answer.streaming
        assert answer["Content-Disposition"].startswith('attachment; filename="hanse-')
        assert answer["Cache-Control"] == "no-store"
        assert "hanse.json" in ZipFile(io.BytesIO(b"".join(answer.streaming_content))).namelist()


class TestReadingBack:
    def test_a_book_with_a_little_of_everything_comes_back(self, katrin, book, tmp_path):
        assert canonical.of_reading(read_back(katrin, tmp_path)) == canonical.of_book(katrin)

    def test_cards_of_real_programs_come_back(self, katrin, tmp_path):
        raws = [one.raw for file in FILES for one in cut(file.read_bytes()) if not one.problem]
        arriving = {one.fields.uid or one.href: one for one in map(arrival, raws)}
        save_cards(book=default_book(member=katrin), arriving=list(arriving.values()), author="x", now=NOW)
        reading = read_back(katrin, tmp_path)
        assert canonical.of_reading(reading) == canonical.of_book(katrin)

    def test_keys_are_those_of_the_rows(self, katrin, book, tmp_path):
        reading = read_back(katrin, tmp_path)
        assert {record.key for record in reading.records} == {str(one.pk) for one in Contact.objects.all()}
        assert [one.key for one in reading.encounters] == [str(one.pk) for one in Encounter.objects.all()]
        assert [row["key"] for row in reading.attached["promises"]] == [str(book["promise"].pk)]

    def test_what_the_schema_lets_through_the_reader_knows(self):
        schema = json.loads((HOUSE / "docs/hanse.schema.json").read_text())["$defs"]
        encounter, own = schema["encounter"]["properties"], schema["own"]["properties"]
        assert set(encounter["kind"]["enum"]) == formats._KINDS == set(Encounter.Kind.values)
        assert (
            set(encounter["initiative"]["enum"]) == formats._INITIATIVES == set(Encounter.Initiative.values)
        )
        assert set(own["source"]["enum"]) == formats._SOURCES == set(Contact.Source.values)
        assert set(own["standing"]["enum"]) == formats._STANDINGS == set(Contact.Standing.values)
        assert set(schema["promise"]["properties"]["direction"]["enum"]) == set(Promise.Direction.values)


def changed(member, folder, change, *, cards=None):
    """Read a take-out whose hanse.json somebody changed."""
    archive = zipped(member)
    document = json.loads(archive.read("hanse.json"))
    answer = change(document)
    document = document if answer is None else answer
    path = folder / "changed.zip"
    with ZipFile(path, "w") as new:
        new.writestr("hanse.json", document if isinstance(document, bytes) else json.dumps(document))
        new.writestr("people.vcf", archive.read("people.vcf") if cards is None else cards)
    return formats.read(path, TODAY)


class TestWhatIsNoTakeOut:
    @pytest.mark.parametrize(
        ("document", "code"),
        [
            (b"", "cut"),
            (b"{", "cut"),
            (b"\xff\xfe\x00", "cut"),
            (b"[" * 100_000, "too_deep"),
            (b"[]", "unknown"),
            (b'{"format": "hanse-takeout", "version": 99}', "unknown"),
            (b'{"format": "hanse-takeout", "version": 1, "people": {}}', "cut"),
        ],
    )
    def test_it_is_told(self, katrin, tmp_path, document, code):
        with pytest.raises(NotReadable) as told:
            changed(katrin, tmp_path, lambda _document: document)
        assert told.value.code == code

    def test_a_zip_without_its_cards_is_cut(self, tmp_path):
        with ZipFile(tmp_path / "x.zip", "w") as archive:
            archive.writestr("hanse.json", '{"format": "hanse-takeout", "version": 1}')
        with pytest.raises(NotReadable) as told:
            formats.read(tmp_path / "x.zip", TODAY)
        assert told.value.code == "cut"

    @pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
    def test_half_a_file_is_told(self, katrin, book, tmp_path, share):
        data = b"".join(takeout(member=katrin, now=NOW))
        (tmp_path / "x.zip").write_bytes(data[: int(len(data) * share)])
        with pytest.raises(NotReadable):
            formats.read(tmp_path / "x.zip", TODAY)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"card": {"offset": -1, "length": 10}},
            {"card": {"offset": 0, "length": 10**9}},
            {"card": {"offset": "0", "length": None}},
            {"card": []},
            {"key": ""},
            {"key": "a\0b"},
            {"own": {"met_on": "gestern"}},
            {"own": {"standing": "secret"}},
            {"own": {"own_rhythm_days": 10**9}},
            {"own": {"story": "\ud800"}},
            {"labels": "Markt"},
        ],
    )
    def test_a_person_that_is_wrong_is_handed_on_as_such_and_spoils_no_other(
        self, katrin, book, tmp_path, wrong
    ):
        reading = changed(katrin, tmp_path, lambda document: document["people"][0].update(wrong))
        first, second = reading.records
        assert (first.problem, second.problem) == ("broken", "")
        assert json.loads(first.original)

    def test_one_card_is_of_one_person(self, katrin, book, tmp_path):
        """A small file must not become a large book."""

        def many(document):
            one = document["people"][0]
            document["people"] = [{**one, "key": f"{number}"} for number in range(50)]

        problems = [record.problem for record in changed(katrin, tmp_path, many).records]
        assert 0 < problems.count("") <= 3
        assert problems.count("broken") >= 47

    def test_rows_that_are_wrong_are_left_out(self, katrin, book, tmp_path):
        def spoil(document):
            document["encounters"] += ["x", {"key": "k", "on": "2026-02-30"}, {"key": "k", "on": "2026-02-03", "kind": "sms"}]  # fmt: skip
            document["attached"]["promises"] += ["x", {"key": "p"}]
            document["attached"]["odd"] = 1
            document["labels"] += [{"name": ""}, 3]
            document["people"][1]["notes"] += [{"key": "n"}, None]

        reading = changed(katrin, tmp_path, spoil)
        assert canonical.of_reading(reading) == canonical.of_book(katrin)

    def test_a_card_that_is_none_is_told(self, katrin, book, tmp_path):
        length = len(zipped(katrin).read("people.vcf"))
        problems = [
            one.problem for one in changed(katrin, tmp_path, lambda _: None, cards=b"x" * length).records
        ]
        assert problems == ["broken", "broken"]


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf"]), max_size=30)
names = words.map(str.strip).filter(bool)
past = st.integers(0, 3000).map(lambda days: TODAY - timedelta(days=days))
lines = st.lists(
    st.tuples(st.sampled_from(["NOTE", "TEL", "X-ODD;A=b", "item1.EMAIL"]), words).map(
        lambda pair: ":".join(pair)
    ),
    max_size=3,
)


@st.composite
def books(draw):
    """People, each with a card of some lines, and what is written about them."""
    people = draw(
        st.lists(st.tuples(names, lines, st.sampled_from([b"\r\n", b"\n", b""])), min_size=1, max_size=4)
    )
    of_person = st.integers(0, len(people) - 1)
    return {
        "people": people,
        "own": draw(
            st.lists(
                st.fixed_dictionaries(
                    {"story": words, "met_where": words, "seeks": words},
                    optional={
                        "standing": st.sampled_from(Contact.Standing.values),
                        "source": st.sampled_from(Contact.Source.values),
                        "resting_since": past,
                        "own_rhythm_days": st.sampled_from([None, 0, 7, 365]),
                    },
                ),
                min_size=len(people),
                max_size=len(people),
            )
        ),
        "labels": draw(st.lists(st.tuples(names, st.sampled_from([None, 7, 90]), of_person), max_size=3)),
        "notes": draw(st.lists(st.tuples(of_person, names, past), max_size=3)),
        "relations": draw(st.lists(st.tuples(of_person, of_person, names), max_size=3)),
        "encounters": draw(
            st.lists(
                st.tuples(
                    st.sets(of_person, min_size=1),
                    past,
                    st.sampled_from(Encounter.Kind.values),
                    words,
                    st.sampled_from(Encounter.Initiative.values),
                ),
                max_size=3,
            )
        ),
        "promises": draw(
            st.lists(st.tuples(of_person, names, past, st.booleans(), st.booleans()), max_size=3)
        ),
    }


def write(member, book):
    """Write a drawn book down as a member would."""
    where = default_book(member=member)
    contacts = []
    for (name, more, end), columns in zip(book["people"], book["own"], strict=True):
        own = {key: clean(value) if isinstance(value, str) else value for key, value in columns.items()}
        raw = card(f"FN:{name}", *more).rstrip(b"\r\n") + end
        contact = save_card(book=where, arriving=arrival(raw), author="x", now=NOW)
        rhythm = own.pop("own_rhythm_days", None)
        Contact.objects.filter(pk=contact.pk).update(**own)
        set_rhythm(contact=contact, days=rhythm, today=TODAY)
        contacts.append(contact)
    for name, rhythm, whose in book["labels"]:
        label = label_named(member=member, name=name) if name.lstrip("#").strip() else None
        if label:
            change_label(label=label, name=label.name, rhythm_days=rhythm, now=NOW)
            label_contact(contact=contacts[whose], name=label.name, now=NOW)
    for whose, text, on in book["notes"]:
        add_note(contact=contacts[whose], text=text, on=on, now=NOW)
    for one, other, kind in book["relations"]:
        if one != other:
            relate(contact=contacts[one], other=contacts[other], kind=kind)
    meetings = [
        record_encounter(
            member=member, contacts=[contacts[one] for one in sorted(who)], on=on, now=NOW, today=TODAY,
            kind=kind, topic=topic, initiative=initiative,
        )
        for who, on, kind, topic, initiative in book["encounters"]
    ]  # fmt: skip
    for whose, what, on, is_kept, is_later in book["promises"]:
        promise = promises.make_promise(
            member=member, contact=contacts[whose], what=what, made_on=on, today=TODAY, now=NOW, due_on=TODAY,
            encounter=meetings[0] if meetings else None,
        )  # fmt: skip
        if is_later:
            promises.renegotiate(promise=promise, due_on=TODAY + timedelta(days=3), today=TODAY)
        if is_kept:
            promises.keep(promise=promise, on=TODAY)


@pytest.mark.slow
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(book=books())
def test_whatever_a_book_holds_comes_back(katrin, tmp_path, book):
    for contact in Contact.objects.visible_to(katrin):
        delete_contact(contact=contact, now=NOW)
    for label in katrin.labels.all():
        label.delete()
    write(katrin, book)
    assert canonical.of_reading(read_back(katrin, tmp_path)) == canonical.of_book(katrin)


@pytest.mark.slow
def test_a_large_book_goes_out_in_little_memory(katrin):
    photo = "PHOTO;ENCODING=b;TYPE=JPEG:" + "A" * 60_000
    arriving = [arrival(card(f"FN:Anna {number}", photo)) for number in range(1000)]
    save_cards(book=default_book(member=katrin), arriving=arriving, author="x", now=NOW)
    arriving.clear()
    tracemalloc.start()
    size = sum(len(piece) for piece in takeout(member=katrin, now=NOW))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 60_000
    assert most < 40 * 1024 * 1024


def test_members_of_one_kontor_carry_nothing_into_each_others_file(kontor, tmp_path):
    anna = member_named("Anna Beck", "anna")
    create_contact(member=anna, name="Dora", now=NOW)
    set_rhythm(contact=Contact.objects.get(), days=30, today=TODAY)
    (record,) = read_back(anna, tmp_path).records
    assert record.own == {"own_rhythm_days": 30, "rhythm_since": TODAY}
