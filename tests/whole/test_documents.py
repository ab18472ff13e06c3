"""What is written about Hanse is true of its code."""

import re
import tomllib
from pathlib import Path

from hanse.cli.main import COMMANDS

HOUSE = Path(__file__).resolve().parents[2]
SOURCES = sorted(path for path in (HOUSE / "hanse").rglob("*.py") if "tests" not in path.parts)
NOT_OURS = {"LC_ALL", "LC_MESSAGES", "LANG", "DJANGO_SETTINGS_MODULE"}


def test_every_setting_is_listed_and_every_listed_one_is_read():
    read = set()
    for path in SOURCES:
        read |= set(re.findall(r'os\.environ(?:\.get\(|\[)"([A-Z_]+)"', path.read_text()))
    listed = set(re.findall(r"^\| `([A-Z_]+)` \|", (HOUSE / "docs/settings.md").read_text(), re.M))
    assert read - NOT_OURS == listed


def test_every_command_is_in_the_readme():
    text = (HOUSE / "README.md").read_text()
    assert [name for name in COMMANDS if f"`hanse {name}" not in text] == []


def test_every_room_is_described_from_the_top_down():
    contract = tomllib.loads((HOUSE / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    floors = [layer for layer in contract["layers"] if (HOUSE / "hanse" / layer).is_dir()]
    listed = re.findall(r"^([a-z]+) {2,}\S", (HOUSE / "docs/rooms.md").read_text(), re.M)
    assert listed == floors


def test_every_link_to_a_file_leads_somewhere():
    for path in [HOUSE / "README.md", *(HOUSE / "docs").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", path.read_text()):
            assert (path.parent / target).exists(), (path.name, target)


def test_the_licence_is_whole():
    text = (HOUSE / "LICENSE").read_text()
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in text
    assert "13. Remote Network Interaction" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_the_goals_are_seven_lines():
    goals = re.findall(r"^\d\. ", (HOUSE / "docs/goals.md").read_text(), re.M)
    assert len(goals) == 7
