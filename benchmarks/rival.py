"""Other products, each in a process of its own with packages of its own: what they are given, and how they take their turns."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest

from benchmarks.hand_written_beijing import AGES, EDUCATION, INNOVATION
from scoring.policy.model import Policy

PYTHON = Path(__file__).parent.parent / ".venv-bench/bin/python"
RIVALS = Path(__file__).parent / "rivals"


@dataclass(frozen=True)
class Rival:
    """A process that is ready, and has written what came out."""

    process: subprocess.Popen[str]
    totals: Any

    def __call__(self) -> None:
        """Have it done once more."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "done\n"


def hand_over(folder: Path, policy: Policy, columns: Mapping[str, Any], *, year: int, alone: int) -> None:
    """Write what the rivals read: the facts, and the tables of Beijing 2020; *alone* are assessed one after another."""
    pyarrow.parquet.write_table(pa.table(dict(columns)), folder / "in.parquet")
    options = {f.id: [option.id for option in f.options] for f in policy.facts.values() if f.options}
    tables = {
        "year": year,
        "options": options,
        "education": EDUCATION,
        "innovation_award": INNOVATION,
        "ages": AGES,
        "alone": alone,
    }
    (folder / "tables.json").write_text(json.dumps(tables), "utf-8")


def surroundings(folder: Path, form: str) -> dict[str, str]:
    """Give the environment of a rival's process."""
    if not PYTHON.exists():
        pytest.skip("the other products are not here: `make bench` installs them into .venv-bench")
    return {**os.environ, "BENCH_FOLDER": str(folder), "BENCH_FORM": form, "PYTHONPATH": str(RIVALS)}


@contextmanager
def rival(folder: Path, name: str, form: str = "") -> Iterator[Rival]:
    """Start one, and wait until it is ready."""
    command = [PYTHON, RIVALS / f"{name}_beijing.py"]
    with subprocess.Popen(
        command, env=surroundings(folder, form), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        yield Rival(process, np.load(folder / f"{'_'.join(filter(None, (name, form)))}.npy"))
        assert process.stdin
        process.stdin.close()
