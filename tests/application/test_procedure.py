"""Terms, organ and remedies come from the policy, else from the office's file, and what comes from there is marked."""

from __future__ import annotations

import pytest

from scoring.application.procedure import organ_of, term_of, unnamed, ways_of
from scoring.errors import PolicyRefused
from scoring.policy.library import read_library
from scoring.policy.office_defaults import KINDS, read_office_defaults
from scoring.policy.procedure import Duration, Procedure, Publication, Remedy
from scoring.policy.texts import say_finding
from scoring.policy.wording import text
from tests.conftest import ROOT

DEFAULTS = read_office_defaults(ROOT / "policies/office_defaults.yaml")
SILENT = Procedure()


def test_where_the_policy_is_silent_the_office_s_own_term_holds_and_says_so():
    term = term_of(SILENT, "verify", DEFAULTS)
    assert (term.duration, term.reference, term.is_office_default) == (Duration(20, "working_days", "acceptance"), "", True)


def test_what_the_policy_states_holds_with_its_article():
    stated = Procedure(days={"verify": Duration(10, "days", "receipt", "art. 9")})
    term = term_of(stated, "verify", DEFAULTS)
    assert (term.duration.n, term.duration.start, term.reference, term.is_office_default) == (10, "receipt", "art. 9", False)


def test_a_stated_term_that_names_no_act_runs_from_the_act_of_the_default():
    term = term_of(Procedure(days={"decide": Duration(3, "days")}), "decide", DEFAULTS)
    assert (term.duration.start, term.is_office_default) == ("recommendation", False)
    assert term_of(Procedure(days={"settle": Duration(3, "months")}), "settle", DEFAULTS).duration.start == ""


def test_nobody_can_miss_a_term_that_nobody_sets():
    assert term_of(SILENT, "settle", DEFAULTS) is None
    assert all(term_of(SILENT, kind, DEFAULTS) for kind in KINDS if kind != "settle")


def test_the_days_of_a_publication_are_its_term():
    listed = Publication(days=Duration(5, "working_days", "publication", "art. 3"))
    assert term_of(Procedure(publication=listed), "publicity", DEFAULTS).reference == "art. 3"
    both = Procedure(publication=listed, days={"publicity": Duration(9, "days")})
    assert term_of(both, "publicity", DEFAULTS).duration.n == 9


def test_the_organ_is_the_policy_s_or_the_office():
    stated = organ_of(Procedure(organ=text("City bureau"), references={"organ": "art. 5"}), DEFAULTS)
    assert (stated.name.say("en"), stated.reference, stated.is_office_default) == ("City bureau", "art. 5", False)
    silent = organ_of(SILENT, DEFAULTS)
    assert (silent.name.say("en"), silent.is_office_default) == ("this office", True)


def test_every_way_to_contest_stands_whatever_the_policy_names():
    stated = Procedure(
        organ=text("City bureau"),
        remedies=(
            Remedy("litigation", within=Duration(3, "months", "service", "art. 8")),
            Remedy("review", organ=text("Review board"), reference="art. 7"),
        ),
    )
    review, reconsideration, litigation = ways_of(stated, DEFAULTS)
    assert (review.kind, review.organ.name.say("en"), review.organ.reference) == ("review", "Review board", "art. 7")
    assert (review.within.duration.n, review.within.is_office_default) == (10, True)
    assert (reconsideration.kind, reconsideration.organ.is_office_default) == ("reconsideration", True)
    assert (reconsideration.within.duration.n, reconsideration.within.duration.unit) == (60, "days")
    assert "general period" in reconsideration.note.say("en")
    assert (litigation.within.reference, litigation.within.is_office_default) == ("art. 8", False)
    assert litigation.organ.is_office_default
    assert not litigation.note


def test_a_review_is_with_the_organ_that_decided():
    assert ways_of(Procedure(organ=text("City bureau")), DEFAULTS)[0].organ.name.say("en") == "City bureau"


def test_a_remedy_s_article_is_that_of_its_term():
    stated = Procedure(remedies=(Remedy("review", within=Duration(5, "days", "service"), reference="art. 7"),))
    (review,) = ways_of(stated, Procedure())
    assert (review.within.reference, review.within.is_office_default) == ("art. 7", False)
    (alone,) = ways_of(Procedure(remedies=(Remedy("review"),)), Procedure())
    assert alone.within is None


@pytest.mark.parametrize("policy", read_library(ROOT / "policies").policies, ids=lambda policy: policy.name)
def test_every_delivered_policy_names_whom_to_turn_to_or_the_office_does(policy):
    assert unnamed(policy.procedure, DEFAULTS) == ()


NAMED = Remedy("litigation", organ=text("The court"))


@pytest.mark.parametrize(
    ("stated", "office", "places"),
    [
        (SILENT, SILENT, ("organ", "remedies")),
        (Procedure(organ=text("Bureau")), SILENT, ("remedies",)),
        (SILENT, Procedure(organ=text("Bureau"), remedies=(Remedy("review"),)), ()),
        (Procedure(remedies=(Remedy("review"), NAMED)), SILENT, ("organ",)),
        (Procedure(remedies=(Remedy("reconsideration"), NAMED)), DEFAULTS, ()),
        (
            Procedure(organ=text("Bureau"), remedies=(Remedy("reconsideration"), NAMED)),
            SILENT,
            ("remedies[reconsideration].organ",),
        ),
    ],
)
def test_who_must_be_named_in_a_decision_and_is_not_is_told_by_its_place(stated, office, places):
    assert unnamed(stated, office) == places


WHOLE = "format: 1\norgan: Office\ndays: {{{}}}\nremedies: [{}]\n"


def test_where_complaints_are_taken_may_be_the_offices_own(tmp_path):
    path = tmp_path / "office_defaults.yaml"
    assert DEFAULTS.complaints == ()
    path.write_text(WHOLE.format("", "") + "complaints: [{name: Mayor, phone: '12345'}]\n", encoding="utf-8")
    (line,) = read_office_defaults(path).complaints
    assert (line.name.say("en"), line.phone) == ("Mayor", "12345")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: [", "well-formed"),
        (WHOLE.format("verify: {n: 1, unit: days}", ""), "from"),
        (WHOLE.format("verfy: {n: 1, unit: days, from: receipt}", ""), "verfy"),
        (WHOLE.format("", "{kind: review}"), "within"),
        ("format: 1\ndays: {}\nremedies: []\n", "organ"),
    ],
)
def test_defaults_that_cannot_be_read(tmp_path, text, words):
    path = tmp_path / "office_defaults.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyRefused) as refused:
        read_office_defaults(path)
    assert words in say_finding(refused.value.findings[0], "en")
