"""The library: schemes and versions by name, by day, and the nearest name where there is none."""

from __future__ import annotations

from datetime import date

import pytest

from scoring.errors import AdvisesNobody, PolicyNotInForce, PolicyUnknown
from scoring.policy.library import Library, read_library, read_scheme
from tests.conftest import ROOT
from tests.policy.small import TOWN, VOCABULARY, load, town


def _version(version: str, first: str, last: str | None, scheme: str = "town"):
    until = f", until: {last}" if last else ""
    return load(
        town(
            ("scheme: town", f"scheme: {scheme}"),
            ('version: "1"', f'version: "{version}"'),
            ("in_force: {from: 2025-01-01, until: 2026-12-31}", f"in_force: {{from: {first}{until}}}"),
            ("2024-01-01: 5000", "2000-01-01: 5000"),
        ),
        VOCABULARY,
    )


@pytest.fixture(scope="module")
def library():
    return Library(
        [
            _version("2030", "2030-01-01", None),
            _version("2020", "2020-01-01", "2022-12-31"),
            _version("2025", "2025-01-01", "2026-12-31"),
            _version("1", "2040-01-01", None, scheme="city"),
        ]
    )


def test_policies_are_sorted_by_scheme_and_day(library):
    assert [p.name for p in library.policies] == ["city@1", "town@2020", "town@2025", "town@2030"]
    assert library.schemes() == ("city", "town")
    assert [p.version for p in library.versions("town")] == ["2020", "2025", "2030"]


def test_find(library):
    assert library.find("town", "2025").name == "town@2025"


@pytest.mark.parametrize(
    ("scheme", "version", "said"),
    [
        ("twon", "2025", "There is no policy twon. Did you mean town?"),
        ("zzz", "2025", "There is no policy zzz."),
        ("town", "2026", "There is no policy town@2026. Did you mean town@2025?"),
        ("town", "x", "There is no policy town@x. Did you mean town@2030?"),
    ],
)
def test_what_is_unknown_names_the_nearest(library, scheme, version, said):
    with pytest.raises(PolicyUnknown) as unknown:
        library.find(scheme, version)
    assert str(unknown.value) == said


@pytest.mark.parametrize(
    ("on", "version"),
    [("2020-01-01", "2020"), ("2022-12-31", "2020"), ("2025-01-01", "2025"), ("2026-12-31", "2025"), ("2099-01-01", "2030")],
)
def test_in_force(library, on, version):
    assert library.in_force("town", date.fromisoformat(on)).version == version
    assert library.current("town", date.fromisoformat(on)).version == version


@pytest.mark.parametrize(("on", "current"), [("2019-12-31", "2020"), ("2023-01-01", "2020"), ("2027-06-01", "2025")])
def test_not_in_force_names_the_last_version(library, on, current):
    day = date.fromisoformat(on)
    with pytest.raises(PolicyNotInForce) as refused:
        library.in_force("town", day)
    assert str(refused.value) == f"No version of town is in force on {day}; the last one is town@2030."
    assert library.current("town", day).version == current


def test_of_two_in_force_the_later_counts():
    both = Library([_version("2", "2025-06-01", None), _version("1", "2025-01-01", None)])
    assert both.in_force("town", date(2025, 7, 1)).version == "2"


def test_successor(library):
    first, second, third = library.versions("town")
    assert (library.successor(first), library.successor(second), library.successor(third)) == (second, third, None)


def test_ahead_of_a_version_are_those_that_begin_later(library):
    first, second, third = library.versions("town")
    assert library.ahead(first, first.in_force.first) == (first, second, third)
    assert library.ahead(first, second.in_force.first) == (first, third)
    assert library.ahead(third, first.in_force.first) == (third, second)
    assert library.ahead(second, third.in_force.first) == (second,)


def test_an_unknown_scheme_everywhere(library):
    for ask in (library.versions, lambda s: library.in_force(s, date(2025, 1, 1)), lambda s: library.current(s, date(2025, 1, 1))):
        with pytest.raises(PolicyUnknown):
            ask("village")


def test_a_folder_is_read(tmp_path):
    (tmp_path / "town").mkdir()
    (tmp_path / "vocabulary.yaml").write_text(VOCABULARY, encoding="utf-8")
    (tmp_path / "town" / "1.yaml").write_text(TOWN, encoding="utf-8")
    assert [p.name for p in read_library(tmp_path).policies] == ["town@1"]
    assert read_library(tmp_path / "none").policies == ()


def test_one_scheme_is_read_alone_and_an_unknown_one_with_all_the_others():
    assert {p.scheme for p in read_scheme(ROOT / "policies", "beijing").policies} == {"beijing"}
    assert read_scheme(ROOT / "policies", "ningbo-yinzhou").find("ningbo-yinzhou", "2010").digest
    with pytest.raises(PolicyUnknown, match="guangzhou"):
        read_scheme(ROOT / "policies", "guangzhuo").versions("guangzhuo")


def test_a_made_up_policy_that_may_not_advise_is_named_with_the_remedy():
    assert "ningbo@2010 is illustrative" in str(AdvisesNobody("ningbo", "2010"))
    assert "official or secondary" in str(AdvisesNobody("ningbo", "2010"))
