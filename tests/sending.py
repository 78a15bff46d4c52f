"""Sending a form with a large file, which the test client would otherwise put into a file on the way that nobody closes."""

from __future__ import annotations

import io

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.evidence.made import scan


def send_scan(client, address, field, /, **typed):
    """Send what is typed and, in *field*, a scan of more than a mebibyte; gives the answer."""
    content = scan()
    assert len(content) > 1024 * 1024
    boundary, body = encode_multipart({**typed, field: FileStorage(io.BytesIO(content), "扫描件.png", content_type="image/png")})
    return client.post(address, data=body, content_type=f"multipart/form-data; boundary={boundary}")
