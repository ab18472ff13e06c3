"""Every page of the demo, by day and by night, on a phone and on a desk: readable for all, nothing leaves the house."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESK, PHONE, sign_in

NARROW = {"width": 320, "height": 640}
# Best practices of axe are not WCAG; these we hold as well.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PLAIN = [
    "/",
    "/capture/",
    "/search/?q=Wolle",
    "/search/?q=Xylophonie",
    "/people/",
    "/people/?q=Wole",
    "/people/?only=resting",
    "/people/new/",
    "/people/lists/",
    "/people/imports/",
    "/people/doubles/",
    "/people/export/",
    "/privacy/takeout/",
    "/promises/",
    "/promises/new/",
    "/account/me/",
    "/phone/",
    "/phone/new/iphone/",
    "/phone/new/other/",
    "/phone/changes/",
    "/phone/trash/",
    "/phone/turn-back/",
    "/phone/calendars/",
    "/account/passkeys/",
    "/account/codes/",
    "/account/password/change/",
    "/account/logout/",
    "/offline/",
    "/nobody-is-here/",
]
OF_ANNA = ["", "edit/", "brief/", "encounter/", "note/", "delete/"]


@pytest.fixture(scope="module")
def addresses(chromium, demo):
    """Every address worth looking at, with Anna's pages among them."""
    context = chromium.new_context(base_url=demo.url, locale="de-DE")
    page = sign_in(context.new_page(), demo)
    page.goto("/people/?q=Anna Beck")
    anna = page.get_by_role("link", name="Anna Beck").first.get_attribute("href")
    page.goto(anna)
    encounter = page.locator(".timeline a[href*='/encounters/']").first.get_attribute("href")
    page.goto("/promises/")
    promise = page.locator("a[href^='/promises/']:not([href$='/new/'])").first.get_attribute("href")
    page.goto("/people/lists/")
    label = page.locator("main a[href^='/people/lists/']").first.get_attribute("href")
    state = context.storage_state()
    context.close()
    return [*PLAIN, *(anna + part for part in OF_ANNA), encounter, promise, label], state


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing(visit, demo, addresses, theme, size):
    pages, state = addresses
    page = visit(demo.url, size=size, color_scheme=theme, storage_state=state)
    axe, found = Axe(), {}
    for address in pages:
        page.goto(address)
        report = axe.run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response
        if report["violations"]:
            found[address] = [
                (one["id"], one["help"], [node["target"] for node in one["nodes"]][:3])
                for one in report["violations"]
            ]
    assert found == {}


def test_axe_finds_nothing_at_the_door(visit, demo):
    page = visit(demo.url)
    found = {}
    for address in ("/account/login/", "/account/recovery/", "/account/link/no-such-link/"):
        page.goto(address)
        report = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response
        if report["violations"]:
            found[address] = report["violations"]
    assert found == {}


def too_wide(page):
    """Return what sticks out of the page to the right."""
    return page.evaluate(
        """() => document.documentElement.scrollWidth > innerWidth
            ? [...document.querySelectorAll("body *")]
                .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
                .map((one) => one.outerHTML.slice(0, 120)).slice(0, 5)
            : []"""
    )


@pytest.mark.parametrize("language", ["de-DE", "en-GB"])
def test_nothing_sticks_out_at_320_pixels(visit, demo, addresses, language):
    pages, state = addresses
    page = visit(demo.url, size=NARROW, language=language, storage_state=state)
    found = {}
    for address in pages:
        page.goto(address)
        if wide := too_wide(page):
            found[address] = wide
    assert found == {}


def test_nothing_sticks_out_when_text_is_twice_as_large(visit, demo, addresses):
    pages, state = addresses
    page = visit(demo.url, storage_state=state)
    found = {}
    for address in pages:
        page.goto(address)
        # What a browser does when its owner asks for 200 %: the root's size, not the window's.
        page.evaluate(
            """() => { const sheet = new CSSStyleSheet();
                sheet.replaceSync("html { font-size: 200% !important }");
                document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]; }"""
        )
        if wide := too_wide(page):
            found[address] = wide
    assert found == {}


def test_no_page_says_the_words_of_the_other_language(visit, demo, addresses):
    pages, state = addresses
    page = visit(demo.url, language="en-GB", storage_state=state)
    page.goto("/account/me/")
    page.locator("[name=language]").select_option("en")
    page.locator("main form:has([name=language]) button").click()
    found = {}
    for address in pages:
        page.goto(address)
        text = page.evaluate(
            "() => [...document.querySelectorAll('nav, h1, h2, button, label, summary')].map((one) => one.textContent.trim())"
        )
        german = [one for one in text if one in GERMAN_WORDS]
        if german or page.locator("html").get_attribute("lang") != "en":
            found[address] = german
    page.goto("/account/me/")
    page.locator("[name=language]").select_option("de")
    page.locator("main form:has([name=language]) button").click()
    assert found == {}


GERMAN_WORDS = {
    "Heute",
    "Menschen",
    "Ich",
    "Speichern",
    "Merken",
    "So merken",
    "Suchen",
    "Zurück",
    "Anrufen",
    "Schreiben",
}
