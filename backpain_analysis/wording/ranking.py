"""The whole trigger ranking in words, and what was suspected beside what is shown."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterable, Mapping
from typing import Any

from backpain_analysis.triggers import TriggerRanking
from backpain_analysis.wording.codes import say_caveat, say_reason
from backpain_analysis.wording.exposures import say_before, say_when
from backpain_analysis.wording.links import (
    adjusted_names,
    more_days_needed,
    say_combinations,
    say_rivals,
    say_trigger,
    say_wait,
)
from backpain_analysis.wording.phrases import (
    Voice,
    factor_label,
    is_known,
    join_words,
    outcome_label,
    quote,
    say_count,
    sentence,
)

#: How many findings are told; the rest stands in the table.
MOST_FINDINGS = 3
#: How many names a list in a sentence holds.
MOST_NAMES = 6

# What a factor as a whole is called: the first of these that one of its lags has.
_FACTOR_ORDER = (
    "clear", "shared", "hint", "echo", "cannot_tell", "no_large_link", "not_enough_data",
)  # fmt: skip


def factor_rows(ranking: TriggerRanking) -> dict[str, dict[Hashable, Any]]:
    """The row that stands for each factor: its best verdict, then its smallest p.

    A factor has "no large link" only where each lag that could be tried says
    so; of several that cannot be told, the one that needs most days stands. A
    lag at which it matches pain exactly stands before all: what the others say
    is then pain's own memory.

    Parameters
    ----------
    ranking : TriggerRanking

    Returns
    -------
    dict of str to dict
        By name, in the order of the table.
    """
    best: dict[str, dict[Hashable, Any]] = {}
    for row in ranking.table.to_dict("records"):
        name = row["factor"]
        if name not in best or _standing(row) < _standing(best[name]):
            best[name] = row
    return best


def _standing(row: Mapping[Hashable, Any]) -> tuple[float, float]:
    if row["reason"] == "perfect_fit":
        return -1.0, 0.0
    verdict = _FACTOR_ORDER.index(row["verdict"])
    if row["verdict"] == "cannot_tell":
        return verdict, -float(more_days_needed(row) or 0)
    return verdict, float(row["p"]) if is_known(row["p"]) else 1.0


def say_ranking(ranking: TriggerRanking, *, voice: Voice = "you") -> list[str]:
    """Say what the ranking shows: the certain before what could be chance, the suspected first.

    At most three findings (clear, or hinted and so called), one per factor;
    then what cannot be told apart from them, the factors with no large link,
    and those that cannot be told yet with how many more days they need.

    Parameters
    ----------
    ranking : TriggerRanking
    voice : {"you", "neutral"}

    Returns
    -------
    list of str
        One paragraph each; never empty.
    """
    rows = factor_rows(ranking)
    if not rows:
        return [
            "Apart from pain and stretching nothing was written down that could be held against it."
        ]
    if "pain_constant" in ranking.caveats and ranking.n_days > 1:
        return [say_caveat("pain_constant", outcome=ranking.outcome, voice=voice)]
    rows = dict(sorted(rows.items(), key=lambda pair: pair[0] not in ranking.suspects))
    used = {name: row for name, row in rows.items() if _used_against_pain(row)}
    rows = {name: row for name, row in rows.items() if name not in used}
    told, left = _findings(rows, ranking.suspects)
    lines = [say_trigger(row, ranking, voice=voice) for row in told]
    lines = lines or [_nothing_found(ranking, voice)]
    rest = (_say_mean(ranking), _left_over(left, ranking), _no_large(rows, ranking),
            _cannot_tell(rows, ranking), _not_enough(rows, ranking),
            _say_used([*used.values()], ranking))  # fmt: skip
    first = [] if {row["factor"] for row in told} & {*ranking.suspects} else _about(rest, ranking)
    sure = sum(row["verdict"] != "hint" for row in told) if told else 1
    lines[sure:sure] = first
    return lines + [line for line in rest if line and line not in first]


def _used_against_pain(row: Mapping[Hashable, Any]) -> bool:
    claimed = row["verdict"] in ("clear", "shared", "hint") and row["effect"] > 0
    return claimed and bool(row["remedy"])


def _say_used(rows: list[dict[Hashable, Any]], ranking: TriggerRanking) -> str:
    named = _names(rows, ranking)
    return f"Taken or used with more pain, as is to be expected: {named}." if rows else ""


def _about(lines: Iterable[str], ranking: TriggerRanking) -> list[str]:
    """Those that name what is suspected."""
    rows = (row for row in factor_rows(ranking).values() if row["factor"] in ranking.suspects)
    names = [factor_label(row["factor"], row["label"]) for row in rows]
    return [line for line in lines if any(name in line for name in names)]


def _findings(
    rows: Mapping[str, dict[Hashable, Any]], suspects: Container[str]
) -> tuple[list[dict[Hashable, Any]], list[dict[Hashable, Any]]]:
    """Those that are told in full, and those that are only named.

    What cannot be told apart from a clear finding is no finding beside it;
    where no clear one stands for it, it must be told.
    """
    clear = {name for name, row in rows.items() if row["verdict"] == "clear"}
    claimed = [row for row in rows.values() if row["verdict"] in ("clear", "shared", "hint")]
    claimed.sort(key=lambda r: (r["verdict"] == "hint", r["factor"] not in suspects, _standing(r)))
    full = [row for row in claimed if not clear & set(_shared_with(row))]
    told = full[:MOST_FINDINGS]
    return told, [row for row in claimed if row not in told]


def _shared_with(row: Mapping[Hashable, Any]) -> tuple[str, ...]:
    return tuple(row["adjusted_for"] or ()) if row["verdict"] == "shared" else ()


def _nothing_found(ranking: TriggerRanking, voice: Voice) -> str:
    pain = outcome_label(ranking.outcome, voice)
    if ranking.n_tests == 0:
        return f"There is not enough data yet to say what goes together with {pain}."
    return (
        f"So far nothing stands out as going together with {pain}: "
        f"{say_combinations(ranking.n_tests)} checked."
    )


def _left_over(rows: list[dict[Hashable, Any]], ranking: TriggerRanking) -> str:
    groups = {
        "clear": "Also clear, see the full table",
        "shared": "Cannot be told apart",
        "hint": "Could be chance, see the full table",
    }

    def partners(row: dict[Hashable, Any]) -> str:
        rivals = say_rivals(row, ranking)
        alike = rivals == join_words(adjusted_names(row, ranking), "or")
        day = "" if alike else f"{say_before(row)}; "
        return f"{day}from {rivals}"

    parts = []
    for verdict, words in groups.items():
        same = [row for row in rows if row["verdict"] == verdict]
        if same:
            note = partners if verdict == "shared" else None
            parts.append(f"{words}: {_names(same, ranking, note)}.")
    return " ".join(parts)


def _say_mean(ranking: TriggerRanking) -> str:
    """What goes with one part of the day is thinned by the others."""
    if not ranking.parts_of_day or not ranking.n_tests:
        return ""
    return (
        f"{sentence(outcome_label(ranking.outcome))} here is the mean of "
        f"{join_words(list(ranking.parts_of_day))}: what goes with only one of them looks smaller "
        "than it is."
    )


def _no_large(rows: Mapping[str, dict[Hashable, Any]], ranking: TriggerRanking) -> str:
    chosen = [row for row in rows.values() if row["verdict"] == "no_large_link"]
    if not chosen:
        return ""
    here = " with that mean" if ranking.parts_of_day else ""
    return f"No large link{here} (more than 1 point is unlikely): {_names(chosen, ranking)}."


def _cannot_tell(rows: Mapping[str, dict[Hashable, Any]], ranking: TriggerRanking) -> str:
    chosen = [row for row in rows.values() if row["verdict"] == "cannot_tell"]
    if not chosen:
        return ""
    chosen.sort(key=lambda row: (row["factor"] not in ranking.suspects, more_days_needed(row) or 0))
    return f"Cannot tell yet: {_names(chosen, ranking, _still_needed)}."


def _still_needed(row: dict[Hashable, Any]) -> str:
    return f"needs {say_wait(row) or 'a longer diary'}"


def _not_enough(rows: Mapping[str, dict[Hashable, Any]], ranking: TriggerRanking) -> str:
    chosen = [row for row in rows.values() if row["verdict"] == "not_enough_data"]
    if not chosen:
        return ""
    reasons = {say_reason(row["reason"]) for row in chosen}
    if len(reasons) == 1:
        return f"Not enough data yet ({reasons.pop()}): {_names(chosen, ranking)}."
    return f"Not enough data yet: {_names(chosen, ranking, lambda row: say_reason(row['reason']))}."


def _names(
    rows: list[dict[Hashable, Any]],
    ranking: TriggerRanking,
    note: Callable[[dict[Hashable, Any]], str] | None = None,
) -> str:
    """Name factors, each with a note in brackets; a long list is cut behind what is suspected."""
    suspected = sum(row["factor"] in ranking.suspects for row in rows)
    most = max(MOST_NAMES, suspected)
    names = [
        factor_label(row["factor"], row["label"]) + (f" ({note(row)})" if note else "")
        for row in rows[:most]
    ]
    hidden = len(rows) - most
    return join_words([*names, f"{hidden} more"] if hidden > 0 else names)


def say_suspected(ranking: TriggerRanking, *, voice: Voice = "you") -> list[str]:
    """Set what the person blamed beside what the diary shows.

    Parameters
    ----------
    ranking : TriggerRanking
    voice : {"you", "neutral"}

    Returns
    -------
    list of str
        One sentence per blamed trigger, the most blamed first; empty where
        nothing was blamed.
    """
    rows = factor_rows(ranking)
    return [
        _say_blamed(blamed, rows, ranking, voice) for blamed in ranking.suspected.to_dict("records")
    ]


def _say_blamed(
    blamed: Mapping[Hashable, Any],
    rows: Mapping[str, dict[Hashable, Any]],
    ranking: TriggerRanking,
    voice: Voice,
) -> str:
    name, days = quote(str(blamed["name"]), longest=60), say_count(blamed["days"], "day")
    head = f"You blamed {name} on {days}" if voice == "you" else f"{name} was blamed on {days}"
    row = rows.get(blamed["factor"]) if is_known(blamed["factor"]) else None
    if row is None:
        return f"{head}. The diary does not measure it."
    label = factor_label(row["factor"], row["label"])
    same = label.strip("“”").casefold() == str(blamed["name"]).casefold()
    measured = "" if same else f"for {label}, "
    return f"{head}. {sentence(f'{measured}{_shown(row, ranking)}')}."


def _shown(row: Mapping[Hashable, Any], ranking: TriggerRanking) -> str:
    """What the diary shows about a factor, less the first capital and the last stop."""
    verdict = row["verdict"]
    if verdict in ("clear", "shared", "hint"):
        more = "more" if row["effect"] > 0 else "less"
        link = f"link with {more} pain {say_when(row['lag_days'], row['of_night'])}"
        if verdict == "clear":
            return f"the diary shows a clear {link}"
        if verdict == "hint":
            return f"the diary shows a {link}. It could be chance"
        return f"the diary shows a {link}. It cannot be told apart from {say_rivals(row, ranking)}"
    if verdict == "no_large_link":
        return "the diary shows no large link"
    if verdict == "cannot_tell":
        wait = say_wait(row)
        return "the diary cannot tell yet" + (f" ({wait} needed)" if wait else "")
    return f"there is not enough data yet ({say_reason(row['reason'])})"
