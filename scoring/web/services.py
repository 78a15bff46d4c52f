"""What `create_app` makes once and every skin is given."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from flask import Flask, current_app  # noqa: TID251 - see `services_here`
from sqlalchemy.orm import Session

from scoring.application.due import Timing
from scoring.clock import Clock
from scoring.jobs.background import Background
from scoring.policy.library import Library
from scoring.settings import Settings
from scoring.web.live_library import LiveLibrary

EXTENSION = "luohu"


@dataclass(frozen=True, slots=True)
class Services:
    """What every skin works with.

    The settings, the clock, the published policies, the way to open a transaction of one act, what terms are counted by, and the
    way to background work.
    """

    settings: Settings
    clock: Clock
    live: LiveLibrary
    transaction: Callable[[], AbstractContextManager[Session]]
    timing: Timing
    background: Background

    @property
    def library(self) -> Library:
        """The published policies as this service knows them now."""
        return self.live.library


def services_of(app: Flask) -> Services:
    """Give the services that `create_app` put into *app*."""
    services = app.extensions[EXTENSION]
    if not isinstance(services, Services):
        raise TypeError(f"{EXTENSION} holds {type(services).__name__}, not Services")
    return services


def services_here() -> Services:
    """Give the services of the request that is being answered, to parts of a library that are given nothing."""
    return services_of(current_app)


def staff_home() -> str:
    """Give the page on which the office's own people begin."""
    return str(current_app.config["SECURITY_POST_LOGIN_VIEW"])


def close(app: Flask) -> None:
    """Give every database connection of *app* back: before a server forks, or before its database is copied or dropped."""
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()
    with services_of(app).transaction() as session:
        bind = session.get_bind()
    bind.engine.dispose()
