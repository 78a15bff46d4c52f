"""Loading a policy: text → nodes → shared facts → schema → model → proof. Every finding of every step at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError

from scoring.errors import Finding, PolicyRefused, Position
from scoring.policy.building.context import Building
from scoring.policy.building.policy import build_policy
from scoring.policy.digest import digest
from scoring.policy.language.nearest import nearest
from scoring.policy.model import Policy
from scoring.policy.overlay import lay_over
from scoring.policy.proof import prove
from scoring.policy.schema import criteria, facts, outcome
from scoring.policy.schema import policy as policy_shapes
from scoring.policy.schema.fields import Problem, ready
from scoring.policy.schema.outcome import RoundShape
from scoring.policy.schema.policy import PolicyShape, VocabularyShape
from scoring.policy.source import Entries, Items, Node, SourceRefused, Written, plain, position_of, read
from scoring.policy.source_files import PolicySource, read_source
from scoring.policy.vocabulary import merge, with_common_words

_ABOUT_KEYS = {"name_form", "words_language"}


def load_policy(path: Path | str) -> Policy:
    """Load the policy file at *path* (`<scheme>/<version>.yaml`); PolicyRefused carries every finding.

    OSError where the file cannot be read.
    """
    source = read_source(Path(path))
    policy = load_source(source)
    named = [
        Finding("name_of_file", Position(source.file, 1, 1), {"key": key, "found": found, "expected": expected})
        for key, found, expected in (("scheme", policy.scheme, source.scheme), ("version", policy.version, source.version))
        if found != expected
    ]
    if named:
        raise PolicyRefused(source.file, named)
    return policy


def load_source(source: PolicySource) -> Policy:
    """Load a policy from its texts; PolicyRefused carries every finding."""
    return compile_source(source)


@lru_cache(maxsize=64)
def compile_source(source: PolicySource) -> Policy:
    """Load a policy; the same texts give the same policy, which never changes: checking, publishing and serving compile it once."""
    findings: list[Finding] = []
    folder = source.file.rpartition("/")[0]
    vocabulary = _read(source.vocabulary, beside(folder.rpartition("/")[0], "vocabulary.yaml"), findings)
    rounds = _read(source.rounds, beside(folder, "rounds.yaml"), findings)
    node = _resolved(source, findings)
    if node is None:
        raise PolicyRefused(source.file, findings)
    merged, sharing = merge(node, vocabulary)
    findings += sharing
    words = _shape(ready(VocabularyShape), vocabulary, findings) if vocabulary is not None else None
    data = _shape(ready(PolicyShape), merged, findings)
    round_data = _rounds(rounds, findings)
    if data is None or findings:
        raise PolicyRefused(source.file, _ordered(findings))
    building = Building(source.file)
    policy = build_policy(building, data, (round_data, rounds), digest(merged))
    if words is not None:
        policy = replace(policy, facts=with_common_words(policy.facts, words))
    if not building.findings:
        building.findings += prove(policy, building)
    if building.findings:
        raise PolicyRefused(source.file, _ordered(building.findings))
    return policy


def _resolved(source: PolicySource, findings: list[Finding]) -> Node | None:
    """Give the tree of *source*, laid over what it extends; None where a text cannot be read."""
    node = _read(source.text or "\n", source.file, findings)
    name = node.entries.get(Written("extends")) if isinstance(node, Entries) else None
    if node is None or name is None:
        return node
    if source.base is None or name != f"{source.base.scheme}@{source.base.version}":
        place = name.position
        findings.append(Finding("extends_unknown", place, {"name": str(name)[:60] if isinstance(name, Written) else "…"}))
        return None
    base = _resolved(source.base, findings)
    return base if base is None else lay_over(base, node, findings)


def beside(folder: str, name: str) -> str:
    """Name a file in the folder of another."""
    return f"{folder}/{name}" if folder else name


def _read(text: str, file: str, findings: list[Finding]) -> Node | None:
    if not text:
        return None
    try:
        return read(text, file)
    except SourceRefused as refused:
        findings += refused.findings
        return None


def _shape(schema: Schema, node: Node, findings: list[Finding]) -> Any:
    """Validate *node*; None where it has findings."""
    if not isinstance(node, Entries):
        findings.append(Finding("mapping_expected", node.position, {}))
        return None
    try:
        return schema.load(plain(node))
    except ValidationError as error:
        findings += findings_of(schema, node, error)
        return None


def findings_of(schema: Schema, node: Node, error: ValidationError) -> list[Finding]:
    """Give marshmallow's messages about *node* as findings at their places."""
    found = [_finding(node, path, problem) for path, problem in _problems(error.messages, ())]
    return [_with_nearest(schema, finding) for finding in found]


def _rounds(node: Node | None, findings: list[Finding]) -> list[Mapping[str, Any]]:
    if node is None:
        return []
    if not isinstance(node, Items):
        findings.append(Finding("value_form", node.position, {"expected": "[…]", "found": "{…}"}))
        return []
    loaded = [_shape(ready(RoundShape), item, findings) for item in node.items]
    return [item for item in loaded if item is not None]


def _problems(messages: Any, path: tuple[object, ...]) -> Iterator[tuple[tuple[object, ...], Any]]:
    """Flatten marshmallow's messages to pairs of path and problem."""
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from _problems(inner, path if key == "_schema" else (*path, key))
    else:
        yield from ((path, problem) for problem in messages)


def _finding(node: Node, path: tuple[object, ...], problem: Problem | str) -> Finding:
    where = str(path[-1]) if path else ""
    if isinstance(problem, Problem):
        return Finding(problem.code, position_of(node, path, of_key=problem.code in _ABOUT_KEYS), {"key": where, **problem.facts})
    if problem == "key_missing":
        inside = next((str(step) for step in reversed(path[:-1]) if isinstance(step, str)), node.position.file.rpartition("/")[2])
        return Finding(problem, position_of(node, path[:-1]), {"key": where, "inside": inside})
    return Finding(problem, position_of(node, path, of_key=True), {"key": where})


def _with_nearest(schema: Schema, finding: Finding) -> Finding:
    """Add the nearest known key to the finding of an unknown one."""
    if finding.code != "key_unknown":
        return finding
    return replace(finding, facts={**finding.facts, "nearest": nearest(finding.facts["key"], _keys(schema))})


def _keys(schema: Schema) -> list[str]:
    """Give every key that stands anywhere in the format."""
    modules = (policy_shapes, criteria, facts, outcome)
    shapes = [s for module in modules for s in vars(module).values() if isinstance(s, type) and issubclass(s, Schema)]
    names = [field.data_key or name for shape in [type(schema), *shapes] for name, field in shape._declared_fields.items()]  # noqa: SLF001 - marshmallow's only list of them
    return list(dict.fromkeys(names))


def _ordered(findings: list[Finding]) -> list[Finding]:
    """Sort by place, each finding once: a shared fact is read in the vocabulary and in the policy."""
    at = {(f.position.file, f.position.line, f.position.column, f.code, str(sorted(f.facts.items()))): f for f in findings}
    return [at[key] for key in sorted(at)]
