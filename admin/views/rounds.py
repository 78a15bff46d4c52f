"""批次: rounds of schemes whose places are limited, from their notices to what became of each file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from admin.conflicts import conflict
from admin.proving_forms import ProvingForm
from admin.refusal_words import say_refusal
from admin.round_forms import AgreeForm, HoldForm, ListForm, OutForm, ResultForm, RoundForm, typed_number
from admin.view import PAGE_SIZES, ConsoleView
from admin.views.acting import UNPROCESSABLE, Answer
from scoring.application.application import Shown
from scoring.application.rounds import PROBLEMS, Notice, RoundStage, is_announced, problems_of, round_known, without_points
from scoring.casework.freeze_round import freeze_round, order_ranking
from scoring.casework.hold_round import ResultShown, hold_round, return_round
from scoring.casework.lines import Wanted
from scoring.casework.open_round import open_round
from scoring.casework.publish_round import publish_round
from scoring.casework.queries import read_file
from scoring.casework.recompute_round import order_round
from scoring.casework.round_lists import read_places, tied
from scoring.casework.round_queries import RoundShown, list_rounds, read_round
from scoring.casework.take_out import take_out
from scoring.engine.figure_words import round_rows
from scoring.errors import InputRefused, MoveRefused, NotAllowed, NotYet, OrgansUnnamed, Stale
from scoring.pages.public.lists import name_of
from scoring.web.access import may_open
from scoring.web.language import language
from scoring.web.person import officer as signed_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from scoring.policy.model import Policy

REFUSED = (Stale, NotAllowed, NotYet, OrgansUnnamed, MoveRefused)


class RoundsView(ConsoleView):
    """`/admin/rounds/`."""

    @expose("/")
    def index(self) -> str:
        """List the rounds, and for what one can be opened."""
        page = list_rounds(self.services.transaction, _wanted(), officer=self.officer)
        named = partial(name_of, self.services)
        return self.render("console/rounds.html", page=page, sizes=PAGE_SIZES, named=named, offers=list(self._offers()))

    @expose("/new", methods=["GET", "POST"])
    def new(self) -> Answer:
        """Enter the notice of a round, and open it; what the rules announce stands there already."""
        offered = dict(self._offers())
        key = request.args.get("of", "")
        if key not in offered:
            abort(404)
        policy, round_ = offered[key]
        form = RoundForm()
        if request.method == "GET":
            _prefill(form, policy, round_)
            return self._notice(form, policy, round_)
        notice = _notice_of(form, policy, round_) if form.validate() else None
        if notice is None:
            return self._notice(form, policy, round_), UNPROCESSABLE
        for problem in problems_of(policy, notice):
            form.refuse(problem.field, say_refusal(InputRefused(problem.field, PROBLEMS[problem.why])))
        if not form.errors:
            try:
                given = {"officer": self.officer, "at": self.services.clock.now()}
                number = open_round(self.services.transaction, self.services.library, notice, **given)  # type: ignore[arg-type] # each by its name
            except InputRefused as refused:
                form.refuse("name", say_refusal(refused))
            else:
                flash(_("The round is open. Its list is settled once its window is over."), "success")
                return redirect(url_for("rounds.shown", number=number))
        return self._notice(form, policy, round_), UNPROCESSABLE

    @expose("/<int:number>")
    def shown(self, number: int) -> str:
        """Show a round, with a page of its list."""
        return self._round(number)

    @expose("/<int:number>/freeze", methods=["POST"])
    def freeze(self, number: int) -> Answer:
        """Settle the list that was displayed."""
        form = ListForm()
        done = partial(freeze_round, self.services.transaction, number, form.digest.data or "")
        return self._do(number, form, done, _("The list is settled. Have it ranked next."))

    @expose("/<int:number>/rank", methods=["POST"])
    def rank(self, number: int) -> Answer:
        """Have the list ranked in the background."""
        done = partial(order_ranking, self.services.transaction, number)
        return self._do(number, FlaskForm(), done, _("It is ranked in the background. Load the page again to see how far it is."))

    @expose("/<int:number>/hold", methods=["POST"])
    def hold(self, number: int) -> Answer:
        """Agree to the result as the first person."""
        form, services = HoldForm(), self.services
        form.offer(tied(services.transaction, number, officer=self.officer))
        known = (services.transaction, services.library, services.timing, _result(number, form), form.drawn.data or [])
        done = partial(hold_round, *known, reason=form.reason.data or "")
        return self._do(number, form, done, _("You agreed. Another supervisor publishes the result, or gives it back."))

    @expose("/<int:number>/return", methods=["POST"])
    def give_back(self, number: int) -> Answer:
        """Give the result back as the second person."""
        form = ResultForm()
        done = partial(return_round, self.services.transaction, _result(number, form), reason=form.reason.data or "")
        return self._do(number, form, done, _("The result is given back."))

    @expose("/<int:number>/publish", methods=["POST"])
    def publish(self, number: int) -> Answer:
        """Publish the result as the second person."""
        form, services = AgreeForm(), self.services
        known = (services.transaction, services.library, services.timing, _result(number, form))
        return self._do(number, form, partial(publish_round, *known), _("The result is published. Each applicant is told."))

    @expose("/<int:number>/recompute", methods=["POST"])
    def recompute(self, number: int) -> Answer:
        """Have the published result computed again in the background, to compare."""
        done = partial(order_round, self.services.transaction, number)
        return self._do(
            number, FlaskForm(), done, _("It is computed again in the background. Load the page again to see what comes out.")
        )

    @expose("/<int:number>/out/<reference>", methods=["GET", "POST"])
    def out(self, number: int, reference: str) -> Answer:
        """Take a file out of the round, with reasons."""
        file, form = read_file(self.services.transaction, reference, officer=self.officer), OutForm()
        found = read_round(self.services.transaction, number, officer=self.officer)
        if request.method == "GET":
            form.version.data = str(file.application.version)
            return self.render("console/round_out.html", found=found, file=file, form=form)
        if not form.validate():
            return self.render("console/round_out.html", found=found, file=file, form=form), UNPROCESSABLE
        shown, given = Shown(reference, typed_number(form.version.data)), {"officer": self.officer, "at": self.services.clock.now()}
        try:
            take_out(self.services.transaction, shown, reason=form.reason.data or "", **given)  # type: ignore[arg-type] # each by its name
        except REFUSED as error:
            return conflict(self.render, error, form)
        flash(_("The file is taken out of the round. Have the list ranked again."), "success")
        return redirect(url_for("rounds.shown", number=number))

    def _do(self, number: int, form: FlaskForm, act: Callable[..., Any], said: str) -> Answer:
        """Do one act about a round, and wake who works in the background."""
        if not form.validate_on_submit():
            return self._round(number, form), UNPROCESSABLE
        if isinstance(form, ProvingForm) and not form.is_proved():
            return self._round(number, form), UNPROCESSABLE
        try:
            act(officer=self.officer, at=self.services.clock.now())
        except InputRefused as refused:
            form.refuse(refused.field, say_refusal(refused))  # type: ignore[attr-defined]  # only forms with inputs can be refused so
            return self._round(number, form), UNPROCESSABLE
        except REFUSED as error:
            return conflict(self.render, error, form)
        self.services.background.wake()
        flash(said, "success")
        return redirect(url_for("rounds.shown", number=number))

    def _round(self, number: int, sent: FlaskForm | None = None) -> str:
        services = self.services
        found = read_round(services.transaction, number, officer=self.officer)
        page = read_places(services.transaction, number, _wanted(), officer=self.officer)
        policy = services.library.find(found.scheme, found.version)
        rows = [(each.label.say(language()) or each.id, value.say(language())) for each, value in round_rows(policy, found.round)]
        forms = _forms(found, sent)
        if found.stage is RoundStage.RANKED:
            forms["first"].offer(tied(services.transaction, number, officer=self.officer))
        named, today = name_of(services, found.scheme, found.version, found.round), services.clock.now()
        may = {name: may_open(signed_in(), f"rounds.{name}") for name in ("freeze", "out", "recompute")}
        shown = {"found": found, "page": page, "sizes": PAGE_SIZES, "named": named, "figures": rows, "now": today, "may": may}
        shown |= {"announced": is_announced(policy, found.round), "without": without_points(policy, found.round)}
        return self.render("console/round.html", empty=FlaskForm(), sent=sent, **shown, **forms)

    def _notice(self, form: RoundForm, policy: Policy, round_: str | None) -> str:
        rows = [(each.label.say(language()) or each.id, value.say(language())) for each, value in round_rows(policy, round_)]
        ranking, named = policy.selection.ranking, name_of(self.services, policy.scheme, policy.version, round_)
        ties = ranking.ties_at_cut_off if ranking else ""
        return self.render(
            "console/round_new.html", form=form, figures=rows, ties=ties, named=named, announced=is_announced(policy, round_)
        )

    def _offers(self) -> Any:
        """Give for what a round can be opened: each ranked version, and each round of it that its rules know."""
        for policy in self.services.library.policies:
            if policy.selection.ranking is not None:
                for round_ in [each.id for each in policy.own_rounds] or [None]:
                    yield f"{policy.name}/{round_ or ''}", (policy, round_)


def _wanted() -> Wanted:
    return Wanted(request.args.get("page", 1, int), request.args.get("size", PAGE_SIZES[0], int))


def _prefill(form: RoundForm, policy: Policy, round_: str | None) -> None:
    known = round_known(policy, round_)
    if known is not None:
        form.window_from.data, form.window_until.data = known.window_from, known.window_until
        form.number.data = str(known.quota) if known.quota is not None else ""


def _notice_of(form: RoundForm, policy: Policy, round_: str | None) -> Notice | None:
    since, until = form.window_from.data, form.window_until.data
    if since is None or until is None:
        return None
    fills_up, name = form.fills_up.data == "yes", form.name.data or ""
    return Notice(policy.scheme, policy.version, round_, name, since, until, form.limit(), fills_up=fills_up)


def _result(number: int, form: ResultForm | AgreeForm) -> ResultShown:
    return ResultShown(number, form.digest.data or "", typed_number(form.hold.data))


def _forms(found: RoundShown, sent: FlaskForm | None) -> dict[str, Any]:
    """Give the forms of the page, the one that was sent as it was typed."""
    hold = str(found.hold.number) if found.hold else ""
    settle = sent if isinstance(sent, ListForm) else ListForm(formdata=None, digest=found.list_digest)
    first = sent if isinstance(sent, HoldForm) else HoldForm(formdata=None, digest=found.digest, hold=hold)
    is_result = isinstance(sent, ResultForm) and not isinstance(sent, HoldForm)
    result = sent if is_result else ResultForm(formdata=None, digest=found.digest, hold=hold)
    agree = sent if isinstance(sent, AgreeForm) else AgreeForm(formdata=None, digest=found.digest, hold=hold)
    return {"settle": settle, "first": first, "result": result, "agree": agree}
