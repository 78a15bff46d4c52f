"""Who acts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person in the office may do; an account may hold several, a file sees each person in one part only."""

    OFFICER = "officer"  # 经办人: records, recommends, records registrations (the maker)
    SUPERVISOR = "supervisor"  # 审核人: returns, grants, refuses, lets lapse (the checker)
    POLICY_STAFF = "policy_staff"  # 政策人员: publishes policies; sees no file
    AUDITOR = "auditor"  # 审计: reads everything, changes nothing
    ADMINISTRATOR = "administrator"  # 系统管理员: accounts only; sees no file


FILE_READERS = frozenset({Role.OFFICER, Role.SUPERVISOR, Role.AUDITOR})
"""The roles that may see an application. Administrators and policy staff see none."""


@dataclass(frozen=True, slots=True)
class Officer:
    """A person of the office who acts, as the sign-in at the edge names them."""

    account_id: int
    name: str
    roles: frozenset[Role]

    @property
    def may_read_files(self) -> bool:
        """Whether this person may see applications and decisions at all."""
        return not self.roles.isdisjoint(FILE_READERS)
