"""Translations are complete, in every package that has any."""

from __future__ import annotations

import pytest

from tests.check_catalogues import CATALOGUES, disagreements, faults, kept_catalogue


@pytest.mark.parametrize("package", ["scoring", "admin"])
def test_every_text_is_translated(package):
    assert faults(package, CATALOGUES[package]) == []


def test_one_service_says_one_thing_in_one_way():
    assert disagreements(*map(kept_catalogue, CATALOGUES.values())) == []


def test_two_translations_of_one_text_are_found(tmp_path):
    paths = [tmp_path / f"{name}.po" for name in ("one", "other")]
    for path, words in zip(paths, ("文件", "编号"), strict=True):
        path.write_text(
            f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "File"\nmsgstr "{words}"\n', "utf-8"
        )
    [found] = disagreements(*map(kept_catalogue, paths))
    assert found == "translated differently: 'File': '文件', '编号'"


def test_faults_are_found(tmp_path):
    path = tmp_path / "messages.po"
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Please sign in"\nmsgstr ""\n\n'
        '#, fuzzy\nmsgid "You may not see this"\nmsgstr "请登录"\n\n'
        '#, python-format\nmsgid "No policy is called %(name)s."\nmsgstr "没有 %(title)s。"\n\n'
        'msgid "Nobody says this"\nmsgstr "无"\n\n'
        'msgid "Nobody says this"\nmsgstr "没有"\n',
        "utf-8",
    )
    found = "\n".join(faults("scoring", path))
    for fault in (
        "untranslated: 'Please",
        "fuzzy: 'You",
        "No policy is called",
        "no longer used: 'Nobody",
        'repeated: "Nobody says this"',
        "missing: 'There is nothing",
    ):
        assert fault in found
