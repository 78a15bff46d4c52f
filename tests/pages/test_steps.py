"""Steps: the sections in which something is asked; those without a question for this person are passed over."""

from __future__ import annotations

from scoring.pages.steps import after, before, find, steps


def test_sections_without_questions_are_no_steps(trial):
    assert [(step.section.id, step.number, step.count) for step in steps(trial)] == [
        ("person", 1, 3),
        ("work", 2, 3),
        ("family", 3, 3),
    ]
    assert find(trial, "silent") is None
    assert find(trial, "unheard_of") is None


def test_facts_stand_in_the_order_asked(guangzhou):
    assert [fact.id for fact in find(guangzhou, "record").facts] == [
        "criminal_penalties",
        "heads_business",
        "credit_records",
        "offences",
    ]


def test_forward_and_back_pass_over_what_asks_nothing(guangzhou):
    home = find(guangzhou, "home")
    everything = {fact.id for fact in guangzhou.facts.values()}
    assert after(guangzhou, home, everything).section.id == "work"
    assert before(guangzhou, home, everything).section.id == "about_you"
    assert after(guangzhou, home, {"education"}).section.id == "skills"
    assert before(guangzhou, home, {"education"}) is None
    assert after(guangzhou, home, {"birth_date"}) is None
