"""Any value of a result as JSON can hold it."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd


def as_plain(value: Any) -> Any:
    """Turn a value into what JSON can hold, leaving no NaN anywhere.

    Parameters
    ----------
    value : object
        Numbers (numpy's too), text, dates and times, None, and dicts, lists,
        tuples and DataFrames of them.

    Returns
    -------
    object
        Dates as ISO text, times as HH:MM, DataFrames as lists of dicts; NaN,
        NaT, NA and infinite numbers as None.
    """
    if isinstance(value, pd.DataFrame):
        return as_plain(value.to_dict("records"))
    if isinstance(value, Mapping):
        return {str(key): as_plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_plain(one) for one in value]
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    return _plain_scalar(value)


def _plain_scalar(value: Any) -> Any:
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, (dt.datetime, dt.date)):
        return value.isoformat()[:10]
    return str(value)
