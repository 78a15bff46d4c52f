"""询问: an officer who verifies a file puts questions to its applicant, one set at a time; the file's terms may wait meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.agreement import bases_of
from scoring.application.deadlines import local_day
from scoring.application.due import due
from scoring.application.moves import Guard
from scoring.application.procedure import term_of
from scoring.application.questions import EVIDENCE, FACTS, last_paused
from scoring.application.status import Act
from scoring.casework.assessing import pinned_policy
from scoring.casework.file import File, close_file, open_file, words
from scoring.casework.points import cited
from scoring.errors import CalendarUnknown, InputRefused, NotAllowed
from scoring.records.convert_questions import question_place, question_sets
from scoring.records.questions import QuestionRow, QuestionSetRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from scoring.application.application import Application
    from scoring.application.due import Timing
    from scoring.application.filing import Asked, Asking
    from scoring.application.officer import Officer
    from scoring.application.points import Approval
    from scoring.application.questions import QuestionSet
    from scoring.policy.library import Library
    from scoring.policy.model import Policy
    from scoring.records.database import Transaction

ASKING = "question"
"""The act from which the term to answer runs."""

QUESTIONS_MAX = 20


def ask_questions(
    transaction: Transaction, library: Library, timing: Timing, asking: Asking, *, officer: Officer, at: datetime
) -> Application:
    """Ask the applicant, and tell until when to answer. Where nobody holds the file, the officer does from now on.

    Where the policy lets questions pause, the file's own terms wait from the day after: up to the answer, at most to the last day
    to answer, and in all of the file's questions no longer than policy or office allow. Departments that were asked do not wait.

    Args:
        transaction: opens the one transaction of this act.
        library: the published policies.
        timing: by which the last day to answer and the pause are counted; both are kept as told.
        asking: the questions; one without `reference` is given the articles of what it is about.
        officer: who asks; becomes a maker of this file.
        at: the moment of the act, aware.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`.
        NotAllowed: `account`: the application came from no account, so that nobody could answer; `none_open`: an answer is awaited;
            `term_set`: neither policy nor office set a term to answer, or it runs from an act that is none of this.
        InputRefused: `items` is empty or too long; `items/0/about` is no fact of the policy and no kind of document, or was
            approved before the application, `items/0/words` is empty, `items/0/reference` is empty and the policy names no article.
        CalendarUnknown: the last day to answer cannot be told.
        PolicyChanged, PolicyUnknown: the library lacks the pinned policy.
    """
    with transaction() as session:
        file = open_file(session, asking.shown, Act.ASK_QUESTIONS, officer, at)
        before = question_sets(session, file.row.id, file.seal)
        _refuse(file, before)
        policy = pinned_policy(library, file.application.pin)
        _refuse_approved(asking.items, cited(session, file.row.id))
        items = _checked(asking.items, policy)
        until = last_day_to_answer(policy, timing, at)
        paused_to = _paused_to(policy, timing, before, until, local_day(at))
        number = _keep(file, items, until, paused_to)
        about = [item[0] for item in items]
        return close_file(file, file.move.target, {"questions": number, "about": about, "due": until, "paused_to": paused_to})


def concerns(policy: Policy) -> Mapping[str, str]:
    """Give everything that a question can be about, with the articles it rests on (empty where the policy names none)."""
    facts = {f"{FACTS}{fact}": "; ".join(bases_of(policy, (fact,))) for fact in policy.facts}
    documents = [kind.id for kind in policy.evidence.values() if kind.proof == "document"]
    return {**facts, **{f"{EVIDENCE}{kind}": "; ".join(_bases_of_document(policy, kind)) for kind in documents}}


def _bases_of_document(policy: Policy, kind: str) -> Iterable[str]:
    """Give the articles of what a document is demanded for, and of what reads the facts that it proves; each once."""
    conditions = [part.about for part in (*policy.requirements, *policy.vetoes, *policy.walk())]
    named = [about.reference for about in conditions if kind in about.evidence and about.reference]
    return dict.fromkeys((*named, *bases_of(policy, [fact.id for fact in policy.facts.values() if kind in fact.evidence])))


def _refuse(file: File, before: Sequence[QuestionSet]) -> None:
    if file.row.account_id is None:
        raise NotAllowed(file.move.act, Guard.ACCOUNT)
    if before and before[-1].is_open(local_day(file.at)):
        raise NotAllowed(file.move.act, Guard.NONE_OPEN)


def _refuse_approved(asked: Sequence[Asked], cites: Approval | None) -> None:
    """What was approved before the application is asked about in the points record alone."""
    for n, each in enumerate(asked):
        fact = each.about.removeprefix(FACTS)
        if cites is not None and fact in cites.facts:
            raise InputRefused(f"items/{n}/about", f"{fact} was approved in {cites.record}. Have it adjusted there.")


def _checked(asked: Sequence[Asked], policy: Policy) -> list[tuple[str, str, str]]:
    if not asked or len(asked) > QUESTIONS_MAX:
        raise InputRefused("items", f"Ask at least one question, and no more than {QUESTIONS_MAX} at once.")
    known = concerns(policy)
    return [_item(each, n, known) for n, each in enumerate(asked)]


def _item(asked: Asked, n: int, known: Mapping[str, str]) -> tuple[str, str, str]:
    if asked.about not in known:
        raise InputRefused(f"items/{n}/about", "Choose a fact or a kind of document of the policy.")
    said = words(asked.words, f"items/{n}/words", "Ask in words that the applicant will understand.")
    reference = asked.reference.strip() or known[asked.about]
    if not reference:
        raise InputRefused(f"items/{n}/reference", "Name the article that asks for it: the policy's text names none here.")
    return asked.about, reference, said


def last_day_to_answer(policy: Policy, timing: Timing, at: datetime) -> date:
    """Give the last day to answer what is asked now. Raises NotAllowed (`term_set`), CalendarUnknown."""
    term = term_of(policy.procedure, "question", timing.defaults)
    counted = due("question", term, {ASKING: local_day(at), "service": local_day(at)}, timing.working_days)
    if counted.unknown_year is not None:
        raise CalendarUnknown(counted.unknown_year, sorted(timing.working_days.years))
    if counted.day is None:
        raise NotAllowed(Act.ASK_QUESTIONS, Guard.TERM_SET)
    return counted.day


def _paused_to(policy: Policy, timing: Timing, before: Sequence[QuestionSet], until: date, today: date) -> date | None:
    if not policy.procedure.questions_pause:
        return None
    most = term_of(policy.procedure, "question_pause", timing.defaults)
    pauses = [each.pause for each in before if each.pause is not None]
    return last_paused(today, until, most.duration if most else None, pauses, timing.working_days)


def _keep(file: File, items: list[tuple[str, str, str]], until: date, paused_to: date | None) -> int:
    session, row = file.session, file.row
    number = len(question_sets(session, row.id, file.seal)) + 1
    asked = {"asked_at": file.at, "asked_by": file.officer.account_id, "due": until, "paused_to": paused_to}
    session.add(QuestionSetRow(application_id=row.id, number=number, **asked))
    session.flush()
    for n, (about, reference, said) in enumerate(items, start=1):
        sealed = file.seal.close(said, question_place(number, n))
        of_this = {"application_id": row.id, "question_set": number, "number": n}
        session.add(QuestionRow(**of_this, about=about, reference=reference, words=sealed))
    session.flush()
    return number
