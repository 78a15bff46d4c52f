"""Runs every benchmark of this folder and writes RESULTS.md: `python benchmarks/run.py`."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent
OPTIONS = ("-q", "-p", "tests.conftest", "-o", "python_files=bench_*.py", "-o", "python_functions=bench_*")
HEADING = """# Benchmarks

Written by `make bench`; each line is one function of `benchmarks/bench_*.py`. Times are per call, in microseconds.

{machine}

| what | median µs | fastest µs | calls per second | calls measured |
| --- | ---: | ---: | ---: | ---: |
"""


def measure(report: Path) -> int:
    """Run the benchmarks into *report*; gives pytest's exit code."""
    command = [sys.executable, "-m", "pytest", FOLDER, *OPTIONS, f"--benchmark-json={report}"]
    return subprocess.run([*map(str, command)], cwd=FOLDER.parent, check=False).returncode


def machine(report: dict) -> str:
    """Say on what it was measured."""
    info = report["machine_info"]
    brand = info.get("cpu", {}).get("brand_raw", platform.machine())
    return f"{brand}, {info.get('cpu', {}).get('count', '?')} cores, Python {info['python_version']}, {info['system']}."


def row(benchmark: dict) -> str:
    """Give the line of one benchmark, named by its `extra_info["what"]` or its function."""
    stats = benchmark["stats"]
    name = benchmark["extra_info"].get("what") or benchmark["name"].removeprefix("bench_").replace("_", " ")
    return f"| {name} | {stats['median'] * 1e6:,.1f} | {stats['min'] * 1e6:,.1f} | {stats['ops']:,.0f} | {stats['rounds']:,} |"


def main() -> int:
    """Measure, write, and tell where."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.json"
        failed = measure(path)
        if failed:
            return failed
        report = json.loads(path.read_text("utf-8"))
    rows = [row(benchmark) for benchmark in sorted(report["benchmarks"], key=lambda each: each["fullname"])]
    (FOLDER / "RESULTS.md").write_text(HEADING.format(machine=machine(report)) + "\n".join(rows) + "\n", "utf-8")
    print(f"Written: {FOLDER / 'RESULTS.md'}")  # noqa: T201 - a command
    return 0


if __name__ == "__main__":
    sys.exit(main())
