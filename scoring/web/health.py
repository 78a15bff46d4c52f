"""What a supervisor of processes asks: does the process live, and can it serve?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus

import orjson
from flask import Flask, Response

Check = Callable[[], str | None]
"""Gives None when all is well, else what is wrong and what to do."""


def register(app: Flask, checks: Mapping[str, Check], warnings: Mapping[str, Check]) -> None:
    """Answer `/healthz` (the process answers) and `/readyz` (200 when every check passes, else 503; each is named).

    What *warnings* find is named too, but keeps nobody from being served.
    """

    @app.get("/healthz")
    def healthz() -> Response:
        return _answer(HTTPStatus.OK, {"status": "ok"})

    @app.get("/readyz")
    def readyz() -> Response:
        wrong = {name: check() for name, check in checks.items()}
        is_ready = not any(wrong.values())
        told = {name: text or "ok" for name, text in wrong.items()}
        status = HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE
        warned = {name: text for name, warning in warnings.items() if (text := warning())}
        answer: dict[str, object] = {"status": "ok" if is_ready else "not ready", "checks": told}
        return _answer(status, {**answer, "warnings": warned} if warned else answer)


def _answer(status: HTTPStatus, document: object) -> Response:
    return Response(orjson.dumps(document), status=status, mimetype="application/json")
