"""The words of the console for questions to the applicant: acts, refusals, and what came with an answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from scoring.application.evidence import EvidenceFile
from scoring.application.questions import Question, QuestionSet
from scoring.casework.answer_questions import kinds_for
from scoring.pages.own.changes import ChangeWords
from scoring.pages.own.question_words import say_asked_about
from scoring.policy.model import Policy
from scoring.web.refusal_words import Remedies


def acts() -> dict[str, str]:
    """Name the acts in the journal."""
    return {"ask_questions": _("Applicant asked"), "answer_questions": _("Questions answered by the applicant")}


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """The words of one file: of its policy (None where it is not known here), and of the files that are there."""

    policy: Policy | None
    files: Iterable[EvidenceFile] = ()

    @property
    def changes(self) -> ChangeWords:
        """Give the words of what an answer changed."""
        return ChangeWords(self.policy)

    def about(self, question: Question) -> str:
        """Name what a question is about."""
        return say_asked_about(self.policy, question.about)

    def new_files(self, asked: QuestionSet, question: Question) -> tuple[EvidenceFile, ...]:
        """Give the files that can answer a question and came since it was asked, up to the answer."""
        kinds = kinds_for(self.policy, question) if self.policy is not None else ()
        until = asked.answer.at if asked.answer else None
        since = (file for file in self.files if file.kind in kinds and file.added_at > asked.asked_at)
        return tuple(file for file in since if until is None or file.added_at <= until)


REMEDIES: Remedies = (
    (
        r"Ask at least one question, and no more than (\d+) at once\.",
        lambda most: _("Ask at least one question, and no more than %(most)s at once.", most=most),
    ),
    (r"Choose a fact or a kind of document.*", lambda: _("Choose what the question is about.")),
    (r"Ask in words that the applicant.*", lambda: _("Ask in words that the applicant will understand.")),
)
