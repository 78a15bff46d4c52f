"""证明材料: which proof an application's answers demand, and which of it is there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from scoring.policy.wording import Text, text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from scoring.engine.assessment import Assessment
    from scoring.policy.facts import Evidence, Fact, Value

FAMILY = "family"
"""The item of what the procedure demands for the family that comes along."""


class Media(StrEnum):
    """What a file is, by its content."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"

    @property
    def ending(self) -> str:
        """How the name of such a file ends."""
        return f".{self.name.lower()}"


class Scan(StrEnum):
    """What the virus scanner said when the file came in; one that is infected is never kept."""

    CLEAN = "clean"
    NOT_SCANNED = "not_scanned"  # no scanner is set up


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a kind of evidence is demanded for: a criterion that gives points, a requirement, a veto, or the family.

    `item` is the id in the policy, or `family`; `facts` are the answers it proves there.
    """

    item: str
    label: Text
    reference: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Demand:
    """One kind of evidence, and everything it is demanded for."""

    kind: Evidence
    purposes: tuple[Purpose, ...]

    @property
    def is_document(self) -> bool:
        """Whether the applicant hands it in: what a registry knows or a declaration says needs no file."""
        return self.kind.proof == "document"


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """One file of an application. `number` counts from 1 per application; `digest` is the SHA-256 of its content, in hex.

    `item` is the purpose it was handed in for, empty where it proves all that its kind is demanded for. `pages` is 1 for an
    image. The days are the document's own, None where it names none; the last day counts.
    """

    number: int
    kind: str
    item: str
    name: str = field(repr=False)
    media: Media
    size: int
    pages: int
    digest: str
    scan: Scan
    valid_from: date | None
    valid_to: date | None
    added_at: datetime
    added_by: str
    added_by_id: int
    is_removed: bool = False

    def holds(self, on: date) -> bool:
        """Whether the document is valid on a day, by the days it names."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A demand, the files that answer it, and the purposes for which nothing valid is there yet."""

    demand: Demand
    files: tuple[EvidenceFile, ...]
    missing: tuple[Purpose, ...]


@dataclass(frozen=True, slots=True)
class EvidenceOverview:
    """Every demand with its files, in the order of the policy; `others` are files of kinds that nothing demands now."""

    lines: tuple[EvidenceLine, ...]
    others: tuple[EvidenceFile, ...]

    @property
    def missing(self) -> tuple[Demand, ...]:
        """The demands for which a file is still to be handed in."""
        return tuple(line.demand for line in self.lines if line.missing)

    @property
    def files(self) -> tuple[EvidenceFile, ...]:
        """Every file, each once, by its number."""
        found = {file.number: file for line in self.lines for file in line.files} | {file.number: file for file in self.others}
        return tuple(found[number] for number in sorted(found))


def demands(assessment: Assessment, *, has_family: bool, settled: Collection[str] = ()) -> tuple[Demand, ...]:
    """Give what must be proved of the answers that were assessed, in the order of the policy's catalogue of evidence.

    A criterion is claimed once it is sure to give points; what gives none, or takes some, the applicant need not prove. A fact
    that says no more than its default needs no proof for a criterion; for requirements and vetoes every fact they read does.
    What reads only facts that are *settled*, since they were approved before, is proved already.
    """
    by_kind: dict[str, list[Purpose]] = {}
    for purpose, kinds in _purposes(assessment, frozenset(settled), has_family=has_family):
        for kind in kinds:
            by_kind.setdefault(kind, []).append(purpose)
    return tuple(Demand(kind, tuple(by_kind[id_])) for id_, kind in assessment.policy.evidence.items() if id_ in by_kind)


def overview(demanded: Iterable[Demand], files: Sequence[EvidenceFile], on: date) -> EvidenceOverview:
    """Lay the files that were not removed beside what is demanded; on the day *on* a document must be valid to count."""
    kept = tuple(file for file in files if not file.is_removed)
    lines = tuple(_line(demand, kept, on) for demand in demanded)
    shown = {line.demand.kind.id for line in lines}
    return EvidenceOverview(lines, tuple(file for file in kept if file.kind not in shown))


def _line(demand: Demand, kept: Sequence[EvidenceFile], on: date) -> EvidenceLine:
    files = tuple(file for file in kept if file.kind == demand.kind.id)
    proved = {file.item for file in files if file.holds(on)}
    if not demand.is_document or "" in proved:
        return EvidenceLine(demand, files, ())
    return EvidenceLine(demand, files, tuple(purpose for purpose in demand.purposes if purpose.item not in proved))


def _purposes(assessment: Assessment, settled: frozenset[str], *, has_family: bool) -> Iterator[tuple[Purpose, tuple[str, ...]]]:
    """Give each purpose with the kinds of evidence it demands."""
    facts = assessment.policy.facts
    for award in assessment.walk():
        if award.kind == "criterion" and award.lowest > 0 and award.counts and not settled >= set(award.facts):
            told = [facts[id_] for id_, value in award.facts.items() if says_more(facts[id_], value)]
            yield _purpose(award.id, award.label, award.reference, told), _kinds(award.evidence, told)
    for verdict in (*assessment.requirements, *assessment.vetoes):
        if settled and settled >= set(verdict.facts):
            continue
        read = [facts[id_] for id_ in verdict.facts]
        yield _purpose(verdict.id, verdict.label, verdict.reference, read), _kinds(verdict.evidence, read)
    family = assessment.policy.procedure.family
    if has_family:
        yield Purpose(FAMILY, text({"zh": "随迁家庭成员", "en": "Family that comes along"}), family.reference), family.evidence


def _purpose(item: str, label: Text, reference: str, facts: Iterable[Fact]) -> Purpose:
    return Purpose(item, label, reference, tuple(fact.id for fact in facts if fact.evidence))


def _kinds(own: Iterable[str], facts: Iterable[Fact]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*own, *(kind for fact in facts for kind in fact.evidence)]))


def says_more(fact: Fact, value: Value | None) -> bool:
    """Whether an answer says more than no answer would: only then is there something to prove."""
    return value is not None and value not in (False, 0, ()) and value != fact.default
