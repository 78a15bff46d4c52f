"""What comes in with addresses and forms, as far as every page reads it alike: whole numbers, and what no database keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, request
from werkzeug.routing import IntegerConverter

if TYPE_CHECKING:
    from flask import Flask

MOST_FIGURES = 9
"""Of a number that both databases hold; more name nothing that there is."""


class WholeNumber(IntegerConverter):
    """A number within an address, in the figures 0 to 9; an endless one is an address that there is not."""

    regex = f"[0-9]{{1,{MOST_FIGURES}}}"


def whole_number(typed: str | None) -> int | None:
    """Read a number that a form carried; None for whatever is none of ours, figures of other scripts among it."""
    given = typed or ""
    return int(given) if given.isascii() and given.isdigit() and len(given) <= MOST_FIGURES else None


def register(app: Flask) -> None:
    """Read numbers in addresses so, and refuse a request that holds what PostgreSQL keeps in no text. Call it before the routes."""
    app.url_map.converters["int"] = WholeNumber

    def refuse() -> None:
        sent = (request.path, *(value for _name, value in (*request.args.items(multi=True), *request.form.items(multi=True))))
        if any("\0" in value for value in sent):
            abort(400)

    app.before_request(refuse)
