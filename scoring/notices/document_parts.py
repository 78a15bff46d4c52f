"""The pieces that every document is made of, and the statement of a decision as such pieces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from scoring.notices.document_texts import both
from scoring.policy.wording import EMPTY, Text, text

_SAID_BESIDE = ("reason", "unlocks", "remedies")
"""Sections of the statement that the document says itself."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a document: a paragraph, a heading, words as somebody typed them, or a list (`numbered`: to be answered)."""

    form: Literal["paragraph", "heading", "typed", "list", "numbered"]
    words: Text = EMPTY
    items: tuple[Text, ...] = ()


def stated(statement: Mapping[str, Any]) -> tuple[Part, ...]:
    """Say the statement of a decision, section by section; what the document says itself, and idle lines, are left out."""
    parts: list[Part] = []
    for section in statement["sections"]:
        items = tuple(_lines(section["lines"]))
        if items and section["id"] not in _SAID_BESIDE:
            parts += [Part("heading", text(section["title"])), Part("list", items=items)]
    return tuple(parts)


def _lines(lines: Sequence[Mapping[str, Any]]) -> Iterator[Text]:
    for line in lines:
        if line["mark"] == "idle":
            continue
        words, reference = text(line["text"]), line["reference"]
        yield both("stated", words=words, basis=both("basis", reference=text(reference)) if reference["zh"] else EMPTY)
        yield from _lines(line["below"])


def plain_part(part: Part) -> dict[str, Any]:
    """Write a part as plain JSON values."""
    words = {"words": part.words.as_dict()} if part.words else {}
    items = {"items": [item.as_dict() for item in part.items]} if part.items else {}
    return {"form": part.form, **words, **items}
