"""What a request of this service does differently from Flask's own."""

from __future__ import annotations

from io import BytesIO
from typing import IO, TYPE_CHECKING

from flask import Request

if TYPE_CHECKING:
    from typing_extensions import Buffer


class _Nowhere(BytesIO):
    """Takes everything and keeps nothing."""

    def write(self, passed: Buffer, /) -> int:
        """Say that it was written."""
        return memoryview(passed).nbytes


class DisklessRequest(Request):
    """Keeps files that are sent in memory: what people hand in never touches a disk unencrypted. How large they are is limited."""

    forgets_files = False
    """Whether what the files hold is passed over: who sent them cannot hand them in, and only the other inputs are wanted."""

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002 - Werkzeug's signature
        content_type: str | None,  # noqa: ARG002 - the same
        filename: str | None = None,  # noqa: ARG002 - the same
        content_length: int | None = None,  # noqa: ARG002 - the same
    ) -> IO[bytes]:
        return _Nowhere() if self.forgets_files else BytesIO()
