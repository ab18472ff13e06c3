"""Passkeys, and sessions that run out, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import house, sign_in


@pytest.fixture
def passkeys():
    """Give a page an authenticator that says yes to everything."""

    def plug_in(page):
        devtools = page.context.new_cdp_session(page)
        devtools.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        return page

    return plug_in


def test_a_passkey_is_made_and_opens_the_door(visit, passkeys, tmp_path):
    with house("bin/hanse", data=tmp_path) as running:
        page = passkeys(visit(running.url))
        page.goto(running.link)
        page.locator("[name=name]").fill("Katrin Vogt")
        page.locator("[name=username]").fill("katrin")
        page.get_by_role("button", name="Das ist mein Kontor").click()
        page.wait_for_url("**/account/passkeys/add/")
        page.get_by_role("button", name="Jetzt anlegen").click()
        page.wait_for_url("**/account/codes/")
        codes = page.locator("main").inner_text()
        assert len([word for word in codes.split() if len(word) >= 8 and any(c.isdigit() for c in word)]) >= 8
        page.goto("/account/logout/")
        page.get_by_role("button", name="Abmelden").click()
        page.wait_for_url("**/account/login/")
        page.get_by_role("button", name="Mit diesem Gerät anmelden").click()
        page.wait_for_url("**/")
        expect(page.get_by_text("Schön, dass du da bist, Katrin")).to_be_visible()
        page.context.close()


def note_about_anna(page):
    page.goto("/people/?q=Anna Beck")
    anna = page.get_by_role("link", name="Anna Beck").first.get_attribute("href")
    page.goto(anna + "note/")
    return anna


def test_a_session_that_ran_out_is_renewed_in_a_dialog_and_the_click_counts(visit, demo):
    page = sign_in(visit(demo.url), demo)
    page.watch.may_fail = True
    page.goto("/")
    page.locator("#line").fill("Mit Anna Beck über den Brunnen geredet")
    expect(page.get_by_role("button", name="So merken")).to_be_visible()
    page.context.clear_cookies(name="session")
    page.locator("#line").press_sequentially(" und das Dach")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.locator("[name=login]").fill("katrin")
    dialog.locator("[name=password]").fill(demo.password)
    with page.expect_response(lambda answer: answer.url.endswith("/capture/") and answer.ok):
        dialog.get_by_role("button", name="Anmelden und abschicken").click()
    expect(dialog).to_be_hidden()
    expect(page.locator("#line")).to_have_value("Mit Anna Beck über den Brunnen geredet und das Dach")
    page.get_by_role("button", name="So merken").click()
    expect(page.get_by_text("Gemerkt.").first).to_be_visible()


def test_without_javascript_the_text_is_shown_again_to_the_same_person(visit, demo):
    page = sign_in(visit(demo.url, java_script_enabled=False), demo)
    anna = note_about_anna(page)
    page.locator("[name=text]").fill("Hat zwei Esel geerbt.")
    page.context.clear_cookies(name="session")
    page.locator("main form").get_by_role("button", name="Speichern").click()
    page.locator("[name=login]").fill("katrin")
    page.locator("[name=password]").fill(demo.password)
    page.locator("[name=password]").press("Enter")
    expect(page.get_by_text("Dein Text ist noch da")).to_be_visible()
    expect(page.get_by_text("Hat zwei Esel geerbt.")).to_be_visible()
    page.get_by_role("button", name="Jetzt abschicken").click()
    page.goto(anna)
    expect(page.get_by_text("Hat zwei Esel geerbt.")).to_be_visible()


def test_half_written_text_is_there_again_after_the_window_was_closed(visit, demo):
    page = sign_in(visit(demo.url), demo)
    note_about_anna(page)
    with page.expect_response("**/account/draft/") as kept:
        page.locator("[name=text]").fill("Halb geschr")
        page.locator("[name=on]").focus()
    assert kept.value.status == 204
    page.reload()
    expect(page.get_by_text("Dein Entwurf von vorhin steht im Formular.")).to_be_visible()
    expect(page.locator("[name=text]")).to_have_value("Halb geschr")
    page.get_by_role("button", name="Ohne den Entwurf").click()
    expect(page.locator("[name=text]")).to_have_value("")
