"""Whether a row costs the same in a small table and in a large one, and how much memory a large one takes: the whole command.

The command runs in a process of its own, whose peak of memory the system tells; a large table is a million people over and over.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet
import pytest

from benchmarks.bench_columns import ON, frame
from benchmarks.lines import POLICIES
from scoring.policy import load_policy

BLOCK, MOST = 1_000_000, 1024
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)


@pytest.fixture(scope="module")
def people():
    return frame(load_policy(POLICIES / "beijing/2020.yaml"), BLOCK)


ALONE = """\
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""Runs the command from a process that holds nothing: the system counts as a process's peak what the one held that began it."""


def commanded(source: Path, target: Path) -> int:
    """Score a table by the command; gives the most memory that it held, in MiB."""
    luohu = shutil.which("luohu") or str(Path(sys.executable).with_name("luohu"))
    command = [luohu, "score-table", "beijing@2020", str(source), str(target), "--on", ON.isoformat()]
    told = subprocess.run([sys.executable, "-c", ALONE, *command], check=True, capture_output=True, text=True)
    return int(told.stdout) // 1024


@pytest.mark.parametrize("rows", SIZES)
def bench_rows(benchmark, people, tmp_path, rows):
    source, target = tmp_path / "in.parquet", tmp_path / "out.parquet"
    with pyarrow.parquet.ParquetWriter(source, people.schema) as writer:
        for start in range(0, rows, BLOCK):
            writer.write_table(people.slice(0, min(BLOCK, rows - start)))
    held = []
    benchmark.pedantic(lambda: held.append(commanded(source, target)), rounds=1 if rows > BLOCK else 3, warmup_rounds=0)
    assert pyarrow.parquet.read_metadata(target).num_rows == rows
    once = benchmark.stats.stats.median / rows * 1e6
    benchmark.extra_info["what"] = (
        f"`luohu score-table` of {rows:,} rows, Parquet to Parquet: {once:.2f} µs a row, its start included, "
        f"in {max(held):,} MiB of memory (goal: at most {MOST:,})"
    )
