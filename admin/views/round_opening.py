"""批次: opening a round by what its notice says, or once more with what a cancelled one said put right."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _

from admin.conflicts import conflict
from admin.refusal_words import say_refusal
from admin.round_forms import RoundForm
from admin.views.acting import UNPROCESSABLE, Answer
from scoring.application.deadlines import local_time, moment_at
from scoring.application.districts import Known
from scoring.application.round_notice import problems_of
from scoring.application.rounds import Notice, is_announced, round_known
from scoring.casework.known_districts import known_districts
from scoring.casework.open_round import may_open, open_round
from scoring.casework.round_family import published_round, unpublished_round
from scoring.casework.round_queries import read_round
from scoring.engine.figure_words import round_rows
from scoring.errors import InputRefused, NotAllowed
from scoring.pages.applying.details import cities_of
from scoring.pages.public.lists import name_of
from scoring.web.language import language

if TYPE_CHECKING:
    from collections.abc import Callable

    from scoring.application.officer import Officer
    from scoring.casework.round_queries import RoundShown
    from scoring.policy.model import Policy
    from scoring.web.services import Services


class RoundOpeningPages:
    """For what a round can be opened, and the form of its notice."""

    services: Services
    officer: Officer
    render: Callable[..., str]

    @expose("/new", methods=["GET", "POST"])
    def new(self) -> Answer:
        """Enter the notice of a round, and open it; what the rules announce, or a cancelled one said, stands there already."""
        offered = dict(self.offers())
        key = request.args.get("of", "")
        if key not in offered:
            abort(404)
        policy, round_ = offered[key]
        form, published = RoundForm(), self._published(policy, round_)
        if published is not None and request.method == "GET":
            flash(_("This round is published, and its line holds. What is approved since goes on a follow-up list."), "error")
            return redirect(url_for("rounds.shown", number=published))
        if request.method == "GET":
            _prefill(form, policy, round_)
            if before := request.args.get("after", 0, int):
                _repeat(form, read_round(self.services.transaction, before, officer=self.officer))
            return self._notice(form, policy, round_)
        cities = cities_of(self.services)
        known = known_districts(self.services.transaction, policy, cities)
        form.validate()
        notice = _notice_of(form, policy, round_, known)
        if _is_sound(form, policy, notice):
            given = {"officer": self.officer, "at": self.services.clock.now(), "cities": cities}
            try:
                number = open_round(self.services.transaction, self.services.library, notice, **given)  # type: ignore[arg-type] # each by its name
            except InputRefused as refused:
                form.refuse("name", say_refusal(refused))
            except NotAllowed as refused:
                return conflict(self.render, refused, form)
            else:
                flash(_("The round is open. Its list is settled once its window is over."), "success")
                return redirect(url_for("rounds.shown", number=number))
        return self._notice(form, policy, round_), UNPROCESSABLE

    def _notice(self, form: RoundForm, policy: Policy, round_: str | None) -> str:
        rows, ranking = say_figures(policy, round_), policy.selection.ranking
        named = name_of(self.services, policy.scheme, policy.version, round_)
        ties = ranking.ties_at_cut_off if ranking else ""
        return self.render(
            "console/round_new.html", form=form, figures=rows, ties=ties, named=named, announced=is_announced(policy, round_)
        )

    def _published(self, policy: Policy, round_: str | None) -> int | None:
        """Give the round whose line holds, where the rules announce the window: once it is published no second one is opened."""
        known = round_known(policy, round_)
        if known is None or known.window_from is None or known.window_until is None:
            return None
        window = (moment_at(known.window_from), moment_at(known.window_until))
        rules = (policy.scheme, policy.version, round_)
        return published_round(self.services.transaction, rules, window, officer=self.officer)

    def unpublished_offers(self) -> tuple[list[Any], bool]:
        """Give of the `offers` those of which no round is published, and whether some are left out as others' to open."""
        found = [offer for offer in self.offers() if self._published(*offer[1]) is None]
        own = [offer for offer in found if may_open(self.services.transaction, *offer[1], officer=self.officer)]
        return own, len(own) < len(found)

    def open_rounds(self, offers: list[Any]) -> dict[str, tuple[int, str]]:
        """Give of which of the `offers` a round is open, number and name: that one is published or cancelled first."""
        rules = {key: (policy.scheme, policy.version, round_) for key, (policy, round_) in offers}
        found = {key: unpublished_round(self.services.transaction, each, officer=self.officer) for key, each in rules.items()}
        return {key: one for key, one in found.items() if one is not None}

    def offers(self) -> Any:
        """Give for what a round can be opened: each ranked version, and each round of it that its rules know."""
        for policy in self.services.library.policies:
            if policy.selection.ranking is not None:
                for round_ in [each.id for each in policy.own_rounds] or [None]:
                    yield key_of(policy, round_), (policy, round_)


def _is_sound(form: RoundForm, policy: Policy, notice: Notice) -> bool:
    """Name everything that is wrong with a notice; whether nothing is."""
    for problem in problems_of(policy, notice):
        if not form[problem.field].errors:  # what is wrong with one line of it, or cannot be read, says more
            form.refuse(problem.field, say_refusal(InputRefused(problem.field, problem.remedy)))
    return not form.errors


def say_figures(policy: Policy, round_: str | None) -> list[tuple[str, str]]:
    """Name the figures that the rules set for a round, each with what it is."""
    return [(each.label.say(language()) or each.id, value.say(language())) for each, value in round_rows(policy, round_)]


def key_of(policy: Policy, round_: str | None) -> str:
    """Name what a round can be opened for."""
    return f"{policy.name}/{round_ or ''}"


def _repeat(form: RoundForm, said: RoundShown) -> None:
    """Fill in what a round said that was cancelled."""
    form.name.data, form.kind.data = said.name, said.limit.kind
    form.window_from.data, form.window_until.data = local_time(said.window_from), local_time(said.window_until)
    form.number.data = str(said.limit.number) if said.limit.number is not None else ""
    form.districts.data = "\n".join(f"{district} {number}" for district, number in sorted(said.limit.districts.items()))
    form.line.data = str(said.limit.line) if said.limit.line is not None else ""
    form.fills_up.data = "yes" if said.fills_up else "no"


def _prefill(form: RoundForm, policy: Policy, round_: str | None) -> None:
    known = round_known(policy, round_)
    if known is not None:
        form.window_from.data, form.window_until.data = known.window_from, known.window_until
        form.number.data = str(known.quota) if known.quota is not None else ""


def _notice_of(form: RoundForm, policy: Policy, round_: str | None, known: Known) -> Notice:
    """Give the notice as it was typed; a moment that cannot be read is named already, and the rest is looked at nevertheless."""
    since = form.window_from.data or datetime.min  # noqa: DTZ901 - notices write moments without a zone
    until = form.window_until.data or datetime.max  # noqa: DTZ901 - likewise
    fills_up, name = form.fills_up.data == "yes", form.name.data or ""
    return Notice(policy.scheme, policy.version, round_, name, since, until, form.limit(known), fills_up=fills_up)
