"""A line written without reception waits on the phone, is sent once, and is the only thing kept there."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import sign_in

LINE = "Mit Nadeshda Morgenrot am See gesessen"


@pytest.fixture
def installed(visit, demo):
    """A phone on which Hanse was opened before."""
    page = sign_in(visit(demo.url), demo)
    page.goto("/")
    page.evaluate("async () => { await navigator.serviceWorker.ready }")
    page.goto("/people/")
    page.goto("/")
    page.watch.may_fail = True
    return page


def stored(page):
    """Return everything the phone keeps: cached addresses, and the lines that wait."""
    return page.evaluate(
        """async () => {
            const cached = [];
            for (const name of await caches.keys())
                for (const request of await (await caches.open(name)).keys()) cached.push(new URL(request.url).pathname);
            const databases = (await indexedDB.databases()).map((one) => one.name);
            return { cached, databases, waiting: await outbox.waiting(),
                     others: [...Object.keys(localStorage), ...Object.keys(sessionStorage)] };
        }"""
    )


def test_a_line_waits_is_shown_waiting_and_is_sent_once(installed):
    page = installed
    page.context.set_offline(True)
    page.locator("#line").fill(LINE)
    page.locator(".capture button.button--main").first.click()
    expect(page.get_by_text("Ohne Empfang geschrieben, bisher nur auf diesem Telefon:")).to_be_visible()
    expect(page.locator("[data-waiting] li")).to_have_text(LINE)
    assert [one["line"] for one in stored(page)["waiting"]] == [LINE]

    page.context.set_offline(False)
    expect(page.get_by_text("Wartet auf dein Ja")).to_be_visible()
    expect(page.locator("[data-waiting]")).to_be_hidden()
    assert stored(page)["waiting"] == []
    page.reload()
    expect(page.locator(f'main input[name=line][value="{LINE}"]')).to_have_count(1)


def test_hanse_opens_without_reception_and_takes_a_line(installed):
    page = installed
    page.context.set_offline(True)
    page.goto("/people/")
    expect(page.locator("textarea")).to_be_visible()
    page.locator("textarea").fill("Mit Quirin am Bahnhof geredet")
    page.locator("button.button--main").first.click()
    expect(page.locator("[data-waiting] li")).to_have_text("Mit Quirin am Bahnhof geredet")


def test_a_line_of_another_person_on_this_phone_is_neither_shown_nor_sent(installed):
    page = installed
    page.context.set_offline(True)
    page.goto("/people/")
    page.evaluate("() => outbox.be('somebody else')")
    page.locator("textarea").fill("Mit Xenia über die Kündigung geredet")
    page.locator("button.button--main").first.click()
    expect(page.locator("[data-waiting] li")).to_have_count(1)

    page.context.set_offline(False)
    page.goto("/")
    with page.expect_response(lambda answer: "/account/again/" in answer.url):
        page.evaluate("() => dispatchEvent(new Event('online'))")
    expect(page.locator("[data-waiting]")).to_be_hidden()
    page.reload()
    assert "Xenia" not in page.content()
    assert stored(page)["waiting"] == []
    page.context.set_offline(True)
    page.goto("/people/")
    page.evaluate("() => outbox.be('somebody else')")
    assert [one["line"] for one in stored(page)["waiting"]] == ["Mit Xenia über die Kündigung geredet"]


def test_no_contact_is_kept_on_the_phone(installed):
    kept = stored(installed)
    assert all(path.startswith("/static/") or path == "/offline/" for path in kept["cached"]), kept["cached"]
    assert kept["databases"] in ([], ["hanse-outbox"])
    assert kept["others"] == []


def test_text_shared_from_a_messenger_stands_in_the_line(installed):
    page = installed
    manifest = page.evaluate("async () => (await fetch('/manifest.webmanifest')).json()")
    target = manifest["share_target"]
    fields = {target["params"]["text"]: "Ilka: bring mir bitte die Spindel mit"}
    answer = page.evaluate(
        """async ([action, method, fields]) => {
            const form = Object.assign(document.createElement("form"), { action, method });
            for (const [name, value] of Object.entries(fields))
                form.append(Object.assign(document.createElement("input"), { name, value, type: "hidden" }));
            document.body.append(form); form.submit(); }""",
        [target["action"], target.get("method", "GET"), fields],
    )
    assert answer is None
    page.wait_for_load_state()
    expect(page.locator("#line")).to_have_value("Ilka: bring mir bitte die Spindel mit")
