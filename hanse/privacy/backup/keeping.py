"""Which backups are there, and which may go."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.utils.translation import gettext as _

from hanse.privacy.backup.errors import BackupProblem

_NAME = re.compile(r"hanse-(\d{8}-\d{6})\.tar\.gz(\.age)?")


@dataclass(frozen=True, order=True)
class Kept:
    made_at: datetime
    path: Path

    @property
    def is_sealed(self) -> bool:
        return self.path.suffix == ".age"


def backups_in(folder: Path) -> list[Kept]:
    """Return the backups of a folder, the latest first."""
    found = ((_NAME.fullmatch(path.name), path) for path in folder.glob("hanse-*"))
    return sorted((Kept(_moment(name[1]), path) for name, path in found if name), reverse=True)


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y%m%d-%H%M%S").replace(tzinfo=UTC)


@dataclass(frozen=True)
class Retention:
    """Of how many days, weeks and months the latest backup is kept."""

    daily: int = 7
    weekly: int = 4
    monthly: int = 6

    @classmethod
    def from_text(cls, text: str) -> "Retention":
        """Read three numbers, for example "7 4 6". Raises BackupProblem."""
        numbers = text.split()
        if len(numbers) != 3 or not all(number.isdecimal() for number in numbers) or set(numbers) == {"0"}:
            raise BackupProblem(
                _("HANSE_BACKUP_KEEP wants three numbers, for days, weeks and months, for example: 7 4 6")
            )
        return cls(*map(int, numbers))


def superfluous(kept: Iterable[Kept], retention: Retention) -> list[Kept]:
    """Return which of these may go, the latest first."""
    latest_first = sorted(kept, reverse=True)
    wanted = {
        *_latest_of_each(latest_first, lambda day: day.date(), retention.daily),
        *_latest_of_each(latest_first, lambda day: day.isocalendar()[:2], retention.weekly),
        *_latest_of_each(latest_first, lambda day: (day.year, day.month), retention.monthly),
    }
    return [one for one in latest_first if one not in wanted]


def _latest_of_each(latest_first: list[Kept], span: Callable[[datetime], object], count: int) -> list[Kept]:
    spans: dict[object, Kept] = {}
    for one in latest_first:
        spans.setdefault(span(one.made_at), one)
    return list(spans.values())[:count]
