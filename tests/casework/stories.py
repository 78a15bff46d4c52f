"""Made-up applications and the steps that most tests begin with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import sqlalchemy as sa
from stdnum.cn import ric

from scoring.application.application import Application, Decision, GrantApproval, Intake, Opinion, Shown
from scoring.application.deadlines import local_day
from scoring.application.document import ServiceChannel
from scoring.application.due import Timing
from scoring.application.identity import IdentityNumber
from scoring.application.officer import Officer
from scoring.application.persons import Applicant, FamilyMember, Registration
from scoring.application.procedure import publishes
from scoring.application.serving import Serving
from scoring.application.status import RECOMMENDED_ONCE, Status
from scoring.application.verifying import Judgement
from scoring.casework.approve_grant import approve_grant
from scoring.casework.claim_file import claim_file
from scoring.casework.close_flag import close_flag
from scoring.casework.grant import grant
from scoring.casework.lines import ApplicationLine, ApplicationSearch, Wanted
from scoring.casework.lists import list_applications
from scoring.casework.queries import read_file
from scoring.casework.recommend import recommend
from scoring.casework.record_application import Here, record_application
from scoring.casework.record_registration import record_registration
from scoring.casework.refuse import refuse
from scoring.casework.reviewing import package_of
from scoring.casework.seal_document import sealed_place
from scoring.casework.serve import serve
from scoring.casework.timing import read_timing
from scoring.casework.verify import verify
from scoring.casework.workbench import Bench, read_bench
from scoring.policy.language.calendar import from_date
from scoring.policy.library import Library
from scoring.policy.rounds import Round
from scoring.records.applications import ApplicationRow, DataKeyRow
from scoring.records.convert import application as convert_application
from scoring.records.convert import assessed, recommendation
from scoring.records.database import reading
from scoring.records.decisions import AssessmentRow, RecommendationRow
from scoring.records.documents import DocumentSealRow
from scoring.records.sealing import seal_of
from tests.casework.scenes import scene
from tests.conftest import ROOT

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
LATER = AT + timedelta(days=30)
ON = date(2026, 3, 2)
TIMING: Timing = read_timing(ROOT / "policies")
PRODUCTION, DEMONSTRATION = Here("production", TIMING), Here("demonstration", TIMING)
AREAS = ("440106", "430103", "360103", "110105", "330203", "310104", "320105", "350203", *(f"4401{n:02}" for n in range(11, 19)))
GRANT = Opinion("grant", "积分达到标准，已列入名单。", "2025年度入围名单")
REFUSE = Opinion("refuse", "不符合申请条件。")
FACTS: dict[str, Any] = {
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
TOO_FEW = FACTS | {"owns_home": False, "education": "none", "housing_fund_months": 0, "income_tax_three_years": 0}
TOO_FEW |= {"taxed_every_year": False, "annual_settlement": False, "pension_months": 48, "medical_months": 48, "permit_months": 48}

_numbers = count()


def number(birth: str = "19870201") -> IdentityNumber:
    """Give a number that no test had before."""
    n = next(_numbers)
    body = f"{AREAS[n // 1000]}{birth}{n % 1000:03d}"
    return IdentityNumber(body + ric.calc_check_digit(body + "0"))


@dataclass(frozen=True)
class Office:
    """A database with its policies, and everybody who works there."""

    transaction: Any
    library: Library
    officer: Officer
    other_officer: Officer
    supervisor: Officer
    other_supervisor: Officer
    both: Officer
    policy_staff: Officer
    auditor: Officer
    administrator: Officer
    head: Any = None

    def intake(self, **changes: Any) -> Intake:
        return replace(Intake("guangzhou", "2025", Applicant("王小明", number()), (), FACTS, ON), **changes)

    def family(self) -> tuple[FamilyMember, ...]:
        return FamilyMember("spouse", "李小红", number("19880815")), FamilyMember("child", "王一", number("20150909"))

    @scene
    def record(self, *, by: Officer | None = None, at: datetime = AT, **changes: Any) -> Application:
        maker = by or self.officer
        return record_application(self.transaction, self.library, self.intake(**changes), officer=maker, at=at, here=PRODUCTION)

    def claim(self, application: Application, *, by: Officer | None = None) -> Application:
        return claim_file(self.transaction, self.shown(application), officer=by or self.officer, at=AT)

    def bench(self, application: Application, today: date = ON) -> Bench:
        return read_bench(self.transaction, self.library, application.reference, officer=self.auditor, today=today)

    def verify(self, application: Application, *judgements: Judgement, by: Officer | None = None) -> Application:
        """Judge as told, and accept whatever else must still be checked; nothing is done where nothing is left."""
        needed = [fact for fact in self.bench(application).standing.needed if fact not in {one.fact for one in judgements}]
        every = [*judgements, *(Judgement(fact, "accept") for fact in needed)]
        shown = Shown(application.reference, application.version)
        who = by or self.officer
        return verify(self.transaction, self.library, shown, every, officer=who, at=AT) if every else application

    def close_flags(self, application: Application, *, by: Officer | None = None) -> Application:
        """Look into every flag that stands open, and close it."""
        for flagged in self.file(application).desk.open:
            common = {"officer": by or self.officer, "at": AT, "reason": "已核实"}
            application = close_flag(self.transaction, self.shown(application), flagged, **common)
        return application

    def recommend(self, application: Application, opinion: Opinion = GRANT, *, by: Officer | None = None) -> Application:
        shown = Shown(application.reference, application.version)
        return recommend(self.transaction, self.library, shown, opinion, officer=by or self.officer, at=AT)

    @scene
    def recommended(self, opinion: Opinion = GRANT, **changes: Any) -> Application:
        return self.recommend(self.verified(**changes), opinion)

    @scene
    def verified(self, *, by: Officer | None = None, **changes: Any) -> Application:
        """Record a file and accept what must be checked of it."""
        return self.verify(self.record(by=by, **changes), by=by)

    def shown(self, application: Application) -> Shown:
        """What a person sees who opens the application now."""
        with reading(self.transaction) as session:
            row = session.scalars(sa.select(ApplicationRow).where(ApplicationRow.reference == application.reference)).one()
            packages = sa.select(RecommendationRow.package).where(RecommendationRow.application_id == row.id)
            last = session.scalar(packages.order_by(RecommendationRow.number.desc()).limit(1))
            return Shown(row.reference, row.version, last if last and row.status in RECOMMENDED_ONCE else "")

    def now(self, application: Application) -> Application:
        """Give an application as it stands now, without all that `file` reads beside it."""
        with reading(self.transaction) as session:
            row = session.scalars(sa.select(ApplicationRow).where(ApplicationRow.reference == application.reference)).one()
            return convert_application(session, row, seal_of(session, row.id))

    def propose_unsigned(self, application: Application) -> None:
        """Keep one more proposal, as it was kept before anything was signed."""
        with self.transaction() as session:
            row, seal = session.get_one(ApplicationRow, application.id), seal_of(session, application.id)
            rows = sa.select(RecommendationRow).where(RecommendationRow.application_id == row.id)
            last = session.scalars(rows.order_by(RecommendationRow.number.desc()).limit(1)).one()
            made = recommendation(session, last, seal)
            basis = session.scalars(
                sa.select(AssessmentRow).where(AssessmentRow.application_id == row.id, AssessmentRow.number == last.assessment)
            ).one()
            old = replace(made, number=last.number + 1, secret=None)
            people = convert_application(session, row, seal)
            package = package_of(people, assessed(session, basis, row.scheme, row.policy_version, seal), old).hash()
            kept = {name: getattr(last, name) for name in ("application_id", "at", "maker_id", "assessment", "proposal")}
            kept |= {"published_list": last.published_list, "package": package}
            reason = seal.close(made.opinion.reason, f"recommendations.reason/{old.number}")
            session.add(RecommendationRow(number=old.number, reason=reason, **kept))

    def approve(self, application: Application, *, by: Officer | None = None, reason: str = "同意。") -> GrantApproval:
        who = by or self.supervisor
        return approve_grant(self.transaction, self.library, TIMING, self.shown(application), officer=who, at=AT, reason=reason)

    @scene
    def approved(self, opinion: Opinion = GRANT, **changes: Any) -> Application:
        application = self.recommended(opinion, **changes)
        self.approve(application)
        return self.now(application)

    def grant(self, application: Application, *, by: Officer | None = None, reason: str = "准予。") -> Decision:
        """Grant what is recommended, approving it first where nobody has yet; where rules have a public list, after its last day."""
        from tests.casework.publishing import OVER, batch_of, publish

        who, at = by or self.supervisor, AT
        before = self.now(application)
        if before.status is Status.RECOMMENDED:
            self.approve(application, by=who)
        pin = before.pin
        if self.library.find(pin.scheme, pin.version).procedure.originals_check:
            from tests.casework.originals import show_originals

            show_originals(self, application)
        if publishes(self.library.find(pin.scheme, pin.version).procedure):
            publish(self, batch_of(self, application))
            at = OVER
        return grant(self.transaction, self.library, TIMING, self.shown(application), officer=who, at=at, reason=reason)

    def refuse(self, application: Application, *, by: Officer | None = None, reason: str = "不予。") -> Decision:
        who = by or self.supervisor
        return refuse(self.transaction, self.library, TIMING, self.shown(application), officer=who, at=AT, reason=reason)

    @scene
    def granted(self, **changes: Any) -> Application:
        application = self.recommended(**changes)
        self.grant(application)
        return self.now(application)

    def register(self, application: Application, person: int, *, on: date = ON, office: str = "越秀派出所") -> Application:
        shown, done = self.shown(application), Registration(person, on, office)
        return record_registration(self.transaction, shown, done, officer=self.officer, at=LATER)

    def seal(self, application: Application, number: int = 1, *, at: datetime = AT) -> None:
        """Seal a document as if it had been set and signed, which takes its time and is tested by itself."""
        with self.transaction() as session:
            row = session.scalars(sa.select(ApplicationRow).where(ApplicationRow.reference == application.reference)).one()
            kept = seal_of(session, row.id).close_content(b"%PDF", sealed_place(number))
            certificate = {"subject": "CN=x", "serial": "1", "fingerprint": "f" * 64}
            session.add(DocumentSealRow(application_id=row.id, number=number, at=at, pdf=kept, digest="d" * 64, **certificate))

    def serve(self, application: Application, number: int = 1, *, by: Officer | None = None, **said: Any) -> Application:
        """Serve a sealed document, by post unless told otherwise."""
        serving = replace(Serving(number, ServiceChannel.POST, local_day(LATER), "EMS 1234567890123"), **said)
        common = {"officer": by or self.officer, "at": LATER}
        return serve(self.transaction, self.library, TIMING, self.shown(application), serving, **common)

    @scene
    def served(self, **changes: Any) -> Application:
        """Record a file and serve its notice of acceptance."""
        application = self.record(**changes)
        self.seal(application)
        return self.serve(application)

    def file(self, application: Application):
        return read_file(self.transaction, application.reference, officer=self.auditor)


def changed_rounds(office: Office) -> tuple[Round, ...]:
    """Give the rounds with another day in one of them, by which nobody is young enough."""
    later = {"born_from": from_date(date(1999, 1, 1))}
    return tuple(replace(r, parameters=later, digest="f" * 64) for r in office.library.find("guangzhou", "2025").rounds)


def every_line(transaction, search: ApplicationSearch, officer: Officer) -> Iterator[ApplicationLine]:
    """Give every application that a search finds, page after page: how many other tests left there does not matter."""
    page = list_applications(transaction, search, Wanted(size=100), officer=officer)
    yield from page.items
    for number in range(2, page.pages + 1):
        yield from list_applications(transaction, search, Wanted(number, 100), officer=officer).items


@contextmanager
def keyless(transaction, application_id: int) -> Iterator[None]:
    """Take the data key of an application away for a while; afterwards the other tests can list everything there is again."""
    with transaction() as session:
        row = session.get_one(DataKeyRow, application_id)
        kept = {"application_id": row.application_id, "wrapped": row.wrapped, "created_at": row.created_at}
        session.delete(row)
    yield
    with transaction() as session:
        session.add(DataKeyRow(**kept))
