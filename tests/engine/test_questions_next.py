"""The next question is the one that tells the most; what can change nothing any more is not asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scoring.engine.questions import in_order, is_certain, next_question
from scoring.engine.questions.answers import answers
from scoring.engine.questions.outlook import Outlook
from scoring.errors import FactsRefused, OutsideForce, RoundUnknown
from scoring.policy import load_policy
from scoring.policy.known import as_given
from scoring.policy.language.ranges import KnownRecords
from tests.policy.small import HEAD, load

ON = date(2025, 3, 1)
POLICIES = Path(__file__).parents[2] / "policies"
SECTIONS = "sections: {about: {label: About}, work: {label: Work}}"
TOWN = (
    HEAD.replace("sections: {about: {label: About}}", SECTIONS)
    + """\
facts:
  works: {type: boolean, default: true, label: Works, ask: {section: work, order: 1}}
  born: {type: date, min: 1900-01-01, label: Born, ask: {section: about, order: 2}}
  citizen: {type: boolean, label: Citizen, ask: {section: about, order: 1}}
  months: {type: integer, min: 0, max: 120, label: Months, ask: {section: work, order: 2, when: works}, default: 0}
  level: {type: choice, options: {low: Low, mid: Mid, high: High}, label: Level, ask: {section: work, order: 3}}
  small: {type: boolean, default: false, label: Small, ask: {section: work, order: 4}}
  wage: {type: decimal, places: 2, min: 0, max: 10000, default: 0, label: Wage, ask: {section: work, order: 5}}
  since: {type: date, min: 2000-01-01, max: 2030-01-01, label: Since, ask: {section: work, order: 6}}
  child: {type: boolean, optional: true, default: null, label: Child, ask: {section: about, order: 3}}
  listed: {type: boolean, default: false, label: Listed}
  penalties:
    type: list
    max_items: 3
    default: []
    label: Penalties
    ask: {section: about, order: 4}
    of:
      imposed: {type: date, min: 2000-01-01, max: 2024-12-31, label: Imposed}
      grave: {type: boolean, label: Grave}
      place: {type: text, label: Place}
parameters:
  trades: {values: {2025-01-01: [1, 2]}}
requirements:
  - {id: citizen, label: Citizen, require: citizen, unless: listed}
  - {id: adult, label: Adult, require: years_since(born) >= 18}
vetoes:
  - {id: grave, label: Grave, when: "any(penalties, grave)"}
groups:
  - id: base
    label: Base
    criteria:
      - {id: work, label: Work, per: months, every: 12, at_least: 24, points: 10}
      - {id: level, label: Level, lookup: level, points: {mid: 5, high: 20}}
      - {id: wages, label: Wages, bands: wage, points: [{from: 1000, points: 10}, {above: 5000, points: 15}]}
      - id: capped
        label: Capped
        max: 10
        combine: highest
        criteria:
          - {id: small, label: Small, when: small, points: 3}
          - {id: smaller, label: Smaller, when: not small and child, points: 2}
  - {id: minus, label: Minus, criteria: [{id: records, label: Records, each: penalties, points: -1}]}
selection:
  threshold: 60
  ranking: {by: total, then: [since]}
entitlements:
  - {id: school, label: School, service: schooling, beneficiaries: [child], when: admitted and child}
"""
)
POLICY = load(TOWN)
ALL = {
    "citizen": True,
    "born": "1990-01-01",
    "child": False,
    "penalties": [],
    "works": True,
    "months": 60,
    "level": "high",
    "small": True,
    "wage": 6000,
    "since": "2020-01-01",
}


def without(*ids):
    return {id_: value for id_, value in ALL.items() if id_ not in ids}


def ask(facts, policy=POLICY):
    return next_question(policy, facts, on=ON)


def test_the_order_of_the_file_is_that_of_sections_and_places():
    assert [fact.id for fact in in_order(POLICY)][:5] == ["citizen", "born", "child", "penalties", "works"]


def test_what_may_settle_the_outcome_comes_first():
    assert ask({}).fact == "penalties"  # a veto comes before requirements: until it is out, these settle nothing
    found = ask({"penalties": []})
    assert found.needed[:2] == ("citizen", "born")  # each settles it with one of two answers
    assert (found.fact, found.settled) == ("citizen", False)


def test_then_what_narrows_the_total_the_most():
    found = ask({"citizen": True, "born": "1990-01-01", "penalties": []})
    assert found.needed == ("works", "level", "wage", "small", "child")
    answered = ask({"citizen": True, "born": "1990-01-01", "penalties": [], "works": True})
    assert answered.needed == ("months", "level", "wage", "small", "child")


def test_a_question_whose_condition_is_open_or_false_is_no_candidate():
    assert "months" not in ask({}).needed
    found = ask({**without("months", "level"), "works": False})
    assert found.needed == ("level",)


def test_what_can_change_nothing_need_not_be_asked():
    found = ask({"citizen": False, "penalties": []})
    assert (found.settled, found.fact) == (True, "works")
    assert found.no_longer_needed == ("born",)
    assert set(found.no_longer_decisive) == {"born", "child", "works", "level", "small", "wage", "since"}


def test_what_is_left_beside_the_total():
    found = ask(without("since", "small", "child"))
    assert (found.fact, found.needed, found.beside, found.settled) == ("small", ("small", "child"), ("since",), True)
    only = ask(without("since", "child"))
    assert (only.fact, only.needed, only.beside) == ("child", (), ("child", "since"))
    assert only.no_longer_decisive == ("child", "since")


def test_when_everything_is_known_there_is_no_next_question():
    assert ask(ALL) is None
    assert ask({**ALL, "citizen": False, "penalties": [{"imposed": "2024-01-01", "grave": True, "place": "here"}]}) is None


def test_a_veto_comes_before_all_else():
    facts = {"penalties": [{"imposed": "2024-01-01", "grave": True, "place": "here"}]}
    assert is_certain(POLICY, facts, on=ON)
    assert ask(facts).settled
    assert not is_certain(POLICY, {"citizen": False}, on=ON)  # the veto would be named instead
    assert ask({"citizen": False}).fact == "penalties"


def test_below_the_threshold_whatever_is_answered():
    facts = {"citizen": True, "born": "1990-01-01", "penalties": [], "works": False, "level": "low"}
    assert is_certain(POLICY, facts, on=ON)
    found = ask(facts)
    assert (found.settled, found.needed) == (True, ("wage", "small", "child"))
    unknown = ask({id_: value for id_, value in facts.items() if id_ != "citizen"})
    assert (unknown.settled, unknown.fact) == (False, "citizen")
    assert "wage" in unknown.no_longer_decisive


def test_without_a_threshold_the_total_decides():
    ranked = load(TOWN.replace("  threshold: 60\n", ""))
    assert ask(without("small", "child"), ranked).settled is False
    assert ask(without("since"), ranked).beside == ("since",)
    assert is_certain(ranked, without("since"), on=ON)


def test_what_an_officer_enters_is_not_asked_and_taken_as_it_is():
    assert not is_certain(POLICY, {"penalties": []}, on=ON)
    assert "citizen" in ask({"listed": True, "penalties": []}).no_longer_needed


def tried(facts, id_, policy=POLICY):
    coded = {"works": True, "listed": False, **facts}
    outlook = Outlook(policy, as_given(policy, coded, {"trades": (1, 2)}, 20250301))
    return answers(outlook, policy.facts[id_])


def test_the_answers_that_are_tried():
    assert tried({}, "citizen") == [(0, 0), (1, 1)]
    assert tried({}, "level") == [(0, 0), (1, 1), (2, 2)]
    assert tried({}, "born") == [(20070301, 20070301), (20070302, 20070302)]
    assert tried({}, "months") == [(23, 23), (24, 24)]
    assert tried({}, "wage") == [(99999, 99999), (100000, 100000), (500001, 500001)]
    assert tried({}, "since") == [(20250301, 20250301)]
    assert tried({}, "child") == [(0, 0), (1, 1), None]
    assert tried({}, "penalties") == [KnownRecords(()), KnownRecords(({"imposed": (20241231, 20241231), "grave": (1, 1)},))]


def test_a_number_that_nothing_compares_is_tried_in_the_middle():
    plain = load(TOWN.replace(", at_least: 24", ""))
    assert tried({}, "months", plain) == [(60, 60)]


RULES = """\
facts:
  n: {type: integer, min: 0, max: 100, label: N, ask: {section: about, order: 1}}
  m: {type: integer, min: 0, max: 100, label: M, ask: {section: about, order: 2}}
  d: {type: date, min: 1990-01-01, max: 2027-12-31, label: D, ask: {section: about, order: 3}}
  o: {type: integer, min: 0, max: 9, optional: true, default: null, label: O, ask: {section: about, order: 4}}
  b: {type: boolean, label: B, ask: {section: about, order: 5}}
  l:
    type: list
    max_items: 2
    default: []
    label: L
    ask: {section: about, order: 6, when: b}
    of: {k: {type: integer, min: 0, max: 9, label: K}}
parameters: {s: {values: {2025-01-01: [1, 2], 2026-01-01: [3]}}}
variables: {v: m + 1}
groups:
  - id: g
    label: G
    applies: "n in at(s, max(d, '2025-01-01')) or b or n > 90"
    criteria:
      - {id: a, label: A, matrix: [n, m], points: [{from: 10, points: [{from: 20, points: 5}, {above: 30, points: 6}]}]}
      - {id: i, label: I, matrix: [b, n], points: {true: [{points: 1}, {from: 60, points: 2}], false: 3}}
      - {id: b, label: B, over: [n, v], when: value > 50, points: 2}
      - {id: c, label: C, bands: o, points: [{from: 4, points: 1}]}
      - {id: e, label: E, each: l, where: k > v, points: 1, yields_to: a}
      - {id: f, label: F, formula: "sum(l, k, k > n) if b else 3"}
      - {id: h, label: H, when: given(o) and n in s, points: 1}
selection: {threshold: "points(a) + 1", unless: n > 99}
"""


def test_every_kind_of_rule_names_what_it_rests_on():
    policy = load(HEAD + RULES)
    found = ask({}, policy)
    assert set(found.needed) == {"n", "m", "d", "o", "b"}
    assert ask({"b": True}, policy).needed.count("l") == 1
    assert ask({"b": True}, policy).no_longer_needed == ("d",)  # it applies already
    assert set(ask({"b": True, "n": 95, "l": [{"k": 3}]}, policy).needed) == {"m", "o"}  # of the list, m decides
    assert set(ask({"b": False, "n": 95}, policy).needed) == {"m", "o"}
    assert set(ask({"b": False, "n": 1, "m": 2}, policy).needed) == {"d", "o"}
    assert tried_rules(policy, "n") == [9, 10, 51, 60, 91]
    assert tried_rules(policy, "m") == [19, 20, 31, 50]


def tried_rules(policy, id_):
    outlook = Outlook(policy, as_given(policy, {}, {"s": (1, 2)}, 20250301))
    return [answer[0] for answer in answers(outlook, policy.facts[id_])]


def test_it_refuses_what_an_assessment_refuses():
    with pytest.raises(FactsRefused):
        ask({"citizen": "yes"})
    with pytest.raises(OutsideForce):
        next_question(POLICY, {}, on=date(2024, 12, 31))
    with pytest.raises(RoundUnknown):
        is_certain(POLICY, {}, on=ON, round_id="1")


def test_guangzhou():
    policy = load_policy(POLICIES / "guangzhou/2025.yaml")
    on = date(2026, 3, 2)
    first = next_question(policy, {}, on=on)
    assert first.needed[:4] == ("holds_valid_permit", "works_lawfully", "criminal_penalties", "birth_date")
    assert first.beside == ("permit_since",)
    penalised = next_question(policy, {"criminal_penalties": [{"imposed_on": on}]}, on=on)
    assert (penalised.settled, penalised.no_longer_needed) == (True, ("holds_valid_permit", "works_lawfully"))
    owner = next_question(policy, {"owns_home": True}, on=on)
    assert "rented_months" in owner.beside
