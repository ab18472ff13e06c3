"""A backup holds everything, is compared before it is put back, and brings nobody back who was deleted."""

import gzip
import io
import json
import os
import tarfile
from datetime import timedelta
from pathlib import Path

import pyrage
import pytest
from django.contrib.sessions.models import Session
from django.db import connection, connections

from conftest import NOW, PASSWORD
from hanse.accounts.actions import issue_link
from hanse.accounts.models import OneTimeLink
from hanse.kit import erasures
from hanse.people.actions.contacts import delete_contact, delete_note
from hanse.people.models import Book, Card, Contact, Encounter, Note, Relation
from hanse.people.queries.finding import find
from hanse.privacy.backup import sealing
from hanse.privacy.backup.errors import BackupProblem
from hanse.privacy.backup.restoring import restore, was_broken_off
from hanse.privacy.backup.verifying import drill
from hanse.privacy.backup.writing import make, working_folder
from hanse.privacy.tests.conftest import everything_in
from hanse.promises.models import Promise, Renegotiation

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def made(book, settings):
    return make(folder=settings.BACKUPS, now=NOW)


@pytest.fixture
def key(settings):
    """Katrin's key; from now on backups are for her eyes only."""
    identity = pyrage.x25519.Identity.generate()
    settings.BACKUP_RECIPIENT = str(identity.to_public())
    return identity


def counts():
    models = (Contact, Card, Encounter, Note, Relation, Promise, Renegotiation)
    return {model.__name__: model.objects.count() for model in models}


class TestMaking:
    def test_it_is_one_file_named_for_its_moment(self, made, settings):
        assert made.path.name == "hanse-20260311-090000.tar.gz"
        assert everything_in(settings.BACKUPS) == {made.path.name}

    def test_only_the_owner_may_read_it(self, made):
        assert made.path.stat().st_mode & 0o077 == 0

    def test_it_holds_database_and_files_and_the_log_and_no_key(self, book, data, settings):
        (data / "secret_key").write_text("geheim")
        (data / "media" / "photos").mkdir()
        (data / "media" / "photos" / "made-anew.webp").write_bytes(b"x")
        delete_contact(contact=book["bo"], now=NOW)
        made = make(folder=settings.BACKUPS, now=NOW)
        assert set(made.manifest.files) == {
            made.manifest.database,
            f"media/imports/{book['batch'].pk}",
            "erased.log",
        }
        with tarfile.open(made.path) as archive:
            assert set(archive.getnames()) == {*made.manifest.files, "manifest.json"}

    def test_its_list_counts_every_table(self, made):
        there = set(connection.introspection.table_names())
        assert set(made.manifest.tables) == there
        assert made.manifest.tables["people_contact"].rows == 2

    def test_nothing_stays_in_the_data_folder(self, made, data):
        assert not list(data.glob("*.work"))

    def test_two_at_once_are_one_too_many(self, book, settings):
        with working_folder("backup"), pytest.raises(BackupProblem, match="already"):
            make(folder=settings.BACKUPS, now=NOW)
        assert not settings.BACKUPS.exists()

    def test_what_a_killed_one_left_goes(self, book, data, settings):
        settings.BACKUPS.mkdir()
        (settings.BACKUPS / ".hanse-20260310-030000.tar.gz.part").write_bytes(b"half")
        (data / "backup.work").mkdir()
        (data / "backup.work" / "packed").write_bytes(b"half")
        made = make(folder=settings.BACKUPS, now=NOW)
        assert everything_in(settings.BACKUPS) == {made.path.name}
        assert not (data / "backup.work").exists()

    def test_a_name_that_is_taken_stays_as_it_is(self, made, settings):
        before = made.path.read_bytes()
        with pytest.raises(BackupProblem, match="is there already"):
            make(folder=settings.BACKUPS, now=NOW)
        assert made.path.read_bytes() == before

    def test_a_missing_program_is_told(self, book, settings):
        if connection.vendor != "postgresql":
            pytest.skip("SQLite copies itself")
        settings.PG_DUMP = "/nowhere/pg_dump"
        with pytest.raises(BackupProblem, match="HANSE_PG_DUMP"):
            make(folder=settings.BACKUPS, now=NOW)


class TestSealing:
    def test_nothing_of_it_can_be_read(self, book, key, settings):
        canary = b"Dora Kunz"
        sealed = make(folder=settings.BACKUPS, now=NOW)
        assert (sealed.path.name, sealed.is_sealed) == ("hanse-20260311-090000.tar.gz.age", True)
        data = sealed.path.read_bytes()
        assert data.startswith(sealing.MAGIC)
        unpacked = gzip.decompress(pyrage.decrypt(data, [key]))
        signs = [b"people_contact", b"manifest.json", b"media/imports"]
        signs += [canary, b"katrin"] if connection.vendor == "sqlite" else [b"PGDMP"]
        assert [sign for sign in signs if sign not in unpacked] == []
        assert [sign for sign in signs if sign in data] == []

    def test_a_key_that_is_none_is_told(self, book, settings):
        settings.BACKUP_RECIPIENT = "age1nonsense"
        with pytest.raises(BackupProblem, match="--make-key"):
            make(folder=settings.BACKUPS, now=NOW)

    def test_a_key_file_is_for_its_owner_alone_and_opens_what_it_sealed(self, book, settings, tmp_path):
        settings.BACKUP_RECIPIENT = sealing.make_key(tmp_path / "key")
        assert (tmp_path / "key").stat().st_mode & 0o077 == 0
        made = make(folder=settings.BACKUPS, now=NOW)
        assert drill(archive=made.path, identities=sealing.identities(tmp_path / "key"), now=NOW)

    def test_several_may_hold_a_key(self, book, settings, key):
        other = pyrage.x25519.Identity.generate()
        settings.BACKUP_RECIPIENT += f", {other.to_public()}"
        made = make(folder=settings.BACKUPS, now=NOW)
        for one in (key, other):
            assert drill(archive=made.path, identities=[one], now=NOW)

    def test_without_the_right_key_nothing_comes_out(self, book, settings, key):
        made = make(folder=settings.BACKUPS, now=NOW)
        with pytest.raises(BackupProblem, match="--identity"):
            drill(archive=made.path, identities=[], now=NOW)
        with pytest.raises(BackupProblem, match="does not open"):
            drill(archive=made.path, identities=[pyrage.x25519.Identity.generate()], now=NOW)

    @pytest.mark.parametrize("text", ["", "# only a comment", "AGE-SECRET-KEY-1NONSENSE", "\xff"])
    def test_a_key_file_that_is_none_is_told(self, tmp_path, text):
        (tmp_path / "key").write_text(text, encoding="latin-1")
        with pytest.raises(BackupProblem, match="no key file"):
            sealing.identities(tmp_path / "key")


class TestRestoring:
    def test_everything_comes_back_as_it_was(self, book, made, empty_place, katrin):
        before = counts()
        with empty_place() as data:
            done = restore(archive=made.path, identities=[], now=LATER)
            assert counts() == before
            assert bytes(Card.objects.get(contact=book["dora"].pk).raw) == bytes(book["dora"].card.raw)
            assert (data / "media" / "imports" / str(book["batch"].pk)).exists()
            assert done.deletions == 0
            assert katrin.user.check_password(PASSWORD)

    def test_whoever_was_deleted_since_stays_deleted(self, book, made, empty_place, katrin):
        delete_contact(contact=book["dora"], now=LATER)
        with empty_place():
            done = restore(archive=made.path, identities=[], now=LATER)
            # The log of the folder it lies in is not there: the deletion is unknown.
            assert (done.deletions, Contact.objects.count()) == (0, 2)

    @pytest.mark.parametrize("where", ["beside the backup", "in the new data folder"])
    def test_the_log_of_deletions_is_read_wherever_it_is(self, book, made, data, empty_place, katrin, where):
        delete_note(note=Note.objects.get())
        delete_contact(contact=book["dora"], now=LATER)
        log = erasures.file_in(data).read_text()
        with empty_place() as new:
            new.mkdir()
            erasures.file_in(made.path.parent if where == "beside the backup" else new).write_text(log)
            done = restore(archive=made.path, identities=[], now=LATER)
            assert done.deletions == 2
            assert [one.display_name for one in Contact.objects.all()] == ["Bo Lindner"]
            assert (Note.objects.count(), Promise.objects.count(), Relation.objects.count()) == (0, 0, 0)
            assert b"Dora" not in b"".join(bytes(card.raw) for card in Card.objects.all())
            assert not find(member=katrin, query="Quitten").contacts
            assert {entry.key for entry in erasures.read([erasures.file_in(new)])} >= {
                line.split()[2] for line in log.splitlines()
            }

    def test_phones_read_anew_and_everybody_signs_in_again(
        self, katrins, made, book, settings, empty_place, katrin
    ):
        issue_link(user=katrin.user, now=NOW)
        made = make(folder=settings.BACKUPS, now=LATER)
        epoch = Book.objects.get().epoch
        assert Session.objects.exists()
        with empty_place():
            restore(archive=made.path, identities=[], now=LATER)
            assert Book.objects.get().epoch != epoch
            assert not Session.objects.exists()
            assert not OneTimeLink.objects.exists()

    def test_a_place_that_is_taken_is_left_alone(self, made, empty_place):
        with empty_place() as data:
            restore(archive=made.path, identities=[], now=LATER)
            before = everything_in(data)
            with pytest.raises(BackupProblem, match="a Kontor here already"):
                restore(archive=made.path, identities=[], now=LATER)
            assert everything_in(data) == before
            assert Contact.objects.count() == 2

    def test_files_of_somebody_are_a_taken_place_too(self, made, empty_place):
        with empty_place() as data:
            (data / "media" / "imports").mkdir(parents=True)
            (data / "media" / "imports" / "x.vcf").write_bytes(b"mine")
            with pytest.raises(BackupProblem, match="media"):
                restore(archive=made.path, identities=[], now=LATER)
            assert (data / "media" / "imports" / "x.vcf").read_bytes() == b"mine"

    def test_one_that_fails_leaves_the_place_empty_and_may_be_tried_again(
        self, made, empty_place, monkeypatch
    ):
        def out_of_luck():
            raise OSError(28, "No space left on device")

        with empty_place() as data:
            with monkeypatch.context() as patched:
                patched.setattr("hanse.privacy.backup.restoring.begin_epoch", out_of_luck)
                with pytest.raises(BackupProblem, match="The disk is full"):
                    restore(archive=made.path, identities=[], now=LATER)
            assert everything_in(data) <= {"backup.lock", "erased.log"}
            assert not was_broken_off()
            restore(archive=made.path, identities=[], now=LATER)
            assert Contact.objects.count() == 2

    def test_one_that_was_killed_is_cleared_away_by_the_next(self, made, empty_place, monkeypatch):
        def killed(*_args, **_kwargs):
            os._exit(9)

        with empty_place() as data:
            monkeypatch.setattr("hanse.privacy.backup.restoring.os.sync", killed)
            connections.close_all()
            if (pid := os.fork()) == 0:
                restore(archive=made.path, identities=[], now=LATER)
            assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 9
            monkeypatch.undo()
            assert was_broken_off()
            assert (data / "media").exists()
            restore(archive=made.path, identities=[], now=LATER)
            assert not was_broken_off()
            assert Contact.objects.count() == 2

    def test_another_kind_of_database_is_told(self, made, empty_place):
        other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
        path = rewritten(made.path, lambda manifest: {**manifest, "vendor": other})
        with empty_place(), pytest.raises(BackupProblem, match="of the same kind"):
            restore(archive=path, identities=[], now=LATER)


def rewritten(path: Path, change) -> Path:
    """Return a copy of a backup with another list in it."""
    new = path.with_name("changed.tar.gz")
    with tarfile.open(path) as old, tarfile.open(new, "w:gz") as archive:
        for info in old:
            data = old.extractfile(info).read()
            if info.name == "manifest.json":
                data = json.dumps(change(json.loads(data))).encode()
                info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return new


class TestDrill:
    def test_it_compares_and_changes_nothing(self, made, data, settings):
        before, files = counts(), everything_in(data)
        done = drill(archive=made.path, identities=[], now=LATER)
        assert done.manifest == made.manifest
        assert (len(done.files), done.deletions, done.migrations) == (1, 0, 0)
        assert counts() == before
        assert everything_in(data) == files

    def test_it_tells_what_would_be_deleted_again(self, made, book, settings):
        delete_contact(contact=book["dora"], now=LATER)
        make(folder=settings.BACKUPS, now=LATER)
        assert drill(archive=made.path, identities=[], now=LATER).deletions == 1

    @pytest.mark.parametrize("change", [
        lambda one: {"rows": one["rows"] + 1, "sha256": one["sha256"]},
        lambda one: {"rows": one["rows"], "sha256": "0" * 64},
    ], ids=["a row", "a letter"])  # fmt: skip
    def test_another_row_and_another_letter_are_found(self, made, change):
        def changed(manifest):
            manifest["tables"]["people_note"] = change(manifest["tables"]["people_note"])
            return manifest

        with pytest.raises(BackupProblem, match="people_note did not come back"):
            drill(archive=rewritten(made.path, changed), identities=[], now=LATER)

    def test_a_file_that_was_changed_is_found(self, made):
        def changed(manifest):
            name = next(name for name in manifest["files"] if name.startswith("media/"))
            manifest["files"][name]["sha256"] = "0" * 64
            return manifest

        with pytest.raises(BackupProblem, match=r"media/imports/.* is damaged"):
            drill(archive=rewritten(made.path, changed), identities=[], now=LATER)

    def test_a_file_that_is_missing_is_found(self, made):
        def changed(manifest):
            manifest["files"]["media/gone.vcf"] = {"size": 1, "sha256": "0" * 64}
            return manifest

        with pytest.raises(BackupProblem, match=r"gone\.vcf"):
            drill(archive=rewritten(made.path, changed), identities=[], now=LATER)

    @pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.99])
    def test_half_a_file_is_found(self, made, share):
        data = made.path.read_bytes()
        made.path.write_bytes(data[: int(len(data) * share)])
        with pytest.raises(BackupProblem, match=r"no backup|damaged"):
            drill(archive=made.path, identities=[], now=LATER)

    @pytest.mark.parametrize("content", [b"BEGIN:VCARD\r\n", gzip.compress(b"no archive"), b"\x00" * 1024])
    def test_what_is_no_backup_is_told(self, data, tmp_path, content):
        (tmp_path / "x.tar.gz").write_bytes(content)
        with pytest.raises(BackupProblem, match="no backup"):
            drill(archive=tmp_path / "x.tar.gz", identities=[], now=LATER)

    def test_an_archive_cannot_write_beside_its_folder(self, data, tmp_path):
        with tarfile.open(tmp_path / "x.tar.gz", "w:gz") as archive:
            info = tarfile.TarInfo("../../out.txt")
            info.size = 1
            archive.addfile(info, io.BytesIO(b"x"))
        with pytest.raises(BackupProblem, match="damaged"):
            drill(archive=tmp_path / "x.tar.gz", identities=[], now=LATER)
        assert not (tmp_path / "out.txt").exists()

    def test_a_newer_release_is_told(self, made):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO django_migrations (app, name, applied) VALUES ('people', '9999_later', '2026-03-11')"
            )
        newer = make(folder=made.path.parent, now=LATER)
        with pytest.raises(BackupProblem, match="newer Hanse"):
            drill(archive=newer.path, identities=[], now=LATER)
