"""Cards of real programs, and one that holds a little of everything."""

from pathlib import Path

DATA = Path(__file__).parent / "data"
FILES = sorted(DATA.glob("*.vcf"))


def card(*lines: str, version: str = "3.0") -> bytes:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()


APPLE = card(
    "PRODID:-//Apple Inc.//iPhone OS 17.4//EN",
    "N:Müller;Jürgen;;Dr.;",
    "FN:Dr. Jürgen Müller",
    "X-PHONETIC-FIRST-NAME:Jürgen",
    "ORG:Töpferei am Neckar;Verkauf",
    "TITLE:Töpfer",
    "item1.TEL;type=pref:+49 171 3920001",
    "item1.X-ABLabel:_$!<Mobile>!$_",
    "item2.TEL:+49 30 23125001",
    "item2.X-ABLabel:Werkstatt hinten",
    "EMAIL;type=INTERNET;type=HOME:juergen@toepferei.example",
    "item3.ADR;type=HOME:;;Gartenweg 3;Tübingen;;72070;Deutschland",
    "item3.X-ABADR:de",
    "NOTE:Kommt gern\\, aber spät.\\nTrinkt Tee\\; keinen Kaffee.",
    "BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-15",
    "X-UNKNOWN-THING;FOO=bar:bleibt\\, wie es ist",
    "UID:jm-1",
    "REV:2024-01-01T00:00:00Z",
)
