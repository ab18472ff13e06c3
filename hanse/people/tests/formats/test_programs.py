"""Google, Outlook and LinkedIn, column by column."""

import pytest

from hanse.people import formats
from hanse.people.formats.arriving import ArrivingRelation
from hanse.people.formats.linkedin import profile
from hanse.people.tests.cards import DATA
from hanse.people.tests.formats.files import fields, read_path, read_sample, read_text, values, zipped
from hanse.people.vcard import PartialDate

NEW = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,"
    "Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,"
    "Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,"
    "Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - PO Box,"
    "Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address,"
    "Relation 1 - Label,Relation 1 - Value,Website 1 - Label,Website 1 - Value,Event 1 - Label,Event 1 - Value,"
    "Custom Field 1 - Label,Custom Field 1 - Value,Lieblingsfarbe"
)
ANNA = (
    'Anna,Maria,Beck,An-na,,,Dr.,jun.,Anni,,Wollwerk,Häklerin,Laden,--04-20,"mag Kekse\nund Tee",'
    "https://photos.example.com/1,Chor ::: * Markt ::: * myContacts ::: * starred,Home,anna@example.org,* Work,"
    "a.beck@example.com,Mobile,0171 39200001 ::: 030 23125001,Home,,Wollgasse 3,Hildesheim,,,31134,Deutschland,,"
    "Spouse,Bo Beck,Blog,https://anna.example,Anniversary,2010-06-01,Lieblingsgarn,Merino,blau"
)


def test_google_keeps_everything_of_a_row(tmp_path):
    _reading, [anna] = read_text(tmp_path, f"{NEW}\n{ANNA}\n")
    card = fields(anna)
    assert (card.prefix, card.given, card.additional, card.family, card.suffix) == (
        "Dr.",
        "Anna",
        "Maria",
        "Beck",
        "jun.",
    )
    assert (card.nickname, card.organisation, card.title, card.department) == (
        "Anni",
        "Wollwerk",
        "Häklerin",
        "Laden",
    )
    assert card.birthday == PartialDate(None, 4, 20)
    assert values(card.phones) == [("cell", "0171 39200001"), ("cell", "030 23125001")]
    assert values(card.emails) == [("work", "a.beck@example.com"), ("home", "anna@example.org")]
    assert values(card.sites) == [("Blog", "https://anna.example")]
    assert card.addresses[0].parts == ["", "", "Wollgasse 3", "Hildesheim", "", "31134", "Deutschland"]
    assert [(one.label, one.date) for one in card.dates] == [("anniversary", PartialDate(2010, 6, 1))]
    assert card.note == "mag Kekse\nund Tee\nLieblingsgarn: Merino\nLieblingsfarbe: blau"
    assert anna.labels == ["Chor", "Markt"]
    assert anna.relations == [ArrivingRelation("spouse", "Bo Beck")]
    assert [(one.kind, one.name) for one in card.related] == [("spouse", "Bo Beck")]
    assert b"X-PHONETIC-FIRST-NAME:An-na" in anna.raw
    assert card.photo is None
    assert b"PHOTO;VALUE=URI:https" in anna.raw


def test_googles_old_header_says_the_same(tmp_path):
    old = (
        "Name,Given Name,Additional Name,Family Name,Yomi Name,Nickname,Birthday,Notes,Language,Photo,Group Membership,"
        "E-mail 1 - Type,E-mail 1 - Value,Organization 1 - Type,Organization 1 - Name,Organization 1 - Title\n"
        "Anna Beck,Anna,,Beck,,,1980-02-29,Hallo,de,,* myContacts ::: Chor,* Home,anna@example.org,,Wollwerk,Häklerin\n"
    )
    path = tmp_path / "old.csv"
    path.write_text(old)
    assert formats.recognise(path, path.name) == "google_csv"
    _reading, [anna] = read_path(path)
    card = fields(anna)
    assert (card.given, card.family, card.organisation, card.title) == (
        "Anna",
        "Beck",
        "Wollwerk",
        "Häklerin",
    )
    assert card.birthday == PartialDate(1980, 2, 29)
    assert values(card.emails) == [("home", "anna@example.org")]
    assert (anna.labels, card.note) == (["Chor"], "Hallo\nLanguage: de")


def test_a_parent_in_googles_relations_makes_her_the_child(tmp_path):
    row = ANNA.replace("Spouse,Bo Beck", "Mother,Lotte")
    _reading, [anna] = read_text(tmp_path, f"{NEW}\n{row}\n")
    assert anna.relations == [ArrivingRelation("child", "Lotte")]


def test_the_german_outlook_keeps_windows_umlauts_and_who_recommended_her():
    _reading, records = read_sample("outlook_de.csv")
    first = records[0]
    card = fields(first)
    assert (card.given, card.family, card.title) == ("NATALIA", "LEHMANN", "Häklerin")
    assert first.met_through == "Giovanni Müller-Töpfer"
    assert first.labels == ["Nachbarn", "Markt"]
    assert card.addresses[0].parts == ["", "", "Fährweg 47", "Köln", "", "50667", "Deutschland"]
    assert card.addresses[0].label == "home"
    assert values(card.phones) == [("cell", "+49 171 39 20 0171")]
    assert card.birthday is None
    assert card.note.startswith("Hat nach zwanzig Jahren")
    assert "Normal" not in card.note
    assert "Falsch" not in card.note


def test_the_number_of_the_social_security_is_never_read():
    _reading, records = read_sample("outlook_de.csv")
    assert not any(b"000000" in one.raw for one in records)


def test_the_same_row_with_another_social_security_number_has_the_same_key(tmp_path):
    header = "Vorname,Nachname,E-Mail-Adresse,Mobiltelefon,Telefon geschäftlich,Sozialversicherungsnr.\n"
    keys = {
        read_text(tmp_path, f"{header}Anna,Beck,a@example.org,,,{number}\n")[1][0].key
        for number in ("1", "2")
    }
    assert len(keys) == 1


def test_herr_and_frau_are_no_titles(tmp_path):
    header = "Anrede,Vorname,Nachname,E-Mail-Adresse,Mobiltelefon,Telefon geschäftlich\n"
    _reading, records = read_text(
        tmp_path, f"{header}Frau,Anna,Beck,,0171 39200001,\nDr.,Bo,Beck,,0171 39200002,\n"
    )
    assert [fields(one).display_name for one in records] == ["Anna Beck", "Dr. Bo Beck"]
    assert b"X-SALUTATION:Frau" in records[0].raw


def test_the_english_desktop_outlook_joins_streets_and_tells_work_from_home(tmp_path):
    text = (
        "Title,First Name,Middle Name,Last Name,Suffix,Company,Business Street,Business Street 2,Business City,"
        "Home Street,Home City,Business Phone,Home Phone,Business Fax,E-mail Address,E-mail Type,E-mail Display Name,"
        "Birthday,Spouse,Referred By,Categories,Government ID Number,Children,Web Page\n"
        "Dr.,Anna,,Beck,,Wollwerk,Hof 1,Tor B,Jena,Wollgasse 3,Hildesheim,030 23125001,030 23125002,030 23125003,"
        'anna@example.org,SMTP,Anna Beck (anna@example.org),3/15/1980,Bo Beck,Cyd,Chor;Markt,123,"Lena, Max",anna.example\n'
    )
    _reading, [anna] = read_text(tmp_path, text)
    card = fields(anna)
    assert card.birthday == PartialDate(1980, 3, 15)
    assert {one.label: (one.street, one.city) for one in card.addresses} == {
        "work": ("Hof 1\nTor B", "Jena"),
        "home": ("Wollgasse 3", "Hildesheim"),
    }
    assert values(card.phones) == [
        ("work", "030 23125001"),
        ("home", "030 23125002"),
        ("work fax", "030 23125003"),
    ]
    assert (anna.met_through, anna.labels) == ("Cyd", ["Chor", "Markt"])
    assert anna.relations == [ArrivingRelation("spouse", "Bo Beck")]
    assert card.note == "Children: Lena, Max"
    assert b"123" not in anna.raw


@pytest.mark.parametrize(
    ("days", "options", "months", "remarks"),
    [
        (("03/04/1980", "05/06/1981"), {}, [4, 6], ["date_order"]),
        (("03/04/1980", "05/06/1981"), {"date_order": "mdy"}, [3, 5], []),
        (("03/04/1980", "05/26/1981"), {}, [3, 5], []),
        (("03/04/1980", "26/05/1981"), {}, [4, 5], []),
        (("1980-04-03", "3.4.1981"), {}, [4, 4], []),
    ],
)
def test_days_in_figures_are_asked_for_only_where_nothing_tells(tmp_path, days, options, months, remarks):
    header = "First Name,Last Name,E-mail Address,Mobile Phone,Home Phone,Birthday\n"
    rows = "".join(f"Anna,Beck,a{place}@example.org,,,{day}\n" for place, day in enumerate(days))
    reading, records = read_text(tmp_path, header + rows, columns=options)
    assert [fields(one).birthday.month for one in records] == months
    assert reading.remarks == remarks


def test_linkedin_is_found_behind_its_preamble_and_in_its_zip(tmp_path):
    _reading, records = read_sample("linkedin.csv")
    first = records[0]
    card = fields(first)
    assert (card.given, card.family, card.organisation, card.title) == (
        "Zosia",
        "Özdemir",
        "Schaumkrone Nürnberg",
        "Seifensiederin",
    )
    assert first.key == "linkedin:in/zz-zofia-oezdemir-p00246"
    assert first.line == 5
    assert card.note == "LinkedIn: connected since 2019-02-03"
    path = zipped(
        {"Basic/Connections.csv": (DATA / "linkedin.csv").read_bytes(), "Ad_Targeting.csv": b"a,b"},
        tmp_path / "Basic_LinkedInDataExport.zip",
    )
    assert formats.recognise(path, path.name) == "linkedin_csv"
    assert [one.raw for one in read_path(path)[1]] == [one.raw for one in records]


def test_that_two_are_connected_on_linkedin_is_no_encounter():
    reading, records = read_sample("linkedin.csv")
    assert records
    assert reading.encounters == []
    assert not any(one.own for one in records)


@pytest.mark.parametrize("day", ["12 Mar 2024", "12-Mar-24", "03/12/2024", "12. März 2024"])
def test_linkedins_days_of_all_years_are_read(tmp_path, day):
    text = f"First Name,Last Name,Email Address,Company,Position,Connected On\nAnna,Beck,,Wollwerk,Häklerin,{day}\n"
    _reading, [anna] = read_text(tmp_path, text)
    assert fields(anna).note == "LinkedIn: connected since 2024-03-12"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.linkedin.com/in/Anna-Beck/",
        "http://de.linkedin.com/in/anna-beck?trk=x",
        "linkedin.com/in/anna%2Dbeck",
        "https://LINKEDIN.com/in/anna-beck#top",
    ],
)
def test_a_profile_is_the_same_however_it_is_written(url):
    assert profile(url) == "in/anna-beck"


@pytest.mark.parametrize(
    "url", ["", "https://example.org/in/anna", "https://notlinkedin.com.evil.example/in/x", "http://["]
)
def test_other_addresses_are_no_profile(url):
    assert profile(url) == ""


def test_words_are_said_in_the_members_language(tmp_path):
    text = (
        "First Name,Last Name,Email Address,Company,Position,Connected On\nAnna,Beck,,Wollwerk,,12 Mar 2024\n"
    )
    german = {"LinkedIn: connected since {day}": "LinkedIn: verbunden seit {day}", "%Y-%m-%d": "%d.%m.%Y"}
    _reading, [anna] = read_text(tmp_path, text, said=lambda text: german.get(text, text))
    assert fields(anna).note == "LinkedIn: verbunden seit 12.03.2024"


def test_the_same_row_twice_is_two_records(tmp_path):
    header = "First Name,Last Name,E-mail Address,Mobile Phone,Home Phone\n"
    _reading, records = read_text(tmp_path, header + "Anna,Beck,a@example.org,,\n" * 2)
    assert len({one.key for one in records}) == len({fields(one).uid for one in records}) == 2


def test_a_row_without_anybody_is_kept_with_its_text(tmp_path):
    header = "First Name,Last Name,E-mail Address,Mobile Phone,Home Phone,Notes\n"
    _reading, records = read_text(tmp_path, header + ",,,,,nur eine Notiz\n,,,,,\nAnna,,,,,\n")
    assert [(one.index, one.problem, one.original) for one in records] == [
        (0, "no_name", b",,,,,nur eine Notiz\n"),
        (2, "", b""),
    ]
