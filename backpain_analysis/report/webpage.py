"""From plain content to one HTML file: no script, nothing fetched, every word escaped.

It says what the PDF says, from the same content: a screen has no end, so the
fullest version of page 1 is shown, and a browser has the letters that the
typeface of the PDF lacks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from importlib import resources
from typing import Any

from backpain_analysis.report.figures import Drawn

Part = Mapping[str, Any]
Figures = Mapping[str, Drawn]

# Controls, and marks that turn the direction of all that follows.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# Even a fault here could load nothing and run nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
# A figure narrower than this is not drawn over the whole page [pt].
_NARROW = 400.0
_SVG_ID = re.compile(r"(\bid=\"|url\(#)")


def make_html(content: Part, figures: Figures) -> str:
    """Write the report as a page for a browser.

    Parameters
    ----------
    content : mapping
        As for `typeset`.
    figures : mapping of str to Drawn
        The pictures that the content names.

    Returns
    -------
    str
        A whole HTML document.
    """
    page = content["page"][0]
    style = resources.files(__package__).joinpath("webpage.css").read_text("utf-8")
    letter = "size: letter" if content["paper"] == "us-letter" else "size: A4"
    details = "".join(_section(part, figures) for part in content["details"])
    words = content["words"]["details"]
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(content['footer'])}</title>\n"
        f"<style>\n@page {{ {letter}; }}\n{style}</style>\n</head>\n"
        f'<body class="{_text(content["paper"])}">\n<main>\n'
        f"{_page(page, content['title'], figures)}"
        f'<div class="details">\n<h2 class="top">{_text(words)}</h2>\n{details}</div>\n'
        "</main>\n</body>\n</html>\n"
    )


def _text(words: object) -> str:
    """Words of anybody, so that they are read as words alone."""
    return escape(_UNSEEN.sub("\ufffd", str(words)))


def _paragraphs(items: Sequence[str], kind: str = "") -> str:
    head = f'<p class="{kind}">' if kind else "<p>"
    return "".join(f"{head}{_text(words)}</p>\n" for words in items if words)


def _list(items: Sequence[str]) -> str:
    if not items:
        return ""
    return "<ul>\n" + "".join(f"<li>{_text(words)}</li>\n" for words in items) + "</ul>\n"


def _page(page: Part, title: str, figures: Figures) -> str:
    """The sections of page 1, in its order."""
    show: dict[str, Callable[[Part], str]] = {
        "questions": lambda part: _list(part["items"]),
        "snapshot": _snapshot,
        "figure": lambda part: _figure(part["name"], figures),
        "stretching": _stretching,
        "places": lambda part: (
            _named(part["items"], ":")
            + (_figure(part["figure"], figures) if part["figure"] else "")
        ),
        "patterns": lambda part: _list(part["findings"]) + _named(part["named"], ""),
    }
    body = "".join(
        f'<section class="{name}">\n{_heading(page[name])}{shown(page[name])}</section>\n'
        for name, shown in show.items()
        if page[name] is not None
    )
    foot = "".join(_paragraphs([words], "quiet") for words in page["foot"])
    return f"{_alert(page['alert'])}{_head(page['head'], title)}{body}<footer>\n{foot}</footer>\n"


def _alert(part: Part | None) -> str:
    if part is None:
        return ""
    items = "".join(
        f"<h2>{_text(item['title'])}</h2>\n{_paragraphs(item['quotes'], 'quote')}"
        f"{_paragraphs([item['advice']])}"
        for item in part["items"]
    )
    more = _paragraphs([part["more"]], "quote") if part["more"] else ""
    return f'<section class="alert">\n{items}{more}</section>\n'


def _head(head: Part, title: str) -> str:
    label = f'<span class="label">{_text(head["label"])}</span>' if head["label"] else ""
    return f"<header>\n<h1>{_text(title)}</h1>{label}\n{_paragraphs(head['facts'])}</header>\n"


def _heading(part: Part) -> str:
    note = f'<p class="quiet">{_text(part["note"])}</p>' if part.get("note") else ""
    return f'<div class="heading"><h2>{_text(part["title"])}</h2>{note}</div>\n'


def _snapshot(part: Part) -> str:
    tiles = "".join(
        f"<div><dt>{_text(tile['label'])}</dt>"
        f"<dd><b>{_text(tile['value'])}</b> {_text(tile['note'])}</dd>{_before(tile)}</div>\n"
        for tile in part["tiles"]
    )
    lines = _paragraphs(part["lines"])
    return f"<dl>\n{tiles}</dl>\n{lines}" if tiles else lines


def _before(tile: Part) -> str:
    return f"<dd>{_text(tile['before'])}</dd>" if tile.get("before") else ""


def _named(items: Sequence[Part], mark: str) -> str:
    return "".join(
        f"<p><b>{_text(item['name'])}{mark}</b> {_text(item['text'])}</p>\n" for item in items
    )


def _stretching(part: Part) -> str:
    grid = part["grid"]
    if grid is None:
        return _snapshot(part)
    weeks = [f"{week['month']} {week['day']}".strip() for week in grid["weeks"]]
    head = "".join(f'<th scope="col">{_text(words)}</th>' for words in (grid["corner"], *weeks))
    rows = "".join(_row([row["name"], *row["cells"]], ()) for row in grid["rows"])
    table = f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>"
    return _wide(f'<table class="grid">\n{table}\n</table>', "Stretching by week") + _snapshot(part)


def _section(part: Part, figures: Figures) -> str:
    """A section of the details."""
    show: dict[str, Callable[[Part], str]] = {
        "text": lambda block: _paragraphs([block["text"]]),
        "note": lambda block: _paragraphs([block["text"]], "quiet"),
        "list": lambda block: _list(block["items"]),
        "heading": lambda block: f"<h4>{_text(block['text'])}</h4>\n",
        "table": lambda block: _table(block, part["title"]),
        "figure": lambda block: _figure(block["name"], figures),
    }
    blocks = "".join(show[block["kind"]](block) for block in part["blocks"])
    return f"<section>\n<h3>{_text(part['title'])}</h3>\n{blocks}</section>\n"


def _table(block: Part, title: str) -> str:
    sides = [str(column["side"]) for column in block["columns"]]
    heads = zip(sides, block["columns"], strict=True)
    head = "".join(
        f'<th scope="col" class="{side}">{_text(column["title"])}</th>' if column["title"]
        else "<td></td>"
        for side, column in heads
    )  # fmt: skip
    rows = "".join(_row(row, sides) for row in block["rows"])
    return _wide(
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>", title
    )


def _row(cells: Sequence[Any], sides: Sequence[str]) -> str:
    first, *rest = cells
    side = (*sides[1:], *("center" for _ in rest))
    told = "".join(_cell(cell, side[place]) for place, cell in enumerate(rest))
    return f'<tr><th scope="row">{_text(first)}</th>{told}</tr>\n'


def _cell(cell: Any, side: str) -> str:
    if isinstance(cell, str):
        return f'<td class="{side}">{_text(cell)}</td>'
    if "span" in cell:
        return f'<td colspan="{int(cell["span"])}">{_text(cell["text"])}</td>'
    shade = "" if cell["shade"] is None else f" shade{int(cell['shade'])}"
    visit = " visit" if cell.get("visit") else ""
    return f'<td class="center{shade}{visit}">{_text(cell["text"])}</td>'


def _wide(body: str, name: str) -> str:
    """What may be wider than a phone moves in a frame of its own, with the keyboard too."""
    return f'<div class="wide" role="group" tabindex="0" aria-label="{_text(name)}">{body}</div>\n'


def _figure(name: str, figures: Figures) -> str:
    drawn = figures[name]
    wide, high = drawn.size
    # Two pictures on one page must not share the names of their parts.
    shapes = _SVG_ID.sub(rf"\g<1>{name}-", drawn.svg.partition(">")[2])
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {wide:g} {high:g}" role="img" aria-label="{_text(drawn.alt)}">'
    )
    look = f' style="max-width: {wide * 1.9:.0f}px; min-width: 0"' if wide < _NARROW else ""
    return _wide(f"<figure{look}>{head}{shapes}</figure>", "Figure")
