"""What stood in a form of questions that are not the open ones any more, in words: it is shown, so that nothing typed is lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _

from scoring.application.filing import Difference
from scoring.application.questions import FACTS
from scoring.pages.fields import say_none
from scoring.pages.own.changes import ChangeWords
from scoring.pages.own.question_form import form_for
from scoring.pages.own.question_words import say_asked_about
from scoring.policy.values import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.datastructures import MultiDict

    from scoring.application.own_file import OwnFile
    from scoring.application.questions import QuestionSet
    from scoring.policy.model import Policy

WORDS = "words_"


@dataclass(frozen=True, slots=True)
class Typed:
    """One thing that was typed, and what it was about."""

    about: str
    words: str = field(repr=False)


def typed_before(policy: Policy, file: OwnFile, number: int, sent: MultiDict[str, str]) -> tuple[Typed, ...]:
    """Give what was typed in the form of set *number*: words to its questions, and answers that are not as declared.

    Of a form that names no set of the file there are the words alone: nobody can tell what they were about.
    """
    asked = next((each for each in file.questions if each.number == number), None)
    if asked is None:
        words = (value for name, value in sent.items(multi=True) if name.startswith(WORDS))
        return tuple(Typed(_("Your answer in words"), said) for said in words if said.strip())
    return (*_words(policy, asked, sent), *_facts(policy, file, asked, sent))


def _words(policy: Policy, asked: QuestionSet, sent: MultiDict[str, str]) -> Iterator[Typed]:
    for each in asked.questions:
        said = sent.get(f"{WORDS}{each.number}", "")
        if said.strip():
            yield Typed(say_asked_about(policy, each.about), said)


def _facts(policy: Policy, file: OwnFile, asked: QuestionSet, sent: MultiDict[str, str]) -> Iterator[Typed]:
    form = form_for(policy, asked, None)(formdata=sent)  # whatever was approved since: it was typed
    answers = form.answers()
    for question in form.questions():
        id_, known = question.fact.id, file.declared.get(question.fact.id)
        raw = [value for name, value in sent.items(multi=True) if _is_of(name, question.name) and value.strip()]
        if raw and (id_ not in answers or answers[id_] != known):
            yield Typed(question.fact.label.say(question.language), _said(policy, id_, answers, raw))


def _is_of(name: str, field_name: str) -> bool:
    return name == field_name or name.startswith(f"{field_name}-")


def _said(policy: Policy, id_: str, answers: dict[str, Any], raw: list[str]) -> str:
    """Say an answer as the policy does; one that cannot be used as it was typed."""
    try:
        given = answers[id_]
        return say_none() if given is None else ChangeWords(policy).value(Difference(f"{FACTS}{id_}", None, given), given)
    except (KeyError, Refused):
        return _("; ").join(raw)
