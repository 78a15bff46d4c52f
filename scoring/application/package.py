"""What a recommendation freezes: everything the supervisor is shown, under one hash, and what the maker signs of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from scoring.application.commitments import commitments
from scoring.application.plain import sha256

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scoring.application.application import Assessed, Document, Opinion
    from scoring.application.persons import Person

FORM = 1
"""The form of what is signed. It never changes: what is signed otherwise is another form."""


@dataclass(frozen=True, slots=True)
class Package:
    """The people, the facts, the assessment with the policy it pins, and the opinion with its maker.

    `secret` is what the salts of the commitments are made of; None for what was recommended before anything was signed.
    """

    application: str
    persons: Sequence[Person] = field(repr=False)
    assessed: Assessed
    opinion: Opinion
    maker_id: int
    secret: bytes | None = field(default=None, repr=False)

    def hash(self) -> str:
        """Give the SHA-256 in hex over the whole content, so that any difference in what was shown shows."""
        if self.secret is not None:
            return sha256(self.statement(self.secret))
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

    def statement(self, secret: bytes) -> dict[str, object]:
        """Give what the maker signs: nothing personal stands in it but behind commitments."""
        pin, assessed = self.assessed.pin, self.assessed
        return {
            "form": FORM,
            "kind": "recommendation",
            "application": self.application,
            "maker": self.maker_id,
            "proposal": self.opinion.proposal,
            "policy": {
                "scheme": pin.scheme,
                "version": pin.version,
                "digest": pin.digest,
                "round": pin.round,
                "round_digest": pin.round_digest,
            },
            "on": assessed.on,
            "outcome": assessed.outcome,
            "total": assessed.total,
            "sums": sums(assessed.document["awards"]),
            "commitments": commitments(secret, self.pieces()),
        }

    def pieces(self) -> dict[str, object]:
        """Give what can be shown or withheld, by label: each fact, each person, the words, and the whole assessment."""
        persons = {
            f"person:{number}": {"relation": one.relation, "name": one.name, "identity_number": one.identity_number.reveal()}
            for number, one in enumerate(self.persons)
        }
        facts = {f"fact:{fact}": value for fact, value in self.assessed.facts.items()}
        words = {"reason": self.opinion.reason, "published_list": self.opinion.published_list}
        return {**facts, **persons, **words, "assessment": self.assessed.document}


def sums(awards: Sequence[Document]) -> list[Mapping[str, Any]]:
    """Give the points of each award and of those below it: what a sum can be checked by, without the facts behind it."""
    kept = ("id", "points", "cap", "uncapped", "counts")
    return [{**{name: award[name] for name in kept}, "awards": sums(award["awards"])} for award in awards]
