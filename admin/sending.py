"""Sending a kept file: as an attachment under a name that says nothing, and never to be opened here."""

from __future__ import annotations

from flask import make_response
from werkzeug.wrappers import Response

from scoring.casework.kept_files import FileContent
from scoring.web.csp import alone
from scoring.web.viewing import already_told


def sent_file(found: FileContent, name: str) -> Response:
    """Answer with the file. That it was read stands in the log of reads already."""
    already_told()
    response = make_response(found.content)
    response.headers["Content-Type"] = str(found.file.media)
    response.headers["Content-Disposition"] = f"attachment; filename={name}{found.file.media.ending}"
    alone()
    return response
