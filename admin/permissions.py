"""Who may open what: role × page, the whole table in one place. What does not stand here is denied to everybody."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.application.officer import FILE_READERS, Officer, Role

_OFFICER = frozenset({Role.OFFICER})
_SUPERVISOR = frozenset({Role.SUPERVISOR})
_AUDITOR = frozenset({Role.AUDITOR})
_ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
_POLICY_READERS = FILE_READERS | {Role.POLICY_STAFF}

PERMISSIONS: Mapping[str, frozenset[Role]] = {
    "home.index": frozenset(Role),
    "applications.index": FILE_READERS,
    "applications.file": FILE_READERS,
    "applications.choose": _OFFICER,
    "applications.record": _OFFICER,
    "applications.amend": _OFFICER,
    "applications.recommend": _OFFICER,
    "applications.decide": _SUPERVISOR,
    "applications.register": _OFFICER,
    "applications.lapse": _SUPERVISOR,
    "decisions.index": FILE_READERS,
    "decisions.decision": FILE_READERS,
    "entitlements.index": FILE_READERS,
    "policies.index": _POLICY_READERS,
    "policies.policy": _POLICY_READERS,
    "journal.index_view": _AUDITOR,
    "journal.verify": _AUDITOR,
    "accounts.index_view": _ADMINISTRATOR,
}


def may_open(officer: Officer | None, endpoint: str) -> bool:
    """Whether this person may open the page *endpoint*; nobody may open what the table does not list."""
    allowed = PERMISSIONS.get(endpoint, frozenset())
    return officer is not None and not officer.roles.isdisjoint(allowed)
