"""The identity of a policy's meaning: SHA-256 over its resolved canonical form.

Comments, quotes, layout, the order of keys where it means nothing, and the way a number is written do not count. This form
never changes: decisions cite it for ever.
"""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Any, assert_never

from scoring.policy.language.parse import normalise
from scoring.policy.schema.fields import NUMBER
from scoring.policy.source import Entries, Items, Node, Written

_ORDERED = frozenset({"options", "sections"})
_EXPRESSION_KEYS = """
when require unless applies max min points lookup bands per every after at_least where max_each first further over formula
threshold by then from above otherwise
"""
_NUMBER_KEYS = """
precision places max_items default is effort step order highest lowest n under quota quota_without_points admitted above_cut_off
cut_off tied_at_cut_off
"""
_EXPRESSIONS = frozenset(_EXPRESSION_KEYS.split())
_NUMBERS = _EXPRESSIONS | frozenset(_NUMBER_KEYS.split())
_NAMES_BELOW = {  # mappings whose keys are names of the policy's own, and the key as which a scalar below them is read
    **dict.fromkeys(("facts", "of", "options", "sections", "evidence", "departments", "sources", "days", "dates", "tables"), ""),
    "parameters": "default",
    "variables": "when",
}


def digest(node: Node) -> str:
    """Give the digest of *node* as 64 hexadecimal digits."""
    canonical = json.dumps(_form(_resolved(node), ""), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _resolved(node: Node) -> Node:
    """Leave out what was extended: the meaning is in what came of it."""
    if not isinstance(node, Entries):
        return node
    return Entries({key: value for key, value in node.entries.items() if key != "extends"}, node.position)


def _form(node: Node, key: str) -> Any:
    match node:
        case Written():
            return _scalar(node, key)
        case Items(items=items):
            return [_form(item, key if isinstance(item, Written) else "") for item in items]
        case Entries(entries=entries) if key in _ORDERED:
            return [[str(k), _form(v, "")] for k, v in entries.items()]
        case Entries(entries=entries) if key == "points":
            return {str(k): _form(v, "points" if _is_points(v) else "") for k, v in entries.items()}
        case Entries(entries=entries) if key == "values":
            return {str(k): _form(v, "values" if isinstance(v, Entries) else "default") for k, v in entries.items()}
        case Entries(entries=entries) if key in _NAMES_BELOW:
            return {str(k): _form(v, "" if isinstance(v, Entries) else _NAMES_BELOW[key]) for k, v in entries.items()}
        case Entries(entries=entries):
            return {str(k): _form(v, k) for k, v in entries.items()}
        case _:
            assert_never(node)


def _is_points(node: Node) -> bool:
    """Whether *node* are points themselves: a number, or the next axis of a matrix; else it is a row that says more of itself."""
    return not (isinstance(node, Entries) and Written("points") in node.entries)


def _scalar(written: Written, key: str) -> str:
    if key in _EXPRESSIONS:
        return normalise(written)
    if key in _NUMBERS and NUMBER.fullmatch(written):
        return f"{Decimal(written).normalize():f}"
    return str(written)
