"""一次性补正告知: an officer asks, once, for everything that is missing; who did not answer in time gave the application up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.due import NOTICE, due
from scoring.application.moves import Guard
from scoring.application.procedure import term_of
from scoring.application.status import Act
from scoring.casework.assessing import pinned_policy
from scoring.casework.file import File, close_file, open_file, words
from scoring.casework.issue import about_of, issue, occasion_of
from scoring.errors import CalendarUnknown, InputRefused, NotAllowed
from scoring.notices import documents
from scoring.notices.document_texts import both
from scoring.records import convert_filings
from scoring.records.filings import SupplementItemRow, SupplementRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from scoring.application.application import Application, Shown
    from scoring.application.due import Timing
    from scoring.application.filing import Asked, Asking
    from scoring.application.officer import Officer
    from scoring.policy.library import Library
    from scoring.policy.model import Policy
    from scoring.policy.wording import Text
    from scoring.records.database import Transaction

FAMILY = "family"
"""What an item is about that belongs to no criterion: the people of the application."""

ITEMS_MAX = 60


def ask_supplement(
    transaction: Transaction, library: Library, timing: Timing, asking: Asking, *, officer: Officer, at: datetime
) -> Application:
    """Tell the applicant everything that is missing, and until when it can be handed in. 一次性补正告知书 is issued.

    Args:
        transaction: opens the one transaction of this act.
        library: the published policies.
        timing: by which the last day to answer is counted; it is kept as told.
        asking: the whole list; an item without `reference` is given the article of what it is about.
        officer: who asks; becomes a maker of this file.
        at: the moment of the act, aware.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`.
        NotAllowed: `first_time`: in this round it was asked for already.
        InputRefused: `items` is empty or too long; `items/0/about` is neither of the policy nor `family`, `items/0/words` is empty,
            `items/0/reference` is empty and the policy names no article.
        CalendarUnknown: the last day to answer cannot be told.
        PolicyChanged, PolicyUnknown: the library lacks the pinned policy.
    """
    with transaction() as session:
        file = open_file(session, asking.shown, Act.ASK_SUPPLEMENT, officer, at)
        _refuse_second_time(file)
        policy = pinned_policy(library, file.application.pin)
        items = _checked(asking.items, policy)
        until = _until(policy, timing, at)
        number = _keep(file, items, until)
        told = _notice(file, policy, timing, items, until)
        facts = {"supplement": number, "items": len(items), "about": [item[0] for item in items], "due": until, **told}
        return close_file(file, file.move.target, facts)


def asked_about(policy: Policy) -> Mapping[str, str]:
    """Give everything that an item can be about, with its article (empty where the policy names none), in the policy's order."""
    conditions = (*(r.about for r in policy.requirements), *(v.about for v in policy.vetoes), *(c.about for c in policy.walk()))
    return {**{about.id: about.reference for about in conditions}, FAMILY: policy.procedure.family.reference}


def name_of(policy: Policy, about: str) -> Text:
    """Name what an item is about."""
    rules = (*policy.requirements, *policy.vetoes, *policy.walk())
    return both("family") if about == FAMILY else next(rule.about.label for rule in rules if rule.about.id == about)


def abandon(transaction: Transaction, shown: Shown, *, officer: Officer, at: datetime, reason: str) -> Application:
    """Confirm that the applicant gave the application up: what was asked for did not come in time.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`.
        NotAllowed: `term_over`: the term still runs, or none was set.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.ABANDON, officer, at)
        given = words(reason, "reason", "Say what was not handed in and how the person was reminded.")
        supplement = convert_filings.supplements(session, file.row.id, file.seal)[-1]
        if supplement.due is None or local_day(at) <= supplement.due:
            raise NotAllowed(file.move.act, Guard.TERM_OVER)
        return close_file(file, file.move.target, {"supplement": supplement.number, "due": supplement.due}, given)


def _refuse_second_time(file: File) -> None:
    query = sa.select(SupplementRow.round).where(SupplementRow.application_id == file.row.id)
    if file.row.round in file.session.scalars(query).all():
        raise NotAllowed(file.move.act, Guard.FIRST_TIME)


def _checked(asked: Sequence[Asked], policy: Policy) -> list[tuple[str, str, str]]:
    if not asked or len(asked) > ITEMS_MAX:
        raise InputRefused("items", f"Tick everything that is missing, one thing to {ITEMS_MAX} things.")
    known = asked_about(policy)
    return [_item(each, n, known) for n, each in enumerate(asked)]


def _item(asked: Asked, n: int, known: Mapping[str, str]) -> tuple[str, str, str]:
    if asked.about not in known:
        raise InputRefused(f"items/{n}/about", "Choose a criterion or requirement of the policy, or the family.")
    reference = asked.reference.strip() or known[asked.about]
    if not reference:
        raise InputRefused(f"items/{n}/reference", "Name the article that asks for it: the policy's text names none here.")
    said = words(asked.words, f"items/{n}/words", "Say what is missing, in words that the applicant will understand.")
    return asked.about, reference, said


def _until(policy: Policy, timing: Timing, at: datetime) -> date | None:
    """Give the last day to answer, None where no term is set. The account is served with the notice at once."""
    days = {NOTICE: local_day(at), "service": local_day(at)}
    counted = due("supplement", term_of(policy.procedure, "supplement", timing.defaults), days, timing.working_days)
    if counted.unknown_year is not None:
        raise CalendarUnknown(counted.unknown_year, sorted(timing.working_days.years))
    return counted.day


def _keep(file: File, items: list[tuple[str, str, str]], until: date | None) -> int:
    session, row = file.session, file.row
    count = sa.select(sa.func.count()).where(SupplementRow.application_id == row.id)
    number = session.scalars(count).one() + 1
    asked = {"asked_at": file.at, "asked_by": file.officer.account_id, "round": row.round, "due": until}
    session.add(SupplementRow(application_id=row.id, number=number, **asked))
    session.flush()
    for n, (about, reference, said) in enumerate(items, start=1):
        sealed = file.seal.close(said, convert_filings.item_place(number, n))
        of_this = {"application_id": row.id, "supplement": number, "number": n}
        session.add(SupplementItemRow(**of_this, about=about, reference=reference, words=sealed))
    session.flush()
    return number


def _notice(file: File, policy: Policy, timing: Timing, items: list[tuple[str, str, str]], until: date | None) -> dict[str, object]:
    occasion = occasion_of(file)
    about = about_of(occasion, policy, timing)
    listed = [(name_of(policy, item), reference, said) for item, reference, said in items]
    term = term_of(policy.procedure, "supplement", timing.defaults)
    return issue(occasion, timing, about, documents.supplement(about, listed, until, term))
