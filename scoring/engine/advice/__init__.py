"""The cheapest lawful ways to reach the threshold, or a better rank."""

from scoring.engine.advice.advising import advise
from scoring.engine.advice.document import as_document
from scoring.engine.advice.result import (
    COSTS,
    THRESHOLD,
    Advice,
    Aim,
    Change,
    Rank,
    Standing,
    Threshold,
    Way,
    advises_the_public,
)
from scoring.engine.advice.sentences import advice_sentences, change_sentence, way_sentence

__all__ = [
    "COSTS",
    "THRESHOLD",
    "Advice",
    "Aim",
    "Change",
    "Rank",
    "Standing",
    "Threshold",
    "Way",
    "advice_sentences",
    "advise",
    "advises_the_public",
    "as_document",
    "change_sentence",
    "way_sentence",
]
