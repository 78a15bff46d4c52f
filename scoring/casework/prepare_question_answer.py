"""The applicant prepares an answer to the questions of the office, and comes back to it until it is sent.

Saving is no act, as with an answer to a supplement: nobody but the holder sees it, and neither the file nor its terms change.
What was prepared and never sent stays with the file, encrypted, and is its holder's alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from scoring.application.answering import PreparedWords
from scoring.application.moves import Guard
from scoring.application.permits import permit_holder
from scoring.application.plain import plain
from scoring.application.questions import FACTS
from scoring.application.status import Act, Status
from scoring.casework.assessing import pinned_policy
from scoring.casework.file import WORDS_MAX
from scoring.casework.own import find_own
from scoring.engine.compiling import compiled
from scoring.errors import InputRefused, NotAllowed, Stale
from scoring.records import convert
from scoring.records.convert_questions import question_sets
from scoring.records.database import reading
from scoring.records.questions import QuestionDraftRow
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.answering import PreparingWords
    from scoring.application.holder import Holder
    from scoring.application.questions import QuestionSet
    from scoring.policy.library import Library
    from scoring.records.applications import ApplicationRow
    from scoring.records.database import Transaction
    from scoring.records.sealing import Seal

PLACE = "question_drafts.content/1"
"""Where a prepared answer stands."""


def read_prepared_words(transaction: Transaction, reference: str, *, holder: Holder) -> PreparedWords:
    """Give what is prepared of the answer to the newest questions; nothing before anything was saved.

    Raises:
        NotFound: none of the holder's.
        MoveRefused: the file is not being verified.
        NotAllowed: `asked`: nothing is asked, or it is answered.
    """
    with reading(transaction) as session:
        row = find_own(session, reference, holder)
        seal = seal_of(session, row.id)
        return _prepared(session, row, seal, _asked(session, row, seal))


def prepare_question_answer(
    transaction: Transaction, library: Library, preparing: PreparingWords, *, holder: Holder, at: datetime
) -> PreparedWords:
    """Keep the whole of what is prepared in place of what was.

    Raises:
        NotFound, MoveRefused, NotAllowed: as `read_prepared_words`.
        Stale: it was saved elsewhere meanwhile, or is about earlier questions; show both, nothing was overwritten.
        InputRefused: `words/2`: question 2 was not asked, or has too many words; `facts/education`: it was not asked about.
        FactsRefused: a value is none that the policy allows.
        PolicyChanged, PolicyUnknown: the library lacks the pinned policy.
    """
    shown = preparing.shown
    with transaction() as session:
        row = find_own(session, shown.reference, holder, lock=True)
        seal = seal_of(session, row.id)
        asked = _asked(session, row, seal)
        before = _prepared(session, row, seal, asked)
        if (preparing.question_set, shown.version) != (asked.number, before.revision):
            raise Stale(row.reference, shown.version, before.revision)
        _check(asked, preparing)
        compiled(pinned_policy(library, convert.policy_pin(session, row))).read(
            {fact: given[0] for fact, given in preparing.facts.items() if given}
        )
        _keep(session, row, seal, (preparing, before.revision + 1, at))
        return _prepared(session, row, seal, asked)


def check_prepared_words(session: Session, row: ApplicationRow, revision: int | None) -> None:
    """Raise Stale where what is prepared is not of the *revision* that was shown; None where nothing prepared was shown."""
    kept = session.get(QuestionDraftRow, row.id)
    now = kept.revision if kept else 0
    if revision is not None and revision != now:
        raise Stale(row.reference, revision, now)


def drop_prepared_words(session: Session, application_id: int) -> None:
    """Delete what was prepared: it is sent."""
    session.execute(sa.delete(QuestionDraftRow).where(QuestionDraftRow.application_id == application_id))


def _asked(session: Session, row: ApplicationRow, seal: Seal) -> QuestionSet:
    """Give the questions that can be answered now."""
    move = permit_holder(Act.ANSWER_QUESTIONS, Status(row.status))
    sets = question_sets(session, row.id, seal)
    if not sets or sets[-1].answer is not None:
        raise NotAllowed(move.act, Guard.ASKED)
    return sets[-1]


def _prepared(session: Session, row: ApplicationRow, seal: Seal, asked: QuestionSet) -> PreparedWords:
    kept = session.get(QuestionDraftRow, row.id)
    if kept is None or kept.question_set != asked.number:
        return PreparedWords(asked.number, kept.revision if kept else 0, None)
    document: dict[str, Any] = seal.open_document(kept.content, PLACE)
    words = {int(number): said for number, said in document["words"].items()}
    facts = {fact: tuple(given) for fact, given in document["facts"].items()}
    return PreparedWords(asked.number, kept.revision, kept.saved_at, words, facts)


def _check(asked: QuestionSet, preparing: PreparingWords) -> None:
    known = {each.number for each in asked.questions}
    for number, said in preparing.words.items():
        if number not in known:
            raise InputRefused(f"words/{number}", "Answer what was asked, and nothing else.")
        if len(said) > WORDS_MAX:
            raise InputRefused(f"words/{number}", f"Shorten it to {WORDS_MAX} characters; it has {len(said)}.")
    for fact in preparing.facts:
        if fact not in asked.facts:
            raise InputRefused(f"{FACTS}{fact}", "This was not asked about, and stays as it is.")


def _keep(session: Session, row: ApplicationRow, seal: Seal, saved: tuple[PreparingWords, int, datetime]) -> None:
    preparing, revision, at = saved
    document = {
        "words": {str(number): said for number, said in preparing.words.items()},
        "facts": {fact: list(plain(given)) for fact, given in preparing.facts.items()},
    }
    kept = session.get(QuestionDraftRow, row.id)
    if kept is None:
        kept = QuestionDraftRow(application_id=row.id)
        session.add(kept)
    kept.question_set, kept.revision, kept.saved_at = preparing.question_set, revision, at
    kept.content = seal.close_document(document, PLACE)
    session.flush()
