"""What a recommendation freezes: everything the supervisor is shown, under one hash."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scoring.application.plain import sha256

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.application.application import Assessed, Opinion
    from scoring.application.persons import Person


@dataclass(frozen=True, slots=True)
class Package:
    """The people, the facts, the assessment with the policy it pins, and the opinion with its maker."""

    application: str
    persons: Sequence[Person] = field(repr=False)
    assessed: Assessed
    opinion: Opinion
    maker_id: int

    def hash(self) -> str:
        """Give the SHA-256 in hex over the whole content, so that any difference in what was shown shows."""
        pin, opinion = self.assessed.pin, self.opinion
        return sha256(
            {
                "application": self.application,
                "persons": [[p.relation, p.name, p.identity_number.reveal()] for p in self.persons],
                "policy": [pin.scheme, pin.version, pin.digest, pin.round, pin.round_digest],
                "on": self.assessed.on,
                "facts": self.assessed.facts,
                "assessment": self.assessed.document,
                "opinion": [opinion.proposal, opinion.reason, opinion.published_list],
                "maker": self.maker_id,
            }
        )
