"""Programs that people really use: both ends hold the same bytes."""

import base64
import re
import socket
import time
from datetime import date

import caldav
import pytest
from caldav.lib.error import DAVError

from hanse.people import vcard
from hanse.people.tests.cards import FILES, card

AWKWARD = [
    card("UID:w-fold", "FN:" + "ä" * 30 + "\r\n " + "ö" * 30, "NOTE:a\\, b\\; c\\n d"),
    b"BEGIN:VCARD\nVERSION:3.0\nUID:w-lf\nFN:Bo\nEND:VCARD\n",
    card("UID:w-noname", "N:;;;;"),
    card("UID:w-photo", "FN:Foto", "PHOTO;ENCODING=b;TYPE=JPEG:" + "/9j/" * 3000),
    card("UID:w-four", "FN:Vier", "TEL;VALUE=uri:tel:+49-30-1", "GENDER:F", "KIND:individual", version="4.0"),
    card("UID:w-group", "FN:Item", "item1.TEL:1", "item1.X-ABLabel:Werkstatt", "item1.X-ODD;A=\"x;y:z\":q"),
    card("UID:w-emoji", "FN:🧶🧵", "CATEGORIES:häkeln,Markt"),
    card("UID:w-commas", "FN:Bo", "NOTE:a,b,c"),
]  # fmt: skip


def awkward():
    """Fifty cards, each with a UID: odd ones, and real ones of every program."""
    found = list(AWKWARD)
    for file in FILES:
        of_file = [
            one.raw for one in vcard.cards(file.read_bytes()) if re.search(rb"^UID:\S+\r?$", one.raw, re.M)
        ]
        found += [raw for raw in of_file if _is_utf8(raw)][:30]
    assert len(found) >= 50
    return found[:50]


def _is_utf8(raw):
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def test_two_clients_hold_the_same_bytes(vdirsyncer, wire):
    first, second = vdirsyncer("first"), vdirsyncer("second")
    sent = awkward()
    for raw in sent:
        first.write(raw)
    first.sync()
    second.sync()
    assert first.cards() == second.cards()
    assert sorted(second.cards().values()) == sorted(sent)

    # Edits, a new one and deletes on both sides.
    uids = list(first.cards())
    first.write(first.cards()[uids[0]].replace(b"END:VCARD", b"NOTE:vom ersten\r\nEND:VCARD"))
    second.write(second.cards()[uids[1]].replace(b"END:VCARD", b"NOTE:vom zweiten\r\nEND:VCARD"))
    second.write(card("UID:w-new", "FN:Neu"))
    first.delete(uids[2])
    second.delete(uids[3])
    for client in (first, second, first, second):
        client.sync()
    assert first.cards() == second.cards()
    assert b"vom ersten" in second.cards()[uids[0]]
    assert b"vom zweiten" in first.cards()[uids[1]]
    assert set(first.cards()) == {*uids, "w-new"} - {uids[2], uids[3]}


def test_a_conflict_is_told_and_the_one_who_decides_wins(vdirsyncer):
    first, second = vdirsyncer("first"), vdirsyncer("second", conflict="b wins")
    first.write(card("UID:bo", "FN:Bo"))
    first.sync()
    second.sync()
    first.write(card("UID:bo", "FN:Bo vom ersten"))
    second.write(card("UID:bo", "FN:Bo vom zweiten"))
    first.sync()
    second.sync()
    assert second.cards() == {"bo": card("UID:bo", "FN:Bo vom ersten")}
    third = vdirsyncer("third")
    third.sync()
    third.write(card("UID:bo", "FN:Bo vom dritten"))
    first.write(card("UID:bo", "FN:Bo noch einmal"))
    first.sync()
    assert third.sync(check=False).returncode != 0
    assert third.cards() == {"bo": card("UID:bo", "FN:Bo vom dritten")}


@pytest.fixture
def principal(house, tokens, wire):
    born = card("UID:anna", "FN:Anna Beck", "N:Beck;Anna;;;", "BDAY:1980-05-03")
    assert wire.ask("PUT", "/dav/katrin/people/anna.vcf", born)[0] == 201
    with caldav.DAVClient(f"{house.url}/dav/", username="katrin", password=tokens["katrin"]) as client:
        yield client.principal()


def test_a_calendar_program_reads_the_calendars(principal):
    calendars = {calendar.get_display_name(): calendar for calendar in principal.calendars()}
    assert set(calendars) == {"Geburtstage", "In Verbindung bleiben", "Versprechen"}
    birthdays = calendars["Geburtstage"]
    (event,) = birthdays.events()
    assert "SUMMARY:Geburtstag von Anna Beck" in event.data
    found = birthdays.search(start=date(2031, 5, 1), end=date(2031, 5, 9), event=True, expand=True)
    assert [one.icalendar_component.decoded("DTSTART") for one in found] == [date(2031, 5, 3)]
    assert birthdays.search(start=date(2031, 5, 4), end=date(2031, 5, 9), event=True) == []
    synced = birthdays.objects_by_sync_token(load_objects=True)
    assert len(list(synced)) == 1
    with pytest.raises(DAVError):
        birthdays.save_event(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:x\r\nDTSTART:20300101T000000Z\r\nSUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        )


def test_names_of_files_and_line_ends_survive_the_wire(wire):
    raw = card("UID:w", "FN:Bo")
    status, headers, _body = wire.ask("PUT", "/dav/katrin/people/%C3%A4%20%C3%B6.vcf", raw)
    assert status == 201
    assert wire.ask("GET", "/dav/katrin/people/%C3%A4%20%C3%B6.vcf")[2] == raw
    listed = wire.ask("PROPFIND", "/dav/katrin/people/", b"", Depth="1")[2]
    assert b"/dav/katrin/people/%C3%A4%20%C3%B6.vcf" in listed
    assert headers["etag"].encode().strip(b'"') in listed
    assert wire.ask("PROPFIND", "/.well-known/carddav")[1]["location"] == "/dav/"
    assert "set-cookie" not in headers


def test_slow_ones_keep_nobody_waiting(house, wire):
    head = b"PUT /dav/katrin/people/a.vcf HTTP/1.1\r\nHost: x\r\nAuthorization: Basic %s\r\nContent-Length: 1000\r\n\r\nBEGIN"
    packed = base64.b64encode(f"katrin:{wire.token}".encode())
    slow = [socket.create_connection(("127.0.0.1", house.port)) for _number in range(20)]
    for one in slow:
        one.sendall(head % packed)
    began = time.monotonic()
    assert wire.ask("PUT", "/dav/katrin/people/b.vcf", card("UID:b", "FN:Bo"))[0] == 201
    assert wire.ask("GET", "/account/login/", Host="localhost")[0] == 200
    assert time.monotonic() - began < 5
    for one in slow:
        one.close()
    assert wire.ask("GET", "/dav/katrin/people/a.vcf")[0] == 404
