"""The maker proposes to grant or to refuse."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.commitments import SECRET_BYTES
from scoring.application.deadlines import local_day
from scoring.application.package import Package
from scoring.application.status import Act
from scoring.casework.admission import holds_rounds
from scoring.casework.assessing import assess_now, keep, latest, pinned_policy, stored
from scoring.casework.file import File, close_file, open_file, words
from scoring.casework.signing import sign
from scoring.casework.workbench import bench_of
from scoring.engine.assessment import Outcome
from scoring.errors import Blocked, InputRefused
from scoring.records.convert import secret_place
from scoring.records.decisions import RecommendationRow

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Application, Assessed, Opinion, Shown
    from scoring.application.officer import Officer
    from scoring.application.status import FileKind
    from scoring.casework.workbench import Bench
    from scoring.policy.library import Library
    from scoring.policy.model import Policy
    from scoring.records.database import Transaction

LIST_MAX = 300


def recommend(
    transaction: Transaction, library: Library, shown: Shown, opinion: Opinion, *, officer: Officer, at: datetime
) -> Application:
    """Freeze people, facts, assessment and opinion under one hash and hand them to the supervisors.

    What is verified is assessed; that assessment is kept and counts, unless it is the very one that is kept already. Nothing is
    recommended from what is merely declared.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotAllowed also as `sign`.
        Blocked: with all that stands in the way: facts that could change the outcome and are not checked, or missing; open flags.
        InputRefused: `reason` is empty; `proposal`: a grant is proposed for one who is not eligible, or what is not proposed of
            files of this kind; `published_list` is empty for a grant under a policy that ranks, where no round is held here.
        PolicyChanged, PolicyUnknown: the library lacks the pinned policy.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.RECOMMEND, officer, at)
        policy = pinned_policy(library, file.application.pin)
        bench = bench_of(session, file.row, file.seal, policy, officer, local_day(at))
        if bench.obstacles:
            raise Blocked(file.row.reference, bench.obstacles)
        assessed = _current(file, policy, bench)
        _check_kind(opinion, file.application.kind)
        checked = _checked(opinion, assessed, policy, has_rounds=holds_rounds(session, file.row))
        row = _keep(file, assessed, checked)
        file.row.redo = None
        facts = {"recommendation": row.number, "proposal": row.proposal, "assessment": row.assessment, "package": row.package}
        return close_file(file, file.move.target, facts, checked.reason)


def _current(file: File, policy: Policy, bench: Bench) -> Assessed:
    """Give the newest assessment if it is what comes out of the verified facts today, else what comes out, kept."""
    last, claimed = latest(file), bench.claimed
    fresh = replace(assess_now(policy, bench.standing.facts, claimed.on, claimed.pin.round), kind="verified")
    if fresh.pin == last.pin and fresh.facts == last.facts and fresh.equals(last):
        return last
    return stored(file, keep(file.session, file.row.id, file.seal, fresh, file.officer, file.at))


def _check_kind(opinion: Opinion, kind: FileKind) -> None:
    """Of a points record the approval of the points is proposed, whatever they come to, and of an application never."""
    if (opinion.proposal == "approve") != (kind == "points"):
        only = "the approval of the points" if kind == "points" else "to grant or to refuse"
        raise InputRefused("proposal", f"What can be proposed of this file is {only}.")


def _checked(opinion: Opinion, assessed: Assessed, policy: Policy, *, has_rounds: bool) -> Opinion:
    reason = words(opinion.reason, "reason", "Give the reason in words that the applicant will understand.")
    if opinion.proposal != "grant":
        return replace(opinion, reason=reason, published_list="")
    if assessed.outcome != Outcome.ELIGIBLE:
        raise InputRefused("proposal", f"The assessment says {assessed.outcome}, so only a refusal can be proposed.")
    return replace(opinion, reason=reason, published_list=_list(opinion.published_list, policy, has_rounds=has_rounds))


def _list(name: str, policy: Policy, *, has_rounds: bool) -> str:
    """Check the list that is named; where rounds are held here, the round itself makes one later."""
    stripped = " ".join(name.split())
    if policy.selection.ranking is not None and not has_rounds and not stripped:
        remedy = "Under this policy places are limited: name the published list on which the applicant stands, with its date."
        raise InputRefused("published_list", remedy)
    if len(stripped) > LIST_MAX:
        raise InputRefused("published_list", f"Shorten it to {LIST_MAX} characters; it has {len(stripped)}.")
    return stripped


def _keep(file: File, assessed: Assessed, opinion: Opinion) -> RecommendationRow:
    session, application = file.session, file.application
    count = sa.select(sa.func.count()).where(RecommendationRow.application_id == application.id)
    number = session.scalars(count).one() + 1
    secret = secrets.token_bytes(SECRET_BYTES)
    package = Package(application.reference, application.persons, assessed, opinion, file.officer.account_id, secret)
    row = RecommendationRow(
        application_id=application.id,
        number=number,
        at=file.at,
        maker_id=file.officer.account_id,
        assessment=assessed.number,
        proposal=opinion.proposal,
        reason=file.seal.close(opinion.reason, f"recommendations.reason/{number}"),
        published_list=opinion.published_list,
        package=package.hash(),
        secret=file.seal.close_content(secret, secret_place(number)),
    )
    session.add(row)
    session.flush()
    sign(file, number, package.statement(secret))
    return row
