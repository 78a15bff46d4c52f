"""Services that are measured over HTTP: each served by gunicorn with one worker, in a process of its own."""

from __future__ import annotations

import json
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from http.client import HTTPConnection
from multiprocessing import get_context
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from flask import Flask, jsonify, request
from gunicorn.app.base import BaseApplication

from benchmarks import hand_written_beijing
from benchmarks.rival import PYTHON, RIVALS, surroundings

PATIENCE = 60  # seconds


class _Served(BaseApplication):
    def __init__(self, app: Flask, port: int) -> None:
        self.app, self.port = app, port
        super().__init__()

    def load_config(self) -> None:
        for name, value in {
            "bind": f"127.0.0.1:{self.port}",
            "worker_class": "gthread",
            "keepalive": 600,
            "loglevel": "error",
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.app


def _serve(app: Flask, port: int) -> None:
    _Served(app, port).run()


@contextmanager
def served(app: Flask) -> Iterator[HTTPConnection]:
    """Serve an application for the length of the block; gives a connection to it."""
    port = _free_port()
    process = get_context("fork").Process(target=_serve, args=(app, port))
    process.start()
    try:
        with _connected(port) as connection:
            yield connection
    finally:
        process.terminate()
        process.join()


@contextmanager
def openfisca_served(folder: Path) -> Iterator[HTTPConnection]:
    """Serve OpenFisca's own web API likewise."""
    port = _free_port()
    given = {**surroundings(folder, "idiomatic"), "BENCH_PORT": str(port)}
    with subprocess.Popen([PYTHON, RIVALS / "openfisca_api.py"], env=given) as process:
        try:
            with _connected(port) as connection:
                yield connection
        finally:
            process.terminate()


def ask(connection: HTTPConnection, path: str, body: bytes) -> Any:
    """Send JSON, and give what is answered."""
    connection.request("POST", path, body, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    read = answer.read()
    assert answer.status == 200, read
    return json.loads(read)


def bare() -> Flask:
    """Give a service that reads JSON and writes it back: what any of them can reach at most."""
    app = Flask("bare")
    app.add_url_rule("/assessments", view_func=lambda: jsonify(request.get_json()), methods=["POST"])
    return app


def by_hand() -> Flask:
    """Give a service for this one policy, as a good programmer would write it: what is explained by hand, as JSON."""
    app = Flask("by_hand")

    @app.post("/assessments")
    def assessments() -> Any:
        asked = request.get_json()
        return jsonify(_written(_explained(asked["facts"], asked["on"])))

    return app


def _explained(facts: dict[str, Any], on: str) -> hand_written_beijing.Explained:
    read = {**facts, "birth_date": date.fromisoformat(facts["birth_date"])}
    return hand_written_beijing.explained(read, date.fromisoformat(on))


def _written(explained: hand_written_beijing.Explained) -> dict[str, Any]:
    return {
        "total": str(explained.total),
        "outcome": explained.outcome,
        "awards": [_line(each) for each in explained.lines],
        "requirements": [_check(each) for each in explained.requirements],
        "entitlements": explained.entitlements,
    }


def _line(line: Any) -> dict[str, Any]:
    row = line.row
    return {
        "id": line.id,
        "label": dict(line.label.translations),
        "points": str(line.points),
        "cap": None if line.cap is None else str(line.cap),
        "facts": {name: _plain(value) for name, value in line.facts.items()},
        "row": row and {"number": row.number, "points": str(row.points), "units": row.units, "reference": row.reference},
        "reference": line.reference,
        "awards": [_line(each) for each in line.below],
    }


def _check(check: Any) -> dict[str, Any]:
    label = dict(check.label.translations)
    facts = {name: _plain(value) for name, value in check.facts.items()}
    return {"id": check.id, "label": label, "holds": check.holds, "facts": facts, "reference": check.reference}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


@contextmanager
def _connected(port: int) -> Iterator[HTTPConnection]:
    until = monotonic() + PATIENCE
    while monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            break
        sleep(0.1)
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        yield connection
    finally:
        connection.close()
