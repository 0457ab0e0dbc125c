"""What keeping a diary costs, and what becomes of an entry."""

from __future__ import annotations


def say_rating_cost(days: int, of_days: int) -> str:
    """Remind that rating pain every day has a cost, and that less may do.

    Parameters
    ----------
    days : int
        On which pain was rated [days].
    of_days : int
        That were looked back on [days].

    Returns
    -------
    str
    """
    return (
        f"You rated your pain on {days} of the last {of_days} days. That may have a cost: in a "
        "study of 58 people with a fresh back sprain, 52 of 100 who rated their pain every day "
        "for four weeks had recovered after three months, and 79 of 100 who did not (Ferrari "
        "2015). It is one small study: if your therapist asked for daily ratings, go on. "
        "Otherwise fewer entries may do: a week with and a week without, or none until something "
        "changes. What your diary can answer by now: backpain report"
    )
