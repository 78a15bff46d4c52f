"""Every answer with personal data out of files is written into the log of reads before it is sent, or nothing is sent.

Which answers those are, the table of permissions says: what reaches the files of an office. A page adds what only it knows.
"""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, Response, g, request  # noqa: TID251 - the package that keeps things for a request

from scoring.application.officer import Officer
from scoring.casework.viewing import View, viewed
from scoring.web.access import ACCESS, Reach
from scoring.web.person import officer
from scoring.web.services import Services

AT_COUNTER = "counter."
"""The pages on which an officer has the account of a person before them."""
SHOWING = frozenset({HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY})
"""Answers that may hold something of a file; a redirect or a refusal holds nothing."""


def shows_persons(endpoint: str) -> bool:
    """Whether an answer of this route may hold personal data: of the files of an office, or of who holds an account."""
    row = ACCESS.get(endpoint)
    return row is not None and (row.reach in {Reach.OWN_OFFICE, Reach.OWN_DEPARTMENT} or endpoint.startswith(AT_COUNTER))


def tell_rows(count: int) -> None:
    """Say of the list that is being answered how many rows it shows."""
    g.rows_shown = count


def tell_file(reference: str) -> None:
    """Say of which file something is shown, where the address does not name it."""
    g.file_shown = reference


def already_told() -> None:
    """Say that the use case wrote this very read down itself."""
    g.read_told = True


def register(app: Flask, services: Services) -> None:
    """Watch the answers of *app*. Call it before what writes headers, so that its refusal gets them too."""

    def write_down(response: Response) -> Response:
        if response.status_code not in SHOWING or g.get("read_told") or not shows_persons(request.endpoint or ""):
            return response
        reader = officer()
        if isinstance(reader, Officer):
            viewed(services.transaction, _view(), by=reader, at=services.clock.now())
        return response

    app.after_request(write_down)


def _view() -> View:
    reference = (request.view_args or {}).get("reference", "") or g.get("file_shown", "")
    return View(request.endpoint or "", str(reference), g.get("rows_shown"), request.values.get("q", ""))
