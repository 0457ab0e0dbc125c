"""Codes in results -> words: verdicts, reasons, caveats."""

from __future__ import annotations

from backpain_analysis.wording.phrases import Voice


def verdict_label(verdict: str) -> str:
    """Name a verdict for a table, in a few words.

    Parameters
    ----------
    verdict : str
        A verdict of any result.

    Returns
    -------
    str
        For example "could be chance" for "hint".
    """
    raise NotImplementedError


def say_reason(code: str | None) -> str:
    """Say why there was not enough data, as half a sentence.

    Parameters
    ----------
    code : str or None
        The ``reason`` of a result whose verdict is "not_enough_data".

    Returns
    -------
    str
        For example "fewer than 5 days with it"; no capital, no full stop.
    """
    raise NotImplementedError


def say_caveat(code: str, *, voice: Voice = "you") -> str:
    """Say what a reader must bear in mind.

    Parameters
    ----------
    code : str
        One of the ``caveats`` of a result.
    voice : {"you", "neutral"}

    Returns
    -------
    str
        One or two whole sentences.
    """
    raise NotImplementedError
