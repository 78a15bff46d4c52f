"""What an admission would open, person by person, and where one goes for it; what no rules and no file says is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from scoring.application.office import Office
from scoring.application.procedure import channels_of
from scoring.casework.submit_application import receiving_offices
from scoring.policy.model import Policy
from scoring.policy.procedure import Office as Window
from scoring.policy.selection import Entitlement
from scoring.policy.wording import Text
from scoring.web.services import Services

PEOPLE = ("applicant", "spouse", "child")


@dataclass(frozen=True, slots=True)
class Unlocked:
    """What one person of the family would have: `who` is applicant, spouse or child."""

    who: str
    entitlements: tuple[Entitlement, ...]

    @property
    def name(self) -> str:
        """The person as the page calls them."""
        return {"applicant": _("You"), "spouse": _("Your spouse"), "child": _("Your minor children")}[self.who]


@dataclass(frozen=True, slots=True)
class Where:
    """Where one applies: the ways, the organ, the windows that the rules name, else the offices that this service knows."""

    organ: Text
    channels: tuple[str, ...]
    windows: tuple[Window, ...]
    offices: tuple[Office, ...]

    @property
    def has_address(self) -> bool:
        """Whether anything says where a window is."""
        return any(window.address or window.phone for window in self.windows)


def unlocked(entitlements: Sequence[Entitlement]) -> tuple[Unlocked, ...]:
    """Give who would have what, the applicant first; who has nothing is left out."""
    found = (Unlocked(who, tuple(each for each in entitlements if who in each.beneficiaries)) for who in PEOPLE)
    return tuple(each for each in found if each.entitlements)


def where_to_apply(services: Services, policy: Policy) -> Where:
    """Give where one applies under *policy*."""
    procedure = policy.procedure
    windows = procedure.offices
    offices = () if windows else receiving_offices(services.transaction, policy)
    ways = tuple(map(say_channel, channels_of(procedure, services.timing.defaults)))
    return Where(procedure.organ, ways, windows, offices)


def say_channel(channel: str) -> str:
    """Name a way on which one may apply."""
    return {
        "counter": _("at a counter"),
        "online": _("online"),
        "proxy": _("through somebody with your authority"),
        "employer": _("through your employer"),
    }.get(channel, channel)
