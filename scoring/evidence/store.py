"""Where evidence lies: a folder that no server shows, files under random names, readable by the service's own user alone.

What is written is already encrypted. A file is there whole or not at all.
"""

from __future__ import annotations

import os
import re
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

_NAME = re.compile(r"[0-9a-f]{32}")
_UNFINISHED = ".new"


def put(folder: Path, sealed: bytes) -> str:
    """Write *sealed* and give the random name under which it lies."""
    name = secrets.token_hex(16)
    path = _path(folder, name)
    for made in (folder, path.parent):
        made.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_suffix(_UNFINISHED)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    _settle(path.parent)
    return name


def get(folder: Path, name: str) -> bytes:
    """Read a file. Raises FileNotFoundError."""
    return _path(folder, name).read_bytes()


def discard(folder: Path, name: str) -> None:
    """Delete a file; one that is gone already stays gone."""
    _path(folder, name).unlink(missing_ok=True)


def names(folder: Path, before: datetime) -> Iterator[str]:
    """Give the names of all files written before a moment; what was never finished is deleted on the way."""
    for path in sorted(folder.glob("??/*")):
        if path.stat().st_mtime >= before.timestamp():
            continue
        if path.suffix == _UNFINISHED:
            path.unlink(missing_ok=True)
        elif _NAME.fullmatch(path.name):
            yield path.name


def _path(folder: Path, name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise ValueError(name)
    return folder / name[:2] / name


def _settle(folder: Path) -> None:
    """Let the new name reach the disk too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
