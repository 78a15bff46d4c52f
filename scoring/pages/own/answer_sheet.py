"""What the pages of one answer have in common: what is asked for, what is prepared of it, the rules of the file."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask import redirect, request

from scoring.application.answering import Prepared
from scoring.application.application import Facts
from scoring.application.differences import differences
from scoring.application.evidence import EvidenceFile
from scoring.application.extending import extension_of
from scoring.application.filing import Content, Difference, Item, Supplement
from scoring.application.guards import Guard
from scoring.application.holder import Holder
from scoring.application.own_file import OwnFile
from scoring.application.procedure import Term
from scoring.application.status import Act
from scoring.casework.ask_supplement import FAMILY
from scoring.casework.own_evidence import own_evidence_overview
from scoring.casework.own_queries import read_own_file
from scoring.casework.prepare_answer import read_prepared
from scoring.engine import assess
from scoring.engine.facts_read import facts_read
from scoring.engine.questions import asked
from scoring.errors import FactProblem, FactsRefused, MoveRefused
from scoring.pages.own.files import file_address, shown
from scoring.pages.own.words import say_time
from scoring.pages.view import Answer, Page
from scoring.policy.facts import Evidence, Fact
from scoring.policy.model import Policy
from scoring.web.person import signed_in_holder
from scoring.web.services import Services


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """One answer that its holder prepares; `files` are those handed in since it was asked for.

    Where it is not `is_possible`, it can be given no more. By `extension` the last day can still be moved; None where it cannot.
    """

    file: OwnFile
    holder: Holder
    policy: Policy
    prepared: Prepared
    files: tuple[EvidenceFile, ...]
    is_possible: bool
    extension: Term | None

    @property
    def supplement(self) -> Supplement:
        """What is asked for."""
        return self.file.supplements[-1]

    @property
    def content(self) -> Content:
        """Everything as it would be handed in."""
        return self.prepared.content

    @property
    def on(self) -> date:
        """The day for which the rules are read."""
        return self.file.on

    @property
    def asks_about_family(self) -> frozenset[int]:
        """The items that are about the people."""
        return frozenset(item.number for item in self.supplement.items if item.about == FAMILY)

    @property
    def is_family_closed(self) -> bool:
        """Whether the rules let nobody join the family after the submission."""
        return self.policy.procedure.family.added_until == "submission"

    @property
    def takes_people(self) -> bool:
        """Whether somebody can be put in: into a closed family only who was taken out of the answer before."""
        return not self.is_family_closed or len(self.content.people) < len(self.file.content.people)

    @property
    def answers(self) -> Facts:
        """The answers to the policy's questions as they would be handed in."""
        return self.prepared.content.facts

    @property
    def is_complete(self) -> bool:
        """Whether every item is met."""
        return all(item.number in self.prepared.items for item in self.supplement.items)

    def item(self, number: int) -> Item | None:
        """Give one thing that is asked for."""
        return next((item for item in self.supplement.items if item.number == number), None)

    def questions(self, item: Item, answers: Facts | None = None) -> tuple[Fact, ...]:
        """Give the questions of what an item is about, and those that amended answers opened; by *answers*, else as prepared."""
        now = self._asked(self.answers if answers is None else answers)
        opened = now - self._asked(self.file.content.facts)
        own = {*facts_read(self.policy).get(item.about, ()), *opened}
        return tuple(fact for fact in self.policy.facts.values() if fact.id in own and fact.id in now and fact.ask)

    def contradictions(self, answers: Mapping[str, object]) -> Sequence[FactProblem]:
        """Give what the engine refuses in *answers*."""
        try:
            assess(self.policy, answers, on=self.file.on, round_id=self.file.round)
        except FactsRefused as refused:
            return refused.problems
        return ()

    def changes(self) -> tuple[Difference, ...]:
        """Give what is amended against what was submitted last."""
        return differences(self.file.content, self.prepared.content)

    def files_for(self, item: Item) -> tuple[EvidenceFile, ...]:
        """Give the files that were handed in for one item."""
        return tuple(file for file in self.files if file.item == item.about)

    def kinds(self, item: Item) -> tuple[Evidence, ...]:
        """Give the kinds of document by which an item can be proved; every kind there is where the policy names none for it."""
        named = _named(self.policy, item.about)
        documents = [kind for kind in self.policy.evidence.values() if kind.proof == "document"]
        return tuple(kind for kind in documents if kind.id in named) or tuple(documents)

    def _asked(self, answers: Facts) -> frozenset[str]:
        return asked(self.policy, answers, on=self.file.on)


class AnswerPage(Page):
    """A page of an answer. Where there is nothing to answer it leads to the file; what was typed meanwhile stays on it."""

    methods: ClassVar[list[str]] = ["GET", "POST"]

    def dispatch_request(self, reference: str, **where: int) -> Answer:
        """Read the file and what is prepared, and answer with both. Raises NotFound."""
        sheet = self.sheet(reference)
        if sheet is None or (request.method == "GET" and not sheet.is_possible):
            return redirect(file_address(reference))
        return self.answer(sheet, **where)

    def sheet(self, reference: str) -> AnswerSheet | None:
        """Read the file and what is prepared; None where nothing was ever asked for."""
        holder = signed_in_holder()
        file = read_own_file(self.services.transaction, reference, holder=holder)
        return sheet_of(self.services, file, holder) if file.supplements else None

    def again(self, sheet: AnswerSheet) -> AnswerSheet:
        """Read everything once more, to show beside what was typed what stands there by now."""
        return self.sheet(sheet.file.reference) or sheet

    def shown(self, sheet: AnswerSheet) -> dict[str, object]:
        """Give what every template of these pages needs."""
        return {**shown(self.services, sheet.file), "sheet": sheet, "is_possible": sheet.is_possible, "say_time": say_time}

    @abstractmethod
    def answer(self, sheet: AnswerSheet, **where: int) -> Answer:
        """Answer the request."""


def sheet_of(services: Services, file: OwnFile, holder: Holder) -> AnswerSheet:
    """Lay what is asked for beside what is prepared."""
    policy = services.library.find(file.scheme, file.policy_version)
    is_possible = Act.ANSWER_SUPPLEMENT in file.acts
    try:
        prepared = read_prepared(services.transaction, file.reference, holder=holder)
    except MoveRefused:
        prepared, is_possible = Prepared(file.supplements[-1].number, 0, None, file.content), False
    on = services.clock.today()
    found = own_evidence_overview(services.transaction, services.library, file.reference, holder=holder, on=on)
    files = tuple(one for one in found.files if one.added_at > file.supplements[-1].asked_at)
    term = extension_of(file.supplements[-1], policy.procedure, services.timing.defaults, on)
    return AnswerSheet(file, holder, policy, prepared, files, is_possible, None if isinstance(term, Guard) else term)


def _named(policy: Policy, about: str) -> frozenset[str]:
    """Give the kinds of evidence that the policy names for what an item is about."""
    if about == FAMILY:
        return frozenset(policy.procedure.family.evidence)
    parts = (policy.requirements, policy.vetoes, policy.walk())
    own = (kind for part in parts for rule in part if rule.id == about for kind in rule.about.evidence)
    return frozenset((*own, *(kind for fact in facts_read(policy).get(about, ()) for kind in policy.facts[fact].evidence)))
