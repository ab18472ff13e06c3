"""Who is let in, where she is led, and what garbage is answered with."""

import pytest

from conftest import NOW
from hanse.accounts.actions import issue_app_password, revoke_app_password
from hanse.accounts.models import AppPassword
from hanse.dav.bodies import DEEPEST_XML
from hanse.dav.protocol import LARGEST
from hanse.dav.tests.conftest import phone_of
from hanse.dav.tests.phone import HEAD, NS, Phone
from hanse.people.actions.contacts import create_contact
from hanse.people.models import Card, Contact
from hanse.people.tests.cards import card

BO = card("UID:bo", "FN:Bo")


class TestFindingTheWay:
    @pytest.mark.parametrize(
        "path", ["/.well-known/carddav", "/.well-known/caldav", "/.well-known/carddav/", "/dav"]
    )
    @pytest.mark.parametrize("method", ["GET", "PROPFIND", "OPTIONS", "PUT"])
    def test_the_known_places_lead_here(self, phone, path, method):
        answer = phone.ask(method, path)
        assert (answer.status, answer.headers["Location"]) == (301, "/dav/")

    @pytest.mark.parametrize("path", ["/", "/principals/"])
    def test_who_searches_elsewhere_is_led_here(self, phone, path):
        assert phone.ask("PROPFIND", path).headers["Location"] == "/dav/"

    def test_from_the_root_a_phone_finds_its_book(self, phone):
        root = phone.propfind("/dav/", "d:current-user-principal")
        principal = root.xml.find(".//d:current-user-principal/d:href", NS).text
        home = (
            phone.propfind(principal, "cr:addressbook-home-set")
            .xml.find(".//cr:addressbook-home-set/d:href", NS)
            .text
        )
        books = phone.propfind(home, "d:resourcetype", "d:displayname", depth="1").hrefs()
        first = next(path for path, one in books.items() if one.find(".//cr:addressbook", NS) is not None)
        assert (principal, first) == ("/dav/katrin/", "/dav/katrin/people/")
        assert [one.find(".//d:displayname", NS).text for one in books.values()][1] == "Menschen"

    def test_vcard_three_is_what_is_spoken(self, phone):
        answer = phone.propfind(phone.book, "cr:supported-address-data")
        assert [one.get("version") for one in answer.xml.iter(f"{{{NS['cr']}}}address-data-type")] == ["3.0"]


class TestSigningIn:
    def test_everybody_unknown_gets_the_same_answer(self, phone, katrin, cyd):
        wrong = Phone("katrin", "falsch").propfind("/dav/", "d:resourcetype")
        revoked = phone_of(katrin)
        revoke_app_password(app_password=AppPassword.objects.latest("pk"), now=NOW)
        others = [
            Phone("niemand", "falsch"),
            Phone("niemand", phone.token),
            Phone("cyd", phone.token),
            Phone("", phone.token),
            Phone("katrin", "ein langes Wort"),
            Phone("katrin", ""),
            revoked,
        ]
        assert wrong.status == 401
        assert wrong.headers["WWW-Authenticate"].startswith("Basic ")
        assert [other.propfind("/dav/", "d:resourcetype") for other in others] == [wrong] * len(others)

    def test_a_revoked_password_opens_nothing_from_the_next_request_on(self, phone):
        assert phone.sync().status == 207
        revoke_app_password(app_password=AppPassword.objects.get(), now=NOW)
        assert phone.sync().status == 401

    def test_a_closed_account_opens_nothing(self, phone, katrin):
        katrin.user.is_active = False
        katrin.user.save()
        assert phone.sync().status == 401

    def test_a_thumb_may_write_it_otherwise(self, phone):
        typed = phone.token.upper().replace("-", " ").replace("O", "0").replace("L", "1")
        assert Phone("Katrin", typed).propfind("/dav/", "d:resourcetype").status == 207

    def test_a_password_has_160_bits_and_is_stored_nowhere(self, katrin):
        made, token = issue_app_password(user=katrin.user, name="x", device="other", scope="rw", now=NOW)
        assert len(token.replace("-", "")) * 5 == 160
        assert token not in str(vars(made))
        assert token.replace("-", "") not in str(vars(made))

    def test_guessing_is_slowed_down_and_who_knows_it_still_gets_in(self, phone):
        guesses = [Phone("katrin", f"falsch{number}").ask("GET", "/dav/").status for number in range(12)]
        assert guesses == [401] * 10 + [429] * 2
        assert phone.sync().status == 207

    def test_a_device_that_reads_writes_nothing(self, katrin):
        create_contact(member=katrin, name="Dora Kunz", now=NOW)
        reader = phone_of(katrin, scope="ro")
        href = Card.objects.get().href
        assert reader.get(href).status == 200
        assert reader.put("bo.vcf", BO).status == 403
        assert reader.put(href, BO).status == 403
        assert reader.delete(href).status == 403
        assert reader.ask("PROPPATCH", reader.book, f'{HEAD}<d:propertyupdate xmlns:d="DAV:"/>').status == 403
        assert Contact.objects.get().display_name == "Dora Kunz"

    def test_broken_credentials_are_no_credentials(self, phone):
        for header in ("Basic", "Basic äöü", "Basic ====", "Basic a2F0cmlu", "Bearer x", "Basic /////w=="):
            assert phone.ask("GET", "/dav/", authorization=header).status == 401

    def test_a_name_that_no_path_can_hold_is_replaced_by_a_key(self, katrin):
        katrin.user.username = "Katrin V. / Töpferei"
        katrin.user.save()
        phone = phone_of(katrin)
        principal = phone.propfind("/dav/", "d:current-user-principal").xml.find(
            ".//d:current-user-principal/d:href", NS
        )
        assert principal.text == f"/dav/{katrin.pk.hex}/"
        assert phone.ask("PUT", f"{principal.text}people/bo.vcf", BO).status == 201


class TestOtherPeople:
    def test_what_is_hers_is_not_there_for_a_stranger(self, phone, cyds_phone, katrin):
        phone.put("bo.vcf", BO)
        paths = [
            "/dav/katrin/",
            phone.book,
            phone.book + "bo.vcf",
            "/dav/katrin/birthdays/",
            "/dav/nobody/",
            "/dav/nobody/people/",
        ]
        for path in paths:
            for method in ("GET", "PROPFIND", "REPORT", "PUT", "DELETE", "MKCOL", "PROPPATCH", "OPTIONS"):
                answer = cyds_phone.ask(method, path, BO if method == "PUT" else b"")
                assert (answer.status, answer.body) == (404, b"Nothing is there.\n"), (method, path)
        assert Contact.objects.get().display_name == "Bo"

    def test_a_multiget_reaches_into_no_other_book(self, phone, cyds_phone):
        phone.put("bo.vcf", BO)
        body = (f'{HEAD}<cr:addressbook-multiget xmlns:cr="{NS["cr"]}" xmlns:d="DAV:"><d:prop><cr:address-data/></d:prop>'
                f"<d:href>{phone.book}bo.vcf</d:href></cr:addressbook-multiget>")  # fmt: skip
        answer = cyds_phone.ask("REPORT", cyds_phone.book, body)
        assert b"FN:Bo" not in answer.body

    def test_headers_of_a_proxy_are_not_believed(self, cyds_phone, phone):
        phone.put("bo.vcf", BO)
        for name in ("x_remote_user", "remote_user", "x_forwarded_user"):
            assert cyds_phone.ask("GET", phone.book + "bo.vcf", **{name: "katrin"}).status == 404
        for name, value in (("x_script_name", "/x"), ("x_script_name", "x"), ("x_forwarded_host", "h"),
                            ("x_forwarded_for", "127.0.0.1"), ("x_remote_addr", "127.0.0.1")):  # fmt: skip
            answer = phone.ask("PROPFIND", "/dav/", **{name: value})
            assert answer.status == 207
            assert b"/x" not in answer.body


class TestGarbage:
    @pytest.mark.parametrize("method", ["PROPFIND", "REPORT", "PROPPATCH", "MKCOL"])
    @pytest.mark.parametrize(
        "body",
        [
            b"no xml",
            b"\x00\xff",
            b"<a",
            b"<a></b>",
            b'<?xml version="1.0" encoding="no-such"?><a/>',
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
            b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>',
            b"<a>" * (DEEPEST_XML + 1) + b"</a>" * (DEEPEST_XML + 1),
            b"<a>" * 100_000,
        ],
        ids=range(9),
    )
    def test_broken_or_hostile_xml_is_refused(self, phone, method, body):
        assert phone.ask(method, phone.book, body).status == 400

    @pytest.mark.parametrize(
        "inner",
        [
            '<d:propfind xmlns:d="DAV:"/>',
            '<d:propfind xmlns:d="DAV:"><d:prop><x/></d:prop></d:propfind>',
            '<c:free-busy-query xmlns:c="urn:ietf:params:xml:ns:caldav"/>',
            '<c:calendar-query xmlns:c="urn:ietf:params:xml:ns:caldav"><c:filter><c:x/></c:filter></c:calendar-query>',
            '<cr:addressbook-query xmlns:cr="urn:ietf:params:xml:ns:carddav"><cr:filter><cr:x/></cr:filter></cr:addressbook-query>',
            '<cr:addressbook-query xmlns:cr="urn:ietf:params:xml:ns:carddav"><cr:filter test="x"><cr:prop-filter name="FN"/></cr:filter></cr:addressbook-query>',
            '<d:sync-collection xmlns:d="DAV:"/>',
            '<d:expand-property xmlns:d="DAV:"/>',
            "<x/>",
        ],
    )
    @pytest.mark.parametrize("where", ["", "people/", "people/bo.vcf", "birthdays/"])
    def test_what_is_xml_and_makes_no_sense_is_no_fault_of_ours(self, phone, inner, where):
        phone.put("bo.vcf", BO)
        for method in ("PROPFIND", "REPORT", "PROPPATCH"):
            assert phone.ask(method, f"/dav/katrin/{where}", HEAD + inner).status < 500

    def test_a_body_that_is_too_long_is_refused_before_it_is_read(self, phone):
        answer = phone.put("a.vcf", b"", content_length=str(LARGEST + 1))
        assert answer.status == 413
        assert phone.ask("REPORT", phone.book, b"", content_length=str(10**12)).status == 413
        big = card("UID:a", "FN:A", "PHOTO;ENCODING=b:" + "A" * LARGEST)
        assert phone.put("a.vcf", big, content_length="", transfer_encoding="chunked").status == 413
        assert not Card.objects.exists()

    def test_a_body_that_is_cut_off_is_refused(self, phone):
        assert phone.put("a.vcf", BO[:-40], content_length=str(len(BO))).status == 400
        for length in ("x", "-1", "1.5", "²"):
            assert phone.put("a.vcf", BO, content_length=length).status == 400
        assert phone.put("a.vcf", BO, content_encoding="gzip").status == 415

    def test_a_body_of_unknown_length_is_read_to_its_end(self, phone):
        assert phone.put("a.vcf", BO, content_length="", transfer_encoding="chunked").status == 201
        assert phone.get("a.vcf").body == BO

    @pytest.mark.parametrize("name", ["../x.vcf", "a/b.vcf", "a\0b.vcf", "x" * 256, "..", "%2e%2e/x.vcf", ""])
    def test_there_are_no_odd_places(self, phone, name):
        assert 400 <= phone.put(name, BO).status < 500

    @pytest.mark.parametrize(
        "name", ["ä ö.vcf", "urn:uuid:1.vcf", "a?b.vcf", "a&b<c>.vcf", "a%20b.vcf", "'\"*.vcf", "ohne"]
    )
    def test_an_odd_name_is_a_name(self, phone, name):
        assert phone.put(name, BO).status == 201
        assert phone.get(name).body == BO
        assert phone.book + name in phone.sync().hrefs()
        assert (
            phone.multiget(name).hrefs()[phone.book + name].find(".//d:status", NS).text == "HTTP/1.1 200 OK"
        )
        assert phone.delete(name).status == 200

    def test_a_path_that_is_no_utf8_is_refused(self, phone):
        assert phone.ask(
            "GET", phone.book + "\udcff.vcf".encode("utf-8", "surrogateescape").decode("latin-1")
        ).status in (400, 404)

    @pytest.mark.parametrize(
        "method", ["POST", "LOCK", "COPY", "MOVE", "PATCH", "TRACE", "BREW", "PROPFIND2"]
    )
    def test_other_verbs_are_not_spoken(self, phone, method):
        assert phone.ask(method, phone.book).status == 405

    @pytest.mark.parametrize(
        "path",
        [
            "/dav/.web/",
            "/dav/.sharing/v1/",
            "/dav/.token/x/",
            "/dav/.mobileconfig",
            "/dav/katrin/.Radicale.props",
        ],
    )
    def test_radicales_own_pages_are_not_there(self, phone, path):
        for method in ("GET", "PROPFIND"):
            assert phone.ask(method, path).status == 404

    def test_a_book_is_neither_overwritten_nor_deleted_nor_made(self, phone):
        phone.put("bo.vcf", BO)
        assert phone.ask("PUT", phone.book, BO).status == 403
        assert phone.ask("DELETE", phone.book).status == 403
        assert phone.ask("DELETE", "/dav/katrin/").status == 403
        assert phone.ask("MKCOL", "/dav/katrin/second/").status == 403
        assert phone.get("bo.vcf").status == 200

    def test_a_book_may_be_called_otherwise_and_stays_a_book(self, phone):
        said = '<d:propertyupdate xmlns:d="DAV:"><d:set><d:prop>{}</d:prop></d:set></d:propertyupdate>'
        name = said.format("<d:displayname>Mein Buch</d:displayname>")
        kind = said.format("<d:resourcetype><d:collection/></d:resourcetype>")
        assert phone.ask("PROPPATCH", phone.book, HEAD + name).status == 207
        assert phone.ask("PROPPATCH", phone.book, HEAD + kind).status == 400
        told = phone.propfind(phone.book, "d:displayname", "d:resourcetype").xml
        assert told.find(".//d:displayname", NS).text == "Mein Buch"
        assert told.find(".//cr:addressbook", NS) is not None


def test_nothing_is_kept_on_the_way(phone):
    phone.put("bo.vcf", BO)
    for answer in (phone.get("bo.vcf"), phone.sync(), Phone("x", "y").sync()):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_all_properties_may_be_asked_for(phone):
    phone.put("bo.vcf", BO)
    for body in ("", f'{HEAD}<d:propfind xmlns:d="DAV:"><d:allprop/></d:propfind>', f'{HEAD}<d:propfind xmlns:d="DAV:"><d:propname/></d:propfind>'):  # fmt: skip
        for path in ("/dav/", "/dav/katrin/", phone.book, phone.book + "bo.vcf", "/dav/katrin/birthdays/"):
            answer = phone.ask("PROPFIND", path, body, depth="1")
            assert answer.status == 207
    asked = phone.propfind(phone.book, "d:getcontentlength", "d:getetag", depth="1")
    assert asked.hrefs()[phone.book + "bo.vcf"].find(".//d:getcontentlength", NS).text == str(len(BO))


def test_the_whole_book_may_be_fetched_as_one_file(phone):
    phone.put("a.vcf", card("UID:a", "FN:A")[:-2])
    phone.put("b.vcf", card("UID:b", "FN:B"))
    assert phone.ask("GET", phone.book).body == card("UID:a", "FN:A") + card("UID:b", "FN:B")
    assert phone.ask("HEAD", phone.book + "a.vcf").body == b""


def test_a_search_finds_by_property(phone):
    phone.put(
        "a.vcf", card("UID:a", "FN:Anna Beck", "EMAIL;TYPE=WORK:anna@example.org", "CATEGORIES:Wolle,Garn")
    )
    phone.put("b.vcf", card("UID:b", "FN:Bo Lindner"))

    def found(inner):
        return [path.rpartition("/")[2] for path in phone.query(inner).hrefs()]

    assert found(
        '<cr:prop-filter name="FN"><cr:text-match match-type="starts-with">anna</cr:text-match></cr:prop-filter>'
    ) == ["a.vcf"]
    assert found('<cr:prop-filter name="EMAIL"/>') == ["a.vcf"]
    assert found('<cr:prop-filter name="EMAIL"><cr:is-not-defined/></cr:prop-filter>') == ["b.vcf"]
    assert found(
        '<cr:prop-filter name="CATEGORIES"><cr:text-match match-type="equals">Garn</cr:text-match></cr:prop-filter>'
    ) == ["a.vcf"]
    assert found(
        '<cr:prop-filter name="EMAIL"><cr:param-filter name="TYPE"><cr:text-match>work</cr:text-match></cr:param-filter></cr:prop-filter>'
    ) == ["a.vcf"]
