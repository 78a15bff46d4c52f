"""What a request of this service does differently from Flask's own."""

from __future__ import annotations

from io import BytesIO
from typing import IO

from flask import Request


class DisklessRequest(Request):
    """Keeps files that are sent in memory: what people hand in never touches a disk unencrypted. How large they are is limited."""

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002 - Werkzeug's signature
        content_type: str | None,  # noqa: ARG002 - the same
        filename: str | None = None,  # noqa: ARG002 - the same
        content_length: int | None = None,  # noqa: ARG002 - the same
    ) -> IO[bytes]:
        return BytesIO()
