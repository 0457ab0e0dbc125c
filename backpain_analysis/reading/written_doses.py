"""A dose that stands in the column of repetitions: "2x10", "30s"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from backpain_analysis.columns import ROUTINE_BY_NAME
from backpain_analysis.doses import parse_dose
from backpain_analysis.reading.part import Cells, Values

_AMOUNTS = ("sets", "reps", "hold_seconds", "minutes")
_TOLD = {"sets": "{} sets", "reps": "{} repetitions", "hold_seconds": "hold {} s",
         "minutes": "{} min"}  # fmt: skip


@dataclass(frozen=True, eq=False)
class WrittenDoses:
    """What the column of repetitions says beside repetitions.

    Attributes
    ----------
    cells : list of Cells
        Those of the table, with the doses no longer refused.
    amounts : mapping of str to numpy.ndarray
        Column -> one value per row, in its own unit; NaN where nothing is said.
    """

    cells: list[Cells]
    amounts: Mapping[str, npt.NDArray[np.float64]]


def take_doses(cells: Sequence[Cells], names: Sequence[str]) -> WrittenDoses:
    """Read doses in the column of repetitions, where their own columns are blank.

    Parameters
    ----------
    cells : sequence of Cells
        Of a routine or a plan.
    names : sequence of str
        Columns that it may have; a dose that says more stays refused.

    Returns
    -------
    WrittenDoses
    """
    by_name = {cell.name: cell for cell in cells if cell.known}
    reps = by_name.get("reps")
    if reps is None or not reps.parsed.refused.any():
        return WrittenDoses([*cells], {})
    text = reps.parsed.text
    refused = reps.parsed.refused.copy()
    amounts = {name: np.full(len(refused), np.nan) for name in _AMOUNTS}
    said = {}
    for written in reps.parsed.messages:
        dose = {name: float(figure) for name, figure in parse_dose(written.strip()).items()
                if name in _AMOUNTS and name in names}  # fmt: skip
        if not _is_whole(dose, parse_dose(written.strip())):
            continue
        rows = refused & (text.codes == text.categories.get_loc(written))
        for name in dose.keys() - {"reps"}:
            rows &= by_name[name].parsed.text.codes < 0 if name in by_name else True
        for name, figure in dose.items():
            amounts[name][rows] = figure
        refused &= ~rows
        said[written] = ", ".join(_TOLD[n].format(f"{dose[n]:g}") for n in _AMOUNTS if n in dose)
    parsed = replace(reps.parsed, refused=refused)
    taken = replace(reps, parsed=parsed, said=said)
    return WrittenDoses([taken if cell is reps else cell for cell in cells], amounts)


def _is_whole(dose: Mapping[str, float], written: Mapping[str, str]) -> bool:
    """Tell whether all that is written has a column and lies within its limits."""
    highest = {name: ROUTINE_BY_NAME[name].high for name in dose}
    inside = all(high is None or dose[name] <= high for name, high in highest.items())
    return bool(dose) and dose.keys() == written.keys() and inside


def with_doses(columns: Mapping[str, Values], doses: WrittenDoses) -> dict[str, Values]:
    """Put the doses into the columns to which they belong.

    Parameters
    ----------
    columns : mapping of str to Values
        Of a routine or a plan.
    doses : WrittenDoses

    Returns
    -------
    dict
    """
    put = {
        name: np.where(np.isnan(amounts), np.asarray(columns[name], dtype=float), amounts)
        for name, amounts in doses.amounts.items()
        if name in columns
    }
    return {**columns, **put}
