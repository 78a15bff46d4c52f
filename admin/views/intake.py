"""Intake: what an officer does with what applicants hand in, until it is accepted; and the supervisor's confirmation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_admin import expose
from flask_babel import gettext as _

from admin.forms import ShownForm
from admin.intake_forms import AbandonForm, NotAcceptForm, ProposeForm, ReturnProposalForm, SupplementForm
from admin.views.acting import Answer
from scoring.application.application import Shown
from scoring.application.filing import Asking
from scoring.application.status import Act
from scoring.casework.accept import accept
from scoring.casework.ask_supplement import abandon, ask_supplement
from scoring.casework.not_accept import not_accept, propose_not_accepting, return_proposal
from scoring.casework.queries import ApplicationFile
from scoring.web.services import Services


class IntakePages:
    """The pages of intake; the rest is `ActPages`'."""

    services: Services
    officer: Any
    _act: Callable[[str, Act, ShownForm, Callable[[Shown], str]], Answer]
    _file: Callable[[str], ApplicationFile]
    _now: Callable[[], Any]

    @expose("/<reference>/accept", methods=["GET", "POST"])
    def accept(self, reference: str) -> Answer:
        """Accept what was submitted."""

        def do(shown: Shown) -> str:
            services = self.services
            accept(services.transaction, services.library, services.timing, shown, officer=self.officer, at=self._now())
            return _("Accepted. The terms that run from acceptance have begun, and the applicant is told.")

        return self._act(reference, Act.ACCEPT, ShownForm(), do)

    @expose("/<reference>/ask_supplement", methods=["GET", "POST"])
    def ask_supplement(self, reference: str) -> Answer:
        """List everything that is missing."""
        pin = self._file(reference).application.pin
        form = SupplementForm.for_policy(self.services.library.find(pin.scheme, pin.version))

        def do(shown: Shown) -> str:
            services = self.services
            asking = Asking(shown, form.asked())
            common = {"officer": self.officer, "at": self._now()}
            ask_supplement(services.transaction, services.library, services.timing, asking, **common)
            return _("The applicant is told everything that is missing, and until when to answer.")

        return self._act(reference, Act.ASK_SUPPLEMENT, form, do)

    @expose("/<reference>/abandon", methods=["GET", "POST"])
    def abandon(self, reference: str) -> Answer:
        """Take as given up what was not supplemented in time."""
        form = AbandonForm()

        def do(shown: Shown) -> str:
            abandon(self.services.transaction, shown, officer=self.officer, at=self._now(), reason=form.reason.data or "")
            return _("Closed as given up. The applicant is told, and may apply again at once.")

        return self._act(reference, Act.ABANDON, form, do)

    @expose("/<reference>/propose_not_accepting", methods=["GET", "POST"])
    def propose_not_accepting(self, reference: str) -> Answer:
        """Propose not to accept."""
        form = ProposeForm()

        def do(shown: Shown) -> str:
            common = {"officer": self.officer, "at": self._now()}
            propose_not_accepting(self.services.transaction, shown, reason=form.reason.data or "", **common)
            return _("The proposal is with the supervisors. The term to accept goes on.")

        return self._act(reference, Act.PROPOSE_NOT_ACCEPTING, form, do)

    @expose("/<reference>/return_proposal", methods=["GET", "POST"])
    def return_proposal(self, reference: str) -> Answer:
        """Return a proposal not to accept."""
        form = ReturnProposalForm()

        def do(shown: Shown) -> str:
            common = {"officer": self.officer, "at": self._now()}
            return_proposal(self.services.transaction, shown, reason=form.reason.data or "", **common)
            return _("Returned to the officers. The term to accept goes on.")

        return self._act(reference, Act.RETURN_PROPOSAL, form, do)

    @expose("/<reference>/not_accept", methods=["GET", "POST"])
    def not_accept(self, reference: str) -> Answer:
        """Confirm a proposal not to accept."""
        form = NotAcceptForm()

        def do(shown: Shown) -> str:
            services, common = self.services, {"officer": self.officer, "at": self._now()}
            not_accept(services.transaction, services.library, services.timing, shown, reason=form.reason.data or "", **common)
            return _("Not accepted. The applicant is told the reasons.")

        return self._act(reference, Act.NOT_ACCEPT, form, do)
