"""What is refused about rounds is said in both languages, with the numbers and names that it is about."""

from __future__ import annotations

import re

import pytest

from admin.refusal_words import say_refusal
from scoring.application.districts import Known, read_districts
from scoring.application.round_notice import NoticeProblem
from scoring.casework.round_reasons import impersonal
from scoring.errors import InputRefused, RoundChanged, ScoringError, Unranked
from scoring.web.not_allowed_words import words_of_refusal
from scoring.web.problem_words import words_of_error

KNOWN = Known("440100", {"440106"})
TYPED = "x\n440106 1\n440106 2\n110101 1\n440199 1"


def remedies():
    """What the use cases and the parts of a form say."""
    yield from read_districts(TYPED, KNOWN)[1]
    yield read_districts("990000 1", Known("CN", ()))[1][0]
    yield from (KNOWN.fault("440199"), KNOWN.fault("110101"), Known("440100", ()).fault("440103"))
    yield NoticeProblem("line", "line_announced", (("quota", 7),)).remedy
    yield NoticeProblem("districts", "districts_announced", (("quota", 7), ("sum", 8))).remedy
    for wrong in ("", "13800138000"):
        with pytest.raises(InputRefused) as refused:
            impersonal(wrong, "Say what is wrong with the round.")
        yield refused.value.remedy
    yield "2026-000001 is chosen twice. Choose each file once."
    yield "Round 3 is open for these applications. Publish its result first, or cancel it."
    yield "The notice says no places for 440103 (2). Cancel the round, and open it with places for each: 0 where it has none."
    yield (
        "2 of these files lie with an office of no district, and compete for no places. Have the district of the "
        "office entered in offices.yaml, or return them: they are then not of this round."
    )


@pytest.mark.parametrize("remedy", list(remedies()))
def test_every_refusal_about_a_round_has_its_words_in_chinese_with_what_it_names(kept_office, remedy):
    with kept_office.test_request_context("/zh/"):
        said = say_refusal(InputRefused("x", remedy))
    assert re.search(r"[一-鿿]", said)
    assert not re.search(r"[a-z]{3,}", said.replace("offices.yaml", ""))
    assert set(re.findall(r"\d+", remedy)) == set(re.findall(r"\d+", said))
    with kept_office.test_request_context("/en/"):
        assert say_refusal(InputRefused("x", remedy)) == remedy


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_stands_in_the_way_of_a_round_is_said_with_what_to_do(kept_office, language):
    hindered: tuple[ScoringError, ...] = (
        RoundChanged(1, "guangzhou@2025", "2025", ["counted_to"]),
        Unranked(1, [(f"2026-00000{n}", why) for n, why in enumerate(("same_again", "erased", "unreadable", "odd"))]),
    )
    with kept_office.test_request_context(f"/{language}/"):
        said = [" ".join(words_of_refusal(why)) for why in ("whole_round", "unpublished")]
        words = [words_of_error(error) for error in hindered]
    assert "counted_to" in words[0].happened
    assert all(f"2026-00000{n}" in words[1].happened for n in range(4))
    for text in (*said, *(f"{each.title} {each.happened} {each.next_step}" for each in words)):
        assert (re.search(r"[一-鿿]", text) is not None) == (language == "zh")
    assert said[0] != said[1]
