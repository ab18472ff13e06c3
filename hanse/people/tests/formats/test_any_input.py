"""Whatever comes: a reader answers with records or with NotReadable, nothing else, and does not hang.

`corpus/` holds every file that ever made one fail; a new one is put there first.
"""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hanse.people import formats, vcard
from hanse.people.tests.formats.files import CORPUS, TODAY
from hanse.people.tests.formats.test_monica import block, export, uuid

READABLE = [name for name in formats.FORMATS if name != "hanse"]
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=150)

CELLS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", "Anna Beck", "anna@example.org", "0171 39200001 / 030 1", "28.1.1998", "--04-20", "03/04/2024", "0.0.00",
         "a ::: b", "* myContacts", 'say "x"', '"', "line\nbreak", "=1+1", "Sommer 2020", "alle 3 Monate", "\0", "\ufeff",
         "Messe, über José", "https://x.example", "99999999999999999999", "31.2.2020", "Frau", "Dr. ", ",", "\u202e"]
    ),
)  # fmt: skip
NAMES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["First Name", "Last Name", "Given Name", "Connected On", "URL", "Labels", "E-mail 1 - Value", "E-mail 1 - Label",
         "Phone 1 - Value", "Relation 1 - Value", "Event 1 - Value", "Birthday", "Vorname", "Nachname", "E-Mail-Adresse",
         "Mobiltelefon", "Telefon geschäftlich", "Geburtstag", "Kategorien", "Name", "Kontakt", "Wann", "Wo kennengelernt",
         "Wie oft", "Versprochen", "Letzter Kontakt", "Adresse", "Gruppe", "Notiz"]
    ),
)  # fmt: skip


@st.composite
def tables(draw) -> bytes:
    """A table as a careless program writes it: quotes that do not match, rows of any width."""
    delimiter, end = draw(st.sampled_from([",", ";", "\t"])), draw(st.sampled_from(["\n", "\r\n", "\r"]))
    rows = [draw(st.lists(NAMES, max_size=8)), *draw(st.lists(st.lists(CELLS, max_size=9), max_size=6))]
    quote = draw(st.sampled_from(["", '"']))
    text = end.join(delimiter.join(f"{quote}{cell}{quote}" for cell in row) for row in rows)
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"])), "replace")


ODD = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=8),
        st.just("2020-01-01T00:00:00Z"),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)
UUIDS = st.one_of(st.integers(0, 5).map(uuid), ODD)
PROPERTIES = st.dictionaries(
    st.sampled_from(
        ["first_name", "last_name", "is_partial", "is_dead", "is_starred", "tags", "birthdate", "first_met_date", "avatar",
         "first_met_through", "stay_in_touch_frequency", "last_talked_to", "data", "type", "messages", "happened_at",
         "title", "completed", "initial_date", "frequency_type", "frequency_number", "in_debt", "amount", "emotions",
         "contact_is", "of_contact", "dataUrl", "summary", "latitude", "longitude", "category", "status"]
    ),
    st.one_of(ODD, UUIDS),
    max_size=8,
)  # fmt: skip
ITEMS = st.fixed_dictionaries(
    {},
    optional={"uuid": UUIDS, "created_at": ODD, "updated_at": ODD, "properties": st.one_of(PROPERTIES, ODD)},
)
BLOCKS = st.one_of(
    st.builds(
        lambda kind, items: block(kind, *items),
        st.sampled_from(
            ["call", "note", "gift", "debt", "pet", "task", "reminder", "address", "contact_field", "conversation",
             "life_event", "activity", "photo", "document"]
        ),
        st.lists(st.one_of(ITEMS, UUIDS), max_size=3),
    ),
    ODD,
)  # fmt: skip
CONTACTS = st.builds(
    lambda item, data: {**item, "data": data}, ITEMS, st.one_of(st.lists(BLOCKS, max_size=4), ODD)
)


@st.composite
def exports(draw) -> bytes:
    """An export of Monica in which anything may be of any type, and which may break off anywhere."""
    blocks = [block("contact", *draw(st.lists(CONTACTS, min_size=1, max_size=4)))]
    for kind in ("relationship", "activity", "photo", "document"):
        blocks.append(block(kind, *draw(st.lists(ITEMS, max_size=3))))
    text = export(*blocks).encode("utf-8", "replace")
    return text[: draw(st.one_of(st.just(len(text)), st.integers(0, len(text))))]


def hold(data: bytes, names: list[str]) -> None:
    """Read the bytes as each of the formats; what comes out is a reading, or a reason."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(data)
        for name in names:
            if (found := answered(walked, path, name)) is None:
                continue
            reading, records = found
            assert len({one.key for one in records}) == len(records)
            for record in records:
                assert record.original if record.problem else record.raw
                if name not in ("vcard", "zip") and not record.problem:
                    assert vcard.read(record.raw).display_name
            json.dumps(reading.attached)


def recognised(data: bytes) -> list[str]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(data)
        found = answered(formats.recognise, path, "file")
        return [found] if found else []


def walked(path: Path, name: str) -> tuple[formats.Reading, list[formats.Record]]:
    reading = formats.read(path, name, today=TODAY)
    return reading, list(reading.records)


def answered(ask, *about):
    """Return what was answered, None if it was a refusal with a reason that we have words for."""
    try:
        return ask(*about)
    except formats.NotReadable as refusal:
        reason = refusal.code
    assert reason in formats.CODES
    return None


@PATIENT
@given(tables())
def test_any_table_is_read_or_refused(data):
    hold(data, [*recognised(data), "table_csv", "google_csv", "outlook_csv", "linkedin_csv"])


@PATIENT
@given(exports())
def test_any_export_of_monica_is_read_or_refused(data):
    hold(data, [*recognised(data), "monica_json"])


@PATIENT
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    hold(data, [*recognised(data), *READABLE])


@pytest.mark.parametrize("file", sorted(CORPUS.iterdir()), ids=lambda file: file.name)
def test_what_once_failed_is_read_or_refused(file):
    data = file.read_bytes()
    hold(data, [*recognised(data), *READABLE])


def test_readers_need_no_django():
    """They are translated at the door: nothing of the web or the database is loaded for them."""
    asked = "import sys; import hanse.people.formats; print(any(name.startswith('django') for name in sys.modules))"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
