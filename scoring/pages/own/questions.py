"""Answering what the office asks while it verifies the application: one page, kept between visits, sent once."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _

from scoring.application import declaration
from scoring.application.answering import PreparedWords, PreparingWords
from scoring.application.application import Shown
from scoring.application.filing import Signature
from scoring.application.guards import Guard
from scoring.application.questions import QuestionsAnswer
from scoring.application.status import Act
from scoring.casework.answer_questions import answer_questions, kinds_for
from scoring.casework.hand_in_evidence import hand_in_evidence
from scoring.casework.own_evidence import own_evidence_overview
from scoring.casework.own_queries import read_own_file
from scoring.casework.prepare_question_answer import prepare_question_answer, read_prepared_words
from scoring.errors import EvidenceRefused, FactsRefused, InputRefused, MoveRefused, NotAllowed, Stale
from scoring.pages.applying.files import room_of
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.forms import as_form_data, received
from scoring.pages.own.files import FileAct, file_address, shown
from scoring.pages.own.question_form import AnswerForm, answerable, form_for
from scoring.pages.own.question_typed import Typed, typed_before
from scoring.pages.own.question_words import say_pause
from scoring.pages.own.withdraw import CONFLICT
from scoring.pages.own.words import say_refused
from scoring.web.evidence_words import say_evidence_refusal

if TYPE_CHECKING:
    from scoring.application.evidence import EvidenceFile
    from scoring.application.holder import Holder
    from scoring.application.own_file import OwnFile
    from scoring.pages.view import Answer
    from scoring.policy.model import Policy

KEY_BYTES = 24


class AnswerQuestions(FileAct):
    """`/zh/account/applications/<reference>/questions`: what is asked, and everything by which it can be answered."""

    act = Act.ANSWER_QUESTIONS
    comes_again = True

    def answer(self, file: OwnFile, holder: Holder) -> Answer:
        """Ask, keep a file, or send the answer."""
        if not file.questions:
            return redirect(file_address(file.reference))
        if request.method == "GET":
            return self._page(file, holder, self._fresh(file, holder))
        form, press = received(form_for(self._policy(file), file.questions[-1], file.cited), request.form)
        if form.shown_set != file.questions[-1].number:
            return self._lost(file, holder, form)
        return self._page(file, holder, form) if press else self._take(file, holder, form)

    def _take(self, file: OwnFile, holder: Holder, form: AnswerForm) -> Answer:
        """Keep the files that came along, then send the answer; what is wrong comes back beside its input."""
        try:
            is_valid = form.validate()
            if form.is_stale or not all((is_valid, self._keep_files(file, holder, form))):
                return self._page(file, holder, form), UNPROCESSABLE
            if request.form.get("then") in {"file", "save"}:
                return self._save(file, holder, form)
            self._send(file, holder, form)
        except (Stale, MoveRefused):
            return self._lost(file, holder, form)
        except (NotAllowed, InputRefused, FactsRefused) as refused:
            if isinstance(refused, NotAllowed) and refused.why != Guard.IDENTITY:
                return self._lost(file, holder, form)
            form.refuse_act(self._policy(file), refused)
            return self._page(file, holder, form), UNPROCESSABLE
        flash(_("Your answer is with the office."), "own")
        return redirect(file_address(file.reference))

    def _keep_files(self, file: OwnFile, holder: Holder, form: AnswerForm) -> bool:
        """Keep every file that was sent, each at once; say of one that is refused what to do."""
        services, policy, are_kept = self.services, self._policy(file), True
        there = {each.number for each in self._files(file, holder)}
        for question in file.questions[-1].questions:
            try:
                handed = form.file_for(policy, question, services.settings.evidence.file_mib)
                if handed is None:
                    continue
                given, common = Shown(file.reference, form.shown_version), {"holder": holder, "at": services.clock.now()}
                kept = hand_in_evidence(room_of(services), services.library, given, handed, **common)
            except EvidenceRefused as refused:
                are_kept = form.fault(question, " ".join(say_evidence_refusal(refused)))
            except InputRefused as refused:
                are_kept = form.fault(question, say_refused(refused))
            else:
                if kept.number not in there:  # the same file once more changes nothing
                    form.version.data = str(form.shown_version + 1)
                    there.add(kept.number)
        return are_kept

    def _save(self, file: OwnFile, holder: Holder, form: AnswerForm) -> Answer:
        """Keep what was typed for another visit; with a file one goes on at once."""
        services, asked = self.services, file.questions[-1]
        typed = PreparingWords(Shown(file.reference, form.shown_revision), asked.number, form.words_of(asked), form.facts_given())
        common = {"holder": holder, "at": services.clock.now()}
        kept = prepare_question_answer(services.transaction, services.library, typed, **common)
        form.prepared.data = str(kept.revision)
        if request.form.get("then") == "file":
            return self._page(file, holder, form)
        flash(_("What you typed is kept, and is not with the office yet. Send it when it is whole."), "own")
        return redirect(file_address(file.reference))

    def _send(self, file: OwnFile, holder: Holder, form: AnswerForm) -> None:
        services = self.services
        declared = (form.declared.data or "") if form["declaration"].data else ""
        signature = Signature(Shown(file.reference, form.shown_version), declared, form.key.data or "")
        answer = QuestionsAnswer(signature, form.words_of(file.questions[-1]), form.facts_given(), form.shown_revision)
        answer_questions(services.transaction, services.library, answer, holder=holder, at=services.clock.now())

    def _policy(self, file: OwnFile) -> Policy:
        return self.services.library.find(file.scheme, file.policy_version)

    def _prepared(self, file: OwnFile, holder: Holder) -> PreparedWords:
        """Give what was typed on an earlier visit; nothing where nothing can be answered any more."""
        try:
            return read_prepared_words(self.services.transaction, file.reference, holder=holder)
        except (MoveRefused, NotAllowed):
            return PreparedWords(file.questions[-1].number, 0, None)

    def _fresh(self, file: OwnFile, holder: Holder) -> AnswerForm:
        """Give the form of the questions that are open now, with what was typed before, else with the facts as they stand."""
        asked, before = file.questions[-1], self._prepared(file, holder)
        facts = {fact: value for fact, value in file.declared.items() if fact not in before.facts}
        facts |= {fact: given[0] for fact, given in before.facts.items() if given}
        known = as_form_data(facts) | {f"words_{number}": words for number, words in before.words.items()}
        form = form_for(self._policy(file), asked, file.cited)(formdata=None, data=known)
        form.version.data, form.asked.data, form.prepared.data = str(file.version), str(asked.number), str(before.revision)
        return form

    def _lost(self, file: OwnFile, holder: Holder, form: AnswerForm) -> Answer:
        """Show what was typed beside what stands there by now, so that it can be sent once more.

        What was typed to other questions than those that are open now stands there to be read: it answers none of these.
        """
        now = read_own_file(self.services.transaction, file.reference, holder=holder)
        if form.shown_set != now.questions[-1].number:
            typed = typed_before(self._policy(now), now, form.shown_set, request.form)
            return self._page(now, holder, self._fresh(now, holder), is_conflict=True, typed=typed), CONFLICT
        fresh = self._fresh(now, holder)
        form.take_missing(fresh)
        form.version.data, form.prepared.data = str(now.version), fresh.prepared.data
        return self._page(now, holder, form, is_conflict=True), CONFLICT

    def _files(self, file: OwnFile, holder: Holder) -> tuple[EvidenceFile, ...]:
        services, on = self.services, self.services.clock.today()
        found = own_evidence_overview(services.transaction, services.library, file.reference, holder=holder, on=on)
        return tuple(each for each in found.files if each.added_at > file.questions[-1].asked_at)

    def _page(
        self,
        file: OwnFile,
        holder: Holder,
        form: AnswerForm,
        *,
        is_conflict: bool = False,
        typed: tuple[Typed, ...] | None = None,
    ) -> str:
        policy, asked = self._policy(file), file.questions[-1]
        files = self._files(file, holder)
        form.key.data = form.key.data or secrets.token_urlsafe(KEY_BYTES)
        form.declared.data = declaration.CURRENT
        return render_template(
            "pages/own/questions.html",
            **shown(self.services, file),
            asked=asked,
            form=form,
            errors=form.summary(),
            is_conflict=is_conflict,
            typed=typed,
            is_possible=self.act in file.acts,
            is_late=asked.due is not None and asked.due < self.services.clock.today(),
            is_paused=asked.is_paused(self.services.clock.today()),
            say_pause=say_pause,
            files_for=lambda question: [each for each in files if each.kind in kinds_for(policy, question)],
            fact_of={question.number: _first(policy, file, question.number) for question in asked.questions},
            most=self.services.settings.evidence.file_mib,
            declaration=declaration.TEXTS[declaration.CURRENT],
        )


def _first(policy: Policy, file: OwnFile, number: int) -> str:
    """Give the fact whose input stands at a question: at the first that is about it, and only where an applicant can answer it."""
    asked = file.questions[-1]
    facts = {fact.id for fact in answerable(policy, asked, file.cited)}
    by = {question.fact: question.number for question in reversed(asked.questions) if question.fact in facts}
    return next((fact for fact, at in by.items() if at == number), "")
