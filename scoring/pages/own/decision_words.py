"""The words of a decision on the own application: what each entitlement of each person waits for, or since when it holds."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from flask_babel import gettext as _

from scoring.application.entitlement import EntitlementEntry, EntitlementState
from scoring.pages.applying.words import say_relation
from scoring.pages.words import say_day
from scoring.policy.model import Policy
from scoring.web.language import language


def say_beneficiary_of(entry: EntitlementEntry) -> str:
    """Name the person, masked as on every list."""
    return _("%(relation)s %(name)s", relation=say_relation(entry.relation), name=entry.beneficiary)


def say_standing(entry: EntitlementEntry) -> str:
    """Say where an entitlement stands, and until when it holds or can be applied for."""
    match entry.state:
        case EntitlementState.PENDING:
            return _("begins with the registration of this person")
        case EntitlementState.ENDED if entry.since is None:
            return _("cancelled before it began")
        case EntitlementState.ENDED:
            return _("ended on %(day)s", day=say_day(entry.until)) if entry.until else _("ended")
        case EntitlementState.SUSPENDED:
            return _("suspended: it cannot be used until the office resumes it")
    since = _("in force since %(day)s", day=say_day(entry.since)) if entry.since else _("in force")
    until = _(", until %(day)s", day=say_day(entry.until)) if entry.until else ""
    apply = _(", to be applied for by %(day)s", day=say_day(entry.apply_until)) if entry.apply_until else ""
    return since + until + apply


def by_person(entries: Iterable[EntitlementEntry]) -> list[tuple[str, list[EntitlementEntry]]]:
    """Give what each person has, the applicant first, each under the person's name."""
    return [(say_beneficiary_of(own[0]), own) for own in (list(own) for _n, own in groupby(entries, lambda entry: entry.person))]


def papers_for(policy: Policy | None, entry: EntitlementEntry) -> list[str]:
    """Name what the person brings to use an entitlement; nothing where its rules are not known here any more."""
    if policy is None:
        return []
    ids = (id_ for each in policy.entitlements if each.id == entry.entitlement for id_ in each.documents)
    return [policy.evidence[id_].label.say(language()) for id_ in ids]
