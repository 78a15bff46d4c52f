"""What every page of the console has in common: it asks the table of permissions first, and is given the services."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, request, url_for
from flask_admin import BaseView
from werkzeug.wrappers import Response

from admin.permissions import may_open
from scoring.application.officer import Officer
from scoring.web.person import officer, signed_in_officer
from scoring.web.services import Services

PAGE_SIZES = (25, 50, 100)


class Guarded:
    """Denies every page of a view unless the table lists it for a role of the person who is signed in."""

    endpoint: str
    index_page = "index"

    def is_accessible(self) -> bool:
        """Whether the view's first page may be opened: decides whether the menu shows it."""
        return may_open(officer(), f"{self.endpoint}.{self.index_page}")

    def _handle_view(self, name: str, **_arguments: Any) -> Response | None:
        """Send who is not signed in to the sign-in page, and refuse everybody else whom the table does not list."""
        person = officer()
        if person is None:
            return redirect(url_for("security.login", next=request.full_path.rstrip("?")))
        if not may_open(person, f"{self.endpoint}.{name}"):
            abort(403)
        return None


class ConsoleView(Guarded, BaseView):
    """A page of the console."""

    def __init__(self, services: Services, name: object, endpoint: str, url: str | None = None) -> None:
        super().__init__(name=name, endpoint=endpoint, url=url)
        self.services = services

    @property
    def officer(self) -> Officer:
        """The person who is signed in."""
        return signed_in_officer()


def page_wanted() -> tuple[int, int]:
    """Give number and size of the page of a list that the address asks for; what is no number is the first page."""
    number, size = request.args.get("page", 1, int), request.args.get("size", PAGE_SIZES[0], int)
    return number, size if size in PAGE_SIZES else PAGE_SIZES[0]
