"""The form by which questions of the office are answered: words to each, a file where one can prove it, the facts asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request
from flask_babel import gettext as _
from wtforms import BooleanField, FileField, HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice

from scoring.casework.answer_questions import kinds_for
from scoring.casework.evidence import MEBIBYTE, HandedEvidence
from scoring.errors import FactsRefused, InputRefused, NotAllowed
from scoring.pages.forms import FactsForm
from scoring.pages.own.forms import counted, fault
from scoring.pages.own.words import say_refused, say_unverified
from scoring.pages.questions import questions_form
from scoring.pages.values import say_refusal
from scoring.web.language import language

if TYPE_CHECKING:
    from scoring.application.points import Approval
    from scoring.application.questions import Question, QuestionSet
    from scoring.application.verifying import Given
    from scoring.policy.facts import Fact
    from scoring.policy.model import Policy


class AnswerForm(FactsForm):
    """What the form of every set has; `form_for` adds the inputs of its questions."""

    version = HiddenField()
    asked = HiddenField()  # the number of the set whose questions were shown
    prepared = HiddenField()  # how often the answer was saved before it was shown
    key = HiddenField()
    declared = HiddenField()  # the version that was shown

    @property
    def shown_version(self) -> int:
        """The version of the file that the form showed; none that there is for anything else."""
        return counted(self.version.data)

    @property
    def shown_set(self) -> int:
        """The number of the set that the form showed; none that there is for anything else."""
        return counted(self.asked.data)

    @property
    def shown_revision(self) -> int:
        """The revision of the prepared answer that the form showed; none that there is for anything else."""
        return counted(self.prepared.data)

    def words_of(self, asked: QuestionSet) -> dict[int, str]:
        """Give what was written to each question."""
        return {each.number: self[f"words_{each.number}"].data or "" for each in asked.questions}

    def facts_given(self) -> dict[str, Given]:
        """Give the facts asked about as they are to stand; one that is left open is taken back."""
        answers = self.answers()
        return {field.fact.id: (answers[field.fact.id],) if field.fact.id in answers else () for field in self.questions()}

    def take_missing(self, fresh: AnswerForm) -> None:
        """Take over the inputs that the form shown before did not have: what was approved then and can be put right by now."""
        for field in fresh:
            if field.name not in self:
                self._fields[field.name] = field

    def file_for(self, policy: Policy, question: Question, most: int) -> HandedEvidence | None:
        """Read the file that was sent for a question; None where there is none. Raises InputRefused: `kind`."""
        upload = request.files.get(f"file_{question.number}")
        if not upload:
            return None
        kinds = kinds_for(policy, question)
        chosen = kinds[0] if len(kinds) == 1 else request.form.get(f"kind_{question.number}", "")
        if chosen not in kinds:
            raise InputRefused("kind", "Choose which kind of evidence the file is.")
        return HandedEvidence(chosen, upload.read(most * MEBIBYTE + 1), upload.filename or "")

    def fault(self, question: Question, words: str) -> bool:
        """Put *words* beside the file of a question; it is not kept."""
        fault(self[f"file_{question.number}"], words)
        return False

    def refuse_act(self, policy: Policy, refused: InputRefused | FactsRefused | NotAllowed) -> None:
        """Say what keeps the answer from being sent: beside its input, or on the whole form where it is about none of them."""
        match refused:
            case InputRefused():
                self._refuse_input(refused)
            case FactsRefused():
                for problem in refused.problems:
                    words = say_refusal(policy, problem)
                    self.refuse(problem.fact, words)
                    self.form_errors = self.form_errors if self.find(problem.fact) else [*self.form_errors, words]
            case NotAllowed():
                self.form_errors = [*self.form_errors, say_unverified()]

    def _refuse_input(self, refused: InputRefused) -> None:
        place, _slash, name = refused.field.partition("/")
        field = self._fields.get(f"words_{name}" if place == "words" else place)
        if self.find(name or place):
            self.refuse(name or place, say_refused(refused))
        elif field is not None and not isinstance(field, HiddenField):
            fault(field, say_refused(refused))
        else:
            self.form_errors = [*self.form_errors, say_refused(refused)]

    def summary(self) -> list[dict[str, str]]:
        """Give every error for the error summary."""
        own = [field for field in self if field.name.partition("_")[0] in {"words", "file", "kind", "declaration"}]
        beside = [{"text": str(text), "href": f"#{field.id}"} for field in own for text in field.errors]
        whole = [{"text": str(text), "href": "#main-content"} for text in self.form_errors]
        return [*whole, *beside, *({"text": each.text, "href": f"#{each.focus_id}"} for each in self.problems())]


def form_for(policy: Policy, asked: QuestionSet, cites: Approval | None) -> type[AnswerForm]:
    """Make the form class of one set of questions to an application that goes by approved points, or by none."""
    fields: dict[str, Any] = {"declaration": BooleanField(_("I declare this"))}
    for each in asked.questions:
        fields[f"words_{each.number}"] = TextAreaField(_("Your answer in words"))
        kinds = kinds_for(policy, each)
        if kinds:
            fields[f"file_{each.number}"] = FileField(_("Add a file"))
        if len(kinds) > 1:
            choices = [SelectChoice(kind, policy.evidence[kind].label.say(language())) for kind in kinds]
            fields[f"kind_{each.number}"] = RadioField(_("What kind of document it is"), choices=choices, validate_choice=False)
    return type("QuestionSetForm", (AnswerForm, questions_form(policy, answerable(policy, asked, cites))), fields)


def answerable(policy: Policy, asked: QuestionSet, cites: Approval | None) -> list[Fact]:
    """Give the facts asked about that an applicant can answer, each once; what was approved since they were asked is none."""
    settled = cites.facts if cites else ()
    return [policy.facts[fact] for fact in asked.facts if policy.facts[fact].ask and fact not in settled]
