"""What a form brought that could not be taken: plain in the page that offers to send it again, sealed while its session is over.

Sealed it opens for the account whose page it stood on, for an hour, and holds neither files nor passwords.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from scoring.settings import Settings
from scoring.web.page_owner import TOKEN
from scoring.web.sealed import close_text, derive_key, open_text

SEALED = "typed_before"
PURPOSE = "luohu typed 1"
LONGEST = 300_000  # characters, sealed; a form may bring a mebibyte, of which only words of chance would take more
HOLDS = timedelta(hours=1)
SECRETS = frozenset({"password", "again", "current", "new_password", "new_password_confirm", "own_password"})
"""What inputs of passwords are called."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The address a form was sent to, what was typed, and whether that is all: files and passwords are left out."""

    address: str
    pairs: tuple[tuple[str, str], ...]
    is_whole: bool


def read_typed() -> Typed | None:
    """Read what the form of this request brought; None where it is more than any form."""
    try:
        sent = list(request.form.items(multi=True))
        has_files = any(upload.filename for upload in request.files.values())
    except RequestEntityTooLarge:
        return None
    left_out = {TOKEN, SEALED, *SECRETS}
    has_secrets = any(value for name, value in sent if name in SECRETS)
    pairs = tuple((name, value) for name, value in sent if name not in left_out)
    return Typed(request.full_path.rstrip("?"), pairs, is_whole=not has_files and not has_secrets)


def seal_typed(settings: Settings, typed: Typed, owner: str, at: datetime) -> str | None:
    """Seal it for *owner*; None where it is longer than a form may carry."""
    packed = {"address": typed.address, "pairs": typed.pairs, "is_whole": typed.is_whole, "at": at.isoformat()}
    sealed = close_text(_key(settings), owner.encode(), packed)
    return sealed if len(sealed) <= LONGEST else None


def open_typed(settings: Settings, sealed: str, owner: str, at: datetime) -> Typed | None:
    """Open it for *owner*; None where it is another's, older than an hour, or nothing of ours."""
    found = open_text(_key(settings), owner.encode(), sealed)
    if found is None or not timedelta(0) <= at - datetime.fromisoformat(found["at"]) <= HOLDS:
        return None
    return Typed(found["address"], tuple((name, value) for name, value in found["pairs"]), found["is_whole"])


def _key(settings: Settings) -> bytes:
    return derive_key(settings.secret_key, PURPOSE)
