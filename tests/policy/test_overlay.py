"""Overlays: a policy that states only what differs from another. The resolved policy is compiled, shown and cited."""

from __future__ import annotations

from datetime import date

import pytest

from scoring.engine import assess
from scoring.errors import PolicyRefused
from scoring.policy import load_policy
from scoring.policy.source_files import DEEPEST, extended_by
from scoring.policy.texts import say_finding
from tests.policy.small import TOWN, VOCABULARY

ON = date(2026, 3, 2)
FACTS = {"birth_date": "1990-01-01", "age": 30, "education": "bachelor"}
BASE = TOWN.replace('  counted_to: {per: round, values: {"2025": 2025-09-30}}\n', "")
HEAD = """\
extends: town@1
scheme: county
version: "1"
title: {zh: 小县, en: County}
"""


@pytest.fixture
def load(tmp_path):
    (tmp_path / "vocabulary.yaml").write_text(VOCABULARY, encoding="utf-8")

    def write(text: str, name: str = "county/1", base: str = BASE):
        for at, words in (("town/1", base), (name, text)):
            path = tmp_path / f"{at}.yaml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(words, encoding="utf-8")
        return load_policy(tmp_path / f"{name}.yaml")

    return write


def _refused(load, text):
    with pytest.raises(PolicyRefused) as refused:
        load(text)
    return [(f.code, f.position.file.rpartition("/")[0].rpartition("/")[2], f.position.line) for f in refused.value.findings]


def _total(policy):
    return assess(policy, FACTS, on=ON).total


def test_what_is_not_said_is_inherited(load):
    policy = load(HEAD)
    assert (policy.name, policy.extends, policy.title.say("en"), policy.jurisdiction) == ("county@1", "town@1", "County", "440100")
    assert list(policy.facts) == ["birth_date", "age", "wage", "married", "education", "colour", "honours"]
    assert _total(policy) == _total(load(BASE, "town/1"))


def test_mappings_merge_and_entries_can_be_taken_away(load):
    policy = load(
        HEAD
        + "facts:\n  birth_date: {help: From your card}\n  age: {max: 99}\n  colour: {remove: true}\n  tall: {type: boolean, default: true, label: Tall}\n"
    )
    assert "colour" not in policy.facts
    assert (policy.facts["age"].maximum, policy.facts["age"].minimum, policy.facts["tall"].default) == (99, 0, True)
    assert policy.facts["birth_date"].shared
    assert policy.facts["birth_date"].help.say("en") == "From your card"


def test_a_plain_shared_fact_may_be_made_more_of(load):
    base = BASE.replace("birth_date: {shared: true, ask: {section: about, order: 1}}", "birth_date: shared")
    policy = load(HEAD + "facts:\n  birth_date: {ask: {section: about, order: 1}}\n", base=base)
    assert policy.facts["birth_date"].ask.order == 1


def test_things_with_an_id_merge_by_id(load):
    text = """
groups:
  - id: base
    max: 35
    criteria:
      - {id: honoured, remove: true}
      - {id: school, points: {bachelor: 28}}
      - {id: volunteer, label: Volunteer, when: married or age > 20, points: 3, reference: "1"}
vetoes:
  - {id: too_old, remove: true}
requirements:
  - {id: of_age, require: age >= 21}
"""
    policy = load(HEAD + text)
    assert [item.id for item in policy.groups[0].items] == ["age_points", "school", "volunteer"]
    found = assess(policy, FACTS, on=ON)
    assert {a.id: a.points for a in found.walk()} == {"base": 35, "age_points": 10, "school": 28, "volunteer": 3}
    assert assess(policy, {**FACTS, "education": "college"}, on=ON).award("school").points == 20
    assert policy.vetoes == ()
    assert policy.requirements[0].about.label.say("en") == "Of age"
    assert assess(policy, {**FACTS, "age": 20}, on=ON).outcome == "requirements_not_met"


def test_a_criterion_that_names_a_rule_drops_the_inherited_one(load):
    rows = "  - id: base\n    criteria:\n      - {id: school, cases: [{when: age > 20, points: 7}]}\n      - {id: honoured, when: married, points: 1}\n"
    policy = load(HEAD + "groups:\n" + rows)
    awards = {a.id: (a.points, a.cap) for a in assess(policy, FACTS, on=ON).walk()}
    assert awards["school"] == (7, None)
    assert awards["honoured"] == (0, 6)


def test_all_else_replaces(load):
    rows = "  - id: base\n    criteria:\n      - {id: age_points, points: [{from: 30, points: 4}]}\n"
    policy = load(HEAD + "groups:\n" + rows + "in_force: {until: 2026-06-30}\nselection: {threshold: 3}\n")
    assert assess(policy, FACTS, on=ON).award("age_points").points == 4
    assert assess(policy, {**FACTS, "age": 29}, on=ON).award("age_points").points == 0
    assert policy.in_force.last == date(2026, 6, 30)
    assert assess(policy, FACTS, on=ON).threshold == 3


def test_a_new_group_stands_last(load):
    more = "groups:\n  - {id: more, label: More, criteria: [{id: tall, label: Tall, when: age > 1, points: 1}]}\n"
    assert [group.id for group in load(HEAD + more).groups] == ["base", "more"]


def test_the_digest_is_that_of_the_resolved_policy(load):
    whole = BASE.replace("scheme: town", "scheme: county").replace("title: {zh: 小城, en: Town}", "title: {zh: 小县, en: County}")
    assert load(HEAD).digest == load(whole).digest
    changed = BASE.replace("{from: 18, points: 10}", "{from: 18, points: 11}")
    assert load(HEAD, base=changed).digest != load(HEAD).digest


def test_an_overlay_may_extend_an_overlay_but_not_without_end(load):
    load(HEAD)
    village = HEAD.replace("town@1", "county@1").replace("scheme: county", "scheme: village")
    assert load(village + "selection: {threshold: 5}\n", "village/1").selection.threshold.value == 5
    circle = "extends: county@1\n" + BASE
    with pytest.raises(PolicyRefused) as refused:
        load(HEAD, base=circle)
    assert [f.code for f in refused.value.findings] == ["extends_unknown"]
    assert DEEPEST == 4


def test_findings_stand_where_they_were_written(load):
    assert _refused(load, HEAD + "groups:\n  - {id: base, max: heigth}\n") == [("name_unknown", "county", 6)]
    base = BASE.replace("bands: age", "bands: agge")
    with pytest.raises(PolicyRefused) as refused:
        load(HEAD, base=base)
    assert [(f.code, f.position.file.endswith("town/1.yaml")) for f in refused.value.findings] == [("name_unknown", True)]
    with pytest.raises(PolicyRefused) as refused:
        load(HEAD, base="a: [")
    assert [(f.code, f.position.file.endswith("town/1.yaml")) for f in refused.value.findings] == [("yaml_syntax", True)]


def test_what_is_taken_away_must_be_there(load):
    text = HEAD + "facts: {colours: {remove: true}}\nvetoes: [{id: too_odd, remove: true}]\n"
    assert _refused(load, text) == [("remove_unknown", "county", 5), ("remove_unknown", "county", 6)]
    with pytest.raises(PolicyRefused) as refused:
        load(text)
    assert "Nearest: “colour”" in say_finding(refused.value.findings[0], "en")


def test_what_others_still_read_cannot_be_taken_away(load):
    assert [code for code, *_ in _refused(load, HEAD + "facts: {wage: {remove: true}, education: {remove: true}}\n")] == [
        "name_unknown"
    ]


def test_a_base_that_is_not_there(load):
    assert _refused(load, HEAD.replace("town@1", "town@2")) == [("extends_unknown", "county", 1)]


def test_a_name_of_another_place_is_refused(load):
    assert [code for code, *_ in _refused(load, 'extends: town@1\nversion: "1"\n')] == ["name_of_file"]


def test_only_a_line_of_the_head_says_what_is_extended():
    assert extended_by('extends: "town@1.2"  # the city\n') == ("town", "1.2")
    assert extended_by("note: extends town@1\n  extends: town@1\n") is None


def test_lists_of_things_without_one_id_each_are_replaced(load):
    twice = "checks: [{id: a, label: A, require: age > 1}, {id: a, label: B, require: age > 2}]\n"
    assert [code for code, *_ in _refused(load, HEAD + twice)] == ["name_twice"]
