"""公示: what waits for a public list, the list as it would be made, and those that were published."""

from __future__ import annotations

from functools import partial

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _

from admin.conflicts import conflict
from admin.publicity_forms import ListForm
from admin.refusal_words import say_refusal
from admin.view import ConsoleView
from admin.views.acting import UNPROCESSABLE, Answer
from scoring.application.moves import move_of
from scoring.application.publicity import K
from scoring.application.status import Act
from scoring.casework.listing import Batch
from scoring.casework.objection_queries import open_objections
from scoring.casework.public_lists import Preview, list_publications, read_list, read_preview, waiting_batches
from scoring.casework.publish_list import ListShown, propose_list, publish_list
from scoring.errors import CalendarUnknown, InputRefused, NotAllowed, Stale
from scoring.pages.applying.details import cities_of
from scoring.pages.public.lists import name_of
from scoring.pages.public.words import say_cell, say_field
from scoring.web.services import Services
from scoring.web.viewing import tell_rows

LINES = 50
"""How many lines of a preview stand on one page."""


class PublicityView(ConsoleView):
    """`/admin/publicity/`."""

    def __init__(self, services: Services, name: object, endpoint: str, url: str) -> None:
        super().__init__(services, name, endpoint, url)
        self.cities = cities_of(services)

    @expose("/")
    def index(self) -> str:
        """Show what waits for a list, and the lists there are."""
        waiting = waiting_batches(self.services.transaction, self.services.library, officer=self.officer)
        lists = list_publications(self.services.transaction, officer=self.officer)
        named = partial(name_of, self.services)
        may_publish = move_of(Act.PUBLISH).is_for(self.officer)
        shown = {"waiting": waiting, "lists": lists, "named": named, "may_publish": may_publish}
        objections = open_objections(self.services.transaction, officer=self.officer)
        today = self.services.clock.today()
        return self.render("console/publicity.html", objections=objections, today=today, **shown)

    @expose("/new", methods=["GET", "POST"])
    def new(self) -> Answer:
        """Show the list as it would be made; publish it, or propose it where two people are needed."""
        batch = Batch(request.args.get("scheme", ""), request.args.get("version", ""), request.args.get("round") or None)
        preview = read_preview(self.services.transaction, self.services.library, batch, officer=self.officer)
        form = ListForm()
        if request.method == "GET":
            form.starts.data, form.digest.data = self.services.clock.today(), preview.listing.digest
            return self._preview(preview, form)
        if not form.validate():
            return self._preview(preview, form), UNPROCESSABLE
        try:
            return self._do(ListShown(batch, form.digest.data or ""), form, preview)
        except InputRefused as refused:
            form.refuse(refused.field, say_refusal(refused))
            return self._preview(preview, form), UNPROCESSABLE
        except (Stale, NotAllowed, CalendarUnknown) as error:
            return conflict(self.render, error, form)

    @expose("/<int:publication>")
    def published(self, publication: int) -> str:
        """Show a list as it was published."""
        page = read_list(self.services.transaction, publication, request.args.get("page", 1, int), officer=self.officer)
        tell_rows(len(page.lines))
        made = page.publication
        named = name_of(self.services, made.scheme, made.version, made.round)
        return self.render("console/published.html", listed=page, named=named, today=self.services.clock.today(), **self._words())

    def _do(self, shown: ListShown, form: ListForm, preview: Preview) -> Answer:
        services, given = self.services, {"officer": self.officer, "at": self.services.clock.now()}
        if preview.needs_proposal:
            propose_list(services.transaction, services.library, shown, **given)  # type: ignore[arg-type] # each by its name
            flash(_("The list is proposed. Another supervisor, or the head, publishes it."), "success")
            return redirect(url_for("publicity.index"))
        assert form.starts.data is not None  # noqa: S101 - validated
        number = publish_list(services.transaction, services.library, services.timing, shown, form.starts.data, **given)  # type: ignore[arg-type] # each by its name
        flash(_("The list is published. Every applicant on it is told."), "success")
        return redirect(url_for("publicity.published", publication=number))

    def _preview(self, preview: Preview, form: ListForm) -> str:
        listing, page = preview.listing, max(1, request.args.get("page", 1, int))
        pages = max(1, -(-len(listing.lines) // LINES))
        page = min(page, pages)
        first = (page - 1) * LINES
        lines = list(enumerate(listing.lines, start=1))[first : first + LINES]
        tell_rows(len(lines))
        named = name_of(self.services, listing.batch.scheme, listing.batch.version, listing.batch.round)
        shown = {"preview": preview, "listing": listing, "lines": lines, "number": page, "pages": pages, "named": named, "k": K}
        shown["more"] = [say_field(each) for each in listing.more]
        return self.render("console/publish.html", form=form, **shown, **self._words())

    def _words(self) -> dict[str, object]:
        return {"say_field": say_field, "say_cell": partial(say_cell, cities=self.cities)}
