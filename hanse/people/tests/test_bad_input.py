"""What is broken, far too large or a trap goes through the page: a clear answer, and what is good comes in."""

import base64
import struct
import time
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from hanse.people.actions import importing
from hanse.people.forms.columns import table_of
from hanse.people.models import Contact, Import
from hanse.people.tests.cards import DATA, card
from hanse.people.tests.formats.files import archive_bytes, spreadsheet

LONGEST = 60  # seconds for one file, on a machine that is doing something else
START = reverse("people:imports")
TABLE = "Name;E-Mail;Notiz\n"


class Visit:
    """Katrin at the page of imports: what she reads, and how long she waits for it."""

    def __init__(self, client) -> None:
        self.client = client
        self.started = time.monotonic()

    def bring(self, data: bytes, name: str) -> str:
        """Send a file, say that its columns are as guessed, and return the page at which it waits."""
        self.answer = self.client.post(START, {"file": SimpleUploadedFile(name, data)}, follow=True)
        batch = self.answer.context.get("batch")
        if batch and batch.state == Import.State.MAPPING:
            chosen = {column.id: column.chosen for column in table_of(batch)}
            columns = reverse("people:import_columns", args=[batch.pk])
            self.answer = self.client.post(columns, chosen, follow=True)
        return self._said()

    def take(self) -> str:
        """Take in whom the preview has chosen, and return the report."""
        batch = self.answer.context["batch"]
        chosen = [one.verdict for one in self.answer.context["groups"] if one.is_chosen]
        take = reverse("people:import_take", args=[batch.pk])
        self.answer = self.client.post(take, {"picked": "groups", "verdict": chosen}, follow=True)
        return self._said()

    def _said(self) -> str:
        assert time.monotonic() - self.started < LONGEST
        return self.answer.content.decode()


@pytest.fixture
def visit(katrins):
    return Visit(katrins)


def names(katrin):
    return sorted(Contact.objects.visible_to(katrin).values_list("display_name", flat=True))


def bomb() -> bytes:
    """A PNG of 144 megapixels of one bit in a few kilobytes."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    row = bytes(1 + 12_000 // 8)
    rows = b"".join(packer.compress(row) for _ in range(12_000)) + packer.flush()
    head = struct.pack(">IIBBBBB", 12_000, 12_000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.fixture
def undecoded(monkeypatch):
    """No picture is decoded."""
    monkeypatch.setattr(Image.Image, "convert", lambda *_: pytest.fail("decoded"))
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda *_: pytest.fail("decoded"))


TOO_MANY = ";".join(["Name", "E-Mail", *(f"Spalte {number}" for number in range(299))])


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("leer.vcf", b"", "Die Datei ist leer. Exportiere deine Kontakte noch einmal."),
        ("nullen.csv", b"\0" * 5000, "Die Datei ist leer."),
        ("brief.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "Diese Art Datei kennt Hanse nicht."),
        (
            "kalender.ics",
            b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
            "Das ist ein Kalender. Hanse nimmt Menschen auf",
        ),
        (
            "breit.csv",
            f"{TOO_MANY}\nAnna Beck;anna@example.org{';x' * 299}\n".encode(),
            "Eine Tabelle darf 300 Spalten haben.",
        ),
        ("zip.zip", archive_bytes({"innen.zip": b"x"}), "Im ZIP steckt noch ein ZIP."),
        ("fotos.zip", archive_bytes({"photo.jpg": b"x"}), "Im ZIP sind keine Kontakte."),
        ("viele.zip", archive_bytes({f"{one}.vcf": b"" for one in range(2001)}), "mehr als 2.000 Dateien"),
        ("halb.zip", b"PK\x03\x04 und dann nichts", "Das Ende der Datei fehlt."),
        ("alt.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Excel-Datei"),
        ("andere.json", b'{"people": [{"name": "Anna"}]}', "nur von Monica 4"),
        ("monica.sql", b"-- Monica\nINSERT INTO `contacts` VALUES (1, 'Anna');\n", "SQL"),
    ],
)
def test_what_cannot_come_in_is_answered_at_once_and_not_kept(visit, name, data, said):
    assert said in visit.bring(data, name)
    assert visit.answer.status_code == 422
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("bombe.zip", archive_bytes({"a.vcf": b"\n" * (30 << 20)}), "viel zu groß"),
        ("lang.csv", TABLE.encode() + b"Anna Beck;a@example.org;x\n" * 20_001, "20.000 Zeilen"),
        ("tief.json", b'{"version": "1", "account": ' + b"[" * 1_000_000, "zu tief verschachtelt"),
    ],
    ids=["bomb", "rows", "depth"],
)
def test_what_is_found_out_while_reading_is_said_on_the_page_of_the_file(visit, katrin, name, data, said):
    page = visit.bring(data, name)
    assert said in page
    assert "Eine andere Datei wählen" in page
    assert visit.answer.context["batch"].state == Import.State.FAILED
    assert names(katrin) == []


def test_an_english_reader_is_answered_in_english(visit, katrin):
    katrin.user.language = "en"
    katrin.user.save()
    visit.client.cookies.clear()
    visit.client.force_login(katrin.user)
    page = visit.bring(b"", "empty.vcf")
    assert "The file is empty. Export your contacts once more." in page


def test_a_monica_file_cut_in_half_gives_the_half_that_is_there(visit, katrin):
    data = (DATA / "monica.json").read_bytes()
    page = visit.bring(data[: len(data) // 2], "monica.json")
    assert "Das Ende der Datei fehlt. Hanse hat alles genommen, was noch ganz war." in page
    assert "Das Ende der Datei fehlt." in visit.take()
    assert len(names(katrin)) > 10


def test_formulas_come_in_as_the_text_they_are(visit, katrin):
    visit.bring(f'{TABLE}=HYPERLINK("x");anna@example.org;=1+1\n@Bo;bo@example.org;-2\n'.encode(), "x.csv")
    visit.take()
    assert names(katrin) == ['=HYPERLINK("x")', "@Bo"]


def test_zeros_within_a_table_are_dropped(visit, katrin):
    visit.bring(f"{TABLE}An\0na Beck;anna@example.org\0;x\0\n".encode(), "x.csv")
    visit.take()
    assert names(katrin) == ["Anna Beck"]


def test_names_in_a_zip_lead_nowhere(visit, katrin, settings):
    before = {one.name for one in settings.MEDIA_ROOT.parent.iterdir()}
    data = archive_bytes(
        {"../../../anna.vcf": card("FN:Anna"), "/etc/bo.vcf": card("FN:Bo"), "..\\cyd.vcf": card("FN:Cyd")}
    )
    visit.bring(data, "../../karten.zip")
    visit.take()
    assert names(katrin) == ["Anna", "Bo", "Cyd"]
    assert Import.objects.get().file_name == "karten.zip"
    assert {one.name for one in settings.MEDIA_ROOT.parent.iterdir()} == before
    assert not list(settings.MEDIA_ROOT.rglob("*.vcf"))


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_card_with_a_vast_picture_comes_in_and_the_picture_is_never_drawn(visit, katrin, undecoded):
    photo = base64.b64encode(bomb()).decode()
    visit.bring(card("FN:Anna", f"PHOTO;ENCODING=b;TYPE=PNG:{photo}") + card("FN:Bo"), "telefon.vcf")
    visit.take()
    assert names(katrin) == ["Anna", "Bo"]
    anna = Contact.objects.get(display_name="Anna")
    assert visit.client.get(reverse("people:show", args=[anna.pk])).status_code == 200
    assert visit.client.get(reverse("people:photo", args=[anna.pk])).status_code == 404
    assert photo.encode() in bytes(anna.card.raw)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_vast_picture_for_somebody_is_refused_and_what_was_typed_stays(katrins, dora, undecoded):
    address = reverse("people:edit", args=[dora.pk])
    form = katrins.get(address).context["form"]
    data = {name: form[name].value() or "" for name in form.fields if name not in ("photo", "without_photo")}
    for formset in ("phones", "emails", "sites", "addresses"):
        data |= {f"{formset}-TOTAL_FORMS": 0, f"{formset}-INITIAL_FORMS": 0}
    upload = SimpleUploadedFile("bild.png", bomb(), "image/png")
    answer = katrins.post(address, data | {"revision": dora.revision, "photo": upload, "note": "Mag Quitten"})
    assert answer.status_code == 422
    assert "Das Bild ist zu groß. Nimm eines mit höchstens 25 Megapixeln." in answer.content.decode()
    assert "Mag Quitten" in answer.content.decode()
    dora.refresh_from_db()
    assert dora.photo_digest == ""


@pytest.mark.parametrize(
    "rest", ["<row/>" * 2_000_000, '<row r="999999999"><c t="str"><v>Bo</v></c></row>'], ids=["many", "far"]
)
def test_a_spreadsheet_of_a_billion_empty_rows_gives_those_that_say_something(visit, katrin, tmp_path, rest):
    head = '<row r="1"><c t="str"><v>Name</v></c><c t="str"><v>Notiz</v></c></row>'
    anna = '<row r="2"><c t="str"><v>Anna</v></c><c><f>SUM(1)</f></c></row>'
    sheet = f"<worksheet><sheetData>{head}{anna}{rest}</sheetData></worksheet>"
    path = spreadsheet(tmp_path / "leute.xlsx", [], sheet=sheet)
    visit.bring(path.read_bytes(), "leute.xlsx")
    visit.take()
    assert names(katrin) == ["Anna"]


def test_rows_that_cannot_be_read_are_named_and_can_be_fetched_and_the_others_come_in(visit, katrin):
    bad = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Abgeschnitten\r\n"
    page = visit.bring(card("FN:Bo") + bad + card("FN:Anna"), "telefon.vcf")
    assert "Eintrag 2, Zeile 5" in page
    report = visit.take()
    assert names(katrin) == ["Anna", "Bo"]
    fetch = reverse("people:import_unreadable", args=[visit.answer.context["batch"].pk])
    assert fetch in report
    assert visit.client.get(fetch).content == bad


def test_more_than_200_megabytes_are_refused_before_they_are_kept(katrins, monkeypatch):
    monkeypatch.setattr(importing, "LARGEST", 100)
    answer = katrins.post(START, {"file": SimpleUploadedFile("x.vcf", card("FN:Anna") * 20)})
    assert answer.status_code == 422
    assert "größer als 200 MB" in answer.content.decode()
    assert not Import.objects.exists()
