"""Who acts for the office, and the closed list of roles."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an account may do. A person of the office may hold several, a file sees each in one part only.

    An applicant's account holds that role alone, and never acts as an `Officer` but as a `Holder`.
    """

    OFFICER = "officer"  # 经办人: records, recommends, records registrations (the maker)
    SUPERVISOR = "supervisor"  # 审核人: returns, grants, refuses, lets lapse (the checker)
    HEAD = "head"  # 负责人: the second signature where two people decide; reads the files of the own office
    DEPARTMENT = "department"  # 主管部门经办人: answers what it is asked about a file, and sees nothing else of it
    POLICY_STAFF = "policy_staff"  # 政策人员: publishes policies; sees no file
    AUDITOR = "auditor"  # 审计: reads everything, changes nothing
    ADMINISTRATOR = "administrator"  # 系统管理员: accounts only; sees no file
    AGENCY = "agency"  # 外部机构: comes with a token, never by sign-in; looks one person up
    APPLICANT = "applicant"  # 申请人: the own account and the own applications, nothing of the office


FILE_READERS = frozenset({Role.OFFICER, Role.SUPERVISOR, Role.HEAD, Role.AUDITOR})
"""The roles that may see an application. Administrators and policy staff see none."""

SIGNING_IN = frozenset(Role) - {Role.AGENCY, Role.APPLICANT}
"""The roles of those who sign in at the door of the office."""


@dataclass(frozen=True, slots=True)
class Officer:
    """A person of the office who acts, as the sign-in at the edge names them.

    `office` limits what they see to the files of that office and of those below it. None is the whole installation: only
    accounts that the installation itself opened have none (`casework.open_account`).
    `department` is whose inbox it is, by the id of policies and of the office's settings.
    `is_proved`: by password and code they proved, lately enough for what is signed in their name, that it is them.
    """

    account_id: int
    name: str
    roles: frozenset[Role]
    office: str | None = None
    department: str | None = None
    is_proved: bool = False

    @property
    def may_read_files(self) -> bool:
        """Whether this person may see applications and decisions at all."""
        return not self.roles.isdisjoint(FILE_READERS)
