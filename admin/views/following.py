"""New versions of decided files: opening a correction, giving a version up; and putting names and numbers right in any file."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask_admin import expose
from flask_babel import gettext as _
from werkzeug.exceptions import Conflict

from admin.following_forms import CorrectForm, GiveUpForm
from admin.forms import ShownForm
from admin.people_forms import at_input, names_form, read_names
from admin.views.acting import ActPages, Answer
from scoring.application.application import Amendment, Shown
from scoring.application.following import Error
from scoring.application.status import Act
from scoring.casework.amend_facts import amend_facts
from scoring.casework.correct import correct
from scoring.casework.evidence import EvidenceRoom
from scoring.casework.give_up import give_up_version
from scoring.casework.queries import ApplicationFile
from scoring.casework.version_changes import read_changes
from scoring.errors import InputRefused

PAGES = frozenset({Act.CORRECT, Act.GIVE_UP, Act.AMEND})


class FollowingPages(ActPages):
    """The pages of new versions."""

    @expose("/<reference>/correct", methods=["GET", "POST"])
    def correct(self, reference: str) -> Answer:
        """Open the correction of a granted file."""
        form, made = CorrectForm(), []
        if request.method == "GET" and self._file(reference).followed_by is not None:
            raise Conflict

        def do(shown: Shown) -> str:
            services = self.services
            error = Error(form.asked_by.data, form.wrong.data or "", form.reason.data or "", form.proof.data or "")
            room = EvidenceRoom(services.transaction, services.settings.evidence)
            version = correct(room, services.library, shown, error, officer=self.officer, at=self._now())
            made.append(version.reference)
            return _("The new version is open. Put the error right in it, verify that, and recommend it.")

        return self._act(reference, Act.CORRECT, form, do, lambda: url_for("applications.file", reference=made[0]))

    @expose("/<reference>/give-up", methods=["GET", "POST"])
    def give_up(self, reference: str) -> Answer:
        """Close a version without a decision."""
        form = GiveUpForm()
        if request.method == "GET" and self._file(reference).application.replaces is None:
            raise Conflict

        def do(shown: Shown) -> str:
            given: dict[str, Any] = {"officer": self.officer, "at": self._now(), "reason": form.reason.data or ""}
            give_up_version(self.services.transaction, shown, **given)
            return _("Given up. The earlier decision holds, and the applicant is told.")

        return self._act(reference, Act.GIVE_UP, form, do)

    @expose("/<reference>/names", methods=["GET", "POST"])
    def names(self, reference: str) -> Answer:
        """Put mistyped names and numbers of an accepted file right."""
        file = self._file(reference)
        form, claimed = names_form(file.application.persons), next(one for one in file.assessments if one.kind == "claimed")

        def do(shown: Shown) -> str:
            services = self.services
            applicant, family = read_names(form, file.application.persons, services.clock.today())
            facts = (claimed.facts, claimed.on, claimed.pin.round, form.reason.data or "")
            amendment = Amendment(*facts, applicant=applicant, family=family)
            try:
                amend_facts(services.transaction, services.library, shown, amendment, officer=self.officer, at=self._now())
            except InputRefused as refused:
                raise at_input(refused) from None
            return _("The names and numbers are put right.")

        return self._act(reference, Act.AMEND, form, do)

    def _page(self, file: ApplicationFile, act: Act, form: ShownForm) -> str:
        if act not in PAGES:
            return super()._page(file, act, form)
        return self.render("console/follow_act.html", file=file, application=file.application, act=act, form=form)

    def following_words(self, file: ApplicationFile) -> dict[str, Any]:
        """Give what the page of a file says of versions."""
        reference = file.application.reference
        is_version = file.application.replaces is not None
        return {"changes": read_changes(self.services.transaction, reference, officer=self.officer) if is_version else None}
