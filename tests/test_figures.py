"""The pictures of the page: what is drawn, and that it can be read on paper."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import numpy as np
import pandas as pd
import pytest

from backpain_analysis.report.figures import Marks, draw_groups, draw_pain, grain
from backpain_analysis.report.fonts import width

SVG = "{http://www.w3.org/2000/svg}"
SIZE = (498.0, 118.0)
HIGHER = "higher is worse"


def course(n_days: int = 60, gaps: tuple[int, ...] = (), *, worst: bool = True) -> pd.DataFrame:
    """Pain that goes up and down, with these days left out."""
    index = pd.date_range("2026-01-01", periods=n_days)
    average = 3.0 + np.arange(n_days) % 4
    average[list(gaps)] = np.nan
    high = average + 2 if worst else np.full(n_days, np.nan)
    return pd.DataFrame({"worst": high, "average": average}, index=index)


def draw(days: pd.DataFrame, marks: Marks | None = None) -> ET.Element:
    return ET.fromstring(draw_pain(days, marks or Marks(), "alt", size=SIZE).svg)


def texts(svg: ET.Element) -> list[str]:
    return ["".join(node.itertext()) for node in svg.iter(f"{SVG}text")]


def named(svg: ET.Element, name: str) -> list[ET.Element]:
    return [node for node in svg.iter() if node.get("class") == name]


def course_lines(svg: ET.Element) -> list[list[tuple[float, float]]]:
    """Each unbroken piece of the drawn line with more than two points."""
    pieces = []
    for node in named(svg, "worst") + named(svg, "average"):
        for piece in node.get("d", "").split("M")[1:]:
            pieces.append([tuple(map(float, point.split())) for point in piece.split("L")])
    return [piece for piece in pieces if len(piece) > 2]


def across(node: ET.Element) -> tuple[float, float]:
    """Where a rectangle begins and ends, from the left."""
    left = float(node.get("x", ""))
    return left, left + float(node.get("width", ""))


def test_worst_is_a_line_that_a_gap_breaks():
    whole = course_lines(draw(course(30)))
    broken = course_lines(draw(course(30, gaps=(10, 11))))
    assert len(whole) == 1
    assert len(broken) == 2
    assert [len(piece) for piece in broken] == [10, 18]


def test_one_day_with_a_worst_takes_the_line_from_none_of_the_others():
    days = course(30, gaps=(10, 11))
    days["worst"] = days["worst"].where(days.index == days.index[20])
    drawn = draw(days)
    assert [len(piece) for piece in course_lines(drawn)] == [10, 18]
    assert len(named(drawn, "alone")) == 1


def test_average_is_a_dot_for_each_recorded_day():
    whole, gaps = (len(list(draw(days).iter(f"{SVG}circle")))
                   for days in (course(30), course(30, gaps=(10, 11, 12))))  # fmt: skip
    assert whole - gaps == 3
    assert whole >= 30


def test_a_day_between_two_gaps_is_still_seen():
    alone = draw(course(30, gaps=(10, 12)))
    together = draw(course(30, gaps=(10, 11)))
    assert len(named(alone, "alone")) == 1
    assert not named(together, "alone")


def test_higher_on_paper_is_worse():
    line = course_lines(draw(course(30)))[0]
    worst = course(30)["worst"].to_numpy()
    heights = np.array([y for _, y in line])
    assert np.corrcoef(heights, worst)[0, 1] == pytest.approx(-1, abs=1e-6)


@pytest.mark.parametrize("n_days", [1, 14, 60, 200, 900, 3650])
def test_axis_is_0_to_10_and_says_what_higher_means(n_days):
    said = texts(draw(course(n_days)))
    assert [words for words in said if words in {"0", "2", "4", "6", "8", "10"}] == [
        "0", "2", "4", "6", "8", "10",
    ]  # fmt: skip
    assert HIGHER in said


def test_both_pictures_have_the_same_axis():
    panel = pd.DataFrame({
        "name": ["Mon", "Tue"], "n": [9, 8], "median": [4.0, 5.0], "low": [3.0, 3.5],
        "high": [6.0, 6.5],
    })  # fmt: skip
    groups = texts(ET.fromstring(draw_groups([panel, panel], "alt", size=SIZE).svg))
    assert groups.count("10") == groups.count("0") == 2
    assert HIGHER in groups
    assert "Mon" in groups
    assert "9" in groups


def test_text_is_text_of_7_points_or_more():
    marks = Marks(events=((pd.Timestamp("2026-01-20"), "visit"),))
    svg = draw(course(), marks)
    sizes = [float(node.get("font-size", 0)) for node in svg.iter(f"{SVG}text")]
    assert sizes
    assert min(sizes) >= 7
    assert svg.get("width") == "498pt"


def test_only_greys_are_used():
    marks = Marks(
        flares=((pd.Timestamp("2026-01-10"), pd.Timestamp("2026-01-13"), False),),
        since=pd.Timestamp("2026-01-20"),
        events=((pd.Timestamp("2026-01-20"), "visit"),),
    )
    svg = draw_pain(course(), marks, "alt", size=SIZE).svg
    colours = set(re.findall(r"#([0-9a-f]{6})\b", svg))
    assert colours
    assert all(c[:2] == c[2:4] == c[4:] for c in colours)


def test_a_marked_day_is_a_triangle_over_it():
    days = (pd.Timestamp("2026-01-11"), pd.Timestamp("2026-01-13"))
    marks = named(draw(course(41), Marks(marked=days)), "marked")
    assert len(marks) == 2
    assert not named(draw(course(41)), "marked")
    left, right = (float(str(mark.get("d")).removeprefix("M").split()[0]) for mark in marks)
    flare = named(draw(course(41), Marks(flares=((*days, False),))), "flare")[0]
    assert left + 2.6 > float(flare.get("x", 0))
    assert right + 2.6 < float(flare.get("x", 0)) + float(flare.get("width", 0))


def test_a_flare_is_a_hatched_bar_on_its_days():
    flare = (pd.Timestamp("2026-01-11"), pd.Timestamp("2026-01-13"), False)
    svg = draw(course(41), Marks(flares=(flare,)))
    (bar,) = named(svg, "flare")
    assert bar.get("fill", "").startswith("url(#")
    left, right = across(bar)
    line = course_lines(svg)[0]
    assert line[9][0] < left < line[10][0]
    assert line[12][0] < right < line[13][0]


def test_visits_are_dashed_lines_with_their_names():
    events = ((pd.Timestamp("2026-01-20"), "visit"), (pd.Timestamp("2026-02-10"), "plan changes"))
    svg = draw(course(), Marks(events=events))
    assert sum("stroke-dasharray" in node.attrib for node in svg.iter()) == 2
    assert {"visit", "plan changes"} <= set(texts(svg))


def test_no_dashed_line_is_without_its_name():
    """One at the edge has its name beside it; one without room for it is not drawn."""
    days = pd.to_datetime(["2026-01-06", "2026-01-07", "2026-01-20"])
    names = ("routine starts", "plan changes", "visit")
    svg = draw(course(), Marks(events=tuple(zip(days, names, strict=True))))
    assert [name for name in texts(svg) if name in names] == ["routine starts", "visit"]
    assert sum("stroke-dasharray" in node.attrib for node in svg.iter()) == 2


def test_what_falls_on_the_first_day_is_named_and_no_date_leaves_the_picture():
    for days in range(14, 80):
        both = "routine starts, visit"
        svg = draw(course(days), Marks(events=((course(days).index[0], both),)))
        assert both in texts(svg), days
        for node in svg.iter(f"{SVG}text"):
            if "transform" not in node.attrib:
                half = width(node.text, float(node.get("font-size"))) / 2
                assert float(node.get("x")) + half <= SIZE[0], (days, node.text)


def test_names_of_visits_never_overlap():
    days = pd.date_range("2026-01-05", periods=30, freq="D")
    svg = draw(course(), Marks(events=tuple((day, "visit") for day in days)))
    assert 0 < texts(svg).count("visit") < 20


def test_a_long_diary_is_drawn_by_weeks_and_months():
    assert [grain(n) for n in (90, 240, 241, 1500, 1501)] == [
        "day", "day", "week", "week", "month",
    ]  # fmt: skip
    points = [len(course_lines(draw(course(n)))[0]) for n in (200, 700, 3650)]
    assert points[0] == 200
    assert 100 <= points[1] <= 102
    assert 119 <= points[2] <= 122


def test_a_gap_in_a_long_diary_stays_open():
    assert len(course_lines(draw(course(700, gaps=tuple(range(300, 330)))))) == 2


def test_dates_on_the_axis_fit_the_length_of_the_diary():
    assert "5 Jan" in texts(draw(course(14)))
    assert {"Feb", "Mar", "Apr"} <= set(texts(draw(course(115))))
    assert {"2027", "2030"} <= set(texts(draw(course(3650))))


def test_same_days_give_the_same_bytes():
    first, second = (draw_pain(course(), Marks(), "alt", size=SIZE).svg for _ in range(2))
    assert first == second


def test_a_name_cannot_become_a_part_of_the_picture():
    words = '<script>&"'
    event = (pd.Timestamp("2026-01-20"), words)
    assert words in texts(draw(course(), Marks(events=(event,))))
