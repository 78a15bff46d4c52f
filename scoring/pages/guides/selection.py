"""Who is admitted, in sentences: by threshold, by rank, without points."""

from __future__ import annotations

from flask_babel import gettext as _

from scoring.engine.prose import condition
from scoring.policy.language.tree import Arithmetic, Constant, Expression, PointsOf
from scoring.policy.model import Policy
from scoring.policy.wording import Text
from scoring.web.language import language


def say_selection(policy: Policy) -> tuple[str, ...]:
    """Say who is admitted, one sentence for each way; where the rules select nobody, that."""
    selection, said = policy.selection, []
    if selection.threshold:
        threshold = condition(policy, selection.threshold).say(language())
        said.append(_("Whoever reaches %(threshold)s points in total may apply.", threshold=threshold))
    if selection.ranking:
        ranks_by = _ranks_by(policy)
        by_total = _("Places are limited and go by the total, from the highest down.")
        said.append(_by_sum(ranks_by) if ranks_by else by_total)
    if selection.ranking and selection.ranking.then:
        said.append(_("Among equal sums these decide, in this order: %(keys)s.", keys=_tie_breaks(policy)))
    if selection.unless:
        unless = condition(policy, selection.unless).say(language())
        said.append(_("Admitted without points, outside the ranking: %(condition)s.", condition=unless))
    if not selection.threshold and not selection.ranking:
        said.append(_("The points are only worked out; the rules shown here select nobody."))
    return tuple(said)


def _by_sum(ranks_by: Text) -> str:
    return _("Places are limited and go by another sum: %(sum)s.", sum=ranks_by.say(language()))


def _ranks_by(policy: Policy) -> Text | None:
    """Name the sum that ranks: None for the total, which needs no other name, and where nothing ranks."""
    ranking = policy.selection.ranking
    match ranking.by if ranking else None:
        case None | PointsOf(id=None) | Constant():
            return None
        case PointsOf(id=str(name)):
            return next(item.about.label for item in policy.walk() if item.id == name)
        case other:
            return condition(policy, other)


def _tie_breaks(policy: Policy) -> str:
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
