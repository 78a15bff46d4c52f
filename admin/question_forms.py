"""The form by which an officer asks the applicant: as many questions as there are lines, each about a fact or a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from admin.forms import MOST, ShownForm, at_most
from scoring.application.filing import Asked
from scoring.application.questions import FACTS
from scoring.casework.ask_questions import QUESTIONS_MAX, concerns
from scoring.pages.own.question_words import say_asked_about
from scoring.web.typed import whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scoring.policy.model import Policy

LINES = 2
"""How many lines there are at first."""


@dataclass(frozen=True, slots=True)
class Line:
    """One question: what it is about, its words, its article."""

    number: int
    about: Any
    words: Any
    reference: Any


class QuestionsForm(ShownForm):
    """Questions to one applicant; `for_policy` makes it."""

    count: int

    @classmethod
    def for_policy(cls, policy: Policy) -> QuestionsForm:
        """Give the form with as many lines as were sent, and one more where that was asked for."""
        sent = whole_number(request.form.get("count"))
        count = LINES if sent is None else sent
        count = min(max(count + (request.form.get("press") == "add"), 1), QUESTIONS_MAX)
        fields: dict[str, Any] = {"count": count}
        for n in range(count):
            fields[f"about_{n}"] = SelectField(_l("About"), choices=_choices(policy), validate_choice=False)
            fields[f"words_{n}"] = TextAreaField(_l("Question"), validators=[at_most(MOST)])
            fields[f"reference_{n}"] = StringField(
                _l("Article"),
                description=_l("Left empty, the articles of the policy on what the question is about."),
                validators=[at_most(300)],
            )
        form: QuestionsForm = type("QuestionsOf", (cls,), fields)()
        return form

    def lines(self) -> Iterator[Line]:
        """Give every line."""
        for n in range(self.count):
            yield Line(n + 1, self[f"about_{n}"], self[f"words_{n}"], self[f"reference_{n}"])

    def asked(self) -> tuple[Asked, ...]:
        """Give the lines in which something was typed or chosen."""
        return tuple(Asked(line.about.data or "", line.words.data or "", line.reference.data or "") for line in self._filled())

    def refuse(self, name: str, words: str) -> None:
        """Put an error beside the input of the line that it is about, or at the first line."""
        number, _slash, item = name.removeprefix("items/").partition("/")
        filled = list(self._filled())
        line = filled[int(number)] if number.isdigit() else next(self.lines())
        field = {"words": line.words, "reference": line.reference}.get(item, line.about)
        field.errors = [*field.errors, words]

    def _filled(self) -> Iterator[Line]:
        return (line for line in self.lines() if line.about.data or (line.words.data or "").strip())


def _choices(policy: Policy) -> list[SelectChoice]:
    """Give everything a question can be about, facts and documents apart."""
    kinds = {True: _("Facts"), False: _("Documents")}
    known = [SelectChoice(a, say_asked_about(policy, a), optgroup=kinds[a.startswith(FACTS)]) for a in concerns(policy)]
    return [SelectChoice("", "–"), *known]
