"""Which of many combinations may be called findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from backpain_analysis.exposure import Exposure, Outcome, refit
from backpain_analysis.regression import Array, Fit

#: Share of false claims that is put up with.
CLAIM_Q = 0.05
#: As much an outcome as pain: never held equal to judge a cause, which it would explain away.
_OUTCOMES_TOO = ("mood",)
#: Ticks of which a day has one at most are one choice where so many days have one of them: the
#: others are days off sick, and ticks that were forgotten.
_NEARLY_ALL = 0.8


@dataclass(frozen=True)
class Finding:
    """What became of a claimed combination.

    Attributes
    ----------
    verdict : str
        "clear", "shared" or "echo".
    adjusted : Fit or None
        The effect beside the other claimed factors.
    adjusted_for : tuple of str
        Their names.
    day_uncertain : bool
        The factor's lags cannot be told apart.
    """

    verdict: str
    adjusted: Fit | None = None
    adjusted_for: tuple[str, ...] = field(default=())
    day_uncertain: bool = False


def false_discovery_q(p: Array) -> Array:
    """Benjamini-Hochberg adjusted p values.

    Parameters
    ----------
    p : ndarray, shape (m,)

    Returns
    -------
    ndarray, shape (m,)

    References
    ----------
    Benjamini Y, Hochberg Y (1995). Controlling the false discovery rate.
    J R Stat Soc B 57:289-300.
    """
    order = np.argsort(p)[::-1]
    rank = np.arange(len(p), 0, -1)
    q = np.empty(len(p))
    q[order] = np.minimum.accumulate(p[order] * len(p) / rank)
    return np.minimum(q, 1.0)


def sort_out(
    outcome: Outcome, exposures: Sequence[Exposure], p: Array, claimed: Sequence[int]
) -> dict[int, Finding]:
    """Tell findings from the echoes of other lags and of other factors.

    Parameters
    ----------
    outcome : Outcome
    exposures : sequence of Exposure
        Every combination that was tried, with enough data or without.
    p : ndarray
        Their p values; NaN where there was not enough data.
    claimed : sequence of int
        Positions of the combinations with q <= .05.

    Returns
    -------
    dict of int to Finding
        One for each claimed position; those that chance alone could give once
        the findings set the bar are left out.
    """
    kept: list[int] = []
    uncertain: set[int] = set()
    found: dict[int, Finding] = {}
    for name in dict.fromkeys(exposures[k].factor.name for k in claimed):
        own = [k for k in claimed if exposures[k].factor.name == name]
        standing = [k for k in own if not _echoes(outcome, exposures, k)]
        if not standing:
            standing = [min(own, key=lambda k: float(p[k]))]
            uncertain.update(standing)
        kept += standing
        found.update({k: Finding("echo") for k in own if k not in standing})
    strongest = _strongest(exposures, p, kept)
    for k in kept:
        others = _rivals(exposures, p, k, strongest)
        found[k] = _adjust(outcome, exposures, k, others, day_uncertain=k in uncertain)
    return _held_to_the_bar(found, p)


def _follows(exposure: Exposure) -> bool:
    """Whether a factor follows pain as much as it leads it: then it is no rival of a cause."""
    return exposure.factor.name in _OUTCOMES_TOO or exposure.factor.remedy


def _rivals(
    exposures: Sequence[Exposure], p: Array, k: int, strongest: Mapping[str, int]
) -> list[int]:
    """What else may stand behind a cell: of the ways of one choice only the strongest.

    An early shift is not a late one: held equal to the late shift and the day off,
    nothing is left of it to compare. So the strongest is not held against the
    others, and they are held against it alone.
    """
    this, lag = exposures[k].factor.name, exposures[k].lag
    rivals = [s for n, s in strongest.items() if n != this and not _follows(exposures[s])]
    choice = _choice(exposures, k)
    same = {s for s in rivals if exposures[s].factor.name in choice and exposures[s].lag == lag}
    first = min({*same, k}, key=lambda s: float(p[s]))
    return [s for s in rivals if s not in same or s == first]


def _choice(exposures: Sequence[Exposure], k: int) -> frozenset[str]:
    """Name the ticks of which nearly each day has just one, this one among them, at its lag."""
    lag = exposures[k].lag
    alike = [e for e in exposures if e.lag == lag and e.factor.kind == "yes_no"]
    ticks = {e.factor.name: e.values for e in alike}
    name = exposures[k].factor.name
    if name not in ticks:
        return frozenset()
    chosen, one = {name}, ticks[name] == 1
    for other in sorted(ticks, key=lambda n: -np.count_nonzero(ticks[n] == 1)):
        if not (one & (ticks[other] == 1)).any():
            chosen.add(other)
            one = one | (ticks[other] == 1)
    known = ~np.isnan([ticks[n] for n in chosen]).any(axis=0)
    whole = one[known].sum() >= _NEARLY_ALL * max(known.sum(), 1)
    return frozenset(chosen) if whole else frozenset()


def _held_to_the_bar(found: Mapping[int, Finding], p: Array) -> dict[int, Finding]:
    """Let stand what passes the bar for chance twice: alone, and beside the others.

    Echoes counted as discoveries when q was computed, and a companion of a true
    factor is always claimed: both lower the bar. So it is set anew, by the
    findings alone, and for the larger of the two p values.
    """
    clear = {k: max(float(p[k]), _adjusted_p(f)) for k, f in found.items() if f.verdict == "clear"}
    tests = int(np.isfinite(p).sum())
    ordered = sorted(clear, key=lambda k: clear[k])
    passed = max(
        (n for n, k in enumerate(ordered, 1) if clear[k] <= CLAIM_Q * n / tests), default=0
    )
    bar = CLAIM_Q * max(passed, 1) / max(tests, 1)
    held = dict(found)
    for k in ordered[passed:]:
        if p[k] <= bar:
            held[k] = replace(found[k], verdict="shared")
        else:
            del held[k]
    return held


def _adjusted_p(finding: Finding) -> float:
    return 0.0 if finding.adjusted is None else finding.adjusted.p


def _echoes(outcome: Outcome, exposures: Sequence[Exposure], k: int) -> bool:
    """Whether a cell's effect goes once the factor's other lags are beside it."""
    tested = exposures[k]
    others = [e for e in exposures if e.factor.name == tested.factor.name and e.lag != tested.lag]
    return bool(others) and _includes_zero(refit(outcome, tested, others))


def _strongest(exposures: Sequence[Exposure], p: Array, kept: Sequence[int]) -> dict[str, int]:
    """The cell with the smallest p of each factor."""
    best: dict[str, int] = {}
    for k in sorted(kept, key=lambda k: float(p[k])):
        best.setdefault(exposures[k].factor.name, k)
    return best


def _adjust(
    outcome: Outcome,
    exposures: Sequence[Exposure],
    k: int,
    others: Sequence[int],
    *,
    day_uncertain: bool,
) -> Finding:
    if not others:
        return Finding("clear", day_uncertain=day_uncertain)
    adjusted = refit(outcome, exposures[k], [exposures[j] for j in others])
    names = tuple(exposures[j].factor.name for j in others)
    verdict = "clear" if _stands(adjusted, refit(outcome, exposures[k], [])) else "shared"
    return Finding(verdict, adjusted, names, day_uncertain)


def _stands(adjusted: Fit | None, alone: Fit | None) -> bool:
    """Whether an effect is still there beside the others, and on the same side."""
    if adjusted is None or alone is None or _includes_zero(adjusted):
        return False
    return adjusted.effect * alone.effect > 0


def _includes_zero(fit: Fit | None) -> bool:
    return fit is None or fit.low <= 0 <= fit.high
