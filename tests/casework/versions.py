"""Steps of tests about new versions of decided files."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from scoring.application.application import Amendment, Application
from scoring.application.following import Error
from scoring.application.officer import Officer
from scoring.casework.amend_facts import amend_facts
from scoring.casework.assessing import pinned_policy
from scoring.casework.correct import correct
from scoring.casework.evidence import EvidenceRoom
from scoring.casework.follow import Opening, open_version
from scoring.casework.give_up import give_up_version
from scoring.records import convert
from scoring.records.applications import ApplicationRow
from scoring.settings_evidence import EvidenceSettings
from tests.casework.filings import Applying, accepted
from tests.casework.scenes import scene
from tests.casework.stories import FACTS, LATER, ON, Office

SETTINGS = EvidenceSettings(Path(tempfile.mkdtemp()) / "evidence")
ERROR = Error("applicant", "社保月数应为 96，误录为 84。", "录入时看错一行。", "社保缴费记录第 2 页。")
AMENDED = {"pension_months": 96}


def corrected(office: Office, application: Any, error: Error = ERROR, *, by: Officer | None = None) -> Application:
    """Open the correction of a granted file."""
    room = EvidenceRoom(office.transaction, SETTINGS)
    return correct(room, office.library, office.shown(application), error, officer=by or office.officer, at=LATER)


def reviewed(office: Office, application: Any, *, by: Officer | None = None) -> Application:
    """Open the version of a review, as the act does that decides to have one."""
    with office.transaction() as session:
        older = session.scalars(sa.select(ApplicationRow).where(ApplicationRow.reference == application.reference)).one()
        policy = pinned_policy(office.library, convert.policy_pin(session, older))
        who = by or office.other_supervisor
        row = open_version(session, older, Opening("review", policy, SETTINGS, who, LATER))
    return office.now(row)


def amended(office: Office, version: Application, by: Officer | None = None, **people: Any) -> Application:
    """Put the months of pension insurance right, or the people."""
    amendment = Amendment(FACTS | ({} if people else AMENDED), ON, None, "更正社保月数。", **people)
    return amend_facts(office.transaction, office.library, office.shown(version), amendment, officer=by or office.officer, at=LATER)


def decided(office: Office, version: Application, *, by: Officer | None = None) -> Application:
    """Recommend, approve and grant a version as any file."""
    office.grant(office.recommend(office.verify(office.now(version))), by=by)
    return office.now(version)


def given_up(office: Office, version: Application, reason: str = "查明原决定无误。") -> Application:
    return give_up_version(office.transaction, office.shown(version), officer=office.supervisor, at=LATER, reason=reason)


@scene
def granted_online(office: Office) -> Applying:
    """Give an applicant whose application was granted."""
    applicant = accepted(office)
    office.grant(office.recommend(office.verify(office.now(applicant))))
    return applicant
