"""补正: the applicant answers everything that was asked for, exactly once, and hands the application in again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scoring.application.status import Act
from scoring.casework.assessing import pinned_policy
from scoring.casework.file import words
from scoring.casework.filing import Rules, check_handed_in, check_signature, filing_facts, keep_handed_in, receipt_of_key
from scoring.casework.own import Own, close_own, find_own, own_of
from scoring.casework.people import refuse_added
from scoring.casework.prepare_answer import check_revision, drop_prepared
from scoring.errors import InputRefused
from scoring.records import convert, convert_filings
from scoring.records.filings import SupplementAnswerRow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from scoring.application.filing import Content, ItemAnswer, Receipt, Supplement, SupplementAnswer
    from scoring.application.holder import Holder
    from scoring.casework.record_application import Mode
    from scoring.policy.library import Library
    from scoring.records.database import Transaction
    from scoring.records.filings import FilingRow


def answer_supplement(
    transaction: Transaction, library: Library, answer: SupplementAnswer, *, holder: Holder, at: datetime, mode: Mode
) -> Receipt:
    """Hand in again; what is new against the submission before is kept and shown to the officer.

    The same key gives the same receipt again. An answer after the last day counts as long as the office has not closed the file.

    Args:
        transaction: opens the one transaction of this act.
        library: the published policies; the application keeps its version, day, round and office.
        answer: an answer to every item, and the content where something in it changes.
        holder: with `identity` as verified.
        at: the moment of the act, aware; from here the office's term to accept runs anew.
        mode: as `submit_application`.

    Raises:
        NotFound, Stale, NotAllowed, FactsRefused: as `submit_application`; Stale also where another answer was prepared meanwhile.
        MoveRefused: nothing is asked for, or the file is closed.
        InputRefused: as `submit_application` and `people.refuse_added`; `items/2`: item 2 has no answer, or one without words or
            with too many; `items`: an answer to none.
        PolicyChanged, PolicyUnknown: the library lacks the pinned policy.
    """
    signature = answer.signature
    check_signature(signature)
    with transaction() as session:
        row = find_own(session, signature.shown.reference, holder, lock=True)
        given = receipt_of_key(session, row, signature.key)
        if given is not None:
            return given
        own = own_of(session, row, signature.shown, Act.ANSWER_SUPPLEMENT, holder, at)
        asked = convert_filings.supplements(session, row.id, own.seal)[-1]
        check_revision(session, row, answer.revision)
        _check_answers(asked, answer.items)
        rules = Rules(pinned_policy(library, convert.policy_pin(session, row)), row.on, row.round, mode)
        return _hand_in(own, rules, asked, answer)


def _hand_in(own: Own, rules: Rules, asked: Supplement, answer: SupplementAnswer) -> Receipt:
    row, last = own.row, _last(own)
    handed_in = check_handed_in(own, rules, replace(answer.content or last, office=row.office_id))
    refuse_added(last.people, handed_in.content.people, rules.policy)
    kept = keep_handed_in(own, handed_in, answer.signature)
    _keep(own, asked, answer.items, kept)
    drop_prepared(own.session, row.id)
    declined = sum(each.kind == "declined" for each in answer.items.values())
    close_own(own, {**filing_facts(kept, handed_in), "supplement": asked.number, "declined": declined})
    return convert_filings.receipt(own.session, row, kept)


def _check_answers(supplement: Supplement, items: Mapping[int, ItemAnswer]) -> None:
    for item in supplement.items:
        given = items.get(item.number)
        if given is None:
            raise InputRefused(f"items/{item.number}", "Answer it, or say that you do not hand it in.")
        words(given.words, f"items/{item.number}", "Say in words how you meet it, or why you do not hand it in.")
    if len(items) > len(supplement.items):
        raise InputRefused("items", "Answer what was asked for, and nothing else.")


def _last(own: Own) -> Content:
    return convert_filings.filed(convert_filings.filings(own.session, own.row.id)[-1], own.seal)


def _keep(own: Own, supplement: Supplement, items: Mapping[int, ItemAnswer], kept: FilingRow) -> None:
    for number, given in items.items():
        own.session.add(
            SupplementAnswerRow(
                application_id=own.row.id,
                supplement=supplement.number,
                number=number,
                submission=kept.number,
                kind=given.kind,
                words=own.seal.close(given.words.strip(), convert_filings.answer_place(supplement.number, number)),
            )
        )
    own.session.flush()
