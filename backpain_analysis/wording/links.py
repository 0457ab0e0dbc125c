"""What goes together with pain: the trigger ranking in words."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from backpain_analysis.triggers import TriggerRanking
from backpain_analysis.wording.codes import say_reason, verdict_label
from backpain_analysis.wording.exposures import NIGHT_BEFORE, say_before, say_exposed_days, say_when
from backpain_analysis.wording.phrases import (
    Voice,
    beyond_scale,
    factor_label,
    format_number,
    is_known,
    join_words,
    lag_label,
    outcome_label,
    say_count,
    say_difference,
    say_more_days,
    sentence,
)

#: Of the things taken into account, so many are named.
_MOST_NAMED = 4
#: From this lag on what is found is told beside the day itself [days].
_LATE = 2


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
    cells, head = dict(row), say_found(row, ranking, voice=voice)
    known = is_known(cells["effect"]) and not beyond_scale(*contrast_effect(cells))
    if cells["verdict"] == "not_enough_data" or not known:
        return head
    tails = [_same_day(cells, ranking), _verdict_tail(cells, ranking), *_more_tails(cells)]
    return " ".join([head, *(tail for tail in tails if tail)])


def say_found(
    row: Mapping[Hashable, Any] | pd.Series[Any], ranking: TriggerRanking, *, voice: Voice = "you"
) -> str:
    """Say the difference at one lag, and nothing of how far to trust it.

    Parameters
    ----------
    row : mapping or pandas.Series
        A row of ``ranking.table``.
    ranking : TriggerRanking
    voice : {"you", "neutral"}

    Returns
    -------
    str
    """
    cells = dict(row)
    if cells["verdict"] == "not_enough_data":
        name = sentence(factor_label(cells["factor"], cells["label"]))
        reason = say_reason(cells["reason"])
        return f"{name}, {lag_label(cells['lag_days'])}: not enough data yet ({reason})."
    pain = outcome_label(ranking.outcome, voice)
    days = say_count(cells["n_days"], "day")
    if beyond_scale(*contrast_effect(cells)):
        return f"{say_exposed_days(cells)}: too few days to say what {pain} was, {days}."
    return (
        f"{say_exposed_days(cells)}, {pain} was {say_difference(*contrast_effect(cells))}, {days}."
    )


def _same_day(row: Mapping[Hashable, Any], ranking: TriggerRanking) -> str:
    """What the same amounts went with on the day itself, where that points the other way.

    Of a night the next day is always told: it is what one reads a night for. So is the same
    day where pain follows two days later or more: few causes wait so long.
    """
    table = ranking.table
    same = table.loc[(table["factor"] == row["factor"]) & (table["lag_days"] == 0)]
    if row["lag_days"] == 0 or same.empty or not is_known(same["effect"].iloc[0]):
        return ""
    there = {**same.iloc[0], **{name: row[name] for name in ("contrast_from", "contrast_to")}}
    effect, low, high = contrast_effect(there)
    night = row["of_night"]
    alike = effect * contrast_effect(row)[0] >= 0 or there["verdict"] == "no_large_link"
    late = row["lag_days"] >= _LATE and row["verdict"] in ("clear", "hint")
    if alike and not night and not late:
        return ""
    day = "day after that night" if night else "same day"
    verdict = verdict_label(there["verdict"])
    if beyond_scale(effect, low, high):
        return f"On the {day}: {verdict}."
    return f"On the {day} it was {say_difference(effect, low, high)}: {verdict}."


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


def _verdict_tail(row: Mapping[Hashable, Any], ranking: TriggerRanking) -> str:
    verdict = row["verdict"]
    if verdict == "clear":
        return "The two clearly go together." + _adjusted(row, ranking)
    if verdict == "hint":
        return (
            "The two may go together, but this could be chance: "
            f"{say_combinations(ranking.n_tests)} checked."
        )
    if verdict == "shared":
        return _shared_tail(row, ranking)
    if verdict == "echo":
        return _echo_tail(row, ranking)
    if verdict == "no_large_link":
        return "No large link: a difference of more than 1 point is unlikely."
    return _cannot_tell_tail(row)


def say_combinations(number: int) -> str:
    """Say how many combinations of factor and lag were checked, less the last word.

    Parameters
    ----------
    number : int

    Returns
    -------
    str
        "1 combination was" or "20 combinations were".
    """
    return f"{say_count(number, 'combination')} {'was' if number == 1 else 'were'}"


def _more_tails(row: Mapping[Hashable, Any]) -> list[str]:
    claimed = row["verdict"] in ("clear", "shared", "hint", "echo")
    # Pain during the day does not reach back to the night before it.
    both_ways = row["lag_days"] == 0 and not row["of_night"]
    return [
        "Which day counts is uncertain." if row["day_uncertain"] else "",
        "Either may drive the other." if claimed and both_ways else "",
    ]


def say_rivals(row: Mapping[Hashable, Any], ranking: TriggerRanking) -> str:
    """Name what a finding cannot be told apart from, with its day where that is another one.

    Parameters
    ----------
    row : mapping
        A row of ``ranking.table`` that is shared.
    ranking : TriggerRanking

    Returns
    -------
    str
        For example "stress or driving the day before".
    """
    table = ranking.table[ranking.table["verdict"] != "echo"].sort_values("p")
    when = {r["factor"]: say_before(r) for r in table.to_dict("records")[::-1]}
    here = say_before(row)
    told = [when.get(name, here) for name in row["adjusted_for"]]
    days = ["" if day == here else f" {day}" for day in told]
    pairs = zip(adjusted_names(row, ranking), days, strict=True)
    names = [name.removesuffix(NIGHT_BEFORE) if day else name for name, day in pairs]
    if len({*days}) == 1:
        return join_words(names, "or") + days[0]
    return join_words([name + day for name, day in zip(names, days, strict=True)], "or")


def adjusted_names(row: Mapping[Hashable, Any], ranking: TriggerRanking) -> list[str]:
    """Name the factors that an effect was adjusted for.

    Parameters
    ----------
    row : mapping
        A row of ``ranking.table``.
    ranking : TriggerRanking

    Returns
    -------
    list of str
    """
    labels = dict(zip(ranking.table["factor"], ranking.table["label"], strict=True))
    names = row["adjusted_for"] if isinstance(row["adjusted_for"], (tuple, list)) else ()
    return [factor_label(name, labels.get(name, "")) for name in names]


def _adjusted(row: Mapping[Hashable, Any], ranking: TriggerRanking) -> str:
    names = adjusted_names(row, ranking)
    if not names or not is_known(row["adjusted_effect"]):
        return ""
    if beyond_scale(*contrast_effect(row, "adjusted_")):
        return ""
    effect = say_difference(*contrast_effect(row, "adjusted_"))
    if row["verdict"] == "shared":
        return f" With {'that' if len(names) == 1 else 'those'} held equal: {effect}."
    more = len(names) - _MOST_NAMED
    named = join_words([*names[:_MOST_NAMED], f"{more} more"] if more > 1 else names)
    return f" With {named} held equal: {effect}."


def _shared_tail(row: Mapping[Hashable, Any], ranking: TriggerRanking) -> str:
    # Beside the others it is more than nothing, but not enough for so many combinations.
    nearly = row["adjusted_low"] > 0 or row["adjusted_high"] < 0
    told = "surely be told apart" if nearly else "be told apart"
    return f"This cannot {told} from {say_rivals(row, ranking)}.{_adjusted(row, ranking)}"


def _echo_tail(row: Mapping[Hashable, Any], ranking: TriggerRanking) -> str:
    table = ranking.table
    same = table[(table["factor"] == row["factor"]) & table["verdict"].isin(["clear", "shared"])]
    if same.empty:
        return "This seems to be an echo of another day."
    lag = int(same.sort_values("p")["lag_days"].iloc[0])
    return f"This seems to be an echo of the link seen {say_when(lag, row['of_night'])}."


def _cannot_tell_tail(row: Mapping[Hashable, Any]) -> str:
    width = abs(row["contrast_to"] - row["contrast_from"])
    least = format_number(row["smallest_detectable"] * width)
    wait = say_wait(row)
    need = "is" if more_days_needed(row) == 1 else "are"
    more = f" {sentence(wait)} {need} needed to see 1 point." if wait else ""
    return f"Cannot tell yet: so far only effects of {least} points or more would show.{more}"


def say_wait(row: Mapping[Hashable, Any]) -> str:
    """Say how long until a contrast would show 1 point.

    Parameters
    ----------
    row : mapping
        A row of ``TriggerRanking.table``.

    Returns
    -------
    str
        For example "about 40 more days"; empty where no number can be given.
    """
    return say_more_days(more_days_needed(row))
