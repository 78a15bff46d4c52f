"""The person of the office who is signed in, as the use cases know them."""

from __future__ import annotations

from flask_login import current_user
from werkzeug.exceptions import Unauthorized

from scoring.application.officer import Officer, Role


def officer() -> Officer | None:
    """Give the signed-in officer, or None for the public."""
    if not current_user or not current_user.is_authenticated:
        return None
    held = {str(role.name) for role in current_user.roles}
    return Officer(account_id=current_user.id, name=current_user.name, roles=frozenset(role for role in Role if role.value in held))


def signed_in_officer() -> Officer:
    """Give the signed-in officer.

    Raises:
        Unauthorized: nobody is signed in.
    """
    person = officer()
    if person is None:
        raise Unauthorized
    return person
