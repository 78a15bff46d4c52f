"""Tables as programs and people really write them: what is clear is read, what is not is told, and nothing disappears."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.parquet
import pytest

from scoring.errors import TableRefused
from scoring.tables import reading_columns, writing
from scoring.tables.frames import score_frame
from scoring.tables.reading import read_table
from scoring.tables.scoring import Scoring
from scoring.tables.texts import ROWS
from tests.policy.small import load
from tests.tables.test_score_table import DAY, TOWN, WHOLE, read, run, write

HEAD, LINE = "id,n,w,d,b,e", "{},5,1.50,1990-01-01,true,mid"
TABLE = f"{HEAD}\n{LINE.format('a')}\n{LINE.format('b')}\n"


@pytest.fixture(scope="module")
def town():
    return load(TOWN)


def rows_of(town, tmp_path, content, **how):
    (tmp_path / "in.csv").write_bytes(content)
    tally = run(town, tmp_path / "in.csv", tmp_path / "out.jsonl", **how)
    rows = [(row["row"], row["id"]) for row in read(tmp_path / "out.jsonl")]
    return rows, told(tally)


def told(tally):
    return list(csv.DictReader(tally.apart.read_text("utf-8-sig").splitlines())) if tally.apart else []


WRITTEN = {
    "as it should be": TABLE.encode(),
    "without a last line end": TABLE.rstrip().encode(),
    "by Windows": TABLE.replace("\n", "\r\n").encode(),
    "by an old Macintosh": TABLE.replace("\n", "\r").encode(),
    "with a mark at its head": TABLE.encode("utf-8-sig"),
    "with a mark before quoted headings": ('"' + HEAD.replace(",", '","') + '"' + TABLE.removeprefix(HEAD)).encode("utf-8-sig"),
    "with a line end in a heading": TABLE.replace("id,n", '"id\n编号",n').encode(),
    "in GB 18030": TABLE.replace("id,", "id 编号,").encode("gb18030"),
    "as Unicode text": TABLE.replace(",", "\t").encode("utf-16"),
    "with tabs": TABLE.replace(",", "\t").encode(),
    "with truths as Excel writes them": TABLE.replace("true", "TRUE").encode(),
}


@pytest.mark.parametrize("how", WRITTEN)
def test_a_file_is_read_however_it_was_written(town, tmp_path, how):
    assert rows_of(town, tmp_path, WRITTEN[how]) == ([(1, "a"), (2, "b")], [])


def test_headings_alone_are_a_table_without_rows(town, tmp_path):
    for content in (HEAD, f"{HEAD}\n", f"{HEAD}\n\n,,,,,\n"):
        assert rows_of(town, tmp_path, content.encode()) == ([], [])


def test_a_row_of_nothing_is_nobody_and_is_counted(town, tmp_path):
    """A spreadsheet leaves such rows behind; numbers stay those of the file."""
    content = "\n".join([HEAD, LINE.format("a"), "", ",,,,,", LINE.format("b"), "c,5", "", LINE.format("d"), "", ""])
    rows, apart = rows_of(town, tmp_path, content.encode())
    assert rows == [(1, "a"), (4, "b"), (7, "d")]
    assert [(line["row"], line["value"]) for line in apart] == [("5", "c,5")]


@pytest.mark.parametrize("bad", [range(7, 500, 13), range(1, 500, 2), [1, *range(100, 200), 500], range(20, 400)], ids=str)
def test_rows_keep_their_numbers_around_those_that_cannot_be_read(town, tmp_path, monkeypatch, bad):
    """Over many blocks: Arrow reads ahead, and a block may end where a row is broken."""
    monkeypatch.setattr(reading_columns, "BYTES", 900)
    lines = [f"bad,{n}" if n in bad else LINE.format(n) for n in range(1, 501)]
    rows, apart = rows_of(town, tmp_path, "\n".join([HEAD, *lines]).encode())
    assert rows == [(n, str(n)) for n in range(1, 501) if n not in bad]
    assert [(line["row"], line["value"]) for line in apart] == [(str(n), f"bad,{n}") for n in bad]


def test_a_quotation_mark_without_its_other_is_named(town, tmp_path, monkeypatch):
    monkeypatch.setattr(reading_columns, "BYTES", 60)
    with pytest.raises(TableRefused) as refused:
        rows_of(town, tmp_path, f'{HEAD}\n"{TABLE}{TABLE}'.encode())
    assert refused.value.why == "cell_large"


BASE = {"n": [5, 6], "w": [1, 2], "d": [date(1990, 1, 1)] * 2, "b": [True, False], "e": ["mid", "low"]}
LOWEST = -(2**63)


@pytest.mark.parametrize(
    ("fact", "values"),
    [
        ("w", pa.array([LOWEST, 5])),
        ("n", pa.array([LOWEST, 5])),
        ("h", pa.array([[{"j": LOWEST}], []], pa.list_(pa.struct([("j", pa.int64())])))),
        ("d", pa.array([2**31 - 1, 7305], pa.int32()).cast(pa.date32())),
        ("d", pa.array([1, 86400 * 10**9 * 8000]).cast(pa.timestamp("ns"))),
        ("d", pa.array([datetime(1955, 3, 1, 23), datetime(1955, 3, 1)])),  # noqa: DTZ001 - as tables have them
        ("l", pa.array([[{"k": 10**15}], []], pa.list_(pa.struct([("k", pa.timestamp("s"))])))),
    ],
    ids=["least in money", "least", "least in a list", "far day", "nanosecond", "hour before 1970", "far moment in a list"],
)
def test_what_no_fact_allows_is_set_apart_whatever_its_type_can_hold(town, tmp_path, fact, values):
    pyarrow.parquet.write_table(pa.table({**BASE, fact: values}), tmp_path / "in.parquet")
    tally = run(town, tmp_path / "in.parquet", tmp_path / "out.jsonl")
    assert [line["row"] for line in told(tally)] == ["1"]
    assert [row["row"] for row in read(tmp_path / "out.jsonl")] == [2]


def test_a_dictionary_may_name_what_is_missing(town):
    """Its places are all there; the mask lies among the words."""
    for fact, words in (("d", [date(1990, 1, 1), None]), ("n", [5, None]), ("e", ["mid", None])):
        places = pa.DictionaryArray.from_arrays(pa.array([0, 1], pa.int32()), pa.array(words))
        result, rejected = score_frame(Scoring(town, DAY), pa.table({**BASE, fact: places}))
        assert (result["missing"].to_pylist(), rejected) == ([None, fact], [])


def test_what_was_read_of_a_large_file_is_let_go(tmp_path, town):
    """Arrow keeps all that it read ahead, unless it is told not to: memory would grow with the table."""
    ids = np.arange(2_000_000, dtype=np.uint64) * np.uint64(11_400_714_819_323_198_485)  # nothing that could be packed
    pyarrow.parquet.write_table(pa.table({"id": ids}), tmp_path / "in.parquet", row_group_size=10_000)
    before = pa.total_allocated_bytes()
    held = [pa.total_allocated_bytes() - before for _ in read_table(tmp_path / "in.parquet", town.facts)]
    assert len(held) > 5
    assert max(held) < (tmp_path / "in.parquet").stat().st_size / 2


def test_text_that_is_none_is_refused(town, tmp_path):
    ids = pa.array([b"\xff", b"a"]).view(pa.string())
    pyarrow.parquet.write_table(pa.table({"id": ids, **BASE}), tmp_path / "in.parquet")
    with pytest.raises(TableRefused):
        run(town, tmp_path / "in.parquet", tmp_path / "out.jsonl")


def test_the_first_sign_of_gb_18030_may_come_late(town, tmp_path):
    rows, apart = rows_of(town, tmp_path, f"{TABLE}{chr(10) * (1 << 20)}编号,5,1.50,1990-01-01,true,mid\n".encode("gb18030"))
    assert (rows[-1][1], len(rows), apart) == ("编号", 3, [])


def test_a_key_that_stands_twice_is_told_of(town, tmp_path):
    """Which of the two values was meant is not known: neither is taken."""
    line = json.dumps({k: str(v) if k == "d" else v for k, v in WHOLE.items()})
    (tmp_path / "in.jsonl").write_text(f'{line}\n{{"n": 5, {line[1:]}\n')
    tally = run(town, tmp_path / "in.jsonl", tmp_path / "out.jsonl")
    assert [(line["row"], line["reason"]) for line in told(tally)] == [("2", ROWS["key_twice"][1])]


def test_half_a_pair_of_utf_16_is_no_text(town, tmp_path):
    whole = json.dumps({**{k: str(v) if k == "d" else v for k, v in WHOLE.items()}, "id": "😀"})
    (tmp_path / "in.jsonl").write_text(whole + '\n{"id": "\\ud800", "n": 5}\n{"n": "\\udc00"}\n')
    tally = run(town, tmp_path / "in.jsonl", tmp_path / "out.jsonl")
    assert [row["id"] for row in read(tmp_path / "out.jsonl")] == ["😀"]
    assert [line["row"] for line in told(tally)] == ["2", "3"]


def workbook(path, *rows, mend=lambda sheet: sheet):
    """Write a workbook whose sheet is then changed as text."""
    book = openpyxl.Workbook()
    for row in (HEAD.split(","), *rows):
        book.active.append(row)
    book.save(path)
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = mend(parts[name].decode()).encode()
    with zipfile.ZipFile(path, "w") as packed:
        for each, content in parts.items():
            packed.writestr(each, content)
    return path


PERSON = ["a", 5, 1.5, datetime(1990, 1, 1), True, "mid"]  # noqa: DTZ001 - as cells have them


@pytest.mark.parametrize("said", ['<dimension ref="A1"/>', '<dimension ref="A1:C2"/>', ""])
def test_what_a_sheet_says_of_its_size_loses_no_row(town, tmp_path, said):
    source = workbook(tmp_path / "in.xlsx", PERSON, PERSON, mend=lambda s: re.sub(r"<dimension [^>]*>", said, s))
    assert run(town, source, tmp_path / "out.csv").scored == 2


def test_a_cell_beyond_the_headings_is_told_of(town, tmp_path):
    tally = run(town, workbook(tmp_path / "in.xlsx", [*PERSON, None, "lost"], PERSON), tmp_path / "out.csv")
    assert (tally.scored, [(line["row"], line["value"][-5:]) for line in told(tally)]) == (1, [("1", ",lost")])


def test_a_formula_that_no_program_has_computed_is_not_taken_for_nothing(town, tmp_path):
    source = workbook(tmp_path / "in.xlsx", PERSON, [PERSON[0], "=2+3", *PERSON[2:]], PERSON)
    tally = run(town, source, tmp_path / "out.csv")
    assert (tally.scored, [(line["row"], line["fact"], line["value"]) for line in told(tally)]) == (2, [("2", "n", "'=2+3")])


def test_a_formula_counts_as_what_it_was_computed_to(town, tmp_path):
    computed = "<f>2+3</f><v>5</v>"
    source = workbook(
        tmp_path / "in.xlsx", [PERSON[0], "=2+3", *PERSON[2:]], mend=lambda s: re.sub("<f>2.3</f><v ?/?>(</v>)?", computed, s)
    )
    assert run(town, source, tmp_path / "out.csv").scored == 1


@pytest.mark.parametrize("mend", [lambda s: s[:300], lambda s: s[: s.rindex("<row")], lambda s: s.replace("<v>5<", "<v>five<")])
def test_a_broken_sheet_is_refused(town, tmp_path, mend):
    with pytest.raises(TableRefused) as refused:
        run(town, workbook(tmp_path / "in.xlsx", PERSON, PERSON, mend=mend), tmp_path / "out.csv")
    assert refused.value.why == "unreadable"
    assert [path.name for path in tmp_path.iterdir()] == ["in.xlsx"]


def test_a_workbook_takes_what_it_can_and_says_what_it_cannot(town, tmp_path, monkeypatch):
    (tmp_path / "in.csv").write_text(f"{HEAD}\n{LINE.format(chr(1) + 'a')}\n{LINE.format('b')}\n")
    run(town, tmp_path / "in.csv", tmp_path / "out.xlsx")
    assert [row["id"] for row in read(tmp_path / "out.xlsx")] == ["\ufffda", "b"]
    monkeypatch.setattr(writing, "MOST_IN_A_SHEET", 1)
    with pytest.raises(TableRefused) as refused:
        run(town, tmp_path / "in.csv", tmp_path / "more.xlsx")
    assert (refused.value.why, refused.value.file) == ("sheet_full", "more.xlsx")


WRONG = f"{HEAD}\n{LINE.format('a')}\nb,99,1.50,1990-01-01,true,mid\n"


def test_no_file_is_destroyed_that_is_read(town, tmp_path):
    """Neither under the name of the result nor under that of the rows set apart, neither by a link nor as a list."""
    (tmp_path / "out.csv.rejected.csv").write_text(WRONG)
    records = write(tmp_path / "records.csv", [{"id": "a", "k": "x", "t": "one"}])
    (tmp_path / "link.csv").symlink_to(records)
    source = write(tmp_path / "in.csv", [WHOLE])
    for read_, target, lists in (
        (tmp_path / "out.csv.rejected.csv", tmp_path / "out.csv", {}),
        (source, records, {"l": records}),
        (source, tmp_path / "link.csv", {"l": records}),
        (source, tmp_path / "out.csv", {"l": tmp_path / "out.csv.rejected.csv"}),
    ):
        with pytest.raises(TableRefused) as refused:
            run(town, read_, target, lists=lists)
        assert refused.value.why == "same_file"
    assert (tmp_path / "out.csv.rejected.csv").read_text() == WRONG
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "new.csv.rejected.csv").mkdir()
    for name in ("folder.csv", "new.csv"):
        with pytest.raises(TableRefused) as refused:
            run(town, source, tmp_path / name)
        assert refused.value.why == "no_file"


def test_a_result_goes_where_a_link_leads(town, tmp_path):
    (tmp_path / "out.csv").symlink_to("real.csv")
    run(town, write(tmp_path / "in.csv", [WHOLE]), tmp_path / "out.csv")
    assert (tmp_path / "out.csv").is_symlink()
    assert read(tmp_path / "real.csv")[0]["id"] == "whole"


def test_a_run_that_fails_leaves_what_was_there_before(town, tmp_path, monkeypatch):
    """The result and the rows set apart belong together: neither is replaced before both are whole."""
    (tmp_path / "in.csv").write_text(WRONG)
    run(town, tmp_path / "in.csv", tmp_path / "out.csv")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(before) == 3
    monkeypatch.setattr(reading_columns, "BYTES", 60)
    (tmp_path / "in.csv").write_bytes(before[tmp_path / "in.csv"] + b"\xff" * 5 + b"\n")
    with pytest.raises(TableRefused):
        run(town, tmp_path / "in.csv", tmp_path / "out.csv")
    assert {path: path.read_bytes() for path in before if path.name != "in.csv"} == {
        path: content for path, content in before.items() if path.name != "in.csv"
    }
    assert set(tmp_path.iterdir()) == set(before)
    (tmp_path / "in.csv").write_text(TABLE)
    run(town, tmp_path / "in.csv", tmp_path / "out.csv")
    assert not (tmp_path / "out.csv.rejected.csv").exists()


def test_records_go_to_everybody_of_that_id_and_to_nobody_without_one(town, tmp_path):
    source = write(tmp_path / "in.csv", [{**WHOLE, "id": id_} for id_ in ("a", "a", "")])
    records = write(tmp_path / "records.csv", [{"id": id_, "k": "x", "i": 1, "t": "one"} for id_ in ("a", "", "z")])
    tally = run(town, source, tmp_path / "out.csv", lists={"l": records})
    assert [Decimal(row["points.each"]) for row in read(tmp_path / "out.csv")] == [2, 2, 0]
    assert [(line["row"], line["id"]) for line in told(tally)] == [("2", ""), ("3", "z")]
