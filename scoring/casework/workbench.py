"""What an officer verifies a file by: what is declared, what was found of it, how far the outcome is settled, what blocks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.agreement import HELD
from scoring.application.departments import joint_standing, obstacle_of, settled
from scoring.application.earlier import holding
from scoring.application.points import verdicts_of_approval
from scoring.application.verifying import FactVerdict, Standing
from scoring.casework.assessing import assess_now, declared, pinned_policy
from scoring.casework.file import find
from scoring.casework.flags import desk_of
from scoring.casework.points import cited, facts_cited
from scoring.casework.scope import barred, within
from scoring.records import convert
from scoring.records.accounts import AccountRow
from scoring.records.applications import ApplicationRow
from scoring.records.convert_agencies import requests_of
from scoring.records.convert_filings import filed, filings
from scoring.records.convert_questions import question_sets
from scoring.records.database import reading
from scoring.records.sealing import seal_of
from scoring.records.verdicts import VerdictRow

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date
    from typing import Any

    from sqlalchemy.orm import Session

    from scoring.application.application import Application, Assessed
    from scoring.application.departments import AgencyRequest, FactStanding
    from scoring.application.filing import Earlier
    from scoring.application.officer import Officer
    from scoring.application.points import Approval
    from scoring.application.questions import QuestionSet
    from scoring.policy.library import Library
    from scoring.policy.model import Policy
    from scoring.records.database import Transaction
    from scoring.records.sealing import Seal


@dataclass(frozen=True, slots=True)
class Bench:
    """One file on the workbench. `verdicts` are all that were given, the newest first; `standing` says which hold.

    `obstacles` are all that stand in the way of a recommendation, each a kind (`unverified`, `provisional`, `flag`, `asked` where
    the applicant may still answer questions in time; of a fact that is with departments `awaiting`, `differ`, `incomplete`,
    `contradiction`) and what it is about. `requests` are those to departments, the oldest first, `departments` what they have
    settled by fact, as on the day `today`; `questions` those to the applicant. `cites` are the approved points that it goes by.
    `earlier` says of a fact that was taken over from an earlier file where it was verified: here it is verified like any other.
    Of those files the officer may open the `openable` ones.
    """

    application: Application
    policy: Policy
    claimed: Assessed
    verdicts: tuple[FactVerdict, ...]
    standing: Standing
    obstacles: tuple[tuple[str, str], ...]
    requests: tuple[AgencyRequest, ...]
    departments: Mapping[str, FactStanding]
    today: date
    questions: tuple[QuestionSet, ...] = ()
    cites: Approval | None = None
    earlier: Mapping[str, Earlier] = field(default_factory=dict)
    openable: frozenset[str] = frozenset()

    @property
    def approved(self) -> frozenset[str]:
        """The facts that were approved before the application: nobody verifies them a second time."""
        return frozenset(self.cites.facts if self.cites else ())

    @property
    def held(self) -> frozenset[str]:
        """The facts that no officer judges here: they are with departments, or were approved before."""
        return self.approved | frozenset(fact for fact, one in self.departments.items() if one.state in HELD)


@dataclass(frozen=True, slots=True)
class Findings:
    """What was declared and what was found of it; each part as `Bench` has it."""

    claimed: Assessed
    verdicts: tuple[FactVerdict, ...]
    standing: Standing
    requests: tuple[AgencyRequest, ...]
    departments: Mapping[str, FactStanding]
    cites: Approval | None


def read_bench(transaction: Transaction, library: Library, reference: str, *, officer: Officer, today: date) -> Bench:
    """Give one file as it is verified on the day *today*: an answer of a department that is out of validity counts as none.

    Raises:
        NotFound: there is none, or it lies out of scope; NotAllowed: the officer is barred from it.
        PolicyChanged, PolicyUnknown: the library lacks the pinned policy.
        FactsRefused: what is verified contradicts itself.
    """
    with reading(transaction) as session:
        row = find(session, reference, officer)
        seal = seal_of(session, row.id)
        policy = pinned_policy(library, convert.application(session, row, seal).pin)
        return bench_of(session, row, seal, policy, officer, today)


def proposed(bench: Bench) -> Assessed:
    """Give what a recommendation would rest on now: the assessment of what is verified."""
    claimed = bench.claimed
    fresh = assess_now(bench.policy, bench.standing.facts, claimed.on, claimed.pin.round)
    return replace(
        claimed,
        pin=fresh.pin,
        outcome=str(fresh.assessment.outcome),
        total=fresh.total,
        facts=fresh.facts,
        document=fresh.document,
        kind="verified",
    )


def bench_of(session: Session, row: ApplicationRow, seal: Seal, policy: Policy, officer: Officer, today: date) -> Bench:
    """Give the workbench of a row that was read."""
    found = findings_of(session, row, seal, policy, today)
    flags = tuple(("flag", str(flag)) for flag in desk_of(session, row, seal, officer).flags)
    questions = question_sets(session, row.id, seal)
    asked = (("asked", ""),) if questions and questions[-1].is_open(today) else ()
    obstacles = (*(obstacle_of(found.departments, each) for each in found.standing.obstacles), *asked, *flags)
    earlier = holding(policy, _taken(session, row, seal), found.claimed.facts)
    return Bench(
        convert.application(session, row, seal),
        policy,
        found.claimed,
        found.verdicts,
        found.standing,
        obstacles,
        found.requests,
        found.departments,
        today,
        questions,
        found.cites,
        earlier,
        _openable(session, officer, {one.reference for one in earlier.values()}),
    )


def findings_of(session: Session, row: ApplicationRow, seal: Seal, policy: Policy, today: date) -> Findings:
    """Give what was found of a row that was read, as on the day *today*."""
    claimed = declared(session, row, seal)
    verdicts = verdicts_of(session, row.id, seal)
    requests = requests_of(session, row.id, seal)
    on, round_id = claimed.on, claimed.pin.round
    departments = settled(policy, requests, today, on=on, round_id=round_id)
    cites = cited(session, row.id)
    approved = verdicts_of_approval(facts_cited(session, row, seal), cites) if cites else ()
    judged = (*reversed(verdicts), *approved)
    standing = joint_standing(policy, claimed.facts, judged, departments, on=on, round_id=round_id)
    return Findings(claimed, verdicts, standing, requests, departments, cites)


def verdicts_of(session: Session, application_id: int, seal: Seal) -> tuple[FactVerdict, ...]:
    """Give every verdict of a file, the newest first."""
    query = sa.select(VerdictRow, AccountRow.name).join(AccountRow, AccountRow.id == VerdictRow.by)
    rows = session.execute(query.where(VerdictRow.application_id == application_id).order_by(VerdictRow.number.desc()))
    return tuple(_verdict(row, name, seal.open_document(row.found, found_place(row.number))) for row, name in rows)


def _taken(session: Session, row: ApplicationRow, seal: Seal) -> tuple[Earlier, ...]:
    """Give what the newest submission took over from earlier files; nothing where none was made."""
    rows = filings(session, row.id)
    return filed(rows[-1], seal).earlier if rows else ()


def _openable(session: Session, officer: Officer, references: Collection[str]) -> frozenset[str]:
    """Give of some files those that the officer may open."""
    if not references:
        return frozenset()
    seen = (within(officer), ~barred(officer.account_id), ApplicationRow.reference.in_(references))
    return frozenset(session.scalars(sa.select(ApplicationRow.reference).where(*seen)))


def found_place(number: int) -> str:
    """Where stands what a verdict found."""
    return f"verdicts.found/{number}"


def _verdict(row: VerdictRow, name: str, found: Any) -> FactVerdict:
    return FactVerdict(
        number=row.number,
        fact=row.fact,
        kind=row.kind,  # type: ignore[arg-type]  # one of the kinds, by its CHECK
        claimed=tuple(found["claimed"]),
        verified=tuple(found["verified"]),
        reason=found["reason"],
        reference=found["reference"],
        by=name,
        at=row.at,
    )
