"""Recording an application, and amending its facts: people and facts on one page, assessed before anything is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.exceptions import Conflict
from werkzeug.wrappers import Response

from admin.conflicts import conflict
from admin.forms import DayForm
from admin.refusal_words import say_refusal
from admin.views.people import People
from scoring.application.application import Amendment, Intake, Shown
from scoring.application.status import Act
from scoring.casework.amend_facts import amend_facts
from scoring.casework.queries import read_file
from scoring.casework.record_application import Here, record_application
from scoring.engine import assess, day_of
from scoring.engine.assessment import Assessment
from scoring.errors import FactsRefused, InputRefused, OutsideForce, RoundUnknown, ScoringError
from scoring.pages.forms import FactsForm, as_form_data, facts_form, received
from scoring.pages.values import say_default
from scoring.pages.values import say_refusal as say_fact_refusal
from scoring.policy.facts import Fact
from scoring.policy.model import Policy
from scoring.web.language import language
from scoring.web.problem_words import words_of_error
from scoring.web.services import Services
from scoring.web.typed import whole_number

Answer = Response | str | tuple[str, int]
UNPROCESSABLE = 422


@dataclass(slots=True)
class Sheet:
    """One page of people, facts and the day, as it was sent or is first shown."""

    policy: Policy
    facts: FactsForm
    day: DayForm
    people: People | None
    pressed: bool = False
    assessment: Assessment | None = None

    def sections(self) -> list[tuple[str, list[Any]]]:
        """Give the questions by section, those that only the office answers last."""
        by_section: dict[str, list[Any]] = {}
        for field in self.facts.questions():
            by_section.setdefault(field.fact.ask.section if field.fact.ask else "", []).append(field)
        found = [(s.label.say(language()), by_section[s.id]) for s in self.policy.sections if s.id in by_section]
        return [*found, *([(_("Entered by the office"), by_section[""])] if "" in by_section else [])]

    def forms(self) -> list[FlaskForm]:
        """Give everything that can be typed: the people, the facts, the day."""
        people = [self.people.applicant, *self.people.family] if self.people else []
        return [*people, self.facts, self.day]

    def errors(self) -> list[dict[str, str]]:
        """Give every error for the error summary."""
        found = [{"text": error.text, "href": f"#{error.focus_id}"} for error in self.facts.problems()]
        found += [{"text": str(text), "href": f"#{field.id}"} for field in self.day for text in field.errors]
        return [*(self.people.errors() if self.people else ()), *found]


class RecordPages:
    """The pages of recording and amending; `services`, `officer` and `render` are the view's."""

    services: Services
    officer: Any
    render: Callable[..., str]

    @expose("/new")
    def choose(self) -> str:
        """Choose the policy."""
        today = self.services.clock.today()
        policies = [self.services.library.current(scheme, today) for scheme in self.services.library.schemes()]
        return self.render("console/choose.html", policies=policies, today=today)

    @expose("/new/<scheme>/<version>", methods=["GET", "POST"])
    def record(self, scheme: str, version: str) -> Answer:
        """Type an application, see its assessment, record it."""
        policy = self.services.library.find(scheme, version)
        if request.method == "GET":
            return self._sheet(self._first(policy, {}, People.empty()), Act.RECORD)
        sheet = self._sent(policy, People.sent(request.form))
        if sheet.pressed or not self._assess(sheet) or request.form.get("do") != "record":
            return self._sheet(sheet, Act.RECORD)
        return self._do(sheet, Act.RECORD, lambda: self._record(sheet))

    @expose("/<reference>/amend", methods=["GET", "POST"])
    def amend(self, reference: str) -> Answer:
        """Correct the facts while the application is accepted."""
        file = read_file(self.services.transaction, reference, officer=self.officer)
        latest = next(assessed for assessed in file.assessments if assessed.kind == "claimed")
        policy = self.services.library.find(file.application.pin.scheme, file.application.pin.version)
        if request.method == "GET":
            if Act.AMEND not in file.application.acts:
                raise Conflict
            sheet = self._first(policy, latest.facts, None)
            sheet.day.on.data, sheet.day.version.data = latest.on, str(file.application.version)
            return self._sheet(sheet, Act.AMEND, reference)
        sheet = self._sent(policy, None)
        if sheet.pressed or not self._assess(sheet) or request.form.get("do") != "record":
            return self._sheet(sheet, Act.AMEND, reference)
        return self._do(sheet, Act.AMEND, lambda: self._amend(sheet, reference, latest.pin.round), reference)

    def _record(self, sheet: Sheet) -> str:
        assert sheet.people is not None  # noqa: S101 - recording always has people
        applicant, family = sheet.people.read(self.services.clock.today())
        intake = Intake(sheet.policy.scheme, sheet.policy.version, applicant, family, sheet.facts.answers(), sheet.day.on.data)  # type: ignore[arg-type] - validated
        settings = self.services.settings
        recorded = record_application(
            self.services.transaction,
            self.services.library,
            intake,
            officer=self.officer,
            at=self.services.clock.now(),
            here=Here(settings.mode, self.services.timing),
        )
        return recorded.reference

    def _amend(self, sheet: Sheet, reference: str, round_id: str | None) -> str:
        shown = Shown(reference, whole_number(sheet.day.version.data) or 0)
        amendment = Amendment(sheet.facts.answers(), sheet.day.on.data, round_id, sheet.day.reason.data or "")  # type: ignore[arg-type] - validated
        amend_facts(
            self.services.transaction, self.services.library, shown, amendment, officer=self.officer, at=self.services.clock.now()
        )
        return reference

    def _first(self, policy: Policy, facts: Mapping[str, object], people: People | None) -> Sheet:
        on, _ended = day_of(policy, self.services.clock.today())
        day = DayForm(formdata=None, data={"on": on})
        return Sheet(policy, _form(policy)(formdata=None, data=as_form_data(facts)), day, people)

    def _sent(self, policy: Policy, people: People | None) -> Sheet:
        facts, press = received(_form(policy), request.form)
        return Sheet(policy, facts, DayForm(), people, pressed=press is not None or (people is not None and people.pressed))

    def _assess(self, sheet: Sheet) -> bool:
        """Check what was sent and assess it; False where something is wrong, with the words beside its input."""
        valid = sheet.facts.validate() & sheet.day.validate()
        if sheet.people is not None:
            valid &= sheet.people.check(self.services.clock.today())
        if not valid:
            return False
        try:
            sheet.assessment = assess(sheet.policy, sheet.facts.answers(), on=sheet.day.on.data)  # type: ignore[arg-type] - validated
        except FactsRefused as refused:
            for problem in refused.problems:
                sheet.facts.refuse(problem.fact, say_fact_refusal(sheet.policy, problem))
            return False
        except (OutsideForce, RoundUnknown) as error:
            words = words_of_error(error)
            sheet.day.refuse("on", f"{words.happened} {words.next_step}")
            return False
        return True

    def _do(self, sheet: Sheet, act: Act, do: Callable[[], str], reference: str = "") -> Answer:
        try:
            done = do()
        except InputRefused as refused:
            self._refuse(sheet, refused)
            return self._sheet(sheet, act, reference)
        except ScoringError as error:
            return conflict(self.render, error, *sheet.forms(), policy=sheet.policy)
        flash(_("The application is recorded.") if act is Act.RECORD else _("The facts are amended and assessed anew."), "success")
        return redirect(url_for("applications.file", reference=done))

    def _refuse(self, sheet: Sheet, refused: InputRefused) -> None:
        words = say_refusal(refused)
        if sheet.facts.find(refused.field) is not None:
            sheet.facts.refuse(refused.field, words)
        elif sheet.people is None or not sheet.people.refuse(refused.field, words):
            sheet.day.refuse(refused.field, words)

    def _sheet(self, sheet: Sheet, act: Act, reference: str = "") -> Answer:
        errors = sheet.errors()
        page = self.render("console/record.html", sheet=sheet, policy=sheet.policy, act=act, reference=reference, errors=errors)
        return (page, UNPROCESSABLE) if errors else page


def _form(policy: Policy) -> type[FactsForm]:
    facts: list[Fact] = sorted(policy.facts.values(), key=lambda f: f.ask.order if f.ask else 0)
    return facts_form(facts, language(), lambda fact: say_default(policy, fact, language()))
