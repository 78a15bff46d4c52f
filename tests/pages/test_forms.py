"""What people type becomes plain values, or an error that says what was wrong, what is allowed, and the nearest."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from scoring.pages.forms import Press, as_form_data, facts_form, received


def filled(trial, language="en", press=None, **typed):
    sent = {f"fact-{name}": value for name, value in typed.items()}
    form, pressed = received(facts_form(trial.facts.values(), language), MultiDict(sent | ({"press": press} if press else {})))
    return form, pressed


def only_error(form, fact):
    assert not form.validate()
    (error,) = form.problems()
    assert error.focus_id.startswith(f"fact-{fact}")
    return error


@pytest.fixture(autouse=True)
def english(in_language):
    with in_language("en"):
        yield


def test_an_empty_form_is_lawful_and_answers_nothing_but_empty_lists(trial):
    form, press = filled(trial)
    assert form.validate()
    assert (form.answers(), press) == ({"papers": []}, None)


@pytest.mark.parametrize(
    ("fact", "typed", "value"),
    [
        ("works", "yes", True),
        ("works", "no", False),
        ("level", "high", "high"),
        ("region", "r12", "r12"),
        ("months", "36", 36),
        ("months", " ３６ ", 36),
        ("months", "0", 0),
        ("months", "600", 600),
        ("months", "36.0", 36),
        ("income", "12,345.6", "12345.60"),
        ("income", "１２３。", None),
        ("income", "0", "0.00"),
        ("income", "1000000", "1000000.00"),
    ],
)
def test_typed_values(trial, fact, typed, value):
    form, _ = filled(trial, **{fact: typed})
    assert form.validate() is (value is not None)
    assert form.answers().get(fact) == value


@pytest.mark.parametrize(
    ("fact", "typed", "words"),
    [
        ("works", "maybe", "Choose one of the answers listed."),
        ("level", "middle", "Choose one of the answers listed."),
        ("months", "thirty", "“thirty” is not a whole number. Enter a whole number from 0 to 600."),
        ("months", "1.5", "“1.5” is not a whole number. Enter a whole number from 0 to 600."),
        ("months", "1_0", "“1_0” is not a whole number. Enter a whole number from 0 to 600."),
        ("months", "1e999999", "“1e999999” is not a whole number. Enter a whole number from 0 to 600."),
        ("months", "601", "“601” is too high. Enter a whole number from 0 to 600; the nearest is 600."),
        ("months", "-1", "“-1” is too low. Enter a whole number from 0 to 600; the nearest is 0."),
        ("income", "much", "“much” is not a number. Enter a number from 0 to 1000000."),
        ("income", "NaN", "“NaN” is not a number. Enter a number from 0 to 1000000."),
        ("income", "1.234", "“1.234” has too many digits behind the point: 2 are allowed, such as 1.23."),
        ("income", "-0.01", "“-0.01” is too low. Enter a number from 0 to 1000000; the nearest is 0."),
    ],
)
def test_refused_values_say_what_is_allowed(trial, fact, typed, words):
    form, _ = filled(trial, **{fact: typed})
    label = trial.facts[fact].label.say("en")
    assert only_error(form, fact).text == f"{label}: {words}"
    assert f'value="{typed}"' in form.find(fact)() or fact in {"works", "level"}, "what was typed is kept"


@pytest.mark.parametrize(
    ("parts", "value"),
    [
        (("1990", "3", "27"), "1990-03-27"),
        (("１９９０年", "３月", "２７日"), "1990-03-27"),
        (("2000", "02", "29"), "2000-02-29"),
        (("", "", ""), None),
    ],
)
def test_dates(trial, parts, value):
    form, _ = filled(trial, **dict(zip(("birth_date-year", "birth_date-month", "birth_date-day"), parts, strict=True)))
    assert form.validate()
    assert form.answers().get("birth_date") == value


@pytest.mark.parametrize(
    ("parts", "words", "focus"),
    [
        (("1990", "", ""), "Enter the day and month as well.", "day"),
        (("", "3", "27"), "Enter the year as well.", "year"),
        (("90", "3", "27"), "Check the year: a date is written like 27 March 1990.", "year"),
        (("1990", "13", "27"), "Check the month: a date is written like 27 March 1990.", "month"),
        (("1990", "3", "x"), "Check the day: a date is written like 27 March 1990.", "day"),
        (("1990", "0", "0"), "Check the day and month: a date is written like 27 March 1990.", "day"),
        (("1990", "2", "30"), "There is no such day: that month ends on 28 February 1990.", "day"),
        (("1899", "12", "31"), "The date must be 1 January 1900 or later.", "day"),
        (("2021", "1", "1"), "The date must be 31 December 2020 or earlier.", "day"),
    ],
)
def test_refused_dates(trial, parts, words, focus):
    form, _ = filled(trial, **dict(zip(("birth_date-year", "birth_date-month", "birth_date-day"), parts, strict=True)))
    error = only_error(form, "birth_date")
    assert (error.text, error.focus_id) == (f"Date of birth: {words}", f"fact-birth_date-{focus}")
    html = form.find("birth_date")()
    for part in filter(None, parts):
        assert f'value="{part}"' in html, "each box keeps what was typed"


def test_the_boxes_of_a_date_stand_in_the_order_of_the_language(trial, in_language):
    for language, order in (("zh", ["year", "month", "day"]), ("en", ["day", "month", "year"])):
        with in_language(language):
            html = facts_form([trial.facts["birth_date"]], language)(formdata=None).find("birth_date")()
        assert [html.index(f'id="fact-birth_date-{part}"') for part in order] == sorted(
            html.index(f'id="fact-birth_date-{part}"') for part in order
        )


def test_a_required_question_offers_that_one_does_not_know_and_a_default_is_said(trial):
    form = facts_form(trial.facts.values(), "en", lambda fact: f"default of {fact.id}" if not fact.required else "")(formdata=None)
    assert "I do not know" in form.find("works")()
    assert "I do not know" not in form.find("has_car")()
    assert "default of has_car" in form.find("has_car")()
    assert "hint" not in form.find("works")(), "no empty hint is described"


def test_many_options_are_a_drop_down_and_few_are_radio_buttons(trial):
    form = facts_form(trial.facts.values(), "en")(formdata=None)
    assert "<select" in form.find("region")()
    assert 'type="radio"' in form.find("level")()


def test_numbers_have_unit_and_keyboard(trial):
    form = facts_form(trial.facts.values(), "en")(formdata=None)
    assert 'inputmode="numeric"' in form.find("months")()
    assert "months" in form.find("months")()
    assert 'inputmode="decimal"' in form.find("income")()
    assert "yuan" in form.find("income")()


def test_known_facts_are_shown(trial):
    known = {
        "works": False,
        "months": 5,
        "income": "2.50",
        "birth_date": "1990-03-27",
        "papers": [{"number": "A", "out_on": "2001-01-02", "shared": True}],
    }
    form = facts_form(trial.facts.values(), "en")(formdata=None, data=as_form_data(known))
    assert form.answers() == known
    assert 'value="2.50"' in form.find("income")()
    assert 'value="A"' in form.find("papers")()
    assert 'value="no" checked' in form.find("works")()


PAPER = {
    "papers-0-of-number": "A",
    "papers-0-of-out_on-year": "2001",
    "papers-0-of-out_on-month": "1",
    "papers-0-of-out_on-day": "2",
    "papers-0-of-shared": "yes",
}


def test_rows_become_records_and_blank_rows_are_none(trial):
    form, _ = filled(trial, **PAPER, **{"papers-7-of-number": " "})
    assert form.validate()
    assert form.answers()["papers"] == [{"number": "A", "out_on": "2001-01-02", "shared": True}]


def test_a_row_begun_must_be_whole_and_the_error_names_it(trial):
    form, _ = filled(trial, **PAPER, **{"papers-1-of-number": "B"})
    assert not form.validate()
    assert [(error.text, error.focus_id) for error in form.problems()] == [
        ("Papers, entry 2, Published on: Enter a date, such as 27 March 1990.", "fact-papers-1-of-out_on-day"),
        ("Papers, entry 2, Shared: Choose one of the answers.", "fact-papers-1-of-shared"),
    ]


def test_texts_have_a_length(trial):
    form, _ = filled(trial, **PAPER | {"papers-0-of-number": "x" * 61})
    assert "at most 60 characters" in only_error(form, "papers").text


def test_rows_must_differ_where_the_policy_says_so(trial):
    form, _ = filled(trial, **PAPER, **{key.replace("-0-", "-1-"): value for key, value in PAPER.items()})
    error = only_error(form, "papers")
    assert (error.text, error.focus_id) == ("Papers: Entries 1 and 2 are alike in: Number.", "fact-papers-add")


def test_a_row_can_be_added_and_takes_the_focus(trial):
    form, press = filled(trial, press="add:papers", **PAPER)
    assert press == Press("add", "papers")
    html = form.find("papers")()
    assert 'name="fact-papers-1-of-number"' in html
    assert html.count('autofocus="') == 1
    assert html.index("autofocus") > html.index("fact-papers-1-of-number")


def test_a_full_list_takes_no_more_rows(trial):
    rows = {key.replace("-0-", f"-{n}-"): value for n in range(3) for key, value in PAPER.items()}
    form, _ = filled(trial, press="add:papers", **rows)
    assert len(form.find("papers").rows) == 3
    assert "The list is full" in form.find("papers")()
    form, _ = filled(trial, **rows, **{key.replace("-0-", "-9-"): value for key, value in PAPER.items()})
    assert only_error(form, "papers").text == "Papers: At most 3 entries can be given; there are 4."


def test_a_row_can_be_removed_and_the_others_stay(trial):
    rows = {key.replace("-0-", f"-{n}-"): f"{value}" for n in (0, 4) for key, value in PAPER.items()} | {"papers-4-of-number": "B"}
    form, press = filled(trial, press="remove:papers:0", **rows)
    assert press == Press("remove", "papers", 0)
    assert form.validate()
    assert [record["number"] for record in form.answers()["papers"]] == ["B"]
    assert "autofocus" in form.find("papers")()


@pytest.mark.parametrize(
    "press",
    ["add", "add:nothing", "add:works", "remove:papers", "remove:papers:x", "remove:nothing:0", "remove:works:0", "dance:papers"],
)
def test_unknown_buttons_do_no_harm(trial, press):
    form, _ = filled(trial, press=press, **PAPER)
    assert len(form.find("papers").rows) == 1


def test_the_engines_word_stands_at_its_question(trial):
    form, _ = filled(trial)
    form.validate()
    form.refuse("months", "Too few.")
    form.refuse("unheard_of", "Nobody asks this.")
    assert [error.text for error in form.problems()] == ["Months: Too few."]


def test_a_name_that_begins_alike_is_another_list(trial):
    """The rows of `papersx1` are not rows of `papers`."""
    form, _ = filled(trial, **{"papersx1-0-of-number": "A"})
    assert form.find("papers").rows == []


def test_ids_cannot_hide_what_a_form_needs(trial):
    import dataclasses

    odd = [dataclasses.replace(trial.facts["works"], id=name) for name in ("data", "errors", "validate", "meta", "csrf_token")]
    form = facts_form(odd, "en")(formdata=MultiDict({"fact-errors": "yes"}))
    assert form.validate()
    assert form.answers() == {"errors": True}
