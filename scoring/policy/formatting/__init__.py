"""One canonical layout for policy files: spaces and the order of sections change, never what is said, and no comment is lost.

A flow collection stands on one line, a block list is indented by two. Quotes, blank lines, the digits of a number and the choice
between `{…}` and lines remain the writer's.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, assert_never

from scoring.errors import Position
from scoring.policy.digest import digest
from scoring.policy.formatting.comments import comments, hoisted
from scoring.policy.formatting.layout import laid_out
from scoring.policy.formatting.order import in_order
from scoring.policy.formatting.refusal import LayoutRefused, say_layout
from scoring.policy.source import Entries, Items, Node, SourceRefused, Written, read

__all__ = ["LayoutRefused", "check_kept", "comments", "formatted", "say_layout"]

_BREAK = re.compile("\r\n|[\r\x85\u2028\u2029]")  # all that ends a line in YAML
_BEGINNING = re.compile(r"\A(?:\ufeff| *\n)+")


def formatted(text: str, file: str) -> str:
    """Give the YAML *text* of a policy in the canonical layout. *file* names it in positions.

    Raises:
        SourceRefused: it is no tree that a policy may be.
        LayoutRefused: the layout would lose a comment, change what is said, or change once more the next time.
    """
    root = read(text, file)
    laid = _laid(hoisted(_BEGINNING.sub("", _BREAK.sub("\n", text)), file), file)
    check_kept(text, laid, file)
    if laid != text and _laid(laid, file) != laid:
        raise LayoutRefused("layout_unsettled", root.position)
    return laid


def _laid(text: str, file: str) -> str:
    laid = laid_out(text, file)
    return in_order(laid, _read_again(laid, file))


def check_kept(text: str, laid: str, file: str) -> None:
    """LayoutRefused where *laid* does not say the same as *text*, has another digest, or lacks a comment."""
    before, after = read(text, file), _read_again(laid, file)
    if _spelled(before) != _spelled(after) or digest(before) != digest(after):
        raise LayoutRefused("layout_meaning", before.position)
    left = Counter(comment.text for comment in comments(laid, file))
    for comment in comments(text, file):
        if not left[comment.text]:
            raise LayoutRefused("layout_comment", Position(file, comment.line + 1, comment.column + 1), comment.text)
        left[comment.text] -= 1


def _read_again(laid: str, file: str) -> Node:
    try:
        return read(laid, file)
    except SourceRefused as refused:
        raise LayoutRefused("layout_meaning", refused.findings[0].position) from None


def _spelled(node: Node) -> Any:
    """Give all that a tree says, a scalar with whether it is quoted."""
    match node:
        case Written():
            return (str(node), node.quoted)
        case Items(items=items):
            return [_spelled(item) for item in items]
        case Entries(entries=entries):
            return {str(key): (key.quoted, _spelled(value)) for key, value in entries.items()}
        case _:
            assert_never(node)
