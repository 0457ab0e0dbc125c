"""Two reports side by side: what is there now that was not, and the other way round."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from backpain_analysis.errors import LogbookError

Numbers = Mapping[str, Any]

#: The shape of report.json that is understood.
SCHEMA = 1

_SCHEMA_FILE = Path(__file__).parent / "report" / "schema.json"
_LONGEST_CELL = 40
_PARTS = ("package_version", "settings", "period", "pain", "triggers", "stretching", "trend",
          "flares", "alerts", "described")  # fmt: skip
# From the most to the least that may be said of a factor.
_STANDING = (
    "clear", "shared", "hint", "echo", "no_large_link", "cannot_tell", "not_enough_data",
)  # fmt: skip
_SAID = ("clear", "hint")
_CLAIMED = (*_SAID, "shared")


@dataclass(frozen=True)
class Pattern:
    """A factor that may be told in one of two reports.

    Attributes
    ----------
    factor : str
        Name of the column.
    label : str
        What a person reads.
    first, second : str or None
        Its best verdict in each report; None where it was not looked at.
    """

    factor: str
    label: str
    first: str | None
    second: str | None


@dataclass(frozen=True)
class Comparison:
    """What two reports have in common, and what they do not.

    Attributes
    ----------
    first, second : mapping
        The reports, as in report.json.
    days_in_both : int
        Calendar days that lie in both periods [days].
    changed_settings : tuple of str
        Settings that differ, and so can change a number by themselves.
    new_flares : tuple of mapping
        Flare-ups of the second report that overlap none of the first.
    new_places, gone_places : tuple of str
        Places named in one report only.
    new_alerts : tuple of mapping
        Words that call for care which the first report does not have.
    appeared, stayed, went : tuple of Pattern
        Patterns by whether they may be told in the second report alone, in
        both, or in the first alone.
    """

    first: Numbers
    second: Numbers
    days_in_both: int
    changed_settings: tuple[str, ...]
    new_flares: tuple[Numbers, ...]
    new_places: tuple[str, ...]
    gone_places: tuple[str, ...]
    new_alerts: tuple[Numbers, ...]
    appeared: tuple[Pattern, ...]
    stayed: tuple[Pattern, ...]
    went: tuple[Pattern, ...]


def read_report(path: str | os.PathLike[str]) -> dict[str, Any]:
    """Read a report.json.

    Parameters
    ----------
    path : path
        The file, or the folder that it lies in.

    Returns
    -------
    dict

    Raises
    ------
    LogbookError
        There is none, it is no report of this program, or something in it
        that is compared is of the wrong kind.
    """
    place = Path(path)
    file = place / "report.json" if place.is_dir() else place
    try:
        numbers = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise LogbookError(
            f"No report at '{file}' ({error.strerror or type(error).__name__}). Name a report.json "
            "or the folder that it lies in; `backpain report` makes one."
        ) from error
    except (ValueError, RecursionError) as error:
        raise _no_report(file) from error
    if not isinstance(numbers, dict):
        raise _no_report(file)
    if numbers.get("schema") != SCHEMA:
        raise LogbookError(
            f"'{file}' has the shape {numbers.get('schema')!r}, and only shape {SCHEMA} is "
            "understood. Make the report again with this version."
        )
    _check_kinds(file, numbers)
    return numbers


def _check_kinds(file: Path, numbers: dict[str, Any]) -> None:
    """Refuse what was changed by hand; what an older version did not have may be missing."""
    from jsonschema import Draft202012Validator

    schema = json.loads(_SCHEMA_FILE.read_text(encoding="utf-8"))
    compared = {name: numbers[name] for name in _PARTS if name in numbers}
    for error in Draft202012Validator(schema).iter_errors(compared):
        if error.validator not in ("required", "additionalProperties"):
            place = ".".join(str(step) for step in error.absolute_path)
            raise LogbookError(
                f"'{file}' was changed: at '{place}' it has {_short(error.instance)}, which no "
                "report has there. Make the report again."
            )


def _short(cell: object) -> str:
    text = json.dumps(cell)
    return text if len(text) <= _LONGEST_CELL else f"{text[:_LONGEST_CELL]}…"


def _no_report(file: Path | str) -> LogbookError:
    return LogbookError(
        f"'{file}' is no report.json of this program. Name one that `backpain report` made."
    )


def compare_reports(first: Numbers, second: Numbers) -> Comparison:
    """Compare two reports.

    Parameters
    ----------
    first, second : mapping
        From `read_report`, the earlier one first.

    Returns
    -------
    Comparison

    Raises
    ------
    LogbookError
        A part that every report has is missing.
    """
    missing = [name for name in _PARTS if name not in first or name not in second]
    if missing:
        raise LogbookError(
            f"One of the reports is not whole: {', '.join(missing)} missing. Make it again."
        )
    with whole_reports():
        return _compared(first, second)


@contextmanager
def whole_reports() -> Iterator[None]:
    """Turn what is missing in a report into an error that a person can mend.

    Raises
    ------
    LogbookError
        An older version wrote it, or a hand has changed it.
    """
    try:
        yield
    except KeyError as error:
        raise LogbookError(
            f"One of the reports lacks {error}: an older version made it, or it was changed. "
            "Make both again with this version, with the same --since and --until."
        ) from error
    except (TypeError, ValueError, AttributeError) as error:
        raise LogbookError(
            f"One of the reports was changed ({error}). Make both again with this version."
        ) from error


def _compared(first: Numbers, second: Numbers) -> Comparison:
    places = [[place["name"] for place in one["described"]["places"]] for one in (first, second)]
    appeared, stayed, went = compare_patterns(first["triggers"], second["triggers"])
    known = {_alert_key(alert) for alert in first["alerts"]}
    return Comparison(
        first=first,
        second=second,
        days_in_both=_days_in_both(first["period"], second["period"]),
        changed_settings=_changed_settings(first["settings"], second["settings"]),
        new_flares=tuple(
            flare for flare in second["flares"]
            if not any(_overlap(flare, other) for other in first["flares"])
        ),
        new_places=tuple(name for name in places[1] if name not in places[0]),
        gone_places=tuple(name for name in places[0] if name not in places[1]),
        new_alerts=tuple(a for a in second["alerts"] if _alert_key(a) not in known),
        appeared=appeared,
        stayed=stayed,
        went=went,
    )  # fmt: skip


def _days_in_both(first: Numbers, second: Numbers) -> int:
    start = max(pd.Timestamp(first["start"]), pd.Timestamp(second["start"]))
    end = min(pd.Timestamp(first["end"]), pd.Timestamp(second["end"]))
    return max(0, (end - start).days + 1)


def _changed_settings(first: Numbers, second: Numbers) -> tuple[str, ...]:
    """Those that change numbers; label, questions and dates asked for do not."""
    words = {"label", "questions", "visits", "settled", "since", "until"}
    names = [name for name in second if name not in words]
    return tuple(name for name in names if first.get(name) != second[name])


def _overlap(one: Numbers, other: Numbers) -> bool:
    return bool(one["start"] <= other["end"] and other["start"] <= one["end"])


def _alert_key(alert: Numbers) -> tuple[Any, ...]:
    """The same words in a file that has grown since are the same alert."""
    return alert["date"], alert["code"], alert["column"], alert["quote"]


def compare_patterns(
    first: Sequence[Numbers], second: Sequence[Numbers]
) -> tuple[tuple[Pattern, ...], tuple[Pattern, ...], tuple[Pattern, ...]]:
    """Hold two rankings of triggers against each other.

    Parameters
    ----------
    first, second : sequence of mapping
        Rows with ``factor``, ``label`` and ``verdict``, the earlier ranking first.

    Returns
    -------
    tuple of tuples of Pattern
        Those that appeared, those told in both, those that went. What
        cannot be told apart from another is neither new nor gone.
    """
    verdicts = [_best(rows) for rows in (first, second)]
    labels = {row["factor"]: row["label"] for row in (*first, *second)}
    found = [
        Pattern(factor, label, verdicts[0].get(factor), verdicts[1].get(factor))
        for factor, label in labels.items()
    ]
    return (
        tuple(p for p in found if p.second in _SAID and p.first not in _CLAIMED),
        tuple(p for p in found if p.second in _CLAIMED and p.first in _CLAIMED),
        tuple(p for p in found if p.first in _SAID and p.second not in _CLAIMED),
    )


def _best(rows: Sequence[Numbers]) -> dict[str, str]:
    best: dict[str, str] = {}
    for row in rows:
        both = (row["verdict"], best.get(row["factor"], row["verdict"]))
        best[row["factor"]] = min(both, key=_STANDING.index)
    return best
