"""A table of anybody's own: what its columns mean, and who comes of its rows."""

from csv import reader, writer
from datetime import date
from io import StringIO

import pytest

from hanse.people import formats
from hanse.people.formats.days import read_day, read_span
from hanse.people.formats.drafting import split_name
from hanse.people.formats.guessing import field_named
from hanse.people.formats.rhythms import read_rhythm
from hanse.people.formats.ways import contact_details, one_line_address
from hanse.people.tests.cards import DATA
from hanse.people.tests.formats.files import (
    FORMAT_OF,
    TODAY,
    fields,
    people,
    read_path,
    read_sample,
    read_text,
    told_of,
    values,
)
from hanse.people.vcard import PartialDate


def test_the_notebook_of_the_sample_comes_out_by_guess_alone():
    path = DATA / "freeform.csv"
    guessed = formats.guess_columns(formats.header_of(path), formats.sample(path))
    assert guessed == {
        "Name": "name",
        "Wo kennengelernt": "met_where",
        "Wann": "met_on",
        "Geschichte": "story",
        "Kann gut": "offers",
        "Sucht": "seeks",
        "Versprochen": "promise",
        "Kontakt": "contact",
        "Geb.": "birthday",
        "Wie oft": "rhythm",
    }


def test_what_is_told_in_the_notebook_is_what_is_true():
    reading, records = read_sample("freeform.csv")
    told = {one["index"]: people()[one["person"]] for one in told_of("freeform.csv")}
    names = {one["id"]: one["given"] for one in people().values()}
    for record in records:
        person, own = told[record.index], record.own
        assert own["met_where"] == person["met_where"]
        assert record.met_through == names.get(person.get("met_through"), "")
        assert own["story"].startswith(person["story"])
        assert (own["offers"], own["seeks"]) == (person["good_at"], person["seeks"])
        assert own.get("own_rhythm_days") in (None, 30, 90, 365)
        if "met_on" in own:
            met = date.fromisoformat(person["met_on"])
            assert own["met_on"] == (met if own["met_precision"] == "day" else date(met.year, 1, 1))
        assert b"NOTE" not in record.raw
    promised = {one["person"]: one["what"] for one in reading.attached["promises"]}
    assert promised == {
        one.key: told[one.index]["promised"] for one in records if told[one.index].get("promised")
    }


def test_a_summer_is_its_year_and_stays_in_words():
    _reading, records = read_sample("freeform.csv")
    own = records[0].own
    assert (own["met_on"], own["met_precision"], own["met_how"]) == (date(2020, 1, 1), "year", "Sommer 2020")


def test_a_table_in_english_is_guessed_too(tmp_path):
    text = (
        "Full name,Where we met,When,Through,Good at,Looking for,I promised,Mobile,E-mail,Website,Address,Tags,"
        "How often,Nickname,Birthday,Remarks,Shoe size\n"
        "Dr. Anna von der Aue,Chorprobe,March 2021,Bo Beck,Glazing pots,A kiln,Send the link,+44 7700 900203,"
        'anna@example.org,anna.example,"3 Wool Lane, 31134 Hildesheim, Germany",choir; market,every 6 weeks,Anni,'
        "4 May 1980,likes tea,39\n"
    )
    reading, [anna] = read_text(tmp_path, text)
    card = fields(anna)
    assert (card.prefix, card.given, card.family) == ("Dr.", "Anna", "von der Aue")
    assert card.nickname == "Anni"
    assert card.birthday == PartialDate(1980, 5, 4)
    assert values(card.phones) == [("cell", "+44 7700 900203")]
    assert card.addresses[0].parts == ["", "", "3 Wool Lane", "Hildesheim", "", "31134", "Germany"]
    assert card.note == "likes tea\nShoe size: 39"
    assert anna.own == {
        "met_where": "Chorprobe",
        "met_on": date(2021, 3, 1),
        "met_precision": "month",
        "offers": "Glazing pots",
        "seeks": "A kiln",
        "own_rhythm_days": 42,
    }
    assert (anna.met_through, anna.labels) == ("Bo Beck", ["choir", "market"])
    assert [one["what"] for one in reading.attached["promises"]] == ["Send the link"]


def test_a_list_of_an_association_is_guessed(tmp_path):
    text = (
        "Mitglieder des Vereins\t\t\t\t\t\t\n\t\t\t\t\t\t\n"
        "Nachname\tVorname\tStraße\tPLZ\tOrt\tTelefon (privat)\tTel. gesch.\n"
        "Beck\tAnna\tWollgasse 3\t31134\tHildesheim\t05121 23125\t030/23125001\n"
    )
    _reading, [anna] = read_text(tmp_path, text.encode("cp1252"))
    card = fields(anna)
    assert (card.given, card.family) == ("Anna", "Beck")
    assert card.addresses[0].parts == ["", "", "Wollgasse 3", "Hildesheim", "", "31134", ""]
    assert values(card.phones) == [("home", "05121 23125"), ("work", "030/23125001")]
    assert (anna.index, anna.line) == (0, 4)


def test_a_table_without_names_of_columns_is_told_by_its_values(tmp_path):
    _reading, records = read_text(
        tmp_path, "Anna Beck;anna@example.org;0171 39200001\nBo Beck;bo@example.org;0171 39200002\n"
    )
    assert [fields(one).display_name for one in records] == ["Anna Beck", "Bo Beck"]
    assert [one.value for one in fields(records[1]).phones] == ["0171 39200002"]
    assert records[0].index == 0


def test_name_beside_a_first_name_is_the_family(tmp_path):
    _reading, [anna] = read_text(tmp_path, "Vorname;Name;Handy\nAnna;Beck;0171 39200001\n")
    assert (fields(anna).given, fields(anna).family) == ("Anna", "Beck")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_table_is_read_however_it_was_saved(tmp_path, delimiter, encoding, end):
    rows = [["Name", "E-Mail", "Notiz"], ["Jürgen Müller", "jm@example.org", '"mag; Tee,\tund | mehr"']]
    text = end.join(delimiter.join(row) for row in rows) + end
    _reading, [record] = read_text(tmp_path, text.encode(encoding))
    card = fields(record)
    assert (card.display_name, card.note) == ("Jürgen Müller", "mag; Tee,\tund | mehr")


def test_tables_saved_by_german_excel_say_the_same(tmp_path):
    """Semicolons and windows-1252 instead of commas and UTF-8, and the other way round."""
    for source, delimiter, other in (
        ("freeform.csv", ";", ","),
        ("outlook_com.csv", ",", ";"),
        ("google.csv", ",", ";"),
    ):
        text = (DATA / source).read_text(encoding="utf-8-sig")
        saved = StringIO(newline="")
        writer(saved, delimiter=other).writerows(reader(StringIO(text, newline=""), delimiter=delimiter))
        path = tmp_path / source
        path.write_bytes(saved.getvalue().encode("cp1252", "replace"))
        assert formats.recognise(path, "x") == FORMAT_OF[source]
        before = [one for one in read_sample(source)[1] if "?" not in one.raw.decode()]
        after = {one.index: fields(one) for one in read_path(path)[1]}
        for one in before:
            if one.raw.decode().encode("cp1252", "replace").decode("cp1252") == one.raw.decode():
                assert after[one.index].display_name == fields(one).display_name
                assert values(after[one.index].phones) == values(fields(one).phones)


def test_excels_own_line_for_the_delimiter_is_followed(tmp_path):
    _reading, [anna] = read_text(tmp_path, "sep=;\nName;Notiz\nAnna Beck;a,b,c\n")
    assert (fields(anna).note, anna.line) == ("a,b,c", 3)


def test_what_the_member_says_counts_more_than_the_guess(tmp_path):
    columns = {"Name": "name", "Notiz": "story", "Zahl": "skip"}
    _reading, [anna] = read_text(tmp_path, "Name;Notiz;Zahl\nAnna Beck;häkelt;7\n", columns=columns)
    assert anna.own == {"story": "häkelt"}
    assert b"NOTE" not in anna.raw


def test_the_last_time_we_met_is_an_encounter(tmp_path):
    reading, [anna] = read_text(tmp_path, "Name;Letzter Kontakt\nAnna Beck;3.2.2026\n")
    [met] = reading.encounters
    assert (met.people, met.on, met.kind) == ([anna.key], date(2026, 2, 3), "met")


def test_a_day_to_come_is_kept_in_words(tmp_path):
    _reading, [anna] = read_text(tmp_path, "Name;Wann\nAnna Beck;3.2.2030\n")
    assert anna.own == {"met_how": "3.2.2030"}


def test_formulas_stay_text(tmp_path):
    _reading, [anna] = read_text(tmp_path, 'Name;Notiz\nAnna Beck;"=HYPERLINK(""http://x.example"")"\n')
    assert fields(anna).note == '=HYPERLINK("http://x.example")'


def test_the_preview_shows_rows_and_who_would_come_of_them():
    path = DATA / "freeform.csv"
    shown = formats.preview(path, {"Name": "name", "Kontakt": "contact"}, n=5, today=TODAY)
    assert len(shown) == 5
    assert shown[0].cells[0] == "Beat Zöllner"
    assert fields(shown[0].record).display_name == "Beat Zöllner"
    assert "Geschichte: War früher" in fields(shown[0].record).note


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("28.1.1998", PartialDate(1998, 1, 28)),
        ("4.1.", PartialDate(None, 1, 4)),
        ("04.01", PartialDate(None, 1, 4)),
        ("--04-20", PartialDate(None, 4, 20)),
        ("1604-03-15", PartialDate(None, 3, 15)),
        ("2.7.19", PartialDate(2019, 7, 2)),
        ("2.7.49", PartialDate(1949, 7, 2)),
        ("7-Feb-22", PartialDate(2022, 2, 7)),
        ("12. März 1980", PartialDate(1980, 3, 12)),
        ("March 12, 1980", PartialDate(1980, 3, 12)),
        ("19800312", PartialDate(1980, 3, 12)),
        ("1980-03-12T00:00:00Z", PartialDate(1980, 3, 12)),
        ("03/15/1980", PartialDate(1980, 3, 15)),
        ("31.2.1980", None),
        ("0.0.00", None),
        ("bald", None),
        ("1.1.0001", None),
    ],
)
def test_days_are_read_as_people_write_them(text, day):
    assert read_day(text, today=TODAY) == day


@pytest.mark.parametrize(
    ("text", "on", "precision"),
    [
        ("21.07.2025", date(2025, 7, 21), "day"),
        ("März 2021", date(2021, 3, 1), "month"),
        ("3/2021", date(2021, 3, 1), "month"),
        ("2023-05", date(2023, 5, 1), "month"),
        ("2023", date(2023, 1, 1), "year"),
        ("Sommer 2020", date(2020, 1, 1), "year"),
        ("ca. 2007", date(2007, 1, 1), "year"),
    ],
)
def test_spans_are_read_as_exactly_as_they_are_known(text, on, precision):
    span = read_span(text, today=TODAY)
    assert (span.on, span.precision) == (on, precision)


@pytest.mark.parametrize("text", ["2019 bis 2021", "irgendwann", ""])
def test_a_span_that_is_not_clear_is_none(text):
    assert read_span(text, today=TODAY) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("monatlich", 30),
        ("alle 3 Monate", 90),
        ("alle 6 Wochen", 42),
        ("alle zwei Wochen", 14),
        ("jährlich", 365),
        ("halbjährlich", 180),
        ("quartalsweise", 90),
        ("selten", 365),
        ("einmal im Monat", 30),
        ("2x pro Jahr", 182),
        ("every other thing", None),
        ("every 2 weeks", 14),
        ("jede Woche", 7),
        ("14-tägig", 14),
        ("90", 90),
        ("0", None),
        ("nie", None),
    ],
)
def test_rhythms_are_read_in_words_and_figures(text, days):
    assert read_rhythm(text) == days


def test_a_cell_of_ways_is_taken_apart():
    found = contact_details(
        "Tel. 0171/39200001, anna@example.org / +49 30 23125001; www.anna.example (abends)"
    )
    assert found["phones"] == ["0171/39200001", "+49 30 23125001"]
    assert found["emails"] == ["anna@example.org"]
    assert found["sites"] == ["www.anna.example"]
    assert found["rest"] == ["(abends)"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Wollgasse 3, 31134 Hildesheim",
            {"street": "Wollgasse 3", "postal_code": "31134", "city": "Hildesheim"},
        ),
        ("D-31134 Hildesheim", {"postal_code": "31134", "city": "Hildesheim"}),
        (
            "Hof 1\n1070 Wien\nÖsterreich",
            {"street": "Hof 1", "postal_code": "1070", "city": "Wien", "country": "Österreich"},
        ),
        ("hinter der Kirche", {"street": "hinter der Kirche"}),
    ],
)
def test_an_address_in_one_cell_is_taken_apart_where_it_is_clear(text, parts):
    assert one_line_address(text) == parts


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Anna Beck", ("", "Anna", "Beck", "")),
        ("Beck, Anna", ("", "Anna", "Beck", "")),
        ("Prof. Dr. Anna Maria Beck", ("Prof. Dr.", "Anna Maria", "Beck", "")),
        ("Anna von der Aue", ("", "Anna", "von der Aue", "")),
        ("Bo Beck sen.", ("", "Bo", "Beck", "sen.")),
        ("Frau Beck", ("Frau", "Beck", "", "")),
        ("Anna", ("", "Anna", "", "")),
        ("Mai Linh Tran", ("", "Mai Linh", "Tran", "")),
        ("Drago Ivić", ("", "Drago", "Ivić", "")),
    ],
)
def test_a_name_in_one_cell_is_taken_apart(name, parts):
    assert split_name(name) == parts


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("E-Mail", "email"),
        ("email_address", "email"),
        ("Tel.", "phone"),
        ("Handynummer", "phone"),
        ("Strasse", "street"),
        ("PLZ", "postal_code"),
        ("Wohnort", "city"),
        ("Geburtsdatum", "birthday"),
        ("Wo haben wir uns kennengelernt?", "met_where"),
        ("Kennengelernt am", "met_on"),
        ("Empfohlen von", "met_through"),
        ("Was kann sie gut?", "offers"),
        ("Sie sucht", "seeks"),
        ("Hat mir versprochen", "promise_theirs"),
        ("Letzter Kontakt", "last_met"),
        ("Gruppe", "labels"),
        ("Beruf", "title"),
        ("Bemerkungen", "note"),
        ("Sozialversicherungsnr.", "skip"),
        ("Schuhgröße", ""),
        ("Wo getroffen", "met_where"),
        ("Versprochen bis", "note"),
        ("Firmenname", "organisation"),
        ("Was sie macht", "offers"),
        ("Suche", "seeks"),
    ],
)
def test_columns_are_known_by_their_names(name, field):
    assert field_named(name) == field
