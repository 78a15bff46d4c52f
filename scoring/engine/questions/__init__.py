"""Which questions are asked of a person, which next and which need not be asked any more."""

from scoring.engine.questions.asking import asked
from scoring.engine.questions.choosing import NextQuestion, is_certain, next_question
from scoring.engine.questions.order import in_order

__all__ = ["NextQuestion", "asked", "in_order", "is_certain", "next_question"]
