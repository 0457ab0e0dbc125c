"""How regularly stretching was logged, in words, and what the log leaves open."""

from __future__ import annotations

from backpain_analysis.consistency import StretchingConsistency
from backpain_analysis.regularity import Regularity
from backpain_analysis.wording.phrases import Voice, say_count, say_date, say_span

#: Fewest days after the end of a log for which its end is named [days].
_FEWEST = 3


def say_unknown(consistency: StretchingConsistency, *, since_visit: bool = False) -> str:
    """Say on which days with an entry it is not known whether there was stretching, and why.

    Parameters
    ----------
    consistency : StretchingConsistency
    since_visit : bool
        It is of the days since a visit, and stands beside what is of the whole diary.

    Returns
    -------
    str
        "" where it is known of all, or of none.
    """
    days, start = consistency.unknown, consistency.log_start
    if not len(days) or start is None or not consistency.days_covered:
        return ""
    end = days[-1] if consistency.log_end is None else consistency.log_end
    early, late = int((days < start).sum()), int((days > end).sum())
    which = say_date(days[0]) if len(days) == 1 else f"{len(days)} days with an entry"
    blank = "nothing was written about stretching."
    if not early and late < _FEWEST:
        return f"{'Since the visit, on' if since_visit else 'On'} {which} {blank}"
    bounds = [f"begins on {say_date(start)}"] if early else []
    if late >= _FEWEST:
        bounds.append(f"ends on {say_date(end)}")
    why = f"The stretching log {' and '.join(bounds)}."
    rest = len(days) - early - (late if late >= _FEWEST else 0)
    head = "Since the visit not known" if since_visit else "Not known"
    return f"{head}: {which}. {why}{f' On {rest} of them {blank}' if rest else ''}"


def say_silent_end(consistency: StretchingConsistency) -> str:
    """Say on what day the stretching log ends, where the days after it count as none.

    Parameters
    ----------
    consistency : StretchingConsistency

    Returns
    -------
    str
        "" where they are few, or where the log was silent for as long before.
    """
    if consistency.log_end is None or not consistency.silent_end:
        return ""
    days = say_count(consistency.silent_end, "day")
    return (
        f"The stretching log ends on {say_date(consistency.log_end)}: the {days} with an entry "
        "after it count as none."
    )


def say_no_sessions(consistency: StretchingConsistency) -> str:
    """Say, where no session was done, what is short because of it and how to begin.

    Parameters
    ----------
    consistency : StretchingConsistency

    Returns
    -------
    str
        Blank where there was one.
    """
    if consistency.days_with_session:
        return ""
    return (
        "No stretching is written down as done in this time. So there is nothing to draw here, and "
        "most answers below stay short. If you stretch, write it down: a row for each stretch in a "
        "file whose name begins with routine, or with the command backpain log."
    )


def say_regularity(regularity: Regularity | None, *, voice: Voice = "you") -> str:
    """Say in how many weeks there was regular stretching, and the longest time without.

    Parameters
    ----------
    regularity : Regularity or None
        None without a log.
    voice : {"you", "neutral"}

    Returns
    -------
    str
        "" where no session was logged.
    """
    if regularity is None or regularity.longest_gap is None:
        return ""
    stretched = "you stretched" if voice == "you" else "there was stretching"
    weeks = say_count(regularity.weeks, "whole week")
    often = f"In {regularity.regular_weeks} of {weeks} {stretched} on 3 days or more."
    if regularity.gap_start is None:
        span = say_span(regularity.first or "", regularity.last or "")
        gap = f"There was stretching every day from {span}."
    else:
        days = say_count(regularity.longest_gap, "day")
        since = say_date(regularity.gap_start)
        gap = f"The longest time without logged stretching was {days}, from {since}."
    return f"{often} {gap}" if regularity.weeks else gap
