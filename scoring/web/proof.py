"""How lately who is signed in proved that it is them: signing in does it, and password and code given again (`web.proving`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Flask, session
from flask_login import user_logged_in

from scoring.web.services import services_here

if TYPE_CHECKING:
    from scoring.web.services import Services

_PROVED_AT = "proved_at"


def register(app: Flask) -> None:
    """Take signing in, with its code, for a proof."""
    user_logged_in.connect(_signed_in, app)


def is_proved(services: Services) -> bool:
    """Whether who is signed in proved lately enough that it is them."""
    at, minutes = session.get(_PROVED_AT, 0), services.settings.limits.proof
    since = int(services.clock.now().timestamp()) - at
    return at > 0 and (not minutes or 0 <= since <= minutes * 60)


def remember_proof() -> None:
    """Keep in the session, which is signed, that it was proved just now."""
    session[_PROVED_AT] = int(services_here().clock.now().timestamp())


def _signed_in(_app: Flask, **_who: Any) -> None:
    remember_proof()
