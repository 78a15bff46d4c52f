"""A draft as its pages show it: the rules that hold today, the answers that these rules know, addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from scoring.application.assisted import Preparation
from scoring.application.filing import Content, Draft
from scoring.application.holder import Holder
from scoring.application.identity import IdentityNumber
from scoring.application.points import Approval, PointsRecord, come_first
from scoring.casework.authorities import authorities_held
from scoring.casework.own_queries import read_points_behind
from scoring.casework.preparations import read_preparation
from scoring.engine import assess, day_of
from scoring.engine.assessment import Assessment
from scoring.engine.compiling import compiled
from scoring.engine.questions import asked
from scoring.errors import FactProblem, FactsRefused
from scoring.pages.steps import Step
from scoring.policy.model import Policy
from scoring.web.services import Services, staff_home


@dataclass(frozen=True, slots=True)
class Sheet:
    """One draft, its holder, and the policy by which one applies today with the day it is read for.

    `dropped` are the answers of the draft that this policy does not take: the draft was saved under another version.
    """

    draft: Draft
    holder: Holder
    policy: Policy
    on: date
    has_ended: bool
    answers: Mapping[str, object]
    dropped: tuple[str, ...]
    prepared: Preparation | None = None  # where it is filled in for somebody
    record: PointsRecord | None = None  # of an application under rules where points come first: where those of the person stand

    @property
    def home(self) -> str:
        """The page from which one came: the own account, the list of what is filled in for others, or the office's."""
        if self.prepared is None:
            return url_for("pages.account")
        return staff_home() if self.prepared.channel == "counter" else url_for("pages.for_others")

    @property
    def content(self) -> Content:
        """What the draft holds."""
        return self.draft.content

    @property
    def is_outdated(self) -> bool:
        """Whether the draft was saved last under another version of the rules."""
        return self.draft.policy_version != self.policy.version

    @property
    def approved(self) -> Approval | None:
        """The approved points that the draft goes by, None also where they were approved anew since."""
        found = self.record.approval if self.record and self.record.is_approved else None
        return found if found and found.hash == self.content.points else None

    @property
    def is_behind(self) -> bool:
        """Whether there are approved points that the draft does not go by yet."""
        return self.record is not None and self.record.is_approved and self.approved is None

    @property
    def settled(self) -> frozenset[str]:
        """The facts that were approved before: they are neither asked nor proved again."""
        return frozenset(self.approved.facts if self.approved else ())

    def asked(self, answers: Mapping[str, object] | None = None) -> frozenset[str]:
        """Give the facts that are asked, after the answers kept or after *answers*."""
        return asked(self.policy, self.answers if answers is None else answers, on=self.on)

    def assessment(self) -> Assessment | None:
        """Give the points of the answers so far; None where they contradict each other."""
        try:
            return assess(self.policy, self.answers, on=self.on)
        except FactsRefused:
            return None

    def contradictions(self, answers: Mapping[str, object]) -> Sequence[FactProblem]:
        """Give what the engine refuses in *answers*."""
        try:
            assess(self.policy, answers, on=self.on)
        except FactsRefused as refused:
            return refused.problems
        return ()

    def address(self, page: str = "draft", **where: object) -> str:
        """Give the address of another page of this draft."""
        return url_for(f"pages.{page}", reference=self.draft.reference, **where)

    def step_address(self, step: Step, **query: str | None) -> str:
        """Give the address of one section of questions."""
        return self.address("draft_answers", section=step.section.id, **query)


def sheet_of(services: Services, draft: Draft, holder: Holder, *, is_shown: bool = False) -> Sheet:
    """Lay a draft beside the rules that hold today; *is_shown* where it is put before the person it is for."""
    today = services.clock.today()
    policy = services.library.current(draft.scheme, today)
    answers = known_answers(policy, draft.content.facts)
    dropped = tuple(fact for fact in draft.content.facts if fact not in answers)
    prepared = record = None
    if draft.channel != "online" and not is_shown:
        prepared = read_preparation(services.transaction, draft.reference, holder=holder, on=today)
    if draft.kind == "application" and come_first(policy) and not is_shown:
        record = read_points_behind(services.transaction, policy, draft.reference, holder=holder, on=today)
    return Sheet(draft, holder, policy, *day_of(policy, today), answers, dropped, prepared, record)


def principals(services: Services, holder: Holder, scheme: str) -> tuple[IdentityNumber, ...]:
    """Give the numbers of those for whom the holder may apply today besides themselves."""
    on = services.clock.today()
    held = [one for one in authorities_held(services.transaction, holder, on=on) if one.holds(on)]
    return tuple(one.given.principal.identity_number for one in held if one.given.scheme in {None, scheme})


def known_answers(policy: Policy, answers: Mapping[str, object]) -> dict[str, object]:
    """Give of *answers* those that *policy* asks for and takes."""
    try:
        compiled(policy).read(answers)
    except FactsRefused as refused:
        wrong = {problem.fact for problem in refused.problems}
        kept = {fact: value for fact, value in answers.items() if fact in policy.facts and fact not in wrong}
        return kept if len(kept) == len(answers) else known_answers(policy, kept)
    return dict(answers)
