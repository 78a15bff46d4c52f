"""The words of acts on an entitlement: what each is called, what it does, and what its button says."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from scoring.application.entitlement import EntitlementState
from scoring.application.status import Act


@dataclass(frozen=True, slots=True)
class TurnWords:
    """What the page of an act says: its title and link, what follows from it, the button, and what is said once it is done."""

    title: str
    warning: str
    button: str
    done: str


def acts() -> dict[str, str]:
    """Name the acts on entitlements, for journal and history."""
    return {
        "suspend": _("Entitlement suspended"),
        "resume": _("Entitlement resumed"),
        "end": _("Entitlement ended"),
        "run_out": _("Last day over"),
    }


def turn_words(act: Act) -> TurnWords:
    """Give the words of the page of an act."""
    return {
        Act.SUSPEND: TurnWords(
            _("Suspend"),
            _("The person cannot use it until it is resumed. Agencies that it concerns are told."),
            _("Suspend the entitlement"),
            _("Suspended."),
        ),
        Act.RESUME: TurnWords(
            _("Resume"),
            _("The person can use it again, within the days it had before."),
            _("Resume the entitlement"),
            _("Resumed."),
        ),
        Act.END: TurnWords(
            _("End"),
            _("Today is its last day. This cannot be undone."),
            _("End the entitlement"),
            _("Ended."),
        ),
    }[act]


LEADS_ON = {
    EntitlementState.PENDING: (Act.END,),
    EntitlementState.IN_FORCE: (Act.SUSPEND, Act.END),
    EntitlementState.SUSPENDED: (Act.RESUME, Act.END),
    EntitlementState.ENDED: (),
}
"""What can be done with an entitlement in each state."""
