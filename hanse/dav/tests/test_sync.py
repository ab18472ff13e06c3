"""A phone that was here before hears exactly what happened since; one that cannot be told begins anew (RFC 6578)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import NOW
from hanse.dav.tests.phone import NS
from hanse.kit.ids import uuid7
from hanse.people.actions.books import begin_epoch
from hanse.people.actions.contacts import delete_contact
from hanse.people.actions.trash import TOMBSTONE_LASTS, TRASH_LASTS, empty, prune_tombstones
from hanse.people.models import Book, Card, Contact
from hanse.people.tests.cards import card


def bo(number=1, name="Bo"):
    return card(f"UID:bo-{number}", f"FN:{name} {number}")


def heard(answer):
    """What a sync said: file name → "there" or "gone"."""
    return {
        path.rpartition("/")[2]: "gone" if one.find("d:status", NS) is not None else "there"
        for path, one in answer.hrefs().items()
    }


def test_the_first_time_everything_comes(phone):
    for number in range(3):
        phone.put(f"{number}.vcf", bo(number))
    assert heard(phone.sync()) == {"0.vcf": "there", "1.vcf": "there", "2.vcf": "there"}


def test_after_that_only_what_changed(phone):
    for number in range(3):
        phone.put(f"{number}.vcf", bo(number))
    token = phone.sync().token
    assert heard(phone.sync(token)) == {}
    phone.put("1.vcf", bo(1, "Bobo"))
    phone.put("3.vcf", bo(3))
    phone.delete("0.vcf")
    assert heard(phone.sync(token)) == {"0.vcf": "gone", "1.vcf": "there", "3.vcf": "there"}
    assert heard(phone.sync(phone.sync(token).token)) == {}


def test_what_was_deleted_here_is_gone_there(phone):
    phone.put("bo.vcf", bo())
    token = phone.sync().token
    delete_contact(contact=Contact.objects.get(), now=NOW)
    assert heard(phone.sync(token)) == {"bo.vcf": "gone"}
    assert phone.get("bo.vcf").status == 404


def test_the_count_is_told_as_ctag_and_token_and_moves_with_every_change(phone):
    def told():
        answer = phone.propfind(phone.book, "cs:getctag", "d:sync-token")
        return answer.xml.find(".//{http://calendarserver.org/ns/}getctag").text, answer.token

    before = told()
    assert told() == before
    phone.put("bo.vcf", bo())
    assert told()[0] != before[0]
    assert told()[1] == phone.sync().token


class TestRefusedTokens:
    @pytest.fixture
    def token(self, phone):
        phone.put("bo.vcf", bo())
        return phone.sync().token

    def refused(self, phone, token):
        answer = phone.sync(token)
        assert answer.status == 403
        assert answer.xml.find("d:valid-sync-token", NS) is not None
        assert heard(phone.sync()) is not None
        return True

    def test_of_another_epoch(self, phone, token):
        begin_epoch()
        assert self.refused(phone, token)
        assert heard(phone.sync()) == {"bo.vcf": "there"}

    def test_of_a_count_that_a_restore_took_back(self, phone, token):
        Book.objects.update(last_seq=0)
        assert self.refused(phone, token)

    def test_from_before_the_pruning(self, phone, token):
        phone.delete("bo.vcf")
        later = NOW + TRASH_LASTS
        Contact.everybody.update(trashed_at=NOW)
        assert empty(now=later) == 1
        assert heard(phone.sync(token)) == {"bo.vcf": "gone"}
        assert prune_tombstones(now=later + TOMBSTONE_LASTS - timedelta(days=1)) == 0
        assert prune_tombstones(now=later + TOMBSTONE_LASTS) == 1
        assert not Card.objects.exists()
        assert self.refused(phone, token)

    @pytest.mark.parametrize("end", ["-1", "", "x", "1:1", "9" * 30, "²"])
    def test_of_a_rubbish_count(self, phone, token, end):
        assert self.refused(phone, f"{token.rpartition(':')[0]}:{end}")

    @pytest.mark.parametrize("token", ["x", "urn:x-hanse:", "http://radicale.org/ns/sync/abc"])
    def test_that_are_rubbish(self, phone, token):
        assert self.refused(phone, token)

    def test_of_another_book(self, phone, cyds_phone, token):
        assert self.refused(cyds_phone, token)
        assert self.refused(phone, f"urn:x-hanse:{uuid7()}:1")


def test_polling_costs_the_same_for_any_book(phone):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            phone.propfind(phone.book, "cs:getctag", "d:sync-token")
        return len(seen)

    phone.put("bo.vcf", bo())
    few = queries()
    for number in range(2, 30):
        phone.put(f"{number}.vcf", bo(number))
    assert queries() == few <= 3


def test_a_sync_of_etags_reads_no_card(phone):
    phone.put("bo.vcf", bo())
    with CaptureQueriesContext(connection) as seen:
        phone.sync()
        phone.propfind(phone.book, "d:getetag", "d:getlastmodified", depth="1")
    assert not any('"people_card"."raw"' in one["sql"] for one in seen)
