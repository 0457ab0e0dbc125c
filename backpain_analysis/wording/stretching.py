"""Stretching in words: how often, how much of the plan, and both directions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from backpain_analysis.adherence import Adherence
from backpain_analysis.consistency import Link, StretchingConsistency
from backpain_analysis.wording.phrases import Voice


def say_stretching(consistency: StretchingConsistency, *, voice: Voice = "you") -> str:
    """Say how often there was a session.

    Parameters
    ----------
    consistency : StretchingConsistency
    voice : {"you", "neutral"}

    Returns
    -------
    str
    """
    raise NotImplementedError


def say_adherence(adherence: Adherence | None, *, voice: Voice = "you") -> str:
    """Say how much of the plan was done, with the bounds of unlogged days.

    Parameters
    ----------
    adherence : Adherence or None
        None without a plan: then only frequency is known.
    voice : {"you", "neutral"}

    Returns
    -------
    str
    """
    raise NotImplementedError


def say_link(link: Link, *, outcome: str = "pain", voice: Voice = "you") -> str:
    """Say whether stretching goes together with later pain.

    Parameters
    ----------
    link : Link
        ``StretchingConsistency.link``.
    outcome : str
        The pain column.
    voice : {"you", "neutral"}

    Returns
    -------
    str
    """
    raise NotImplementedError


def say_reverse(link: Link, *, outcome: str = "pain", voice: Voice = "you") -> str:
    """Say whether pain goes together with stretching the day after.

    Parameters
    ----------
    link : Link
        ``StretchingConsistency.reverse``.
    outcome : str
        The pain column.
    voice : {"you", "neutral"}

    Returns
    -------
    str
    """
    raise NotImplementedError


def say_response(row: Mapping[str, Any] | pd.Series[Any], *, voice: Voice = "you") -> str:
    """Say how pain after an exercise differed from pain before it.

    Parameters
    ----------
    row : mapping or pandas.Series
        A row of ``StretchingConsistency.response``.
    voice : {"you", "neutral"}

    Returns
    -------
    str
    """
    raise NotImplementedError


def say_stopped(consistency: StretchingConsistency, *, voice: Voice = "you") -> list[str]:
    """Say which exercises were stopped because of pain.

    Parameters
    ----------
    consistency : StretchingConsistency
    voice : {"you", "neutral"}

    Returns
    -------
    list of str
        One sentence per exercise; empty where none was.
    """
    raise NotImplementedError
