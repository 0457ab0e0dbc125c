"""The body outline: which words are drawn where, how dark, and on which side of the paper."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pandas as pd
import pytest

from backpain_analysis.columns import LOCATIONS
from backpain_analysis.report.body import draw_bodies, shade
from backpain_analysis.report.places import (
    compare_shapes,
    match_place,
    not_drawn,
    outline,
    shape_days,
)


@pytest.mark.parametrize(
    ("words", "place", "sides"),
    [
        ("low_back", "low_back", ()), ("Lower back, left", "low_back", ("left",)),
        ("L buttock", "buttock", ("left",)), ("rt. hip", "hip", ("right",)),
        ("both knees", "knee", ()), ("left and right foot", "foot", ("left", "right")),
        ("back of thigh", "back_thigh", ()), ("Between the shoulder blades", "upper_back", ()),
        ("calf or shin", "calf_shin", ()), ("L5/S1", "low_back", ()), ("backpack", None, ()),
        ("my ear", None, ()), ("bright light", None, ()), ("back", "back", ()), ("", None, ()),
    ],
)  # fmt: skip
def test_words_are_matched_whole_and_the_longest_counts(words, place, sides):
    assert match_place(words) == (place, sides)


def test_every_known_place_is_drawn_and_every_shape_is_there():
    assert [name for name in LOCATIONS if match_place(name)[0] is None] == []
    about = outline()
    used = {shape for place in about["places"].values() for shape in place["shapes"]}
    assert used == set(about["shapes"])
    words = [word for place in about["places"].values() for word in place["words"]]
    assert len(words) == len(set(words))
    assert all(word == word.casefold() for word in words)


def table(*rows: tuple[str | None, str | None]) -> pd.DataFrame:
    index = pd.date_range("2026-01-01", periods=len(rows))
    columns = {"pain": 4.0, "location": [row[0] for row in rows], "side": [row[1] for row in rows]}
    return pd.DataFrame(columns, index=index)


def counted(days: pd.DataFrame) -> dict[tuple[str, str], int]:
    return {(s["shape"], s["side"]): s["days"] for s in shape_days(days, "pain")["shapes"]}


def test_a_day_counts_once_for_each_shape_and_side():
    days = table(("low_back; lumbar", "left"), ("low_back", "left; middle"), ("low_back", "middle"),
                 ("low_back", None), (None, "left"), ("left low back", "right"))  # fmt: skip
    assert counted(days) == {("back.low_back", "left"): 5, ("back.low_back", "right"): 2}


def test_shapes_of_both_views_are_counted():
    found = counted(table(("calf_shin", "right")))
    assert found == {("back.calf", "right"): 1, ("front.shin", "right"): 1}


def test_the_halves_are_those_of_the_days_or_of_the_visit():
    days = table(*[("foot", "left")] * 7, *[("knee", "left")] * 8)
    halves = compare_shapes(days, "pain", None)
    assert [part["days_told"] for part in halves] == [7, 8]
    parts = compare_shapes(days, "pain", pd.Timestamp("2026-01-06"))
    assert [part["days_told"] for part in parts] == [5, 10]
    assert compare_shapes(table(("my ear", None), ("soul", None)), "pain", None) is None
    assert compare_shapes(table(("foot", None)), "pain", None) is None


def test_a_blank_place_is_no_pain_there_only_where_there_was_no_pain():
    days = table(*[("foot", "left")] * 6, *[(None, None)] * 10, *[("foot", "left")] * 5)
    days.loc[days.index[6:8], "pain"] = 0.0
    halves = compare_shapes(days, "pain", days.index[16])
    assert [part["days_told"] for part in halves] == [8, 5]
    assert compare_shapes(days, "pain", days.index[17]) is None, "four days are too few"


def test_what_cannot_be_drawn_is_named():
    words = [{"name": "low back", "days": 3}, {"name": "my ear", "days": 2}]
    assert not_drawn(words) == ["my ear"]


def test_greys_go_by_the_share_of_days():
    assert [shade(share) for share in (0.01, 0.24, 0.25, 0.5, 0.74, 0.75, 1.0)] == [
        0, 0, 1, 2, 2, 3, 3,
    ]  # fmt: skip


def part(*shapes: tuple[str, str, int]) -> dict:
    return {"start": "2026-01-01", "end": "2026-01-10", "days_told": 10,
            "shapes": [{"shape": s, "side": side, "days": n} for s, side, n in shapes]}  # fmt: skip


def filled(svg: str, name: str) -> list[float]:
    """Middle of each place of that name, from the left [pt]."""
    xs = []
    for body in ET.fromstring(svg).findall(".//*[@transform]"):
        left, scale = re.match(r"translate\((\S+) .*scale\((\S+)\)", body.get("transform")).groups()
        for node in body.findall(f"*[@class='{name}']"):
            points = [float(x) for x in re.findall(r"[ML](\S+) ", node.get("d"))]
            xs.append(float(left) + float(scale) * (min(points) + max(points)) / 2)
    return xs


def test_left_is_left_on_the_back_and_right_on_the_front():
    """On a picture 90 high a body has 36 points of room: front from 0, back from 36."""
    drawn = draw_bodies([part(("front.foot", "left", 9), ("back.foot", "left", 9)), part()],
                        ("a", "b"), height=90)  # fmt: skip
    (front,), (back,) = filled(drawn.svg, "front.foot"), filled(drawn.svg, "back.foot")
    assert 18 < front < 36
    assert 36 < back < 36 + 18


def test_the_outline_says_what_it_shows():
    drawn = draw_bodies(
        [part(("back.low_back", "left", 9), ("back.low_back", "right", 9)), part()],
        ("first half", "second half"), height=90,
    )  # fmt: skip
    first = "10 days with a place or no pain; left and right low back (back) 9."
    assert f"first half: 1 to 10 January 2026, {first}" in drawn.alt
    assert drawn.alt.endswith(
        "second half: 1 to 10 January 2026, 10 days with a place or no pain; none."
    )


def test_text_is_7_points_or_more_and_nothing_has_colour():
    shapes = [(name, side, n) for name in outline()["shapes"]
              for side, n in (("left", 2), ("right", 9))]  # fmt: skip
    svg = draw_bodies([part(*shapes)] * 2, ("before", "since the visit"), height=80).svg
    sizes = [float(size) for size in re.findall(r"font-size=\"([\d.]+)\"", svg)]
    assert len(sizes) > 10
    assert min(sizes) >= 7
    colours = set(re.findall(r"#([0-9a-f]{6})\b", svg))
    assert all(c[:2] == c[2:4] == c[4:] for c in colours)
