"""Every limit has its code, nothing hangs, and the good part is taken where that makes sense."""

import json
import struct
import time
from contextlib import contextmanager
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.utils import translation

from hanse.people import formats
from hanse.people.formats import limits
from hanse.people.templatetags.formats import said_field, said_format, said_remark, why_unsure
from hanse.people.templatetags.people import why_refused, why_unreadable
from hanse.people.tests.cards import DATA, card
from hanse.people.tests.formats.files import (
    TODAY,
    archive_bytes,
    fields,
    read_path,
    read_text,
    spreadsheet,
    zipped,
)

LONGEST = 5  # seconds, on a machine that is doing something else


@contextmanager
def refused(code: str):
    started = time.monotonic()
    with pytest.raises(formats.NotReadable) as caught:
        yield
    assert caught.value.code == code
    assert time.monotonic() - started < LONGEST


def written(tmp_path, data: bytes):
    path = tmp_path / "file"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\r\n", "empty"),
        (b"\0" * 5000, "empty"),
        (b"Liebe Anna, wie geht es dir? Ich schreibe dir bald.\n", "unknown"),
        (b"<!doctype html><title>Anna, Beck</title>", "unknown"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "unknown"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 20, "unknown"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "calendar"),
        (b'{"people": [{"name": "Anna"}]}', "other_json"),
        (b"[1, 2", "other_json"),
        (b"-- Monica\nINSERT INTO `contacts` VALUES (1, 'Anna');\n", "monica_sql"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_excel"),
        (b"PK\x03\x04 and then nothing", "cut"),
        (archive_bytes({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "other_spreadsheet"),
        (archive_bytes({"photo.jpg": b"x"}), "zip_without_contacts"),
        (archive_bytes({"inner.zip": b"x"}), "zip_nested"),
        (
            archive_bytes({f"{number}.vcf": b"" for number in range(limits.MOST_ENTRIES + 1)}),
            "too_many_entries",
        ),
        (("," * 300).encode() + b"\n" + b"a@example.org," * 301, "too_many_columns"),
    ],
)
def test_what_is_no_list_of_people_is_refused_with_its_reason(tmp_path, data, code):
    path = written(tmp_path, data)
    with refused(code):
        formats.recognise(path, "contacts.vcf")


def test_three_hundred_columns_are_taken(tmp_path):
    header = ["Name", "E-Mail", *(f"Spalte {number}" for number in range(298))]
    row = ["Anna Beck", "anna@example.org", *("x" for _ in range(298))]
    _reading, [anna] = read_text(tmp_path, ",".join(header) + "\n" + ",".join(row) + "\n")
    assert fields(anna).note.count("\n") == 297


def test_a_table_of_too_many_rows_is_refused_before_anybody_comes_in(tmp_path):
    path = written(tmp_path, b"Name;Notiz\n" + b"Anna Beck;x\n" * (limits.MOST_ROWS + 1))
    with refused("too_many_rows"):
        formats.read(path, "table_csv", today=TODAY)


def test_rows_without_anything_in_them_end_a_table(tmp_path):
    text = "Name;Notiz\nAnna Beck;x\n" + ";\n" * 50_000 + "\n" * 50_000 + "Bo Beck;y\n"
    _reading, records = read_text(tmp_path, text)
    assert [fields(one).given for one in records] == ["Anna"]


def test_a_quotation_mark_that_never_closes_costs_its_own_row_alone(tmp_path):
    rows = "".join(f"Cyd {number};x\n" for number in range(20_000 - 10))
    _reading, records = read_text(tmp_path, f'Name;Notiz\nAnna Beck;x\nBo Beck;"auf\n{rows}')
    problems = [one for one in records if one.problem]
    assert [(one.problem, one.index, one.original) for one in problems] == [
        ("broken_quotes", 1, b'Bo Beck;"auf\n')
    ]
    assert len(records) == 20_000 - 10 + 2


def test_a_cell_that_is_too_large_is_kept_aside(tmp_path):
    text = f"Name;Notiz\nAnna Beck;{'x' * (limits.LARGEST_CELL + 1)}\nBo Beck;y\n"
    _reading, records = read_text(tmp_path, text)
    assert [one.problem for one in records] == ["cell_too_large", ""]
    assert records[0].original.startswith(b"Anna Beck;xxx")


@pytest.mark.parametrize(
    "start",
    [
        '"',
        'a;"',
        '"x";"',
        "a b",
        "( , ",
        "über  ",
        ", , ",
        "a@",
        "1 ",
        "Dr. ",
        "\t \t",
        "a",
        "a.",
        "a-",
        "1",
        "1.",
        "/ ",
        "(",
        "wo ",
        "\t",
        "\u00e4",
    ],
)
def test_long_cells_of_one_thing_do_not_hang(tmp_path, start):
    """Searching with a pattern must not take the square of a text's length."""
    long = (start * limits.LARGEST_CELL)[: limits.LARGEST_CELL - 10].replace("\n", " ")
    names = ["Name", "Kontakt", "Wo kennengelernt", "Wann", "Adresse", "Wie oft", "Gruppe", "E-Mail", "Geb."]
    row = ";".join('"' + long.replace('"', '""') + '"' for _ in names)
    path = written(tmp_path, ("sep=;\n" + ";".join(names) + "\n" + row + "\n" + long + "\n").encode())
    started = time.monotonic()
    list(formats.read(path, "table_csv", today=TODAY).records)
    formats.preview(path, today=TODAY)
    assert time.monotonic() - started < LONGEST


def test_zeros_in_a_table_are_dropped(tmp_path):
    _reading, [anna] = read_text(tmp_path, "Name;E-Mail\nAn\0na Beck;anna@example.org\0\n")
    assert (fields(anna).display_name, fields(anna).emails[0].value) == ("Anna Beck", "anna@example.org")


# ZIPs


def test_a_zip_of_cards_is_one_reading_and_names_in_it_are_harmless(tmp_path):
    path = zipped(
        {
            "../../etc/anna.vcf": card("FN:Anna Beck", "UID:a"),
            "C:\\bo.vcf": card("FN:Bo Beck", "UID:b") + card("FN:Cyd", "UID:c"),
            "again/anna.vcf": card("FN:Anna Beck", "UID:a"),
            "__MACOSX/._anna.vcf": card("FN:Nobody"),
            "readme.txt": b"hello",
        },
        tmp_path / "cards.zip",
    )
    _reading, records = read_path(path)
    assert [(one.index, fields(one).display_name) for one in records] == [
        (0, "Anna Beck"),
        (1, "Bo Beck"),
        (2, "Cyd"),
    ]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["cards.zip"]


def test_our_own_take_out_is_recognised(tmp_path):
    path = zipped({"hanse.json": b"{}", "people.vcf": card("FN:Anna")}, tmp_path / "anything")
    assert formats.recognise(path, "anything") == "hanse"


def test_a_bomb_is_refused_unopened(tmp_path):
    path = zipped({"a.vcf": b"\n" * (30 << 20)}, tmp_path / "bomb.zip")
    with refused("zip_bomb"):
        list(formats.read(path, "zip", today=TODAY).records)


def test_a_locked_zip_is_refused(tmp_path):
    data = bytearray(archive_bytes({"a.vcf": card("FN:Anna")}))
    for magic, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.index(magic) + place
        data[start : start + 2] = struct.pack("<H", 1)
    path = written(tmp_path, bytes(data))
    with refused("zip_locked"):
        list(formats.read(path, "zip", today=TODAY).records)


def test_an_entry_that_lies_about_its_size_is_refused(tmp_path):
    data = bytearray(archive_bytes({"a.vcf": card("FN:Anna", f"NOTE:{'x' * 5000}")}))
    start = data.index(b"PK\x01\x02") + 24
    data[start : start + 4] = struct.pack("<I", 10)
    path = written(tmp_path, bytes(data))
    with refused("cut"):
        list(formats.read(path, "zip", today=TODAY).records)


# Spreadsheets


def test_a_spreadsheet_is_read_as_a_table(tmp_path):
    path = spreadsheet(
        tmp_path / "leute",
        [
            ["Meine Leute"],
            [],
            ["Name", "Geburtstag", "Handy", "Notiz", None, "Wann"],
            ["Anna Beck", 29221.0, 4917139200001, "a < b & c", "?", "Sommer 2020"],
            [],
            ["Bo Beck", None, None, "x"],
        ],
    )
    assert formats.recognise(path, path.name) == "table_xlsx"
    _reading, records = read_path(path)
    anna = fields(records[0])
    assert [(one.index, one.line) for one in records] == [(0, 4), (2, 6)]
    assert (anna.display_name, anna.birthday.year, anna.birthday.month) == ("Anna Beck", 1980, 1)
    assert [one.value for one in anna.phones] == ["4917139200001"]
    assert anna.note == "a < b & c\nE: ?"


NAME_AND_NOTE = '<row r="1"><c t="str"><v>Name</v></c><c t="str"><v>Notiz</v></c></row>'
ANNA = '<row r="2"><c t="str"><v>Anna</v></c><c><f>SUM(1)</f></c></row>'


@pytest.mark.parametrize(
    "rest", ["<row/>" * 2_000_000, '<row r="999999999"><c t="str"><v>Bo</v></c></row>'], ids=["many", "far"]
)
def test_a_billion_empty_rows_end_a_spreadsheet(tmp_path, rest):
    sheet = f"<worksheet><sheetData>{NAME_AND_NOTE}{ANNA}{rest}</sheetData></worksheet>"
    path = spreadsheet(tmp_path / "file", [], sheet=sheet)
    started = time.monotonic()
    _reading, records = read_path(path)
    assert [fields(one).given for one in records] == ["Anna"]
    assert time.monotonic() - started < LONGEST


@pytest.mark.parametrize(
    ("part", "text", "code"),
    [
        ("xl/worksheets/sheet1.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>', "empty"),
        (
            "xl/sharedStrings.xml",
            '<!DOCTYPE x [<!ENTITY a "aaaa">]><sst><si><t>&a;</t></si></sst>',
            "unknown",
        ),
        ("xl/workbook.xml", "<workbook>" + "<a>" * 40, "too_deep"),
        ("xl/workbook.xml", "not xml", "cut"),
        ("xl/sharedStrings.xml", "<sst>" + " " * (limits.LARGEST_TABLE + 1) + "</sst>", "table_too_large"),
        ("xl/sharedStrings.xml", "<sst>" + " " * (20 << 20) + "</sst>", "zip_bomb"),
    ],
)
def test_a_spreadsheet_with_a_trap_is_refused(tmp_path, part, text, code):
    path = spreadsheet(tmp_path / "file", [["Name", "Notiz"], ["Anna", "x"]], **{part: text})
    with refused(code):
        formats.read(path, "table_xlsx", today=TODAY)


def test_a_spreadsheet_that_breaks_off_gives_what_was_whole(tmp_path):
    sheet = (
        '<worksheet><sheetData><row><c t="str"><v>Name</v></c><c t="str"><v>Notiz</v></c></row>'
        '<row><c t="str"><v>Anna</v></c></row><row><c t="str"><v>Bo</v></c>'
    )
    path = spreadsheet(tmp_path / "file", [], sheet=sheet)
    reading, records = read_path(path)
    assert [fields(one).given for one in records] == ["Anna"]
    assert reading.remarks == ["cut"]


# Monica


def test_a_json_of_nothing_but_depth_is_refused(tmp_path):
    data = b'{"version": "1", "account": ' + b"[" * 1_000_000
    path = written(tmp_path, data)
    with refused("too_deep"):
        formats.read(path, "monica_json", today=TODAY)


def test_a_json_of_nothing_but_quotation_marks_does_not_hang(tmp_path):
    path = written(tmp_path, b'{"version": "1", "account": ' + b'"\\' * 2_000_000)
    with refused("cut"):
        formats.read(path, "monica_json", today=TODAY)


def test_an_export_without_contacts_is_empty(tmp_path):
    path = written(tmp_path, json.dumps({"version": "1.0-preview.1", "account": {"data": []}}).encode())
    with refused("empty"):
        formats.read(path, formats.recognise(path, ""), today=TODAY)


def test_a_photo_larger_than_five_megabytes_is_left_out(tmp_path):
    text = (DATA / "monica.json").read_text()
    start = text.index("data:image/jpeg;base64,")
    end = text.index('"', start)
    large = f"data:image/jpeg;base64,{'A' * (limits.LARGEST_PHOTO * 4 // 3 + 8)}"
    whole, without = (read_text(tmp_path, one)[1] for one in (text, text[:start] + large + text[end:]))
    photos = [sum(b"\nPHOTO" in one.raw for one in records) for records in (whole, without)]
    assert photos[1] == photos[0] - 1
    assert len(whole) == len(without)


# Words


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_code_is_a_sentence_in_both_languages(language):
    with translation.override(language):
        sentences = [why_refused(code) for code in formats.CODES]
        sentences += [
            said_remark(code)
            for code in ("cut", "date_order", "no_met_where", "documents_left", "photos_left", "journal_left")
        ]
        words = [said_field(name) for name in formats.FIELDS] + [
            said_format(name) for name in formats.FORMATS
        ]
        words += [
            why_unreadable(code)
            for code in ("broken", "broken_quotes", "cell_too_large", "no_name", "too_large")
        ]
        words += [why_unsure(code) for code in ("mail_only", "only_relation")]
    assert all(sentence.endswith((".", "?")) for sentence in sentences)
    assert len(set(words)) == len(words)


def test_the_sentences_differ_by_language():
    with translation.override("de"):
        german = why_refused("cut")
    assert german == "Das Ende der Datei fehlt. Lade oder exportiere sie noch einmal."


def test_a_file_larger_than_200_megabytes_is_refused_unread(tmp_path):
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(limits.LARGEST + 1)
    with refused("too_large"):
        formats.recognise(path, "large")


def test_a_zip_with_a_damaged_entry_is_refused(tmp_path):
    path = tmp_path / "file"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("a.vcf", card("FN:Anna", f"NOTE:{'abc' * 500}"))
    data = bytearray(path.read_bytes())
    data[60:70] = b"\0" * 10
    path.write_bytes(bytes(data))
    with refused("cut"):
        list(formats.read(path, "zip", today=TODAY).records)
