"""The workbench: one fact after the other is judged, by keyboard; the rest of the page shows how far the file is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _

from admin.bench import acceptable, lines_of, say_claim, say_rejected
from admin.conflicts import conflict
from admin.desk_forms import VerdictForm
from admin.question_words import QuestionWords
from admin.refusal_words import say_refusal
from admin.views.acting import UNPROCESSABLE, Answer, shown_by
from admin.views.requests import answered
from scoring.application.application import Shown
from scoring.application.departments import newest
from scoring.application.evidence import EvidenceOverview
from scoring.application.status import Act
from scoring.application.verifying import Judgement, Kind, said
from scoring.casework.verify import verify
from scoring.casework.workbench import Bench, read_bench
from scoring.errors import FactsRefused, InputRefused, MoveRefused, NotAllowed, Stale
from scoring.pages.forms import FactsForm, as_form_data, facts_form, received
from scoring.pages.values import say_refusal as say_fact_refusal
from scoring.web.language import language
from scoring.web.services import Services


class VerifyPages:
    """The page of verification; `services`, `officer` and `render` are the view's."""

    services: Services
    officer: Any
    render: Callable[..., str]
    _now: Callable[[], Any]
    _file: Callable[[str], Any]
    evidence_of: Callable[[str], EvidenceOverview]

    @expose("/<reference>/verify", methods=["GET", "POST"])
    def verify(self, reference: str) -> Answer:
        """Judge facts, or see what was judged."""
        bench = read_bench(
            self.services.transaction, self.services.library, reference, officer=self.officer, today=self.services.clock.today()
        )
        form = VerdictForm()
        if request.method == "GET":
            form.fact.data = _asked(bench, request.args.get("fact", ""))
            form.version.data = str(bench.application.version)
            return self._bench(bench, form, self._empty(bench, form.fact.data))
        lines = request.form.getlist("line")
        if lines or request.form.get("do") == "accept":
            return self._judge(bench, form, None, [Judgement(fact, "accept") for fact in acceptable(bench, lines)])
        fact = _asked(bench, form.fact.data or "")
        form.fact.data = fact
        values, press = received(_form(bench, fact), request.form)
        if press is not None or not form.validate():
            return self._bench(bench, form, values, UNPROCESSABLE if press is None else None)
        if form.kind.data == "adjust" and not values.validate():
            return self._bench(bench, form, values, UNPROCESSABLE)
        given = values.answers() if form.kind.data == "adjust" else {}
        judgement = Judgement(
            fact, cast("Kind", form.kind.data), said(given, fact), form.reason.data or "", form.reference.data or ""
        )
        return self._judge(bench, form, values, [judgement])

    def _judge(self, bench: Bench, form: VerdictForm, values: FactsForm | None, judgements: list[Judgement]) -> Answer:
        reference = bench.application.reference
        shown: Shown = shown_by(form, reference)
        try:
            verify(self.services.transaction, self.services.library, shown, judgements, officer=self.officer, at=self._now())
        except (Stale, MoveRefused, NotAllowed) as error:
            forms = [form, *([values] if values and form.kind.data == "adjust" else [])]
            return conflict(self.render, error, *forms, file=self._file(reference), policy=bench.policy)
        except InputRefused as refused:
            form.refuse("kind" if refused.field == "verdict" else refused.field, say_refusal(refused))
        except FactsRefused as refused:
            for problem in refused.problems:
                form.refuse("kind", say_fact_refusal(bench.policy, problem))
        else:
            flash(_("Kept."), "success")
            return redirect(url_for("applications.verify", reference=reference, _anchor="judge"))
        return self._bench(bench, form, values or self._empty(bench, form.fact.data or ""), UNPROCESSABLE)

    def _empty(self, bench: Bench, fact: str) -> FactsForm:
        """Give the input for another value, with what is declared in it."""
        claimed = said(bench.claimed.facts, fact)
        return _form(bench, fact)(formdata=None, data=as_form_data({fact: claimed[0]} if claimed else {}))

    def _bench(self, bench: Bench, form: VerdictForm, values: FactsForm, status: int | None = None) -> Answer:
        fact, policy = form.fact.data or "", bench.policy
        today = self.services.clock.today()
        files = self.evidence_of(bench.application.reference).files
        lines = lines_of(bench, files, today)
        is_ticking = request.args.get("tick") == "evidenced"
        line = next((line for line in lines if any(row.fact == fact for row in line.rows)), None)
        claimed = said(bench.claimed.facts, fact)
        found = bench.departments.get(fact)
        file = self._file(bench.application.reference)
        acts = [str(act) for act in file.application.acts]
        text = self.render(
            "console/workbench.html",
            bench=bench,
            application=bench.application,
            lines=lines,
            line=line,
            row=next((row for row in line.rows if row.fact == fact), None) if line else None,
            form=form,
            values=values,
            claimed=say_claim(policy, fact, claimed) if fact else (),
            rejected=say_rejected(policy, fact, claimed) if fact else "",
            history=[one for one in bench.verdicts if one.fact == fact],
            acts=acts,
            ticked=[one.id for one in lines if is_ticking and one.is_evidenced],
            may_judge=Act.VERIFY.value in acts,
            with_departments=found,
            is_held=fact in bench.held,
            answered=answered,
            newest=counting(bench),
            may_ask_applicant=Act.ASK_QUESTIONS.value in acts and bool(file.submissions),
            question_words=QuestionWords(policy, files),
            say_claim=say_claim,
        )
        return text if status is None else (text, status)


def _asked(bench: Bench, wanted: str) -> str:
    """Give the fact that is asked for if it is to be checked, else the next that must be, else the next that is open."""
    standing = bench.standing
    known = {fact for item in standing.items for fact in item.facts}
    return wanted if wanted in known else next((fact for fact in (*standing.needed, *standing.open) if fact not in bench.held), "")


def counting(bench: Bench) -> set[int]:
    """Give the numbers of the requests that count for every fact they ask about: only those can be contested."""
    by_fact = {fact: newest(bench.requests, fact) for fact in bench.departments}
    return {one.number for one in bench.requests if all(by_fact[fact].get(one.department) == one for fact in one.facts)}


def _form(bench: Bench, fact: str) -> type[FactsForm]:
    facts = [bench.policy.facts[fact]] if fact else []
    return facts_form(facts, language())
