"""Words that a spreadsheet would take for a formula, written so that it does not."""

from __future__ import annotations

import re

# A sign alone begins one where something follows that can be reckoned with: "- fine" would be a
# name (and be saved as #NAME?), "-> home" and "--" stay words. Some programs take wide signs too.
_FORMULA = re.compile(r"""'*(?:[=@\t\r\uff1d\uff20]|[+\-\uff0b\uff0d][+\-\s]*[\w("'[{$#\\.@=])""")
_NUMBER = re.compile(r"[+-]?[\d.,]+")


def guarded(text: str) -> str:
    """Keep a spreadsheet from reading words as a formula.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        With an apostrophe before what would begin a formula; numbers stay.
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def unguarded(text: str) -> str:
    """Give words as they were before `guarded`.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
    """
    return text[1:] if text[:1] == "'" and _FORMULA.match(text) else text
