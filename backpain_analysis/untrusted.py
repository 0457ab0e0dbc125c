"""Words that somebody wrote, made safe to show: nothing in them steers what shows them."""

from __future__ import annotations

import re

# Controls (escape sequences begin with one), line ends that are none to an editor, and marks that
# turn the direction of writing: a cell of somebody else's file could rewrite what stands beside it.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")

# Daylio and others export notes with the tags of a web page in them.
_TAG = re.compile(r"</?(br|p|div|li|ul|ol|h[1-6]|b|i|u|em|strong|span|font)\b[^<>]{0,200}>", re.I)
_INLINE = frozenset(("b", "i", "u", "em", "strong", "span", "font"))


def without_tags(text: str) -> str:
    """Leave out the tags of a web page in a note, for showing it.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        A line ends where a tag ends one; other angle brackets stay.
    """
    return _TAG.sub(lambda tag: "" if tag[1].casefold() in _INLINE else "\n", text)


def plain(text: str) -> str:
    """Replace all that could steer a terminal, a browser or the direction of a line.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        Line ends and tabs stay.
    """
    return _STEERING.sub("\ufffd", text)
