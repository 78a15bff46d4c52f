"""Every figure in a statement stands where it says it stands, in both languages alike, and the sums add up."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from scoring.application.plain import canonical
from scoring.application.reasons.grounds import Line, Section
from scoring.application.reasons.plain import as_plain
from scoring.application.reasons.sentence import Part, sentence
from scoring.application.reasons.statement import statement_of
from scoring.application.reasons.words import WORDS
from scoring.engine.words import WORDS as ENGINE_WORDS
from scoring.policy.wording import text
from tests.application.stating import (
    LANGUAGES,
    anybody,
    are_words,
    delivered,
    faults,
    figures,
    grounds_of,
    persons,
    policy_named,
    read,
    walk,
)

PERSONS = list(persons())
OF_A_KIND = 3
SOME = settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module")
def every():
    """The first persons of every policy and outcome."""
    found = {}
    for person in PERSONS:
        grounds = grounds_of(*person)
        if grounds is not None:
            found.setdefault((grounds.policy.name, grounds.document["outcome"]), []).append(grounds)
    return [(grounds, statement_of(grounds)) for alike in found.values() for grounds in alike[:OF_A_KIND]]


def test_the_sample_persons_are_of_every_delivered_policy(every):
    assert {grounds.policy.name for grounds, _ in every} == {policy.name for policy in delivered()}
    assert {grounds.document["outcome"] for grounds, _ in every} >= {"eligible", "below_threshold", "requirements_not_met"}


def test_every_figure_stands_where_it_says(every):
    assert [fault for grounds, statement in every for fault in faults(grounds, statement)] == []


@SOME
@given(anybody())
def test_every_figure_stands_where_it_says_whoever_applies(person):
    name, *answers = person
    grounds = grounds_of(policy_named(name), *answers)
    if grounds is not None:
        statement = statement_of(grounds)
        assert faults(grounds, statement) == []
        assert unlike(grounds, statement) == []
        assert off(grounds, statement) == []


def with_line(statement, said):
    return replace(statement, sections=(*statement.sections, Section("reason", (Line(said),))))


def test_a_figure_without_a_source_is_found(every, monkeypatch):
    grounds, statement = every[0]
    monkeypatch.setitem(WORDS, "made_up", ("另加7分", "and 7 more"))
    assert "a figure without a source: and 7 more" in faults(grounds, with_line(statement, sentence("made_up")))


@pytest.mark.parametrize(
    "part",
    [
        Part("document.total", text("1")),
        Part("document.on", text("2000年1月1日")),
        Part("policy.title", text("第2号")),
        Part("document.threshold - document.threshold", text("1")),
    ],
)
def test_a_part_that_is_not_what_its_source_has_is_found(every, part):
    grounds, statement = next(one for one in every if one[0].document["threshold"] and one[0].document["total"])
    assert faults(grounds, with_line(statement, part)) == [f"{part.source}: {part.say(language)}" for language in LANGUAGES]


def unlike(grounds, statement):
    """The parts that do not say the same figures in both languages, but for words that stand in the policy or the file as they are."""
    own = [part for line in statement.lines() for part in line.parts if not are_words(grounds, part)]
    return [part.source for part in own if [*map(read, figures(part.say("zh")))] != [*map(read, figures(part.say("en")))]]


def test_both_languages_say_the_same_figures(every):
    assert [found for grounds, statement in every for found in unlike(grounds, statement)] == []


def test_no_form_of_words_has_a_figure_and_both_languages_have_the_same_places():
    import string

    for code, (zh, en) in WORDS.items():
        places = [{name for _, name, _, _ in string.Formatter().parse(form) if name} for form in (zh, en)]
        assert places[0] == places[1], code
        assert not any(sign.isdigit() for sign in zh + en), code
        assert bool(zh) == bool(en), code
    assert WORDS.keys().isdisjoint(ENGINE_WORDS)


def off(grounds, statement):
    """The sums that do not come to what is said: read off the words alone."""
    found = []
    awards = list(walk(grounds.document["awards"]))
    lines = [line for line in statement.section("points").lines for line in line.walk()]
    for award, line in zip(awards, lines, strict=True):
        words = line.said.say("en").removeprefix(award["label"]["en"])
        if award["kind"] == "group" and " = " in words:
            left, right = words.split(" = ")
            numbers = [read(each) for each in figures(right)]
            added = sum(map(read, figures(left)))
            is_cut = "limited to" in right
            if added != numbers[0] or (is_cut and numbers[0] - numbers[2] != Decimal(award["points"])):
                found.append(words)
            if (
                not is_cut
                and "raised" not in right
                and award["counts"]
                and not award["yields_to"]
                and numbers[0] != Decimal(award["points"])
            ):
                found.append(words)
    said = statement.section("total").lines[0].said.say("en")
    if " = " in said:
        left, right = said.split(" = ")
        if sum(map(read, figures(left))) != read(figures(right)[0]):
            found.append(said)
    return found


def test_parts_add_up_to_groups_groups_to_the_total_and_caps_are_explained(every):
    assert [words for grounds, statement in every for words in off(grounds, statement)] == []


def test_a_cap_that_cuts_is_always_said(every):
    cut = [
        (line.said.say("en"), award)
        for grounds, statement in every
        for award, line in zip(
            walk(grounds.document["awards"]),
            [each for top in statement.section("points").lines for each in top.walk()],
            strict=True,
        )
        if award["points"] is not None and award["uncapped"] is not None and Decimal(award["uncapped"]) > Decimal(award["points"])
    ]
    assert cut
    assert all("limited to" in words or "does not count" in words or "not counted" in words for words, _ in cut)


def test_the_same_grounds_give_the_same_bytes():
    for person in PERSONS[::20]:
        grounds = grounds_of(*person)
        if grounds is not None:
            assert canonical(as_plain(statement_of(grounds))) == canonical(as_plain(statement_of(grounds_of(*person))))


def test_the_plain_form_is_texts_and_lists_and_names_where_figures_come_from(every):
    def is_plain(value):
        match value:
            case dict():
                return all(isinstance(key, str) and is_plain(each) for key, each in value.items())
            case list():
                return all(map(is_plain, value))
        return isinstance(value, str)

    for grounds, statement in every:
        written = as_plain(statement)
        assert is_plain(written)
        by_id = {section["id"]: section for section in written["sections"]}
        total = by_id["total"]["lines"][0]
        sources = {figure["source"] for figure in total["figures"]}
        assert "document.total" in sources if grounds.document["total"] else "document.lowest" in sources


def test_everything_is_said_in_both_languages(every):
    chinese = [line.said.say("zh") for _, statement in every for line in statement.lines()]
    assert all(words for words in chinese)
    english = [form[1] for form in WORDS.values()]
    assert not any("\u4e00" <= sign <= "\u9fff" for form in english for sign in form)
