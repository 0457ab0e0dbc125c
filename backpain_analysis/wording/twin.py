"""How a diary like this one behaves with known truth, in words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from backpain_analysis.twin import MIN_DAYS, Twin
from backpain_analysis.wording.exposures import say_when
from backpain_analysis.wording.phrases import (
    Voice,
    factor_label,
    format_number,
    format_percent,
    join_words,
    say_count,
)

#: Share of the diaries in which an effect must be found to be called likely to show.
LIKELY = 0.8
#: Below this share an effect would rather be missed.
UNLIKELY = 0.5


def say_twin(twin: Twin, *, voice: Voice = "you") -> list[str]:
    """Say how often something would be claimed, with nothing there and with something.

    Parameters
    ----------
    twin : Twin
    voice : {"you", "neutral"}

    Returns
    -------
    list of str
        First what was simulated and how often a link was told where none was;
        then which things would have been found, and which would rather not.
    """
    if twin.verdict == "not_enough_data":
        return [
            "Not enough data to make up diaries like this one. That takes "
            f"{MIN_DAYS} recorded days on which pain varies, and something to compare it with."
        ]
    whose = "yours" if voice == "you" else "this one"
    number = say_count(twin.n_diaries, "diary", "diaries")
    made = (
        f"{number} like {whose} {'was' if twin.n_diaries == 1 else 'were'} made up. Each has the "
        "same days, gaps and habits. Pain changes as much and as slowly in it, but goes together "
        f"with nothing. {_in_how_many(twin)} a link would have been claimed all the same; about "
        "5 in 100 are put up with."
    )
    return [made, *_found(twin)]


def _in_how_many(twin: Twin) -> str:
    share = twin.false_claims or 0.0
    false = round(share * twin.n_diaries)
    return f"In {false} of them ({format_percent(share)})" if false else "In none of them"


def _found(twin: Twin) -> list[str]:
    planted = (
        f"Had each thing by itself gone together with {_points(twin.effect)} {say_when(twin.lag)} "
        "(a high rather than a low amount, or with it rather than without), so often would it "
        "have been called clear."
    )
    found = twin.table.sort_values("found", ascending=False, kind="stable")
    share = found["found"]
    groups = {
        "Most likely found": found[share >= LIKELY],
        "Found more often than not": found[(share < LIKELY) & (share >= UNLIKELY)],
        "More often missed, so that finding nothing says little": found[share < UNLIKELY],
    }
    told = [f"{words}: {_names(rows)}." for words, rows in groups.items() if len(rows)]
    return [" ".join([planted, *told])]


def _points(effect: float) -> str:
    size = format_number(abs(effect))
    number = say_count(abs(effect), "point") if float(effect).is_integer() else f"{size} points"
    return f"{number} {'more' if effect > 0 else 'less'} pain"


def _names(rows: pd.DataFrame) -> str:
    def name(row: dict[Any, Any]) -> str:
        return f"{factor_label(row['factor'], row['label'])} ({format_percent(row['found'])})"

    return join_words([name(row) for row in rows.to_dict("records")])
