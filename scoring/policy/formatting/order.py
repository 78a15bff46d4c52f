"""The order of a policy’s sections: that in which the format describes them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from scoring.policy.schema.policy import PolicyShape
from scoring.policy.source import Entries, Node

_ORDER = list(PolicyShape().fields)


def in_order(text: str, root: Node) -> str:
    """Give *text* with its sections in the order of the format, where it is clear to which of them each comment belongs."""
    keys = list(root.entries) if isinstance(root, Entries) else []
    order = sorted(keys, key=lambda key: _ORDER.index(key) if key in _ORDER else -1)
    if order == keys or any(key not in _ORDER or key.position.column > 1 for key in keys):
        return text
    lines = text.split("\n")
    starts = [_start(lines, key.position.line - 1) for key in keys]
    sections = [_Section.of(lines[start:end]) for start, end in pairwise([*starts, len(lines)])]
    gaps = dict(zip(keys, [0, *(section.blank for section in sections)], strict=False))
    if any(section.has_loose_comment for section in sections) or (starts[0] < keys[0].position.line - 1 and order[0] != keys[0]):
        return text
    bodies = dict(zip(keys, sections, strict=True))
    moved = [line for key in order for line in ([""] * (gaps[key] if key != order[0] else 0) + bodies[key].lines)]
    return "\n".join([*lines[: starts[0]], *moved, ""])


def _start(lines: list[str], of_key: int) -> int:
    """Give the line on which the comment that stands right above a key begins."""
    while of_key and lines[of_key - 1].startswith("#"):
        of_key -= 1
    return of_key


@dataclass(frozen=True, slots=True)
class _Section:
    lines: list[str]
    blank: int  # lines below it

    @classmethod
    def of(cls, lines: list[str]) -> _Section:
        end = len(lines)
        while not lines[end - 1].strip():
            end -= 1
        return cls(lines[:end], len(lines) - end)

    @property
    def has_loose_comment(self) -> bool:
        return self.lines[-1].startswith("#")
