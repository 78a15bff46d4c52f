"""The people of an application: who applies, and the family that comes along (随迁)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from scoring.application.identity import IdentityNumber

Relation: TypeAlias = Literal["applicant", "spouse", "child"]


@dataclass(frozen=True, slots=True)
class Applicant:
    """申请人. Name and number never show in a log: both are left out of `repr`."""

    name: str = field(repr=False)
    identity_number: IdentityNumber

    @property
    def relation(self) -> Relation:
        """Always `applicant`."""
        return "applicant"

    @property
    def birth_date(self) -> date:
        """As the identity number has it."""
        return self.identity_number.birth_date

    @property
    def masked_name(self) -> str:
        """The surname and a star for each further character."""
        return masked(self.name)


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """家庭成员: a spouse or a child who is to be registered together with the applicant."""

    relation: Literal["spouse", "child"]
    name: str = field(repr=False)
    identity_number: IdentityNumber

    @property
    def birth_date(self) -> date:
        """As the identity number has it."""
        return self.identity_number.birth_date

    @property
    def masked_name(self) -> str:
        """The surname and a star for each further character."""
        return masked(self.name)


Person: TypeAlias = Applicant | FamilyMember


@dataclass(frozen=True, slots=True)
class Registration:
    """落户登记: person `number` (0 is the applicant, then the family in its order) was registered on a day at an office."""

    number: int
    on: date
    office: str


def masked(name: str) -> str:
    """Mask a name: its first character, then a star for each further one (`王小明` gives `王**`)."""
    return name[:1] + "*" * (len(name) - 1)
