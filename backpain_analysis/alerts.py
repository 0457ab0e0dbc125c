"""Words in a diary that call for care."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Alert:
    """One place in the logbook whose words call for care.

    Attributes
    ----------
    date : pandas.Timestamp
        Day of the entry.
    code : str
        Which rule, for example "saddle" or "fever".
    tier : {"emergency", "urgent", "please_check"}
    quote : str
        The sentence, exactly as written.
    column : str
        Where it stands.
    file : str
    line : int
    """

    date: pd.Timestamp
    code: str
    tier: str
    quote: str
    column: str
    file: str
    line: int


@dataclass(frozen=True)
class Alerts:
    """What the search for words that call for care came up with.

    Attributes
    ----------
    alerts : tuple of Alert
        Emergencies first, then by date, newest first.
    set_aside : tuple of Alert
        Negated or about another person: no alert, listed in the notebook.
    n_texts : int
        Cells that were searched.
    table : pandas.DataFrame
        All of both: ``date``, ``tier``, ``code``, ``column``, ``quote``,
        ``set_aside`` (bool).
    caveats : tuple of str
        Codes: "nothing_searched", "not_english".
    """

    alerts: tuple[Alert, ...]
    set_aside: tuple[Alert, ...]
    n_texts: int
    table: pd.DataFrame
    caveats: tuple[str, ...]
