"""What a statement of reasons says: first what decided, then what was found, and last how it can be contested."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from scoring.application.due import Due, Timing
from scoring.application.plain import plain
from scoring.application.procedure import Organ, organ_of, ways_of
from scoring.application.reasons.grounds import Grounds
from scoring.application.reasons.statement import statement_of
from scoring.application.verifying import FactVerdict
from scoring.application.working_days import WorkingDays, Year
from scoring.engine import assess
from scoring.engine.document import as_document
from scoring.policy.procedure import Duration, Procedure, Remedy
from scoring.policy.wording import text
from tests.policy.small import HEAD, load

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
ON = date(2026, 3, 2)
POLICY = (
    HEAD
    + """\
evidence: {deed: {label: Deed}, diploma: {label: Diploma}}
departments: {tax: {label: Tax department}}
facts:
  age: {type: integer, min: 0, max: 120, label: Age, ask: {section: about, order: 1}}
  years: {type: integer, min: 0, max: 50, default: 0, unit: year, label: Years, evidence: [deed, diploma], ask: {section: about, order: 2}}
  owns: {type: boolean, default: false, label: Owns a home, ask: {section: about, order: 3}}
  expert: {type: boolean, default: false, label: Expert, ask: {section: about, order: 4}}
  late: {type: integer, min: 0, max: 9, default: 0, label: Late payments, ask: {section: about, order: 5}}
  convicted: {type: boolean, default: false, label: Convicted, ask: {section: about, order: 6}}
  prizes:
    type: list
    max_items: 5
    default: []
    label: Prizes
    ask: {section: about, order: 7}
    of: {won_in: {type: integer, min: 1990, max: 2030, label: Year}, first: {type: boolean, default: false, label: First}}
  note: {type: date, optional: true, default: null, label: Note}
requirements: [{id: adult, label: Adult, require: age >= 18, unless: expert, reference: art. 1}]
vetoes: [{id: crime, label: Crime, when: convicted, reference: art. 2}]
groups:
  - id: life
    label: Life
    max: 40
    reference: art. 3
    criteria:
      - {id: by_year, label: By year, per: years, points: 3, max: 30, reference: art. 4}
      - {id: home, label: Home, cases: [{when: owns, points: 20}], reference: art. 5}
      - {id: prize, label: Prizes, each: prizes, points: 1}
  - id: best
    label: Best
    combine: highest
    criteria:
      - {id: older, label: Older, bands: age, points: [{from: 30, points: 2}, {from: 60, points: 4, reference: art. 6}]}
      - {id: learned, label: Learned, cases: [{when: expert, points: 5, label: Expert row}], yields_to: [home]}
  - {id: minus, label: Minus, min: -6, criteria: [{id: lateness, label: Lateness, per: late, points: -2, min: -5}]}
selection: {threshold: 30, unless: expert and age > 90}
entitlements:
  - {id: house, label: House, service: housing, confers: right_to_apply, beneficiaries: [applicant], when: admitted, starts: decision, apply_within: 12 months, valid_for: 1 months, granted_by: Housing bureau, further_conditions: [{label: No other house, reference: art. 9}]}
  - {id: school, label: School, service: schooling, confers: enrolment, beneficiaries: [child], when: admitted, apply_within: 30 days}
  - {id: more, label: More, service: other, beneficiaries: [applicant], when: admitted}
"""
)
DEFAULTS = Procedure(
    organ=text("this office"),
    remedies=(
        Remedy("review", within=Duration(1, "working_days", "service")),
        Remedy("litigation", text("the court"), Duration(6, "months", "service"), note=text("The general period.")),
    ),
)
TIMING = Timing(DEFAULTS, WorkingDays({2026: Year(frozenset(), frozenset(), "notice")}))


@pytest.fixture(scope="module")
def policy():
    return load(POLICY)


def grounds(policy, facts, days=None, **changes) -> Grounds:
    document = plain(as_document(assess(policy, facts, on=ON)))
    given = {
        "policy": policy,
        "document": document,
        "kind": "granted" if document["outcome"] == "eligible" else "refused",
        "reason": "We looked.",
        "published_list": "",
        "organ": organ_of(policy.procedure, DEFAULTS),
        "remedies": TIMING.remedies(ways_of(policy.procedure, DEFAULTS), days or {}),
    }
    return Grounds(**{**given, **changes})


def said(section, language="en"):
    return [line.said.say(language) for top in section.lines for line in top.walk()]


def says(policy, section, facts, **changes):
    return said(statement_of(grounds(policy, facts, **changes)).section(section))


def test_a_refusal_says_first_what_decided_it_with_the_facts_and_the_article(policy):
    statement = statement_of(grounds(policy, {"age": 17, "convicted": True, "late": 1}))
    assert statement.kind == "refused"
    assert statement.sections[0].id == "conclusion"
    under, refused = statement.section("conclusion").lines
    assert under.said.say("en") == "this office has decided under “Town” (version 1), its rules read for 2 March 2026:"
    assert refused.said.say("zh") == "不予积分落户。"
    assert [line.said.say("en") for line in refused.below] == [
        "A ground of exclusion is present: Crime (Convicted: yes).",
        "A requirement is not met: Adult (Age: 17; Expert: no).",
    ]
    assert [line.reference.say("en") for line in refused.below] == ["art. 2", "art. 1"]
    assert [(line.mark, line.said.say("en")) for line in statement.section("requirements").lines] == [
        ("not_met", "Adult: not met (Age: 17; Expert: no).")
    ]
    assert [line.mark for line in statement.section("vetoes").lines] == ["present"]
    with pytest.raises(KeyError):
        statement.section("unlocks")


def test_points_that_lack_are_counted(policy):
    short = statement_of(grounds(policy, {"age": 29, "years": 5}))
    assert said(short.section("conclusion"))[2:] == ["The total is 15 points, below the threshold of 30 points by 15 points."]
    assert said(short.section("total")) == [
        "The total is 15 points.",
        "The threshold of 30 points is not reached: 15 points short.",
    ]


def test_where_an_exception_may_hold_lacking_points_decide_only_where_the_outcome_says_so(policy):
    refused = says(policy, "conclusion", {"age": 17, "years": 5})
    assert refused[2:] == ["A requirement is not met: Adult (Age: 17; Expert: no)."]


def test_a_total_that_is_open_is_lacking_at_least_so_many(policy):
    open_ = says(load(POLICY.replace(", unless: expert and age > 90", "")), "conclusion", {"convicted": True, "years": 5})
    assert open_[2:] == [
        "A ground of exclusion is present: Crime (Convicted: yes).",
        "The total is 19 points at most, below the threshold of 30 points by at least 11 points.",
    ]
    total = says(policy, "total", {"convicted": True, "years": 5})
    assert total == [
        "Something is not established: the total is from 15 points to 19 points, which could not change the decision.",
        "The threshold of 30 points is not reached: at least 11 points short.",
    ]
    assert says(policy, "total", {"convicted": True, "years": 10, "owns": True})[1] == (
        "The threshold of 30 points is reached, by at least 10 points more."
    )
    assert says(policy, "total", {"convicted": True, "years": 9})[1] == (
        "The threshold is 30 points. Whether it is reached was not established, which could not change the decision."
    )
    points = statement_of(grounds(policy, {"convicted": True, "years": 5})).section("points")
    assert said(points)[4] == "Best: Something is not established: from 0 points to 4 points, which could not change the decision."
    assert points.lines[1].points is None
    assert says(policy, "requirements", {"convicted": True})[0] == (
        "Adult: not established, which could not change the decision (Age: not established; Expert: no)."
    )


def test_a_refusal_that_the_assessment_does_not_give_is_in_the_office_s_own_words(policy):
    refused = statement_of(grounds(policy, {"age": 30, "years": 10}, kind="refused"))
    assert said(refused.section("conclusion"))[2].endswith("is said below, in the office’s own words.")
    assert said(refused.section("reason")) == ["We looked."]


def test_a_grant_has_the_same_shape_and_says_what_it_unlocks(policy):
    granted = statement_of(grounds(policy, {"age": 31, "years": 10}, published_list="List 3"))
    assert said(granted.section("conclusion"))[1:] == [
        "Registration of the household by points is granted.",
        "Every requirement is met, and no ground of exclusion is present.",
        "On the published list: List 3.",
    ]
    assert said(granted.section("total"))[1] == "The threshold of 30 points is reached, by 2 points more."
    assert said(granted.section("unlocks")) == [
        "House (a right to apply), given by Housing bureau, from the decision, to be applied for within 12 months, valid for 1 month.",
        "No other house",
        "School (enrolment), from the registration of each person, to be applied for within 30 days.",
        "More (a treatment), from the registration of each person.",
    ]
    exactly = says(policy, "total", {"age": 29, "years": 10})
    assert exactly == ["The total is 30 points.", "The threshold of 30 points is reached exactly."]


def test_who_needs_no_points_is_told_why(policy):
    waived = statement_of(grounds(policy, {"age": 91, "expert": True, "owns": True}))
    assert said(waived.section("total"))[1] == (
        "By the rules the threshold need not be reached: Expert: yes, and “Age” is more than 90."
    )
    assert statement_of(grounds(policy, {"age": 17, "expert": True, "years": 10})).section("requirements").lines[0].mark == "waived"


def test_points_are_added_up_cut_raised_and_chosen(policy):
    facts = {"age": 61, "years": 12, "owns": True, "expert": True, "late": 4, "prizes": [{"won_in": 2020}, {"won_in": 2021}]}
    statement = statement_of(grounds(policy, facts))
    assert said(statement.section("points")) == [
        "Life: 30 + 20 + 2 = 52 points, limited to 40 points; beyond it: 12 points.",
        "By year: Years: 12 years, counted 12 times. 30 points (by the rule 36 points, limited to 30 points; beyond it: 6 points).",
        "Home: Owns a home: yes. 20 points.",
        "Prizes: Prizes: 2 entries, counted 2 times. 2 points.",
        "Best: The highest counts: Older, 4 points.",
        "Older: Age: 61 (row “from 60”). 4 points.",
        "Learned: Expert: yes. 0 points (not counted, since “Home” gives points).",
        "Minus: −5 points.",
        "Lateness: Late payments: 4, counted 4 times. −5 points (by the rule −8 points, raised to the least of −5 points).",
    ]
    assert said(statement.section("points"), "zh")[0] == "Life：30 + 20 + 2 = 52分，以40分为限，超出的12分不计。"
    assert said(statement.section("total"))[0] == "40 + 4 + (−5) = 39 points, the total."
    marks = [line.mark for line in statement.section("points").lines for line in line.walk()]
    assert marks == ["", "", "", "", "", "", "idle", "", ""]
    older = statement.section("points").lines[1].below[0]
    assert (older.reference.source, older.reference.say("en")) == ("document.awards.older.row.reference", "art. 6")


def test_what_does_not_count_is_said(policy):
    lines = says(policy, "points", {"age": 35, "expert": True, "years": 1})
    assert lines[1] == "By year: Years: 1 year, counted 1 time. 3 points."
    assert lines[4:7] == [
        "Best: The highest counts: Learned, 5 points.",
        "Older: Age: 35 (row “from 30, below 60”). 2 points (another item of the group is higher, so this one does not count).",
        "Learned: Expert: yes (row “Expert row”). 5 points.",
    ]


def test_what_gives_the_same_to_all_and_what_does_not_apply():
    groups = """\
groups: [{id: all, label: All, criteria: [
  {id: gift, label: Gift, formula: 1}, {id: never, label: Never, formula: 2, applies: owns}]}]
"""
    simple = load(HEAD + "facts: {owns: {type: boolean, default: false, label: Owns, ask: {section: about, order: 1}}}\n" + groups)
    statement = statement_of(grounds(simple, {}))
    assert said(statement.section("points")) == ["All: 1 point.", "Gift: 1 point.", "Never: Not applicable, no points."]
    assert said(statement.section("requirements")) == said(statement.section("vetoes")) == ["The policy has none."]
    assert said(statement.section("total")) == ["The total is 1 point."]
    assert said(statement.section("looked_at")) == ["Nothing had to be looked into."]


def verdict(fact, kind, claimed, verified, **more):
    return FactVerdict(1, fact, kind, claimed, verified, more.pop("reason", ""), more.pop("reference", ""), "Lin", AT, **more)


def test_what_was_looked_at_names_departments_and_evidence_and_no_officer(policy):
    verdicts = {
        "years": verdict("years", "adjust", (12,), (3,), reason="Two gaps.", reference="art. 4"),
        "age": verdict("age", "accept", (30,), (30,), departments=("tax", "police", "gone")),
        "owns": verdict("owns", "reject", (True,), ()),
        "note": verdict("note", "accept", (None,), (None,)),
        "late": verdict("late", "accept", (), ()),
        "prizes": verdict("prizes", "accept", ([{"won_in": 2020}],), ([{"won_in": 2020}],)),
    }
    given = {
        "evidence": {"years": ("deed", "unknown")},
        "departments": {"police": text("Police")},
        "unchecked": ("expert", "convicted"),
    }
    statement = statement_of(grounds(policy, {"age": 30, "years": 3}, verdicts=verdicts, **given))
    assert said(statement.section("looked_at")) == [
        "Age: Declared as “30”; checked by Tax department, Police and found so. Checked on 2 March 2026.",
        "Years: Declared as “12 years”; checked by an officer and established as “3 years”, by: Deed. Checked on 2 March 2026. Reason: Two gaps.",
        "Owns a home: Declared as “yes”; checked by an officer and not recognised, so that it counts as “no”. Checked on 2 March 2026.",
        "Late payments: Declared as “0”; checked by an officer and found so. Checked on 2 March 2026.",
        "Prizes: Declared as “1 entry”; checked by an officer and found so. Checked on 2 March 2026.",
        "Entry 1: Year: 2020; First: no.",
        "Note: Declared as “not given”; checked by an officer and found so. Checked on 2 March 2026.",
        "The following could not change the decision and was not looked into: Expert, Convicted.",
    ]
    assert statement.section("looked_at").lines[1].reference.say("en") == "art. 4"
    assert "Lin" not in str([line.said.say("en") for line in statement.lines()])


def test_before_service_remedies_have_terms_and_no_day(policy):
    granted = grounds(policy, {"age": 30}, days={"decision": ON})
    assert said(statement_of(granted).section("remedies")) == [
        "Review by the authority: before this office, within 1 working day from service. (A term of the office, none of law.)",
        "Administrative litigation: before the court, within 6 months from service. (The general term; what the law says decides.) The general period.",
    ]


def test_from_service_on_the_last_day_of_each_remedy_is_told(policy):
    served = grounds(policy, {"age": 30}, days={"decision": ON, "service": date(2026, 3, 4)})
    review, litigation = said(statement_of(served).section("remedies"))
    assert "by 5 March 2026 at the latest (1 working day from service)" in review
    assert "by 4 September 2026 at the latest (6 months from service)" in litigation


STATED = (
    Remedy("review", within=Duration(30, "days", "publication", "art. 7"), note=text("In writing.")),
    Remedy("reconsideration", text("The board"), reference="art. 8"),
    Remedy("litigation", text("The city’s court"), Duration(3, "months", "decision")),
)


def test_a_policy_s_own_remedies_have_their_article_and_the_act_they_run_from(policy):
    own = replace(policy, procedure=Procedure(organ=text("The bureau"), remedies=STATED, references={"organ": "art. 6"}))
    statement = statement_of(grounds(own, {"age": 30}, days={"decision": ON}))
    assert said(statement.section("remedies")) == [
        "Review by the authority: before The bureau, within 30 days from publication. In writing.",
        "Administrative reconsideration: before The board, without any term set.",
        "Administrative litigation: before The city’s court, by 2 June 2026 at the latest (3 months from the decision).",
    ]
    assert [line.reference and line.reference.say("en") for line in statement.section("remedies").lines] == [
        "art. 7",
        "art. 8",
        None,
    ]


def test_a_year_whose_working_days_are_not_known_gives_no_day(policy):
    way, _ = grounds(policy, {"age": 30}).remedies[0]
    unknown = ((way, Due("review", way.within, ON, None, 2027)),)
    assert "within 1 working day from service" in says(policy, "remedies", {"age": 30}, remedies=unknown)[0]
    assert says(policy, "remedies", {"age": 30}, remedies=()) == ["No remedy is named."]


def test_a_policy_that_ranks_says_the_sum_that_counts():
    ranked = load(
        POLICY.replace(
            "selection: {threshold: 30, unless: expert and age > 90}",
            "selection: {ranking: {by: points(life), then: [age], ties_at_cut_off: admit_all}}",
        )
    )
    assert says(ranked, "total", {"age": 31, "years": 2}) == [
        "6 + 2 = 8 points, the total.",
        "For the ranking count 6 points: the points for “Life” (highest first).",
    ]
    assert len(says(ranked, "total", {"age": 31}, document={**grounds(ranked, {"age": 31}).document, "ranking": [None, "31"]})) == 1


def test_who_decides_is_named_from_the_policy_or_the_office(policy):
    own = grounds(policy, {"age": 30}, organ=Organ(text("The bureau"), "art. 6", is_office_default=False))
    assert (own.deciding.source, own.deciding.say("en")) == ("policy.procedure.organ", "The bureau")
    assert grounds(policy, {"age": 30}).deciding.source == "office.organ"
