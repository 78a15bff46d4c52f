"""Background work, for administrators: jobs and how far they are, what comes round, and whether workers live. Nothing personal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm
from werkzeug.exceptions import Conflict
from werkzeug.wrappers import Response

from admin.view import PAGE_SIZES, ConsoleView, page_wanted
from scoring.application.background import JobState, Order
from scoring.casework.deliveries import revive_dead
from scoring.casework.job_queries import JobSearch, list_jobs, overview, read_job
from scoring.casework.lines import Wanted
from scoring.casework.outbox import count_deliveries
from scoring.casework.queue_job import cancel_job
from scoring.errors import MoveRefused
from scoring.jobs.kinds import KINDS, SCHEDULES

SILENT_AFTER = timedelta(minutes=5)
TRIAL = {"steps": 5, "pause": 200}


class BackgroundView(ConsoleView):
    """`/admin/background/`."""

    @expose("/")
    def index(self) -> str:
        """Show background work at a glance, and the jobs, the newest first."""
        state = request.args.get("state", "")
        search = JobSearch(JobState(state) if state in set(JobState) else None, request.args.get("kind", ""))
        seen = overview(self.services.transaction, SCHEDULES, officer=self.officer)
        return self.render(
            "console/background.html",
            page=list_jobs(self.services.transaction, search, Wanted(*page_wanted()), officer=self.officer),
            search=search,
            seen=seen,
            is_silent=seen.seen_at is None or abs(self.services.clock.now() - seen.seen_at) > SILENT_AFTER,
            outbox=count_deliveries(self.services.transaction, officer=self.officer),
            states=list(JobState),
            kinds=list(KINDS),
            sizes=PAGE_SIZES,
            form=FlaskForm(),
        )

    @expose("/try", methods=["POST"])
    def try_out(self) -> Response:
        """Order a job that only counts, to see that workers live."""
        number = self.services.background.order(Order("try_out", TRIAL), officer=self.officer)
        flash(_("Job %(number)d was ordered. It is done within seconds where a worker lives.", number=number), "success")
        return redirect(url_for("background.index"))

    @expose("/revive", methods=["POST"])
    def revive(self) -> Response:
        """Let what was not delivered be sent again."""
        count = revive_dead(self.services.transaction, officer=self.officer, at=self.services.clock.now())
        flash(ngettext("%(num)d delivery is tried again.", "%(num)d deliveries are tried again.", count), "success")
        return redirect(url_for("background.index"))

    @expose("/<int:number>/cancel", methods=["GET", "POST"])
    def cancel(self, number: int) -> Response | str:
        """Ask, then cancel a job."""

        def do() -> str:
            state = cancel_job(self.services.transaction, number, officer=self.officer, at=self.services.clock.now())
            return _("Cancelled.") if state is JobState.CANCELLED else _("The job ends as soon as it next reports.")

        return self._act(number, {JobState.QUEUED, JobState.RUNNING}, "console/cancel_job.html", do)

    @expose("/<int:number>/retry", methods=["GET", "POST"])
    def retry(self, number: int) -> Response | str:
        """Ask, then have a job tried again that failed or was cancelled."""

        def do() -> str:
            self.services.background.retry(number, officer=self.officer)
            return _("The job is tried again.")

        return self._act(number, {JobState.FAILED, JobState.CANCELLED}, "console/retry_job.html", do)

    def _act(self, number: int, allowed: set[JobState], template: str, do: Callable[[], str]) -> Response | str:
        """Show what will be done, or do it; the use case refuses what does not fit the job's state any more."""
        form = FlaskForm()
        if request.method == "POST" and form.validate():
            try:
                flash(do(), "success")
            except MoveRefused:  # it went on since it was shown
                raise Conflict from None
            return redirect(url_for("background.index"))
        job = read_job(self.services.transaction, number, officer=self.officer)
        if job.state not in allowed:
            raise Conflict
        return self.render(template, job=job, form=form)
