"""Which questions are asked of a person, which next, which need not be asked any more, and where the answers leave them."""

from scoring.engine.questions.asking import asked
from scoring.engine.questions.choosing import NextQuestion, is_certain, next_question
from scoring.engine.questions.order import in_order
from scoring.engine.questions.outcome import Standing, standing

__all__ = ["NextQuestion", "Standing", "asked", "in_order", "is_certain", "next_question", "standing"]
