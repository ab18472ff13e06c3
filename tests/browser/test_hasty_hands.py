"""A hurried person: double clicks, the back button, half a name, no JavaScript."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import sign_in


def write_down(page, name):
    page.goto("/people/new/")
    page.locator("[name=given]").fill(name)


def times_found(page, name):
    page.goto(f"/people/?q={name}")
    expect(page.locator("#found")).to_be_visible()
    return page.locator("#found .person__name").filter(has_text=name).count()


def test_a_double_click_writes_down_one_person(visit, demo):
    page = sign_in(visit(demo.url), demo)
    write_down(page, "Doppelina")
    page.get_by_role("button", name="Speichern").first.dblclick()
    page.wait_for_url(lambda url: "/new/" not in url)
    assert times_found(page, "Doppelina") == 1


def test_back_shows_no_form_that_was_saved_already(visit, demo):
    page = sign_in(visit(demo.url), demo)
    write_down(page, "Rückwärtsine")
    page.get_by_role("button", name="Speichern").first.click()
    page.wait_for_url(lambda url: "/new/" not in url)
    page.go_back()
    expect(page.locator("[name=given]")).to_have_value("")
    page.get_by_role("button", name="Speichern").first.click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert times_found(page, "Rückwärtsine") == 1


def test_back_shows_no_line_that_was_kept_already(visit, demo):
    page = sign_in(visit(demo.url), demo)
    page.goto("/")
    page.locator("#line").fill("Mit Nochmalda Kehrt über Umwege geredet")
    expect(page.get_by_text("So habe ich es verstanden.").first).to_be_visible()
    page.get_by_role("button", name="So merken").click()
    expect(page.get_by_text("Gemerkt.").first).to_be_visible()
    page.goto("/people/")
    page.go_back()
    page.go_back()
    expect(page.locator("#line")).to_have_value("")


def test_a_double_click_remembers_once(visit, demo):
    page = sign_in(visit(demo.url), demo)
    page.goto("/")
    page.locator("#line").fill("Mit Flinka Handvoll über Eile geredet")
    expect(page.get_by_text("So habe ich es verstanden.").first).to_be_visible()
    page.get_by_role("button", name="So merken").dblclick()
    expect(page.get_by_text("Gemerkt.").first).to_be_visible()
    page.goto("/people/?q=Handvoll")
    page.get_by_role("link", name="Flinka Handvoll").click()
    expect(page.locator(".timeline__one")).to_have_count(1)


def test_what_was_remembered_stands_on_today(visit, demo):
    page = sign_in(visit(demo.url), demo)
    page.goto("/")
    page.locator("#line").fill(
        "Mit Ruhika Sanft auf dem Flohmarkt geredet, bringe ihr in 40 Tagen eine Tasse"
    )
    expect(page.get_by_text("So habe ich es verstanden.").first).to_be_visible()
    page.get_by_role("button", name="So merken").click()
    expect(page.get_by_text("Gemerkt.").first).to_be_visible()
    expect(page.get_by_role("heading", name="Gerade eben")).to_be_visible()
    expect(page.locator(".page__aside").get_by_role("link", name="Ruhika Sanft")).to_be_visible()
    expect(page.locator(".promises").get_by_text("Tasse")).to_be_visible()


def test_half_a_name_is_completed(visit, demo):
    page = sign_in(visit(demo.url), demo)
    page.goto("/promises/new/")
    page.locator("[name=who]").press_sequentially("anna b")
    expect(page.locator("#suggestions option[value='Anna Beck']")).to_have_count(1)


def test_before_a_meeting_one_sheet_is_printed(visit, demo):
    page = sign_in(visit(demo.url), demo)
    page.goto("/people/?q=Anna Beck")
    page.get_by_role("link", name="Anna Beck").first.click()
    page.get_by_role("link", name="Vor dem Treffen").click()
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Anna Beck")).to_be_visible()
    expect(page.locator(".question").first).to_be_visible()
    expect(page.get_by_role("button", name="Wir haben uns getroffen")).to_be_hidden()
    assert page.evaluate("() => getComputedStyle(document.body).colorScheme") == "light"
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A5"))) == 1


def test_a_line_is_kept_without_javascript(visit, demo):
    page = sign_in(visit(demo.url, java_script_enabled=False), demo)
    page.locator("#line").fill("Mit Ohneska Skript über Papier geredet")
    page.get_by_role("button", name="Merken").click()
    expect(page.get_by_text("So habe ich es verstanden.")).to_be_visible()
    expect(page.get_by_text("So habe ich es verstanden.").first).to_be_visible()
    page.get_by_role("button", name="So merken").click()
    expect(page.get_by_text("Gemerkt.")).to_be_visible()
    page.get_by_role("button", name="Rückgängig").click()
    assert times_found(page, "Ohneska") == 0
