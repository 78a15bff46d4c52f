"""Which lines and branches of the core no test reached: the plug-in that `make test` asks for, and fails by where there is one.

Slipcover takes its marks out of what was reached, so that every test is measured at next to no cost; tracing would double the time of
each. Every process that runs tests measures, and the one that started them adds up.
"""

from __future__ import annotations

import json
import sys
from functools import reduce
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest
from slipcover import FileMatcher, ImportManager, Slipcover, merge_coverage

ROOT = Path(__file__).parent.parent
CORE = ("errors", "findings", "policy", "engine", "ranking", "charts", "tables", "inspection", "application", "casework")
UNMEASURED = "scoring/tables/spark.py"
"""What Spark sends to processes of its own as it is, where no mark can go along."""
NEVER = "assert_never("
"""What the types exclude, and no test can reach."""

if any(f"scoring.{name}" in sys.modules for name in CORE):
    raise RuntimeError("The core was read before it could be measured: name this plug-in with -p, as make test does.")
_measure = Slipcover(branch=True)
_found: list[dict[str, Any]] = []
"""What each process reached."""
_sources = [path for name in CORE for path in (ROOT / "scoring").glob(f"{name}*") if path.stem == name]
ImportManager(_measure, FileMatcher(_sources, omit=[str(ROOT / UNMEASURED)])).__enter__()


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Read the whole core: what no test so much as reads counts as well."""
    if session.config.getoption("numprocesses", None) and not hasattr(session.config, "workerinput"):
        return
    for name in CORE:
        package = import_module(f"scoring.{name}")
        for module in walk_packages(getattr(package, "__path__", ()), f"{package.__name__}."):
            import_module(module.name)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take what a worker reached, but for one that broke down, which fails by itself."""
    if hasattr(node, "workeroutput"):
        _found.append(json.loads(node.workeroutput["reached"]))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand over what was reached; who started the tests fails where something was not."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["reached"] = json.dumps(_measure.get_coverage())
        return
    if not _found:
        _found.append(_measure.get_coverage())
    if missed() and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what was not reached."""
    terminalreporter.section("coverage of the core")
    for line in missed():
        terminalreporter.line(line)
    summary = reduce(merge_coverage, _found)["files"].values()
    lines, branches = (sum(len(each[f"executed_{what}"]) for each in summary) for what in ("lines", "branches"))
    terminalreporter.line(f"{lines:,} lines and {branches:,} branches reached, in {len(missed())} files not all.")


def missed() -> list[str]:
    """Name the files of the core with their lines, and branches from line to line, that nothing reached; a branch to 0 leaves the function."""
    named = []
    for path, found in sorted(reduce(merge_coverage, _found)["files"].items()):
        never = _never(Path(path))
        lines = [str(line) for line in found["missing_lines"] if line not in never]
        branches = [f"{here}→{there}" for here, there in found["missing_branches"] if not {here, there} & never]
        if lines or branches:
            named.append(f"{path}: {', '.join(lines + branches)}")
    return named


def _never(path: Path) -> set[int]:
    """Give the lines of what cannot be, with the `case _:` before each."""
    lines = enumerate(path.read_text("utf-8").splitlines(), 1)
    return {place for number, line in lines if NEVER in line for place in (number - 1, number)}
