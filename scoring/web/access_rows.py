"""What a row of the table of permissions says: which roles, and whose files the action touches."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scoring.application.officer import SIGNING_IN, Role


class Reach(StrEnum):
    """Whose an action touches."""

    NO_FILE = "no_file"
    OWN_OFFICE = "own_office"  # of the own office and those below it; of the whole installation where the account has no office
    OWN_DEPARTMENT = "own_department"  # what the own department is asked about files, and nothing else of them
    OWN_SERVICE = "own_service"  # what is in force of the agency's own service and district, one person at a time
    OWN = "own"  # of the applicant who is signed in
    OWN_FILES = "own_files"  # of the applicant who is signed in: drafts and applications of the own account


@dataclass(frozen=True, slots=True)
class Access:
    """One row: who may do it, and to whose files. `public` is for everybody, signed in or not."""

    roles: frozenset[Role]
    reach: Reach = Reach.NO_FILE
    public: bool = False


def by(*roles: Role) -> Access:
    """Give the row of an action that touches no file."""
    return Access(frozenset(roles))


def files(*roles: Role) -> Access:
    """Give the row of an action on the files of an office."""
    return Access(frozenset(roles), Reach.OWN_OFFICE)


ANYBODY = Access(frozenset(Role), public=True)
STAFF = Access(SIGNING_IN)  # an agency comes with a token and never signs in
OWN = Access(frozenset({Role.APPLICANT}), Reach.OWN)
OWN_FILES = Access(frozenset({Role.APPLICANT}), Reach.OWN_FILES)
TYPED = Access(frozenset({Role.APPLICANT, Role.OFFICER}), Reach.OWN_FILES)  # of the own account: what it fills in itself
BY_TOKEN = Access(frozenset({Role.AGENCY}), Reach.OWN_SERVICE)  # with a token in place of a session
PASSWORD_GIVEN = Access(frozenset())  # the second step of signing in: of nobody who is signed in, or has not begun to
