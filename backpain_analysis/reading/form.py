"""A form of table that is known by what stands in it, whatever its file is called."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from backpain_analysis.reading.part import Part
from backpain_analysis.reading.settings import Settings
from backpain_analysis.reading.tables import Table

Recognise = Callable[[Table, Settings], bool]
Read = Callable[[Table, Settings, dt.date], Sequence[Part]]

#: How what an app tells is corrected.
IN_THE_APP = "change it in the app and export anew in place of {}"


@dataclass(frozen=True)
class Form:
    """A form of table.

    Attributes
    ----------
    name : str
        As people read it: "long file", "Daylio".
    recognises : callable
        (table, settings) -> bool.
    read : callable
        (table, settings, today) -> the parts it gives, one for most.
    headers : frozenset of str
        Headers, in lower snake_case, by which a header row is known.
    stacked : tuple of frozenset of str
        Headers of tables that may stand one below the other in one text.
    """

    name: str
    recognises: Recognise
    read: Read
    headers: frozenset[str] = frozenset()
    stacked: tuple[frozenset[str], ...] = ()
