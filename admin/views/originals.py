"""查验原件: where the originals of an approved application stand, and the next thing to do about them."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _

from admin.conflicts import conflict
from admin.originals_forms import OriginalsForm
from admin.originals_words import choices
from admin.refusal_words import say_refusal
from admin.views.acting import UNPROCESSABLE, ActPages, Answer, shown_by
from scoring.application.application import Shown
from scoring.application.originals import Summons, current, may_summon
from scoring.application.status import Act, Status
from scoring.casework.forfeit import ask_cause, forfeit, propose_forfeit, record_cause, return_forfeit
from scoring.casework.queries import ApplicationFile
from scoring.casework.summon_originals import last_day_to_show, remind_by_hand, see_originals, summon_originals
from scoring.errors import CalendarUnknown, InputRefused, MoveRefused, NotAllowed, OrgansUnnamed, PolicyUnknown, Stale


class OriginalsPages(ActPages):
    """Summoning, seeing, and what follows where nobody comes."""

    @expose("/<reference>/originals", methods=["GET", "POST"])
    def originals(self, reference: str) -> Answer:
        """Show where it stands, and do the next thing about it."""
        file, form = self._file(reference), OriginalsForm()
        if request.method == "GET":
            form.version.data = str(file.application.version)
            return self._originals_page(file, form)
        if not form.validate():
            return self._originals_page(file, form), UNPROCESSABLE
        if form.act.data not in choices():
            form.refuse("act", _("Choose what you do."))
            return self._originals_page(file, form), UNPROCESSABLE
        try:
            self._do_about_originals(form, shown_by(form, reference))
        except InputRefused as refused:
            form.refuse(refused.field, say_refusal(refused))
            return self._originals_page(file, form), UNPROCESSABLE
        except (Stale, MoveRefused, NotAllowed, OrgansUnnamed, CalendarUnknown) as error:
            return conflict(self.render, error, form, file=file)
        flash(_("Done: %(what)s.", what=choices()[form.act.data]), "success")
        return redirect(url_for("applications.originals", reference=reference))

    def _do_about_originals(self, form: OriginalsForm, shown: Shown) -> None:
        services, said = self.services, form.reason.data or ""
        given: dict[str, Any] = {"officer": self.officer, "at": self._now()}
        known, of_it = (services.transaction, services.library, services.timing, shown), (services.transaction, shown)
        match form.act.data:
            case "summon":
                summon_originals(*known, said, **given)
            case "seen" | "not_matching":
                see_originals(*of_it, form.on.data, is_match=form.act.data == "seen", found=said, **given)
            case "remind":
                remind_by_hand(*of_it, proof=said, **given)
            case "ask":
                ask_cause(*known, asked=said, **given)
            case "cause":
                record_cause(*of_it, cause=said, **given)
            case "propose":
                propose_forfeit(*of_it, reason=said, **given)
            case "return":
                return_forfeit(*of_it, reason=said, **given)
            case _:
                forfeit(*known, reason=said, **given)

    def _originals_choices(self, file: ApplicationFile, found: Summons | None) -> dict[str, str]:
        """Give what this officer can do about it now."""
        acts, today = set(file.application.acts), self.services.clock.today()
        approval = file.recommendation.number if file.recommendation else 0
        waits = found is not None and not found.is_seen
        is_missed = waits and found is not None and found.is_missed(today)
        proposal = found.proposal if found is not None and waits else None
        is_others = proposal is not None and proposal.by_id != self.officer.account_id
        possible = {
            "summon": Act.SUMMON_ORIGINALS in acts and may_summon(file.originals, approval),
            **dict.fromkeys(("seen", "not_matching"), Act.SEE_ORIGINALS in acts and waits),
            "remind": Act.REMIND_ORIGINALS in acts and waits and not is_missed,
            "ask": Act.ASK_CAUSE in acts and is_missed and found is not None and found.asked is None,
            "cause": Act.RECORD_CAUSE in acts and waits,
            "propose": Act.PROPOSE_FORFEIT in acts and self._may_propose(found) and proposal is None,
            "return": Act.RETURN_FORFEIT in acts and is_others,
            "forfeit": Act.FORFEIT in acts and is_others,
        }
        return {name: words for name, words in choices().items() if possible[name]}

    def _may_propose(self, found: Summons | None) -> bool:
        today = self.services.clock.today()
        return found is not None and found.is_missed(today) and found.is_reminded and found.is_heard(today)

    def _originals_page(self, file: ApplicationFile, form: OriginalsForm) -> str:
        found, services = summons_in_force(file), self.services
        pin = file.application.pin
        until = None
        try:
            policy = services.library.find(pin.scheme, pin.version)
            if policy.procedure.originals_check:
                until = last_day_to_show(policy, services.timing, self._now())
        except (PolicyUnknown, CalendarUnknown, NotAllowed):
            until = None  # said by the act itself
        shown = {"file": file, "application": file.application, "form": form, "found": found, "until": until}
        shown["choices"] = self._originals_choices(file, found)
        return self.render("console/originals.html", today=services.clock.today(), **shown)


def summons_in_force(file: ApplicationFile) -> Summons | None:
    """Give the newest summons: of the approval in force where the file is approved, else the last there was."""
    if file.application.status is Status.APPROVED_PENDING and file.recommendation:
        return current(file.originals, file.recommendation.number)
    return file.originals[-1] if file.originals else None
