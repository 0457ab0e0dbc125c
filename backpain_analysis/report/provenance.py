"""How the diary was kept, and which files the report was made from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from backpain_analysis.errors import Problem, gathered
from backpain_analysis.report.answers import Answers
from backpain_analysis.report.blocks import (
    Section,
    bullets,
    column,
    note,
    number,
    section,
    table,
    text,
)
from backpain_analysis.wording import format_number, format_percent, say_recording
from backpain_analysis.wording.phrases import say_count

#: So many problems are listed; `backpain check` lists all.
MOST_PROBLEMS = 60

_EMPTY = "–"
# How to mend a file is for the person who wrote it; `backpain check` says it.
_ADVICE = re.compile(r"(?s: Use (?:[^.]|\.(?! |$))*\.| Or say in settings\.toml.*)")


def data_quality(answers: Answers, numbers: Mapping[str, Any]) -> Section:
    """Say how many days were recorded, and whether pain decides about it.

    Parameters
    ----------
    answers : Answers
    numbers : mapping
        What report.json holds.

    Returns
    -------
    dict
        A section of the details.
    """
    kept, days = numbers["described"]["entries"], len(answers.period)
    recorded = answers.n_recorded
    several = kept["days_with_several_entries"]
    facts = [
        f"{format_number(recorded, 0)} of {say_count(days, 'day')} recorded "
        f"({format_percent(numbers['period']['share_recorded'])}).",
        f"{say_count(kept['gaps'], 'gap')}; the longest is {say_count(kept['longest_gap'], 'day')}."
        if kept["gaps"]
        else "No gaps.",
        f"{say_count(kept['entries'], 'entry', 'entries')} in the diary; "
        f"{say_count(several, 'day')} with more than one of pain.",
    ]
    return section(
        "How the diary was kept",
        bullets(facts),
        text(*say_recording(answers.recording, voice="neutral")),
    )


def sources(numbers: Mapping[str, Any]) -> Section:
    """List the files with their hashes, what was not understood, what was left out.

    Parameters
    ----------
    numbers : mapping
        What report.json holds.

    Returns
    -------
    dict
        A section of the details.
    """
    files, remarks = numbers["sources"], _remarks(numbers["problems"])
    counts = [
        column("File", share=1),
        column("Format"),
        *(number(title) for title in ("Rows read", "Used", "Repeated", "Refused", "Remarks")),
    ]
    keys = ("rows_read", "rows_used", "rows_repeated", "rows_refused")
    told = Counter(remark.file.partition(", sheet ")[0] for remark in remarks)
    rows = [
        [f["file"], f["format"], *(str(f[key]) for key in keys), str(told[f["file"]])]
        for f in files
    ]
    hashes = [[f["file"], f["sha256"]] for f in files]
    return section(
        "Where this comes from",
        table(counts, rows),
        table([column("File", share=1), column("SHA-256 of the file")], hashes),
        note("report.json holds every number on these pages, unrounded."),
        text(
            "Diary entries outside the period are not described here; those before it serve as "
            "days before."
            if numbers["described"]["entries"]["outside_period"]
            else ""
        ),
        *_listed(remarks),
    )


def _remarks(problems: Iterable[Mapping[str, Any]]) -> list[Problem]:
    """What was found in the files, as `backpain check` counts it, without how to mend it."""
    return gathered(
        Problem(p["file"] or _EMPTY, p["line"], p["column"], p["value"],
                _ADVICE.sub("", p["message"]))
        for p in problems
    )  # fmt: skip


def _listed(remarks: Sequence[Problem]) -> list[dict[str, Any] | None]:
    if not remarks:
        return [text("There are no remarks on the files.")]
    columns = [column("File"), number("Line"), column("Column"), column("What was found", share=1)]
    rows = [[_text(cell) for cell in (p.file, p.line, p.column, p.message)]
            for p in remarks[:MOST_PROBLEMS]]  # fmt: skip
    hidden = len(remarks) - len(rows)
    more = f"{hidden} more: run “backpain check” to see all." if hidden else ""
    count = say_count(len(remarks), "remark")
    head = f"{count} on the files; each line says what became of it."
    return [text(head), table(columns, rows), note(more)]


def _text(value: Any) -> str:
    return _EMPTY if value is None or pd.isna(value) or value == "" else str(value)
