"""Power cuts and full disks while a backup, a restore or an export is under way: all or nothing, and said."""

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

from hanse.privacy.backup.sealing import make_key

pytestmark = pytest.mark.slow
KILLS = int(os.environ.get("KILLS") or 12)
"""how often each is killed"""
DRIVER = """
import sys
from importlib import import_module
from hanse.cli.main import COMMANDS, run
import_module("hanse.cli.house").open_house()
import_module("hanse.cli." + COMMANDS[sys.argv[1]].module)
print("ready", flush=True)
sys.exit(run(sys.argv[1], sys.argv[2:]))
"""
BUILD = """
import hanse.cli.house as house
house.open_house()
from django.core.management import call_command
from django.utils import timezone
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
from hanse.demo.building import build
build(password="ein langes Wort", language="de", today=timezone.localdate(), now=timezone.now())
"""


def environment(data, **more):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "HANSE_DATA": str(data), "LC_ALL": "C.UTF-8", **more}


def hanse(data, *words, **more):
    return subprocess.run(
        [sys.executable, "-m", "hanse", *map(str, words)],
        env=environment(data, **more),
        capture_output=True,
        text=True,
        check=False,
    )


def killed(data, *words, after, **more):
    """Run a command and kill it so many seconds after it has begun; returns whether it was still at work."""
    process = subprocess.Popen(
        [sys.executable, "-c", DRIVER, *map(str, words)],
        env=environment(data, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with process:
        assert process.stdout.readline() == b"ready\n"
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.kill()
            return True
    return False


@pytest.fixture(scope="module")
def kontor(tmp_path_factory):
    """A data folder with the demo's book of 120 people, a file and a deletion in it."""
    data = tmp_path_factory.mktemp("kontor")
    subprocess.run([sys.executable, "-c", BUILD], env=environment(data), check=True)
    (data / "media" / "imports").mkdir(parents=True)
    (data / "media" / "imports" / "x.vcf").write_bytes(os.urandom(100_000))
    return data


@pytest.fixture(scope="module")
def backup(kontor, tmp_path_factory):
    folder = tmp_path_factory.mktemp("backup")
    assert hanse(kontor, "backup", "--to", folder).returncode == 0
    return next(folder.glob("hanse-*"))


@pytest.fixture
def moments():
    chance = random.Random(7)
    return [chance.uniform(0, 0.8) for _ in range(KILLS)]


def people_in(database):
    with closing(sqlite3.connect(database)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return opened.execute("SELECT count(*) FROM people_contact").fetchone()[0]


def is_whole(backup):
    with tarfile.open(backup) as archive:
        names = {info.name for info in archive}
        return set(json.load(archive.extractfile("manifest.json"))["files"]) < names


def nothing_half_in(folder):
    return not [path for path in Path(folder).rglob("*") if path.suffix in (".part", ".work")]


class TestKilled:
    def test_a_backup_is_there_whole_or_not_at_all(self, kontor, tmp_path, moments):
        folder, at_work = tmp_path / "backups", 0
        for number, moment in enumerate(moments):
            at_work += killed(kontor, "backup", "--to", folder / str(number), after=moment)
            assert all(is_whole(one) for one in (folder / str(number)).glob("hanse-*"))
        assert at_work > len(moments) // 3
        assert hanse(kontor, "backup", "--to", folder).returncode == 0
        assert nothing_half_in(kontor)
        assert people_in(kontor / "hanse.sqlite3")

    def test_a_restore_is_done_or_can_be_done_again(self, kontor, backup, tmp_path, moments):
        wanted, at_work = people_in(kontor / "hanse.sqlite3"), 0
        for number, moment in enumerate(moments):
            place = tmp_path / str(number)
            at_work += killed(place, "restore", backup, after=moment)
            if not (place / "hanse.sqlite3").exists():
                again = hanse(place, "restore", backup)
                assert again.returncode == 0, again.stderr
            assert people_in(place / "hanse.sqlite3") == wanted
            assert (place / "media" / "imports" / "x.vcf").stat().st_size == 100_000
            shutil.rmtree(place)
        assert at_work > len(moments) // 3

    def test_one_place_may_be_killed_again_and_again(self, kontor, backup, tmp_path, moments):
        for moment in moments:
            killed(tmp_path / "place", "restore", backup, after=moment / 2)
            if (tmp_path / "place" / "hanse.sqlite3").exists():
                break
        else:
            assert hanse(tmp_path / "place", "restore", backup).returncode == 0
        assert people_in(tmp_path / "place" / "hanse.sqlite3") == people_in(kontor / "hanse.sqlite3")

    @pytest.mark.parametrize("ending", ["zip", "vcf"])
    def test_an_export_is_there_whole_or_not_at_all(self, kontor, tmp_path, moments, ending):
        at_work = 0
        for number, moment in enumerate(moments):
            file = tmp_path / f"{number}.{ending}"
            at_work += killed(kontor, "export", file, "--member", "katrin", after=moment / 4)
            if file.exists() and ending == "zip":
                assert ZipFile(file).testzip() is None
            elif file.exists():
                assert file.read_bytes().endswith(b"END:VCARD\r\n")
        assert at_work > 0


@pytest.fixture
def tiny(tmp_path):
    """Make a disk of so many kilobytes."""
    disks = []

    def make(kilobytes):
        disk = tmp_path / f"disk{len(disks)}"
        disk.mkdir(mode=0o700)
        mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k,mode=700", "tmpfs", str(disk)]
        if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("a small disk can be made only by root, where mounting is allowed")
        disks.append(disk)
        return disk

    yield make
    for disk in disks:
        subprocess.run(["umount", str(disk)], check=True)


class TestFullDisk:
    @pytest.mark.parametrize("is_sealed", [False, True], ids=["plain", "sealed"])
    def test_where_backups_go(self, kontor, tiny, tmp_path, is_sealed):
        disk = tiny(64)
        recipient = make_key(tmp_path / "key") if is_sealed else ""
        said = hanse(kontor, "backup", "--to", disk, HANSE_BACKUP_RECIPIENT=recipient)
        assert said.returncode == 1
        assert said.stderr.startswith("The disk is full")
        assert "Traceback" not in said.stderr
        assert list(disk.iterdir()) == []
        assert nothing_half_in(kontor)

    def test_where_the_database_lies(self, kontor, tiny, tmp_path):
        size = (kontor / "hanse.sqlite3").stat().st_size // 1024
        disk = tiny(size + 600)
        shutil.copy(kontor / "hanse.sqlite3", disk)
        said = hanse(disk, "backup", "--to", tmp_path / "elsewhere")
        assert (said.returncode, said.stderr[:16]) == (1, "The disk is full")
        assert nothing_half_in(disk)
        assert list((tmp_path / "elsewhere").iterdir()) == []
        assert people_in(disk / "hanse.sqlite3")
        # Hanse goes on: she may still write.
        assert hanse(disk, "rebuild").returncode == 0

    @pytest.mark.parametrize("ending", ["zip", "vcf"])
    def test_where_an_export_goes(self, kontor, tiny, ending):
        disk = tiny(8)
        said = hanse(kontor, "export", disk / f"all.{ending}", "--member", "katrin")
        assert said.returncode == 1
        assert "No space left" in said.stderr
        assert "Traceback" not in said.stderr
        assert list(disk.iterdir()) == []

    @pytest.mark.parametrize("kilobytes", [200, 1300, 2200])
    def test_where_a_backup_is_to_be_put_back(self, kontor, backup, tiny, kilobytes):
        disk = tiny(kilobytes)
        said = hanse(disk, "restore", backup)
        if said.returncode == 0:
            assert people_in(disk / "hanse.sqlite3")
            return
        assert said.stderr.startswith("The disk is full"), said.stderr
        assert {path.name for path in disk.iterdir()} <= {"backup.lock", "secret_key", "erased.log"}
        subprocess.run(["mount", "-o", "remount,size=16m", str(disk)], check=True)
        assert hanse(disk, "restore", backup).returncode == 0
        assert people_in(disk / "hanse.sqlite3") == people_in(kontor / "hanse.sqlite3")
