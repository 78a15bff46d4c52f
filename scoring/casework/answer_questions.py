"""申请人说明: the applicant answers what was asked while the file is verified, in words, by documents, by other values."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.filing import Difference
from scoring.application.moves import Guard
from scoring.application.plain import plain, sha256
from scoring.application.points import taken_over
from scoring.application.questions import FACTS
from scoring.application.sameness import is_same
from scoring.application.status import Act
from scoring.application.verifying import said
from scoring.casework.assessing import assess_now, declared, keep, pinned_policy
from scoring.casework.file import WORDS_MAX
from scoring.casework.filing import check_signature, standing_of
from scoring.casework.own import Own, close_own, find_own, own_of
from scoring.casework.people import check_birth_date
from scoring.casework.points import approved_facts, cite, cited
from scoring.casework.prepare_question_answer import check_prepared_words, drop_prepared_words
from scoring.errors import InputRefused, NotAllowed
from scoring.records import convert
from scoring.records.convert_questions import answer_document, answer_place, question_sets
from scoring.records.evidence_reading import evidence_files
from scoring.records.questions import QuestionAnswerRow
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Assessed
    from scoring.application.holder import Holder
    from scoring.application.points import Approval
    from scoring.application.questions import Question, QuestionsAnswer, QuestionSet
    from scoring.application.verifying import Given
    from scoring.policy.library import Library
    from scoring.policy.model import Policy
    from scoring.records.database import Transaction


def answer_questions(
    transaction: Transaction, library: Library, answer: QuestionsAnswer, *, holder: Holder, at: datetime
) -> QuestionSet:
    """Keep the answer to the newest questions, once; the file's terms run on from the day after.

    The same key gives the same answer again. An answer after the last day counts as long as the file is being verified. Only the
    facts asked about can change; what was received when stays, and a verdict on another value than the new one holds no more.

    Args:
        transaction: opens the one transaction of this act.
        library: the published policies; the application keeps its version, day and round.
        answer: words to each question, and the facts asked about as they are to stand.
        holder: with `identity` as verified, or with authority of the applicant.
        at: the moment of the act, aware.

    Raises:
        NotFound, Stale: as `own.open_own`; Stale also where what was prepared changed after it was shown.
        MoveRefused: the file is not being verified.
        NotAllowed: `asked`: nothing is asked, or it is answered; `identity`.
        InputRefused: `key`, `declaration`; `words/2`: question 2 has no words, no other value and no document, or too many words;
            `facts/education`: it was not asked about, or was approved before the application; `identity_number`, `birth_date`: as
            when submitting.
        FactsRefused: a value is none that the policy allows, or contradicts others.
        PolicyChanged, PolicyUnknown: the library lacks the pinned policy.
    """
    check_signature(answer.signature)
    with transaction() as session:
        row = find_own(session, answer.signature.shown.reference, holder, lock=True)
        asked = question_sets(session, row.id, seal_of(session, row.id))
        given = _given(session, row.id, answer.signature.key)
        if given is not None:
            return asked[given - 1]
        own = own_of(session, row, answer.signature.shown, Act.ANSWER_QUESTIONS, holder, at)
        if not asked or asked[-1].answer is not None:
            raise NotAllowed(own.move.act, Guard.ASKED)
        check_prepared_words(session, row, answer.revision)
        policy = pinned_policy(library, convert.policy_pin(session, row))
        _keep(own, policy, asked[-1], answer)
        return question_sets(session, row.id, own.seal)[-1]


def _given(session: Session, application_id: int, key: str) -> int | None:
    """Give the number of the set that this form answered already; None where it is new."""
    of_key = (QuestionAnswerRow.application_id == application_id, QuestionAnswerRow.key == key)
    return session.scalar(sa.select(QuestionAnswerRow.question_set).where(*of_key))


def _keep(own: Own, policy: Policy, asked: QuestionSet, answer: QuestionsAnswer) -> None:
    session, row, given = own.session, own.row, answer.signature
    standing_of(own, row.scheme, convert.application(session, row, own.seal).applicant)
    claimed = declared(session, row, own.seal)
    approval = cited(session, row.id)
    changed = _changed(policy, asked, claimed, answer.facts, approval)
    words = _words(own, policy, asked, answer, frozenset(changed))
    assessment = _assess(own, policy, claimed, changed, approval) if changed else None
    differences = [
        Difference(f"{FACTS}{fact}", _value(said(claimed.facts, fact)), _value(value)) for fact, value in changed.items()
    ]
    document = answer_document(words, differences, secrets.token_hex(32))
    kept = QuestionAnswerRow(
        application_id=row.id,
        question_set=asked.number,
        key=given.key,
        at=own.at,
        by=own.holder.account_id,
        declaration=given.declaration,
        assessment=assessment,
        digest=sha256(document),
        content=own.seal.close_document(document, answer_place(asked.number)),
    )
    session.add(kept)
    drop_prepared_words(session, row.id)
    close_own(own, {"questions": asked.number, "digest": kept.digest, "facts": list(changed), "assessment": assessment})


def _assess(own: Own, policy: Policy, claimed: Assessed, changed: Mapping[str, Given], approval: Approval | None) -> int:
    """Keep the assessment of what is declared from now on, by the approved points that are cited; give its number."""
    facts = {fact: value for fact, value in claimed.facts.items() if fact not in changed}
    facts |= {fact: value[0] for fact, value in changed.items() if value}
    if approval:
        facts = taken_over(facts, approval, approved_facts(own.session, approval))
    check_birth_date(convert.application(own.session, own.row, own.seal).applicant, facts, policy)
    fresh = assess_now(policy, facts, claimed.on, claimed.pin.round)
    number = keep(own.session, own.row.id, own.seal, fresh, own.holder, own.at).number
    if approval:
        cite(own.session, own.row.id, number, approval, own.holder, own.at)
    return number


def _changed(
    policy: Policy, asked: QuestionSet, claimed: Assessed, facts: Mapping[str, Given], approval: Approval | None
) -> dict[str, Given]:
    """Give the facts that are to stand otherwise than they are declared; what stands by approved points is none."""
    for fact in facts:
        if fact not in asked.facts:
            raise InputRefused(f"{FACTS}{fact}", "This was not asked about, and stays as it is.")
    now = {fact: tuple(plain(value)) for fact, value in facts.items()}
    changed = {id_: value for id_, value in now.items() if not is_same(policy.facts[id_], value, said(claimed.facts, id_))}
    for fact in changed:
        if approval and fact in approval.facts:
            settled = f"This was approved in {approval.record}, and stays as it is. Answer in words or with a document."
            raise InputRefused(f"{FACTS}{fact}", settled)
    return changed


def _words(own: Own, policy: Policy, asked: QuestionSet, answer: QuestionsAnswer, changed: frozenset[str]) -> Mapping[int, str]:
    """Give the words to each question. Raises InputRefused for one that nothing answers."""
    files = evidence_files(own.session, own.row.id, own.seal)
    mine = [each for each in files if each.added_by_id == own.holder.account_id and not each.is_removed]
    new = {each.kind for each in mine if each.added_at > asked.asked_at}
    found = {}
    for each in asked.questions:
        found[each.number] = answer.words.get(each.number, "").strip()
        place, length = f"words/{each.number}", len(found[each.number])
        if length > WORDS_MAX:
            raise InputRefused(place, f"Shorten it to {WORDS_MAX} characters; it has {length}.")
        if not length and each.fact not in changed and new.isdisjoint(kinds_for(policy, each)):
            raise InputRefused(place, "Answer in words, with a document, or by putting the answer right.")
    return found


def kinds_for(policy: Policy, question: Question) -> tuple[str, ...]:
    """Give the kinds of document that can answer a question: the one it is about, or those that prove the fact."""
    if question.kind:
        return (question.kind,)
    return tuple(kind for kind in policy.facts[question.fact].evidence if policy.evidence[kind].proof == "document")


def _value(given: Given) -> object:
    """Give a value as a difference has it: None where there is none."""
    return given[0] if given else None
