"""What weakens any conclusion from a diary, as codes."""

from __future__ import annotations

import numpy as np

from backpain_analysis.regression import Array

#: Above this weighted mean of phi, false alarms reach 5 to 9 %.
HIGH_MEMORY = 0.8
#: Pain at an end of the scale on more than this share of days hides effects.
MOSTLY = 0.5


def data_caveats(pain: Array, memory: float | None) -> tuple[str, ...]:
    """Warnings that hold for every regression on this pain.

    Parameters
    ----------
    pain : ndarray
        Over the period; NaN where not recorded [points].
    memory : float or None
        Weighted mean of phi; None where nothing was fitted.

    Returns
    -------
    tuple of str
        Of "pain_constant", "pain_at_floor", "pain_at_ceiling",
        "memory_above_0.8".
    """
    recorded = pain[~np.isnan(pain)]
    if not len(recorded):
        return ()
    if np.ptp(recorded) == 0:
        return ("pain_constant",) if len(recorded) > 1 else ()
    holds = {
        "pain_at_floor": (recorded == 0).mean() > MOSTLY,
        "pain_at_ceiling": (recorded == 10).mean() > MOSTLY,
        "memory_above_0.8": memory is not None and memory > HIGH_MEMORY,
    }
    return tuple(code for code, true in holds.items() if true)
