"""Files as programs write them, made small, and the crowd of `truth.json`."""

import json
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from hanse.people import formats, vcard
from hanse.people.formats.tables import letter
from hanse.people.tests.cards import DATA

TODAY = date(2026, 3, 11)
CORPUS = Path(__file__).parent.parent / "corpus"
FORMAT_OF = {
    "iphone.vcf": "vcard",
    "android.vcf": "vcard",
    "google.vcf": "vcard",
    "thunderbird.vcf": "vcard",
    "whatsapp_contact.vcf": "vcard",
    "google.csv": "google_csv",
    "outlook_de.csv": "outlook_csv",
    "outlook_com.csv": "outlook_csv",
    "linkedin.csv": "linkedin_csv",
    "monica.json": "monica_json",
    "freeform.csv": "table_csv",
}


@cache
def truth() -> dict:
    return json.loads((DATA / "truth.json").read_text())


@cache
def people() -> dict[str, dict]:
    return {one["id"]: one for one in truth()["people"]}


def told_of(source: str) -> list[dict]:
    """What is true of the records of a file, in its order."""
    return [one for one in truth()["records"] if one["source"] == source]


def read_sample(source: str) -> tuple[formats.Reading, list[formats.Record]]:
    reading = formats.read(DATA / source, FORMAT_OF[source], today=TODAY)
    return reading, list(reading.records)


def read_text(tmp_path: Path, text: str | bytes, **options) -> tuple[formats.Reading, list[formats.Record]]:
    """Write a file, recognise it, read it."""
    path = tmp_path / "file"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_path(path, **options)


def read_path(path: Path, **options) -> tuple[formats.Reading, list[formats.Record]]:
    reading = formats.read(path, formats.recognise(path, path.name), today=TODAY, **options)
    return reading, list(reading.records)


def fields(record: formats.Record) -> vcard.CardFields:
    return vcard.read(record.raw)


def values(items: list[vcard.Labelled]) -> list[tuple[str, str]]:
    return [(one.label, one.value) for one in items]


def zipped(entries: dict[str, bytes], path: Path) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def spreadsheet(path: Path, rows: list[list], *, sheet: str | None = None, **parts: str) -> Path:
    """Write an .xlsx; a float is a day, an int a number, None no cell at all. `parts` replace whole parts."""
    book = (
        '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="Leute" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    relations = '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'
    styles = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    texts = [str(cell) for row in rows for cell in row if isinstance(cell, str)]
    entries = {
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": relations,
        "xl/styles.xml": styles,
        "xl/sharedStrings.xml": "<sst>"
        + "".join(f"<si><t>{escape(one)}</t></si>" for one in texts)
        + "</sst>",
        "xl/worksheets/sheet1.xml": sheet or _sheet(rows),
    } | parts
    return zipped({name: text.encode() for name, text in entries.items()}, path)


def _sheet(rows: list[list]) -> str:
    count, out = 0, []
    for number, row in enumerate(rows, 1):
        cells = []
        for place, cell in enumerate(row):
            where = f'r="{letter(place)}{number}"'
            if isinstance(cell, str):
                cells.append(f'<c {where} t="s"><v>{count}</v></c>')
                count += 1
            elif cell is not None:
                cells.append(f'<c {where} s="{int(isinstance(cell, float))}"><v>{cell}</v></c>')
        out.append(f'<row r="{number}">{"".join(cells)}</row>')
    return f"<worksheet><sheetData>{''.join(out)}</sheetData></worksheet>"


def archive_bytes(entries: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return buffer.getvalue()
