"""The pages of the short check: a question with the range so far, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from flask import render_template, request

from scoring.engine.assessment import Outcome
from scoring.pages.carried import carried_text
from scoring.pages.check import Check
from scoring.pages.forms import FactsForm
from scoring.pages.keeping import say_stale, ticked
from scoring.pages.short.agenda import Agenda, agenda
from scoring.pages.short.bar import Bar, bar
from scoring.pages.short_way import Way
from scoring.pages.values import say_refusal
from scoring.policy.facts import Fact
from scoring.policy.wording import Text


@dataclass(frozen=True, slots=True)
class Asking:
    """Where one person stands in the short check, and the question put; `fact` is None where it has ended.

    `is_fresh`: the question was not put before, so that what the last answer changed can be said.
    """

    check: Check
    way: Way
    agenda: Agenda
    fact: Fact | None
    is_fresh: bool
    is_exact: bool
    carried: str

    @classmethod
    def of(cls, check: Check, way: Way, chosen: Fact | None, key: bytes) -> Asking:
        """Put the question *chosen*, else the next."""
        is_exact = bool(request.args.get("exact"))
        found = agenda(check.policy, check.answers, way.left, on=check.on, is_exact=is_exact)
        fact = chosen or (check.policy.facts[found.fact] if found.fact else None)
        is_fresh = fact is None or (fact.id not in check.answers and fact.id not in way.trail)
        return cls(check, way, found, fact, is_fresh, is_exact, carried_text(key, check.policy, check.carried))

    @property
    def before(self) -> tuple[Decimal, Decimal] | None:
        """The range before the last answer, where that answer changed it."""
        if self.way.before is None or not self.is_fresh:
            return None
        low, high = map(Decimal, self.way.before)
        stands = self.agenda.standing
        return (
            (low, high)
            if low <= stands.lowest and high >= stands.highest and (low, high) != (stands.lowest, stands.highest)
            else None
        )

    @property
    def bar(self) -> Bar:
        """The range as a bar."""
        return bar(self.check.policy, self.agenda.standing, self.before, on=self.check.on)

    @property
    def back(self) -> str | None:
        """The fact of the question before this one."""
        earlier = self.way.earlier(self.fact.id if self.fact else None)
        return earlier if earlier in self.check.asked() else None

    @property
    def address(self) -> str:
        """Give the address of this page: each question has its own, so that Back leads to the one before."""
        if self.fact is not None:
            return self.address_of(self.fact.id)
        return f"{self.check.address('short_check')}{'?exact=1' if self.is_exact else ''}"

    def address_of(self, fact: str) -> str:
        """Give the address at which one question is put."""
        return f"{self.check.address('short_check')}?question={fact}{'&exact=1' if self.is_exact else ''}"


def question_page(asking: Asking, form: FactsForm) -> str:
    """Render the page of one question."""
    errors = [{"text": error.text, "href": f"#{error.focus_id}"} for error in form.problems()]
    if form.is_stale:
        errors.append({"text": say_stale(), "href": "#continue"})
    (field,) = form.questions()
    fact = field.fact
    return render_template(
        "pages/short/question.html",
        asking=asking,
        check=asking.check,
        form=form,
        field=field,
        errors=errors,
        has_errors=bool(errors),
        left_facts=[asking.check.policy.facts[left] for left in asking.agenda.left if left != fact.id],
        keeps=ticked(asking.check.kept.answers, fact),
        decides_alone=fact.id in asking.agenda.standing.condition_facts,
    )


def end_page(asking: Asking) -> str:
    """Render what came of the answers; where they contradict each other, that and where to change it."""
    check = asking.check
    problems = check.contradictions(check.answers)
    errors = [{"text": say_refusal(check.policy, problem), "href": asking.address_of(problem.fact)} for problem in problems]
    return render_template(
        "pages/short/end.html",
        asking=asking,
        check=check,
        stands=asking.agenda.standing,
        errors=errors,
        has_errors=bool(errors),
        Outcome=Outcome,
        refusals=refusals(asking),
        left=[check.policy.facts[fact] for fact in asking.agenda.left],
    )


def refusals(asking: Asking) -> list[Text]:
    """Name the vetoes that apply, or the requirements that are not met."""
    policy, refused = asking.check.policy, asking.agenda.standing.refused_by
    return [each.about.label for each in (*policy.vetoes, *policy.requirements) if each.id in refused]
