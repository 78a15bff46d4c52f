"""What the pages of one self-check have in common: the policy, the day, the answers of this browser, the addresses."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from scoring.engine import assess, day_of
from scoring.engine.advice import advises_the_public
from scoring.engine.assessment import Assessment
from scoring.engine.questions import asked
from scoring.errors import FactProblem, FactsRefused
from scoring.pages.carried import carried_text, read_carried
from scoring.pages.cookies import Cookies, Kept
from scoring.pages.sealing import key_from
from scoring.pages.short_way import read_way
from scoring.pages.steps import Step, steps
from scoring.pages.view import Page
from scoring.policy.model import Policy
from scoring.web.language import Language
from scoring.web.services import Services

UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Check:
    """One person's self-check as the browser brought it: the rules, the day they are read for, the answers.

    `kept` are the answers in the browser; `carried` those that only the form carries from page to page, since nobody asked that
    they be kept, and `sealed` the same as the form holds them; `let_go` are the sensitive questions that were answered in the short
    check and whose answers are neither kept nor carried here.
    """

    policy: Policy
    on: date
    has_ended: bool
    kept: Kept
    carried: Mapping[str, object] = field(default_factory=dict)
    sealed: str = ""
    let_go: tuple[str, ...] = ()

    @property
    def answers(self) -> Mapping[str, object]:
        """The answers so far; what the form carries is said later than what is kept."""
        return {**self.kept.answers, **self.carried}

    def names(self, facts: Iterable[str], language: Language) -> str:
        """Name the questions of *facts* in a row."""
        return ("、" if language == "zh" else ", ").join(self.policy.facts[fact].label.say(language) for fact in facts)

    def asked(self, answers: Mapping[str, object] | None = None) -> frozenset[str]:
        """Give the facts that are asked, after the answers kept or after *answers*."""
        return asked(self.policy, self.answers if answers is None else answers, on=self.on)

    def contradictions(self, answers: Mapping[str, object]) -> Sequence[FactProblem]:
        """Give what the engine refuses in *answers*."""
        try:
            assess(self.policy, answers, on=self.on)
        except FactsRefused as refused:
            return refused.problems
        return ()

    def address(self, page: str) -> str:
        """Give the address of another page of this policy."""
        return url_for(f"pages.{page}", scheme=self.policy.scheme, version=self.policy.version)

    def step_address(self, step: Step, **query: str | None) -> str:
        """Give the address of one step."""
        policy = self.policy
        return url_for("pages.questions", scheme=policy.scheme, version=policy.version, section=step.section.id, **query)


class CheckPage(Page):
    """A page of one policy's self-check."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.cookies = Cookies(key_from(services.settings.secret_key), is_secure=not services.settings.is_demonstration)

    def check(self, scheme: str, version: str) -> Check:
        """Give the self-check that this request is about; PolicyUnknown becomes a page with the nearest name."""
        policy = self.services.library.find(scheme, version)
        kept, carried = self.cookies.read(request, policy), read_carried(self.cookies.key, policy)
        sealed = carried_text(self.cookies.key, policy, carried)
        let_go = read_way(self.cookies, request, policy).let_go(policy, {*kept.answers, *carried})
        return Check(policy, *day_of(policy, self.services.clock.today()), kept, carried, sealed, let_go)

    def answer(self, check: Check, page: str, status: int = 200) -> Response:
        """Answer with a page; what could not be read is deleted with it."""
        response = make_response(page, status)
        if check.kept.is_spoilt:
            self.cookies.forget_spoilt(request, response, check.policy)
        return response


class AssessedPage(CheckPage):
    """A page that rests on the assessment of the answers; where there are none, or contradictory ones, it leads to them.

    A form may bring answers that are kept nowhere. The page changes nothing, so that the token of such a form matters to nobody.
    """

    methods: ClassVar[list[str]] = ["GET", "POST"]
    checks_token: ClassVar[bool] = True

    def dispatch_request(self, scheme: str, version: str) -> AnyResponse:
        """Show the page, or lead back to the answers."""
        check = self.check(scheme, version)
        if not check.answers:
            return redirect(check.address("check"))
        try:
            assessment = assess(check.policy, check.answers, on=check.on)
        except FactsRefused:
            return redirect(check.address("answers"))
        page = self.page(check, assessment)
        return self.answer(check, page) if isinstance(page, str) else page

    @abstractmethod
    def page(self, check: Check, assessment: Assessment) -> str | AnyResponse:
        """Render the page, or give another answer."""


class AdvisingPage(AssessedPage):
    """A page that advises what to do; under an illustrative policy it says why it does not, but for demonstrations."""

    def page(self, check: Check, assessment: Assessment) -> str | AnyResponse:
        """Advise, or say why not."""
        if advises_the_public(check.policy) or self.services.settings.is_demonstration:
            return self.advice(check, assessment)
        return render_template("pages/no_advice.html", check=check)

    @abstractmethod
    def advice(self, check: Check, assessment: Assessment) -> str | AnyResponse:
        """Render the page, or give another answer."""


class Begin(CheckPage):
    """`/zh/check/<scheme>/<version>`: to the first question of the long form, or to the answers there are.

    What another scheme asked begins none.
    """

    def dispatch_request(self, scheme: str, version: str) -> AnyResponse:
        """Lead to where the person goes on."""
        check = self.check(scheme, version)
        first = next((step for step in steps(check.policy) if step.questions(check.asked())), None)
        if first is None or any(not check.policy.facts[fact].shared for fact in check.answers):
            return redirect(check.address("answers"))
        return redirect(check.step_address(first))
