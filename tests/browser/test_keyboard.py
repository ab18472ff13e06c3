"""Everything can be done without a mouse, and one sees where one is."""

from playwright.sync_api import expect

from tests.browser.conftest import DESK, sign_in

VISIBLE = """() => { const one = document.activeElement, style = getComputedStyle(one);
    return one !== document.body && (style.outlineStyle !== "none" || style.boxShadow !== "none"
        || getComputedStyle(one.parentElement).outlineStyle !== "none") }"""


def test_the_first_tab_leads_past_the_navigation(visit, demo):
    page = sign_in(visit(demo.url, size=DESK), demo)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", "#content")
    page.keyboard.press("Enter")
    assert page.evaluate("() => location.hash") == "#content"


def test_a_line_is_written_and_kept_by_keyboard_alone(visit, demo):
    page = sign_in(visit(demo.url, size=DESK), demo)
    page.goto("/")
    unseen = []
    for _step in range(60):
        page.keyboard.press("Tab")
        if not page.evaluate(VISIBLE):
            unseen.append(page.evaluate("() => document.activeElement.outerHTML.slice(0, 120)"))
        if page.evaluate("() => document.activeElement.id") == "line":
            break
    page.keyboard.type("Mit Anna Beck im Garten gesessen")
    expect(page.get_by_role("button", name="So merken")).to_be_visible()
    for _step in range(60):
        page.keyboard.press("Tab")
        if not page.evaluate(VISIBLE):
            unseen.append(page.evaluate("() => document.activeElement.outerHTML.slice(0, 120)"))
        if page.evaluate("() => document.activeElement.textContent.trim()") == "So merken":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text("Gemerkt.").first).to_be_visible()
    assert unseen == []


def test_every_control_of_a_persons_page_is_reached_and_seen(visit, demo):
    page = sign_in(visit(demo.url, size=DESK), demo)
    page.goto("/people/?q=Anna Beck")
    page.get_by_role("link", name="Anna Beck").first.click()
    page.wait_for_load_state()
    wanted = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
            .filter((one) => one.checkVisibility() && !one.disabled).length"""
    )
    reached, unseen = set(), []
    for _step in range(wanted + 5):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("() => [...document.querySelectorAll('*')].indexOf(document.activeElement)")
        )
        if not page.evaluate(VISIBLE) and page.evaluate("() => document.activeElement !== document.body"):
            unseen.append(page.evaluate("() => document.activeElement.outerHTML.slice(0, 120)"))
    assert len(reached) >= wanted
    assert unseen == []


def test_a_menu_opens_by_enter_and_closes_by_escape(visit, demo):
    page = sign_in(visit(demo.url, size=DESK), demo)
    page.goto("/people/?q=Anna Beck")
    page.get_by_role("link", name="Anna Beck").first.click()
    menu = page.locator("main details:has(summary)").first
    menu.locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary").first).to_be_focused()
