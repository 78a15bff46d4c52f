"""A table of applicants comes to what each of them comes to alone, in every format; what is wrong is set apart, and nothing is lost."""

from __future__ import annotations

import csv
import json
import random  # noqa: TID251 - seeded by the test
import re
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest

from scoring.engine import assess
from scoring.engine.places import places_of
from scoring.engine.texts import say_problem
from scoring.errors import FactsRefused, OutsideForce, TableRefused
from scoring.policy import load_policy
from scoring.tables import reading_columns, reading_rows
from scoring.tables.coding import code_block
from scoring.tables.local import score_table
from scoring.tables.reading import read_table
from scoring.tables.scoring import Scoring
from scoring.tables.texts import ROWS, TEXTS, say_refusal
from scoring.tables.written import as_day, value_of
from tests.conftest import ROOT
from tests.engine.random_facts import random_facts
from tests.policies.test_reference import ITEMS, ON, PERSONS, _facts
from tests.policy.small import HEAD, load

DAY = date(2025, 6, 1)
TOWN = f"""{HEAD}
facts:
  n: {{type: integer, min: -9, max: 90, label: {{zh: 数, en: N}}, ask: {{section: about, order: 1}}}}
  w: {{type: decimal, places: 2, min: -5.25, max: 50, label: W, ask: {{section: about, order: 2}}}}
  d: {{type: date, min: 1950-01-01, max: 2025-12-31, label: D, ask: {{section: about, order: 3}}}}
  b: {{type: boolean, label: B, ask: {{section: about, order: 4}}}}
  e: {{type: choice, label: E, options: {{low: Low, mid: Mid, high: {{zh: 高, en: High}}}}, ask: {{section: about, order: 5}}}}
  m: {{type: integer, min: 0, max: 100, default: 7, label: M}}
  o: {{type: integer, optional: true, min: -5, max: 20, default: null, label: O}}
  c: {{type: boolean, optional: true, default: true, label: C}}
  l:
    type: list
    label: L
    max_items: 3
    default: []
    unique: [k]
    of:
      k: {{type: choice, label: K, options: {{x: X, y: Y, z: Z}}}}
      i: {{type: integer, min: -3, max: 9, default: 2, label: I}}
      t: {{type: text, label: T}}
  h:
    type: list
    label: H
    max_items: 2
    default: [{{j: 2}}]
    of: {{j: {{type: decimal, places: 1, min: 0, max: 5, label: J}}}}
checks: [{{id: sane, label: N is below M, require: n < m + 90}}]
requirements: [{{id: old, label: Old, require: years_since(d) >= 18}}]
vetoes: [{{id: bad, label: Bad, when: n < -8}}]
groups:
  - id: g
    label: G
    criteria:
      - {{id: bands, label: B, reference: Art. 3, bands: n, points: [{{points: 1}}, {{from: 3, points: 5.5}}, {{above: 50, points: 2}}]}}
      - {{id: look, label: E, lookup: e, points: {{low: 1, high: 3}}}}
      - {{id: money, label: W, formula: "round(w * 2, 2)"}}
      - {{id: each, label: L, each: l, per: i, points: 2, max: 9}}
      - {{id: held, label: H, formula: "sum(h, j)"}}
      - {{id: some, label: O, when: given(o) and o > 3 or c and b, points: 4}}
selection:
  threshold: 10
  ranking: {{by: total, then: [-n, d]}}
"""
PEOPLE = 60
KINDS = (".csv", ".parquet", ".jsonl", ".xlsx")


@pytest.fixture(scope="module")
def town():
    return load(TOWN)


@pytest.fixture(scope="module")
def people(town):
    chance, found = random.Random(5), []
    while len(found) < PEOPLE:
        facts = random_facts(town, chance)
        if facts["n"] < facts.get("m", 7) + 90:
            found.append({"id": f"P{len(found)}", **facts})
    return found


def plain(value):
    if isinstance(value, date):
        return value.isoformat()
    return [{k: plain(v) for k, v in record.items()} for record in value] if isinstance(value, list) else value


def write(path, rows):
    """Write *rows* as such files are written by others."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    match path.suffix:
        case ".jsonl":
            path.write_text("".join(json.dumps({k: plain(v) for k, v in row.items()}) + "\n" for row in rows))
        case ".csv":
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, names)
                writer.writeheader()
                writer.writerows({k: as_text(v) for k, v in row.items()} for row in rows)
        case ".xlsx":
            book = openpyxl.Workbook()
            book.active.append([f"{name} 名称 Name" for name in names])
            for row in rows:
                book.active.append([as_cell(row.get(name)) if name in row else None for name in names])
            book.save(path)
        case _:
            pyarrow.parquet.write_table(pa.table({name: typed(name, [row.get(name) for row in rows]) for name in names}), path)
    return path


def as_text(value):
    if isinstance(value, list):
        return json.dumps(plain(value))
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return value.isoformat() if isinstance(value, date) else value


def as_cell(value):
    return as_text(value) if isinstance(value, list) or value is None else value


def typed(name, values):
    if name == "w":
        return pa.array([None if value is None else Decimal(value) for value in values], pa.decimal128(9, 2))
    if name == "h":
        return pa.array(
            [v and [{"j": Decimal(r["j"])} for r in v] for v in values], pa.list_(pa.struct([("j", pa.decimal128(3, 1))]))
        )
    return pa.array(values).dictionary_encode() if name == "e" else pa.array(values)


def read(path):
    """Give the rows of a result, points as decimals."""
    match path.suffix:
        case ".jsonl":
            return [json.loads(line) for line in path.read_text().splitlines()]
        case ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                return list(csv.DictReader(file))
        case ".xlsx":
            head, *rows = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
            return [dict(zip(head, row, strict=True)) for row in rows]
    return pyarrow.parquet.read_table(path).to_pylist()


def run(policy, source, target, *, on=DAY, explain=None, language="en", **how):
    told = []
    tally = score_table(Scoring(policy, on, None, explain), source, target, language=language, tell=told.append, **how)
    assert told == sorted(told)
    return tally


def same(row, assessment):
    """Whether a row of a result says what an assessment does."""
    points = {f"points.{award.id}": award.points for award in assessment.walk()}
    expected = {
        "outcome": assessment.outcome,
        "total": assessment.total,
        "lowest": assessment.lowest,
        "highest": assessment.highest,
    }
    found = {name: row.get(name) for name in (*expected, *points)}
    numbers = {name: Decimal(str(v)) for name, v in found.items() if name != "outcome" and v not in {None, ""}}
    assert numbers == {name: v for name, v in {**expected, **points}.items() if name != "outcome" and v is not None}
    assert found["outcome"] == expected["outcome"]
    assert (row.get("missing") or "") == " ".join(assessment.missing)
    keys = assessment.ranking_keys
    if keys is not None:
        assert [int(row[f"ranking.{place}"]) for place in range(len(keys))] == list(keys)


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_comes_to_what_it_comes_to_alone(town, people, tmp_path, kind):
    source, target = write(tmp_path / f"in{kind}", people), tmp_path / f"out{kind}"
    tally = run(town, source, target, explain="zh")
    rows = read(target)
    assert [row["id"] for row in rows] == [person["id"] for person in people]
    for row, person in zip(rows, people, strict=True):
        # Null in a column of a type is what a row does not say; the other formats tell what is empty from what is not said.
        facts = {k: v for k, v in person.items() if k != "id" and not (kind == ".parquet" and v is None)}
        assessment = assess(town, facts, on=DAY)
        same(row, assessment)
        assert {id_: int(row[f"row.{id_}"]) for id_ in WORDS} == dict(rows_of(assessment))
        assert {id_: row.get(f"words.{id_}") or None for id_ in WORDS} == {id_: said(id_, n) for id_, n in rows_of(assessment)}
    assert (tally.scored, tally.provisional, tally.rejected, tally.apart) == (PEOPLE, 0, 0, None)
    assert [path.name for path in tmp_path.iterdir()] == [source.name, target.name] or len(list(tmp_path.iterdir())) == 2


WORDS = {
    "bands": ["数：不足3（Art. 3）", "数：满3，50及以下（Art. 3）", "数：超过50（Art. 3）"],
    "look": ["E：Low", "E：高"],
    "money": ["按公式计算"],
    "each": ["“L”逐条计分"],
    "held": ["按公式计算"],
    "some": ["（O超过3），或（C：是，且B：是）"],
}


def said(id_, number):
    """Give the words of a row by its number, or of the one there is by how many units it counted."""
    return WORDS[id_][min(number, len(WORDS[id_])) - 1] if number else None


def rows_of(assessment):
    return zip(places_of(assessment.policy).rows, assessment.found.table.rows, strict=True)


WHOLE = {"id": "whole", "n": 5, "w": "1.50", "d": date(1990, 1, 1), "b": True, "e": "mid"}
WRONG = [
    {"n": 91},
    {"n": "five"},
    {"n": "5.0"},
    {"w": "50.01"},
    {"w": "1.505"},
    {"d": "2023-02-29"},
    {"d": "2025-13-01"},
    {"d": "1900-01-01"},
    {"b": "yes"},
    {"e": "middle"},
    {"m": 101, "n": 91},
    {"n": 60, "m": 0, "l": [{"k": "x"}, {"k": "x"}]},
    {"l": [{"k": "w"}]},
    {"l": [{"i": 3}]},
    {"l": [{"k": "x", "other": 1}]},
    {"l": [{"k": "x", "t": " "}]},
    {"l": [{"k": k, "t": "a"} for k in "xyzx"]},
    {"l": "nothing"},
    {"h": [{"j": "5.5"}]},
    {"n": 90, "m": 0},
]


@pytest.mark.parametrize("kind", [".csv", ".jsonl", ".xlsx"])
def test_wrong_rows_are_set_apart_with_what_the_reader_says(town, tmp_path, kind):
    rows = [row for number, wrong in enumerate(WRONG) for row in (WHOLE, {**WHOLE, "id": f"@W{number}", **wrong})]
    target = tmp_path / f"out{kind}"
    tally = run(town, write(tmp_path / f"in{kind}", rows), target)
    assert (tally.scored, tally.rejected, tally.apart) == (len(WRONG), len(WRONG), tmp_path / f"out{kind}.rejected.csv")
    assert [row["id"] for row in read(target)] == ["whole"] * len(WRONG)
    assert [int(row["row"]) for row in read(target)] == list(range(1, 2 * len(WRONG), 2))
    with tally.apart.open(encoding="utf-8-sig", newline="") as file:
        told = list(csv.DictReader(file))
    expected = [problem for wrong in WRONG for problem in problems(town, {**WHOLE, **wrong}, kind)]
    assert [(line["fact"], line["reason"]) for line in told] == [(p.pointer[1:], say_problem(p, "en")) for p in expected]
    assert {line["id"] for line in told} == {f"'@W{number}" for number in range(len(WRONG))}
    assert {int(line["row"]) for line in told} == set(range(2, 2 * len(WRONG) + 1, 2))


def problems(policy, row, kind):
    facts = {k: plain(v) if kind == ".jsonl" else value_of(policy.facts[k], as_cell(v)) for k, v in row.items() if k != "id"}
    with pytest.raises(FactsRefused) as refused:
        assess(policy, facts, on=DAY)
    return refused.value.problems


def test_a_row_with_something_missing_is_provisional_with_its_bounds(town, tmp_path):
    """Unknown is never zero: what is open has no number, but a lowest and a highest total."""
    rows = [{**{k: v for k, v in WHOLE.items() if k != gone}, "id": gone} for gone in ("n", "w", "d", "b", "e", "none")]
    for kind in KINDS:
        target = tmp_path / f"out{kind}"
        tally = run(town, write(tmp_path / f"in{kind}", rows), target, explain="en")
        assert (tally.scored, tally.rejected) == (6, 0)
        assert tally.provisional == sum(row["outcome"] == "provisional" for row in read(target)) == 3
        assert [row.get("words.bands") or None for row in read(target)] == [None, *["N: from 3, 50 or less (Art. 3)"] * 5]
        for row, person in zip(read(target), rows, strict=True):
            same(row, assess(town, {k: v for k, v in person.items() if k != "id"}, on=DAY))


STRUCT = pa.list_(pa.struct([("j", pa.decimal128(3, 1))]))
TYPES = {
    "small numbers": ("n", pa.array([5], pa.int8())),
    "large numbers": ("n", pa.array([5], pa.uint64())),
    "numbers beyond": ("n", pa.array([2**62])),
    "numbers as text": ("n", pa.array(["5"])),
    "fractions": ("n", pa.array([5.0])),
    "whole money": ("w", pa.array([5])),
    "finer money": ("w", pa.array([Decimal("1.500")], pa.decimal128(9, 3))),
    "coarser money": ("w", pa.array([Decimal("1.5")], pa.decimal128(9, 1))),
    "money beyond": ("w", pa.array([Decimal(10) ** 30], pa.decimal128(38, 2))),
    "money far beyond": ("w", pa.array([Decimal(10) ** 37], pa.decimal128(38, 0))),
    "money as text": ("w", pa.array(["1.5"])),
    "binary money": ("w", pa.array([1.5])),
    "days as text": ("d", pa.array(["1990-01-01"], pa.large_string())),
    "days as moments": ("d", pa.array([datetime(1990, 1, 1)])),  # noqa: DTZ001 - as tables have them
    "moments": ("d", pa.array([datetime(1990, 1, 1, 8)])),  # noqa: DTZ001 - the same
    "moments of a zone": ("d", pa.array([0], pa.timestamp("ns", "Asia/Shanghai"))),
    "truth as text": ("b", pa.array(["true"])),
    "choice as number": ("e", pa.array([1])),
    "choice in a dictionary": ("e", pa.array(["mid"]).dictionary_encode()),
    "nothing at all": ("m", pa.nulls(1)),
    "a list of numbers": ("l", pa.array([[1]])),
    "a list without records": ("l", pa.array([[]], pa.list_(pa.struct([("k", pa.string())])))),
    "a list of nothing": ("l", pa.array([[None]], pa.list_(pa.struct([("k", pa.string())])))),
    "a record with a stranger": ("l", pa.array([[{"k": "x", "t": "a", "z": 1}]])),
    "a record with an empty stranger": ("l", pa.array([[{"k": "x", "t": "a", "z": None}]])),
    "a list whose default is replaced": ("h", pa.array([[{"j": Decimal("1.0")}]], STRUCT)),
    "a list that is not given": ("h", pa.array([None], STRUCT)),
    "names as numbers": ("l", pa.array([[{"k": "x", "t": 5}]])),
    "no": ("c", pa.array([False])),
    "null as a word": ("o", pa.array(["null"])),
}


@pytest.mark.parametrize("name", TYPES)
def test_a_column_of_any_type_is_read_as_the_reader_reads_its_values(town, tmp_path, name):
    fact, column = TYPES[name]
    given = {name: pa.array([value]) for name, value in WHOLE.items() if name != "id"}
    table = pa.table({**given, fact: column})
    pyarrow.parquet.write_table(table, tmp_path / "in.parquet")
    tally = run(town, tmp_path / "in.parquet", tmp_path / "out.parquet")
    facts = {k: without_nulls(as_day(v)) for k, v in table.to_pylist()[0].items() if v is not None}
    try:
        assessment = assess(town, facts, on=DAY)
    except FactsRefused as refused:
        assessment, problems = None, refused.problems
    if assessment is not None:
        same(read(tmp_path / "out.parquet")[0], assessment)
        return
    assert (tally.scored, tally.rejected) == (0, 1)
    assert len(tally.apart.read_text("utf-8-sig").splitlines()) == 1 + len(problems)


def without_nulls(value):
    if not isinstance(value, list):
        return value
    return [{k: v for k, v in r.items() if v is not None} if isinstance(r, dict) else r for r in value]


def test_what_is_plainly_lawful_is_not_looked_at_one_by_one(town, tmp_path):
    source = write(tmp_path / "in.parquet", [{**WHOLE, "l": [{"k": "x", "t": "a"}], "h": []}] * 3)
    block, done = next(read_table(source, town.facts))
    assert (code_block(town, block).lawful.tolist(), done) == ([True] * 3, 1.0)
    block, _ = next(read_table(write(tmp_path / "in.csv", [WHOLE, {**WHOLE, "o": None}, {**WHOLE, "c": None}]), town.facts))
    assert code_block(town, block).lawful.tolist() == [True] * 3


def test_blocks_come_out_in_their_order(town, people, tmp_path, monkeypatch):
    for module, name, size in ((reading_columns, "ROWS", 7), (reading_columns, "BYTES", 900), (reading_rows, "ROWS", 7)):
        monkeypatch.setattr(module, name, size)
    for kind in KINDS:
        target = tmp_path / f"out{kind}"
        tally = run(town, write(tmp_path / f"in{kind}", people), target, threads=2)
        assert [(int(row["row"]), row["id"]) for row in read(target)] == [(n, p["id"]) for n, p in enumerate(people, 1)]
        assert tally.scored == len(people)


def test_rows_that_cannot_be_read_are_set_apart_too(town, tmp_path):
    head, line = "id,n,w,d,b,e", "{},5,1.50,1990-01-01,true,mid"
    text = "\n".join([head, line.format("a"), "b,5", line.format("c"), line.format("d") + ",9", line.format("张伟")])
    for encoding in ("utf-8-sig", "gb18030"):
        (tmp_path / "in.csv").write_text(text, encoding=encoding)
        tally = run(town, tmp_path / "in.csv", tmp_path / "out.csv", language="zh")
        assert (tally.scored, tally.rejected) == (3, 2)
        assert [(row["row"], row["id"]) for row in read(tmp_path / "out.csv")] == [("1", "a"), ("3", "c"), ("5", "张伟")]
        told = list(csv.DictReader(tally.apart.read_text("utf-8-sig").splitlines()))
        expected = [(number, id_, ROWS["row_length"][0]) for number, id_ in (("2", "b"), ("4", "d"))]
        assert [(line["row"], line["value"][:1], line["reason"]) for line in told] == expected
    whole = json.dumps({k: plain(v) for k, v in WHOLE.items()})
    (tmp_path / "in.jsonl").write_text(f'{whole}\n\n[1]\n{{"n": NaN}}\n{whole}\n{{"x": 1}}\n')
    tally = run(town, tmp_path / "in.jsonl", tmp_path / "out.jsonl")
    assert [(row["row"], row["id"]) for row in read(tmp_path / "out.jsonl")] == [(1, "whole"), (5, "whole")]
    assert tally.rejected == 3


def test_a_workbook_as_people_keep_it(town, tmp_path):
    """Numbers with a point, days, a blank line, columns without a heading behind the last."""
    book = openpyxl.Workbook()
    book.active.append([*WHOLE, None, None])
    book.active.append(["first", 5, 12.5, datetime(1990, 1, 1), True, "mid"])  # noqa: DTZ001 - as cells have them
    book.active.append([None] * 6)
    book.active.append(["third", 5, 12.5, datetime(1990, 1, 1, 8), True, "mid"])  # noqa: DTZ001 - the same
    book.active.append([8, 5.5, "", "1990-01-01", "true", "mid"])
    book.save(tmp_path / "in.xlsx")
    tally = run(town, tmp_path / "in.xlsx", tmp_path / "out.jsonl")
    assert (tally.scored, tally.rejected) == (1, 2)
    row = read(tmp_path / "out.jsonl")[0]
    assert (row["row"], row["id"], row["total"], row["points.money"]) == (1, "first", "36.50", "25.00")
    told = list(csv.DictReader(tally.apart.read_text("utf-8-sig").splitlines()))
    assert [(line["row"], line["id"], line["fact"]) for line in told] == [("3", "third", "d"), ("4", "8", "n")]


def test_a_table_of_rows_that_cannot_be_read(town, tmp_path):
    (tmp_path / "in.csv").write_text("n,w\n1\n2\n")
    assert run(town, tmp_path / "in.csv", tmp_path / "out.csv").rejected == 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_without_rows_gives_a_table_without_rows(town, tmp_path, kind):
    source = write(tmp_path / f"in{kind}", [WHOLE])
    match kind:
        case ".csv":
            source.write_text(source.read_text().splitlines()[0] + "\n")
        case ".parquet":
            pyarrow.parquet.write_table(pyarrow.parquet.read_table(source).slice(1), source)
        case ".jsonl":
            source.write_text("")
        case _:
            book = openpyxl.load_workbook(source)
            book.active.delete_rows(2)
            book.save(source)
    assert run(town, source, tmp_path / f"out{kind}").scored == 0
    assert read(tmp_path / f"out{kind}") == []


REFUSED = {
    "in.txt": ("", "format_unknown"),
    "in.parquet": ("no table", "unreadable"),
    "in.xlsx": ("no workbook", "unreadable"),
    "unknown.csv": ("n,wage\n1,2\n", "column_unknown"),
    "twice.csv": ("n,n\n1,2\n", "column_twice"),
    "empty.csv": ("", "no_columns"),
    "blank.csv": (",\n1,2\n", "no_columns"),
    "binary.csv": ("\xff\xff\n\xff\xff\n", "encoding"),
    "late.csv": ("n\n" + "5\n" * 600_000 + "\xd5\n", "encoding"),
    "gb.csv": ("n,id\n5,\xd5\xc5\n" + "5,a\n" * 300_000 + "5,\xff\xff\n", "encoding"),
    "mark.csv": ("\xef\xbb\xbf", "no_columns"),
    "wide.csv": ("n," + "x" * 200_000, "unreadable"),
    "broken.parquet": ("PAR1" + "x" * 40 + "PAR1", "unreadable"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_table_that_cannot_be_read_is_refused_whole(town, tmp_path, name):
    content, why = REFUSED[name]
    (tmp_path / name).write_bytes(content.encode("latin-1"))
    with pytest.raises(TableRefused) as refused:
        run(town, tmp_path / name, tmp_path / "out.csv")
    assert refused.value.why == why
    assert name in str(refused.value)
    assert all("{" not in say_refusal(refused.value, language) for language in ("zh", "en"))
    assert not (tmp_path / "out.csv").exists()


def test_a_result_goes_to_a_file_of_its_own_of_a_known_kind(town, tmp_path):
    source = write(tmp_path / "in.csv", [WHOLE])
    for target, why in (
        (source, "same_file"),
        (tmp_path / "out.txt", "format_unknown"),
        (tmp_path / "no" / "out.csv", "no_folder"),
    ):
        with pytest.raises(TableRefused) as refused:
            run(town, source, target)
        assert refused.value.why == why
    with pytest.raises(OutsideForce):
        run(town, source, tmp_path / "out.csv", on=date(1999, 1, 1))
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_a_policy_without_ranking_has_no_keys(tmp_path):
    policy = load(TOWN.replace("  ranking: {by: total, then: [-n, d]}\n", ""))
    run(policy, write(tmp_path / "in.csv", [WHOLE, {"n": 4}]), tmp_path / "out.csv")
    assert [name for name in read(tmp_path / "out.csv")[0] if name.startswith("ranking")] == []


def test_both_languages_say_the_same():
    for zh, en in (*TEXTS.values(), *ROWS.values()):
        assert set(re.findall(r"{\w+}", zh)) == set(re.findall(r"{\w+}", en))


@pytest.mark.reference
def test_the_published_list_of_beijing(reference_data, tmp_path):
    """All 6,032 published rows, through a CSV file, come to the published totals and items."""
    policy = load_policy(ROOT / "policies/beijing/2020.yaml")
    with (reference_data / "beijing-2020-items-anonymised.csv").open(encoding="utf-8") as lines:
        published = list(csv.DictReader(lines))
    source = write(tmp_path / "in.csv", [{"id": row["seq"], **_facts(row)} for row in published])
    tally = run(policy, source, tmp_path / "out.csv", on=ON)
    assert (tally.scored, tally.provisional, tally.rejected) == (PERSONS, 0, 0)
    found = read(tmp_path / "out.csv")
    assert [(row["id"], Decimal(row["total"])) for row in found] == [(row["seq"], Decimal(row["total"])) for row in published]
    for column, item in ITEMS.items():
        assert [Decimal(row[f"points.{item}"]) for row in found] == [Decimal(row[column]) for row in published]
