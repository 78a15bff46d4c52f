"""Applicants with accounts, and the steps from a draft to acceptance that most tests begin with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import sqlalchemy as sa

from scoring.application import consent, declaration
from scoring.application.application import Application, Shown
from scoring.application.authority import AuthorityKind, Authorization
from scoring.application.contact import contact
from scoring.application.deadlines import local_day
from scoring.application.due import Timing
from scoring.application.filing import (
    Asked,
    Asking,
    Content,
    Draft,
    ItemAnswer,
    Named,
    Receipt,
    Signature,
    SupplementAnswer,
)
from scoring.application.holder import Card, Holder, VerifiedIdentity
from scoring.application.identity import IdentityNumber
from scoring.application.questions import QuestionsAnswer, QuestionSet
from scoring.casework.accept import accept
from scoring.casework.answer_questions import answer_questions
from scoring.casework.answer_supplement import answer_supplement
from scoring.casework.ask_questions import ask_questions
from scoring.casework.ask_supplement import abandon, ask_supplement
from scoring.casework.begin_application import Beginning, begin_application
from scoring.casework.counter import show_code
from scoring.casework.extend_supplement import extend_supplement
from scoring.casework.not_accept import not_accept, propose_not_accepting, return_proposal
from scoring.casework.own_queries import read_draft, read_own_file
from scoring.casework.record_application import Here
from scoring.casework.record_authority import record_authority
from scoring.casework.save_draft import discard_draft, save_draft
from scoring.casework.sign_up import SigningUp, sign_up
from scoring.casework.submit_application import receiving_offices, submit_application
from scoring.casework.verify_identity import verify_identity
from scoring.casework.withdraw_application import withdraw_application
from scoring.policy.library import Library
from scoring.records.tables import ApplicationRow
from tests.casework.scenes import scene
from tests.casework.stories import FACTS, TIMING, Office, number

OPEN_AT = datetime(2025, 10, 20, 2, tzinfo=UTC)
"""A Monday within the window of Guangzhou's round of 2025."""
ASKED = (Asked("education_points", "请补交学历证书。"), Asked("family", "请补交结婚证。", "第六条"))
QUESTIONS = (Asked("facts/education", "学校是否更名？"), Asked("evidence/diploma", "请交原件扫描件。", "第五条"))
ANSWERS = {1: ItemAnswer("answered", "已补交。"), 2: ItemAnswer("declined", "没有。")}
_phones = count(10000000)
_keys = count()


def new_key() -> str:
    return f"key-of-a-form-{next(_keys):08d}"


def new_holder(office: Office, name: str = "王小明", identity: IdentityNumber | None = None) -> Holder:
    """Sign somebody up whose identity was verified at the counter."""
    given = SigningUp(contact(f"139{next(_phones)}"), "four plain words", consent.CURRENT)
    holder = sign_up(office.transaction, given, at=OPEN_AT, hash_password=str)
    return replace(holder, identity=VerifiedIdentity(name, identity or number(), "counter", OPEN_AT))


def content_for(holder: Holder, **changes: Any) -> Content:
    """Give everything that Guangzhou asks for."""
    identity = holder.identity
    own = Named("applicant", identity.name, identity.identity_number.reveal()) if identity else Named("applicant")
    return replace(Content(FACTS, (own,)), **changes)


@dataclass
class Applying:
    """One applicant of one office, with the draft or application at hand."""

    office: Office
    holder: Holder
    reference: str = ""
    at: datetime = OPEN_AT
    mode: Any = "production"
    shown_as: Shown | None = None

    def begin(self, *, scheme: str = "guangzhou", **changes: Any) -> Draft:
        library = self.office.library
        offices = receiving_offices(self.office.transaction, library.current(scheme, local_day(self.at)))
        content = changes.pop("content", content_for(self.holder))
        if content.office is None and offices[1:]:  # other tests leave offices behind
            content = replace(content, office=offices[0].id)
        beginning = replace(Beginning(scheme, consent.CURRENT, content), **changes)
        common = {"holder": self.holder, "at": self.at, "mode": self.mode}
        draft = begin_application(self.office.transaction, self.office.library, beginning, **common)
        self.reference = draft.reference
        return draft

    def content(self, **changes: Any) -> Content:
        """Give everything that Guangzhou asks for, at the office that was chosen when the draft was begun."""
        return content_for(self.holder, **{"office": self.draft().content.office, **changes})

    def draft(self) -> Draft:
        return read_draft(self.office.transaction, self.reference, holder=self.holder)

    def own(self):
        return read_own_file(self.office.transaction, self.reference, holder=self.holder)

    @property
    def shown(self) -> Shown:
        """What somebody sees who opens it now, or what `shown_as` says they have open."""
        if self.shown_as is not None:
            return self.shown_as
        with self.office.transaction() as session:
            query = sa.select(ApplicationRow.version).where(ApplicationRow.reference == self.reference)
            return Shown(self.reference, session.scalars(query).one())

    @property
    def standing(self) -> tuple[str, int] | None:
        """Its status and version, None before it is begun."""
        with self.office.transaction() as session:
            query = sa.select(ApplicationRow.status, ApplicationRow.version).where(ApplicationRow.reference == self.reference)
            found = session.execute(query).first()
            return (found[0], found[1]) if found else None

    @property
    def status(self) -> str:
        standing = self.standing
        assert standing
        return standing[0]

    def save(self, content: Content, shown: Shown | None = None) -> Draft:
        common = {"holder": self.holder, "at": self.at}
        return save_draft(self.office.transaction, self.office.library, shown or self.shown, content, **common)

    def discard(self) -> None:
        discard_draft(self.office.transaction, self.shown, holder=self.holder, at=self.at)

    def signature(self, **changes: Any) -> Signature:
        return replace(Signature(self.shown, declaration.CURRENT, new_key()), **changes)

    def submit(self, **changes: Any) -> Receipt:
        common = {"holder": self.holder, "at": self.at, "here": Here(self.mode, TIMING)}
        return submit_application(self.office.transaction, self.office.library, self.signature(**changes), **common)

    def answer(self, items: dict[int, ItemAnswer] | None = None, content: Content | None = None, **changes: Any) -> Receipt:
        given = SupplementAnswer(self.signature(**changes), ANSWERS if items is None else items, content)
        common = {"holder": self.holder, "at": self.at, "mode": self.mode}
        return answer_supplement(self.office.transaction, self.office.library, given, **common)

    def extend(self, reason: str = "学历认证需要时间。", timing: Timing = TIMING) -> date:
        common = {"holder": self.holder, "at": self.at}
        return extend_supplement(self.office.transaction, self.office.library, timing, (self.shown, reason), **common)

    def withdraw(self, statement: str = "我撤回申请。") -> None:
        withdraw_application(self.office.transaction, self.shown, holder=self.holder, at=self.at, statement=statement)

    def accept(self, by: str = "officer") -> Application:
        common = {"officer": getattr(self.office, by), "at": self.at}
        return accept(self.office.transaction, self.office.library, TIMING, self.shown, **common)

    def ask(self, items: tuple[Asked, ...] = ASKED, by: str = "officer", timing: Timing = TIMING) -> Application:
        common = {"officer": getattr(self.office, by), "at": self.at}
        return ask_supplement(self.office.transaction, self.office.library, timing, Asking(self.shown, items), **common)

    def question(self, items: tuple[Asked, ...] = QUESTIONS, by: str = "officer", timing: Timing = TIMING) -> Application:
        common = {"officer": getattr(self.office, by), "at": self.at}
        return ask_questions(self.office.transaction, self.office.library, timing, Asking(self.shown, items), **common)

    def explain(
        self, words: dict[int, str] | None = None, facts: dict[str, tuple[Any, ...]] | None = None, **changes: Any
    ) -> QuestionSet:
        given = QuestionsAnswer(self.signature(**changes), {1: "已更名。", 2: "遗失。"} if words is None else words, facts or {})
        return answer_questions(self.office.transaction, self.office.library, given, holder=self.holder, at=self.at)

    def abandon(self, by: str = "officer", reason: str = "逾期未补正，已两次提醒。") -> Application:
        return abandon(self.office.transaction, self.shown, officer=getattr(self.office, by), at=self.at, reason=reason)

    def propose(self, by: str = "officer", reason: str = "不属于本机关受理范围。") -> Application:
        common = {"officer": getattr(self.office, by), "at": self.at, "reason": reason}
        return propose_not_accepting(self.office.transaction, self.shown, **common)

    def return_proposal(self, by: str = "supervisor", reason: str = "本机关有权受理。") -> Application:
        return return_proposal(self.office.transaction, self.shown, officer=getattr(self.office, by), at=self.at, reason=reason)

    def not_accept(self, by: str = "supervisor", reason: str = "不属于本机关受理范围。", timing: Timing = TIMING) -> Application:
        common = {"officer": getattr(self.office, by), "at": self.at, "reason": reason}
        return not_accept(self.office.transaction, self.office.library, timing, self.shown, **common)


def authorize(office: Office, agent: Holder, name: str, identity: IdentityNumber) -> int:
    """Let an account act for a person under Guangzhou's scheme, as an officer records it at the counter."""
    assert agent.identity
    code = show_code(office.transaction, holder=agent, at=OPEN_AT).code
    common = {"officer": office.officer, "at": OPEN_AT}
    verify_identity(office.transaction, code, Card(agent.identity.name, agent.identity.identity_number), saw_card=True, **common)
    days = (OPEN_AT.date(), OPEN_AT.date() + timedelta(days=400))
    given = Authorization(AuthorityKind.PROXY, Card(name, identity), "guangzhou", *days, "公证委托书")
    return record_authority(office.transaction, office.library, code, given, **common)


@scene
def applying(office: Office, **changes: Any) -> Applying:
    return Applying(office, new_holder(office), **changes)


@scene
def begun(office: Office, **changes: Any) -> Applying:
    applicant = applying(office, **changes)
    applicant.begin()
    return applicant


@scene
def submitted(office: Office, **changes: Any) -> Applying:
    applicant = begun(office, **changes)
    applicant.submit()
    return applicant


@scene
def accepted(office: Office, **changes: Any) -> Applying:
    applicant = submitted(office, **changes)
    applicant.accept()
    return applicant


@scene
def questioned(office: Office, **changes: Any) -> Applying:
    """Give an applicant who was asked questions while the file is verified."""
    applicant = accepted(office, **changes)
    applicant.question()
    return applicant


def pausing(office: Office, **procedure: Any) -> Office:
    """Give the same office under policies by which questions pause the terms of a file."""
    rules = {"questions_pause": True, **procedure}
    return replace(office, library=Library([replace(p, procedure=replace(p.procedure, **rules)) for p in office.library.policies]))


def growing(library: Library) -> Library:
    """Give the same policies with families that may still grow after the submission."""
    rules = [
        replace(p, procedure=replace(p.procedure, family=replace(p.procedure.family, added_until=""))) for p in library.policies
    ]
    return Library(rules)


@scene
def asked(office: Office, **changes: Any) -> Applying:
    applicant = submitted(office, **changes)
    applicant.ask()
    return applicant
