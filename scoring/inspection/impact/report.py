"""A report on a change: what was compared and what it came to, as tables of words and charts, for the terminal and for paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from scoring.charts import Balance, Pair, balance_chart, pair_chart
from scoring.engine.texts import PROVENANCE
from scoring.engine.words import Language
from scoring.inspection.impact.hiding import K
from scoring.inspection.impact.result import COUNTS, LINES, Bins, CutImpact, Impact, QuotaShift, Tally, Unscored
from scoring.inspection.impact.texts import say
from scoring.policy.model import Policy

WITHHELD = "–"


@dataclass(frozen=True, slots=True)
class Report:
    """What stands in a report. `impact` is withheld already; `named` are the facts that the table has."""

    before: Policy
    after: Policy
    on: tuple[date, date]
    table: str
    named: frozenset[str]
    synthetic: bool
    impact: Impact


@dataclass(frozen=True, slots=True)
class Shown:
    """One table: its heading, those of its columns, its rows, and a chart of the same numbers, or none."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    chart: str = ""
    note: str = ""


def notices(report: Report, language: Language) -> Iterator[str]:
    """Say what holds of all that follows."""
    if report.synthetic:
        yield say("synthetic", language)
    yield say("no_decision", language)
    for side, policy in (("before_policy", report.before), ("after_policy", report.after)):
        notice = PROVENANCE[policy.provenance][language == "en"]
        yield say("provenance", language, policy=say(side, language), notice=notice)
    yield say("withheld", language, k=K)


def tables(report: Report, language: Language) -> Iterator[Shown]:
    """Give the tables of *report*, in their order."""
    impact = report.impact
    yield _compared(report, language)
    if impact.unscored:
        yield _unscored(report, language)
    if not impact.everybody.people or impact.bins is None:
        return
    yield from _everybody(impact.everybody, language)
    yield _bins(impact.bins, language)
    yield from (_cut(cut, language) for cut in impact.cuts)
    if impact.quota is not None:
        yield _quota(impact.quota, language)


def number(value: int | Decimal | None) -> str:
    """Give a number as a report writes it."""
    return WITHHELD if value is None else f"{value:,}".replace("-", "−")


def _signed(value: Decimal | None) -> str:
    return WITHHELD if value is None else f"{value:+,}".replace("-", "−") if value else "0"


def _compared(report: Report, language: Language) -> Shown:
    impact, (was, is_) = report.impact, (report.before, report.after)
    rows = [
        (say("before_policy", language), _policy(was, report.on[0], language)),
        (say("after_policy", language), _policy(is_, report.on[1], language)),
        (say("table", language), report.table),
        (say("rows", language), number(impact.rows)),
        (say("people", language), number(impact.everybody.people)),
        (say("left_out", language), number(impact.left_out)),
    ]
    for side, policy, other in (("before_policy", was, is_), ("after_policy", is_, was)):
        absent = [fact.label.say(language) for fact in policy.facts.values() if fact.id not in report.named]
        only = [fact.label.say(language) for fact in policy.facts.values() if fact.id not in other.facts]
        named = (("default_facts", absent), ("only_facts", only))
        rows += [(say(code, language, policy=say(side, language)), _listed(facts, language)) for code, facts in named if facts]
    return Shown(say("compared", language), (say("what", language), ""), tuple(rows))


def _policy(policy: Policy, on: date, language: Language) -> str:
    return say("policy", language, title=policy.title.say(language), name=policy.name, digest=policy.digest[:12], on=on)


def _listed(names: Sequence[str], language: Language) -> str:
    return say("separator", language).join(names)


def _unscored(report: Report, language: Language) -> Shown:
    rows = tuple((_reason(report, each, language), number(each.people)) for each in report.impact.unscored)
    return Shown(say("unscored", language), (say("reason", language), say("number", language)), rows)


def _reason(report: Report, unscored: Unscored, language: Language) -> str:
    side, policy = ("before_policy", report.before) if unscored.side == "before" else ("after_policy", report.after)
    things = policy.checks if unscored.why.code == "contradicted" else policy.facts.values()
    label = next((thing.label.say(language) for thing in things if thing.id == unscored.why.id), unscored.why.id)
    return say(unscored.why.code, language, policy=say(side, language), x=label)


def _everybody(tally: Tally, language: Language) -> Iterator[Shown]:
    people = (say("what", language), say("number", language))
    counts = tuple((say(name, language), number(getattr(tally, name))) for name in (*COUNTS, *LINES))
    yield Shown(say("everybody", language), people, counts, note=say("eligible", language))
    columns = tuple(say(code, language) for code in ("measure", "before", "after", "shift"))
    shift = None if tally.before is None or tally.after is None else tally.after - tally.before
    yield Shown(
        say("points", language),
        columns,
        (
            (say("mean", language), number(tally.mean_before), number(tally.mean_after), _signed(tally.mean_shift)),
            (say("median", language), number(tally.median_before), number(tally.median_after), _signed(tally.median_shift)),
            (say("sum", language), number(tally.before), number(tally.after), _signed(shift)),
        ),
    )


def _bins(bins: Bins, language: Language) -> Shown:
    starts = [bins.start + bins.step * place for place in range(len(bins.before))]
    pairs = [Pair(_plain(start), was, is_) for start, was, is_ in zip(starts, bins.before, bins.after, strict=True)]
    rows = tuple(
        (say("bin", language, low=pair.label, high=_plain(start + bins.step)), number(pair.before), number(pair.after))
        for start, pair in zip(starts, pairs, strict=True)
    )
    columns = (say("points", language), say("before", language), say("after", language))
    return Shown(say("bins", language), columns, rows, pair_chart(say("bins_chart", language), pairs))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}".replace("-", "−")


def _cut(cut: CutImpact, language: Language) -> Shown:
    label = cut.label.say(language)
    names = ("people", *COUNTS, *LINES)
    columns = (say("group", language), *(say(name, language) for name in names), say("mean_shift", language))
    rows = tuple(
        (group.say(language), *(number(getattr(tally, name)) for name in names), _signed(tally.mean_shift))
        for group, tally in cut.groups
    )
    groups = [Balance(group.say(language), tally.lose, tally.gain, tally.people) for group, tally in cut.groups]
    chart = balance_chart(say("cut_chart", language, x=label), groups) if groups else ""
    return Shown(say("cut", language, x=label), columns, rows, chart, note="" if groups else say("one_group", language))


def _quota(shift: QuotaShift, language: Language) -> Shown:
    columns = tuple(say(code, language) for code in ("measure", "before", "after"))
    sides = (shift.before, shift.after)
    rows = [
        (say(name, language), *(number(getattr(side, name)) for side in sides)) for name in ("ranked", "cut_off", "within", "open")
    ]
    kept = number(shift.both)
    rows += [
        (say("both", language), kept, kept),
        (say("lose_place", language), number(shift.lose), ""),
        (say("gain_place", language), "", number(shift.gain)),
    ]
    return Shown(say("quota", language, quota=f"{shift.quota:,}"), columns, tuple(rows))
