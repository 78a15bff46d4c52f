"""The papers that answers call for: what each proves, from whom, how old it may be, for whom; grouped by where one gets it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scoring.engine.assessment import Assessment
from scoring.pages.result import says_more
from scoring.pages.values import say_value, typed
from scoring.policy.facts import Evidence, Fact, Value
from scoring.policy.model import Policy
from scoring.policy.wording import EMPTY, Text
from scoring.web.language import language


@dataclass(frozen=True, slots=True)
class Proved:
    """One answer that a paper proves: the question, and the answer in a few words."""

    question: Text
    answer: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of proof: the answers it is for, the conditions and criteria that name it, the family members it is for."""

    evidence: Evidence
    answers: tuple[Proved, ...]
    lines: tuple[Text, ...] = ()
    members: tuple[str, ...] = ()

    @property
    def is_paper(self) -> bool:
        """Whether there is something to get and to bring."""
        return self.evidence.proof == "document"


@dataclass(frozen=True, slots=True)
class Source:
    """The papers of one issuer; `issuer` is empty where the rules name none."""

    issuer: Text
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Papers:
    """Everything: what is to be got by `sources`, what the person declares, what the office looks up itself."""

    sources: tuple[Source, ...]
    declared: tuple[Paper, ...]
    looked_up: tuple[Paper, ...]

    @property
    def count(self) -> int:
        """How many papers there are to get."""
        return sum(len(source.papers) for source in self.sources)


def papers(policy: Policy, answers: Mapping[str, object], assessment: Assessment) -> Papers:
    """Give the papers for *answers*: what says no more than the default needs no proof."""
    found = [paper for evidence in policy.evidence.values() if (paper := _paper(policy, evidence, answers, assessment))]
    to_get = [paper for paper in found if paper.is_paper]
    issuers = dict.fromkeys(paper.evidence.issued_by for paper in to_get)
    by_issuer = (Source(issuer, tuple(p for p in to_get if p.evidence.issued_by == issuer)) for issuer in issuers)
    return Papers(
        tuple(sorted(by_issuer, key=lambda source: source.issuer == EMPTY)),
        tuple(paper for paper in found if paper.evidence.proof == "declaration"),
        tuple(paper for paper in found if paper.evidence.proof == "registry"),
    )


def _paper(policy: Policy, evidence: Evidence, answers: Mapping[str, object], assessment: Assessment) -> Paper | None:
    proved = tuple(_proved(policy, answers, evidence))
    lines = tuple(_lines(assessment, evidence))
    family = policy.procedure.family
    members = family.who if evidence.id in family.evidence else ()
    return Paper(evidence, proved, lines, members) if proved or lines or members else None


def _proved(policy: Policy, answers: Mapping[str, object], evidence: Evidence) -> Iterator[Proved]:
    for id_, given in answers.items():
        fact = policy.facts[id_]
        if evidence.id in fact.evidence and says_more(fact, given):
            yield Proved(fact.label, _short(policy, fact, typed(fact, given)))


def _short(policy: Policy, fact: Fact, value: Value | None) -> str:
    """Write an answer in one line: of a list, its entries one after the other."""
    return "" if value is None else ("；" if language() == "zh" else "; ").join(say_value(policy, fact, value, language()))


def _lines(assessment: Assessment, evidence: Evidence) -> Iterator[Text]:
    """Give the conditions, and the criteria that give points or still may, that name this proof themselves."""
    yield from (verdict.label for verdict in assessment.requirements if evidence.id in verdict.evidence)
    for award in (each for outer in assessment.awards for each in outer.walk()):
        if evidence.id in award.evidence and award.points != 0 and award.counts:
            yield award.label
