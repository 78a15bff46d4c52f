"""Loading: all findings at once, at their places, in words of both languages; the path and the file must agree."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

import scoring.policy
from scoring.errors import Finding, PolicyRefused, Position
from scoring.policy import load_policy
from scoring.policy.language.tree import AssessmentDate
from scoring.policy.source_files import MAX_BYTES, policy_files, read_source
from scoring.policy.texts import TEXTS, say_finding
from tests.policy.small import FOLDER, HEAD, TOWN, VOCABULARY, codes, load, places, refusal, town

SOURCES = [p for p in Path(scoring.policy.__file__).parent.rglob("*.py") if p.name != "texts.py"]


def test_all_defects_of_shape_are_found_at_once():
    text = town(
        ("grants: registration\n", "grants: everything\n"),
        ("provenance: illustrative\n", "provenence: illustrative\n"),
        ("sections: {about: {label: About you}}", "sections: [about]"),
        ("married: {type: boolean,", "married: {type: bool,"),
        ("require: adult}", "requires: adult}"),
        ("max: 100\n", "max: [100]\n"),
        ("when: admitted}", "when: admitted, confers: money, valid_for: a year}"),
    )
    assert places(refusal(text, VOCABULARY)) == [
        ("key_missing", 1, 1),
        ("value_form", 6, 9),
        ("key_unknown", 8, 1),
        ("value_form", 11, 1),
        ("value_form", 18, 19),
        ("key_missing", 42, 5),
        ("key_unknown", 42, 33),
        ("value_form", 48, 5),
        ("value_form", 55, 106),
        ("value_form", 55, 124),
    ]


def test_all_defects_of_meaning_are_found_at_once():
    text = town(
        ("adult: age >= 18", "adult: agee >= 18"),
        ("require: not (married and age < 14)", "require: married + 1"),
        ("lookup: education, points: {college: 20", "lookup: education, points: {colege: 20"),
        ("threshold: 20", "threshold: 20.555"),
        ("when: admitted}", "when: admited, documents: [crad]}"),
    )
    assert [code for code, *_ in places(refusal(text, VOCABULARY))] == [
        "name_unknown",
        "type_expected",
        "option_unknown",
        "finer_than_precision",
        "name_unknown",
        "evidence_unknown",
    ]


def test_a_misspelt_key_names_the_nearest_of_its_kind():
    for wrong, right in (
        ("sorces", "sources"),
        ("in_forse", "in_force"),
        ("untill", "until"),
        ("urll", "url"),
        ("lokup", "lookup"),
    ):
        findings = refusal(f"{wrong}: x\n")
        assert any(f.code == "key_unknown" and f.facts["nearest"] == right for f in findings), wrong


def test_a_key_named_as_the_schema_library_names_its_own_is_merely_unknown():
    assert "key_unknown" in codes(refusal(f"{TOWN}_schema: 1\nunknown: 2\n", VOCABULARY))


def test_findings_of_vocabulary_and_rounds_stand_in_their_own_files():
    broken = VOCABULARY.replace("max: 300", "maxi: 300").replace("type: date", "type: day")
    rounds = '- {round: "2025", policy: "1", quota: many}\n- spring\n'
    findings = refusal(TOWN, broken, rounds)
    assert [(f.position.file, f.code) for f in findings] == [
        ("policies/town/rounds.yaml", "value_form"),
        ("policies/town/rounds.yaml", "mapping_expected"),
        ("policies/vocabulary.yaml", "value_form"),
        ("policies/vocabulary.yaml", "key_unknown"),
    ]


def test_broken_syntax_in_all_three_files_is_found_at_once():
    findings = refusal("a: [", "b: {", "c: *x")
    assert [(f.position.file, f.code) for f in findings] == [
        ("policies/vocabulary.yaml", "yaml_syntax"),
        ("policies/town/rounds.yaml", "yaml_alias"),
        ("policies/town/1.yaml", "yaml_syntax"),
    ]


def test_an_empty_file():
    assert codes(refusal("")) == ["file_empty"]
    assert codes(refusal("# a comment\n")) == ["file_empty"]
    assert codes(refusal("---\n")) == ["mapping_expected"]
    assert codes(refusal(TOWN, VOCABULARY, "# no rounds yet\n")) == ["file_empty"]


def test_a_vocabulary_that_is_a_list():
    assert codes(refusal(TOWN, "- a\n")) == ["shared_unknown", "mapping_expected"]


def test_the_path_and_the_file_must_agree(tmp_path):
    folder = tmp_path / "village"
    folder.mkdir()
    (tmp_path / "vocabulary.yaml").write_text(VOCABULARY, encoding="utf-8")
    (folder / "2.yaml").write_text(TOWN, encoding="utf-8")
    with pytest.raises(PolicyRefused) as refused:
        load_policy(folder / "2.yaml")
    assert [say_finding(f, "en") for f in refused.value.findings] == [
        "The file says scheme “town”, its path says “village”. They must agree.",
        "The file says version “1”, its path says “2”. They must agree.",
    ]


def test_a_policy_is_read_with_vocabulary_and_rounds_beside_it(tmp_path):
    folder = tmp_path / "town"
    folder.mkdir()
    (tmp_path / "vocabulary.yaml").write_text(VOCABULARY, encoding="utf-8")
    (folder / "rounds.yaml").write_text('- {round: "2025", policy: "1"}\n', encoding="utf-8")
    (folder / "1.yaml").write_text(TOWN, encoding="utf-8")
    (folder / "1.cases.yaml").write_text("[]\n", encoding="utf-8")
    assert policy_files(tmp_path) == [folder / "1.yaml"]
    source = read_source(folder / "1.yaml")
    assert (source.scheme, source.version, source.vocabulary, source.file) == ("town", "1", VOCABULARY, str(folder / "1.yaml"))
    policy = load_policy(str(folder / "1.yaml"))
    assert [r.id for r in policy.own_rounds] == ["2025"]
    assert policy.facts["birth_date"].shared


def test_findings_of_a_file_without_a_folder():
    from scoring.policy import load_source
    from scoring.policy.source_files import PolicySource

    with pytest.raises(PolicyRefused) as refused:
        load_source(PolicySource("town", "1", TOWN, "a: [", "", file="town.yaml"))
    assert {f.position.file for f in refused.value.findings} == {"vocabulary.yaml", "town.yaml"}


def test_every_text_says_the_same_in_both_languages():
    for code, (zh, en) in TEXTS.items():
        names = [{name for _, name, _, _ in string.Formatter().parse(words) if name} for words in (zh, en)]
        assert names[0] == names[1], code
        assert zh != en, code


def test_a_file_larger_than_any_policy_is_not_read(tmp_path):
    path = tmp_path / "town" / "1.yaml"
    path.parent.mkdir()
    path.write_bytes(b" " * (MAX_BYTES + 1))
    with pytest.raises(PolicyRefused) as refused:
        load_policy(path)
    assert refused.value.findings == [Finding("file_large", Position(str(path), 1, 1), {"limit": "512"})]


def test_the_same_texts_are_compiled_once():
    assert load(TOWN, VOCABULARY) is load(TOWN, VOCABULARY)
    assert load(TOWN, VOCABULARY) is not load(TOWN + "# more\n", VOCABULARY)


def test_every_code_that_is_raised_has_words_and_every_word_is_raised():
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES]
    strings = {n.value for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    assert set(TEXTS) <= strings
    calls = [n for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Call)]
    raising = {"find", "_find", "_refuse", "refuse", "problem", "ExpressionProblem", "Finding"}
    raised = {
        call.args[0].value
        for call in calls
        if getattr(call.func, "attr", getattr(call.func, "id", "")) in raising
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and str(call.args[0].value).isidentifier()  # else it is a text that is looked for in another
    }
    assert raised <= set(TEXTS)
    assert len(raised) > 70


def test_what_a_finding_does_not_know_is_a_dash():
    finding = Finding("key_unknown", Position("x.yaml", 1, 2), {"key": "lable", "nearest": ""})
    assert say_finding(finding, "en") == "“lable” is not known here. Nearest: “–”."
    assert say_finding(Finding("yaml_tag", Position("x.yaml", 1, 2), {}), "zh") == "不允许标签“–”，请删去。"


def test_braces_in_a_finding_are_shown_as_they_stand():
    findings = refusal(TOWN.replace("provenance: illustrative", 'provenance: "{x} {0}"'), VOCABULARY)
    assert "“{x} {0}” will not do here" in say_finding(findings[0], "en")


def test_loading_is_lazy_and_names_are_checked():
    assert scoring.policy.load_policy is load_policy
    with pytest.raises(AttributeError, match="load_policies"):
        _ = scoring.policy.load_policies


@pytest.mark.parametrize(
    "text",
    [
        "sources: {rules: {title: Rules, url: http://a b}}",
        "jurisdiction: town",
        'version: "v1"',
        "version: 2025",
        "scheme: Town",
        "precision: 0.5",
        "rounding: nearest",
        "format: 2",
        "in_force: {from: 2025-02-29}",
        "in_force: {until: 2025-02-28}",
        "title: {}",
        "title: {zh: {en: a}}",
        "evidence: {card: {label: Card, valid_for: 30 minutes}}",
        "procedure: {days: {accept: {n: 0, unit: days}}}",
        "procedure: {fee: {is: none, amount: 3}}",
        "procedure: {offices: [{address: here}]}",
        "procedure: {family: {child: {under: 18}}}",
        "procedure: {family: {added_until: recommendation}}",
        "procedure: {in_flight: {is: stay}}",
        "procedure: {duplicates: merge}",
        "checks: [{id: a, label: A}]",
        "variables: {a: [1]}",
        "sections: {about: x}",
        "facts: {a: {type: boolean, default: false}}",
        "facts: {a: {type: boolean, default: {b: 1}, label: A}}",
        "groups: [{id: g, label: G, criteria: [a]}]",
        "groups: [{id: g, label: G, criteria: [{id: c, label: C, over: [a, a], lookup: value, points: {x: 1}}]}]",
        "groups: [{id: g, label: G, criteria: [{id: c, label: C, bands: a, points: [x]}]}]",
        "groups: [{id: g, label: G, combine: lowest, criteria: [{id: c, label: C, when: a, points: 1}]}]",
        "groups: [{id: g, label: G, combine: {highest: 0}, criteria: [{id: c, label: C, when: a, points: 1}]}]",
        "groups: [{id: g, label: G, combine: {lowest: 1}, criteria: [{id: c, label: C, when: a, points: 1}]}]",
        "groups: {id: g}",
        "entitlements: [{id: h, label: H, service: housing, beneficiaries: applicant, when: admitted}]",
        "variables: {a: ''}",
    ],
)
def test_wrong_values_of_the_head_are_refused(text):
    key = text.partition(":")[0]
    kept = [line for line in HEAD.splitlines() if not line.startswith(f"{key}:")]
    rest = "facts: {a: {type: boolean, default: false, label: A}}\n"
    rest += "groups: [{id: g, label: G, criteria: [{id: c, label: C, when: a, points: 1}]}]\n"
    if text.startswith("variables"):
        rest = rest.replace("when: a,", "formula: 1 if a else 0,").replace("points: 1}", "max: 1}")
    assert load("\n".join(HEAD.splitlines()) + "\n" + rest)
    rest = "".join(line for line in rest.splitlines(keepends=True) if not line.startswith(f"{key}:"))
    findings = refusal("\n".join([*kept, text]) + "\n" + rest)
    assert {f.position.line for f in findings} <= {1, len(kept) + 1}
    assert len(findings) <= 2
    assert all(say_finding(f, "zh") for f in findings)


def test_everything_a_procedure_can_say():
    text = (
        TOWN
        + """\
procedure:
  mode: {is: ranked, reference: art. 3}
  verification: before_application
  organ: {zh: 局, en: Bureau}
  registrar: {is: {zh: 派出所, en: Police}, reference: art. 4, note: on paper}
  offices: [{name: Hall, address: Street 1, phone: "010", hours: 9 to 5, reference: art. 7, note: Not at noon}]
  channels: {is: [counter, online], reference: art. 10, note: By turns}
  fee: {is: none, reference: art. 11}
  days: {accept: {n: 5, unit: working_days, from: receipt, reference: art. 5, note: Quick}}
  publication: {fields: [masked_name], days: {n: 7, unit: days}, where: Website, reference: art. 6, note: No names}
  originals_check: true
  questions_pause: {is: true, reference: art. 8}
  remedies: [{kind: review, organ: Bureau, within: {n: 10, unit: working_days, from: service}}, {kind: litigation}]
  family:
    {who: [spouse, child], child: {under: 18, on: assessment_date}, added_until: submission, conditions: [Wed], evidence: [card]}
  in_flight: pin
  duplicates: {is: refuse, reference: art. 9}
  complaints: [{name: Mayor, phone: "12345"}]
  questions: [{question: May I bring a friend?, answer: No., reference: art. 10}]
  note: As the measure says
"""
    )
    procedure = load(text, VOCABULARY).procedure
    assert (procedure.mode, procedure.verification, procedure.originals_check, procedure.in_flight, procedure.duplicates) == (
        "ranked",
        "before_application",
        True,
        "pin",
        "refuse",
    )
    assert procedure.references == {
        "mode": "art. 3",
        "registrar": "art. 4",
        "channels": "art. 10",
        "fee": "art. 11",
        "questions_pause": "art. 8",
        "duplicates": "art. 9",
    }
    assert {key: note.say("en") for key, note in procedure.notes.items()} == {"registrar": "on paper", "channels": "By turns"}
    assert procedure.channels == ("counter", "online")
    assert (procedure.offices[0].reference, procedure.offices[0].note.say("en")) == ("art. 7", "Not at noon")
    assert procedure.questions_pause
    assert (procedure.days["accept"].n, procedure.days["accept"].start, procedure.offices[0].phone) == (5, "receipt", "010")
    assert procedure.publication.days is not None
    assert procedure.publication.note.say("en") == "No names"
    assert procedure.offices[0].note.say("en") == "Not at noon"
    assert [(each.name.say("en"), each.phone) for each in procedure.complaints] == [("Mayor", "12345")]
    assert [(q.answer.say("en"), q.reference) for q in procedure.questions] == [("No.", "art. 10")]
    assert [r.within and r.within.n for r in procedure.remedies] == [10, None]
    assert (procedure.family.child_under, procedure.family.child_on, procedure.family.evidence) == (
        18,
        AssessmentDate(),
        ("card",),
    )
    bare = load(TOWN, VOCABULARY).procedure
    assert (bare.mode, bare.publication.days, bare.family.child_under, bare.duplicates) == ("threshold", None, None, "flag")


def test_the_zoo_lies_where_the_tests_look():
    assert (FOLDER / "policies").is_dir()


def test_a_fact_may_be_marked_as_sensitive_but_not_a_part_of_a_record():
    marked = load(town(("married: {type: boolean,", "married: {type: boolean, sensitive: true,")), VOCABULARY)
    assert [fact.id for fact in marked.facts.values() if fact.sensitive] == ["married"]
    odd = town(("of:", "of:\n      odd: {type: boolean, sensitive: true, label: Odd}"))
    assert "key_misplaced" in [code for code, *_ in places(refusal(odd, VOCABULARY))]


def test_what_is_sensitive_is_not_for_a_scheme_to_say_of_a_shared_fact():
    odd = town(("birth_date: {shared: true,", "birth_date: {shared: true, sensitive: true,"))
    assert [code for code, *_ in places(refusal(odd, VOCABULARY))] == ["shared_key"]


def test_a_shared_fact_keeps_the_words_of_the_vocabulary_beside_its_own():
    own = load(TOWN, VOCABULARY).facts["birth_date"]
    assert own.common_label.say("zh") == "出生日期"
    assert not load(TOWN, VOCABULARY).facts["married"].common_label
