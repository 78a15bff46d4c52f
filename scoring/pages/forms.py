"""Forms made from a policy's facts: the self-check asks one section of them, the console all that an officer may enter.

With `Questions = facts_form(facts, language)`: `Questions(formdata=None, data=as_form_data(known))` shows what is known;
`form, press = received(Questions, request.form)` reads what was sent, where a press adds or removes a row and is no submission;
after `form.validate()`, `form.answers()` are plain values by fact id, None for what is known to be empty, open questions left
out, and `form.problems()` what is wrong.
A template writes `{{ field() }}` for each of `form.questions()`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field
from wtforms.fields.core import UnboundField

from scoring.pages.dates import DateField
from scoring.pages.fields import EMPTY, ChoiceField, FactField, NumberField, TextField
from scoring.pages.records import PART, RecordForm, RecordsField
from scoring.pages.widgets import ChoiceWidget, DateWidget, NumberWidget, RecordsWidget, TextWidget, Widget
from scoring.policy.facts import Fact
from scoring.web.language import Language
from scoring.web.typed import whole_number

FACT = "fact-"  # before a fact's id, so that no id can hide an attribute of Form
SayDefault = Callable[[Fact], str]

FIELDS: dict[str, type[FactField]] = {
    "boolean": ChoiceField,
    "choice": ChoiceField,
    "integer": NumberField,
    "decimal": NumberField,
    "date": DateField,
    "text": TextField,
}
WIDGETS: dict[type[FactField], Widget] = {
    ChoiceField: ChoiceWidget(),
    NumberField: NumberWidget(),
    DateField: DateWidget(),
    TextField: TextWidget(),
}
ROWS = RecordsWidget()


@dataclass(frozen=True, slots=True)
class Press:
    """A button beside a list was pressed."""

    act: Literal["add", "remove"]
    fact: str
    row: int | None = None


@dataclass(frozen=True, slots=True)
class FormError:
    """One wrong answer: the words for the summary, and the id of the control they lead to."""

    text: str
    focus_id: str


class FactsForm(FlaskForm):
    """A form whose fields are facts."""

    def questions(self) -> list[FactField | RecordsField]:
        """Give the fields that are facts, in the order asked."""
        return [field for field in self if isinstance(field, FactField | RecordsField)]

    @property
    def is_stale(self) -> bool:
        """Whether the token against forged forms is too old, or of another session; known after `validate`."""
        return "csrf_token" in self and bool(self.csrf_token.errors)

    def find(self, fact: str) -> FactField | RecordsField | None:
        """Give the field of one fact, if the form asks it."""
        return next((field for field in self.questions() if field.fact.id == fact), None)

    def answers(self) -> dict[str, object]:
        """Give what was answered by fact id, None where a fact is known to be empty.

        An open question is left out; an empty list is an answer.
        """
        given = {field.fact.id: field.records if isinstance(field, RecordsField) else field.answer for field in self.questions()}
        return {fact: None if value is EMPTY else value for fact, value in given.items() if value is not None}

    def refuse(self, fact: str, words: str) -> None:
        """Say of one answer what the engine found wrong with it; nothing where the form does not ask it."""
        field = self.find(fact)
        if field is not None:
            field.errors = [*field.errors, words]

    def problems(self) -> list[FormError]:
        """Give every wrong answer, for the error summary."""
        return [error for field in self.questions() for error in _errors(field)]


def facts_form(facts: Iterable[Fact], language: Language, say_default: SayDefault | None = None) -> type[FactsForm]:
    """Make the form class for *facts*; `say_default` words what holds where nothing is said."""
    fields = {FACT + fact.id: _field(fact, language, say_default(fact) if say_default else "") for fact in facts}
    return type("QuestionsForm", (FactsForm,), fields)


def _field(fact: Fact, language: Language, said_default: str) -> UnboundField[Field]:
    if fact.kind == "list":
        parts = {PART + part.id: _single(part, language, is_part=True) for part in fact.fields}
        row = type("RowForm", (RecordForm,), parts)
        return RecordsField(fact, language, row, said_default=said_default, widget=ROWS)  # type: ignore[return-value]  # as below
    return _single(fact, language, said_default=said_default)


def _single(fact: Fact, language: Language, **kwargs: Any) -> UnboundField[Field]:
    kind = FIELDS[fact.kind]
    return kind(fact, language, widget=WIDGETS[kind], **kwargs)  # type: ignore[return-value]  # unbound until a form is made


def as_form_data(facts: Mapping[str, object]) -> dict[str, object]:
    """Give plain facts as the `data` of a form; None is a fact known to be empty."""
    return {FACT + fact: EMPTY if value is None else value for fact, value in facts.items()}


def received(form_class: type[FactsForm], sent: MultiDict[str, str]) -> tuple[FactsForm, Press | None]:
    """Read a form as it was sent, and do what the pressed button asks for."""
    press = _press(sent)
    match press:
        case Press("remove", fact, int(row)):
            gone = f"{FACT}{fact}-{row}-"
            form = form_class(formdata=MultiDict([pair for pair in sent.items(multi=True) if not pair[0].startswith(gone)]))
            _removed(form, fact)
        case Press("add", fact):
            form = form_class(formdata=sent)
            _added(form, fact)
        case _:
            form = form_class(formdata=sent)
    return form, press


def _press(sent: Mapping[str, str]) -> Press | None:
    match sent.get("press", "").split(":"):
        case ["add", fact]:
            return Press("add", fact)
        case ["remove", fact, typed] if (row := whole_number(typed)) is not None:
            return Press("remove", fact, row)
        case _:
            return None


def _added(form: FactsForm, fact: str) -> None:
    field = form.find(fact)
    if isinstance(field, RecordsField) and not field.is_full:
        row = field.append_entry()
        next(iter(row.form)).autofocus = True


def _removed(form: FactsForm, fact: str) -> None:
    field = form.find(fact)
    if isinstance(field, RecordsField):
        field.focus_on_add = True


def _errors(field: FactField | RecordsField) -> list[FormError]:
    label = field.label.text
    texts = [text for text in field.errors if isinstance(text, str)]
    own = [FormError(_("%(question)s: %(problem)s", question=label, problem=text), field.focus_id) for text in texts]
    if not isinstance(field, RecordsField):
        return own
    parts = [(number, part) for number, row in enumerate(field.rows, start=1) for part in row.form]
    return own + [error for number, part in parts for error in _in_row(label, number, part)]


def _in_row(label: str, number: int, part: FactField) -> list[FormError]:
    place = _("%(list)s, entry %(number)s, %(question)s", list=label, number=number, question=part.label.text)
    return [FormError(_("%(question)s: %(problem)s", question=place, problem=text), part.focus_id) for text in part.errors]
