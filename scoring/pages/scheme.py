"""A scheme's page: one version of its rules in words, made from the policy itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scoring.engine import day_of
from scoring.engine.figure_words import Figure, parameter_rows, table_rows
from scoring.engine.figures import round_of
from scoring.engine.prose import ProseRow, condition, rule_rows
from scoring.pages.view import Page
from scoring.pages.words import say_purpose
from scoring.policy.criteria import Condition, Criterion, Group
from scoring.policy.facts import Parameter, Table
from scoring.policy.language.tree import Arithmetic, Constant, Expression, PointsOf
from scoring.policy.model import Policy
from scoring.policy.wording import Text
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


class Scheme(Page):
    """`/zh/schemes/<scheme>/<version>`."""

    def dispatch_request(self, scheme: str, version: str) -> str:
        """Show the rules."""
        library = self.services.library
        policy = library.find(scheme, version)
        on, has_ended = day_of(policy, self.services.clock.today())
        return render_template(
            "pages/scheme.html",
            policy=policy,
            on=on,
            has_ended=has_ended,
            supplemented=library.find(*policy.extends.split("@")) if policy.extends else None,
            round=round_of(policy, on, None),
            tables=[(group, tuple(lines(policy, group))) for group in policy.groups],
            figures=figures(policy),
            confirmed=partial(confirmed, policy),
            versions=library.versions(scheme),
            say=partial(condition, policy),
            ranks_by=ranks_by(policy),
            tie_breaks=tie_breaks(policy),
            purpose=say_purpose(policy),
            threshold=policy.selection.threshold and condition(policy, policy.selection.threshold),
        )


class SchemeCurrent(Page):
    """`/zh/schemes/<scheme>`: leads to the version in force, or else the last."""

    def dispatch_request(self, scheme: str) -> Response:
        """Lead there."""
        policy = self.services.library.current(scheme, self.services.clock.today())
        return redirect(url_for("pages.scheme", scheme=scheme, version=policy.version))


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


def ranks_by(policy: Policy) -> Text | None:
    """Name the sum that ranks: None for the total, which needs no other name, and where nothing ranks."""
    ranking = policy.selection.ranking
    match ranking.by if ranking else None:
        case None | PointsOf(id=None) | Constant():
            return None
        case PointsOf(id=str(name)):
            return next(item.about.label for item in policy.walk() if item.id == name)
        case other:
            return condition(policy, other)


def tie_breaks(policy: Policy) -> str:
    """Name the keys that decide among equal sums, in their order."""
    keys = policy.selection.ranking.then if policy.selection.ranking else ()
    said = [_key(condition(policy, _bare(key)).say(language()), is_descending=is_descending) for key, is_descending in keys]
    return _("; ").join(said)


def _key(words: str, *, is_descending: bool) -> str:
    if is_descending:
        return _("%(key)s (the higher first)", key=words)
    return _("%(key)s (the lower or earlier first)", key=words)


def _bare(key: Expression) -> Expression:
    """Take off the minus sign by which the policy says “descending”."""
    match key:
        case Arithmetic(operator="-", left=Constant(value=0), right=right):
            return right
        case _:
            return key
