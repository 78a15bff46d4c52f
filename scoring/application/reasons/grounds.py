"""What a statement is made from, and what it consists of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from scoring.application.reasons.sentence import Part, Said, Sentence, joined, named, sentence
from scoring.engine.prose import fact_value
from scoring.policy.values import code_value, decode_value

if TYPE_CHECKING:
    from scoring.application.application import Document
    from scoring.application.due import Due
    from scoring.application.procedure import Organ, Way
    from scoring.application.verifying import FactVerdict
    from scoring.policy.facts import Fact
    from scoring.policy.model import Policy
    from scoring.policy.wording import Text

Mark: TypeAlias = Literal["", "met", "not_met", "waived", "open", "present", "absent", "idle"]


@dataclass(frozen=True, slots=True)
class Grounds:
    """Everything a statement rests on. The same grounds give the same bytes.

    `verdicts` are those that hold, by fact; `unchecked` the facts that were not looked into, since they could change nothing;
    `evidence` the kinds of the files that lie beside each fact; `departments` the names of those that the office knows.
    `remedies` are counted from the service of the decision, where that is recorded.
    """

    policy: Policy
    document: Document = field(repr=False)
    kind: Literal["granted", "refused"]
    reason: str = field(repr=False)
    published_list: str
    organ: Organ
    remedies: tuple[tuple[Way, Due], ...]
    verdicts: Mapping[str, FactVerdict] = field(default_factory=dict, repr=False)
    unchecked: tuple[str, ...] = ()
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    departments: Mapping[str, Text] = field(default_factory=dict)

    @property
    def on(self) -> date:
        """The day for which the rules were read."""
        return date.fromisoformat(self.document["on"])

    @property
    def deciding(self) -> Part:
        """The organ that decides."""
        return named("office.organ" if self.organ.is_office_default else "policy.procedure.organ", self.organ.name)

    def label(self, fact: str) -> Part:
        """Name a fact."""
        return named(f"policy.facts.{fact}.label", self.policy.facts[fact].label)

    def facts_of(self, base: str, facts: Mapping[str, Any]) -> Said:
        """Say the facts that a rule read: `question: answer`, several joined."""
        return joined(
            "facts", [sentence("award_fact", label=self.label(id_), value=self.used(base, id_, facts[id_])) for id_ in facts]
        )

    def used(self, base: str, fact: str, value: Any) -> Said:
        """Say the value of a fact that a rule read; one that was not established is called so."""
        if value is None and fact in self.document["missing"]:
            return Sentence("not_established")
        return answer(self.policy, self.policy.facts[fact], f"{base}.facts.{fact}", value)


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `reference` is its article, `points` what it gives, None where it has none; `below` what it consists of.

    `mark` sets it apart: met, not_met, waived or open of a requirement, present, absent or open of a veto; idle where it neither
    gives nor takes points, nor anything below it.
    """

    said: Said
    reference: Part | None = None
    points: Part | None = None
    below: tuple[Line, ...] = ()
    mark: Mark = ""

    def walk(self) -> Iterator[Line]:
        """Give this line and all below it."""
        yield self
        for line in self.below:
            yield from line.walk()

    @property
    def parts(self) -> Iterator[Part]:
        """Every part of this line, without those below."""
        yield from self.said.parts
        yield from (part for part in (self.reference, self.points) if part is not None)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the statement under a title. `id` is one of the titles' codes."""

    id: str
    lines: tuple[Line, ...]

    @property
    def title(self) -> Sentence:
        """Its title."""
        return Sentence(f"title_{self.id}")

    @property
    def idle(self) -> tuple[Line, ...]:
        """The criteria that neither give nor take points."""
        return tuple(line for top in self.lines for line in top.walk() if line.mark == "idle" and not line.below)


@dataclass(frozen=True, slots=True)
class Statement:
    """说明理由: first what decided it, then what was found, in the order of the paper, then what can be done about it."""

    kind: Literal["granted", "refused"]
    sections: tuple[Section, ...]

    def section(self, id_: str) -> Section:
        """Give one section. KeyError names one that there is not."""
        for section in self.sections:
            if section.id == id_:
                return section
        raise KeyError(id_)

    def lines(self) -> Iterator[Line]:
        """Give every line, each before those below it."""
        for section in self.sections:
            for line in section.lines:
                yield from line.walk()


def answer(policy: Policy, fact: Fact, source: str, value: Any) -> Part:
    """Say a plain value of a fact, as a document has it; None is one that is empty."""
    typed = None if value is None else decode_value(fact, code_value(fact, value, ""))
    return named(source, fact_value(policy, fact, typed))


def article(source: str, words: str | None) -> Part | None:
    """Give an article; None where none is named."""
    return named(source, words) if words else None
