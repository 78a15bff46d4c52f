"""The next question as plain values: what is asked and what is above it; nothing is next once no answer can change anything."""

from __future__ import annotations

import json

from scoring.engine.questions.standing import as_document, questioning
from tests.engine.test_questions_next import ALL, ON, POLICY


def document(facts):
    return as_document(questioning(POLICY, facts, on=ON, round_id=None))


def test_the_next_question_stands_with_its_policy_and_its_words():
    found = document({})
    asked = POLICY.facts[found["next"]["fact"]]
    assert (found["scheme"], found["digest"], found["on"], found["settled"]) == ("town", POLICY.digest, ON.isoformat(), False)
    assert found["next"]["label"] == asked.label.as_dict()
    assert found["next"]["section"] == asked.ask.section
    assert found["next"]["needed"]
    assert json.loads(json.dumps(found)) == found


def test_with_every_answer_nothing_is_next_and_all_is_settled():
    found = document(ALL)
    assert (found["next"], found["settled"]) == (None, True)
