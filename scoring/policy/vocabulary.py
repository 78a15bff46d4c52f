"""Facts that schemes share: merging their definitions into a policy's own tree, before anything else is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from scoring.errors import Finding
from scoring.policy.facts import Fact
from scoring.policy.language.nearest import nearest
from scoring.policy.source import Entries, Node, Written
from scoring.policy.wording import EMPTY

REPLACEABLE = ("label", "help", "ask", "default", "evidence", "note", "elective", "attainable", "grows")


def merge(policy: Node, vocabulary: Node | None) -> tuple[Node, list[Finding]]:
    """Give *policy* with every `shared` fact written out, and what is wrong with the sharing."""
    shared = _facts(vocabulary)
    own = _facts(policy)
    findings: list[Finding] = []
    resolved = {name: _fact(name, fact, shared, findings) for name, fact in own.items()}
    merged = {name: fact for name, fact in resolved.items() if fact is not None}
    if not isinstance(policy, Entries) or not own:
        return policy, findings
    entries = {key: Entries(merged, value.position) if key == "facts" else value for key, value in policy.entries.items()}
    return Entries(entries, policy.position), findings


def with_common_words(facts: Mapping[str, Fact], vocabulary: Mapping[str, Any]) -> dict[str, Fact]:
    """Give *facts* with the words in which the *vocabulary*, as its schema loads it, asks those that are shared."""
    asked = {str(name): fact for name, fact in vocabulary["facts"].items()}
    return {
        id_: replace(fact, common_label=asked[id_].get("label", EMPTY), common_help=asked[id_].get("help", EMPTY))
        if fact.shared
        else fact
        for id_, fact in facts.items()
    }


def _facts(node: Node | None) -> dict[Written, Node]:
    facts = node.entries.get(_key("facts")) if isinstance(node, Entries) else None
    return dict(facts.entries) if isinstance(facts, Entries) else {}


def _key(name: str) -> Written:
    return Written(name)


def _fact(name: Written, fact: Node, shared: dict[Written, Node], findings: list[Finding]) -> Node | None:
    """Give *fact* with its shared definition written out; None where there is no such definition.

    A policy that means something else by the same name says so: `shared: false`.
    """
    said = fact.entries.get(_key("shared")) if isinstance(fact, Entries) else None
    if fact != "shared" and said != "true":
        if name in shared and said != "false":
            findings.append(Finding("shared_redefined", name.position, {"name": name}))
        return fact
    definition = shared.get(name)
    if not isinstance(definition, Entries):
        findings.append(Finding("shared_unknown", name.position, {"name": name, "nearest": nearest(name, shared)}))
        return None
    own = fact.entries if isinstance(fact, Entries) else {}
    allowed = ", ".join(REPLACEABLE)
    fixed = [key for key in own if key not in REPLACEABLE and key != "shared"]
    findings += [Finding("shared_key", key.position, {"name": name, "key": key, "allowed": allowed}) for key in fixed]
    mark = Written.at("true", name.position, quoted=False)
    key = Written.at("shared", name.position, quoted=False)
    return Entries({**definition.entries, **{k: v for k, v in own.items() if k != "shared"}, key: mark}, name.position)
