"""The rows of the table of allowed moves that are about new versions of a decided file."""

from __future__ import annotations

from scoring.application.guards import Guard
from scoring.application.move import Move
from scoring.application.officer import Role
from scoring.application.status import Act, Part, Status

_SAID = (Guard.VERSION_SHOWN, Guard.REASON_GIVEN)

FOLLOWED = (
    Status.GRANTED,
    Status.REFUSED,
    Status.SETTLED,
    Status.LAPSED,
    Status.NOT_ACCEPTED,
    Status.ABANDONED,
    Status.FORFEITED,
    Status.NOT_SELECTED,
)
"""Where a file can stand that a decided version takes the place of."""

OF_VERSIONS: tuple[Move, ...] = (
    # on the file that is corrected; it stays what it is until the new version is decided
    Move(
        Act.CORRECT, (Status.GRANTED,), None, Role.OFFICER, None, (*_SAID, Guard.UNFOLLOWED, Guard.NOT_REVOKING), only="application"
    ),
    # the first act on the new version, by whoever opened it: no part in it yet
    Move(Act.FOLLOW, (), Status.ACCEPTED, Role.OFFICER, None, (), also=Role.SUPERVISOR),
    # by another person than who works on it; what is approved is returned first
    Move(
        Act.GIVE_UP,
        (Status.ACCEPTED, Status.RECOMMENDED),
        Status.GIVEN_UP,
        Role.SUPERVISOR,
        Part.CHECKER,
        (*_SAID, Guard.IS_VERSION),
        only="application",
    ),
    # on the older file, with the decision of the version and by who made that: nobody can ask for it alone
    Move(Act.SUPERSEDE, FOLLOWED, Status.SUPERSEDED, None, None, (Guard.EFFECTIVE,)),
)
