"""The step chart: everything stands where its number says, and nothing in it is a style, a script or foreign markup."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest

from scoring.charts import Mark, Stretch, Tick, step_chart

D = Decimal
TWO = (Stretch(0, 49, D(100), D(100)), Stretch(50, 99, D(150), D(200), is_good=True))


def drawn(*stretches, **more):
    root = ET.fromstring(step_chart("Points", stretches or TWO, **more))
    return root, [{"tag": node.tag, "text": node.text, **node.attrib} for node in root]


def of_class(parts, name):
    return [part for part in parts if part.get("class", "").split()[:1] == [f"app-steps__{name}"]]


def test_it_says_what_it_shows():
    root, parts = drawn()
    assert (root.attrib["role"], root.attrib["aria-label"], parts[0]["text"]) == ("img", "Points", "Points")


def test_stretches_stand_side_by_side_on_the_ground():
    _, parts = drawn()
    first, second = of_class(parts, "sure")
    assert (first["x"], first["width"], second["x"], second["width"]) == ("0.00%", "50.00%", "50.00%", "50.00%")
    for one in (first, second):
        assert D(one["y"]) + D(one["height"]) == 226
    assert D(first["height"]) * 2 == 200, "100 of 200 is half the height"
    assert D(second["height"]) == 150
    assert second["class"] == "app-steps__sure app-steps__sure--good"


def test_what_is_open_stands_above_what_is_sure():
    _, parts = drawn()
    (open_,) = of_class(parts, "open")
    assert (open_["x"], D(open_["y"]), D(open_["height"])) == ("50.00%", 26, 50)
    assert [edge["y1"] for edge in of_class(parts, "edge")] == ["126.0", "76.0"], "the edge is the lowest"


def test_the_mark_counts_for_the_height():
    _, parts = drawn(Stretch(0, 9, D(50), D(50)), mark=Mark(D(100), "Needed <100>"))
    (mark,) = of_class(parts, "mark")
    assert (mark["x1"], mark["x2"], mark["y1"]) == ("0%", "100%", "26.0")
    assert [part["text"] for part in parts if part.get("text-anchor") == "end"] == ["Needed <100>"]
    assert D(of_class(parts, "sure")[0]["height"]) == 100


def test_ticks_have_their_place_and_no_label_that_would_be_cut_off():
    _, parts = drawn(ticks=(Tick(1, "a"), Tick(25, "b"), Tick(99, "c")))
    assert [tick["x1"] for tick in of_class(parts, "tick")] == ["1.00%", "25.00%", "99.00%"]
    assert [part["text"] for part in parts if part.get("text-anchor") == "middle"] == ["b"]


@pytest.mark.parametrize(
    ("highest", "labels"),
    [
        ("0", ["0"]),
        ("0.5", ["0", "0.1", "0.2", "0.3", "0.4", "0.5"]),
        ("1", ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        ("4", ["0", "1", "2", "3", "4"]),
        ("97.13", ["0", "20", "40", "60", "80"]),
        ("240", ["0", "50", "100", "150", "200"]),
        ("1000", ["0", "200", "400", "600", "800", "1000"]),
    ],
)
def test_lines_stand_at_round_numbers(highest, labels):
    _, parts = drawn(Stretch(0, 9, D(highest), D(highest)))
    assert [part["text"] for part in of_class(parts, "label")] == labels
    assert len(of_class(parts, "line")) == len(labels)


def test_below_zero_the_ground_lies_deeper():
    _, parts = drawn(Stretch(0, 4, D(-10), D(-10)), Stretch(5, 9, D(30), D(30)))
    assert [part["text"] for part in of_class(parts, "label")] == ["−10", "0", "10", "20", "30"]
    below, above = of_class(parts, "sure")
    assert (D(below["y"]), D(below["height"])) == (176, 50), "from zero down"
    assert (D(above["y"]), D(above["height"])) == (26, 150), "from zero up"


def test_words_are_escaped_and_nothing_is_styled():
    svg = step_chart('<b>"&', TWO, ticks=(Tick(50, "<i>"),), mark=Mark(D(1), "<u>"))
    assert ET.fromstring(svg)[0].text == '<b>"&'
    assert not re.search(r"style=|<script|<[biu]>| on\w+=", svg)
