"""Databases as the steps leave them that many tests of the console begin with: made once, and laid under every later test."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from scoring.web.services import close, services_of


class States:
    """What is kept of one service, on SQLite; elsewhere, and where a test wrote something before, the steps are done."""

    def __init__(self, app: Flask, folder: Path) -> None:
        self._app, self._folder = app, folder
        self._kept: dict[object, tuple[Any, Path]] = {}
        self._laid: tuple[int, bytes] | None = None

    def begin(self) -> None:
        """A fresh copy of the database was laid under the service."""
        self._laid = self._written()

    def _url(self) -> sa.URL:
        return sa.make_url(services_of(self._app).settings.database_url)

    def _written(self) -> tuple[int, bytes] | None:
        """When the file was written last, and the count of changes in its head; None where something stands in the log beside it."""
        if self._url().get_backend_name() != "sqlite":
            return None
        path = Path(self._url().database or "")
        log = path.with_name(f"{path.name}-wal")
        if log.exists() and log.stat().st_size:
            return None
        with path.open("rb") as file:
            return path.stat().st_mtime_ns, file.read(100)[24:28]

    def keep(self, key: object, make: Callable[[], Any]) -> Any:
        """Give what *make* gives, with the database as it leaves it."""
        if self._laid is None or self._written() != self._laid:
            return make()
        path = Path(self._url().database or "")
        if key in self._kept:
            found, kept = self._kept[key]
            close(self._app)
            shutil.copyfile(kept, path)
            self._laid = None  # any other step follows on this one
            return found
        found = make()
        close(self._app)  # what was written is in the file itself then
        kept = self._folder / f"{len(self._kept)}.db"
        shutil.copyfile(path, kept)
        self._kept[key] = found, kept
        return found


def kept(step: Callable[..., Any]) -> Callable[..., Any]:
    """Keep the database as this step of a desk leaves it."""

    @wraps(step)
    def take(desk, *given: Any, **changes: Any) -> Any:
        key = (step.__qualname__, given, tuple(sorted(changes.items())))
        return desk.states.keep(key, lambda: step(desk, *given, **changes)) if desk.states else step(desk, *given, **changes)

    return take
