"""Expressions: what each name, operator and function is typed as, and every way in which it is not."""

from __future__ import annotations

import pytest

from scoring.policy.language.check import compile_expression
from scoring.policy.language.nearest import nearest
from scoring.policy.language.parse import ExpressionProblem, names_in, normalise
from scoring.policy.language.scope import FUNCTIONS, Scope
from scoring.policy.language.tree import Comparison, Constant, Logic, Name, children, names, walk
from scoring.policy.language.types import Boolean, Choice, Day, Number, Records, SetOf, Words, name_of

EDUCATION = Choice("education", ("none", "college", "bachelor"))
SPOUSE = Choice("education", ("none", "college", "bachelor"))
COLOUR = Choice("colour", ("red", "blue"), ordered=False)
HONOURS = Records(
    (("level", Choice("honours.level", ("city", "state"))), ("won_on", Day()), ("sum", Number(2)), ("title", Words())), 5
)
SCOPE = Scope(
    facts={
        "age": Number(),
        "wage": Number(2),
        "born": Day(),
        "married": Boolean(),
        "education": EDUCATION,
        "spouse_education": SPOUSE,
        "colour": COLOUR,
        "honours": HONOURS,
        "college": Boolean(),  # also the name of an option
    },
    parameters={"line": Number(1), "cut_off": Day(), "levels": SetOf(EDUCATION), "sizes": SetOf(Number(1)), "days": SetOf(Day())},
    variables={"adult": Boolean()},
    rounding="down",
)
TOTAL = Scope(facts={"age": Number()}, points=frozenset({"base"}), places=2, admitted=True)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("5", Number(0)),
        ("5.0", Number(0)),
        ("0.25", Number(2)),
        ("true", Boolean()),
        ("false", Boolean()),
        ('"2025-01-01"', Day()),
        ("'2025-01-01'", Day()),
        ("age", Number()),
        ("wage", Number(2)),
        ("born", Day()),
        ("education", EDUCATION),
        ("adult", Boolean()),
        ("line", Number(1)),
        ("assessment_date", Day()),
        ("-age", Number()),
        ("-5.25", Number(2)),
        ("age + wage", Number(2)),
        ("wage - line", Number(2)),
        ("wage * line", Number(3)),
        ("age // 12", Number(0)),
        ("wage // 0.5", Number(0)),
        ("not married", Boolean()),
        ("married and adult or age > 3", Boolean()),
        ("18 <= age < 45.5", Boolean()),
        ("born < cut_off", Boolean()),
        ("married == adult", Boolean()),
        ("married != false", Boolean()),
        ("education >= college", Boolean()),
        ("college <= education", Boolean()),
        ("none == education", Boolean()),
        ("education > spouse_education", Boolean()),
        ("colour == red", Boolean()),
        ("colour != blue", Boolean()),
        ("age in [1, 2.5]", Boolean()),
        ("age in (1, 2)", Boolean()),
        ("age not in [1]", Boolean()),
        ("education in [college, bachelor]", Boolean()),
        ("education in levels", Boolean()),
        ("age in sizes", Boolean()),
        ("born in days", Boolean()),
        ('born in ["2025-01-01"]', Boolean()),
        ("1 if married else 2", Number(0)),
        ("1 if married else wage", Number(2)),
        ("born if married else cut_off", Day()),
        ("education == (none if married else bachelor)", Boolean()),
        ("education if married else spouse_education", EDUCATION),
        ("years_since(born)", Number()),
        ("months_since(born)", Number()),
        ("days_since(born)", Number()),
        ("years_between(born, cut_off)", Number()),
        ("months_between(born, cut_off)", Number()),
        ("days_between(born, cut_off)", Number()),
        ("date(year(born), 1, 1)", Day()),
        ("year(born)", Number()),
        ("month(born)", Number()),
        ("add_months(born, -age)", Day()),
        ("min(age, wage)", Number(2)),
        ("max(born, cut_off)", Day()),
        ("abs(wage)", Number(2)),
        ("clamp(age, 0, 30.5)", Number(1)),
        ("clamp(born, cut_off, assessment_date)", Day()),
        ("count_of(married, adult, age > 3)", Number()),
        ("ratio(age, 3, 2)", Number(2)),
        ("round(wage, 1)", Number(1)),
        ("round_down(wage, 0)", Number(0)),
        ("round_up(wage, 6)", Number(6)),
        ("count(honours)", Number()),
        ("count(honours, level == city)", Number()),
        ("sum(honours, 1)", Number()),
        ("best(honours, year(won_on), level > city)", Number()),
        ("any(honours, won_on > born)", Boolean()),
        ("any(honours)", Boolean()),
        ("all(honours, level == state)", Boolean()),
        ("all(honours)", Boolean()),
    ],
)
def test_types(text, type_):
    assert compile_expression(text, SCOPE).type == type_


@pytest.mark.parametrize(
    ("text", "type_"),
    [("total", Number(2)), ("points(base)", Number(2)), ("admitted", Boolean()), ("total >= 40 and admitted", Boolean())],
)
def test_what_is_in_reach_after_scoring(text, type_):
    assert compile_expression(text, TOTAL).type == type_


@pytest.mark.parametrize(
    ("text", "code", "offset"),
    [
        ("agee", "name_unknown", 0),
        ("agee >= 3", "name_unknown", 0),
        ("agee >= senior", "name_unknown", 0),
        ("3 + agee", "name_unknown", 4),
        ("True", "name_unknown", 0),
        ("None", "name_unknown", 0),
        ("education == colege", "option_unknown", 13),
        ("colege == education", "option_unknown", 0),
        ("education in [colege]", "option_unknown", 14),
        ("education == red", "option_unknown", 13),
        ("education == 3", "types_differ", 13),
        ("education == colour", "types_differ", 13),
        ("colour > red", "not_ordered", 9),
        ("red < colour", "not_ordered", 6),
        ("married < adult", "types_differ", 10),
        ("age == born", "types_differ", 7),
        ("born > 1990", "types_differ", 7),
        ("age in days", "types_differ", 7),
        ("colour in levels", "types_differ", 10),
        ("age in line", "set_expected", 7),
        ("age in []", "expression_form", 7),
        ("age in [1, line]", "set_constant", 11),
        ("age in [1, born]", "set_constant", 11),
        ('age in [1, "2025-01-01"]', "types_differ", 11),
        ("married in [true]", "set_expected", 12),
        ("age in levels if married else age", "types_differ", 7),
        ("1 if age else 2", "type_expected", 5),
        ("1 if married else born", "types_differ", 18),
        ("not age", "type_expected", 4),
        ("-born", "type_expected", 1),
        ("-married", "type_expected", 1),
        ("age and married", "type_expected", 0),
        ("age + married", "type_expected", 6),
        ("born - born", "type_expected", 0),
        ("+age", "expression_form", 0),
        ("~age", "expression_form", 0),
        ("age % 3", "expression_form", 0),
        ("age ** 3", "expression_form", 0),
        ("age / 3", "division", 0),
        ("age is 3", "expression_form", 0),
        ("age.real", "expression_form", 0),
        ("levels", "type_expected", 0),
        ("honours", "type_expected", 0),
        ("honours == honours", "types_differ", 11),
        ("any(honours, title == title)", "words_compared", 22),
        ("any(honours, title == 3)", "words_compared", 22),
        ("any(honours, title in levels)", "words_compared", 22),
        ("any(honours, title)", "type_expected", 13),
        ("count(honours, age + 1)", "type_expected", 15),
        ("sum(honours, won_on)", "type_expected", 13),
        ("count(age)", "type_expected", 6),
        ("count(honours if married else honours)", "type_expected", 6),
        ("count(honours, count(honours) > 1)", "list_in_list", 15),
        ("total", "name_not_here", 0),
        ("admitted", "name_not_here", 0),
        ("value", "name_not_here", 0),
        ("points(base)", "name_not_here", 0),
        ("min", "function_bare", 0),
        ("given(age)", "given_optional", 6),
        ("median(age)", "function_unknown", 0),
        ("age.bit_length()", "function_unknown", 0),
        ("(min)(age, 1)(2)", "function_unknown", 0),
        ("years_since()", "function_arguments", 0),
        ("years_since(born, born)", "function_arguments", 0),
        ("years_since(d=born)", "function_arguments", 0),
        ("min(age)", "function_arguments", 0),
        ("max(*honours, age)", "function_arguments", 0),
        ("years_since(age)", "type_expected", 12),
        ("years_between(born, 3)", "type_expected", 20),
        ("year(age)", "type_expected", 5),
        ("date(wage, 1, 1)", "type_expected", 5),
        ("add_months(born, wage)", "type_expected", 17),
        ("min(age, born)", "type_expected", 9),
        ("min(married, adult)", "type_expected", 4),
        ("abs(born)", "type_expected", 4),
        ("clamp(born, 1, 2)", "type_expected", 6),
        ("count_of(age)", "type_expected", 9),
        ("ratio(age, 3, age)", "places", 14),
        ("round(wage, 7)", "places", 12),
        ("round(wage, -1)", "places", 12),
        ("round(wage, True)", "places", 12),
        ("round(born, 1)", "type_expected", 6),
        ("wage * wage * wage * wage * wage * wage * wage * wage * wage * wage", "scale_large", 0),
        ("'x'", "constant_form", 0),
        ("'2025-02-30'", "constant_form", 0),
        ("'2025-W01-1'", "constant_form", 0),
        ("b'2025-01-01'", "constant_form", 0),
        ("1e5", "constant_form", 0),
        ("1_0", "constant_form", 0),
        ("0b11", "constant_form", 0),
        (".5", "constant_form", 0),
        ("0.1234567891", "constant_form", 0),
        ("2j", "constant_form", 0),
        ("...", "constant_form", 0),
        ("", "expression_empty", 0),
        ("  ", "expression_empty", 0),
        ("age >", "expression_syntax", 5),
        ("(age", "expression_syntax", 0),
        ("1 if married", "expression_syntax", 0),
        ("007", "expression_syntax", 0),
        ("1is", "expression_syntax", 0),
        ("age = 3", "expression_syntax", 4),
        ("age ＞ 3", "expression_letter", 4),
        ("age # 3", "expression_letter", 4),
        ("age\r> 3", "expression_letter", 3),
        ("1" * 19, "number_long", 0),
        ("age + " + "1" * 19, "number_long", 6),
        ("(" * 41 + "1" + ")" * 41, "expression_deep", 40),
        ("-" * 41 + "1", "expression_deep", 40),
        (" + ".join(["age"] * 60), "expression_deep", 0),
        ("1" + " + 1" * 500, "expression_long", 0),
    ],
)
def test_what_is_refused_and_where(text, code, offset):
    with pytest.raises(ExpressionProblem) as refused:
        compile_expression(text, SCOPE)
    assert (refused.value.code, refused.value.offset) == (code, offset)


@pytest.mark.parametrize(
    ("text", "code"),
    [("points(bsae)", "award_unknown"), ("points(3)", "award_unknown"), ("points(base, base)", "function_arguments")],
)
def test_points_of_what_is_not_there(text, code):
    with pytest.raises(ExpressionProblem, match=code):
        compile_expression(text, TOTAL)


def test_an_option_wins_over_a_fact_beside_a_choice():
    for text in ("education == college", "college == education"):
        typed = compile_expression(text, SCOPE)
        assert isinstance(typed, Comparison)
        assert {type(side) for side in (typed.left, typed.right)} == {Name, Constant}
        assert [n.id for n in walk(typed) if isinstance(n, Name)] == ["education"]
    assert compile_expression("college and married", SCOPE).type == Boolean()


def test_value_stands_for_each_subject_in_turn():
    choice = SCOPE.with_value(Name(EDUCATION, "fact", "education"))
    assert compile_expression("value >= college", choice).type == Boolean()
    assert compile_expression("college <= value", choice).type == Boolean()
    number = SCOPE.with_value(Name(Number(), "fact", "age"))
    assert compile_expression("value + 1 if value > 3 else wage", number).type == Number(2)


def test_a_function_that_is_called_a_fact_in_a_record_is_a_field_there():
    with pytest.raises(ExpressionProblem, match="function_bare"):
        compile_expression("sum(honours, sum)", SCOPE)


def test_a_chain_is_both_comparisons():
    typed = compile_expression("none < education <= bachelor", SCOPE)
    assert isinstance(typed, Logic)
    assert (typed.operator, len(typed.operands)) == ("and", 2)


def test_constants_are_coded_exactly():
    assert compile_expression("0.10", SCOPE) == Constant(Number(1), 1)
    assert compile_expression("-2.50", SCOPE) == Constant(Number(1), -25)
    assert compile_expression('"2024-02-29"', SCOPE) == Constant(Day(), 2024_02_29)
    typed = compile_expression("age in [1, 2.5]", SCOPE)
    assert typed.items == Constant(SetOf(Number(1)), (10, 25))


def test_rounding_is_the_policys_unless_named():
    assert [compile_expression(f"{name}(wage, 1)", SCOPE).rounding for name in ("round", "round_down", "round_up")] == [
        "down",
        "down",
        "up",
    ]
    assert compile_expression("ratio(age, 7, 2)", SCOPE).rounding == "down"


def test_walking_gives_every_part_in_reading_order():
    typed = compile_expression("any(honours, level == state) or count_of(married, age > line) > 1", SCOPE)
    assert names(typed, "fact") == ["honours", "married", "age"]
    assert names(typed, "field") == ["level"]
    assert names(typed, "parameter") == ["line"]
    assert len(list(children(typed))) == 2


def test_names_of_a_text():
    assert names_in("age + min(wage, 3)") == {"age", "min", "wage"}
    assert names_in("age +") == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("age>=18 and(married)", "age  >=  18\nand ( married )"),
        ("a+0.50", "a + 0.5"),
        ("d > '2025-01-01'", 'd>"2025-01-01"'),
        ("a//12", "a // 12"),
        ("007", "7"),
        ("1" * 40, "1" * 40),
    ],
)
def test_layout_quotes_and_spelling_of_numbers_are_no_part_of_the_meaning(one, other):
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"), [("a b", "ab"), ("a // b", "a / / b"), ("a >= b", "a > = b"), ("1.5", "15"), ("'a'", "a"), ("a<b", "a>b")]
)
def test_what_differs_stays_different(one, other):
    assert normalise(one) != normalise(other)


def test_every_type_has_a_name():
    types = (Boolean(), Number(), Number(2), Day(), EDUCATION, Words(), SetOf(Number()), HONOURS)
    assert [name_of(t) for t in types] == ["condition", "integer", "decimal", "date", "choice", "text", "set", "list"]


def test_the_nearest_name():
    assert nearest("yaers_since", FUNCTIONS) == "years_since"
    assert nearest("qqqq", FUNCTIONS) == ""
    assert nearest("x" * 1_000_000, FUNCTIONS) == ""
