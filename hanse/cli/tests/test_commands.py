"""What whoever has the machine types, and what she reads."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from postgres_server import binaries

from conftest import NOW
from hanse.cli import check
from hanse.cli.main import COMMANDS, main
from hanse.cli.rounds import NIGHTLY, do_each
from hanse.people.actions.contacts import create_contact
from hanse.people.actions.trash import empty, prune_tombstones, trash_card
from hanse.people.models import Book, Card, Contact, Import
from hanse.people.tests.cards import APPLE, DATA, card


@pytest.fixture(autouse=True)
def place(settings, tmp_path, monkeypatch):
    """A data folder of its own, and a terminal that speaks English."""
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.BACKUPS = tmp_path / "backups"
    tmp_path.chmod(0o700)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    return tmp_path


@pytest.fixture
def run(capsys):
    """Type a command; returns exit code, what was printed, and what was complained about."""

    def run(*words):
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_every_command_has_a_file_that_explains_itself():
    for name in COMMANDS:
        said = subprocess.run(
            [sys.executable, "-m", "hanse", name, "--help"], capture_output=True, text=True, check=True
        )
        assert f"hanse {name}" in said.stdout


class TestLink:
    def test_it_signs_in_once(self, run, katrin, visitor):
        code, out, _err = run("link", "katrin")
        address = next(word for word in out.split() if "/account/link/" in word)
        assert code == 0
        path = "/" + address.split("/", 3)[3]
        assert visitor.post(path)["Location"] == reverse("accounts:me")
        assert visitor.post(path).status_code == 410

    def test_a_name_nobody_has_is_told(self, run, katrin):
        code, _out, err = run("link", "niemand")
        assert (code, err.strip()) == (1, "Nobody signs in here as “niemand”.")


class TestImport:
    def test_it_takes_a_file_in_without_asking_and_prints_its_counts(self, run, katrin):
        code, out, _err = run("import", DATA / "iphone.vcf", "--member", "katrin", "--yes", "--json")
        counts = json.loads(out)
        assert code == 0
        assert (counts.pop("format"), sum(counts.values())) == ("vcard", 176)
        assert Contact.objects.visible_to(katrin).count() == counts["new"] + counts["unclear"]

    def test_it_asks_first_and_a_no_takes_nothing(self, run, katrin, monkeypatch, tmp_path):
        file = tmp_path / "bo.vcf"
        file.write_bytes(card("FN:Bo"))
        monkeypatch.setattr("builtins.input", lambda _question: "n")
        assert run("import", file, "--member", "katrin")[0] == 1
        assert not Contact.objects.exists()
        assert not Import.objects.exists()
        monkeypatch.setattr("builtins.input", lambda _question: "j")
        assert run("import", file, "--member", "katrin")[0] == 0
        assert Contact.objects.get().display_name == "Bo"

    @pytest.mark.parametrize("content", [None, b"", b"no cards here"])
    def test_a_file_that_is_none_is_told(self, run, katrin, tmp_path, content):
        file = tmp_path / "x.vcf"
        if content is not None:
            file.write_bytes(content)
        code, _out, err = run("import", file, "--member", "katrin", "--yes")
        assert code == 1
        assert err


class TestExport:
    def test_what_goes_out_comes_in_again_as_it_was(self, run, katrin, cyd, tmp_path):
        run("import", DATA / "google.vcf", "--member", "katrin", "--yes")
        run("export", tmp_path / "out.vcf", "--member", "katrin")
        run("import", tmp_path / "out.vcf", "--member", "cyd", "--yes")
        raws = [
            sorted(
                bytes(raw) for raw in Card.objects.filter(book__member=member).values_list("raw", flat=True)
            )
            for member in (katrin, cyd)
        ]
        assert raws[0] == raws[1]

    def test_it_writes_over_no_file(self, run, katrin, tmp_path):
        (tmp_path / "out.vcf").write_text("mine")
        code, _out, err = run("export", tmp_path / "out.vcf", "--member", "katrin")
        assert (code, (tmp_path / "out.vcf").read_text()) == (1, "mine")
        assert "is there already" in err

    @pytest.mark.parametrize("version", ["3.0", "4.0"])
    def test_the_version_is_the_one_asked_for(self, run, katrin, tmp_path, version):
        create_contact(member=katrin, name="Dora Kunz", now=NOW)
        run("export", tmp_path / "out.vcf", "--member", "katrin", "--version", version)
        assert f"VERSION:{version}".encode() in (tmp_path / "out.vcf").read_bytes()


class TestRead:
    def test_a_line_is_printed_as_json(self, run):
        _code, out, _err = run("read", "Gestern Bo getroffen", "--today", "2026-03-11", "--json")
        reading = json.loads(out)
        assert (reading["people"], reading["on"]) == (["Bo"], "2026-03-10")
        assert set(reading) == {"people", "new", "known", "mentioned", "kind", "place", "on", "topic", "promises", "labels"}  # fmt: skip

    def test_each_line_of_a_file_is_one_answer(self, run, tmp_path):
        file = tmp_path / "lines.txt"
        file.write_text("Bo getroffen\n\nMit Anna telefoniert\n", encoding="utf-8")
        _code, out, _err = run("read", "--file", file, "--json")
        assert [json.loads(line)["people"] for line in out.splitlines()] == [["Bo"], [], ["Anna"]]

    def test_without_a_line_it_says_what_it_wants(self, run):
        assert run("read")[0] == 2


class TestRebuild:
    def test_it_makes_people_anew(self, run, katrin):
        dora = create_contact(member=katrin, name="Dora Kunz", now=NOW)
        Contact.objects.filter(pk=dora.pk).update(display_name="kaputt")
        assert run("rebuild")[0] == 0
        assert Contact.objects.get().display_name == "Dora Kunz"


@pytest.mark.django_db(transaction=True)
class TestBackup:
    @pytest.fixture(autouse=True)
    def tools(self, settings, katrin):
        settings.PG_DUMP = str(binaries() / "pg_dump")
        create_contact(member=katrin, name="Dora Kunz", now=NOW)

    def archive(self, folder):
        return next(iter(folder.glob("hanse-*")))

    def test_it_says_what_is_in_it_and_what_is_not(self, run, tmp_path):
        code, out, err = run("backup", "--to", tmp_path / "stick")
        assert code == 0
        assert f"{self.archive(tmp_path / 'stick')}: " in out
        assert "secret_key" in out
        assert err.startswith("CAUTION: this backup is NOT encrypted.")

    def test_with_a_key_it_is_encrypted_and_says_no_more_about_it(self, run, tmp_path, settings):
        _code, out, _err = run("backup", "--make-key", tmp_path / "key")
        settings.BACKUP_RECIPIENT = next(line for line in out.splitlines() if "=" in line).partition("=")[2]
        assert run("backup")[2] == ""
        file = self.archive(settings.BACKUPS)
        assert file.suffix == ".age"
        code, out, _err = run("restore", file, "--check", "--identity", tmp_path / "key")
        assert code == 0
        assert out.endswith("All is well. Nothing was changed here.\n")
        assert "Tables compared, rows and content: " in out

    def test_a_key_file_that_is_there_stays(self, run, tmp_path):
        (tmp_path / "key").write_text("mine")
        assert run("backup", "--make-key", tmp_path / "key")[0] == 1
        assert (tmp_path / "key").read_text() == "mine"

    def test_what_cannot_be_put_back_is_told(self, run, tmp_path):
        (tmp_path / "x").write_bytes(b"no backup")
        code, out, err = run("restore", tmp_path / "x", "--check")
        assert (code, out, err) == (1, "", "This file is no backup of Hanse.\n")
        code, _out, err = run("restore", tmp_path / "away")
        assert code == 1
        assert err


class TestRestored:
    def test_every_book_begins_a_new_epoch(self, run, katrin):
        create_contact(member=katrin, name="Dora Kunz", now=NOW)
        before = Book.objects.get().epoch
        code, out, _err = run("restored")
        assert (code, out.strip()) == (0, "Phones will compare 1 books anew when they look next.")
        assert Book.objects.get().epoch != before


class TestNight:
    def test_the_trash_is_emptied_and_old_tombstones_are_forgotten(self, run, katrin):
        jobs = [empty, prune_tombstones]
        assert [job for job in NIGHTLY if job in jobs] == jobs
        contact = create_contact(member=katrin, name="Dora Kunz", now=NOW)
        trash_card(card=contact.card, author="dav:1", now=NOW)
        assert do_each(jobs, now=NOW + timedelta(days=29))
        assert Contact.everybody.exists()
        assert do_each(jobs, now=NOW + timedelta(days=30))
        assert not Contact.everybody.exists()
        assert Card.objects.get().deleted
        assert do_each(jobs, now=NOW + timedelta(days=211))
        assert not Card.objects.exists()
        assert Book.objects.get().pruned_seq > 0


class TestCheck:
    @pytest.fixture(autouse=True)
    def laid_out(self, monkeypatch):
        monkeypatch.setattr(check, "static_files_are_current", lambda: True)

    @pytest.fixture(autouse=True)
    def backed_up(self, settings):
        settings.BACKUPS.mkdir()
        name = settings.BACKUPS / f"hanse-{timezone.now() - timedelta(hours=30):%Y%m%d-%H%M%S}.tar.gz.age"
        name.touch()
        return name

    def test_a_house_in_order_is_told_so(self, run, katrin):
        assert run("check")[:2] == (0, "Everything is in order.\n")

    def test_an_unclaimed_kontor_is_told(self, run, db):
        code, out, _err = run("check")
        assert code == 1
        assert "Nobody has made this Kontor hers yet." in out

    def test_an_open_folder_is_told(self, run, katrin, place):
        place.chmod(0o755)
        assert f"chmod 700 {place}" in run("check")[1]

    def test_a_readable_key_is_told(self, run, katrin, place):
        (place / "secret_key").write_text("x")
        (place / "secret_key").chmod(0o644)
        assert f"chmod 600 {place / 'secret_key'}" in run("check")[1]

    def test_little_room_is_told(self, run, katrin, monkeypatch):
        monkeypatch.setattr(check, "FEW_BYTES", 10**18)
        assert "Make room" in run("check")[1]

    def test_passwords_in_the_open_are_told(self, run, katrin, settings):
        settings.HOST = "0.0.0.0"
        assert "without https" in run("check")[1]
        settings.HTTPS = True
        assert run("check")[0] == 0

    def test_debugging_is_told(self, run, katrin, settings):
        settings.DEBUG = True
        assert "HANSE_DEBUG" in run("check")[1]

    def test_a_database_of_an_older_release_is_told(self, run, katrin, monkeypatch):
        monkeypatch.setattr(check, "unapplied_migrations", lambda: {("people", "0002")})
        assert "older than this release" in run("check")[1]

    def test_a_database_that_does_not_answer_is_told(self, run, katrin, monkeypatch):
        def gone():
            raise check.DatabaseError("connection refused")

        monkeypatch.setattr(check, "unapplied_migrations", gone)
        assert "does not answer: connection refused" in run("check")[1]

    def test_old_static_files_are_told(self, run, katrin, monkeypatch):
        monkeypatch.setattr(check, "static_files_are_current", lambda: False)
        assert "Pictures and style sheets" in run("check")[1]

    def test_a_house_without_a_backup_is_told(self, run, katrin, backed_up):
        backed_up.unlink()
        assert "no backup of the last two days" in run("check")[1]
        old = timezone.now() - timedelta(days=3)
        backed_up.with_name(f"hanse-{old:%Y%m%d-%H%M%S}.tar.gz.age").touch()
        assert "no backup of the last two days" in run("check")[1]

    def test_a_house_of_today_may_wait_for_its_first_backup(self, run, katrin, kontor, backed_up):
        backed_up.unlink()
        kontor.founded_at = timezone.now() - timedelta(hours=1)
        kontor.save()
        assert run("check")[0] == 0

    def test_a_backup_that_anybody_can_read_is_told(self, run, katrin, backed_up):
        backed_up.rename(backed_up.with_suffix(""))
        assert "not encrypted" in run("check")[1]

    def test_a_restore_that_was_broken_off_is_told(self, run, katrin, place, monkeypatch):
        monkeypatch.setattr(check, "was_broken_off", lambda: True)
        assert "hanse restore FILE" in run("check")[1]

    def test_a_keeper_that_sleeps_is_told(self, run, katrin):
        beat = check.heartbeat_file()
        beat.touch()
        assert run("check")[0] == 0
        then = (timezone.now() - timedelta(minutes=10)).timestamp()
        os.utime(beat, (then, then))
        assert "Is Hanse running?" in run("check")[1]

    def test_an_import_that_stopped_is_told(self, run, katrin):
        Import.objects.create(member=katrin, file_name="x", state=Import.State.FAILED, created_at=NOW)
        assert "1 imports stopped" in run("check")[1]

    def test_a_card_without_its_person_is_told(self, run, katrin):
        create_contact(member=katrin, name="Dora Kunz", now=NOW)
        Contact.objects.all().delete()
        assert "hanse rebuild" in run("check")[1]
        run("rebuild")
        assert run("check")[0] == 0


def test_a_database_without_tables_is_told_in_a_sentence(tmp_path):
    said = subprocess.run(
        [sys.executable, "-m", "hanse", "link", "katrin"],
        env={"HANSE_DATA": str(tmp_path), "PATH": os.environ["PATH"], "LANG": "de_DE.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 1
    assert said.stderr.startswith("Die Datenbank lässt sich nicht benutzen")
    assert "Traceback" not in said.stderr


def test_an_apple_card_goes_out_byte_for_byte(run, katrin, tmp_path):
    file = tmp_path / "in.vcf"
    file.write_bytes(APPLE)
    run("import", file, "--member", "katrin", "--yes")
    run("export", tmp_path / "out.vcf", "--member", "katrin")
    assert (tmp_path / "out.vcf").read_bytes() == APPLE


class TestDoubles:
    @pytest.fixture
    def brought(self, run, katrin, tmp_path):
        for name, number in (("one.vcf", "0171 3920001"), ("two.vcf", "+491713920001")):
            given = "Sepp" if name == "one.vcf" else "Josef"
            dora = card("N:Kunz;Dora;;;", "FN:Dora Kunz", f"TEL;TYPE=CELL:{number}", f"NOTE:{name}")
            huber = card(f"N:Huber;{given};;;", f"FN:{given} Huber", "TEL;TYPE=CELL:0171 3920002")
            (tmp_path / name).write_bytes(dora + huber)
            run("import", tmp_path / name, "--member", "katrin", "--yes")

    def test_each_is_told_as_the_records_behind_it(self, run, brought):
        code, out, _err = run("doubles", "--member", "katrin", "--json")
        found = json.loads(out)
        both = [
            [{"file": "one.vcf", "index": place}, {"file": "two.vcf", "index": place}] for place in (0, 1)
        ]
        assert code == 0
        assert [one["records"] for one in found["merged"]] == both[:1]
        assert found["merged"][0]["score"] == 1.0
        assert [one["records"] for one in found["suggested"]] == both[1:]
        assert 0.8 < found["suggested"][0]["score"] < 1

    def test_without_json_it_is_said_in_words(self, run, brought):
        assert "1 pairs to look at" in run("doubles", "--member", "katrin")[1]
        assert "Huber · " in run("doubles", "--member", "katrin")[1]

    def test_nobody_of_that_name_is_told(self, run, db):
        code, _out, err = run("doubles", "--member", "nobody")
        assert code == 1
        assert "Nobody signs in" in err
