"""Hatchling calls this before it packs: the wheel carries compiled translations."""

import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))

from hanse.kit.messages import compile_messages  # noqa: E402


class Messages(BuildHookInterface):
    def initialize(self, version: str, build_data: dict) -> None:
        compile_messages(ROOT / "hanse")
