"""A policy is the same after its texts were laid out as files."""

import pytest

from scoring.policy import load_source
from scoring.policy.as_files import as_files, from_files
from scoring.policy.source_files import policy_files, read_source
from tests.conftest import ROOT


def test_every_policy_reads_back_as_it_was():
    for path in policy_files(ROOT / "policies"):
        source = read_source(path)
        files = as_files(source)
        again = from_files(files, source.scheme, source.version)
        assert load_source(again).digest == load_source(source).digest
        assert as_files(again) == files


def test_what_a_text_extends_stands_beside_it(tmp_path):
    for version, words in (("1", "a: 1"), ("2", "extends: x@1"), ("3", "extends: x@9")):
        (tmp_path / "x").mkdir(exist_ok=True)
        (tmp_path / "x" / f"{version}.yaml").write_text(words)
    assert set(as_files(read_source(tmp_path / "x" / "2.yaml"))) == {"x/1.yaml", "x/2.yaml"}
    assert from_files({"x/3.yaml": "extends: x@9"}, "x", "3").base is None


def test_without_its_text_there_is_no_policy():
    with pytest.raises(KeyError):
        from_files({}, "x", "1")
