"""The short check: asks one question, takes its answer, and ends as soon as the outcome is certain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from flask import redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scoring.engine.questions.outcome import standing
from scoring.pages.check import UNPROCESSABLE, Check, CheckPage
from scoring.pages.cookies import Kept, TooMuch
from scoring.pages.forms import FactsForm, as_form_data, facts_form, received
from scoring.pages.keeping import is_to_be_kept
from scoring.pages.short.showing import Asking, end_page, question_page
from scoring.pages.short_way import Way, read_way, write_way
from scoring.pages.values import say_refusal
from scoring.policy.facts import Fact
from scoring.web.language import language

LEAVE = frozenset({"later", "decline"})
"""The buttons by which a question is left open."""


class ShortCheck(CheckPage):
    """`/zh/check/<scheme>/<version>/short`; `?question=` shows one question again, `?exact=1` asks on for the exact points.

    An answer is kept in the browser and the next question opened, so that Back and a reload ask nothing twice. While the form
    carries an answer that is not kept, each page answers the form before it instead.
    """

    methods: ClassVar[list[str]] = ["GET", "POST"]
    checks_token = True

    def dispatch_request(self, scheme: str, version: str) -> Response:
        """Ask, or take an answer."""
        check = self.check(scheme, version)
        way = read_way(self.cookies, request, check.policy)
        fact = None if request.values.get("question") else _question(check, request.form.get("shown"))
        if fact is None:
            return self._ask(check, way, _question(check, request.values.get("question")))
        return self._take(check, way, fact)

    def _ask(self, check: Check, way: Way, chosen: Fact | None) -> Response:
        """Put the question *chosen*, else the next; where there is none, say what came of it."""
        asking = Asking.of(check, way, chosen, self.cookies.key)
        if asking.fact is None:
            return self.answer(check, end_page(asking))
        data = as_form_data({id_: value for id_, value in check.answers.items() if id_ == asking.fact.id})
        return self._show(asking, _form(asking.fact)(formdata=None, data=data))

    def _show(self, asking: Asking, form: FactsForm, status: int = 200) -> Response:
        response = self.answer(asking.check, question_page(asking, form), status)
        fact = asking.fact
        if request.method == "GET" and fact and not fact.sensitive and fact.id not in asking.check.answers:
            # No answer stands on it: the browser may keep it, so that Back shows it as it was left, also without a network.
            response.cache_control.private, response.cache_control.max_age = True, 0
        return response

    def _take(self, check: Check, way: Way, fact: Fact) -> Response:
        form, press = received(_form(fact), request.form)
        if press is not None:
            return self._show(Asking.of(check, way, fact, self.cookies.key), form)
        is_left = request.form.get("press") in LEAVE
        form.validate()
        given = {} if is_left else form.answers()
        if not is_left and not form.problems():
            self._judge(check, fact, form, given)
        if (form.problems() and not is_left) or form.is_stale:
            return self._show(Asking.of(check, way, fact, self.cookies.key), form, UNPROCESSABLE)
        return self._go_on(check, way, form, given)

    def _judge(self, check: Check, fact: Fact, form: FactsForm, given: Mapping[str, object]) -> None:
        """Refuse an answer that is missing, or contradicts another."""
        if not given:
            form.refuse(fact.id, _("Give an answer, or press “I do not know”."))
        for problem in check.contradictions({**check.answers, **given}):
            form.refuse(problem.fact, say_refusal(check.policy, problem))

    def _go_on(self, check: Check, way: Way, form: FactsForm, given: Mapping[str, object]) -> Response:
        """Keep what may be kept, carry the rest, and put the next question."""
        (field,) = form.questions()
        fact = field.fact
        kept, carried = (
            {id_: value for id_, value in answers.items() if id_ != fact.id} for answers in (check.kept.answers, check.carried)
        )
        (kept if is_to_be_kept(fact) else carried).update(given)
        after = replace(check, kept=Kept(kept), carried=carried)
        went = way.went(fact.id, _range(check)) if given else way.passed(fact.id)
        response = self._ask(after, went, None) if carried else redirect(Asking.of(after, went, None, self.cookies.key).address)
        try:
            self.cookies.write(request, response, check.policy, kept)
        except TooMuch:
            form.refuse(
                fact.id, _("These are more answers than your browser can keep. Shorten a list, or delete your other answers.")
            )
            return self._show(Asking.of(check, way, fact, self.cookies.key), form, UNPROCESSABLE)
        write_way(self.cookies, response, check.policy, went)
        return response


def _form(fact: Fact) -> type[FactsForm]:
    """Make the form of one question, which is the heading of its page; while it is open nothing stands in for it."""
    form = facts_form([fact], language())

    class OneQuestion(form):  # type: ignore[valid-type,misc]  # the form is made for the fact
        """The form of one question."""

        def __init__(self, *args: object, **kwargs: object) -> None:
            super().__init__(*args, **kwargs)
            for field in self.questions():
                field.is_heading = True

    return OneQuestion


def _question(check: Check, id_: str | None) -> Fact | None:
    """Give the fact of a question that is asked of this person."""
    fact = check.policy.facts.get((id_ or "").strip())
    return fact if fact is not None and fact.id in check.asked() else None


def _range(check: Check) -> tuple[str, str]:
    stands = standing(check.policy, check.answers, on=check.on)
    return str(stands.lowest), str(stands.highest)
