"""Before Django reads its settings: a data folder of our own, and with `--postgres` a throw-away server."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from postgres_server import start_postgres, stop_postgres

from hanse.kit.messages import compile_messages

_folder = Path(tempfile.mkdtemp(prefix="hanse-test-"))
for name in [name for name in os.environ if name == "DATABASE_URL" or name.startswith("HANSE_")]:
    del os.environ[name]
os.environ["HANSE_DATA"] = str(_folder / "data")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
(_folder / "data" / "static").mkdir(parents=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgres", action="store_true", help="run on a throw-away PostgreSQL server")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    compile_messages()
    if early_config.known_args_namespace.postgres:
        os.environ["DATABASE_URL"] = start_postgres(_folder)


def pytest_unconfigure() -> None:
    if (_folder / "cluster" / "postmaster.pid").exists():
        stop_postgres(_folder)
    shutil.rmtree(_folder, ignore_errors=True)
