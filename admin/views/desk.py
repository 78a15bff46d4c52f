"""The officers' desk on the pages of applications: who holds a file, interests, flags, notes, and giving out many files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms.fields.choices import SelectChoice

from admin.conflicts import conflict
from admin.desk_forms import AdjustForm, AssignForm, CloseFlagForm, DeclareForm, MessageForm, NoteForm, ReleaseForm
from admin.forms import ShownForm
from admin.refusal_words import say_refusal
from admin.search import search_wanted
from admin.views.acting import UNPROCESSABLE, ActPages, Answer, shown_by
from scoring.application.application import Shown
from scoring.application.desk import Flag, Flagged
from scoring.application.status import Act
from scoring.casework.adjust_points import adjust_points
from scoring.casework.assign_files import MOST, assign_files, officers_to_assign, preview_assignment
from scoring.casework.claim_file import claim_file, claim_next
from scoring.casework.close_flag import close_flag
from scoring.casework.declare_interest import declare_interest
from scoring.casework.lines import Wanted
from scoring.casework.lists import list_applications
from scoring.casework.release_claim import give_back, release_claim
from scoring.casework.send_message import send_message
from scoring.casework.write_note import write_note
from scoring.errors import InputRefused, MoveRefused, NotAllowed, Stale
from scoring.web.typed import whole_number


class DeskPages(ActPages):
    """The pages of the desk; `services`, `officer` and `render` are the view's."""

    @expose("/next", methods=["POST"])
    def claim_next(self) -> Answer:
        """Take the most urgent file that nobody holds."""
        services = self.services
        taken = claim_next(services.transaction, services.library, services.timing, officer=self.officer, at=self._now())
        if taken is None:
            flash(_("Nothing waits that nobody holds."), "success")
            return redirect(url_for("home.index"))
        flash(_("You hold this file now."), "success")
        return redirect(url_for("applications.file", reference=taken.reference))

    @expose("/<reference>/claim", methods=["POST"])
    def claim(self, reference: str) -> Answer:
        """Take one file."""
        return self._at_once(reference, claim_file, _("You hold this file now."))

    @expose("/<reference>/give-back", methods=["POST"])
    def give_back(self, reference: str) -> Answer:
        """Let others take a file."""
        return self._at_once(reference, give_back, _("Others can take this file now."))

    @expose("/<reference>/release", methods=["GET", "POST"])
    def release(self, reference: str) -> Answer:
        """Take a file from who holds it."""
        form = ReleaseForm()

        def do(shown: Shown) -> str:
            release_claim(self.services.transaction, shown, officer=self.officer, at=self._now(), reason=form.reason.data or "")
            return _("Others can take this file now.")

        return self._act(reference, Act.RELEASE, form, do)

    @expose("/<reference>/interest", methods=["GET", "POST"])
    def declare(self, reference: str) -> Answer:
        """Declare an interest in a file."""
        form = DeclareForm()

        def do(shown: Shown) -> str:
            declare_interest(self.services.transaction, shown, officer=self.officer, at=self._now(), reason=form.reason.data or "")
            return _("Your interest in %(reference)s is recorded. You cannot open the file any more.", reference=reference)

        return self._act(reference, Act.DECLARE, form, do, leads_to=url_for("home.index"))

    @expose("/<reference>/flags/<flag>/<int:subject>", methods=["GET", "POST"])
    def close_flag(self, reference: str, flag: str, subject: int) -> Answer:
        """Close a flag that was looked into."""
        form = CloseFlagForm()
        flagged = Flagged(Flag(flag), subject) if flag in {str(each) for each in Flag} else None
        if flagged not in self._file(reference).desk.open and request.method == "GET":
            abort(404)

        def do(shown: Shown) -> str:
            settled = {"officer": self.officer, "at": self._now(), "reason": form.reason.data or ""}
            close_flag(self.services.transaction, shown, flagged or Flagged(Flag.OVERDUE, subject), **settled)
            return _("The flag is closed.")

        return self._act(reference, Act.CLOSE_FLAG, form, do)

    @expose("/<reference>/adjust", methods=["GET", "POST"])
    def adjust(self, reference: str) -> Answer:
        """Take approved points up again."""
        form = AdjustForm()

        def do(shown: Shown) -> str:
            adjust_points(self.services.transaction, shown, officer=self.officer, at=self._now(), reason=form.reason.data or "")
            return _("The points are being adjusted: verify what changed, and propose them anew.")

        return self._act(reference, Act.ADJUST, form, do)

    @expose("/<reference>/note", methods=["GET", "POST"])
    def note(self, reference: str) -> Answer:
        """Write a note for colleagues."""
        form = NoteForm()

        def do(shown: Shown) -> str:
            write_note(self.services.transaction, shown, form.reason.data or "", officer=self.officer, at=self._now())
            return _("The note is kept.")

        return self._act(reference, Act.NOTE, form, do)

    @expose("/<reference>/send_message", methods=["GET", "POST"])
    def send_message(self, reference: str) -> Answer:
        """Tell the applicant something in plain words."""
        form = MessageForm()

        def do(shown: Shown) -> str:
            send_message(self.services.transaction, shown, form.reason.data or "", officer=self.officer, at=self._now())
            return _("The message stands on the applicant’s page, and a notice says that there is one.")

        return self._act(
            reference, Act.SEND_MESSAGE, form, do, leads_to=url_for("applications.file", reference=reference, _anchor="messages")
        )

    @expose("/assign", methods=["GET", "POST"])
    def assign(self) -> Answer:
        """Give many files to an officer: choose, see what would happen, do it."""
        form, people = AssignForm(), officers_to_assign(self.services.transaction, officer=self.officer)
        form.officer.choices = [SelectChoice(person.account_id, person.name) for person in people]
        chosen = [_shown(value) for value in request.form.getlist("file")]
        if request.method == "GET" or not form.validate_on_submit():
            return self._to_assign(form, chosen)
        asked: dict[str, Any] = {"officer": self.officer}
        try:
            if request.form.get("do") != "assign":
                foreseen = preview_assignment(self.services.transaction, chosen, form.officer.data, **asked)
                name = next(person.name for person in people if person.account_id == form.officer.data)
                return self.render("console/assign_preview.html", form=form, foreseen=foreseen, officer_name=name)
            done = assign_files(self.services.transaction, chosen, form.officer.data, **asked, at=self._now())
        except InputRefused as refused:
            form.refuse(say_refusal(refused))
            return self._to_assign(form, chosen)
        given = sum(not each.why for each in done)
        flash(ngettext("%(num)d file is assigned.", "%(num)d files are assigned.", given), "success")
        return redirect(url_for("applications.assign"))

    def _to_assign(self, form: AssignForm, chosen: list[Shown]) -> Answer:
        """Show what nobody holds, with the search of the list."""
        search = search_wanted(self.services, held="nobody")
        page = list_applications(self.services.transaction, search, Wanted(size=MOST), officer=self.officer)
        ticked = {shown.reference for shown in chosen}
        text = self.render("console/assign.html", form=form, page=page, ticked=ticked, search=search)
        return (text, UNPROCESSABLE) if form.errors else text

    def _at_once(self, reference: str, use_case: Callable[..., Any], words: str) -> Answer:
        """Do an act that has no page of its own."""
        form = ShownForm()
        file = self._file(reference)
        if not form.validate_on_submit():
            abort(400)
        try:
            use_case(self.services.transaction, shown_by(form, reference), officer=self.officer, at=self._now())
        except (Stale, MoveRefused, NotAllowed) as error:
            return conflict(self.render, error, form, file=file)
        flash(words, "success")
        return redirect(url_for("applications.file", reference=reference))


def _shown(value: str) -> Shown:
    """Read which file was ticked, in which version."""
    reference, _colon, version = value.partition(":")
    return Shown(reference, whole_number(version) or 0)
