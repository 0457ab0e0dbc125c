"""What changed since the last visit, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from backpain_analysis.wording.codes import verdict_label
from backpain_analysis.wording.phrases import (
    factor_label,
    format_number,
    join_words,
    outcome_label,
    quote,
    say_count,
    say_date,
)
from backpain_analysis.wording.progress import trend_label
from backpain_analysis.wording.stretching import done_of_plan

Numbers = Mapping[str, Any]

_MOST_NAMED = 5


def in_whole_diary(words: str) -> str:
    """Say of a sentence that it is about the whole diary.

    Parameters
    ----------
    words : str
        It begins with a capital letter.

    Returns
    -------
    str
    """
    return f"In the whole diary, {uncapital(words)}" if words else ""


def uncapital(words: str) -> str:
    """Begin with a small letter, to stand within a sentence.

    Parameters
    ----------
    words : str

    Returns
    -------
    str
    """
    return words[:1].lower() + words[1:]


def say_parts(since: Numbers) -> str:
    """Say how many days were recorded since the last visit and before it.

    Parameters
    ----------
    since : mapping
        ``described.since_last_visit`` of report.json.

    Returns
    -------
    str
    """
    now, before = (_recorded(since[side]) for side in ("since", "before"))
    recent = [say_date(day) for day in since["too_recent"]]
    skipped = f" Too recent to look back to: {join_words(recent)}." if recent else ""
    return (
        f"Since the visit on {say_date(since['visit'])}: {now} recorded; before it: {before}."
        f"{skipped}"
    )


def _recorded(side: Numbers) -> str:
    known = side["pain"]["days_recorded"] if side["pain"] else 0
    return f"{format_number(known, 0)} of {say_count(side['days'], 'day')}"


def say_news(since: Numbers) -> str:
    """Say in a few words what is there since the last visit that was not before.

    Parameters
    ----------
    since : mapping
        ``described.since_last_visit`` of report.json.

    Returns
    -------
    str
        What the figures of the page do not show by themselves.
    """
    alerts = since["since"]["alerts"]
    new_patterns = [one for one in since["appeared"] if _was_looked_for(one)]
    appeared, went = (_few([_name(one) for one in some]) for some in (new_patterns, since["went"]))
    kind = "a pattern" if len(new_patterns) == 1 else "patterns"
    new = [
        f"words that call for care ({alerts})" if alerts else "",
        f"pain in {_places(since['new_places'])}" if since["new_places"] else "",
        f"{kind} with {appeared}" if appeared else "",
    ]
    told = [one for one in new if one]
    gone = f"gone: {went}" if went else ""
    if not told:
        both = all(since[side]["places"] for side in ("before", "since"))
        same = "Since the visit no place is new." if both else ""
        return f"No longer a pattern: {went}." if gone else same
    return f"New since the visit: {'; '.join([*told, *([gone] if gone else [])])}."


def say_changes(since: Numbers, trend: Numbers, outcome: str) -> list[str]:
    """Say all that changed since the last visit, one sentence or two for each thing.

    Parameters
    ----------
    since : mapping
        ``described.since_last_visit`` of report.json.
    trend : mapping
        ``trend`` of report.json.
    outcome : str
        The pain column.

    Returns
    -------
    list of str
    """
    before, now = since["before"], since["since"]
    told = [
        _care(now, before),
        _pain(now, before, outcome_label(outcome)),
        _trend_then(since["trend_before"], trend)
        or f"Trend: {trend_label(trend)}, as at the visit.",
        _stretching(now["stretching"], before["stretching"]),
        f"Flare-ups that began: {now['flares']}, before {before['flares']}.",
        _new_places(since),
        *_patterns(since),
    ]
    return [one for one in told if one]


def _care(now: Numbers, before: Numbers) -> str:
    if not now["alerts"] and not before["alerts"]:
        return ""
    return f"Words that call for care: {now['alerts']}, before {before['alerts']}."


def _pain(now: Numbers, before: Numbers, name: str) -> str:
    if not now["pain"] or not before["pain"]:
        return ""
    first, second = (side["pain"]["mean"] for side in (before, now))
    size = format_number(abs(second - first))
    moved = "about the same" if size == "0.0" else (
        f"{size} points {'higher' if second > first else 'lower'}")  # fmt: skip
    return f"Average {name}: {format_number(second)}, before {format_number(first)} ({moved})."


def _trend_then(before: Numbers | None, now: Numbers) -> str:
    """How the trend was read at the visit, where it is read otherwise now."""
    if before is None or trend_label(before) == trend_label(now):
        return ""
    return f"Trend: {trend_label(now)}. At the visit: {trend_label(before)}."


def _stretching(now: Numbers, before: Numbers) -> str:
    if not now["days_covered"] and not before["days_covered"]:
        return ""
    told = f"Stretching: {_known(now)}, before {_known(before)}."
    shares = [done_of_plan(side["adherence"]) for side in (now, before)]
    if shares == [None, None]:
        return told
    second, first = (share or "not planned" for share in shares)
    return f"{told} Done of the plan: {second}, before {first}."


def _known(side: Numbers) -> str:
    if not side["days_covered"]:
        return "not logged"
    days = format_number(side["days_with_session"], 0)
    return f"on {days} of {say_count(side['days_covered'], 'known day')}"


def _new_places(since: Numbers) -> str:
    if not since["new_places"]:
        return ""
    return f"Places named since the visit and never before: {_places(since['new_places'])}."


def _places(names: Sequence[str]) -> str:
    return _few([name if name.isascii() and len(name) <= 40 else quote(name, longest=40)
                 for name in names])  # fmt: skip


def _patterns(since: Numbers) -> list[str]:
    appeared = since["appeared"]
    groups = {
        "Patterns that appeared": [one for one in appeared if _was_looked_for(one)],
        "Patterns now, of which the days up to the visit were too few to tell": [
            one for one in appeared if not _was_looked_for(one)
        ],
        "Patterns that went": since["went"],
        "Patterns then and now": since["stayed"],
    }
    said = [
        f"{title}: {'; '.join(_change(one) for one in some)}."
        for title, some in groups.items()
        if some
    ]
    return said or ["No pattern stands out, neither at the visit nor now."]


def _was_looked_for(pattern: Numbers) -> bool:
    """Only where the days up to the visit could have shown it, it is new."""
    return pattern["before"] not in (None, "not_enough_data")


def _change(pattern: Numbers) -> str:
    before, now = (_looked_at(pattern[key]) for key in ("before", "now"))
    told = f"still {now}" if before == now else f"now {now}, at the visit {before}"
    return f"{_name(pattern)} ({told})"


def _name(pattern: Numbers) -> str:
    return factor_label(pattern["factor"], pattern["label"])


def _looked_at(verdict: str | None) -> str:
    return "not looked at" if verdict is None else verdict_label(verdict)


def _few(items: Sequence[str]) -> str:
    more = len(items) - _MOST_NAMED
    return join_words([*items[:_MOST_NAMED], f"{more} more"] if more > 0 else list(items))
