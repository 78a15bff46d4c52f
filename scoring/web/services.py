"""What `create_app` makes once and every skin is given."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from flask import Flask
from sqlalchemy.orm import Session

from scoring.clock import Clock
from scoring.policy.library import Library
from scoring.settings import Settings

EXTENSION = "luohu"


@dataclass(frozen=True, slots=True)
class Services:
    """The settings, the clock, the published policies, and the way to open a transaction of one act."""

    settings: Settings
    clock: Clock
    library: Library
    transaction: Callable[[], AbstractContextManager[Session]]


def services_of(app: Flask) -> Services:
    """Give the services that `create_app` put into *app*."""
    services = app.extensions[EXTENSION]
    if not isinstance(services, Services):
        raise TypeError(f"{EXTENSION} holds {type(services).__name__}, not Services")
    return services


def close(app: Flask) -> None:
    """Give every database connection of *app* back: before a server forks, or before its database is copied or dropped."""
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()
    with services_of(app).transaction() as session:
        bind = session.get_bind()
    bind.engine.dispose()
