"""The first day: open the link, bring the phone's address book, note three meetings, find them again."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, HOUSE, PHONE, house

IPHONE = HOUSE / "hanse/people/tests/data/iphone.vcf"

GERMAN = {
    "mine": "Das ist mein Kontor",
    "first": "Womit magst du anfangen?",
    "bring": "Das Adressbuch vom Telefon holen",
    "look": "Hineinsehen",
    "take": "Übernehmen",
    "done": "Alle Gewählten stehen in deinem Buch.",
    "today": "Heute",
    "remember": "So merken",
    "remembered": "Gemerkt.",
    "lines": (
        "{known} auf dem Markt getroffen, über Glasuren geredet",
        "Petra Quittenbaum kennengelernt, beim Töpferkurs #Markt",
        "Mit {known} telefoniert, schicke ihr bis Freitag den Link zum Brennofen",
    ),
    "place": "Töpferkurs",
    "topic": "Glasuren",
    "promise": "Link zum Brennofen",
}
ENGLISH = {
    "mine": "This is my Kontor",
    "first": "What would you like to begin with?",
    "bring": "Fetch the address book from your phone",
    "look": "Look into it",
    "take": "Take them in",
    "done": "All chosen people are in your book.",
    "today": "Today",
    "remember": "Remember it like this",
    "remembered": "Remembered.",
    "lines": (
        "Met {known} at the market, talked about glazes",
        "Met Petra Quittenbaum for the first time at the pottery course #market",
        "Called {known}, I'll send her the link to the kiln by Friday",
    ),
    "place": "pottery course",
    "topic": "glazes",
    "promise": "link to the kiln",
}


@pytest.mark.parametrize(
    ("language", "size", "said"), [("de-DE", PHONE, GERMAN), ("en-GB", DESK, ENGLISH)], ids=["phone", "desk"]
)
def test_from_the_first_link_to_a_kept_book(visit, tmp_path, language, size, said):
    with house("bin/hanse", data=tmp_path) as running:
        page = visit(running.url, size=size, language=language)

        page.goto(running.link)
        page.locator("[name=name]").fill("Katrin Vogt")
        page.locator("[name=username]").fill("katrin")
        page.locator("[name=password]").fill("ein langes Wort")
        page.get_by_role("button", name=said["mine"]).click()
        expect(page.get_by_text(said["first"])).to_be_visible()

        page.get_by_role("link", name=said["bring"]).click()
        page.locator("[name=file]").set_input_files(IPHONE)
        page.get_by_role("button", name=said["look"]).click()
        page.get_by_role("button", name=said["take"], exact=True).click(timeout=30_000)
        expect(page.get_by_text(said["done"])).to_be_visible(timeout=30_000)

        page.goto("/people/")
        known = page.locator(".person__name").first.inner_text().strip()

        for line in said["lines"]:
            page.goto("/")
            page.locator("#line").fill(line.format(known=known))
            page.get_by_role("button", name=said["remember"]).click()
            expect(page.get_by_text(said["remembered"]).first).to_be_visible()

        page.goto("/")
        expect(page.get_by_text(said["promise"]).first).to_be_visible()

        page.goto("/people/")
        page.get_by_role("link", name=known).first.click()
        thread = page.locator(".timeline")
        expect(thread.get_by_text(said["topic"]).first).to_be_visible()
        expect(page.get_by_text(said["promise"]).first).to_be_visible()

        page.goto("/people/?q=Quittenbaum")
        page.get_by_role("link", name="Petra Quittenbaum").first.click()
        expect(page.locator(".timeline").get_by_text(said["place"]).first).to_be_visible()

        again = visit(running.url, size=size, language=language)
        assert again.goto(running.link).status == 410
        for window in (page, again):
            window.context.close()
