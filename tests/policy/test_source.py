"""The guard before anything is interpreted: what is not plain YAML is refused, at its place, fast and in bounded memory."""

from __future__ import annotations

import time
import tracemalloc

import pytest

from scoring.errors import PolicyRefused
from scoring.policy import load_policy
from scoring.policy.source import MAX_BYTES, Entries, SourceRefused, Written, plain, position_of, read
from scoring.policy.texts import say_finding
from tests.policy.small import VOCABULARY, codes, places, refusal, town


def test_scalars_keep_their_text_place_and_quotes():
    node = read("a: 010\nb:\n  - no\n  - '2025-01-01'\n", "x.yaml")
    assert isinstance(node, Entries)
    assert plain(node) == {"a": "010", "b": ["no", "2025-01-01"]}
    item = position_of(node, ("b", 1))
    assert (str(item), str(position_of(node, ("a",), of_key=True))) == ("x.yaml:4:5", "x.yaml:1:1")
    assert str(position_of(node, ("b",))) == "x.yaml:2:1", "a list is named by its key"
    assert str(position_of(node, ("b", 7))) == "x.yaml:3:3", "what is not there is named by what is around it"
    assert str(position_of(node, ("a", "b"))) == "x.yaml:1:4"
    quoted = plain(node)["b"]
    assert [word.quoted for word in quoted] == [False, True]
    assert isinstance(quoted[0], Written)


@pytest.mark.parametrize("quote", ["'", '"', ""])
def test_quotes_do_not_change_a_scalar(quote):
    assert plain(read(f"key: {quote}plain words{quote}\n", "x")) == {"key": "plain words"}


def test_every_unsafe_thing_of_a_file_is_found_at_once():
    text = "a: &x 1\nb: *x\nc: !!int 2\n<<: {d: 3}\na: 4\ne:\n[f]: 5\n"
    assert places(refusal(text)) == [
        ("yaml_anchor", 1, 4),
        ("yaml_alias", 2, 4),
        ("yaml_tag", 3, 4),
        ("yaml_merge", 4, 1),
        ("key_twice", 5, 1),
        ("empty_value", 6, 1),
        ("key_form", 7, 1),
    ]


def test_broken_syntax_comes_with_what_was_found_before_it():
    findings = refusal("a: &x 1\nb: [1, 2\nc: 3\n")
    assert codes(findings) == ["yaml_syntax"]
    assert "line" not in say_finding(findings[0], "en")
    assert findings[0].position.line == 3


def test_a_file_that_is_no_text_at_all():
    findings = refusal("a: \x00\n")
    assert places(findings) == [("yaml_syntax", 1, 1)]


def test_a_byte_order_mark_is_no_defect():
    assert plain(read("\ufeffa: 1\n", "x")) == {"a": "1"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("a: " + "x" * 10_000_000, "file_large", id="10 MB"),
        pytest.param("[" * 10_000, "yaml_syntax", id="10,000 levels of brackets"),
        pytest.param("{a: " * 10_000, "yaml_deep", id="10,000 levels of braces"),
        pytest.param("- " * 10_000 + "a", "yaml_deep", id="10,000 levels of lists"),
        pytest.param("".join(" " * i + "a:\n" for i in range(900)), "yaml_deep", id="900 levels of mappings"),
        pytest.param("[" + "a, " * 100_000 + "a]", "yaml_many", id="100,000 items"),
        pytest.param("a: [" + "a, " * 1_001 + "a]", "yaml_many", id="1,002 items of one list"),
        pytest.param("".join(f"k{i}: 1\n" for i in range(1_002)), "yaml_many", id="1,002 keys of one mapping"),
        pytest.param("? " * 5_000 + "a", "yaml_deep", id="keys of keys"),
        pytest.param("&a [" * 2_000, "yaml_deep", id="anchors without end"),
        pytest.param("--- a\n" * 50_000, "yaml_documents", id="50,000 documents"),
    ],
)
def test_hostile_files_are_refused_fast_and_in_little_memory(text, code):
    tracemalloc.start()
    begun = time.process_time()
    try:
        with pytest.raises(SourceRefused) as refused:
            read(text, "x.yaml")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert codes(refused.value.findings) == [code]
    assert time.process_time() - begun < 5
    assert peak < 64 * 1024 * 1024
    assert {"file_large": f"{MAX_BYTES // 1024} KB"}.get(code, "") in say_finding(refused.value.findings[0], "en")


def test_an_alias_bomb_is_only_so_many_findings():
    levels = "\n".join(f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 9)}]" for i in range(1, 30))
    findings = refusal(f"l0: &l0 [lol]\n{levels}\n")
    assert set(codes(findings)) == {"yaml_anchor", "yaml_alias"}
    assert len(findings) == 30 + 29 * 9


@pytest.mark.parametrize(
    "expression",
    [
        pytest.param(" + ".join(["age"] * 10_000), id="10,000 terms"),
        pytest.param(" + ".join(["1"] * 400), id="400 terms"),
        pytest.param("+".join(["1"] * 990), id="990 terms without spaces"),
        pytest.param("not " * 480 + "married", id="480 nots"),
        pytest.param("- " * 900 + "1", id="900 signs"),
        pytest.param("1 if(married)else " * 110 + "1", id="110 conditions"),
        pytest.param("(" * 900 + "1" + ")" * 900, id="900 brackets"),
        pytest.param("[" * 900 + "1" + "]" * 900, id="900 square brackets"),
        pytest.param("abs(" * 300 + "1" + ")" * 300, id="300 calls"),
        pytest.param("9" * 1_999, id="a giant integer"),
        pytest.param("9_" * 900 + "9", id="a giant integer with underscores"),
        pytest.param("0x" + "f" * 1_900, id="a giant hexadecimal integer"),
        pytest.param("1e999999999", id="a giant power of ten"),
        pytest.param("1e-999999999", id="a tiny power of ten"),
        pytest.param("9**9**9", id="a tower of powers"),
        pytest.param("1 << 99999", id="a shift"),
        pytest.param("'a' * 999999999", id="a long string"),
        pytest.param("__import__('os').system('true')", id="an import"),
        pytest.param("().__class__.__bases__[0].__subclasses__()", id="a walk up the classes"),
        pytest.param("(lambda: married)()", id="a function"),
        pytest.param("f'{married}'", id="a formatted string"),
        pytest.param("(x := age) > 3", id="an assignment"),
        pytest.param("max(*honours)", id="a starred argument"),
        pytest.param("max(1, key=abs)", id="a keyword"),
        pytest.param("[x for x in honours]", id="a comprehension"),
        pytest.param("await age", id="await"),
        pytest.param("yield", id="yield"),
        pytest.param("...", id="an ellipsis"),
        pytest.param("age; married", id="two statements"),
        pytest.param("age\\n> 3", id="a backslash"),
        pytest.param("аge > 3", id="a Cyrillic letter"),
        pytest.param("ａge > 3", id="a full-width letter"),
        pytest.param("age > ３", id="a full-width digit"),
        pytest.param("age >\u00a03", id="a no-break space"),
    ],
)
def test_hostile_expressions_are_refused_fast_and_in_little_memory(expression):
    text = town(("  adult: age >= 18\n", f"  adult: {expression!r}\n" if "'" not in expression else f'  adult: "{expression}"\n'))
    tracemalloc.start()
    begun = time.process_time()
    try:
        findings = refusal(text, VOCABULARY)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert findings
    assert time.process_time() - begun < 5
    assert peak < 32 * 1024 * 1024


@pytest.mark.parametrize("letter", ["\\r", "\\f", "\\0", "\\x1b", "\\x7f"])
def test_control_characters_cannot_hide_a_line(letter):
    findings = refusal(town(("  adult: age >= 18\n", f'  adult: "(age >= {letter}18)"\n')), VOCABULARY)
    assert {"expression_letter"} <= set(codes(findings))


def test_a_comment_cannot_swallow_the_next_line_of_an_expression():
    block = "  adult: |\n    age >= 18  # of age\n    and married\n"
    assert "expression_letter" in codes(refusal(town(("  adult: age >= 18\n", block)), VOCABULARY))


def test_variables_that_square_each_other_do_not_eat_memory():
    rows = "".join(f"  v{i}: v{i - 1} * v{i - 1}\n" for i in range(1, 60))
    begun = time.process_time()
    findings = refusal(town(("  adult: age >= 18\n", f"  adult: age >= 18\n  v0: age * age\n{rows}")), VOCABULARY)
    assert set(codes(findings)) == {"too_large"}
    rows = rows.replace("too", "")
    findings = refusal(town(("  adult: age >= 18\n", f"  adult: age >= 18\n  v0: wage * wage\n{rows}")), VOCABULARY)
    assert "scale_large" in codes(findings)
    assert time.process_time() - begun < 10


def test_a_thousand_variables_that_read_each_other_in_a_row_or_in_a_circle():
    row = "".join(f"  v{i}: v{i - 1}\n" for i in range(1, 900))
    begun = time.process_time()
    circular = refusal(town(("  adult: age >= 18\n", f"  adult: age >= 18\n  v0: v899\n{row}")), VOCABULARY)
    assert codes(circular) == ["circle"] * 900
    assert time.process_time() - begun < 10


def test_a_file_that_is_not_utf8(tmp_path):
    path = tmp_path / "town" / "1.yaml"
    path.parent.mkdir()
    path.write_bytes(b"format: 1\ntitle: \xc2\xb5\xb5\n")
    with pytest.raises(PolicyRefused) as refused:
        load_policy(path)
    assert places(list(refused.value.findings)) == [("file_encoding", 2, 9)]
    assert str(refused.value).startswith(f"{path}: 1 finding")


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(FileNotFoundError):
        load_policy(tmp_path / "none.yaml")
