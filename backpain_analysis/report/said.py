"""The sentences of page 1, each made once and then cut for every version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from backpain_analysis.report.answers import Answers
from backpain_analysis.report.cutting import BODY_SIZE, one_way, sentences
from backpain_analysis.report.fonts import shorten
from backpain_analysis.wording import (
    format_number,
    say_adherence,
    say_link_briefly,
    say_moved_down,
    say_ranking,
    say_regularity,
    say_stretching,
    say_suspected,
    say_trend,
)
from backpain_analysis.wording.phrases import quote, say_count
from backpain_analysis.wording.stretching import exercise_label

# A place or a quality of a person's own is no longer than this on page 1 [pt].
_WORD = 105.0


@dataclass(frozen=True)
class Said:
    """What page 1 says, uncut.

    Attributes
    ----------
    trend : str
    stretching : tuple of str
        How often, how much of the plan, what was stopped.
    moved_down : str
        Leg pain that moved further down; "" where it never did.
    after : tuple of str
        Pain right after each stretch that changed it.
    same_after : int
        Stretches after which it was the same.
    places : tuple of (str, str)
        Name of the line, and the line.
    ranking, suspected : tuple of str
        A paragraph each.
    """

    trend: str
    stretching: tuple[str, ...]
    moved_down: str
    after: tuple[str, ...]
    same_after: int
    places: tuple[tuple[str, str], ...]
    ranking: tuple[str, ...]
    suspected: tuple[str, ...]


def say_page(answers: Answers, numbers: Mapping[str, Any]) -> Said:
    """Say what stands on page 1.

    Parameters
    ----------
    answers : Answers
    numbers : mapping
        What report.json holds.

    Returns
    -------
    Said
    """
    changed, same = _after_sessions(answers.consistency.response)
    return Said(
        trend=say_trend(answers.trend, voice="neutral"),
        stretching=_stretching(answers),
        moved_down=say_moved_down(answers.consistency, voice="neutral"),
        after=changed,
        same_after=same,
        places=tuple(_places(numbers["described"])),
        ranking=tuple(say_ranking(answers.ranking, voice="neutral")),
        suspected=_suspected(answers),
    )


def _stretching(answers: Answers) -> tuple[str, ...]:
    c = answers.consistency
    told = [say_stretching(c, voice="neutral")]
    if c.adherence is not None and c.days_covered:
        told.append(say_adherence(c.adherence, voice="neutral"))
    else:
        told.append(say_regularity(c.regularity, voice="neutral"))
    counts = c.stopped_for_pain["exercise"].value_counts()
    stopped = [f"{exercise_label(str(name))} {_times(int(n))}" for name, n in counts.items()]
    if stopped:
        told.append(f"Stopped for pain: {', '.join(_first(stopped, 3))}.")
    # Second, so that a crowded page keeps it: it is what the person asks first.
    told.insert(1, say_link_briefly(c.link) if c.sessions else "")
    return tuple(told)


def _after_sessions(response: pd.DataFrame) -> tuple[tuple[str, ...], int]:
    """Pain after minus before where it changed, the largest first; and where it did not."""
    changed = response[response["median"].abs() >= 0.05]
    largest = changed.loc[changed["median"].abs().sort_values(ascending=False).index]
    told = tuple(
        f"{exercise_label(row['exercise'])} {_change(row['median'])}"
        for row in largest.to_dict("records")
    )
    return told, len(response) - len(changed)


def say_after(said: Said, most: int) -> str:
    """Say pain right after the stretches, in one sentence.

    Parameters
    ----------
    said : Said
    most : int
        Stretches named.

    Returns
    -------
    str
        "" where too few sessions have both.
    """
    told = list(said.after[:most])
    hidden = len(said.after) - len(told)
    if hidden:
        told.append(f"{hidden} {'other' if hidden == 1 else 'others'} changed too")
    if said.same_after:
        told.append("the rest the same" if told else "the same as before")
    return f"Pain right after, typically: {', '.join(told)}." if told else ""


def without_adjusted(finding: str) -> str:
    """Leave out what a finding is beside others; all that qualifies it stays.

    Parameters
    ----------
    finding : str
        A paragraph of the ranking.

    Returns
    -------
    str
    """
    return " ".join(
        part
        for part in sentences(finding)
        if not (part.startswith("With ") and "taken into account" in part)
    )


def _places(described: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The three commonest places with their sides, and qualities."""
    rows = (("Where", "places", "sides"), ("What it felt like", "qualities", ""))
    return [
        (name, _word_line(described[words], described[sides] if sides else ()))
        for name, words, sides in rows
        if described[words]
    ]


def _word_line(words: Sequence[Mapping[str, Any]], sides: Sequence[Mapping[str, Any]]) -> str:
    first, *others = words[:3]
    parts = [f"{_word(first['name'])} {say_count(first['days'], 'day')}"]
    parts += [f"{_word(w['name'])} {format_number(w['days'], 0)}" for w in others]
    side = ", ".join(f"{_word(s['name'])} {format_number(s['days'], 0)}" for s in sides[:3])
    return "; ".join(part for part in (", ".join(parts), side) if part)


def _word(name: str) -> str:
    return one_way(shorten(name, _WORD, BODY_SIZE))


def _suspected(answers: Answers) -> tuple[str, ...]:
    """What was suspected, beside what the diary shows where it can show anything yet."""
    ranking = answers.ranking
    if ranking.n_tests:
        return tuple(say_suspected(ranking, voice="neutral"))
    return tuple(
        f"{quote(str(row['name']), longest=60)} on {say_count(row['days'], 'day')}."
        for row in ranking.suspected.to_dict("records")
    )


def _first(items: Sequence[str], most: int) -> list[str]:
    """The first few, and how many more there are."""
    hidden = len(items) - most
    return [*items[:most], f"{hidden} more"] if hidden > 0 else list(items)


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _change(points: float) -> str:
    return f"{format_number(abs(points))} {'higher' if points > 0 else 'lower'}"
