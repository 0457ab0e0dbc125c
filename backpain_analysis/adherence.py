"""What was asked, what was done: sessions and dose by the plan in force.

A week is the unit: planned are times a day x days a week, by the share of the
week in which the plan was in force, in whole sessions; done counts at most
times a day, and at most what was planned for the week. So a rest day is never
a failure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from backpain_analysis.doses import say_dose
from backpain_analysis.exercises import has_two_sides
from backpain_analysis.reading.misspelt import Misspelt, find_misspelt
from backpain_analysis.sessions import DOSE, UNKNOWN

#: What a blank start stands for where nothing was logged, and a blank end.
_ALWAYS = pd.Timestamp(1900, 1, 1), pd.Timestamp(2200, 1, 1)
_LIMIT = re.compile(
    r"(?i)(?:^|[,;.(–—-]\s*)(?:but\s+)?(?:if|unless|as\s+long\s+as|falls|sofern|solange|no\s+pain|"
    r"without\s+pain|pain[\s-]?free|ohne\s+schmerz|schmerzfrei|keine\s+schmerz|"
    r"(?:when|while|wenn|bei)\b(?=[^,;.]*(?:pain|hurt|sore|flare|able|good|bad|schmerz|weh)))\b|"
    r"\bonly\s+(?:if|when|while|on|after|without)\b|\bnur\s+(?:wenn|falls|bei|ohne|an|nach)\b|"
    r"\bas\s+(?:tolerated|able|needed|required)\b|\b(?:nach|bei)\s+bedarf\b|\bsoweit\s+möglich\b|"
    r"\bseulement\s+(?:si|quand)\b|\bs[oó]lo\s+(?:si|cuando)\b|\bsolo\s+se\b|\balleen\s+als\b"
)
#: What is asked for politely is asked for: "daily if possible".
_POLITE = re.compile(
    r"(?i)\b(?:if|when|where|falls|sofern|wenn)(?:\s+(?:at\s+all|es|it\s+is|irgend))?\s+"
    r"(?:possible|you\s+can|i\s+can|able|you\s+have\s+time|there\s+is\s+time|time\s+(?:allows|permits)"
    r"|möglich|geht)\b(?=\s*(?:$|[,;.)]))"
)
#: What is to be done then is no condition of the exercise itself.
_CHANGES = re.compile(r"(?i)\b(?:stop|progress|increas|build|add|skip|call|steiger|aufhör)")
_SUMMED = ("counted", "due", "planned", "at_most", "dose", "dosed", "dosable", "dose_due")


@dataclass(frozen=True)
class Adherence:
    """Done out of planned, with the bounds that unlogged days leave.

    Attributes
    ----------
    done, planned : float
        Sessions that count, and those planned for the days that are known
        [sessions].
    share : float or None
        ``done / planned`` [0-1]; None where nothing was planned on the days
        that are known, and of `bounds_only`.
    low, high : float or None
        The share if every day that is not known was missed, or done [0-1].
    dose_share : float or None
        Sets x reps x hold done out of planned, of the stretches for which the
        plan has a dose [0-1]; None where there are none, or none was logged.
    with_dose, dosable : float
        How many of those done had a dose in the log, and for how many the plan
        has one [sessions].
    less_dose : int
        Sessions for which less was logged than the plan's dose [sessions].
    table : pandas.DataFrame
        One row per exercise: ``exercise``, ``done``, ``planned``, ``share``,
        ``low``, ``high``, ``dose_share``, ``less_dose``, ``last_dose`` (as
        "3x15") and ``last_dosed``, the last day with one (None, NaT).
    by_week : pandas.DataFrame
        One row per exercise and week: ``exercise``, ``week`` (Monday),
        ``done``, ``planned`` (for the days of the week that are known),
        ``days_covered`` (how many those are) [days].
    nearly : tuple of Misspelt
        Names in the log that are nearly an exercise of the plan, and so are
        not counted as done of it.
    which_known : bool
        False of `bounds_only`.
    """

    done: float
    planned: float
    share: float | None
    low: float | None
    high: float | None
    dose_share: float | None
    with_dose: float
    dosable: float
    less_dose: int
    table: pd.DataFrame
    by_week: pd.DataFrame
    nearly: tuple[Misspelt, ...] = ()
    which_known: bool = True

    def bounds_only(self) -> Adherence:
        """Leave out the shares, where the log says that there was stretching and not which."""
        unknown = self.table.assign(share=np.nan, dose_share=np.nan)
        return replace(self, share=None, dose_share=None, table=unknown, which_known=False)


def measure_adherence(
    routine: pd.DataFrame,
    sessions: pd.DataFrame,
    plan: pd.DataFrame,
    known: pd.Series[float],
    period: pd.DatetimeIndex,
    *,
    since: pd.Timestamp = _ALWAYS[0],
    settled: Iterable[str] = (),
) -> Adherence | None:
    """Hold what was done against the plan in force, but for what it asks for under a condition.

    Parameters
    ----------
    routine, plan : pandas.DataFrame
        As in `Logbook`.
    sessions : pandas.DataFrame
        From `sessions_of` of that routine.
    known : pandas.Series
        From `session_days`: NaN, or no row, where a day is not known.
    period : pandas.DatetimeIndex
        Calendar days that count.
    since : pandas.Timestamp
        As for `plan_by_day`.
    settled : iterable of str
        As for `find_misspelt`.

    Returns
    -------
    Adherence or None
        None where no plan without a condition was in force in the period.
    """
    asked = plan_by_day(plan, period, since) if len(plan) else plan
    asked = asked.loc[~asked["exercise"].isin(limited_by(plan))] if len(asked) else asked
    if asked.empty:
        return None
    open_rows = routine.loc[routine["done"] == UNKNOWN, ["exercise", "date"]]
    is_open = pd.MultiIndex.from_frame(asked[["exercise", "date"]]).isin(
        pd.MultiIndex.from_frame(open_rows)
    )
    asked["known"] = asked["date"].map(known).notna() & ~is_open
    each = _done_of(sessions, asked)
    weeks = _weeks(asked.merge(_by_day(each), "left", ["exercise", "side", "date"]))
    shares = _shares(weeks.groupby("exercise", sort=False)[[*_SUMMED]].sum())
    table = shares.join(_doses_of(each)).fillna({"less_dose": 0}).reset_index()
    total = _shares(weeks[[*_SUMMED]].sum().to_frame().T).iloc[0]
    in_period = routine.loc[routine["date"].isin(period)]
    by_week = weeks.assign(planned=weeks["due"]).groupby(["exercise", "week"], sort=False)
    done = by_week[["counted", "planned"]].sum().rename(columns={"counted": "done"})
    return Adherence(
        done=total["done"],
        planned=total["planned"],
        share=_or_none(total["share"]),
        low=_or_none(total["low"]),
        high=_or_none(total["high"]),
        dose_share=_or_none(total["dose_share"]),
        with_dose=float(weeks["dosed"].sum()),
        dosable=float(weeks["dosable"].sum()),
        less_dose=int(table["less_dose"].sum()),
        table=table.astype({"less_dose": int}),
        by_week=done.assign(days_covered=by_week["days_known"].max()).reset_index(),
        nearly=tuple(m for m in find_misspelt(in_period, plan, settled) if m.asked_for),
    )


def limited_by(plan: pd.DataFrame) -> dict[str, str]:
    """Find what a plan asks for only under a condition: on how many days it holds is not known.

    Parameters
    ----------
    plan : pandas.DataFrame
        As in `Logbook.plan`.

    Returns
    -------
    dict of str to str
        Exercise -> the note of its latest row, such as "only when pain is 4 or less".
    """
    if plan.empty or "notes" not in plan:
        return {}
    rows = plan.sort_values("start", kind="stable", na_position="first")
    latest = dict(
        zip(rows["exercise"].astype(str), rows["notes"].fillna("").astype(str), strict=True)
    )
    return {
        name: words
        for name, words in latest.items()
        if _LIMIT.search(_POLITE.sub("", words)) and not _CHANGES.search(words)
    }


def plan_by_day(
    plan: pd.DataFrame, period: pd.DatetimeIndex, since: pd.Timestamp = _ALWAYS[0]
) -> pd.DataFrame:
    """Spread a plan over the days on which each row of it was in force.

    Rows for the same exercise and side are changes: on each day the one that
    started last holds. On no day a week, or no times a day, an exercise is not
    asked for. One that the catalogue gives for each side is asked for on both
    where no side is named.

    Parameters
    ----------
    plan : pandas.DataFrame
        As in `Logbook.plan`.
    period : pandas.DatetimeIndex
    since : pandas.Timestamp
        From when on what has no start is asked for; NaT where that is not known.

    Returns
    -------
    pandas.DataFrame
        ``date``, ``exercise``, ``side``, ``times`` (a day), ``per_day``
        (planned, spread evenly over the week), ``sets``, ``reps``,
        ``hold_seconds``.
    """
    side = plan["side"].fillna("").astype(str).str.casefold()
    items = plan.assign(
        side=side.mask((side == "") & plan["exercise"].map(has_two_sides), "both"),
        end=plan["end"].fillna(_ALWAYS[1]),
        times=plan["times_per_day"].fillna(1.0),
    ).sort_values("start", kind="stable", na_position="first")
    items["start"] = items["start"].fillna(since).fillna(_ALWAYS[0])
    items["per_day"] = items["times"] * items["days_per_week"].fillna(7.0) / 7
    days = items.merge(pd.DataFrame({"date": period}), how="cross")
    days = days.loc[(days["start"] <= days["date"]) & (days["date"] <= days["end"])]
    days = days.drop_duplicates(["exercise", "side", "date"], keep="last")
    days = days.loc[days["per_day"] > 0]
    columns = ["date", "exercise", "side", "times", "per_day", *DOSE]
    return days[columns].sort_values(["exercise", "side", "date"], ignore_index=True)


def _done_of(sessions: pd.DataFrame, asked: pd.DataFrame) -> pd.DataFrame:
    """Sessions of each planned item, and what they count, in sessions' worth.

    A session whose dose was not logged counts as a dose what it counts as a
    session.

    An item for one side takes the sessions that hold it; where both sides
    were asked for, a session of one side is half a session.
    """
    each = asked.merge(sessions, on=["exercise", "date"], suffixes=("", "_done"))
    left_missing = (each["side"] == "left") & ~each["left"]
    right_missing = (each["side"] == "right") & ~each["right"]
    each = each.loc[~left_missing & ~right_missing].copy()
    half = (each["side"] == "both") & each["one_sided"]
    each["amount"] = each["weight"] * np.where(half, 0.5, 1.0)
    each["ratio"] = _ratio(each).where(each["weight"] > 0)
    fullness = (each["ratio"] * np.where(half, 0.5, 1.0)).clip(upper=1.0)
    each["dose"] = fullness.fillna(each["amount"])
    each["dosed"] = each["amount"].where(fullness.notna(), 0.0)
    return each


def _by_day(each: pd.DataFrame) -> pd.DataFrame:
    by_day = each.groupby(["exercise", "side", "date"], as_index=False)
    return by_day[["amount", "dose", "dosed"]].sum()


def _doses_of(each: pd.DataFrame) -> pd.DataFrame:
    """Of each exercise, the sessions with less than its dose, and the last dose that was logged."""
    logged = each.loc[each["weight"] > 0].sort_values(["date", "session"], kind="stable")
    logged = logged.loc[logged[[f"{part}_done" for part in DOSE]].notna().any(axis=1)]
    once = logged.drop_duplicates(["exercise", "date", "session"])
    last = once.drop_duplicates("exercise", keep="last").set_index("exercise")
    doses = [
        say_dose({part: f"{row[f'{part}_done']:g}" for part in DOSE if row[f"{part}_done"] > 0})
        for row in last.to_dict("records")
    ]
    return pd.DataFrame(
        {
            "less_dose": once.loc[once["ratio"] < 1].groupby("exercise").size(),
            "last_dose": pd.Series(doses, index=last.index, dtype=object),
            "last_dosed": last["date"],
        }
    )


def _ratio(each: pd.DataFrame) -> pd.Series[float]:
    """Dose of a session over the dose planned; NaN where unknown.

    What the log leaves out of a dose that it names in part was as planned.
    """
    ratio = pd.Series(1.0, index=each.index)
    known = pd.Series(False, index=each.index)
    for part in DOSE:
        share = (each[f"{part}_done"] / each[part]).where(each[part] > 0)
        known |= share.notna()
        ratio *= share.fillna(1.0)
    return ratio.round(9).where(known)


def _weeks(days: pd.DataFrame) -> pd.DataFrame:
    """One row per item and week, with what counts and what it is held against.

    ``due`` is what was planned for the known days, and never less than what
    was done: a week's sessions done on its few known days are not lost.
    """
    days = days.assign(
        week=days["date"] - pd.to_timedelta(days["date"].dt.day_of_week, unit="D"),
        counted=np.minimum(days["amount"].fillna(0.0), days["times"]),
        dose=np.minimum(days["dose"].fillna(0.0), days["times"]),
        dosed=np.minimum(days["dosed"].fillna(0.0), days["times"]),
        has_dose=days[[*DOSE]].gt(0).any(axis=1),
        planned=days["per_day"],
        due=days["per_day"].where(days["known"], 0.0),
        possible=days["times"].where(~days["known"], 0.0),
        days_known=days["known"].astype(int),
    )
    sums = ["planned", "counted", "due", "possible", "days_known", "dose", "dosed", "has_dose"]
    weeks = days.groupby(["exercise", "side", "week"], as_index=False)[sums].sum()
    for amount in ("planned", "due"):
        weeks[amount] = _whole(weeks, amount)
    weeks["due"] = _within_plan(weeks)
    for amount in ("counted", "dose", "dosed"):
        weeks[amount] = weeks[[amount, "planned"]].min(axis=1)
    weeks["due"] = weeks[["due", "counted"]].max(axis=1)
    for amount, of_dose in (("counted", "dosable"), ("due", "dose_due"), ("dose", "dose")):
        weeks[of_dose] = weeks[amount].where(weeks["has_dose"] > 0, 0.0)
    weeks["at_most"] = (weeks["counted"] + weeks["possible"]).clip(upper=weeks["planned"])
    return weeks


def _whole(weeks: pd.DataFrame, amount: str) -> pd.Series[float]:
    """Whole sessions of each week, which over all weeks are as many as the plan asks for.

    A plan is spread over days in sevenths, and nobody does five sevenths of a session: what
    is rounded away in one week is asked for in the next.
    """
    so_far = weeks.groupby(["exercise", "side"])[amount].cumsum()
    whole: pd.Series[float] = (so_far.round(6) + 0.5) // 1
    return whole - whole.groupby([weeks["exercise"], weeks["side"]]).shift(fill_value=0.0)


def _within_plan(weeks: pd.DataFrame) -> pd.Series[float]:
    """Move what rounding makes due beyond a week's plan to the weeks before it."""
    due, last, beyond = [0.0] * len(weeks), None, 0.0
    columns = (weeks[name].tolist() for name in ("exercise", "side", "due", "planned"))
    for at, (*item, asked, planned) in [*enumerate(zip(*columns, strict=True))][::-1]:
        wanted = asked + (beyond if item == last else 0.0)
        due[at] = min(wanted, planned)
        last, beyond = item, wanted - due[at]
    return pd.Series(due, index=weeks.index, dtype=float)


def _shares(sums: pd.DataFrame) -> pd.DataFrame:
    """Done of planned, by row."""
    due = sums["due"].where(sums["due"] > 0)
    dose_due = sums["dose_due"].where(sums["dose_due"] > 0)
    asked = sums["planned"].where(sums["planned"] > 0)
    return pd.DataFrame(
        {
            "done": sums["counted"],
            "planned": sums["due"],
            "share": sums["counted"] / due,
            "low": sums["counted"] / asked,
            "high": sums["at_most"] / asked,
            "dose_share": (sums["dose"] / dose_due).where(sums["dosed"] > 0),
        }
    )


def _or_none(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
