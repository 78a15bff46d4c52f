"""Who reads a stranger's file has no keys, little memory, little time, and cannot write."""

from __future__ import annotations

import pytest

from scoring.errors import EvidenceRefused
from scoring.evidence import confinement
from scoring.evidence.confinement import confined

ATTACK = """
import os, resource, sys
from scoring.evidence.confinement import serve
def work(content, words):
    what = words[0]
    if what == "keys":
        return {"names": sorted(name for name in os.environ if "LUOHU" in name or "URL" in name)}, b""
    if what == "write":
        with open(content.decode(), "w") as file:
            file.write("x")
    if what == "memory":
        bytearray(4 * 1024 ** 3)
    if what == "time":
        while True: pass
    return {}, content
serve(work)
"""


@pytest.fixture
def attack(monkeypatch, tmp_path):
    """Puts a module of an attacker in the place of ours."""
    package = tmp_path / "taken"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "attack.py").write_text(ATTACK)
    environment = confinement._environment()
    environment["PYTHONPATH"] += f":{tmp_path}"
    monkeypatch.setattr(confinement, "_environment", lambda: environment)
    monkeypatch.setattr(confinement, "__package__", "taken")


@pytest.mark.usefixtures("attack")
def test_what_is_done_comes_back():
    assert confined("attack", b"content", "nothing") == ({}, b"content")


@pytest.mark.usefixtures("attack")
def test_no_key_is_within_reach(monkeypatch):
    monkeypatch.setenv("LUOHU_MASTER_KEY", "secret")
    monkeypatch.setenv("DATABASE_URL", "secret")
    assert confined("attack", b"", "keys")[0] == {"names": []}


@pytest.mark.usefixtures("attack")
def test_nothing_is_written(tmp_path):
    with pytest.raises(EvidenceRefused):
        confined("attack", str(tmp_path / "made").encode(), "write")
    assert (tmp_path / "made").read_text("utf-8") == ""


@pytest.mark.usefixtures("attack")
def test_memory_has_an_end():
    with pytest.raises(EvidenceRefused, match="unreadable"):
        confined("attack", b"", "memory")


@pytest.mark.usefixtures("attack")
def test_time_has_an_end(monkeypatch):
    monkeypatch.setattr(confinement, "SECONDS", 3)
    with pytest.raises(EvidenceRefused, match="too_heavy"):
        confined("attack", b"", "time")
