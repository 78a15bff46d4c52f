"""The point table as in the annex, and the figures that the authority sets, made from the policy itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from flask_babel import gettext as _

from scoring.engine.figure_words import Figure, parameter_rows, table_rows
from scoring.engine.prose import ProseRow, rule_rows
from scoring.pages.guides.frame import SchemePage, Shown
from scoring.policy.criteria import Condition, Criterion, Group
from scoring.policy.facts import Parameter, Table
from scoring.policy.model import Policy
from scoring.web.language import language


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion or group of the point table, with its rows in words. `depth` counts from 0."""

    item: Criterion | Group
    depth: int
    rows: tuple[ProseRow, ...]

    @property
    def is_group(self) -> bool:
        """Whether the item holds others."""
        return isinstance(self.item, Group)


class PointTable(SchemePage):
    """`/zh/schemes/<scheme>/<version>/points`."""

    endpoint: ClassVar[str] = "pages.point_table"
    template: ClassVar[str] = "pages/guides/points.html"

    def context(self, shown: Shown) -> dict[str, object]:
        """Give the lines of every group, and the figures."""
        policy = shown.policy
        return {
            "tables": [(group, tuple(lines(policy, group))) for group in policy.groups],
            "figures": figures(policy),
            "confirmed": partial(confirmed, policy),
        }


def lines(policy: Policy, item: Criterion | Group, depth: int = 0) -> list[Line]:
    """Give *item* and everything below it, in the order of the paper."""
    below = item.items if isinstance(item, Group) else ()
    return [Line(item, depth, rule_rows(policy, item)), *(line for child in below for line in lines(policy, child, depth + 1))]


def confirmed(policy: Policy, about: Condition) -> str:
    """Say who confirms a line of the table and how several answers combine; nothing where the policy does not say."""
    found = about.verification
    if found is None:
        return ""
    by = _(", ").join(policy.departments[id_].say(language()) for id_ in found.by)
    match found.agree:
        case "highest":
            return _("Confirmed by %(by)s: the highest answer counts.", by=by)
        case "must_agree":
            return _("Confirmed by %(by)s: their answers must agree.", by=by)
        case "sum":
            return _("Confirmed by %(by)s: their answers are added.", by=by)
        case _:
            return _("Confirmed by %(by)s.", by=by)


def figures(policy: Policy) -> list[tuple[Parameter | Table, tuple[Figure, ...]]]:
    """Give the parameters that have a name of their own, and the tables, with every value in words."""
    parameters = [(p, parameter_rows(policy, p)) for p in policy.parameters.values() if p.label]
    return [*parameters, *((table, table_rows(policy, table)) for table in policy.tables.values())]
