"""The workbench in words: every line of what is to be checked, declared and verified side by side with the points of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask_babel import gettext as _

from scoring.application.evidence import EvidenceFile
from scoring.application.verifying import ADMISSION, RANKING, FactVerdict, Given, Item, Standing, rejected, said
from scoring.casework.workbench import Bench
from scoring.pages.values import say_value, typed
from scoring.policy.facts import Evidence
from scoring.policy.model import Policy
from scoring.web.language import language


@dataclass(frozen=True, slots=True)
class Proof:
    """A kind of evidence that is demanded, and the numbers of the files of it that are valid now."""

    label: str
    is_document: bool
    files: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One fact of a line: what is declared and what is verified, in words.

    `is_again`: an earlier line has it too; `is_held`: it is with departments, and no officer judges it.
    """

    fact: str
    label: str
    claimed: tuple[str, ...]
    verified: tuple[str, ...]
    evidence: tuple[Proof, ...]
    verdict: FactVerdict | None
    is_needed: bool
    is_again: bool
    is_held: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A requirement, veto or criterion. Points are None where it gives none; `low` and `high` are what is still possible."""

    id: str
    label: str
    part: str
    reference: str
    claimed: tuple[Decimal, Decimal] | None
    so_far: tuple[Decimal, Decimal] | None
    state: str
    rows: tuple[Row, ...]

    @property
    def open(self) -> tuple[str, ...]:
        """The facts that an officer may still judge."""
        return tuple(row.fact for row in self.rows if row.verdict is None and not row.is_held)

    @property
    def is_evidenced(self) -> bool:
        """Whether what is open of it demands documents, and each of them is on the file."""
        still = (row for row in self.rows if row.fact in self.open)
        demanded = [proof for row in still for proof in row.evidence if proof.is_document]
        return bool(demanded) and all(proof.files for proof in demanded)


def lines_of(bench: Bench, files: Iterable[EvidenceFile], on: date) -> list[Line]:
    """Give every line in the order of the paper, with those *files* that are valid on the day *on*."""
    return list(_lines(bench, [file for file in files if file.holds(on)]))


def acceptable(bench: Bench, lines: Iterable[str]) -> list[str]:
    """Give the open facts of some lines, without those of which nothing is declared that could be accepted."""
    wanted, standing = set(lines), bench.standing
    facts = dict.fromkeys(fact for item in standing.items if item.id in wanted for fact in item.facts)
    claimed = bench.claimed.facts
    to_judge = [fact for fact in facts if fact in standing.open and fact not in bench.held]
    return [fact for fact in to_judge if said(claimed, fact) or not bench.policy.facts[fact].required]


def _lines(bench: Bench, files: Sequence[EvidenceFile]) -> Iterator[Line]:
    labels = _labels(bench.policy)
    standing, seen = bench.standing, set[str]()
    states: dict[str, str] = {verdict.id: verdict.state for verdict in standing.so_far.requirements}
    states |= {verdict.id: f"veto_{verdict.state}" for verdict in standing.so_far.vetoes}
    for item in standing.items:
        label, reference = labels[item.id]
        rows = tuple(_row(bench, item, fact, files, is_again=fact in seen) for fact in item.facts)
        seen.update(item.facts)
        claimed, so_far = _points(standing, item)
        yield Line(item.id, label, item.part, reference, claimed, so_far, states.get(item.id, ""), rows)


def say_claim(policy: Policy, fact: str, given: Given) -> tuple[str, ...]:
    """Write what is said of a fact."""
    if not given:
        return (_("not stated"),)
    value = typed(policy.facts[fact], given[0])
    return (_("None"),) if value is None else say_value(policy, policy.facts[fact], value, language())


def say_rejected(policy: Policy, fact: str, claimed: Given) -> str:
    """Say what holds where a claim is rejected; empty where only an adjustment can say it."""
    instead = rejected(policy.facts[fact], claimed)
    if instead is None or instead == claimed:
        return ""
    return "; ".join(say_claim(policy, fact, instead))


def _row(bench: Bench, item: Item, fact: str, files: Sequence[EvidenceFile], *, is_again: bool) -> Row:
    policy, verdict = bench.policy, bench.standing.verdicts.get(fact)
    demanded = dict.fromkeys((*policy.facts[fact].evidence, *_demanded(policy, item.id)))
    return Row(
        fact=fact,
        label=policy.facts[fact].label.say(language()),
        claimed=say_claim(policy, fact, said(bench.claimed.facts, fact)),
        verified=say_claim(policy, fact, verdict.verified) if verdict else (),
        evidence=tuple(_proof(policy.evidence[kind], item.id, files) for kind in demanded),
        verdict=verdict,
        is_needed=fact in bench.standing.needed,
        is_again=is_again,
        is_held=fact in bench.held,
    )


def _proof(kind: Evidence, item: str, files: Sequence[EvidenceFile]) -> Proof:
    numbers = tuple(file.number for file in files if file.kind == kind.id and file.item in {"", item})
    return Proof(kind.label.say(language()), kind.proof == "document", numbers)


def _demanded(policy: Policy, id_: str) -> tuple[str, ...]:
    parts = (*policy.requirements, *policy.vetoes, *policy.walk())
    return next((part.about.evidence for part in parts if part.id == id_), ())


def _labels(policy: Policy) -> dict[str, tuple[str, str]]:
    parts = (*policy.requirements, *policy.vetoes, *policy.walk())
    labels = {part.id: (part.about.label.say(language()), part.about.reference) for part in parts}
    return {**labels, ADMISSION: (_("Admission"), ""), RANKING: (_("What ranks among equals"), "")}


def _points(standing: Standing, item: Item) -> tuple[tuple[Decimal, Decimal] | None, tuple[Decimal, Decimal] | None]:
    if item.part == "gate" or item.id == RANKING:
        return None, None
    claimed, so_far = standing.claimed.award(item.id), standing.so_far.award(item.id)
    return (claimed.lowest, claimed.highest), (so_far.lowest, so_far.highest)
