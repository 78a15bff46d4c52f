"""What every page of the console has in common: it asks the table of permissions first, and is given the services."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, request, url_for
from flask_admin import BaseView
from werkzeug.wrappers import Response

from scoring.application.officer import Officer
from scoring.casework.lines import Page
from scoring.casework.lists import SIZE_MAX
from scoring.web.access import may_open
from scoring.web.person import signed_in_officer, visitor
from scoring.web.services import Services
from scoring.web.viewing import tell_rows

PAGE_SIZES = (25, 50, 100)


class Guarded:
    """Denies every page of a view unless the table lists it for a role of the person who is signed in."""

    endpoint: str
    index_page = "index"

    def is_accessible(self) -> bool:
        """Whether the view's first page may be opened: decides whether the menu shows it."""
        return may_open(visitor(), f"{self.endpoint}.{self.index_page}")

    def _handle_view(self, name: str, **_arguments: Any) -> Response | None:
        """Send who is not signed in to the sign-in page, and refuse everybody else whom the table does not list."""
        person = visitor()
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

    def render(self, template: str, **values: Any) -> str:
        """Write a page; how many rows a list shows is told to the log of reads."""
        if isinstance(values.get("page"), Page):
            tell_rows(len(values["page"].items))
        return str(super().render(template, **values))

    @property
    def officer(self) -> Officer:
        """The person who is signed in."""
        return signed_in_officer()


def page_wanted() -> tuple[int, int]:
    """Give number and size of the page of a list that the address asks for; what is no number is the first page."""
    if request.method == "POST":
        return 1, SIZE_MAX  # what an identity number finds has no address, and so no second page
    number, size = request.args.get("page", 1, int), request.args.get("size", PAGE_SIZES[0], int)
    return number, size if size in PAGE_SIZES else PAGE_SIZES[0]
