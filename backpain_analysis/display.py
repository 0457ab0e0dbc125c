"""What a notebook cell shows: sentences and tables, with everything escaped.

Words from a diary are untrusted: a note may hold HTML, Markdown or a formula,
and must come out as it was written.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from backpain_analysis.untrusted import plain

#: Width of the plain form [characters].
_WIDTH = 88
#: Cells up to this length stay in one line [characters].
_SHORT = 18
#: Jupyter typesets formulas in all that is shown, save in these classes.
_PLAIN = 'class="tex2jax_ignore mathjax_ignore" style="max-width: 52em"'
_PLAIN_TABLE = 'class="tex2jax_ignore mathjax_ignore" style="overflow-x: auto"'


@dataclass(frozen=True, repr=False)
class Shown:
    """Something a notebook shows at the end of a cell.

    Attributes
    ----------
    html : str
        For a browser, escaped.
    text : str
        For a terminal.
    """

    html: str
    text: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html


@dataclass(frozen=True, repr=False)
class Picture:
    """A picture a notebook shows at the end of a cell.

    Attributes
    ----------
    png : bytes
        The picture.
    text : str
        What it shows, for those who cannot see it.
    """

    png: bytes
    text: str

    def __repr__(self) -> str:
        return plain(self.text)

    def _repr_png_(self) -> tuple[bytes, dict[str, str]]:
        return self.png, {"alt": plain(self.text)}


@dataclass(frozen=True, repr=False)
class Controls:
    """Controls a notebook shows at the end of a cell, as long as its kernel runs.

    Attributes
    ----------
    widget : ipywidgets.Widget
    otherwise : Shown
        What stands there where the notebook is only read.
    """

    widget: Any
    otherwise: Shown

    def __repr__(self) -> str:
        return self.otherwise.text

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        bundle: dict[str, Any] = self.widget._repr_mimebundle_()
        return bundle | {"text/plain": self.otherwise.text, "text/html": self.otherwise.html}


def say(*sentences: str | Iterable[str]) -> Shown:
    """Show sentences, one paragraph each.

    Parameters
    ----------
    *sentences : str or iterable of str
        Plain text; blank ones are left out.

    Returns
    -------
    Shown
    """
    lines = _flat(sentences)
    html = "".join(f"<p>{_escaped(line)}</p>" for line in lines)
    text = "\n\n".join(textwrap.fill(line, _WIDTH) for line in lines)
    return Shown(f"<div {_PLAIN}>{html}</div>", text)


def say_each(*sentences: str | Iterable[str], otherwise: str = "") -> Shown:
    """Show sentences as a list with bullets.

    Parameters
    ----------
    *sentences : str or iterable of str
        Plain text; blank ones are left out.
    otherwise : str
        What to say where there is none.

    Returns
    -------
    Shown
    """
    lines = _flat(sentences)
    if not lines:
        return say(otherwise)
    html = "".join(f"<li>{_escaped(line)}</li>" for line in lines)
    text = "\n".join(
        textwrap.fill(line, _WIDTH, initial_indent="- ", subsequent_indent="  ") for line in lines
    )
    return Shown(f"<div {_PLAIN}><ul>{html}</ul></div>", text)


def show_table(table: pd.DataFrame, *, most: int = 40, otherwise: str = "") -> Shown:
    """Show a table of texts and counts as it is, without its index.

    Parameters
    ----------
    table : pandas.DataFrame
        Its column names are the headings.
    most : int
        Rows shown at most; how many more there are is said.
    otherwise : str
        What to say where the table is empty.

    Returns
    -------
    Shown
    """
    if table.empty:
        return say(otherwise)
    shown = table.head(most)
    rest = f"... and {len(table) - most} more rows." if len(table) > most else ""
    cells = [[_cell(value) for value in row] for row in shown.itertuples(index=False)]
    right = [pd.api.types.is_numeric_dtype(table[name]) for name in table.columns]
    html = _html_table(list(map(str, table.columns)), cells, right)
    note = f"<p>{rest}</p>" if rest else ""
    text = plain(shown.to_string(index=False, na_rep="", max_colwidth=40))
    return Shown(f"<div {_PLAIN_TABLE}>{html}{note}</div>", f"{text}\n{rest}".rstrip())


def _flat(sentences: Sequence[str | Iterable[str]]) -> list[str]:
    lines: list[str] = []
    for part in sentences:
        lines += [part] if isinstance(part, str) else list(part)
    return [" ".join(plain(line).split()) for line in lines if line.strip()]


def _escaped(text: str) -> str:
    return escape(text, quote=True)


def _cell(value: object) -> str:
    missing = value is None or value is pd.NaT or value is pd.NA
    return "" if missing or (isinstance(value, float) and math.isnan(value)) else plain(str(value))


def _html_table(names: list[str], cells: list[list[str]], right: list[bool]) -> str:
    columns = zip(*cells, strict=True)
    styles = [_style(column, on_right) for column, on_right in zip(columns, right, strict=True)]
    head = _row("th", names, [style.replace("; white-space: nowrap", "") for style in styles])
    return (
        f"<table><thead>{head}</thead><tbody>"
        + "".join(_row("td", row, styles) for row in cells)
        + "</tbody></table>"
    )


def _style(column: Sequence[str], on_right: bool) -> str:
    """Numbers on the right; short texts in one line; long words broken where they must be."""
    long = max(map(len, column)) > _SHORT
    wrap = "; overflow-wrap: anywhere" if long else "; white-space: nowrap"
    return f'style="text-align: {"right" if on_right else "left"}; vertical-align: top{wrap}"'


def _row(tag: str, cells: list[str], styles: list[str]) -> str:
    pairs = zip(cells, styles, strict=True)
    return "<tr>" + "".join(f"<{tag} {s}>{_escaped(c)}</{tag}>" for c, s in pairs) + "</tr>"
