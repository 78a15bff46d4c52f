"""The points: each group and criterion with the facts used, the row that matched, what a cap cut, and the sums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from scoring.application.reasons.grounds import Grounds, Line, article
from scoring.application.reasons.sentence import NOTHING, Part, Said, Sentence, joined, named, number, points, sentence
from scoring.engine.award import Outcome
from scoring.engine.prose import condition, matched_row, ranking_keys
from scoring.policy.wording import text

if TYPE_CHECKING:
    from scoring.application.application import Document


def awards(grounds: Grounds) -> tuple[Line, ...]:
    """Give every group with all below it, in the order of the paper."""
    return tuple(_line(grounds, award) for award in grounds.document["awards"])


def total(grounds: Grounds) -> tuple[Line, ...]:
    """Say how the groups come to the total, and how that stands to the threshold or to the ranking."""
    document = grounds.document
    lines = [Line(_total(document))]
    if document["threshold"] is not None:
        lines.append(Line(_against_threshold(grounds)))
    if document["ranking"] and document["ranking"][0] is not None:
        key = named("policy.selection.ranking.by", ranking_keys(grounds.policy)[0])
        lines.append(Line(sentence("ranked_by", points=points("document.ranking.0", document["ranking"][0]), key=key)))
    return tuple(lines)


def _line(grounds: Grounds, award: Document) -> Line:
    base = f"document.awards.{award['id']}"
    said = sentence("of", label=named(f"{base}.label", award["label"]), said=_why(grounds, base, award))
    row = award["row"]
    own = row["reference"] if row and row["reference"] != award["reference"] else None
    given = None if award["points"] is None else number(f"{base}.points", award["points"])
    below = tuple(_line(grounds, each) for each in award["awards"])
    is_idle = award["points"] is not None and not Decimal(award["points"]) and all(line.mark == "idle" for line in below)
    reference = article(f"{base}.row.reference", own) or article(f"{base}.reference", award["reference"])
    return Line(said, reference, given, below, "idle" if is_idle else "")


def _why(grounds: Grounds, base: str, award: Document) -> Said:
    if award["applies"] is False:
        return Sentence("award_not_applicable")
    if award["points"] is None:
        ends = {"low": points(f"{base}.lowest", award["lowest"]), "high": points(f"{base}.highest", award["highest"])}
        return sentence("still_open", **ends)
    limit = _limit(grounds, base, award)
    if award["kind"] == "group":
        return _sum(base, award, limit)
    given = points(f"{base}.points", award["points"])
    if not award["facts"]:
        return sentence("award_plain", points=given, limit=limit)
    facts, how = grounds.facts_of(base, award["facts"]), _how(grounds, base, award)
    return sentence("award_given", facts=facts, how=how, points=given, limit=limit)


def _how(grounds: Grounds, base: str, award: Document) -> Said:
    """Say which row gave the points, or how often the rule counted."""
    row = award["row"]
    if row is None or award["yields_to"]:
        return NOTHING
    if row["units"] is not None:
        return sentence("unit" if row["units"] == 1 else "award_units", n=number(f"{base}.row.units", row["units"]))
    matched = matched_row(grounds.policy, award["id"], row["number"], text(row["label"]))
    return sentence("award_row", x=named(f"policy.criteria.{award['id']}.rows.{row['number']}", matched)) if matched else NOTHING


def _limit(grounds: Grounds, base: str, award: Document) -> Said:
    """Say what kept an award from counting as the rule gives it: another one, the cap, the floor."""
    if award["yields_to"]:
        label = next(item.about.label for item in grounds.policy.walk() if item.id == award["yields_to"])
        return sentence("award_yields", x=named(f"policy.criteria.{award['yields_to']}.label", label))
    given = Decimal(award["points"])
    if not award["counts"] and given:
        return Sentence("award_not_counted")
    uncapped = given if award["uncapped"] is None else Decimal(award["uncapped"])
    raw = points(f"{base}.uncapped", uncapped)
    if uncapped > given:
        cut = points(f"{base}.uncapped - {base}.points", uncapped - given)
        return sentence("limited", raw=raw, cap=points(f"{base}.cap", award["cap"]), cut=cut)
    if uncapped < given:
        return sentence("raised", raw=raw, points=points(f"{base}.points", given))
    return NOTHING


def _sum(base: str, award: Document, limit: Said) -> Said:
    """Add up the awards that count; of several of which the highest count, say so."""
    counting = [below for below in award["awards"] if below["counts"]]
    uncapped = award["points"] if award["uncapped"] is None else award["uncapped"]
    raw = points(f"{base}.uncapped", uncapped)
    if len(counting) < len(award["awards"]):
        chosen = joined("list", [named(f"document.awards.{below['id']}.label", below["label"]) for below in counting])
        return sentence("highest", parts=chosen, raw=raw, limit=limit)
    parts = _addends(counting)
    if len(parts) <= 1:
        return sentence("award_plain", points=points(f"{base}.points", award["points"]), limit=limit)
    if isinstance(limit, Sentence) and limit.code == "limited":  # what it is limited from is the sum before it
        limit = Sentence("limited_sum", limit.places[1:])
    return sentence("added", parts=joined("plus", parts), raw=raw, limit=limit)


def _addends(counted: Iterable[Document]) -> Sequence[Said]:
    """Give the points that are added, without those of nothing; a deduction stands in brackets."""
    given = [(f"document.awards.{award['id']}.points", Decimal(award["points"])) for award in counted]
    return [_addend(number(source, value), value) for source, value in given if value]


def _addend(said: Part, value: Decimal) -> Said:
    return sentence("negative", n=said) if value < 0 else said


def _total(document: Document) -> Said:
    if document["total"] is None:
        ends = {"low": points("document.lowest", document["lowest"]), "high": points("document.highest", document["highest"])}
        return sentence("total_open", **ends)
    given = points("document.total", document["total"])
    parts = _addends(document["awards"])
    return (
        sentence("total_sum", parts=joined("plus", parts), total=given) if len(parts) > 1 else sentence("total_alone", total=given)
    )


def _against_threshold(grounds: Grounds) -> Said:
    """Say by how much the threshold is reached, or missed; by at least how much where the total is open."""
    document = grounds.document
    threshold, low, high = (Decimal(document[name]) for name in ("threshold", "lowest", "highest"))
    needed = points("document.threshold", threshold)
    is_settled = document["total"] is not None
    suffix = "" if is_settled else "_at_least"
    if low >= threshold:
        source = "document.total" if is_settled else "document.lowest"
        over = points(f"{source} - document.threshold", low - threshold)
        if low == threshold:
            return sentence("reached", threshold=needed)
        return sentence("reached_beyond" if is_settled else "reached_at_least", threshold=needed, over=over)
    unless = grounds.policy.selection.unless
    if document["outcome"] == Outcome.ELIGIBLE and unless is not None:
        return sentence("without_points", condition=named("policy.selection.unless", condition(grounds.policy, unless)))
    if high >= threshold:
        return sentence("reached_or_not", threshold=needed)
    source = "document.total" if is_settled else "document.highest"
    short = points(f"document.threshold - {source}", threshold - high)
    return sentence(f"not_reached{suffix}", threshold=needed, short=short)
