"""Requirements, vetoes, and the point table: criteria in groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.policy.facts import Verification
from scoring.policy.language.tree import Expression
from scoring.policy.wording import EMPTY, Text

if TYPE_CHECKING:  # who builds or compiles a rule has loaded these
    from scoring.policy.rules import Combine, Rule


@dataclass(frozen=True, slots=True)
class Condition:
    """What requirements, vetoes, criteria and groups say of themselves besides their rule."""

    id: str
    label: Text
    help: Text = EMPTY
    note: Text = EMPTY
    reference: str = ""
    evidence: tuple[str, ...] = ()
    verification: Verification | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """申请条件: must hold, unless `unless` holds."""

    about: Condition
    require: Expression
    unless: Expression | None = None

    @property
    def id(self) -> str:
        """Its id."""
        return self.about.id


@dataclass(frozen=True, slots=True)
class Veto:
    """一票否决: refuses whatever the points when `when` holds."""

    about: Condition
    when: Expression

    @property
    def id(self) -> str:
        """Its id."""
        return self.about.id


@dataclass(frozen=True, slots=True)
class Criterion:
    """积分指标: one line of the point table, with exactly one rule."""

    about: Condition
    rule: Rule
    applies: Expression | None = None
    maximum: Expression | None = None
    minimum: Expression | None = None
    yields_to: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Its id."""
        return self.about.id


@dataclass(frozen=True, slots=True)
class Group:
    """指标类别: criteria and groups added or compared together."""

    about: Condition
    items: tuple[Criterion | Group, ...]
    applies: Expression | None = None
    maximum: Expression | None = None
    minimum: Expression | None = None
    combine: Combine = "sum"

    @property
    def id(self) -> str:
        """Its id."""
        return self.about.id
