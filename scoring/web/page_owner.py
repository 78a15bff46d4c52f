"""Whose a page is: the token of its forms names the account that was signed in when it was made, signed by this service.

So a form that comes back after the session ended, or when somebody else is signed in, is known for whose it is.
"""

from __future__ import annotations

import secrets
from typing import Literal

from flask import current_app, g, request, session  # noqa: TID251 - where Flask-WTF keeps the token of a request
from itsdangerous import BadData, URLSafeTimedSerializer

from scoring.application.holder import Holder
from scoring.web.person import visitor

Door = Literal["applicant", "staff"]
TOKEN = "csrf_token"  # noqa: S105 - the name of the field, of the entry of the session, and of what Flask-WTF keeps for a request
SALT = "wtf-csrf-token"  # Flask-WTF's
RANDOM = 20  # bytes


def mark_pages(door: Door, account_id: int) -> None:
    """Let every form made from now on in this session be of the account that signs in."""
    session[TOKEN] = f"{secrets.token_hex(RANDOM)}.{door} {account_id}"
    g.pop(TOKEN, None)


def owner_of_form() -> str | None:
    """Give whose page the form of this request stands on, however old it is; None where nobody was signed in, or it is not ours."""
    try:
        found = URLSafeTimedSerializer(current_app.secret_key or "", salt=SALT).loads(request.form.get(TOKEN, ""))
    except BadData:
        return None
    return str(found).partition(".")[2] or None


def who_is_here() -> str | None:
    """Give who is signed in, written as `owner_of_form` does."""
    person = visitor()
    if person is None:
        return None
    return f"applicant {person.account_id}" if isinstance(person, Holder) else f"staff {person.account_id}"


def is_of_staff(owner: str) -> bool:
    """Whether it is somebody of the office, who signs in at the other door."""
    return owner.startswith("staff ")
