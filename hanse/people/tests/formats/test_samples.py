"""One crowd in eleven address books: every record stands where the truth says, as the person it says."""

import pytest

from hanse.kit.text import folded
from hanse.people import formats
from hanse.people.tests.cards import DATA
from hanse.people.tests.formats.files import FORMAT_OF, TODAY, fields, people, read_sample, told_of

SOURCES = list(FORMAT_OF)


@pytest.mark.parametrize("source", SOURCES)
def test_a_file_is_recognised_whatever_it_is_called(source, tmp_path):
    for name in (source, "kontakte.txt", "photo.jpg"):
        (tmp_path / name).write_bytes((DATA / source).read_bytes())
        assert formats.recognise(tmp_path / name, name) == FORMAT_OF[source]


@pytest.mark.parametrize("source", SOURCES)
def test_every_record_has_its_place_and_nobody_is_lost(source):
    _reading, records = read_sample(source)
    told = told_of(source)
    missing = {one["index"] for one in told} - {one.index for one in records}
    assert missing == {one["index"] for one in told if one["kind"] in ("empty", "partial")}
    assert len(records) == len({one.index for one in records}) == len(told) - len(missing)
    assert not any(one.problem for one in records)


@pytest.mark.parametrize("source", SOURCES)
def test_keys_are_given_once_and_the_same_file_gives_the_same_again(source):
    first, second = read_sample(source)[1], read_sample(source)[1]
    assert len({one.key for one in first}) == len(first)
    assert [(one.key, one.raw) for one in first] == [(one.key, one.raw) for one in second]


@pytest.mark.parametrize("source", [one for one in SOURCES if "line" in told_of(one)[0]])
def test_the_line_of_a_card_is_that_of_its_begin(source):
    told = {one["index"]: one["line"] for one in told_of(source)}
    assert {one.index: one.line for one in read_sample(source)[1]} == told


@pytest.mark.parametrize("source", SOURCES)
def test_the_family_name_is_that_of_the_person(source):
    """Umlauts may be written otherwise, names swapped, letters mistyped: where none was done, nothing may differ."""
    told = {one["index"]: one for one in told_of(source)}
    for record in read_sample(source)[1]:
        truth = told[record.index]
        if truth["kind"] == "person" and not truth.get("how"):
            card = fields(record)
            name = folded(f"{card.given} {card.additional} {card.family}")
            # windows-1252 has no ı and no ł: such a file holds a question mark, and nobody can know better.
            if "?" not in name:
                assert folded(people()[truth["person"]]["family"]).split()[-1] in name, record.index


@pytest.mark.parametrize(
    "source", ["google.csv", "outlook_de.csv", "outlook_com.csv", "freeform.csv", "monica.json"]
)
def test_phones_and_mails_are_those_of_the_person(source):
    told = {one["index"]: one for one in told_of(source)}
    for record in read_sample(source)[1]:
        truth, card = told[record.index], fields(record)
        if truth["kind"] == "person":
            person = people()[truth["person"]]
            known = {person.get(name) for name in ("mobile", "old_mobile", "landline", "work")}
            figures = {number[-8:] for number in known if number}
            for phone in card.phones:
                assert "".join(filter(str.isdigit, phone.value))[-8:] in figures, (record.index, phone)
            assert all(mail.value.count("@") == 1 for mail in card.emails)


@pytest.mark.parametrize("source", ["google.csv", "outlook_de.csv", "outlook_com.csv"])
def test_what_is_unsure_is_what_holds_only_a_mail(source):
    told = {one["index"] for one in told_of(source) if one["kind"] == "mail_only"}
    assert {one.index for one in read_sample(source)[1] if one.unsure == "mail_only"} == told


def test_a_card_is_kept_byte_for_byte():
    data = (DATA / "iphone.vcf").read_bytes()
    reading = formats.read(DATA / "iphone.vcf", "vcard", today=TODAY)
    assert b"".join(one.raw for one in reading.records) == data
