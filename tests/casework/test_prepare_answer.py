"""An answer to a supplement is prepared between visits, seen by its holder alone, and sent as it was shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.application.answering import Preparing
from scoring.application.application import Shown
from scoring.application.filing import ItemAnswer, SupplementAnswer
from scoring.casework.answer_supplement import answer_supplement
from scoring.casework.prepare_answer import prepare_answer, read_prepared
from scoring.errors import FactsRefused, InputRefused, MoveRefused, NotFound, Stale
from scoring.records.filings import AnswerDraftRow
from tests.casework.filings import ANSWERS, asked, new_holder, submitted
from tests.casework.stories import FACTS


def read(applicant, holder=None):
    return read_prepared(applicant.office.transaction, applicant.reference, holder=holder or applicant.holder)


def prepare(applicant, items=None, holder=None, *, revision=None, **facts):
    before = read(applicant)
    shown = Shown(applicant.reference, before.revision if revision is None else revision)
    content = replace(before.content, facts={**before.content.facts, **facts})
    preparing = Preparing(shown, ANSWERS if items is None else items, content)
    common = {"holder": holder or applicant.holder, "at": applicant.at}
    return prepare_answer(applicant.office.transaction, applicant.office.library, preparing, **common)


def test_what_is_prepared_is_there_at_the_next_visit_and_changes_nothing_of_the_file(office):
    applicant = asked(office)
    first, before = read(applicant), applicant.standing
    assert (first.revision, first.saved_at, first.items) == (0, None, {})
    assert first.content == applicant.own().content
    kept = prepare(applicant, {1: ANSWERS[1]}, education="master")
    assert kept == read(applicant)
    assert (kept.revision, kept.saved_at, kept.items) == (1, applicant.at, {1: ANSWERS[1]})
    assert kept.content.facts["education"] == "master"
    assert applicant.own().content.facts["education"] == FACTS["education"]
    assert applicant.standing == before
    assert [event.act for event in office.file(applicant).events] == ["begin", "submit", "ask_supplement"]
    assert prepare(applicant).revision == 2


def test_of_two_windows_the_later_one_is_told(office):
    applicant = asked(office)
    prepare(applicant)
    with pytest.raises(Stale):
        prepare(applicant, revision=0)
    assert read(applicant).revision == 1


@pytest.mark.parametrize(
    ("items", "field"),
    [({3: ItemAnswer("answered", "已交。")}, "items/3"), ({1: ItemAnswer("answered", "已" * 4001)}, "items/1")],
)
def test_what_was_not_asked_for_or_is_too_long_is_refused(office, items, field):
    with pytest.raises(InputRefused) as refused:
        prepare(asked(office), items)
    assert refused.value.field == field


def test_answers_that_the_policy_does_not_take_are_refused(office):
    with pytest.raises(FactsRefused):
        prepare(asked(office), education="doctor of everything")


def test_nobody_but_the_holder_prepares_or_reads_it(office):
    applicant, other = asked(office), new_holder(office)
    for act in (lambda: read(applicant, other), lambda: prepare(applicant, holder=other)):
        with pytest.raises(NotFound):
            act()


def test_where_nothing_is_asked_for_nothing_is_prepared(office):
    applicant = asked(office)
    prepare(applicant)
    applicant.withdraw()
    for one in (applicant, submitted(office)):
        with pytest.raises(MoveRefused):
            read(one)


def test_the_answer_is_sent_as_it_was_shown_and_then_is_no_draft_any_more(office):
    applicant = asked(office)
    kept = prepare(applicant, education="master")
    common = {"holder": applicant.holder, "at": applicant.at, "mode": "production"}
    given = SupplementAnswer(applicant.signature(), kept.items, kept.content, kept.revision)
    prepare(applicant)
    with pytest.raises(Stale):
        answer_supplement(office.transaction, office.library, given, **common)
    assert applicant.status == "supplement"
    answer_supplement(office.transaction, office.library, replace(given, revision=2), **common)
    assert applicant.own().content.facts["education"] == "master"
    assert applicant.own().supplements[-1].items[0].answer == ANSWERS[1]
    with office.transaction() as session:
        assert session.get(AnswerDraftRow, office.now(applicant).id) is None


def test_what_was_prepared_for_an_earlier_request_is_none_for_a_later_one(office):
    applicant = asked(office)
    prepare(applicant)
    with office.transaction() as session:
        session.get_one(AnswerDraftRow, office.now(applicant).id).supplement = 7
    prepared = read(applicant)
    assert (prepared.revision, prepared.items) == (1, {})
    assert prepare(applicant).revision == 2
