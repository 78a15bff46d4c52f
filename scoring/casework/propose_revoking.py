"""拟撤销: a supervisor proposes to revoke a grant, and 撤销告知书 tells the applicant what was found, and of the rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.application.revocation import ARTICLE_MAX, Findings, hearing_term
from scoring.application.status import Act
from scoring.casework.assessing import pinned_policy
from scoring.casework.correct import refuse_followed
from scoring.casework.file import close_file, open_file, words
from scoring.casework.issue import about_of, issue, occasion_of
from scoring.casework.revoking import refuse_revoking
from scoring.errors import InputRefused, NotAllowed
from scoring.notices.revoking_documents import to_be_revoked
from scoring.records.documents import DocumentRow
from scoring.records.revocations import RevocationRow, findings_place

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Application, Shown
    from scoring.application.due import Timing
    from scoring.application.officer import Officer
    from scoring.casework.file import File
    from scoring.policy.library import Library
    from scoring.records.database import Transaction


def propose_revoking(  # noqa: PLR0913 - what it goes by, and who proposes what
    transaction: Transaction, library: Library, timing: Timing, shown: Shown, findings: Findings, *, officer: Officer, at: datetime
) -> Application:
    """Propose it. Nothing changes by that but that nothing else closes the file; the head signs, or drops it.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`.
        NotAllowed: `not_revoking`: it is proposed already; `unfollowed`: a new version of the file is open; `term_set`: neither
            rules nor office set a term for the hearing.
        InputRefused: `words` or `article` is empty or too long, `reported_by` too long.
        PolicyChanged, PolicyUnknown: the library lacks the pinned policy.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.PROPOSE_REVOKING, officer, at)
        said = words(findings.words, "words", "Say which facts were found, and how they are known.")
        article = _short(findings.article, "article", "Name the article by which the decision is revoked.")
        refuse_revoking(session, file.row.id, Act.PROPOSE_REVOKING)
        refuse_followed(session, file.row, Act.PROPOSE_REVOKING)
        policy = pinned_policy(library, file.application.pin)
        term = hearing_term(policy.procedure, timing)
        if term is None:
            raise NotAllowed(Act.PROPOSE_REVOKING, Guard.TERM_SET)
        occasion = occasion_of(file)
        about = about_of(occasion, policy, timing)
        told = Findings(findings.ground, said, article, _reported(findings))
        issued = issue(occasion, timing, about, to_be_revoked(about, told, term))
        number = _keep(file, told, str(issued["document"]))
        return close_file(file, None, {"revocation": number, **issued}, said)


def _keep(file: File, findings: Findings, document: str) -> int:
    """Keep the proposal; give its number."""
    number = _next(file.session, file.row.id)
    said = {name: str(getattr(findings, name)) for name in ("ground", "words", "article", "reported_by")}
    made = RevocationRow(
        application_id=file.row.id,
        number=number,
        at=file.at,
        by=file.officer.account_id,
        document=_document(file.session, document),
        content=file.seal.close_document(said, findings_place(number)),
    )
    file.session.add(made)
    file.session.flush()
    return number


def _reported(findings: Findings) -> str:
    return _short(findings.reported_by, "reported_by", "") if findings.reported_by.strip() else ""


def _short(text: str, name: str, remedy: str) -> str:
    stripped = text.strip()
    if not stripped:
        raise InputRefused(name, remedy)
    if len(stripped) > ARTICLE_MAX:
        raise InputRefused(name, f"Shorten it to {ARTICLE_MAX} characters; it has {len(stripped)}.")
    return stripped


def _next(session: Session, application_id: int) -> int:
    last = sa.select(sa.func.max(RevocationRow.number)).where(RevocationRow.application_id == application_id)
    return (session.scalar(last) or 0) + 1


def _document(session: Session, reference: str) -> int:
    return session.scalars(sa.select(DocumentRow.number).where(DocumentRow.reference == reference)).one()
