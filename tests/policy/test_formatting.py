"""The layout of policy files: what is said, its digits and every comment stay; a second time changes nothing."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.errors import Position
from scoring.policy.digest import digest
from scoring.policy.formatting import LayoutRefused, check_kept, comments, formatted, say_layout
from scoring.policy.formatting.refusal import TEXTS
from scoring.policy.source import SourceRefused, plain, read
from tests.policy.small import TOWN

POLICIES = Path(__file__).parents[2] / "policies"
OWN = sorted(path for path in POLICIES.rglob("*.yaml"))


def said(text: str) -> object:
    return plain(read(text, "x.yaml"))


def texts_of_comments(text: str) -> list[str]:
    return sorted(comment.text for comment in comments(text, "x.yaml"))


def laid_out(text: str) -> str:
    """Lay *text* out and see that nothing was lost."""
    laid = formatted(text, "x.yaml")
    assert said(laid) == said(text)
    assert digest(read(laid, "x.yaml")) == digest(read(text, "x.yaml"))
    assert texts_of_comments(laid) == texts_of_comments(text)
    assert formatted(laid, "x.yaml") == laid
    return laid


@pytest.mark.parametrize("path", [pytest.param(path, id=str(path.relative_to(POLICIES))) for path in OWN])
def test_our_own_policies_are_laid_out_already(path):
    text = path.read_text(encoding="utf-8")
    assert formatted(text, "x.yaml") == text


KEPT = [
    ("numbers", "a: 007\nb: 1.50\nc: [1_000, 0x1F, .5, +1.0, 1e3, 12:30:45]\nd: 2025-01-01\ne: -0\n"),
    ("words that look like values", "a: true\nb: null\nc: ~\nd: no\ne: =\n"),
    ("quotes", "a: \"1\"\nb: '1'\nc: 'it''s # no comment'\nd: \"tab\\tand 中\"\n"),
    ("nothing", "a: []\nb: {}\nc: ''\n"),
    ("Chinese", "label: {zh: 年满18周岁、不满50周岁, en: “18” or older}   # 依据：第六条\n名称: 𠮷\n"),
    ("a long line", f"when: {'a and ' * 900}b\nlabel: '{'长 ' * 900}'\n"),
    ("block scalars", "a: |\n  text # no comment\n\n    deeper\nb: >-\n  folded\n  lines\nc: |+\n  kept\n\n\nd: |2\n    two\n"),
    ("blank lines", "a: 1\n\n\nb:\n\n  c: 2\n"),
    ("columns of comments", "a: 1      # one\nlonger: 2 # two\n# three\nb:        # four\n  # five\n  c: 3\n# six\n"),
    (
        "comments in a list",
        "# a\na:  # b\n  # c\n  - x: 1  # d\n    # e\n    y: 2\n\n  # f\n  - {z: 1}\n# g\n  - {z: 2}   # h\n  # i\n",
    ),
    ("a list by itself", '# rounds\n- round: "1"\n  # in\n  list:\n    - {a: 1}\n    - b: 2\n# between\n- round: "2"\n'),
    ("rows of one entry", "points: [{points: 20}, {from: 46, points: 16}, {otherwise: 0}]\n"),
    ("lists in lists", "a:\n  -   - 1\n      - 2\n  - [1, [2]]\n"),
]


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in KEPT])
def test_what_is_laid_out_stays_as_it_is(text):
    assert laid_out(text) == text


CHANGED = [
    ("spaces", "a:   {b: 1,c: [1,2 ]}   \n", "a: {b: 1, c: [1, 2]}\n"),
    ("indentation", "a:\n    b:\n    - c\n    - d: 1\n      e: 2\n", "a:\n  b:\n    - c\n    - d: 1\n      e: 2\n"),
    ("a list by itself", "  - a\n  - b:\n      - 1\n", "- a\n- b:\n    - 1\n"),
    ("an expression on several lines", "adult:\n    age\n    >= 18\n", "adult: age >= 18\n"),
    ("a flow collection on several lines", "a: [1,\n    2\n   ]\n", "a: [1, 2]\n"),
    ("no line at the end", "a: 1", "a: 1\n"),
    ("lines as on Windows", "a: 1  # x\r\nb: 2\r\n", "a: 1  # x\nb: 2\n"),
    ("blank lines at the top", "\n  \n# head\na: 1\n", "# head\na: 1\n"),
    ("a list on one line by itself", "# head\n[a, {b: 1}]\n", "# head\n- a\n- {b: 1}\n"),
    ("the mark of another editor", "\ufeffa: 1\n", "a: 1\n"),
    ("marks of a document", "---\na: 1\n...\n", "a: 1\n"),
    ("escapes that need none", 'a: "\\u4e2d"\n', 'a: "中"\n'),
    ("a comment behind a dash", "a:\n  - # why\n    b: 1\n", "a:\n    # why\n  - b: 1\n"),
    (
        "comments inside brackets",
        "# head\na:\n  b: {c: 1, # one\n    # two\n      d: [2, # three\n    3]}  # four\n",
        "# head\na:\n  # one\n  # two\n  # three\n  b: {c: 1, d: [2, 3]} # four\n",
    ),
    ("a comment behind a block scalar", "a: |   # why\n    text\nb: 1\n", "a: |   # why\n  text\nb: 1\n"),
]


@pytest.mark.parametrize(("text", "laid"), [pytest.param(text, laid, id=name) for name, text, laid in CHANGED])
def test_there_is_one_way_to_write_it(text, laid):
    assert laid_out(text) == laid


def test_sections_come_in_the_order_of_the_format_with_their_comments():
    text = '# head\n\nversion: "1"\n# about\n# facts\nfacts:\n  a: 1  # x\n# inside\n  b: 1\n\n\n# format\nformat: 1\ngroups: []\ntitle: x\n'
    laid = '# head\n\n# format\nformat: 1\nversion: "1"\ntitle: x\n# about\n# facts\nfacts:\n  a: 1  # x\n# inside\n  b: 1\ngroups: []\n'
    assert laid_out(text) == laid
    assert laid_out('version: "1"\n\nformat: 1\n') == 'format: 1\nversion: "1"\n'


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('version: "1"\n# of which?\n\nformat: 1\n', id="a comment between two"),
        pytest.param('version: "1"\nformat: 1\n# of which?\n', id="a comment at the end"),
        pytest.param('# of the file or the version?\nversion: "1"\nformat: 1\n', id="a comment at the top"),
        pytest.param('version: "1"\nfromat: 1\nformat: 1\n', id="a section that is none"),
        pytest.param('{version: "1", format: 1}\n', id="all in one line"),
        pytest.param('# head\nformat: 1\nversion: "1"\n', id="in order already"),
    ],
)
def test_sections_stay_where_a_comment_may_belong_to_either(text):
    assert laid_out(text) == text


def test_a_comment_at_the_top_stays_with_the_first_section():
    assert laid_out('# head\nformat: 1\ntitle: x\nversion: "1"\n') == '# head\nformat: 1\nversion: "1"\ntitle: x\n'


@pytest.mark.parametrize("text", ["a: &x 1\n", "a: 1\na: 2\n", "a: [1\n", "", "a: 1\n---\nb: 2\n", "a: !!python/name:os 1\n"])
def test_what_the_guarded_reader_refuses_is_refused(text):
    with pytest.raises(SourceRefused):
        formatted(text, "x.yaml")


REFUSED = [
    ("a tab", "a: 1\nb:\t1\n", "layout_unread", Position("x.yaml", 2, 3)),
    ("comments in one place", "a: # why\n  |2\n  \nb: 1\n", "layout_unread", Position("x.yaml", 1, 1)),
    ("a layout that moves on", "-\n\n    # why\n  a\n", "layout_unsettled", Position("x.yaml", 1, 1)),
    ("a list in a list by itself", "- - 1\n  - 2\n", "layout_meaning", Position("x.yaml", 1, 1)),
    ("blank lines that count, to be moved", "version: |+\n  x\n\nformat: 1\n", "layout_meaning", Position("x.yaml", 1, 1)),
]


@pytest.mark.parametrize(("text", "code", "place"), [pytest.param(*rest, id=name) for name, *rest in REFUSED])
def test_what_cannot_be_kept_is_refused_with_its_place(text, code, place):
    with pytest.raises(LayoutRefused) as refused:
        formatted(text, "x.yaml")
    assert (refused.value.code, refused.value.position) == (code, place)


@pytest.mark.parametrize(
    "laid", ["a: 2\nb: x # why\n", 'a: "1"\nb: x # why\n', "a: 1\n", "a: 1\nb: [x] # why\n", "a: 1\nb: y: z # why\n"]
)
def test_another_meaning_is_never_written(laid):
    with pytest.raises(LayoutRefused) as refused:
        check_kept("a: 1\nb: x # why\n", laid, "x.yaml")
    assert refused.value.code == "layout_meaning"


def test_a_lost_comment_is_named_with_its_place():
    check_kept("a: 1 # one\n# one\n", "# one\na: 1 # one\n", "x.yaml")
    with pytest.raises(LayoutRefused) as refused:
        check_kept("a: 1 # one\n  # one\n", "a: 1 # one\n", "x.yaml")
    assert (refused.value.code, refused.value.position) == ("layout_comment", Position("x.yaml", 2, 3))
    assert "“# one”" in say_layout(refused.value, "en")
    assert "“# one”" in say_layout(refused.value, "zh")


def test_refusals_say_the_same_in_both_languages():
    for zh, en in TEXTS.values():
        places = [{name for _, name, _, _ in string.Formatter().parse(words) if name} for words in (zh, en)]
        assert places[0] == places[1]
        assert zh != en


@st.composite
def strewn(draw: st.DrawFn) -> str:
    """The town's policy with comments and blank lines strewn over it, at any indentation."""
    lines = []
    for number, line in enumerate(TOWN.splitlines()):
        match draw(st.integers(0, 9)):
            case 0 | 1:
                lines += [" " * draw(st.sampled_from([0, 2, 4, 6, 9])) + f"# 注 {number}", line]
            case 2:
                lines += ["", line]
            case 3 | 4:
                lines.append(f"{line}{' ' * draw(st.integers(1, 4))}# end {number}")
            case 5:
                lines.append(line.replace(", ", f",  # in {number}\n          ", 1))
            case _:
                lines.append(line)
    return "\n".join(lines)


@settings(max_examples=20, deadline=None)
@given(strewn())
def test_no_comment_is_lost_wherever_it_stands(text):
    laid_out(text)
