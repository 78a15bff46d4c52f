"""Import the texts of a version as a draft, with whatever findings they have."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.casework.checking import check_policy
from scoring.casework.draft_moves import require_policy_staff, write_down
from scoring.casework.draft_queries import find_draft
from scoring.casework.kept_policies import STREAM, newest_rounds, published_row, source_of
from scoring.casework.rounds_alone import rounds_alone
from scoring.errors import InputRefused
from scoring.policy.schema.fields import SCHEME, VERSION
from scoring.policy.source_files import MAX_BYTES
from scoring.records.database import lock
from scoring.records.policies import PolicyDraftRow, PolicyRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.casework.drafts import Draft, HandedIn
    from scoring.records.database import Transaction

_SCHEME_MAX, _VERSION_MAX = 64, 32
_HEAD = re.compile(r"""^(scheme|version):[ \t]*["']?([A-Za-z0-9._-]+)""", re.MULTILINE)


def import_policy(transaction: Transaction, handed: HandedIn, *, officer: Officer, at: datetime) -> Draft:
    """Keep the texts as the newest revision of a draft; a revision before it stays, and counts no more.

    The very texts of a published version with other rounds become a draft of rounds alone.

    Args:
        transaction: opens the one transaction of this act.
        handed: the texts; what is wrong with them is no error here, it keeps the draft from being submitted.
        officer: policy staff.
        at: the moment of the act, aware.

    Raises:
        NotAllowed: `role`.
        InputRefused: `scheme` or `version` is in no text and not typed, or no name of one; `text`, `cases`, `vocabulary` or
            `rounds` is empty where it must not be, too large, or no text; the version is published already, as `rounds_alone`.
    """
    require_policy_staff("import", officer)
    named = _named(handed)
    with transaction() as session:
        lock(session, STREAM)
        return take_in(session, named, officer, at)


def take_in(session: Session, named: HandedIn, officer: Officer, at: datetime) -> Draft:
    """Keep the texts of a version whose name is known, within an act that holds the policies.

    Raises InputRefused as `import_policy`.
    """
    _refuse_unkept(named)
    published = published_row(session, named.scheme, named.version)
    handed = rounds_alone(session, published, named) if published else named
    row = _keep(session, handed, officer, at, of_rounds=published is not None)
    draft = find_draft(session, row.scheme, row.version)
    write_down(session, draft, "import", officer, at)
    return draft


def head_of(text: str) -> dict[str, str]:
    """Give `scheme` and `version` as far as the head of a text says them, even where the rest cannot be read."""
    return dict(reversed(_HEAD.findall(text)))


def _named(handed: HandedIn) -> HandedIn:
    head = head_of(handed.text)
    scheme = handed.scheme.strip() or head.get("scheme", "")
    version = handed.version.strip() or head.get("version", "")
    if not SCHEME.fullmatch(scheme) or len(scheme) > _SCHEME_MAX:
        raise InputRefused("scheme", "Type the scheme: small letters, digits, hyphens and underscores, as in the head of the text.")
    if not VERSION.fullmatch(version) or len(version) > _VERSION_MAX:
        raise InputRefused("version", "Type the version: it begins with a digit, such as 2026.1, as in the head of the text.")
    return replace(handed, scheme=scheme, version=version)


def _refuse_unkept(handed: HandedIn) -> None:
    """Raise InputRefused for what cannot be kept at all."""
    if not handed.text.strip():
        raise InputRefused("text", "Type the text of the version, or choose its file.")
    for name in ("text", "cases", "vocabulary", "rounds"):
        text = getattr(handed, name) or ""
        if len(text.encode()) > MAX_BYTES:
            raise InputRefused(name, f"Shorten it to {MAX_BYTES // 1024} KB, or split it.")
        if "\0" in text:
            raise InputRefused(name, "This is no text. Choose a YAML file.")


def _keep(session: Session, handed: HandedIn, officer: Officer, at: datetime, *, of_rounds: bool) -> PolicyDraftRow:
    same = (PolicyDraftRow.scheme == handed.scheme, PolicyDraftRow.version == handed.version)
    number, kept_rounds = newest_rounds(session, handed.scheme)
    row = PolicyDraftRow(
        scheme=handed.scheme,
        version=handed.version,
        revision=(session.scalar(sa.select(sa.func.max(PolicyDraftRow.revision)).where(*same)) or 0) + 1,
        text=handed.text,
        cases=handed.cases,
        vocabulary=_newest_vocabulary(session) if handed.vocabulary is None else handed.vocabulary,
        rounds="" if handed.rounds in {None, kept_rounds} else handed.rounds,
        rounds_number=number,
        of_rounds=of_rounds,
        imported_at=at,
        imported_by=officer.account_id,
    )
    row.digest = _digest(session, row, kept_rounds)
    session.add(row)
    session.flush()
    return row


def _digest(session: Session, row: PolicyDraftRow, kept_rounds: str) -> str | None:
    checked = check_policy(source_of(session, row, row.rounds or kept_rounds), "")
    return checked.policy.digest if checked.policy and not checked.findings else None


def _newest_vocabulary(session: Session) -> str:
    newest = sa.select(PolicyRow.vocabulary).where(PolicyRow.vocabulary != "").order_by(PolicyRow.id.desc()).limit(1)
    return session.scalar(newest) or ""
