"""What goes together with pain: the trigger ranking in words."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any

import pandas as pd

from backpain_analysis.triggers import TriggerRanking
from backpain_analysis.wording.codes import say_caveat, say_reason
from backpain_analysis.wording.exposures import say_exposed_days, say_when
from backpain_analysis.wording.phrases import (
    Voice,
    factor_label,
    format_number,
    is_known,
    join_words,
    lag_label,
    outcome_label,
    quote,
    say_count,
    say_difference,
    sentence,
)

#: How many findings are told; the rest stands in the table.
MOST_FINDINGS = 3
#: How many names a list in a sentence holds.
MOST_NAMES = 6
#: Beyond this, more days are not counted [days].
LONGEST_WAIT = 730

# What a factor as a whole is called: the first of these that one of its lags has.
_FACTOR_ORDER = (
    "clear", "shared", "hint", "echo", "cannot_tell", "no_large_link", "not_enough_data",
)  # fmt: skip


def say_trigger(
    row: Mapping[Hashable, Any] | pd.Series[Any], ranking: TriggerRanking, *, voice: Voice = "you"
) -> str:
    """Say one factor at one lag, in amounts of daily life.

    Parameters
    ----------
    row : mapping or pandas.Series
        A row of ``ranking.table``.
    ranking : TriggerRanking
        Where it comes from: outcome, number of combinations, other labels.
    voice : {"you", "neutral"}

    Returns
    -------
    str
        For example "The day after about 8 rather than 5 hours of sitting,
        your pain was 1.4 points higher (0.3 to 2.5), 71 days. The two may go
        together, but this could be chance: 20 combinations were checked."
    """
    cells = dict(row)
    if cells["verdict"] == "not_enough_data":
        name = sentence(factor_label(cells["factor"], cells["label"]))
        reason = say_reason(cells["reason"])
        return f"{name}, {lag_label(cells['lag_days'])}: not enough data yet ({reason})."
    pain = outcome_label(ranking.outcome, voice)
    effect = say_difference(*contrast_effect(cells))
    days = say_count(cells["n_days"], "day")
    head = f"{say_exposed_days(cells)}, {pain} was {effect}, {days}."
    tails = [_verdict_tail(cells, ranking), *_more_tails(cells)]
    return " ".join([head, *(tail for tail in tails if tail)])


def contrast_effect(row: Mapping[Hashable, Any], prefix: str = "") -> tuple[float, float, float]:
    """Effect of the typical contrast, the higher amount against the lower.

    Parameters
    ----------
    row : mapping
        A row of ``TriggerRanking.table``.
    prefix : str
        "adjusted_" for the adjusted effect.

    Returns
    -------
    tuple of float
        Effect, low and high [points].
    """
    width = abs(row["contrast_to"] - row["contrast_from"])
    effect, low, high = (row[prefix + key] * width for key in ("effect", "low", "high"))
    return effect, low, high


def more_days_needed(row: Mapping[Hashable, Any]) -> int | None:
    """Days of diary that are still to come before 1 point would show.

    Parameters
    ----------
    row : mapping
        A row of ``TriggerRanking.table``.

    Returns
    -------
    int or None
        [days]; None where that is not known.
    """
    if not is_known(row["days_for_one_point"]):
        return None
    return max(0, int(row["days_for_one_point"]) - int(row["n_days"]))


def factor_rows(ranking: TriggerRanking) -> dict[str, dict[Hashable, Any]]:
    """The row that stands for each factor: its best verdict, then its smallest p.

    A factor has "no large link" only where each lag that could be tried says
    so; of several that cannot be told, the one that needs most days stands.

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
    verdict = _FACTOR_ORDER.index(row["verdict"])
    if row["verdict"] == "cannot_tell":
        return verdict, -float(more_days_needed(row) or 0)
    return verdict, float(row["p"]) if is_known(row["p"]) else 1.0


def _verdict_tail(row: Mapping[Hashable, Any], ranking: TriggerRanking) -> str:
    verdict = row["verdict"]
    if verdict == "clear":
        return "The two clearly go together." + _adjusted(row, ranking)
    if verdict == "hint":
        return (
            "The two may go together, but this could be chance: "
            f"{_combinations(ranking.n_tests)} checked."
        )
    if verdict == "shared":
        return _shared_tail(row, ranking)
    if verdict == "echo":
        return _echo_tail(row, ranking)
    if verdict == "no_large_link":
        return "No large link: a difference of more than 1 point is unlikely."
    return _cannot_tell_tail(row)


def _combinations(number: int) -> str:
    return f"{say_count(number, 'combination')} {'was' if number == 1 else 'were'}"


def _more_tails(row: Mapping[Hashable, Any]) -> list[str]:
    claimed = row["verdict"] in ("clear", "shared", "hint", "echo")
    return [
        "Which day counts is uncertain." if row["day_uncertain"] else "",
        "Either may drive the other." if claimed and row["lag_days"] == 0 else "",
    ]


def _adjusted_names(row: Mapping[Hashable, Any], ranking: TriggerRanking) -> list[str]:
    labels = dict(zip(ranking.table["factor"], ranking.table["label"], strict=True))
    names = row["adjusted_for"] if isinstance(row["adjusted_for"], (tuple, list)) else ()
    return [factor_label(name, labels.get(name, "")) for name in names]


def _adjusted(row: Mapping[Hashable, Any], ranking: TriggerRanking) -> str:
    names = _adjusted_names(row, ranking)
    if not names or not is_known(row["adjusted_effect"]):
        return ""
    effect = say_difference(*contrast_effect(row, "adjusted_"))
    if row["verdict"] == "shared":
        return f" With {'that' if len(names) == 1 else 'those'} taken into account: {effect}."
    return f" With {join_words(names)} taken into account: {effect}."


def _shared_tail(row: Mapping[Hashable, Any], ranking: TriggerRanking) -> str:
    names = _adjusted_names(row, ranking)
    return f"This cannot be told apart from {join_words(names, 'or')}.{_adjusted(row, ranking)}"


def _echo_tail(row: Mapping[Hashable, Any], ranking: TriggerRanking) -> str:
    table = ranking.table
    same = table[(table["factor"] == row["factor"]) & table["verdict"].isin(["clear", "shared"])]
    if same.empty:
        return "This seems to be an echo of another day."
    lag = int(same.sort_values("p")["lag_days"].iloc[0])
    return f"This seems to be an echo of the link seen {say_when(lag)}."


def _cannot_tell_tail(row: Mapping[Hashable, Any]) -> str:
    width = abs(row["contrast_to"] - row["contrast_from"])
    least = format_number(row["smallest_detectable"] * width)
    wait = _wait(row)
    need = "is" if more_days_needed(row) == 1 else "are"
    more = f" {sentence(wait)} {need} needed to see 1 point." if wait else ""
    return f"Cannot tell yet: so far only effects of {least} points or more would show.{more}"


def _wait(row: Mapping[Hashable, Any]) -> str:
    more = more_days_needed(row)
    if not more:
        return ""
    return "more than 2 more years" if more > LONGEST_WAIT else f"about {_more(more)}"


def _more(days: int) -> str:
    return f"{format_number(days, 0)} more {'day' if days == 1 else 'days'}"


def say_ranking(ranking: TriggerRanking, *, voice: Voice = "you") -> list[str]:
    """Say what the ranking shows, most certain first.

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
        return ["Only pain was written down, so there is nothing to hold against it."]
    if "pain_constant" in ranking.caveats:
        return [say_caveat("pain_constant", outcome=ranking.outcome, voice=voice)]
    told, left = _findings(rows)
    lines = [say_trigger(row, ranking, voice=voice) for row in told]
    lines = lines or [_nothing_found(ranking, voice)]
    rest = (_left_over(left, ranking), _no_large(rows), _cannot_tell(rows), _not_enough(rows))
    return lines + [line for line in rest if line]


def _findings(
    rows: Mapping[str, dict[Hashable, Any]],
) -> tuple[list[dict[Hashable, Any]], list[dict[Hashable, Any]]]:
    """Those that are told in full, and those that are only named.

    What cannot be told apart from a clear finding is no finding beside it;
    where no clear one stands for it, it must be told.
    """
    clear = {name for name, row in rows.items() if row["verdict"] == "clear"}
    claimed = [row for row in rows.values() if row["verdict"] in ("clear", "shared", "hint")]
    claimed.sort(key=_standing)
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
        f"{_combinations(ranking.n_tests)} checked."
    )


def _left_over(rows: list[dict[Hashable, Any]], ranking: TriggerRanking) -> str:
    groups = {
        "clear": "Also clear, see the full table",
        "shared": "Cannot be told apart",
        "hint": "Could be chance, see the full table",
    }

    def partners(row: dict[Hashable, Any]) -> str:
        return f"from {join_words(_adjusted_names(row, ranking), 'or')}"

    parts = []
    for verdict, words in groups.items():
        same = [row for row in rows if row["verdict"] == verdict]
        if same:
            parts.append(f"{words}: {_names(same, partners if verdict == 'shared' else None)}.")
    return " ".join(parts)


def _no_large(rows: Mapping[str, dict[Hashable, Any]]) -> str:
    chosen = [row for row in rows.values() if row["verdict"] == "no_large_link"]
    if not chosen:
        return ""
    return f"No large link (more than 1 point is unlikely): {_names(chosen)}."


def _cannot_tell(rows: Mapping[str, dict[Hashable, Any]]) -> str:
    chosen = [row for row in rows.values() if row["verdict"] == "cannot_tell"]
    if not chosen:
        return ""
    chosen.sort(key=lambda row: more_days_needed(row) or 0)
    return f"Cannot tell yet: {_names(chosen, lambda row: _wait(row) or 'a longer diary')}."


def _not_enough(rows: Mapping[str, dict[Hashable, Any]]) -> str:
    chosen = [row for row in rows.values() if row["verdict"] == "not_enough_data"]
    if not chosen:
        return ""
    reasons = {say_reason(row["reason"]) for row in chosen}
    if len(reasons) == 1:
        return f"Not enough data yet ({reasons.pop()}): {_names(chosen)}."
    return f"Not enough data yet: {_names(chosen, lambda row: say_reason(row['reason']))}."


def _names(
    rows: list[dict[Hashable, Any]], note: Callable[[dict[Hashable, Any]], str] | None = None
) -> str:
    """Name factors, each with a note in brackets; a long list is cut."""
    names = [
        factor_label(row["factor"], row["label"]) + (f" ({note(row)})" if note else "")
        for row in rows[:MOST_NAMES]
    ]
    hidden = len(rows) - MOST_NAMES
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
        return f"{head}; the diary does not measure it."
    label = factor_label(row["factor"], row["label"])
    measured = "" if label.casefold() == str(blamed["name"]).casefold() else f"for {label}, "
    return f"{head}; {measured}{_shown(row, ranking)}."


def _shown(row: Mapping[Hashable, Any], ranking: TriggerRanking) -> str:
    """What the diary shows about a factor, as half a sentence."""
    verdict = row["verdict"]
    if verdict in ("clear", "shared", "hint"):
        more = "more" if row["effect"] > 0 else "less"
        link = f"link with {more} pain {say_when(row['lag_days'])}"
        if verdict == "clear":
            return f"the diary shows a clear {link}"
        if verdict == "hint":
            return f"the diary shows a {link} that could be chance"
        names = join_words(_adjusted_names(row, ranking), "or")
        return f"the diary shows a {link} that cannot be told apart from {names}"
    if verdict == "no_large_link":
        return "the diary shows no large link"
    if verdict == "cannot_tell":
        wait = _wait(row)
        return "the diary cannot tell yet" + (f" ({wait} needed)" if wait else "")
    return f"there is not enough data yet ({say_reason(row['reason'])})"
