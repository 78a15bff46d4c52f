"""Answering what the office asked for: what the holder prepared of it, kept between visits and seen by nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.application.application import Shown
    from scoring.application.filing import Content, ItemAnswer
    from scoring.application.verifying import Given


@dataclass(frozen=True, slots=True)
class Prepared:
    """An answer that is not sent yet. `content` is everything as it would be handed in, `items` are those answered so far.

    `revision` counts the savings, 0 before the first, when `saved_at` is None. `supplement` is the number of what is answered.
    """

    supplement: int
    revision: int
    saved_at: datetime | None
    content: Content = field(repr=False)
    items: Mapping[int, ItemAnswer] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Preparing:
    """The whole of what is to be kept of an answer. `shown` names the file; its version is the `revision` that the form carried."""

    shown: Shown
    items: Mapping[int, ItemAnswer] = field(repr=False)
    content: Content = field(repr=False)


@dataclass(frozen=True, slots=True)
class PreparedWords:
    """An answer to questions that is not sent yet: words by the number of each, the facts asked about as they are to stand.

    `revision` counts the savings, 0 before the first, when `saved_at` is None. `question_set` is the number of what is answered.
    """

    question_set: int
    revision: int
    saved_at: datetime | None
    words: Mapping[int, str] = field(default_factory=dict, repr=False)
    facts: Mapping[str, Given] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class PreparingWords:
    """The whole of what is to be kept of an answer to one set. The version of `shown` is the `revision` that the form carried."""

    shown: Shown
    question_set: int
    words: Mapping[int, str] = field(repr=False)
    facts: Mapping[str, Given] = field(default_factory=dict, repr=False)
