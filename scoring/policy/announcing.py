"""A further entry of rounds.yaml, written in the layout of policy files; what stands in the file stays as it is, to the byte."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from scoring.policy.formatting import formatted
from scoring.policy.source import Items, Node, SourceRefused, plain, read

Value: TypeAlias = "str | Sequence[str] | Mapping[str, Value]"

_ADDRESS = re.compile(r"https?://[^\s#\"',\[\]{}]+[^\s#\"',\[\]{}:]")
_PLAIN = re.compile(r"[^\W_]([\w ./〔〕（）《》“”、。；，：·—–-]*[\w/〔〕（）《》”。])?")


class NoPlace(Exception):
    """The text of rounds has no place for a further entry."""


def entry_text(entry: Mapping[str, Value]) -> str:
    """Write an entry: a key a line, in the order given. `round`, `policy` and the moments of `window` stand in quotes."""
    lines = [f"{key}: {_flow(value, quoted=key in {'round', 'policy', 'window'})}" for key, value in entry.items()]
    return "- " + "\n  ".join(lines) + "\n"


def with_entry(rounds: str, entry: str, file: str) -> str:
    """Give *rounds* with *entry* as the last one.

    A list that is written in another way than an entry a line is brought to the layout of `luohu policy fmt` first.

    Raises:
        NoPlace: it is no list that takes a further entry.
    """
    if not rounds.strip():
        return entry
    if (added := _appended(rounds, entry, file)) is not None:
        return added
    if (added := _appended(formatted(rounds, file), entry, file)) is not None:
        return added
    raise NoPlace(file)


def _appended(rounds: str, entry: str, file: str) -> str | None:
    """Give the one after the other; None where that does not say both."""
    added = f"{rounds}{'' if rounds.endswith(chr(10)) else chr(10)}\n{entry}"
    try:
        says_both = [*_items(read(rounds, file)), *_items(read(entry, file))] == _items(read(added, file))
    except SourceRefused:
        return None
    return added if says_both else None


def _items(root: Node) -> list[object]:
    return [plain(item) for item in root.items] if isinstance(root, Items) else []


def _flow(value: Value, *, quoted: bool = False) -> str:
    if isinstance(value, str):
        fits = _ADDRESS.fullmatch(value) or _PLAIN.fullmatch(value)
        return value if fits and not quoted else json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(each, quoted=quoted)}" for key, each in value.items()) + "}"
    return "[" + ", ".join(_flow(each) for each in value) + "]"
