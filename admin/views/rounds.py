"""批次: rounds of schemes whose places are limited, from their notices to what became of each file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from admin.conflicts import conflict
from admin.proving_forms import ProvingForm
from admin.refusal_words import say_refusal
from admin.round_forms import AgreeForm, HoldForm, ListForm, ResultForm, typed_number
from admin.view import PAGE_SIZES, ConsoleView
from admin.views.acting import UNPROCESSABLE, Answer
from admin.views.follow_ups import FollowUpPages, left_without_points
from admin.views.round_ending import REFUSED, RoundEndingPages
from admin.views.round_opening import RoundOpeningPages, key_of, say_figures
from scoring.application.rounds import RoundStage, is_announced
from scoring.casework.cancel_round import CANCELLABLE
from scoring.casework.freeze_round import freeze_round, order_ranking
from scoring.casework.hold_round import ResultShown, hold_round, return_round
from scoring.casework.lines import Wanted
from scoring.casework.publish_round import publish_round
from scoring.casework.recompute_round import order_round
from scoring.casework.round_lists import read_places, tied
from scoring.casework.round_queries import RoundShown, list_rounds, read_round
from scoring.errors import InputRefused
from scoring.pages.applying.details import cities_of
from scoring.pages.public.lists import name_of
from scoring.web.access import may_open
from scoring.web.language import language
from scoring.web.person import officer as signed_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from scoring.policy.wording import Text
    from scoring.web.services import Services


class RoundsView(RoundOpeningPages, FollowUpPages, RoundEndingPages, ConsoleView):
    """`/admin/rounds/`."""

    @expose("/")
    def index(self) -> str:
        """List the rounds, and for what one can be opened."""
        page = list_rounds(self.services.transaction, _wanted(), officer=self.officer)
        named = partial(name_of, self.services)
        offers, others = self.unpublished_offers() if may_open(signed_in(), "rounds.new") else ([], False)
        shown = {"offers": offers, "others": others, "open_rounds": self.open_rounds(offers)}
        return self.render("console/rounds.html", page=page, sizes=PAGE_SIZES, named=named, **shown)

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
        forms = _forms(found, sent)
        if found.stage is RoundStage.RANKED and found.is_whole:
            forms["first"].offer(tied(services.transaction, number, officer=self.officer))
        named, today = name_of(services, found.scheme, found.version, found.round), services.clock.now()
        may = {name: may_open(signed_in(), f"rounds.{name}") for name in ("freeze", "out", "recompute", "follow_up")}
        may["freeze"], may["follow_up"] = may["freeze"] and found.is_whole, may["follow_up"] and found.is_whole
        may["cancel"] = may["freeze"] and found.stage in CANCELLABLE
        shown = {
            "found": found,
            "page": page,
            "sizes": PAGE_SIZES,
            "named": named,
            "figures": say_figures(policy, found.round),
            "now": today,
            "may": may,
        }
        shown |= {
            "say_district": partial(_say_district, _districts(services) if found.limit.kind == "districts" else {}),
            "of": key_of(policy, found.round),
            "announced": is_announced(policy, found.round),
            "without": left_without_points(found, policy),
        }
        return self.render("console/round.html", empty=FlaskForm(), sent=sent, **shown, **forms)


def _districts(services: Services) -> Mapping[str, Text]:
    return {code: name for city in cities_of(services) for code, name in city.districts.items()}


def _say_district(names: Mapping[str, Text], code: str) -> str:
    """Say a district by its code and name; that it is none where the office of a file is of no district."""
    if not code:
        return _("no district")
    return f"{code} {names[code].say(language())}" if code in names else code


def _wanted() -> Wanted:
    return Wanted(request.args.get("page", 1, int), request.args.get("size", PAGE_SIZES[0], int))


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
