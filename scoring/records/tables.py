"""Every row class of the product in one place: importing this module fills `Row.metadata`."""

from scoring.records.accounts import AccountRow, RoleRow
from scoring.records.applications import (
    ApplicationRow,
    DataKeyRow,
    IdentityIndexRow,
    PartRow,
    PersonRow,
    RegistrationRow,
)
from scoring.records.database import Row
from scoring.records.decisions import AssessmentRow, DecisionRow, EntitlementRow, RecommendationRow
from scoring.records.events import EventRow
from scoring.records.policies import PolicyRow, RoundsRow

__all__ = [
    "AccountRow",
    "ApplicationRow",
    "AssessmentRow",
    "DataKeyRow",
    "DecisionRow",
    "EntitlementRow",
    "EventRow",
    "IdentityIndexRow",
    "PartRow",
    "PersonRow",
    "PolicyRow",
    "RecommendationRow",
    "RegistrationRow",
    "RoleRow",
    "RoundsRow",
    "Row",
]
