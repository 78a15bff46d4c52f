"""How a decision can be contested, in words, for the pages of the console: each way with the end of its term."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from admin.deadlines import Deadline, procedure_in, recorded_days_of, say_basis
from scoring.application.application import Decision
from scoring.application.procedure import Organ, Way, organ_of, ways_of
from scoring.casework.queries import ApplicationFile
from scoring.web.language import language
from scoring.web.services import Services


@dataclass(frozen=True, slots=True)
class Contest:
    """One way to contest a decision."""

    way: Way
    deadline: Deadline

    @property
    def name(self) -> str:
        """Name the way."""
        return {
            "review": _("Review by the authority"),
            "reconsideration": _("Administrative reconsideration"),
            "litigation": _("Administrative litigation"),
        }[self.way.kind]

    @property
    def organ(self) -> str:
        """Say whom to turn to."""
        return self.way.organ.name.say(language())

    @property
    def organ_basis(self) -> str:
        """Say what that rests on."""
        return say_basis(self.way.organ)

    @property
    def note(self) -> str:
        """Give the note of the policy or of the office."""
        return self.way.note.say(language())


def contests_of(services: Services, file: ApplicationFile, decision: Decision) -> list[Contest]:
    """Give every way to contest a decision, with the end of its term: from its service, once that is recorded."""
    procedure = procedure_in(services, decision.pin.scheme, decision.pin.version)
    if procedure is None:
        return []
    ways, today = ways_of(procedure, services.timing.defaults), services.clock.today()
    return [Contest(way, Deadline(due, today)) for way, due in services.timing.remedies(ways, recorded_days_of(file))]


def deciding_organ(services: Services, decision: Decision) -> Organ | None:
    """Give the organ that decides under the decision's policy."""
    procedure = procedure_in(services, decision.pin.scheme, decision.pin.version)
    return None if procedure is None else organ_of(procedure, services.timing.defaults)
