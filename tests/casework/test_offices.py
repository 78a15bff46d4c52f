"""Offices come from their file, and a file that is no tree is refused at its place."""

import pytest

from scoring.application.office import Level
from scoring.casework.offices import keep_offices, list_offices, read_cities, read_contacts, read_offices
from scoring.errors import PolicyRefused
from scoring.policy.texts import say_finding
from scoring.records.verifying import verify
from tests.casework.stories import AT
from tests.conftest import ROOT

CITY = "  town: {name: {zh: 镇, en: Town}, level: city, division: '440100'}\n"
DISTRICT = "  east: {name: {zh: 东, en: East}, level: district, division: '440106', within: town}\n"


@pytest.fixture
def written(tmp_path):
    def write(offices):
        path = tmp_path / "offices.yaml"
        path.write_text(f"format: 1\noffices:\n{offices}", "utf-8")
        return path

    return write


def test_offices_above_come_before_those_below(written):
    found = read_offices(written(DISTRICT + CITY))
    assert [(office.id, office.level, office.within) for office in found] == [
        ("town", Level.CITY, None),
        ("east", Level.DISTRICT, "town"),
    ]
    assert found[1].name.as_dict() == {"zh": "东", "en": "East"}


def test_where_an_office_is_found_is_told_and_kept_nowhere(written, tmp_path):
    found = ", address: {zh: 一号, en: Street 1}, phone: 020-1, hours: 9–17, note: Bring the card}\n"
    path = written(CITY.replace("}\n", found) + DISTRICT)
    town, east = (read_contacts(path)[id_] for id_ in ("town", "east"))
    said = [words.say("en") for words in (town.name, town.address, town.hours, town.note)]
    assert (said, town.phone) == (["Town", "Street 1", "9–17", "Bring the card"], "020-1")
    assert (east.address.say("zh"), east.phone) == ("", "")
    assert [office.id for office in read_offices(path)] == ["town", "east"]
    assert read_contacts(tmp_path / "none.yaml") == {}


@pytest.mark.parametrize(
    ("offices", "words"),
    [
        (CITY + DISTRICT.replace("within: town", "within: towm"), "5:.*“towm” is not known. Nearest: “town”"),
        (CITY + DISTRICT.replace(", within: town", ""), "“district” will not do here. Expected: level: city"),
        (CITY.replace("}\n", ", within: town}\n"), "“town” will not do here. Expected: level: city"),
        (
            CITY + DISTRICT + DISTRICT.replace("east", "west").replace("town", "east"),
            "“district” will not do here. Expected: > dis",
        ),
        (CITY.replace("440100", "44"), "“44” will not do here. Expected: division code"),
        (CITY.replace("level: city", "level: street"), "“street” will not do here"),
        (CITY.replace("level", "height"), "“height” is not known here"),
        ("  town: [\n", "not well-formed YAML"),
    ],
)
def test_what_is_no_tree_is_refused_at_its_place(written, offices, words):
    with pytest.raises(PolicyRefused) as refused:
        read_offices(written(offices))
    said = [f"{finding.position.line}: {say_finding(finding, 'en')}" for finding in refused.value.findings]
    assert any(part in line for line in said for part in [words.partition(".*")[2] or words]), said


def test_offices_are_kept_as_the_file_names_them_now(empty_transaction, written):
    first = read_offices(written(CITY + DISTRICT))
    assert keep_offices(empty_transaction, first, at=AT) == first
    assert keep_offices(empty_transaction, first, at=AT) == ()
    renamed = read_offices(written(CITY.replace("Town", "Old Town")))
    assert keep_offices(empty_transaction, renamed, at=AT) == renamed
    kept = list_offices(empty_transaction)
    assert [(office.id, office.name.say("en"), office.within) for office in kept] == [
        ("east", "East", "town"),
        ("town", "Old Town", None),
    ]
    with empty_transaction() as session:
        assert verify(session) is None


def test_the_offices_of_the_installation_are_kept_whole(empty_transaction):
    offices = read_offices(ROOT / "policies/offices.yaml")
    keep_offices(empty_transaction, offices, at=AT)
    assert set(list_offices(empty_transaction)) == set(offices)


def test_cities_and_districts_are_named_by_the_file_as_far_as_it_names_them(written, tmp_path):
    cities = read_cities(ROOT / "policies/offices.yaml")
    assert {name.say("en") for city in cities for code, name in city.districts.items() if code == "440106"} == {"Tianhe"}
    assert "广州市" in {city.name.say("zh") for city in cities}
    assert read_cities(written(CITY)) == ()
    assert read_cities(tmp_path / "none.yaml") == ()
