"""The very texts that a decision goes by: of the published version, of what it extends, and of the round's figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.casework.kept_policies import source_of
from scoring.errors import PolicyChanged
from scoring.policy import load_source
from scoring.policy.as_files import as_files
from scoring.records.policies import PolicyRow, RoundsRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.application.application import PolicyPin


def pinned_texts(session: Session, pin: PolicyPin) -> dict[str, str]:
    """Give each text by its name in the folder of policies; where no round is pinned, none of rounds.

    Raises:
        PolicyChanged: no published figures are those of the pinned round.
    """
    version = sa.select(PolicyRow).where(PolicyRow.scheme == pin.scheme, PolicyRow.version == pin.version)
    row = session.scalars(version).one()
    if pin.round is None:
        return as_files(source_of(session, row, ""))
    figures = sa.select(RoundsRow.text).where(RoundsRow.scheme == pin.scheme).order_by(RoundsRow.number.desc())
    for text in session.scalars(figures):
        source = source_of(session, row, text)
        if any(one.digest == pin.round_digest for one in load_source(source).rounds):
            return as_files(source)
    raise PolicyChanged(pin.scheme, pin.version, str(pin.round_digest), row.digest)
