"""Computing a proven decision again from its bundle alone: the rules inside, this engine, no database."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from scoring.application.package import sums
from scoring.application.plain import canonical, plain
from scoring.engine import assess
from scoring.engine.document import as_document
from scoring.errors import ScoringError
from scoring.notices.proof_bundle import is_of_form
from scoring.notices.proof_form_1.verify import BrokenBundle, load, need, unpack
from scoring.policy import load_source
from scoring.policy.as_files import from_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scoring.policy.model import Policy

Verdict: TypeAlias = Literal["equal", "withheld"]
"""Computed again, the result is the same to the last byte; or some facts are withheld, so that nothing can be computed."""


def verify_bundle(content: bytes) -> tuple[Verdict, Mapping[str, Any], Mapping[str, str]]:
    """Check a bundle and compute it again.

    Gives the verdict, what was decided, and the service's key with how many pieces are shown and withheld.

    Raises:
        BrokenBundle: something was changed, or comes out otherwise; `part` names it.
    """
    files = unpack(content)
    for name in files:
        need(name, is_of_form(name, files[name]), "it is not the one that belongs into bundles of this form")
    made, shown, decided = (load(files, f"{name}.json") for name in ("recommendation", "disclosures", "decision"))
    policy = _policy(files, made["policy"])
    facts = {label: shown[label]["value"] for label in shown if label.startswith("fact:")}
    labels = {*made["commitments"], *decided["commitments"]}
    told = {"service": load(files, "keys.json")["service"], "shown": str(len(shown)), "withheld": str(len(labels) - len(shown))}
    if any(label not in facts for label in labels if label.startswith("fact:")):
        return "withheld", decided, told
    _compute(policy, made, {label.removeprefix("fact:"): value for label, value in facts.items()}, shown)
    return "equal", decided, told


def _policy(files: Mapping[str, bytes], pin: Mapping[str, Any]) -> Policy:
    """Read the rules inside, which must mean what is pinned."""
    texts = {name.removeprefix("policy/"): content.decode() for name, content in files.items() if name.startswith("policy/")}
    try:
        policy = load_source(from_files(texts, pin["scheme"], pin["version"]))
    except (KeyError, ScoringError) as error:
        raise BrokenBundle("policy", f"the rules cannot be read here ({error})") from None
    need("policy", policy.digest == pin["digest"], "the rules mean something else than what is pinned")
    found = [one.digest for one in policy.rounds if one.id == pin["round"]]
    need("policy", pin["round"] is None or found == [pin["round_digest"]], "the figures of the round are others")
    return policy


def _compute(policy: Policy, made: Mapping[str, Any], facts: Mapping[str, Any], shown: Mapping[str, Any]) -> None:
    try:
        assessment = assess(policy, facts, on=date.fromisoformat(made["on"]), round_id=made["policy"]["round"])
    except ScoringError as error:
        raise BrokenBundle("recomputation", f"the facts cannot be assessed here ({error})") from None
    again = plain(as_document(assessment))
    said = (made["outcome"], made["total"], canonical(made["sums"]))
    need("recomputation", said == (again["outcome"], again["total"], canonical(sums(again["awards"]))), "another result comes out")
    kept = shown.get("assessment", {"value": again})["value"]
    need("recomputation", canonical(kept) == canonical(again), "the whole assessment comes out otherwise")
