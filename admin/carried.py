"""A file that travels in a form, from the page that looked it through to the one that imports it: packed as text, kept nowhere."""

from __future__ import annotations

import binascii
import zlib
from base64 import b64decode, b64encode

from scoring.casework.sheets import SHEET_MAX


def pack(content: bytes) -> str:
    """Give a file as text for a hidden input."""
    return b64encode(zlib.compress(content)).decode()


def unpack(text: str) -> bytes | None:
    """Give the file back; None where the text is none of ours, or would unpack to more than a sheet may have."""
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(b64decode(text, validate=True), SHEET_MAX)
    except (binascii.Error, ValueError, zlib.error):
        return None
    return content if unpacking.eof else None
