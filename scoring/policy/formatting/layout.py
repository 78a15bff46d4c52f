"""Spaces and indentation: a YAML text read with its comments, and written again."""

from __future__ import annotations

import io
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedSeq
from ruamel.yaml.composer import Composer
from ruamel.yaml.emitter import Emitter
from ruamel.yaml.error import YAMLError
from ruamel.yaml.resolver import BaseResolver

from scoring.policy.formatting.refusal import unread

_WIDE = 2**30  # a row of the point table is one line, however long


class _AsWritten(BaseResolver):
    """Takes every scalar as text, so that it is written again with the very same signs."""

    def __init__(self, version: Any = None, loader: Any = None, loadumper: Any = None) -> None:
        super().__init__(loadumper if loader is None else loader)
        self.version = version

    @property
    def processing_version(self) -> tuple[int, int]:
        return (1, 2)


class _Attentive(Composer):
    """Keeps the comment above a `{…}` or `[…]` also where another one follows it on its line."""

    def compose_mapping_node(self, anchor: Any) -> Any:
        above = self.parser.peek_event().comment
        return _with_comment_above(super().compose_mapping_node(anchor), above)

    def compose_sequence_node(self, anchor: Any) -> Any:
        above = self.parser.peek_event().comment
        return _with_comment_above(super().compose_sequence_node(anchor), above)


def _with_comment_above(node: Any, above: Any) -> Any:
    if above and node.comment is not above:
        node.comment = [node.comment[0], above[1], *node.comment[2:]]
    return node


class _Indented(Emitter):
    """Indents a block list by two, but not one that is the whole file."""

    @property
    def sequence_dash_offset(self) -> int:
        return 2 if len(self.indents.values) > 1 else 0

    @sequence_dash_offset.setter
    def sequence_dash_offset(self, offset: int) -> None:
        """Take no other."""

    @property
    def best_sequence_indent(self) -> int:
        return 2 if len(self.indents.values) == 2 and self.indents.last_seq() else 4  # noqa: PLR2004 - just below the whole file

    @best_sequence_indent.setter
    def best_sequence_indent(self, indent: int) -> None:
        """Take no other."""


def laid_out(text: str, file: str) -> str:
    """Give *text* with one way of spacing; LayoutRefused where it is written in a way that cannot be kept."""
    layout = YAML(typ="rt")
    layout.Resolver, layout.Composer, layout.Emitter = _AsWritten, _Attentive, _Indented
    layout.indent(mapping=2, sequence=4, offset=2)
    layout.preserve_quotes, layout.width = True, _WIDE
    layout.brace_single_entry_mapping_in_flow_sequence = True
    laid = io.StringIO()
    try:
        root = layout.load(text)
        if isinstance(root, CommentedSeq):
            root.fa.set_block_style()  # a file that is a list has an item a line
        layout.dump(root, laid)
    except (YAMLError, NotImplementedError) as error:  # the latter where two comments meet in one place
        raise unread(error, file) from None
    return laid.getvalue()
