"""The officers' console: a Flask-Admin plug-in over the use cases of `scoring`. The service runs without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.console import make_console

if TYPE_CHECKING:
    from flask import Flask

    from scoring.web.services import Services


def register(app: Flask, services: Services) -> None:
    """Put the console below `/admin/` on *app*."""
    make_console(app, services)
