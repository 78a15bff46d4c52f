"""Acts on one application: each a form that carries what was shown, checked by one use case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _
from werkzeug.exceptions import Conflict
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from admin.conflicts import conflict
from admin.forms import RegisterForm, ShownForm
from admin.intake_words import words_for
from admin.proving_forms import ProvingForm, SignedRecommendForm
from admin.refusal_words import say_refusal
from admin.views.filing import read_basis
from admin.words import say_relation
from scoring.application.application import Opinion, Shown
from scoring.application.evidence import EvidenceOverview
from scoring.application.persons import Registration
from scoring.application.reasons.grounds import Statement
from scoring.application.status import Act
from scoring.casework.queries import ApplicationFile, read_file
from scoring.casework.recommend import recommend
from scoring.casework.record_registration import record_registration
from scoring.casework.statements import preview_statement
from scoring.casework.workbench import proposed, read_bench
from scoring.errors import Blocked, InputRefused, MoveRefused, NotAllowed, OrgansUnnamed, Stale
from scoring.web.services import Services
from scoring.web.typed import whole_number

Answer = Response | str | tuple[str, int]
UNPROCESSABLE = 422
INTAKE = (Act.ACCEPT, Act.ASK_SUPPLEMENT, Act.ABANDON, Act.PROPOSE_NOT_ACCEPTING, Act.RETURN_PROPOSAL, Act.NOT_ACCEPT)
OF_THE_DESK = frozenset(
    {Act.RELEASE, Act.ADJUST, Act.DECLARE, Act.CLOSE_FLAG, Act.NOTE, Act.SEND_MESSAGE, Act.CONTEST_ANSWER, Act.WITHDRAW_REQUEST}
)


class ActPages:
    """The pages of acts; `services`, `officer` and `render` are the view's."""

    services: Services
    officer: Any
    render: Callable[..., str]
    evidence_of: Callable[[str], EvidenceOverview]

    @expose("/<reference>/recommend", methods=["GET", "POST"])
    def recommend(self, reference: str) -> Answer:
        """Propose to grant or to refuse; of a points record, to approve the points."""
        form = SignedRecommendForm()
        if self._file(reference).application.kind == "points":
            form.proposal.choices = [SelectChoice("approve", _("Approve the points"))]
            form.proposal.data = "approve"

        def do(shown: Shown) -> str:
            opinion = Opinion(form.proposal.data, form.reason.data or "", form.published_list.data or "")
            recommend(self.services.transaction, self.services.library, shown, opinion, officer=self.officer, at=self._now())
            return _("The recommendation is with the supervisors.")

        return self._act(reference, Act.RECOMMEND, form, do)

    @expose("/<reference>/register", methods=["GET", "POST"])
    def register(self, reference: str) -> Answer:
        """Record the registration of one person."""
        form = RegisterForm()
        file = self._file(reference)
        people = file.application.persons
        form.number.choices = [
            SelectChoice(n, f"{say_relation(people[n].relation)} {people[n].masked_name}") for n in file.application.unregistered
        ]

        def do(shown: Shown) -> str:
            registration = Registration(form.number.data, form.on.data, form.office.data or "")
            record_registration(self.services.transaction, shown, registration, officer=self.officer, at=self._now())
            return _("The registration is recorded. This person's entitlements are in force.")

        return self._act(reference, Act.REGISTER, form, do)

    def _now(self) -> Any:
        return self.services.clock.now()

    def _file(self, reference: str) -> ApplicationFile:
        return read_file(self.services.transaction, reference, officer=self.officer)

    def _act(
        self, reference: str, act: Act, form: ShownForm, do: Callable[[Shown], str], leads_to: str | Callable[[], str] = ""
    ) -> Answer:
        """Show the form, or do the act; what is wrong comes back beside its input, and a conflict keeps what was typed."""
        file = self._file(reference)
        if request.method == "GET":
            if act not in file.application.acts:
                raise Conflict
            _show(form, file)
            return self._page(file, act, form)
        if not form.validate_on_submit():
            return self._page(file, act, form), UNPROCESSABLE
        if isinstance(form, ProvingForm) and not form.is_proved():
            return self._page(file, act, form), UNPROCESSABLE
        try:
            done = do(shown_by(form, reference))
        except InputRefused as refused:
            form.refuse(refused.field, say_refusal(refused))
            return self._page(file, act, form), UNPROCESSABLE
        except (Blocked, Stale, MoveRefused, NotAllowed, OrgansUnnamed) as error:
            return conflict(self.render, error, form, file=file)
        flash(done, "success")
        where = leads_to if isinstance(leads_to, str) else leads_to()
        return redirect(where or url_for("applications.file", reference=reference))

    def _page(self, file: ApplicationFile, act: Act, form: ShownForm) -> str:
        if act in OF_THE_DESK:
            return self.render("console/desk_act.html", file=file, application=file.application, act=act, form=form)
        assessed = file.assessments[0]
        bench = None
        if act is Act.RECOMMEND:
            common: Any = {"officer": self.officer, "today": self.services.clock.today()}
            bench = read_bench(self.services.transaction, self.services.library, file.application.reference, **common)
            assessed = proposed(bench)
        basis = read_basis(self.services.library, file.application.pin, assessed)
        template = "console/intake_act.html" if act in INTAKE else "console/act.html"
        words = words_for(self.services, file, self.evidence_of(file.application.reference))
        shown = {"file": file, "application": file.application, "act": act, "form": form, "basis": basis, "intake_words": words}
        shown["bench"] = bench
        shown["preview"] = self.preview_of(file) if act is Act.RECOMMEND else None
        return self.render(template, **shown)

    def preview_of(self, file: ApplicationFile) -> Statement | None:
        """Give what would be stated if it were decided now."""
        services, common = self.services, {"officer": self.officer, "today": self.services.clock.today()}
        return preview_statement(services.transaction, services.library, services.timing, file.application.reference, **common)


def shown_by(form: ShownForm, reference: str) -> Shown:
    """Read what the person saw who sent the form."""
    return Shown(reference, whole_number(form.version.data) or 0, form.package.data or "")


def _show(form: ShownForm, file: ApplicationFile) -> None:
    """Put into the form what this page shows."""
    form.version.data = str(file.application.version)
    form.package.data = file.recommendation.package if file.recommendation else ""
