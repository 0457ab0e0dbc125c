"""Notebook files: their parameters, their metadata, and the page to read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from html import escape
from pathlib import Path

import nbformat

from backpain_analysis.errors import BackpainError, OutputError
from backpain_analysis.writing import make_private, write_files

#: A control's name in a kernel that has ended: a reader would see "model not found".
_CONTROLS = "application/vnd.jupyter.widget-view+json"

_HTML = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def notebooks_folder() -> Path:
    """Find the notebooks that belong to this package.

    Returns
    -------
    pathlib.Path
        Beside the package in a checkout, within it where it was installed.

    Raises
    ------
    BackpainError
        They are in neither place.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "_notebooks", package.parent / "notebooks"):
        if any(folder.glob("*.ipynb")):
            return folder
    raise BackpainError(
        f"The notebooks are missing (looked in {package.parent / 'notebooks'}). "
        "Install backpain_analysis again, or clone the repository anew."
    )


def iso_day(day: str | date | None) -> str | None:
    """Write a day as the notebooks take it.

    Parameters
    ----------
    day : str or datetime.date or None

    Returns
    -------
    str or None
        YYYY-MM-DD.
    """
    return day if day is None or isinstance(day, str) else day.isoformat()[:10]


def make_folder(folder: Path) -> Path:
    """Make a folder and those above it.

    Parameters
    ----------
    folder : pathlib.Path

    Returns
    -------
    pathlib.Path
        The same.

    Raises
    ------
    OutputError
        It cannot be made.
    """
    try:
        make_private(folder)
    except OSError as error:
        raise OutputError(
            f"The folder {folder} cannot be made: {error.strerror}. Name another with --out, or "
            "see that you may write there."
        ) from error
    return folder


def tidied(path: Path) -> nbformat.NotebookNode:
    """Read an executed notebook, without what held only for that run.

    Times, versions, names given by chance, and controls whose kernel has ended
    are left out; what stands for the controls stays.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    nbformat.NotebookNode
    """
    book = _read(path)
    for key in ("papermill", "widgets"):
        book.metadata.pop(key, None)
    book.metadata["language_info"] = {"name": "python"}
    for cell in book.cells:
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
        for output in cell.get("outputs", ()):
            output.get("data", {}).pop(_CONTROLS, None)
        tags = cell.metadata.get("tags")
        if tags == []:
            del cell.metadata["tags"]
        elif tags and "injected-parameters" in tags:
            cell["id"] = "injected-parameters"
    return book


def with_parameters(path: Path, values: Mapping[str, str | None]) -> nbformat.NotebookNode:
    """Read a notebook and change the lines of its parameters cell, as a person would.

    Parameters
    ----------
    path : pathlib.Path
    values : mapping
        Texts by the names that the cell tagged ``parameters`` sets.

    Returns
    -------
    nbformat.NotebookNode
    """
    book = _read(path)
    for cell in book.cells:
        if "parameters" in cell.metadata.get("tags", ()):
            for name, value in values.items():
                line = f"{name} = " + ("None" if value is None else f'"{value}"')
                cell.source = re.sub(rf"(?m)^{name} = [^\s#]+", line, cell.source)
    return book


def write_notebook(path: Path, book: nbformat.NotebookNode) -> None:
    """Write a notebook, whole or not at all.

    Parameters
    ----------
    path : pathlib.Path
    book : nbformat.NotebookNode

    Raises
    ------
    OutputError
        It cannot be written.
    """
    write_text(path, str(nbformat.writes(book)) + "\n")  # type: ignore[no-untyped-call]


def write_page(path: Path, book: nbformat.NotebookNode, *, code: bool = False) -> None:
    """Write a notebook as a page to read: nothing fetched from elsewhere, no code.

    Parameters
    ----------
    path : pathlib.Path
    book : nbformat.NotebookNode
    code : bool
        With the code all the same.

    Raises
    ------
    OutputError
        It cannot be written.
    """
    from nbconvert import HTMLExporter

    read = [cell for cell in book.cells if "form" not in cell.metadata.get("tags", ())]
    book = nbformat.NotebookNode({**book, "cells": read})  # type: ignore[no-untyped-call]
    body, _ = HTMLExporter(  # type: ignore[no-untyped-call]
        template_name="basic",
        exclude_input=not code,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    ).from_notebook_node(book)
    body = body.replace(
        'alt="No description has been provided for this image"',
        'alt="Figure; its numbers stand in the text beside it."',
    )
    write_html(path, _title(book) or path.stem, body)


def read_title(path: Path) -> str:
    """Find the title of a notebook; where it has none, its name.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    str
    """
    return (_title(_read(path)) if path.exists() else None) or path.stem


def _title(book: nbformat.NotebookNode) -> str | None:
    words = "\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown")
    found = re.search(r"(?m)^#\s+(.+)$", words)
    return found[1] if found else None


def write_html(path: Path, title: str, body: str) -> None:
    """Write a page in the style of all of them, whole or not at all.

    Parameters
    ----------
    path : pathlib.Path
    title : str
        Plain text.
    body : str
        HTML.

    Raises
    ------
    OutputError
        It cannot be written.
    """
    style = Path(__file__).with_name("notebooks.css").read_text(encoding="utf-8")
    write_text(path, _HTML.format(title=escape(title), style=style, body=body))


def _read(path: Path) -> nbformat.NotebookNode:
    book: nbformat.NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    return book


def write_text(path: Path, text: str) -> None:
    """Write a text, whole or not at all.

    Parameters
    ----------
    path : pathlib.Path
    text : str

    Raises
    ------
    OutputError
        It cannot be written.
    """
    try:
        write_files(path.parent, {path.name: text.encode("utf-8")})
    except OSError as error:
        raise OutputError(
            f"{path} cannot be written: {error.strerror}. See that the disk has room and that "
            "you may write there, and try again."
        ) from error
