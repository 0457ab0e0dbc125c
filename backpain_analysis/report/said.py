"""The sentences of page 1, each made once and then cut for every version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from backpain_analysis.consistency import StretchingConsistency
from backpain_analysis.report.answers import Answers
from backpain_analysis.report.cutting import BODY_SIZE, one_way, sentences
from backpain_analysis.report.fonts import shorten
from backpain_analysis.report.since import count_stopped
from backpain_analysis.wording import (
    format_number,
    say_adherence,
    say_link_briefly,
    say_marked,
    say_moved_down,
    say_ranking,
    say_regularity,
    say_stretching,
    say_suspected,
    say_trend,
)
from backpain_analysis.wording.log_kept import say_silent_end, say_unknown
from backpain_analysis.wording.phrases import quote, say_count
from backpain_analysis.wording.since import in_whole_diary, say_news, uncapital
from backpain_analysis.wording.stretching import exercise_label
from backpain_analysis.wording.summary import say_limited

Part = Mapping[str, Any]

# A place or a quality of a person's own is no longer than this on page 1 [pt].
_WORD = 105.0


@dataclass(frozen=True)
class Said:
    """What page 1 says, uncut.

    Attributes
    ----------
    trend : str
    happened : str
        What is there since the last visit that was not before, and days that the
        person marked as a flare-up, beside those that the rule finds.
    stretching : tuple of str
        What goes with later pain, what was stopped; or that there was none.
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
    happened: str
    stretching: tuple[str, ...]
    moved_down: str
    after: tuple[str, ...]
    same_after: int
    places: tuple[tuple[str, str], ...]
    ranking: tuple[str, ...]
    suspected: tuple[str, ...]


def say_page(answers: Answers, numbers: Mapping[str, Any], now: Part, before: Part | None) -> Said:
    """Say what stands on page 1.

    Parameters
    ----------
    answers : Answers
    numbers : mapping
        What report.json holds.
    now : mapping
        From `count_part`: the days that page 1 describes.
    before : mapping or None
        The same for the time before the last visit.

    Returns
    -------
    Said
    """
    visit = answers.visit
    described = answers.consistency if visit is None else visit.since
    changed, same = _after_sessions(described.response)
    trend = say_trend(answers.trend, voice="neutral")
    since = numbers["described"]["since_last_visit"]
    return Said(
        trend=trend if visit is None else in_whole_diary(trend),
        happened=_happened(since, now, before),
        stretching=_stretching(answers, described),
        moved_down=_moved_down(described, None if visit is None else visit.before),
        after=changed,
        same_after=same,
        places=tuple(_places(now, before)),
        ranking=tuple(say_ranking(answers.ranking, voice="neutral")),
        suspected=_suspected(answers),
    )


def _happened(since: Part | None, now: Part, before: Part | None) -> str:
    news = "" if since is None else say_news(since)
    was = None if before is None else before["flares_marked"]
    return " ".join(words for words in (news, say_marked(now["flares_marked"], was)) if words)


def _stretching(answers: Answers, told: StretchingConsistency) -> tuple[str, ...]:
    """What the figures on stretching leave open."""
    if not told.days_with_session:
        plan = told.adherence if told.days_covered else None
        return (
            say_stretching(told, voice="neutral"),
            "" if plan is None else say_adherence(plan, voice="neutral"),
        )
    link = say_link_briefly(told.link)
    stopped = [
        f"{exercise_label(one['exercise'])} {_times(one['times'])}"
        for one in count_stopped(told.stopped_for_pain)
    ]
    return (
        say_limited(told),
        link if answers.visit is None else in_whole_diary(link),
        f"Stopped for pain: {', '.join(_first(stopped, 3))}." if stopped else "",
        say_unknown(told, since_visit=answers.visit is not None),
        say_silent_end(told),
        "" if told.adherence is not None else say_regularity(told.regularity, voice="neutral"),
    )


def _moved_down(now: StretchingConsistency, before: StretchingConsistency | None) -> str:
    """Leg pain that moved further down, and before the last visit too: it is too grave to fold."""
    then = "" if before is None else say_moved_down(before, voice="neutral")
    told = [say_moved_down(now, voice="neutral"), then and f"Before the visit: {uncapital(then)}"]
    return " ".join(part for part in told if part)


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
        if not (part.startswith("With ") and "held equal" in part)
    )


def _places(now: Part, before: Part | None) -> list[tuple[str, str]]:
    """The three commonest places, sides and qualities, with the days before the visit."""
    rows = (("Where", "places"), ("Side", "sides"), ("What it felt like", "qualities"))
    return [
        (name, _word_line(now[words], None if before is None else before[words]))
        for name, words in rows
        if now[words]
    ]


def _word_line(words: Sequence[Part], before: Sequence[Part] | None) -> str:
    was = None if before is None else {one["name"]: one["days"] for one in before}
    first, *others = [_days_of(word, was) for word in words[:3]]
    unit = "day" if words[0]["days"] == 1 else "days"
    count, _, earlier = first.partition(" (")
    head = f"{count} {unit}" + (f" (before: {earlier}" if earlier else "")
    return ", ".join([head, *others])


def _days_of(word: Part, was: Mapping[str, int] | None) -> str:
    earlier = "" if was is None else f" ({format_number(was.get(word['name'], 0), 0)})"
    return f"{_word(word['name'])} {format_number(word['days'], 0)}{earlier}"


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
