"""The comments of a YAML text: where they stand, and out of what becomes one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import yaml

from scoring.policy.formatting.refusal import unread

_COMMENT = re.compile(r"(?:^|(?<=\s))#.*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment with its place, counted from 0; `flow` is the line on which the outermost `{…}` or `[…]` around it begins."""

    text: str
    line: int
    column: int
    flow: int | None


def comments(text: str, file: str) -> list[Comment]:
    """Give every comment of *text*, without the space around it; LayoutRefused where tabs or the like keep it from being read."""
    try:
        tokens = list(yaml.scan(text, Loader=yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise unread(error, file) from None
    return list(_comments(text, tokens))


def _comments(text: str, tokens: list[Any]) -> Iterator[Comment]:
    depth, flow = 0, 0
    for token, following in pairwise(tokens):
        match token:
            case yaml.FlowSequenceStartToken() | yaml.FlowMappingStartToken():
                flow = flow if depth else token.start_mark.line
                depth += 1
            case yaml.FlowSequenceEndToken() | yaml.FlowMappingEndToken():
                depth -= 1
        start = token.end_mark.index
        if isinstance(token, yaml.ScalarToken) and token.style in {"|", ">"}:
            yield from _between(text, token.start_mark.index, text.find("\n", token.start_mark.index), None)
        yield from _between(text, start, following.start_mark.index, flow if depth else None)


def _between(text: str, start: int, end: int, flow: int | None) -> Iterator[Comment]:
    for found in _COMMENT.finditer(text, start, max(start, end)):
        line_start = text.rfind("\n", 0, found.start()) + 1
        yield Comment(found.group().rstrip(), text.count("\n", 0, found.start()), found.start() - line_start, flow)


def hoisted(text: str, file: str) -> str:
    """Give *text* with the comments inside `{…}` and `[…]`, which become one line, above that line."""
    lines = text.split("\n")
    above: dict[int, list[str]] = {}
    for comment in comments(text, file):
        if comment.flow is not None:
            lines[comment.line] = lines[comment.line][: comment.column].rstrip()
            opening = lines[comment.flow]
            indent = opening[: len(opening) - len(opening.lstrip())]
            above.setdefault(comment.flow, []).append(indent + comment.text)
    return "\n".join(line for number, own in enumerate(lines) for line in (*above.get(number, ()), own))
