"""Who asks by a token: `Authorization: Bearer …`, in place of a session. Nothing is done before the token is known to hold."""

from __future__ import annotations

from collections.abc import Callable

from flask import g, request  # noqa: TID251 - the package that keeps things for a request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, TooManyRequests, Unauthorized

from scoring.application.agencies import Agency
from scoring.application.officer import Officer, Role
from scoring.casework.agency_tokens import agency_by_token
from scoring.web.access import may_open
from scoring.web.limits import Minutes
from scoring.web.services import Services


def by_token(services: Services) -> Callable[[], None]:
    """Give what stands before every route of agencies: it asks whose token it is, what that may do, and how often it asked."""
    minutes = Minutes()

    def ask() -> None:
        given = request.authorization
        token = given.token if given is not None and given.type == "bearer" else None
        agency = agency_by_token(services.transaction, token, at=services.clock.now()) if token else None
        if agency is None:
            raise Unauthorized(www_authenticate=WWWAuthenticate("bearer"))
        if not may_open(Officer(agency.account_id, agency.name, frozenset({Role.AGENCY})), request.endpoint or ""):
            raise Forbidden
        wait = minutes.wait("token", token or "", services.settings.limits.look_up)
        if wait:
            raise TooManyRequests(retry_after=wait)
        g.agency = agency

    return ask


def asking_agency() -> Agency:
    """Give the agency whose token came with the request."""
    agency: Agency = g.agency
    return agency
