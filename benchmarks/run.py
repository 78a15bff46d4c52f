"""Runs every benchmark of this folder and writes RESULTS.md: `python benchmarks/run.py`."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles

FOLDER = Path(__file__).parent
OPTIONS = ("-q", "-p", "tests.conftest", "-o", "python_files=bench_*.py", "-o", "python_functions=bench_*")
HEADING = """# Benchmarks

Written by `make bench` on {date}; each section or line is one function of `benchmarks/bench_*.py`. Times are per call, in
microseconds; the middle half are the first and the third quartile.

{machine}
"""
PEERS = """
## {what}

All ways are taken in turn in each of {rounds} rounds, after all were seen to give the same. A ratio is that of one round.

| way | median µs | fastest µs | middle half µs | against | ratio | middle half | goal |
| --- | ---: | ---: | ---: | --- | ---: | ---: | ---: |
"""
SINGLE = """
## {what}

| what | median µs | fastest µs | middle half µs | calls per second | calls measured |
| --- | ---: | ---: | ---: | ---: | ---: |
"""


def measure(report: Path) -> int:
    """Run the benchmarks into *report*; gives pytest's exit code."""
    command = [sys.executable, "-m", "pytest", FOLDER, *OPTIONS, f"--benchmark-json={report}"]
    return subprocess.run([*map(str, command)], cwd=FOLDER.parent, check=False).returncode


def machine(report: dict) -> str:
    """Say on what it was measured, and of which state of the project."""
    info, commit = report["machine_info"], report["commit_info"]
    brand = info.get("cpu", {}).get("brand_raw", platform.machine())
    edited = " and edited" if commit.get("dirty") else ""
    count = info.get("cpu", {}).get("count", "?")
    state = f"Project at {str(commit.get('id') or '?')[:9]}{edited}."
    return f"{brand}, {count} cores, Python {info['python_version']}, {info['system']} {info['release']}. {state}"


def micro(seconds: float) -> str:
    """Write seconds as microseconds."""
    return f"{seconds * 1e6:,.1f}" if seconds >= 1e-6 else f"{seconds * 1e6:.3f}"


def peers(benchmark: dict) -> str:
    """Give the section of a benchmark that compares ways."""
    told = benchmark["extra_info"]["peers"]
    heading = PEERS.format(what=benchmark["extra_info"]["what"], rounds=told[0]["rounds"])
    return heading + "".join(map(peer, told))


def peer(told: dict) -> str:
    """Give the line of one way."""
    times = (
        f"| {told['what']} | {micro(told['median'])} | {micro(told['least'])} | {micro(told['first'])} – {micro(told['third'])} "
    )
    if not told["against"]:
        return f"{times}| | | | |\n"
    return "".join(f"{times if not place else '| | | | '}{ratio(each)}" for place, each in enumerate(told["against"]))


def ratio(told: dict) -> str:
    """Give the end of a line: how many times the time of another way."""
    goal = "" if told["goal"] is None else f"≤ {told['goal']:g}"
    middle, first, third = (
        f"{told[name]:.2f}" if told[name] >= 0.1 else f"{told[name]:.2g}" for name in ("median", "first", "third")
    )
    return f"| {told['what']} | {middle} | {first} – {third} | {goal} |\n"


def lines(benchmark: dict) -> str:
    """Give the lines of a benchmark of one thing, named by its `extra_info["what"]` or its function."""
    stats, extra = benchmark["stats"], benchmark["extra_info"]
    name = extra.get("what") or benchmark["name"].removeprefix("bench_").replace("_", " ")
    spread = (stats["median"], stats["min"], stats["q1"], stats["q3"])
    return line(name, spread, stats["rounds"]) + (alone(extra["alone"]) if "alone" in extra else "")


def alone(part: dict) -> str:
    """Give the line of a part that was timed by itself."""
    first, _, third = quantiles(part["seconds"], n=4)
    return line(part["what"], (median(part["seconds"]), min(part["seconds"]), first, third), len(part["seconds"]))


def line(name: str, spread: tuple[float, float, float, float], rounds: int) -> str:
    """Give one line: median, fastest and quartiles in seconds."""
    middle, least, first, third = spread
    times = f"{micro(middle)} | {micro(least)} | {micro(first)} – {micro(third)}"
    return f"| {name} | {times} | {1 / middle:,.0f} | {rounds:,} |\n"


def written(report: dict) -> str:
    """Give the whole of RESULTS.md."""
    benchmarks = sorted(report["benchmarks"], key=lambda each: each["fullname"])
    compared = [peers(each) for each in benchmarks if "peers" in each["extra_info"]]
    single = [lines(each) for each in benchmarks if "peers" not in each["extra_info"]]
    heading = HEADING.format(machine=machine(report), date=report["datetime"][:10])
    return "".join([heading, *compared, SINGLE.format(what="Everything else"), *single])


def main() -> int:
    """Measure, write, and tell where."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.json"
        failed = measure(path)
        if failed:
            return failed
        report = json.loads(path.read_text("utf-8"))
    (FOLDER / "RESULTS.md").write_text(written(report), "utf-8")
    print(f"Written: {FOLDER / 'RESULTS.md'}")  # noqa: T201 - a command
    return 0


if __name__ == "__main__":
    sys.exit(main())
