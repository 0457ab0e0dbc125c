"""A look of one's own choice in words, and how many were taken."""

from __future__ import annotations

from backpain_analysis.explore import Look
from backpain_analysis.triggers import TriggerRanking
from backpain_analysis.wording.links import say_found, say_trigger
from backpain_analysis.wording.phrases import say_count, say_period


def say_look(look: Look) -> list[str]:
    """Say what one look shows, and whether it was among the tests that are counted.

    Parameters
    ----------
    look : Look

    Returns
    -------
    list of str
        One paragraph each.
    """
    pain = look.days["pain"].dropna()
    period = say_period(pain.index[0], pain.index[-1], len(pain))
    if look.counted:
        return [say_trigger(look.row, look.ranking), f"{period}."]
    return [
        say_found(look.row, look.ranking),
        f"{period}. A look, not a test: it is not among the combinations above and has no q. Of 20 "
        "looks at things that have no link at all, about one stands out like a link. What you find "
        "here is an idea: keep writing, and see whether the days to come show it too.",
    ]


def say_looks_taken(looks: int, beyond: int, ledger: TriggerRanking) -> str:
    """Say how many looks were taken.

    Parameters
    ----------
    looks : int
        Different choices so far.
    beyond : int
        Those of them that the ledger does not hold.
    ledger : TriggerRanking

    Returns
    -------
    str
    """
    tests = say_count(ledger.n_tests, "combination")
    return (
        f"{say_count(looks, 'look')} so far, {beyond or 'none'} of them beyond the {tests} checked "
        f"above. That number stays {ledger.n_tests}: looking adds nothing to it."
    )
