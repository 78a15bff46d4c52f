"""What is shown to who sent a form while somebody else was quicker: what happened, and everything they had typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, FileField, HiddenField, PasswordField, SelectField, SelectMultipleField, StringField

from admin.bench import say_claim
from admin.intake_forms import SupplementForm
from admin.question_forms import QuestionsForm
from scoring.errors import ScoringError
from scoring.pages.forms import FactsForm
from scoring.policy.model import Policy
from scoring.web.language import language
from scoring.web.problem_words import words_of_error

CONFLICT = 409
Typed = tuple[str, str]


def conflict(
    render: Callable[..., str], error: ScoringError, *forms: FlaskForm, file: Any = None, policy: Policy | None = None
) -> tuple[str, int]:
    """Write the page of a conflict with what stands in *forms*; answers to the facts of *policy* in its words."""
    typed = [pair for form in forms for pair in typed_in(form, policy)]
    return render("console/conflict.html", file=file, error=words_of_error(error), typed=typed), CONFLICT


def typed_in(form: FlaskForm, policy: Policy | None = None) -> Iterator[Typed]:
    """Give what somebody typed or chose, each with the name of its input."""
    if isinstance(form, FactsForm) and policy is not None:
        for fact, value in form.answers().items():
            yield policy.facts[fact].label.say(language()), "\n".join(say_claim(policy, fact, (value,)))
    elif isinstance(form, SupplementForm):
        chosen = ((line.label, line) for line in form.lines() if line.ticked.data or line.words.data)
        yield from (pair for label, line in chosen for pair in _line(label, line))
    elif isinstance(form, QuestionsForm):
        filled = ((_("Question %(number)s", number=line.number), line) for line in form.lines() if line.words.data)
        yield from (pair for label, line in filled for pair in _line(label, line))
    else:
        yield from _inputs(form)


def _line(label: str, line: Any) -> Iterator[Typed]:
    said = [text for text in (line.words.data, line.reference.data) if text]
    yield label, "\n".join(said) or _("Ticked")


def _inputs(form: FlaskForm) -> Iterator[Typed]:
    for field in form:
        if isinstance(field, HiddenField | BooleanField | FileField | PasswordField | SelectMultipleField):
            continue  # not typed, or ticked and chosen again at once; a password is shown nowhere
        label = str(field.label.text)
        if isinstance(field, SelectField):
            yield from ((label, str(words)) for value, words, *_rest in field.iter_choices() if value and value == field.data)
        elif words := (field.data if isinstance(field, StringField) else "".join(field.raw_data or ())):
            yield label, words
