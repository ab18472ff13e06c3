"""Every night a backup, and not for ever."""

from datetime import UTC, datetime, timedelta

import pytest

from conftest import NOW
from hanse.kit import erasures
from hanse.people.actions.contacts import create_contact, delete_contact
from hanse.privacy import tasks
from hanse.privacy.backup.errors import BackupProblem
from hanse.privacy.backup.keeping import Kept, Retention, backups_in, superfluous


def nights(folder, count, *, last=NOW):
    return [Kept(last - timedelta(days=day), folder / f"{day}") for day in range(count)]


class TestRetention:
    def test_of_a_year_of_nights_days_weeks_and_months_stay(self, tmp_path):
        kept = nights(tmp_path, 365)
        gone = superfluous(kept, Retention())
        stay = [one.made_at.date().isoformat() for one in kept if one not in gone]
        assert stay == [
            "2026-03-11", "2026-03-10", "2026-03-09", "2026-03-08", "2026-03-07", "2026-03-06", "2026-03-05",
            "2026-03-01", "2026-02-28", "2026-02-22", "2026-01-31", "2025-12-31", "2025-11-30", "2025-10-31",
        ]  # fmt: skip

    def test_few_old_ones_stay_for_ever(self, tmp_path):
        assert superfluous(nights(tmp_path, 3, last=datetime(2020, 1, 3, tzinfo=UTC)), Retention()) == []

    def test_of_one_day_the_latest_stays(self, tmp_path):
        kept = [Kept(NOW - timedelta(hours=hour), tmp_path / f"{hour}") for hour in range(3)]
        assert superfluous(kept, Retention()) == kept[1:]

    def test_numbers_are_read(self):
        assert Retention.from_text("30 8 12") == Retention(30, 8, 12)

    @pytest.mark.parametrize("text", ["7", "7 4", "a b c", "-1 4 6", "0 0 0", "7 4 6 1"])
    def test_what_is_no_three_numbers_is_told(self, text):
        with pytest.raises(BackupProblem, match="7 4 6"):
            Retention.from_text(text)


def test_only_what_is_named_like_a_backup_is_one(tmp_path):
    for name in ("hanse-20260311-090000.tar.gz", "hanse-20260310-090000.tar.gz.age", "hanse-old.tar.gz", "x.tar.gz",
                 "erased.log", ".hanse-20260311-090000.tar.gz.part"):  # fmt: skip
        (tmp_path / name).touch()
    assert [(one.path.name[6:14], one.is_sealed) for one in backups_in(tmp_path)] == [
        ("20260311", False),
        ("20260310", True),
    ]
    assert backups_in(tmp_path / "away") == []


@pytest.mark.django_db(transaction=True)
class TestNight:
    @pytest.fixture(autouse=True)
    def founded(self, katrin, data):
        pass

    def names(self, settings):
        return [one.path.name[6:14] for one in backups_in(settings.BACKUPS)]

    def test_there_is_one_a_day_however_often_hanse_starts(self, settings):
        for hours in (0, 1, 12, 24, 25):
            tasks.nightly(now=NOW + timedelta(hours=hours))
        assert self.names(settings) == ["20260312", "20260311"]

    def test_the_oldest_go(self, settings):
        settings.BACKUP_KEEP = "2 0 0"
        for day in range(4):
            tasks.nightly(now=NOW + timedelta(days=day))
        assert self.names(settings) == ["20260314", "20260313"]

    def test_a_setting_that_cannot_be_read_deletes_nothing(self, settings):
        tasks.nightly(now=NOW)
        settings.BACKUP_KEEP = "none"
        with pytest.raises(BackupProblem):
            tasks.nightly(now=NOW + timedelta(days=1))
        assert self.names(settings) == ["20260311"]

    def test_a_demo_makes_none(self, settings):
        settings.IS_DEMO = True
        tasks.nightly(now=NOW)
        assert self.names(settings) == []

    def test_every_hour_the_log_of_deletions_lies_beside_them(self, settings, katrin):
        tasks.nightly(now=NOW)
        delete_contact(contact=create_contact(member=katrin, name="Dora Kunz", now=NOW), now=NOW)
        tasks.hourly(now=NOW)
        tasks.hourly(now=NOW)
        beside = erasures.file_in(settings.BACKUPS).read_text()
        assert [line.split()[1] for line in beside.splitlines()] == ["people.Card"]
        assert beside == erasures.file_in(settings.DATA_DIR).read_text()


def test_an_empty_house_makes_none(db, data, settings):
    tasks.nightly(now=NOW)
    assert not settings.BACKUPS.exists()
