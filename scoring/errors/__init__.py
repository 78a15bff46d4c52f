"""Every error the product raises on purpose, one tree.

Each carries a `code` and its facts as attributes; `str()` gives an English sentence for logs and the command line. What a
person reads in a page or an answer is worded by the skins. There is no HTTP here. Those of acts on files are loaded where one is
named: scoring somebody needs none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scoring.errors.root import ScoringError
from scoring.errors.rules import (
    AdvisesNobody,
    FactsRefused,
    OutsideForce,
    PolicyChanged,
    PolicyNotInForce,
    PolicyRefused,
    PolicyUnknown,
    RoundUnknown,
    SettingsRefused,
    TableRefused,
)
from scoring.findings import FactProblem, Finding, Position

if TYPE_CHECKING:
    from scoring.errors.acts import (
        Blocked,
        CalendarUnknown,
        CaseworkError,
        Erased,
        EvidenceRefused,
        InputRefused,
        MoveRefused,
        NoLongerPublic,
        NotAllowed,
        NotFound,
        NotYet,
        OrgansUnnamed,
        PolicyNotReady,
        RoundChanged,
        SheetRefused,
        Stale,
        Unranked,
        WindowClosed,
    )

__all__ = [
    "AdvisesNobody",
    "Blocked",
    "CalendarUnknown",
    "CaseworkError",
    "Erased",
    "EvidenceRefused",
    "FactProblem",
    "FactsRefused",
    "Finding",
    "InputRefused",
    "MoveRefused",
    "NoLongerPublic",
    "NotAllowed",
    "NotFound",
    "NotYet",
    "OrgansUnnamed",
    "OutsideForce",
    "PolicyChanged",
    "PolicyNotInForce",
    "PolicyNotReady",
    "PolicyRefused",
    "PolicyUnknown",
    "Position",
    "RoundChanged",
    "RoundUnknown",
    "ScoringError",
    "SettingsRefused",
    "SheetRefused",
    "Stale",
    "TableRefused",
    "Unranked",
    "WindowClosed",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from scoring.errors import acts  # noqa: PLC0415 - the point of being lazy

        return getattr(acts, name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
