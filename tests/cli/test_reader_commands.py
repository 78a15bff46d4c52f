"""`luohu advise | forecast | next-question`: answers in, sentences or JSON out, below the notice; clear errors with their place."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from scoring.cli_policy import score
from scoring.cli_readers import advise, forecast, next_question
from scoring.engine.advice import COSTS, Rank, advice_sentences, way_sentence
from scoring.engine.advice import advise as find_advice
from scoring.engine.advice import as_document as advice_document
from scoring.engine.forecast import as_document as forecast_document
from scoring.engine.forecast import assumption_sentence, forecast_sentences, step_sentence
from scoring.engine.forecast import forecast as find_forecast
from scoring.engine.texts import PROVENANCE
from scoring.policy import load_policy
from tests.engine.ahead import FACTS, HEAD, ONE, ROUNDS, TWO

ROOT = Path(__file__).parents[2]
GROUP = click.Group("luohu", commands=[advise, forecast, next_question, score])
COMMANDS = ("advise", "forecast", "next-question")
ADVISING = ("advise", "forecast")
NOTICES = [("guangzhou", "official"), ("beijing", "secondary"), ("ningbo", "illustrative")]
DAY = date(2026, 3, 2)
ANSWERS = {
    "birth_date": "1987-02-01",
    "works_lawfully": True,
    "holds_valid_permit": True,
    "permit_months": 48,
    "permit_since": "2022-03-01",
    "pension_months": 84,
    "medical_months": 84,
    "education": "bachelor",
    "owns_home": True,
}
PERSON = """\
born: 1988-02-29
months: 20
years: 1
level: high
other: null
penalties: [{imposed: 2023-12-31}, {imposed: 2025-02-28}]
"""


@pytest.fixture
def run(monkeypatch):
    """Runs a command with the day fixed; gives the result with all that it printed."""
    monkeypatch.setenv("LUOHU_TODAY", DAY.isoformat())
    monkeypatch.setenv("LUOHU_POLICIES", str(ROOT / "policies"))
    monkeypatch.delenv("LUOHU_MODE", raising=False)

    def invoke(*words, **variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return CliRunner().invoke(GROUP, [str(word) for word in words], catch_exceptions=False)

    return invoke


@pytest.fixture
def answers(tmp_path):
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(ANSWERS), encoding="utf-8")
    return path


@pytest.fixture
def nothing(tmp_path):
    path = tmp_path / "nothing.yaml"
    path.write_text("{}", encoding="utf-8")
    return path


@pytest.fixture
def person(tmp_path):
    """Answers for the town, one of them known to be empty."""
    path = tmp_path / "person.yaml"
    path.write_text(PERSON, encoding="utf-8")
    return path


@pytest.fixture
def towns(tmp_path):
    """A folder with two versions of a town: `towns(first, second)` writes them with these provenances."""

    def write(first, second):
        folder = tmp_path / "policies/town"
        folder.mkdir(parents=True)
        for version, in_force, rest, provenance in (
            ("1", "{from: 2025-01-01, until: 2026-12-31}", ONE, first),
            ("2", "{from: 2026-09-15}", TWO, second),
        ):
            text = HEAD % (version, in_force) + FACTS + rest
            (folder / f"{version}.yaml").write_text(
                text.replace("provenance: illustrative", f"provenance: {provenance}"), encoding="utf-8"
            )
        (folder / "rounds.yaml").write_text(ROUNDS, encoding="utf-8")
        return str(folder.parent)

    return write


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("scheme", "provenance"), NOTICES)
@pytest.mark.parametrize(("language", "place"), [("zh", 0), ("en", 1)])
def test_the_notice_stands_above_all_of_it(run, nothing, command, scheme, provenance, language, place):
    result = run(command, scheme, nothing, "--lang", language)
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert lines[0] == ("按自己填写的内容估算，不是官方结果。", "Own estimate from own answers, not an official result.")[place]
    notice = lines.index(PROVENANCE[provenance][place])
    assert -1 < notice < lines.index("")
    assert len(lines) > notice + 2
    document = json.loads(run(command, scheme, nothing, "--format", "json").output)
    assert document["notice"]["en"] == PROVENANCE[provenance][1]
    assert list(document)[:2] == ["title", "notice"]
    assert document["no_longer_in_force"] is (scheme != "guangzhou")


def _guangzhou():
    return load_policy(ROOT / "policies/guangzhou/2025.yaml")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_advice_says_where_one_stands_and_every_way(run, answers, language):
    found = find_advice(_guangzhou(), ANSWERS, on=DAY, allowed_costs=frozenset(COSTS))
    assert found.ways
    lines = run("advise", "guangzhou", answers, "--for", "money, health,move,employer", "--lang", language).output.splitlines()
    for sentence in advice_sentences(found):
        assert sentence.say(language) in lines
    for number, way in enumerate(found.ways, start=1):
        assert f"  {number}. {way_sentence(found, way).say(language)}" in lines


def test_costs_are_left_out_unless_allowed(run, answers):
    plain, money = (run("advise", "guangzhou", answers, *words).output for words in ((), ("--for", "money,health,move,employer")))
    assert "Ways with these costs are not shown" in plain
    assert "are not shown" not in money


def test_what_cannot_be_reached_says_how_far_one_comes(run, answers):
    low = {**ANSWERS, "owns_home": False, "permit_months": 12}
    answers.write_text(json.dumps(low), encoding="utf-8")
    found = find_advice(_guangzhou(), low, on=DAY)
    assert found.highest is not None
    output = run("advise", "guangzhou", answers).output
    assert "What you can lawfully do yourself does not reach it: at most" in output
    if found.highest.changes:
        assert f"As far as one comes: {way_sentence(found, found.highest).say('en')}" in output


@pytest.mark.parametrize(("words", "aim"), [((), Rank()), (("--points", "200.50"), None)])
def test_advice_for_a_rank(run, answers, words, aim):
    output = run("advise", "guangzhou", answers, "--aim", "rank", *words, "--format", "json").output
    document = json.loads(output)
    assert document["aim"] == "rank"
    assert document["cut_off"] == (None if aim else "200.50")
    if aim:
        core = advice_document(find_advice(_guangzhou(), ANSWERS, on=DAY, aim=aim))
        assert {key: document[key] for key in core} == json.loads(json.dumps(core))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--for", "blood,money"), "blood. Choose from: money, health, move, employer."),
        (("--aim", "riches"), "riches"),
        (("--aim", "rank", "--points", "many"), "many"),
        (("--aim", "rank", "--points", "1e9"), "1e9"),
        (("--points", "200"), "--points goes with --aim rank only."),
        (("--on", "soon"), "soon"),
    ],
)
def test_a_wish_that_is_not_understood(run, answers, words, said):
    result = run("advise", "guangzhou", answers, *words)
    assert result.exit_code == 2
    assert said in result.output


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_forecast_says_every_period_change_and_assumption(run, answers, language):
    found = find_forecast([_guangzhou()], ANSWERS, on=DAY, until=date(2030, 1, 1))
    assert found.cliffs
    assert found.rises
    lines = run("forecast", "guangzhou", answers, "--until", "2030-01-01", "--lang", language).output.splitlines()
    for sentence in forecast_sentences(found):
        assert sentence.say(language) in lines
    said = [step_sentence(found, step) for step in {step.on: step for step in (*found.cliffs, *found.rises)}.values()]
    said += [assumption_sentence(found, assumption) for assumption in found.assumptions]
    for sentence in said:
        assert lines.count(f"  {sentence.say(language)}") == 1
    for stretch in found.stretches:
        assert any(line.startswith(f"  {stretch.first} – {stretch.last}  ") for line in lines)


def test_a_forecast_as_json_is_the_core_s(run, answers):
    document = json.loads(run("forecast", "guangzhou@2025", answers, "--format", "json", "--until", "2028-01-01").output)
    core = forecast_document(find_forecast([_guangzhou()], ANSWERS, on=DAY, until=date(2028, 1, 1)))
    assert {key: document[key] for key in core} == json.loads(json.dumps(core))
    assert json.loads(run("forecast", "guangzhou", answers, "--format", "json").output)["until"] == "2036-03-02"


def test_while_answers_are_missing_a_forecast_has_a_lowest_and_a_highest(run, nothing):
    output = run("forecast", "guangzhou", nothing, "--until", "2026-06-01").output
    assert "2026-03-02 – 2026-06-01  0 – " in output
    assert "provisional" in output


def test_a_forecast_says_what_must_be_got_again(run, towns, person):
    output = run("forecast", "town@1", person, LUOHU_POLICIES=towns("illustrative", "illustrative")).output
    assert "Evidence to be got again" in output


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "2026-03-01早于第一天2026-03-02"), ("en", "2026-03-01 lies before the first day, 2026-03-02")]
)
def test_a_forecast_into_the_past_is_refused(run, answers, language, words):
    result = run("forecast", "guangzhou", answers, "--until", "2026-03-01", "--lang", language)
    assert result.exit_code == 1
    assert words in result.output
    assert run("forecast", "guangzhou", answers, "--until", "2026-03-02").exit_code == 0


@pytest.mark.parametrize(
    ("mode", "provenances", "is_read"),
    [
        ("demonstration", ("illustrative", "illustrative"), True),
        ("production", ("official", "secondary"), True),
        ("production", ("official", "illustrative"), False),
    ],
)
def test_a_forecast_reads_the_later_versions_that_may_advise(run, towns, person, mode, provenances, is_read):
    where = {"LUOHU_MODE": mode, "LUOHU_POLICIES": towns(*provenances), "LUOHU_TODAY": ""}
    document = json.loads(run("forecast", "town@1", person, "--on", "2026-03-02", "--format", "json", **where).output)
    assert ("version_changes" in {a["code"] for a in document["assumptions"]}) is is_read


@pytest.mark.parametrize("command", ADVISING)
@pytest.mark.parametrize(("language", "words"), [("zh", "在演示以外不提供建议。请选择"), ("en", "Choose another policy")])
def test_an_illustrative_policy_advises_nobody_in_production(run, nothing, command, language, words):
    result = run(command, "ningbo", nothing, "--lang", language, LUOHU_MODE="production", LUOHU_TODAY="")
    assert result.exit_code == 1
    assert "ningbo@2010" in result.output
    assert words in result.output


def test_what_is_no_advice_is_said_in_production_too(run, nothing):
    assert run("next-question", "ningbo", nothing, LUOHU_MODE="production", LUOHU_TODAY="").exit_code == 0
    assert run("advise", "beijing", nothing).exit_code == 0


@pytest.mark.parametrize(
    ("language", "words"), [("zh", ("下一个问题：", "结论尚未确定。")), ("en", ("Next question: ", "not certain yet"))]
)
def test_the_next_question_with_what_may_be_answered(run, nothing, language, words):
    output = run("next-question", "guangzhou", nothing, "--lang", language).output
    for word in words:
        assert word in output


def test_a_choice_names_its_options(run, towns, tmp_path):
    path = tmp_path / "level.yaml"
    path.write_text("born: 1988-02-29\nworks: true\nmonths: 20\nyears: 1\nrests: 2\nother: 0\npenalties: []\n", encoding="utf-8")
    lines = run("next-question", "town@1", path, LUOHU_POLICIES=towns("illustrative", "illustrative")).output.splitlines()
    place = lines.index("Next question: Level (level)")
    assert lines[place + 1 : place + 3] == ["  low — Low", "  high — High"]


def test_where_all_is_answered_there_is_no_next_question(run, towns, tmp_path):
    path = tmp_path / "all.yaml"
    path.write_text(
        "born: 1988-02-29\nworks: true\nmonths: 20\nyears: 1\nrests: 2\nother: null\npenalties: []\nlevel: low\n", encoding="utf-8"
    )
    folder = towns("illustrative", "illustrative")
    output = run("next-question", "town@1", path, LUOHU_POLICIES=folder).output
    assert "No answer can change anything any more." in output
    assert "The outcome is certain, whatever is answered." in output
    assert json.loads(run("next-question", "town@1", path, "--format", "json").output)["next"] is None


@pytest.mark.parametrize("command", COMMANDS)
def test_an_optional_answer_may_be_null(run, towns, person, tmp_path, command):
    folder = towns("illustrative", "illustrative")
    assert run(command, "town@1", person, LUOHU_POLICIES=folder).exit_code == 0
    path = tmp_path / "person.json"
    path.write_text('{"born": "1988-02-29", "months": 20, "level": "high", "other": null}', encoding="utf-8")
    assert run(command, "town@1", path).exit_code == 0
    path.write_text('{"born": null}', encoding="utf-8")
    result = run(command, "town@1", path)
    assert result.exit_code == 1
    assert "#/born" in result.output


@pytest.mark.parametrize("command", COMMANDS)
def test_wrong_answers_are_each_told_with_their_place(run, tmp_path, command):
    path = tmp_path / "wrong.yaml"
    path.write_text("edukation: bachelor\npermit_months: 601\npatents: [{kind: invention}]\n", encoding="utf-8")
    result = run(command, "guangzhou", path)
    assert result.exit_code == 1
    for words in ("#/edukation", "Nearest: “education”", "#/permit_months", "0–600", "#/patents/0/inventors"):
        assert words in result.output
    assert "超出范围" in run(command, "guangzhou", path, "--lang", "zh").output


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("guangzou",), "Did you mean guangzhou?"),
        (("guangzhou", "--on", "2020-01-01"), "is outside"),
        (("guangzhou", "--round", "1999"), "has no round 1999"),
    ],
)
def test_policy_day_and_round_must_exist(run, nothing, command, words, said):
    name, *options = words
    result = run(command, name, nothing, *options)
    assert result.exit_code == 1
    assert said in result.output


@pytest.mark.parametrize("command", COMMANDS)
def test_a_version_that_has_ended_is_read_as_of_its_last_day(run, nothing, command):
    output = run(command, "beijing", nothing).output
    assert "as of 2020-12-31" in output
    assert "As of its last day; no longer in force." in output


def test_a_broken_version_is_told(run, answers, tmp_path):
    folder = Path(shutil.copytree(ROOT / "policies", tmp_path / "policies"))
    (folder / "guangzhou/2026.yaml").write_text("format: 2\n", encoding="utf-8")
    result = run("forecast", "guangzhou", answers, LUOHU_POLICIES=str(folder))
    assert result.exit_code == 1
    assert "2026.yaml:1:" in result.output


def test_score_shows_the_lowest_and_highest_of_every_open_award(run, nothing):
    """Awards, groups and the total, and what is missing."""
    output = run("score", "guangzhou", nothing).output
    document = json.loads(run("score", "guangzhou", nothing, "--format", "json").output)
    lines = output.splitlines()
    awards = list(_walk(document["awards"]))
    for award in awards:
        (line,) = (line.strip() for line in lines if line.strip().startswith(f"{award['label']['en']} — "))
        if award["points"] is None:
            low, high = (float(award[end]) for end in ("lowest", "highest"))
            assert f"Between {low:g} points and {high:g} points." in line
    assert any(award["points"] is None for award in awards)
    assert "Missing: Date of birth" in output


def _walk(awards):
    for award in awards:
        yield award
        yield from _walk(award["awards"])
