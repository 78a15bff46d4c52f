"""Why a file is not laid out, in Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Mapping

from scoring.errors import Position

TEXTS: Mapping[str, tuple[str, str]] = {
    "layout_unread": (
        "无法排版：{what}。缩进和分隔请只用空格。",
        "This cannot be laid out: {what}. Indent and separate with spaces only.",
    ),
    "layout_comment": (
        "排版会丢失注释“{what}”。请把它移到上一行，单独成行。",
        "The layout would lose the comment “{what}”. Move it to a line of its own, above.",
    ),
    "layout_meaning": (
        "排版会改变此处的内容，请换一种写法。",
        "The layout would change what is said here. Write it in another way.",
    ),
    "layout_unsettled": (
        "再次排版会得到另一种结果，请换一种写法。",
        "Laid out a second time, this would come out differently. Write it in another way.",
    ),
}


class LayoutRefused(Exception):
    """The file cannot be laid out without loss. `code` is a key of TEXTS, `what` the comment or the reason."""

    def __init__(self, code: str, position: Position, what: str = "") -> None:
        super().__init__(code)
        self.code, self.position, self.what = code, position, what


def say_layout(refused: LayoutRefused, language: str) -> str:
    """Say in `zh` or `en` why a file was not laid out, and the remedy."""
    zh, en = TEXTS[refused.code]
    return (zh if language == "zh" else en).format_map({"what": refused.what})


def unread(error: Exception, file: str) -> LayoutRefused:
    """Make the refusal of a text that a YAML library cannot read, at the place that it names."""
    mark = getattr(error, "problem_mark", None)
    position = Position(file, mark.line + 1, mark.column + 1) if mark else Position(file, 1, 1)
    return LayoutRefused("layout_unread", position, re.split(r"[\n\[]", getattr(error, "problem", None) or str(error))[0].strip())
