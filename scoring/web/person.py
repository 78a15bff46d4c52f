"""Who is signed in, as the use cases know them: a person of the office, or the holder of an applicant's account."""

from __future__ import annotations

from flask_login import current_user
from werkzeug.exceptions import Unauthorized

from scoring.application.holder import Holder
from scoring.application.officer import Officer, Role
from scoring.casework.holders import read_holder
from scoring.web.proof import is_proved
from scoring.web.services import services_here


def officer() -> Officer | None:
    """Give the signed-in officer, or None for the public and for applicants."""
    roles = _roles()
    if not roles or Role.APPLICANT in roles:
        return None
    who = current_user._get_current_object()  # noqa: SLF001 - as below
    return Officer(who.id, who.name, roles, who.office_id, who.department, is_proved(services_here()))


def signed_in_officer() -> Officer:
    """Give the signed-in officer.

    Raises:
        Unauthorized: no officer is signed in.
    """
    person = officer()
    if person is None:
        raise Unauthorized
    return person


def is_holder() -> bool:
    """Whether an applicant is signed in."""
    return Role.APPLICANT in _roles()


def holder() -> Holder | None:
    """Give the holder of the signed-in applicant's account with their identity, or None for the public and for staff."""
    return read_holder(services_here().transaction, current_user.id) if is_holder() else None


def signed_in_holder() -> Holder:
    """Give the signed-in applicant.

    Raises:
        Unauthorized: no applicant is signed in.
    """
    person = holder()
    if person is None:
        raise Unauthorized
    return person


def signed_in_typist() -> Holder:
    """Give who fills a draft in: the signed-in applicant, or an officer at the counter, who acts for nobody but whom they typed.

    Raises:
        Unauthorized: neither is signed in.
    """
    person = officer()
    if person is not None and Role.OFFICER in person.roles:
        return Holder(person.account_id)
    return signed_in_holder()


def visitor() -> Officer | Holder | None:
    """Give whoever is signed in, an applicant without reading their identity: enough to know what they may open."""
    return Holder(current_user.id) if is_holder() else officer()


def _roles() -> frozenset[Role]:
    account = current_user._get_current_object()  # noqa: SLF001 - each look through the proxy would look for the person anew
    if not account or not account.is_authenticated:
        return frozenset()
    held = {str(role.name) for role in account.roles}
    return frozenset(role for role in Role if role.value in held)
