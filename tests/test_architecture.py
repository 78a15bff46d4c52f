"""The house keeps its own rules: short functions and files, a plain core, points only in policies, no empty words."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = (ROOT / "scoring", ROOT / "admin")
MODULES = sorted(path for package in PACKAGES for path in package.rglob("*.py") if "migrations" not in path.parts)
TEXTS = [*MODULES, *ROOT.glob("*.md"), *ROOT.glob("policies/**/*"), *ROOT.glob("tests/**/*.py"), *ROOT.glob("frontend/*/*")]
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
LONGEST_FUNCTION = 40
LONGEST_MODULE = 250
FOREIGN_TO_THE_CORE = {
    "alembic",
    "flask",
    "marshmallow",
    "narwhals",
    "numpy",
    "pyarrow",
    "sqlalchemy",
    "werkzeug",
    "wtforms",
    "yaml",
}
BANNED_NAME = re.compile(r"(Manager|Helper|Handler|Util|Utils|Processor)$|^Base")
BANNED_WORD = re.compile(r"\b(TODO|FIXME|XXX|HACK|lorem ipsum|coming soon)\b", re.IGNORECASE)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), name(path))


def test_a_function_fits_on_a_screen():
    functions = [(path, node) for path in MODULES for node in ast.walk(tree(path)) if isinstance(node, FUNCTIONS)]
    long = [f"{name(path)}: {f.name}" for path, f in functions if f.end_lineno - f.lineno + 1 > LONGEST_FUNCTION]
    assert long == []


def test_a_module_can_be_read_at_a_sitting():
    assert [name(path) for path in MODULES if len(path.read_text("utf-8").splitlines()) > LONGEST_MODULE] == []


def test_a_module_says_what_it_is():
    assert [name(path) for path in MODULES if not ast.get_docstring(tree(path))] == []


def test_a_class_is_named_by_what_it_is():
    classes = [(path, node.name) for path in MODULES for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef)]
    assert [f"{name(path)}: {each}" for path, each in classes if BANNED_NAME.search(each)] == []


@pytest.mark.parametrize("core", ["scoring.engine", "scoring.policy", "scoring.ranking", "scoring.application"])
def test_the_core_loads_no_framework_and_no_file_format(core):
    """In a fresh process, since the tests themselves have loaded everything."""
    run = subprocess.run(
        [sys.executable, "-c", f"import {core}, sys; print(*sys.modules)"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert {module.partition(".")[0] for module in run.stdout.split()} & FOREIGN_TO_THE_CORE == set()


def test_a_policy_is_scored_without_framework_once_it_is_read():
    """Reading a policy needs YAML and marshmallow; nothing on the way to points needs the web or a database."""
    code = (
        "import sys; from pathlib import Path; from scoring.policy import load_policy;"
        f"load_policy(Path({str(ROOT / 'policies/guangzhou/2025.yaml')!r})); print(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = {module.partition(".")[0] for module in run.stdout.split()}
    assert loaded & (FOREIGN_TO_THE_CORE - {"marshmallow", "yaml"}) == set()


def test_points_live_only_in_policies():
    """No scheme is known to the code, but for the one that the demonstration's made-up applications are made under."""
    schemes = {folder.name for folder in (ROOT / "policies").iterdir() if folder.is_dir()}
    assert {"guangzhou", "beijing", "ningbo"} <= schemes
    modules = [path for path in MODULES if not path.name.startswith("demonstration")]
    assert {name(path): found for path in modules if (found := words_of(path) & schemes)} == {}


def words_of(path: Path) -> set[str]:
    """The words in the strings of a module, but for its documentation."""
    strings = {node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    documented = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Module | ast.ClassDef | FUNCTIONS)]
    strings -= {ast.get_docstring(node, clean=False) for node in documented}
    return {word for string in strings for word in re.findall(r"[a-z]+", string)}


def test_nothing_is_left_for_later():
    """No reminder, no placeholder."""
    texts = {name(path): path.read_text("utf-8", "replace") for path in TEXTS if path.is_file() and path != Path(__file__)}
    assert [f"{file}: {word[0]}" for file, text in texts.items() for word in BANNED_WORD.finditer(text)] == []


def test_an_exception_from_lint_has_its_reason():
    bare = re.compile(r"#\s*(noqa|type: ignore)(: ?[A-Z0-9, ]+|\[[a-z, -]+\])?\s*$")
    lines = [(path, number, line) for path in MODULES for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)]
    assert [f"{name(path)}:{number}" for path, number, line in lines if bare.search(line)] == []
