"""What a demonstration begins with: accounts for every role that can do something, two decided applications of made-up people."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.application import Intake, Opinion, Shown
from scoring.application.deadlines import local_day
from scoring.application.identity import identity_number
from scoring.application.officer import Officer, Role
from scoring.application.persons import Applicant, FamilyMember
from scoring.application.procedure import publishes
from scoring.application.verifying import Judgement
from scoring.casework.approve_grant import approve_grant
from scoring.casework.demonstration_originals import are_seen
from scoring.casework.grant import grant
from scoring.casework.open_account import NewAccount, StaffMember, add_account
from scoring.casework.public_lists import read_preview, waiting_batches
from scoring.casework.publish_list import ListShown, publish_list
from scoring.casework.queries import read_file
from scoring.casework.recommend import recommend
from scoring.casework.record_application import Here, record_application
from scoring.casework.refuse import refuse
from scoring.casework.second_factor import set_up_factor
from scoring.casework.verify import verify
from scoring.casework.workbench import read_bench
from scoring.errors import CalendarUnknown
from scoring.records.accounts import AccountRow, officer_of
from scoring.records.applications import ApplicationRow

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Application, Facts
    from scoring.application.due import Timing
    from scoring.policy.library import Library
    from scoring.records.database import Transaction

SCHEME, VERSION = "guangzhou", "2025"

_NAMES = {
    Role.OFFICER: ("林经办", "黄经办"),
    Role.SUPERVISOR: ("陈审核", "梁审核"),
    Role.HEAD: ("冯负责", "曾负责"),
    Role.DEPARTMENT: ("罗人社", "唐公安"),
    Role.POLICY_STAFF: ("周政策", "吴政策"),
    Role.AUDITOR: ("何审计", "许审计"),
    Role.ADMINISTRATOR: ("郑管理", "谢管理"),
}
BEFORE = timedelta(days=30)
"""So long before the demonstration begins its applications came in: long enough for a public list to be over."""

_DEPARTMENTS = {"department1": "human_resources", "department2": "police"}
_WHOLE_LIFE_IN_THE_CITY: Facts = {
    "birth_date": "1987-02-01",
    "works_lawfully": True,
    "holds_valid_permit": True,
    "permit_months": 84,
    "permit_since": "2018-09-30",
    "owns_home": True,
    "pension_months": 84,
    "medical_months": 84,
    "unemployment_months": 84,
    "injury_months": 84,
    "maternity_months": 84,
    "housing_fund_months": 60,
    "education": "bachelor",
    "income_tax_three_years": 35000,
    "taxed_every_year": True,
    "annual_settlement": True,
}
_TOO_FEW_POINTS: Facts = {
    **_WHOLE_LIFE_IN_THE_CITY,
    "birth_date": "1990-06-15",
    "owns_home": False,
    "education": "none",
    "housing_fund_months": 0,
    "income_tax_three_years": 0,
    "taxed_every_year": False,
    "annual_settlement": False,
}


@dataclass(frozen=True, slots=True)
class DemonstrationAccount:
    """An account just made, ready to sign in; the password stands nowhere else."""

    username: str
    name: str
    role: Role
    password: str = field(repr=False)
    second_factor: str = field(repr=False)  # as the sign-in keeps it


@dataclass(frozen=True, slots=True)
class _Story:
    """A made-up application: who, with what answers, and the supervisor's acts that decide it, with the words of each."""

    applicant: Applicant
    family: tuple[FamilyMember, ...]
    facts: Facts
    opinion: Opinion
    decide: tuple[tuple[Callable[..., object], str], ...]


def create_accounts(
    transaction: Transaction, *, at: datetime, hash_password: Callable[[str], str], new_second_factor: Callable[[], str]
) -> tuple[DemonstrationAccount, ...]:
    """Make two accounts per role (`officer1`, `officer2`, `supervisor1`, …) where there is none yet; each sees every office.

    The random passwords are given here once. `hash_password` is the hashing of the sign-in, and `new_second_factor` makes a secret
    as the sign-in keeps it: these accounts have theirs set up, so that a newcomer needs no app.
    """
    with transaction() as session:
        if session.scalar(sa.select(AccountRow.id).limit(1)) is not None:
            return ()
        people = [(role, f"{role}{n + 1}", name) for role, names in _NAMES.items() for n, name in enumerate(names)]
        made = []
        for role, username, name in people:
            member = StaffMember(
                username, f"{username}@luohu.example", name, frozenset({role}), department=_DEPARTMENTS.get(username)
            )
            account = add_account(session, member, None, at, hash_password)
            made.append(_ready(account, role, name, session, new_second_factor()))
        return tuple(made)


def create_applications(transaction: Transaction, library: Library, timing: Timing, *, at: datetime) -> tuple[str, ...]:
    """Record and decide two made-up applications through the use cases, where there is none yet; give their references.

    The accounts of `create_accounts` do it. Nothing happens where the library lacks guangzhou/2025.
    """
    with transaction() as session:
        if session.scalar(sa.select(ApplicationRow.id).limit(1)) is not None or (SCHEME, VERSION) not in {
            (policy.scheme, policy.version) for policy in library.policies
        }:
            return ()
        maker = staff_named(session, "officer1")
        checker = staff_named(session, "supervisor1")
    return tuple(_play(transaction, library, timing, story, (maker, checker), at) for story in _stories(at))


def _play(
    transaction: Transaction, library: Library, timing: Timing, story: _Story, people: tuple[Officer, Officer], at: datetime
) -> str:
    maker, checker = people
    decided_at, at = at, at - BEFORE
    on = min(local_day(at), library.find(SCHEME, VERSION).in_force.last or date.max)
    intake = Intake(SCHEME, VERSION, story.applicant, story.family, story.facts, on)
    recorded = record_application(transaction, library, intake, officer=maker, at=at, here=Here("demonstration", timing))
    shown = verified(transaction, library, recorded, maker, at)
    recommend(transaction, library, shown, story.opinion, officer=maker, at=at)
    for act, reason in story.decide:
        if act is grant:
            at = decided_at
            known, seen_at = (transaction, library, timing), at - BEFORE
            if not (are_seen(*known, recorded.reference, maker, seen_at) and _is_listed(*known, checker, seen_at)):
                break
        file = read_file(transaction, recorded.reference, officer=checker)
        package = file.recommendation.package if file.recommendation else ""
        shown = replace(shown, version=file.application.version, package=package)
        act(transaction, library, timing, shown, officer=checker, at=at, reason=reason)
    return recorded.reference


def _is_listed(transaction: Transaction, library: Library, timing: Timing, checker: Officer, at: datetime) -> bool:
    """Put what is approved on a public list where the rules have one; whether it can be granted after that.

    It waits where no working days are known for that time.
    """
    if not publishes(library.find(SCHEME, VERSION).procedure):
        return True
    [waiting] = waiting_batches(transaction, library, officer=checker)
    preview = read_preview(transaction, library, waiting.batch, officer=checker)
    shown = ListShown(waiting.batch, preview.listing.digest)
    try:
        publish_list(transaction, library, timing, shown, local_day(at), officer=checker, at=at)
    except CalendarUnknown:
        return False
    return True


def verified(transaction: Transaction, library: Library, recorded: Application, maker: Officer, at: datetime) -> Shown:
    """Accept whatever must be checked of an application, as who saw its evidence would; give it as it is shown now."""
    bench = read_bench(transaction, library, recorded.reference, officer=maker, today=local_day(at))
    found = [Judgement(fact, "accept") for fact in bench.standing.needed]
    verified = verify(transaction, library, Shown(recorded.reference, recorded.version), found, officer=maker, at=at)
    return Shown(verified.reference, verified.version)


def _stories(at: datetime) -> tuple[_Story, _Story]:
    """The numbers end in sequence 000, which is given to nobody."""
    on = local_day(at)
    granted = _Story(
        applicant=Applicant("王示例", identity_number("430103198702010002", on=on)),
        family=(
            FamilyMember("spouse", "李示例", identity_number("430103198808150003", on=on)),
            FamilyMember("child", "王小例", identity_number("44010620150909000X", on=on)),
        ),
        facts=_WHOLE_LIFE_IN_THE_CITY,
        opinion=Opinion("grant", "符合申请条件，积分达到标准，已列入入围公示名单。", "2025年度积分制入户入围人员名单（演示）"),
        decide=((approve_grant, "经复核，事实清楚，计分无误，同意初审意见。"), (grant, "符合申请条件，积分达到标准，准予入户。")),
    )
    refused = _Story(
        applicant=Applicant("赵示例", identity_number("360103199006150008", on=on)),
        family=(),
        facts=_TOO_FEW_POINTS,
        opinion=Opinion("refuse", "总积分未达到申请入户的标准分值。"),
        decide=((refuse, "经复核，总积分低于标准分值，不符合申请条件，决定不予入户。"),),
    )
    return granted, refused


def staff_named(session: Session, username: str) -> Officer:
    """Give an account of a demonstration as one who proved lately who they are."""
    return replace(officer_of(session.scalars(sa.select(AccountRow).filter_by(username=username)).one()), is_proved=True)


def _ready(account: NewAccount, role: Role, name: str, session: Session, secret: str) -> DemonstrationAccount:
    set_up_factor(session, account.officer.account_id, secret)
    return DemonstrationAccount(account.username, name, role, account.password, secret)
