"""The evening of moving in: four address books, the doubles, one import taken back, and everything out into another Kontor."""

import subprocess
from contextlib import contextmanager

from playwright.sync_api import Page, expect

from tests.browser.conftest import HOUSE, PHONE, house

DATA = HOUSE / "hanse/people/tests/data"
PATIENCE = 60_000


@contextmanager
def claimed(visit, data):
    """A Kontor of its own on a phone, claimed by Katrin."""
    data.mkdir()
    with house("bin/hanse", data=data) as running:
        page = visit(running.url, size=PHONE, accept_downloads=True)
        page.goto(running.link)
        page.locator("[name=name]").fill("Katrin Vogt")
        page.locator("[name=username]").fill("katrin")
        page.locator("[name=password]").fill("ein langes Wort")
        page.get_by_role("button", name="Das ist mein Kontor").click()
        expect(page.get_by_text("Womit magst du anfangen?")).to_be_visible()
        yield page
        page.context.close()


def bring(page: Page, file) -> None:
    page.goto("/people/imports/")
    page.locator("[name=file]").set_input_files(file)
    page.get_by_role("button", name="Hineinsehen").click()
    page.get_by_role("button", name="Übernehmen", exact=True).click(timeout=PATIENCE)
    expect(page.get_by_text("Alle Gewählten stehen in deinem Buch.")).to_be_visible(timeout=PATIENCE)


def cards(data, file) -> list[bytes]:
    """The whole book as vCards, as whoever has the machine takes it out."""
    subprocess.run(
        [".venv/bin/hanse", "--data", data, "export", file, "--member", "katrin"], cwd=HOUSE, check=True
    )
    return sorted(file.read_bytes().split(b"BEGIN:VCARD"))


def test_four_books_come_in_the_doubles_go_and_all_of_it_moves_on(visit, tmp_path):
    with claimed(visit, tmp_path / "here") as page:
        for name in ("iphone.vcf", "google.csv", "outlook_de.csv", "monica.json"):
            bring(page, DATA / name)

        page.goto("/people/doubles/")
        page.get_by_role("button", name="durchsehen").first.click()
        put_together = page.get_by_role("button", name="Ein Mensch, zusammenlegen")
        expect(put_together.first).to_be_visible(timeout=PATIENCE)
        first = page.locator(".compare h2, .compare h3").first.inner_text()
        put_together.first.click()
        expect(page.locator(".compare h2, .compare h3").first).not_to_have_text(first)
        page.get_by_role("button", name="Zwei Menschen").first.click()
        expect(put_together.first).to_be_visible()
        page.get_by_role("button", name="Zurücknehmen").first.click()
        expect(page.get_by_role("status").or_(page.locator(".toast")).first).to_be_visible()

        page.goto("/people/imports/")
        page.get_by_role("link", name="google.csv").click()
        page.get_by_role("button", name="Alles zurücknehmen").click()
        expect(page.get_by_text("Dieser Import wurde zurückgenommen.").first).to_be_visible()

        page.goto("/privacy/takeout/")
        with page.expect_download() as fetched:
            page.get_by_role("link", name="Alles holen").click()
        takeout = tmp_path / "hanse.zip"
        fetched.value.save_as(takeout)
    here = cards(tmp_path / "here", tmp_path / "here.vcf")
    assert len(here) > 100

    with claimed(visit, tmp_path / "there") as page:
        bring(page, takeout)
    assert cards(tmp_path / "there", tmp_path / "there.vcf") == here
