"""Samples of decisions that auditors draw and look at, and the list of what was shown in full."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from admin.audit_forms import FindingForm, PeriodForm, SampleForm
from admin.audit_search import labels_of
from admin.conflicts import conflict
from admin.refusal_words import say_refusal
from admin.search import day_of
from admin.view import PAGE_SIZES, page_wanted
from admin.views.access_log import say_page
from scoring.application.audit import DecisionFilter
from scoring.casework.access_log import ViewSearch
from scoring.casework.draw_sample import close_sample, draw_sample, find_in_sample
from scoring.casework.export_journal import export_journal
from scoring.casework.lines import Wanted
from scoring.casework.reveals import list_reveals, reveal_rates
from scoring.casework.samples import Sample, SampleItem, list_samples, read_sample
from scoring.casework.verify_chains import read_chains
from scoring.errors import Erased, InputRefused, NotAllowed, Stale
from scoring.web.services import Services
from scoring.web.viewing import tell_rows

Answer = Response | str | tuple[str, int]
UNPROCESSABLE = 422


class SamplePages:
    """The pages of samples and reveals; `services`, `officer` and `render` are the view's."""

    services: Services
    officer: Any
    render: Callable[..., str]

    @expose("/samples", methods=["GET", "POST"])
    def samples(self) -> Answer:
        """List samples, and draw one."""
        form, services = SampleForm(), self.services
        form.scheme.choices = [SelectChoice("", _("All")), *(SelectChoice(one, one) for one in services.library.schemes())]
        if request.method == "POST" and form.validate_on_submit():
            wanted = DecisionFilter(first=form.first.data, last=form.last.data, scheme=form.scheme.data or "")
            given: dict[str, Any] = {"officer": self.officer, "at": services.clock.now()}
            try:
                number = draw_sample(services.transaction, form.seed.data or "", form.size.data or 0, wanted, **given)
            except InputRefused as refused:
                form.refuse(refused.field, say_refusal(refused))
            else:
                flash(_("Sample %(number)d is drawn.", number=number), "success")
                return redirect(url_for("audit.sample", number=number))
        # a list after a refused form begins anew, since the address asks for no page
        number, size = page_wanted() if request.method == "GET" else (1, PAGE_SIZES[0])
        page = list_samples(services.transaction, Wanted(number, size), officer=self.officer)
        answer = self.render("console/samples.html", page=page, sizes=PAGE_SIZES, form=form, labels_of=labels_of)
        return (answer, UNPROCESSABLE) if form.errors else answer

    @expose("/samples/<int:number>")
    def sample(self, number: int) -> str:
        """Show a sample with what was found of each decision, ready to be printed."""
        sample, items = read_sample(self.services.transaction, number, officer=self.officer)
        tell_rows(len(items))
        return self.render("console/sample.html", sample=sample, items=items, labels_of=labels_of, form=FindingForm())

    @expose("/samples/<int:number>/<int:member>", methods=["GET", "POST"])
    def finding(self, number: int, member: int) -> Answer:
        """Write down what was found of one decision."""
        sample, item = self._item(number, member)
        form = FindingForm()
        if request.method == "GET":
            form.turn.data, form.verdict.data, form.words.data = str(item.turn), item.verdict, item.words
            return self._finding_page(sample, item, form)
        if not form.validate_on_submit():
            return self._finding_page(sample, item, form), UNPROCESSABLE
        turn = int(form.turn.data) if (form.turn.data or "").isdigit() else -1
        given: dict[str, Any] = {"turn": turn, "officer": self.officer, "at": self.services.clock.now()}
        try:
            find_in_sample(self.services.transaction, number, member, form.verdict.data, form.words.data or "", **given)
        except InputRefused as refused:
            form.refuse(refused.field, say_refusal(refused))
            return self._finding_page(sample, item, form), UNPROCESSABLE
        except (Stale, NotAllowed, Erased) as error:
            return conflict(self.render, error, form)
        flash(_("Written down."), "success")
        return redirect(url_for("audit.sample", number=number))

    @expose("/samples/<int:number>/close", methods=["POST"])
    def close_sample(self, number: int) -> Answer:
        """Close a sample for good."""
        try:
            close_sample(self.services.transaction, number, officer=self.officer, at=self.services.clock.now())
        except NotAllowed as error:
            return conflict(self.render, error, FindingForm())
        flash(_("The sample is closed."), "success")
        return redirect(url_for("audit.sample", number=number))

    @expose("/export", methods=["GET", "POST"])
    def export_period(self) -> Answer:
        """Ask for a period, and give its journal as a file."""
        form = PeriodForm()
        if request.method == "POST" and form.validate_on_submit():
            first, last = form.first.data, form.last.data
            try:
                at = self.services.clock.now()
                made = export_journal(self.services.transaction, first, last, officer=self.officer, at=at)
            except InputRefused as refused:
                form.refuse(refused.field, say_refusal(refused))
            else:
                tell_rows(made.links)
                answer = Response(made.content, content_type="application/jsonl")
                answer.headers["Content-Disposition"] = f'attachment; filename="journal-{first}-{last}.jsonl"'
                return answer
        page = self.render("console/export.html", form=form, chains=read_chains(self.services.transaction, officer=self.officer))
        return (page, UNPROCESSABLE) if form.errors else page

    @expose("/reveals")
    def reveals(self) -> str:
        """List what was shown in full, with the rate of everybody."""
        given = {name: request.args.get(name, "").strip() for name in ("q", "who", "first", "last")}
        search = ViewSearch(given["q"], given["who"], day_of(given["first"]), day_of(given["last"]))
        page = list_reveals(self.services.transaction, search, Wanted(*page_wanted()), officer=self.officer)
        rates = reveal_rates(self.services.transaction, search, officer=self.officer)
        return self.render("console/reveals.html", page=page, rates=rates, search=search, sizes=PAGE_SIZES, say_page=say_page)

    def _item(self, number: int, member: int) -> tuple[Sample, SampleItem]:
        sample, items = read_sample(self.services.transaction, number, officer=self.officer)
        item = next((one for one in items if one.number == member), None)
        if item is None:
            raise NotFound
        return sample, item

    def _finding_page(self, sample: Sample, item: SampleItem, form: FindingForm) -> str:
        return self.render("console/finding.html", sample=sample, item=item, form=form)
