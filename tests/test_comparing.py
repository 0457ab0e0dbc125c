"""What changed between two reports."""

from __future__ import annotations

import copy
import json
import re
import sys

import pytest

from backpain_analysis import cli, comparing
from backpain_analysis.comparing import compare_patterns, compare_reports, read_report
from backpain_analysis.errors import LogbookError
from backpain_analysis.report import numbers_of
from backpain_analysis.wording import say_comparison
from tests import report_cases as cases
from tests.test_wording import FORBIDDEN

ALERT = {"date": "2026-03-03", "code": "saddle", "tier": "emergency", "column": "notes",
         "quote": "numb around the seat", "file": "diary.csv", "line": 9}  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return numbers_of(cases.answers_of(tmp_path_factory.mktemp("whole"), "everything"))


@pytest.fixture(scope="module")
def short(tmp_path_factory):
    return numbers_of(cases.answers_of(tmp_path_factory.mktemp("short"), "fourteen days"))


@pytest.fixture
def changed(whole):
    return copy.deepcopy(whole)


def told(first, second) -> str:
    return "\n".join(say_comparison(compare_reports(first, second)))


def test_what_a_longer_diary_shows_is_told_beside_what_was_known(short, whole):
    text = told(short, whole)
    assert "First report: 5 to 17 January 2026, 12 of 13 days recorded." in text
    assert "120 days recorded. 13 days are in both." in text
    assert "Trend: no change that matters" in text
    assert "Before: not enough data." in text
    assert "Done of what was planned: 39 %, before not known." in text
    assert "lifting something heavy (now clear, before not enough data)" in text
    assert "New: 18 to 21 February 2026" in text


def test_two_equal_reports_differ_in_nothing(whole):
    compared = compare_reports(whole, whole)
    assert compared.days_in_both == 120
    for found in (compared.new_flares, compared.new_places, compared.gone_places,
                  compared.new_alerts, compared.appeared, compared.went,
                  compared.changed_settings):  # fmt: skip
        assert found == ()
    assert [pattern.factor for pattern in compared.stayed] == ["lifting"]
    assert "(about the same)" in told(whole, whole)


def test_averages_are_told_with_their_difference(whole, changed):
    changed["pain"]["mean"] = whole["pain"]["mean"] + 1.3
    assert "(1.3 points higher)" in told(whole, changed)
    changed["pain"]["outcome"] = "worst_pain"
    assert "cannot be compared" in told(whole, changed)


def test_a_new_alert_comes_first_and_says_what_to_do(whole, changed):
    changed["alerts"] = [ALERT]
    first, *_ = say_comparison(compare_reports(whole, changed))
    assert "3 March 2026: “numb around the seat”" in first
    assert "call the emergency number" in first
    # The same words further down in a file that has grown are not new.
    later = changed | {"alerts": [ALERT | {"line": 90}]}
    assert compare_reports(changed, later).new_alerts == ()


def test_places_and_patterns_come_and_go(whole, changed):
    changed["described"]["places"] = [{"name": "hip", "days": 3}]
    for row in changed["triggers"]:
        row["verdict"] = "no_large_link"
    text = told(whole, changed)
    assert "not named before: “hip”" in text
    assert "No longer named: “low back”, “buttock” and “thigh”" in text
    assert "Patterns that went: lifting something heavy (now no large link, before clear)" in text
    assert "Patterns that appeared: lifting" in told(changed, whole)


def test_settings_that_move_numbers_are_named_and_words_are_not(whole, changed):
    changed["settings"] |= {"lags": [0], "label": "somebody", "questions": ["why?"]}
    assert compare_reports(whole, changed).changed_settings == ("lags",)


def test_reports_given_the_other_way_round_are_noticed(short, whole):
    assert "ends before the first" in told(whole, short)
    assert "ends before the first" not in told(short, whole)


@pytest.mark.parametrize("first", ["short", "whole"])
def test_no_forbidden_word(first, request, whole):
    text = told(request.getfixturevalue(first), whole)
    flags = [(pattern, re.IGNORECASE if pattern.islower() else 0) for pattern in FORBIDDEN]
    assert [p for p, flag in flags if re.search(p, re.sub(r"“[^”]*”", "it", text), flag)] == []


# --- files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "[]", "{", "3", "[" * 100_000, '{"schema": 2}', "{}"])
def test_what_is_no_report_is_refused(tmp_path, text):
    (tmp_path / "report.json").write_text(text)
    with pytest.raises(LogbookError, match=r"backpain report|Make the report again"):
        read_report(tmp_path)


def test_a_report_that_lacks_a_part_is_refused(whole):
    with pytest.raises(LogbookError, match="not whole"):
        compare_reports(whole, {"schema": 1})


@pytest.fixture
def backpain(monkeypatch, capsys):
    def run(*words) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["backpain", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return (ended.value.code or 0), *capsys.readouterr()

    return run


def test_compare_takes_folders_and_files(backpain, tmp_path, short, whole):
    (tmp_path / "report.json").write_text(json.dumps(short))
    (tmp_path / "later.json").write_text(json.dumps(whole))
    code, out, err = backpain("compare", tmp_path, tmp_path / "later.json")
    assert (code, err) == (0, "")
    assert out.startswith("- First report: 5 to 17 January 2026")


def test_compare_says_what_is_missing(backpain, tmp_path):
    code, out, err = backpain("compare", tmp_path, tmp_path / "no.json")
    assert (code, out) == (1, "")
    assert "backpain report" in err
    assert backpain("compare", tmp_path)[0] == 2


# --- reports that a hand or an older version has written ------------------------------------------


def _small(value):
    """The same with one item in each list: what holds for one trigger holds for all."""
    if isinstance(value, dict):
        return {name: _small(inner) for name, inner in value.items()}
    return [_small(inner) for inner in value[:1]] if isinstance(value, list) else value


def _places(value, path=()):
    """Every place of a report, from the outside in."""
    yield path
    inside = value.items() if isinstance(value, dict) else ()
    for key, inner in enumerate(value) if isinstance(value, list) else inside:
        yield from _places(inner, (*path, key))


def _with(report, path, change):
    changed = copy.deepcopy(report)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    change(inner, path[-1])
    return changed


@pytest.mark.parametrize("odd", ["gone", None, "x", -1e400, [], {}, [[]], True])
def test_whatever_was_changed_only_our_own_errors_are_met(whole, tmp_path, odd):
    """One place after another is taken out or filled with something else."""
    parts = {name: whole[name] for name in ("schema", *comparing._PARTS)}
    small = _small(parts | {"alerts": [ALERT]})
    file = tmp_path / "report.json"
    change = dict.pop if odd == "gone" else lambda inner, key: inner.__setitem__(key, odd)
    errors = []
    for path in [path for path in _places(small) if path and isinstance(path[-1], str)]:
        file.write_text(json.dumps(_with(small, path, change)))
        try:
            read = read_report(file)
            assert told(read, small)
            assert told(small, read)
        except LogbookError as error:
            errors.append(str(error))
    assert len(errors) > 5
    assert not [text for text in errors if "again" not in text and "backpain report" not in text]


def test_the_place_and_the_cell_that_were_changed_are_named(whole, tmp_path):
    (tmp_path / "report.json").write_text(
        json.dumps(whole | {"pain": whole["pain"] | {"mean": "low"}})
    )
    with pytest.raises(LogbookError, match=r"'pain\.mean' it has \"low\""):
        read_report(tmp_path)


def test_what_cannot_be_told_apart_is_neither_new_nor_gone():
    def row(factor, verdict):
        return {"factor": factor, "label": factor, "verdict": verdict}

    first = [row("a", "shared"), row("b", "no_large_link"), row("c", "shared"), row("d", "clear")]
    second = [row("a", "no_large_link"), row("b", "shared"), row("c", "hint"), row("d", "echo")]
    found = [[p.factor for p in some] for some in compare_patterns(first, second)]
    assert found == [[], ["c"], ["d"]]
