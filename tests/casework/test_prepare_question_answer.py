"""An answer to questions is prepared between visits, seen by its holder alone, and sent as it was shown."""

from __future__ import annotations

import pytest

from scoring.application.answering import PreparingWords
from scoring.application.application import Shown
from scoring.application.moves import Guard
from scoring.application.questions import QuestionsAnswer
from scoring.casework.answer_questions import answer_questions
from scoring.casework.evidence import EvidenceRoom
from scoring.casework.prepare_question_answer import prepare_question_answer, read_prepared_words
from scoring.errors import FactsRefused, InputRefused, MoveRefused, NotAllowed, NotFound, Stale
from scoring.records.questions import QuestionDraftRow
from scoring.settings_evidence import EvidenceSettings
from tests.casework.filings import accepted, new_holder, questioned, submitted
from tests.casework.stories import FACTS, keyless
from tests.casework.test_own_archive import of_file, take

WORDS = {1: "学校已更名。", 2: "写到一半"}


def read(applicant, holder=None):
    return read_prepared_words(applicant.office.transaction, applicant.reference, holder=holder or applicant.holder)


def prepare(applicant, words=None, facts=None, *, revision=None, question_set=1, holder=None):
    shown = Shown(applicant.reference, read(applicant).revision if revision is None else revision)
    preparing = PreparingWords(shown, question_set, WORDS if words is None else words, facts or {})
    common = {"holder": holder or applicant.holder, "at": applicant.at}
    return prepare_question_answer(applicant.office.transaction, applicant.office.library, preparing, **common)


def explain(applicant, words, revision):
    given = QuestionsAnswer(applicant.signature(), words, {}, revision)
    return answer_questions(applicant.office.transaction, applicant.office.library, given, holder=applicant.holder, at=applicant.at)


def test_what_was_typed_is_there_at_the_next_visit_and_changes_nothing_of_the_file(office):
    applicant = questioned(office)
    assert (read(applicant).revision, read(applicant).saved_at, read(applicant).words) == (0, None, {})
    before, events = applicant.standing, len(office.file(applicant).events)
    kept = prepare(applicant, facts={"education": ("master",)})
    assert kept == read(applicant)
    assert (kept.revision, kept.saved_at, kept.words, kept.facts) == (1, applicant.at, WORDS, {"education": ("master",)})
    assert prepare(applicant, {1: "改写。"}, {"education": ()}).facts == {"education": ()}
    assert read(applicant).words == {1: "改写。"}
    assert (applicant.standing, len(office.file(applicant).events)) == (before, events)
    assert applicant.own().declared["education"] == FACTS["education"]


def test_of_two_windows_the_later_one_is_told(office):
    applicant = questioned(office)
    prepare(applicant)
    for stale in ({"revision": 0}, {"question_set": 2}):
        with pytest.raises(Stale):
            prepare(applicant, **stale)
    assert read(applicant).revision == 1


@pytest.mark.parametrize(
    ("words", "facts", "field"),
    [
        ({3: "没有这一问。"}, {}, "words/3"),
        ({1: "字" * 4001}, {}, "words/1"),
        ({}, {"birth_date": ("1987-02-01",)}, "facts/birth_date"),
    ],
)
def test_what_was_not_asked_or_is_too_long_is_refused(office, words, facts, field):
    with pytest.raises(InputRefused) as refused:
        prepare(questioned(office), words, facts)
    assert refused.value.field == field


def test_a_value_that_the_policy_does_not_take_is_refused(office):
    with pytest.raises(FactsRefused):
        prepare(questioned(office), facts={"education": ("doctor of everything",)})


def test_nobody_but_the_holder_prepares_or_reads_it(office):
    applicant, other = questioned(office), new_holder(office)
    for act in (lambda: read(applicant, other), lambda: prepare(applicant, holder=other)):
        with pytest.raises(NotFound):
            act()


def test_where_nothing_is_asked_nothing_is_prepared(office):
    answered, withdrawn = questioned(office), questioned(office)
    answered.explain()
    for one in (accepted(office), answered):
        with pytest.raises(NotAllowed) as refused:
            read(one)
        assert refused.value.why == Guard.ASKED
    withdrawn.withdraw()
    for one in (submitted(office), withdrawn):
        with pytest.raises(MoveRefused):
            read(one)


def test_the_answer_is_sent_as_it_was_shown_and_then_is_no_draft_any_more(office):
    applicant = questioned(office)
    kept = prepare(applicant)
    prepare(applicant)
    with pytest.raises(Stale):
        explain(applicant, kept.words, kept.revision)
    assert explain(applicant, kept.words, 2).questions[1].answer == "写到一半"
    with office.transaction() as session:
        assert session.get(QuestionDraftRow, office.now(applicant).id) is None


def test_what_was_prepared_for_earlier_questions_is_none_for_later_ones(office):
    applicant = questioned(office)
    prepare(applicant)
    with office.transaction() as session:
        session.get_one(QuestionDraftRow, office.now(applicant).id).question_set = 7
    assert (read(applicant).revision, read(applicant).words) == (1, {})
    assert prepare(applicant).revision == 2


def test_it_is_sealed_in_the_own_archive_and_gone_with_the_key(office, tmp_path):
    applicant = questioned(office)
    prepare(applicant)
    id_ = office.now(applicant).id
    with office.transaction() as session:
        assert "写到一半".encode() not in session.get_one(QuestionDraftRow, id_).content
    room = EvidenceRoom(office.transaction, EvidenceSettings(tmp_path / "evidence", 1, 2))
    assert of_file(take(room, applicant), applicant)["question_drafts"][0]["content"]["words"]["2"] == "写到一半"
    with keyless(office.transaction, id_):
        assert of_file(take(room, applicant), applicant)["question_drafts"][0]["content"] is None
