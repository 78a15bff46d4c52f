"""Sentences whose every part says where it comes from.

A sentence is a form of words without any figure, filled with parts: a number, a day, a name, an answer. A figure can stand in it
only as a part, and a part cannot be made without its source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import TypeAlias

from scoring.application.reasons.words import WORDS
from scoring.engine.prose import in_both
from scoring.engine.saying import day_words, digits
from scoring.engine.words import LANGUAGES, Language
from scoring.engine.words import WORDS as ENGINE_WORDS
from scoring.policy.wording import Text, text


@dataclass(frozen=True, slots=True)
class Part:
    """What fills a place: words, and where they stand, as names joined by dots.

    `source` begins with one of these:

    - `document`: the stored assessment; awards, requirements, vetoes and entitlements by their id (`document.awards.<id>.points`);
    - `policy`: the policy it pins (`policy.facts.<id>.label`); `office`: what the office goes by where the policy is silent;
    - `verdicts`: what was found of each fact (`verdicts.<fact>.verified`); `decision`, `remedies`: as decided, as counted.

    `a - b` is the difference of two.
    """

    source: str
    said: Text

    def say(self, language: Language) -> str:
        """Give the words."""
        return self.said.say(language)

    @property
    def parts(self) -> Iterator[Part]:
        """Itself."""
        yield self

    @property
    def has_figure(self) -> bool:
        """Whether a digit stands in it."""
        return any(sign.isdigit() for language in LANGUAGES for sign in self.say(language))


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of *code* (of this package, else of the engine) with their places filled."""

    code: str
    places: tuple[tuple[str, Said], ...] = ()

    def say(self, language: Language) -> str:
        """Give the words."""
        form = WORDS[self.code] if self.code in WORDS else ENGINE_WORDS[self.code]
        return form[language == "en"].format_map({name: said.say(language) for name, said in self.places})

    @property
    def parts(self) -> Iterator[Part]:
        """Every part, in the order of the places."""
        for _name, said in self.places:
            yield from said.parts


Said: TypeAlias = Part | Sentence

NOTHING = Sentence("nothing")


def sentence(code: str, **places: Said) -> Sentence:
    """Fill the places of *code*."""
    return Sentence(code, tuple(places.items()))


def joined(code: str, said: Iterable[Said]) -> Said:
    """Join two by two with the words of *code*; of none, nothing."""
    given = list(said)
    return reduce(lambda a, b: sentence(code, a=a, b=b), given) if given else NOTHING


def number(source: str, value: Decimal | int | str) -> Part:
    """Give a number as the product writes numbers."""
    return Part(source, text(digits(Decimal(value))))


def points(source: str, value: Decimal | str) -> Sentence:
    """Give a number of points with its word."""
    return sentence("point" if Decimal(value) in {1, -1} else "points", n=number(source, value))


def day(source: str, value: date) -> Part:
    """Give a day as people write it."""
    return Part(source, in_both(lambda language: day_words(value, language)))


def named(source: str, words: Text | str | dict[str, str] | None) -> Part:
    """Give words as they stand in their source."""
    return Part(source, words if isinstance(words, Text) else text(words))
