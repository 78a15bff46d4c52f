"""Hostile policy files before the command: each is refused with its reason, in bounded time and memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from scoring.cli import READERS, command
from scoring.cli_policy import policy, score

ROOT = Path(__file__).parents[2]
GROUP = click.Group("luohu", commands=[policy, score])
TOWN = (Path(__file__).parents[1] / "policy/broken/town.yaml").read_text(encoding="utf-8")
VOCABULARY = (Path(__file__).parents[1] / "policy/broken/vocabulary.yaml").read_text(encoding="utf-8")


def _town(expression: str) -> str:
    return TOWN.replace("adult: age >= 18", f'adult: "{expression}"')


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("a: " + "x" * 10_000_000, "larger than 512 KB", id="10 MB"),
        pytest.param("{a: " * 10_000, "levels deep", id="10,000 levels"),
        pytest.param("a: &a [x]\nb: [*a, *a]\n", "Aliases such as", id="aliases"),
        pytest.param(
            "".join(f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 9)}]\n" for i in range(1, 30)), "Anchors such as", id="a bomb"
        ),
        pytest.param(_town(" + ".join(["age"] * 10_000)), "characters", id="10,000 terms"),
        pytest.param(_town("(" * 900 + "1" + ")" * 900), "more than 40 deep", id="900 brackets"),
        pytest.param(_town("9" * 1_900), "digits", id="a giant integer"),
        pytest.param(TOWN.replace("  age:", "  аge:", 1), "will not do as a name", id="a homoglyph"),
        pytest.param(TOWN.replace("  adult: age >= 18", "  adult: adult"), "itself", id="recursion"),
    ],
)
def test_the_command_refuses_it_and_says_why(tmp_path, monkeypatch, text, words):
    monkeypatch.setenv("LUOHU_TODAY", "2026-03-02")
    path = tmp_path / "town/1.yaml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    (tmp_path / "vocabulary.yaml").write_text(VOCABULARY, encoding="utf-8")
    tracemalloc.start()
    begun = time.process_time()
    try:
        result = CliRunner().invoke(GROUP, ["policy", "check", str(path), "--lang", "en"], catch_exceptions=False)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert result.exit_code == 1
    assert words in result.output
    assert time.process_time() - begun < 10  # far more than it takes: it must not grow with what is hostile
    assert peak < 64 * 1024 * 1024


@pytest.mark.parametrize("words", [["policy", "check", "town/1.yaml"], ["score", "town", "none.yaml"]])
def test_the_command_loads_no_service_before_it_looks_at_a_file(tmp_path, words):
    """In a fresh process: loading the whole service took longer than a hostile file may take in all."""
    (tmp_path / "town").mkdir()
    (tmp_path / "town/1.yaml").write_text("{a: " * 10_000, encoding="utf-8")
    code = """
import sys
from scoring.app import main
try:
    main()
finally:
    print(*{m.partition(".")[0] for m in sys.modules}, file=sys.stderr)
"""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "LUOHU_POLICIES": str(tmp_path),
        "LUOHU_TODAY": "2026-03-02",
    }
    told = subprocess.run(
        [sys.executable, "-c", code, *words], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert told.returncode, told
    assert {"flask", "sqlalchemy", "alembic", "gunicorn", "numpy"} & set(told.stderr.split()) == set()


def test_every_command_that_is_named_is_there():
    group = command(lambda: pytest.fail("no service is needed"))
    context = click.Context(group)
    named = {name: group.get_command(context, name) for name in group.list_commands(context)}
    assert all(isinstance(found, click.Command) for found in named.values())
    assert {"policy", "setup", "run", *READERS} <= set(named)
    assert group.get_command(context, "polcy") is None
