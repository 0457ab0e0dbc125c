"""An app's export put into our own words, then read as our own files are.

What an app means by its headers is data (`App`). The table is rewritten under
our headers, read by the reader of diaries, long files or routines, and what
comes out is told again under the headers that stand in the file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from backpain_analysis.errors import LogbookError, Problem
from backpain_analysis.reading.diary import read_diary
from backpain_analysis.reading.form import IN_THE_APP, Form
from backpain_analysis.reading.headers import snake_case
from backpain_analysis.reading.long import read_long
from backpain_analysis.reading.matching import fold_mapping
from backpain_analysis.reading.parsed import as_text
from backpain_analysis.reading.part import Part, Rows, row_keys
from backpain_analysis.reading.routine import read_routine
from backpain_analysis.reading.set_aside import account_for, aside_part
from backpain_analysis.reading.settings import Settings
from backpain_analysis.reading.tables import Table
from backpain_analysis.reading.ticked_levels import KEEP_ONE
from backpain_analysis.reading.when import rows_problem

__all__ = ["App", "Said", "aside_part", "read_export", "recoded", "under_their_headers"]

#: What one row says: our header -> the text beneath it; or why it is no entry.
Said: TypeAlias = "Mapping[str, str] | str"

_READERS = {"diary": read_diary, "long": read_long, "routine": read_routine}
_SCALE = "scale"


def _as_it_is(table: Table) -> Table:
    return table


def _as_always(app: App, table: Table) -> App:
    del table
    return app


def _no_rows(table: Table) -> Rows:
    return np.zeros(len(table.lines), dtype=bool)


def _whole(part: Part) -> Part:
    return part


@dataclass(frozen=True)
class App:
    """What an app means by the headers of its export.

    Headers are given in lower snake_case. A header of the file that is not
    named here keeps its own meaning: known words are known, others are the
    person's own.

    Attributes
    ----------
    name : str
        As people read it.
    signatures : tuple of frozenset of str
        Headers that only this app has together; one set per variant.
    kind : {"diary", "long", "routine"}
        Which of our own files it is like.
    columns : mapping of str to str
        Their header -> ours. Several of one meaning are joined.
    left_out : mapping of str to str
        Headers that are not read -> why not.
    recoded : mapping of str to mapping
        Their header -> words, in lower case -> what they stand for with us;
        "" for a word that says nothing.
    scales : mapping of str to mapping
        Our column -> words -> numbers from 0 to 10.
    lists : tuple of str
        Our list columns in which not named means no.
    of, meant : tuple of str, callable
        Headers whose cells say together what the row is about, and the
        function from these cells to what it says under our headers.
        ``scale`` among them are the ends of the scale, as in "1-4".
    labels : mapping of str to str
        What to call our header, where ``meant`` gave it, before the person.
    prepared : callable
        Table -> table, before anything else.
    settled : callable
        (app, table) -> the app as it is meant in this table.
    no_entries : callable
        Table -> rows that are no entries; ``no_entry`` says why.
    no_entry : str
        With "{rows}" in it.
    finished : callable
        Part -> part, after everything else.
    gives_way : mapping of str to str
        A column -> its name where another file of the logbook has that column.
    accepts : callable
        Table -> bool, beside the signatures: a variant known by its cells.
    """

    name: str
    signatures: tuple[frozenset[str], ...]
    kind: Literal["diary", "long", "routine"] = "diary"
    columns: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)
    recoded: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    scales: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    lists: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    meant: Callable[..., Said] | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    prepared: Callable[[Table], Table] = _as_it_is
    settled: Callable[[App, Table], App] = _as_always
    no_entries: Callable[[Table], Rows] = _no_rows
    no_entry: str = ""
    finished: Callable[[Part], Part] = _whole
    gives_way: Mapping[str, str] = field(default_factory=dict)
    accepts: Callable[[Table], bool] | None = None

    @property
    def form(self) -> Form:
        """The app among the forms that are tried."""
        words = {word for signature in self.signatures for word in signature}
        return Form(self.name, self.recognises, self.read, frozenset(words | {*self.columns}))

    def recognises(self, table: Table, settings: Settings) -> bool:
        """Tell an export of this app by its headers, or by its cells."""
        del settings
        headers = {snake_case(header) for header in table.header}
        known = any(signature <= headers for signature in self.signatures)
        return known or (self.accepts is not None and self.accepts(table))

    def read(self, table: Table, settings: Settings, today: dt.date) -> tuple[Part, ...]:
        """Read an export of this app."""
        return (read_export(self, table, settings, today),)


@dataclass(frozen=True, eq=False)
class _Rewritten:
    """A table under our headers, and what became of the one in the file."""

    table: Table
    settings: Settings
    written: Mapping[str, str]
    names: Mapping[str, str]
    aside: Rows
    problems: tuple[Problem, ...]


def read_export(app: App, table: Table, settings: Settings, today: dt.date) -> Part:
    """Read an app's export.

    Parameters
    ----------
    app : App
    table : Table
        As it stands in the file.
    settings : Settings
        The person's; they outrank what the app means.
    today : datetime.date

    Returns
    -------
    Part
        Its problems and columns name the headers of the file.

    Raises
    ------
    LogbookError
        Its dates cannot be told apart.
    """
    table = app.prepared(table)
    app = app.settled(app, table)
    ours = _rewritten(app, table, settings)
    try:
        part = _READERS[app.kind](ours.table, ours.settings, today)
    except LogbookError as error:
        problems = tuple(_told(problem, ours.written) for problem in error.problems)
        raise type(error)(str(error.args[0]), problems) from error
    way = f"{KEEP_ONE}: {IN_THE_APP.format(table.file)}"
    told = (replace(p, message=p.message.replace(KEEP_ONE, way)) for p in part.problems)
    part = under_their_headers(replace(part, problems=tuple(told)), ours.written, ours.names)
    part = account_for(app, part, table, ours.settings, aside=ours.aside, problems=ours.problems)
    if app.kind != "long":  # an entry about sleep does not contradict another app's about mood
        about = pd.Categorical([app.name] * len(part.frame))
        part = replace(part, subjects=row_keys({"app": about}, len(part.frame)))
    return app.finished(replace(part, format=app.name, gives_way=app.gives_way))


def _rewritten(app: App, table: Table, settings: Settings) -> _Rewritten:
    wishes = fold_mapping(settings.columns)
    columns: dict[str, list[pd.Categorical]] = {}
    written: dict[str, list[str]] = {}
    for header in table.header:
        key, wished = snake_case(header), header.casefold() in wishes
        if not wished and (key in app.left_out or key in app.of):
            continue
        ours = header if wished else app.columns.get(key, header)
        cells = recoded(table.cells[header].array, app.recoded.get(key, {}))
        columns.setdefault(ours, []).append(cells)
        written.setdefault(ours, []).append(header)
    named = {ours: ", ".join(theirs) for ours, theirs in written.items()}
    made, names, aside, problems = _taken_apart(app, table)
    made = {f"{h} (2)" if h in columns else h: cells for h, cells in made.items()}
    joined = {ours: _joined(cells) for ours, cells in columns.items()} | made
    labels = {ours: app.labels.get(ours, ours) for ours in made}
    aside, problems = _with_no_entries(app, table, aside, problems)
    kept = {ours: cells[~aside] for ours, cells in joined.items()}
    return _Rewritten(
        table=replace(
            table,
            header=tuple(kept),
            cells=pd.DataFrame(kept, index=range(int((~aside).sum()))),
            lines=table.lines[~aside],
        ),
        settings=_with_app(_own_words_only(app, table, settings, wishes), settings, names, wishes),
        written={o: w for o, w in (named | labels | names).items() if o != w},
        names=names,
        aside=aside,
        problems=problems,
    )


def _own_words_only(app: App, table: Table, settings: Settings, wishes: Mapping[str, str]) -> App:
    """Take back what words stand for in the app where the person has words of their own there."""
    held = dict(app.scales)
    for header in table.header:
        key = snake_case(header)
        column = app.columns.get(key, key)
        words = {str(word).strip().casefold() for word in table.cells[header].array.categories}
        renamed = wishes.get(header.casefold(), column) != column and column in settings.scales
        if column in held and (renamed or not words <= {*held[column], ""}):
            del held[column]
    return replace(app, scales=held)


def _with_app(
    app: App, settings: Settings, names: Mapping[str, str], wishes: Mapping[str, str]
) -> Settings:
    """What the app says, beneath what the person says."""
    scales = {
        column: {**app.scales.get(column, {}), **settings.scales.get(column, {})}
        for column in {**app.scales, **settings.scales}
    }
    wished = {
        name: wishes[written.casefold()]
        for name, written in names.items()
        if written.casefold() in wishes
    }
    return replace(
        settings,
        scales=scales,
        columns={**settings.columns, **wished},
        absent_lists=(*settings.absent_lists, *app.lists),
    )


def recoded(cells: pd.Categorical, words: Mapping[str, str]) -> pd.Categorical:
    """Put other words for some of a column.

    Parameters
    ----------
    cells : pandas.Categorical
    words : mapping of str to str
        In lower case -> the other; "" for a word that says nothing.

    Returns
    -------
    pandas.Categorical
        The same object where nothing changes.
    """
    texts = [
        words.get(str(text), words.get(str(text).casefold(), str(text)))
        for text in cells.categories
    ]
    if texts == list(cells.categories):
        return cells
    spread = np.array([*(text or None for text in texts), None], dtype=object)[cells.codes]
    return as_text(list(spread))


def _joined(columns: Sequence[pd.Categorical]) -> pd.Categorical:
    if len(columns) == 1:
        return columns[0]
    rows = zip(*(column.astype(object) for column in columns), strict=True)
    texts = [" | ".join(str(text) for text in row if not pd.isna(text)) or None for row in rows]
    return as_text(texts)


_Apart: TypeAlias = "tuple[dict[str, pd.Categorical], dict[str, str], Rows, tuple[Problem, ...]]"


def _taken_apart(app: App, table: Table) -> _Apart:
    """Ask the app what each row says; rows that say nothing stand aside."""
    rows = len(table.lines)
    if app.meant is None:
        return {}, {}, np.zeros(rows, dtype=bool), ()
    said = [app.meant(*cells) for cells in zip(*_texts(app, table), strict=True)]
    reasons = pd.Series([one if isinstance(one, str) else None for one in said], dtype="object")
    told = [{} if isinstance(one, str) else one for one in said]
    headers = list(dict.fromkeys(header for one in told for header in one if header != _SCALE))
    names: dict[str, str] = {}
    texts: dict[str, list[str | None]] = {header: [] for header in headers}
    for one in told:
        for header in headers:
            text = one.get(header)
            if header == "name" and text and _SCALE in one:
                names[f"{text} {one[_SCALE]}"] = text
                text = f"{text} {one[_SCALE]}"
            texts[header].append(text or None)
    if app.kind == "long":
        texts |= {h: [None] * rows for h in ("name", "value") if h not in texts}
    made = {h: as_text(column) for h, column in texts.items()}
    problems = [
        rows_problem(table, (reasons == reason).to_numpy(), None, str(reason))
        for reason in reasons.dropna().unique()
    ]
    return made, names, reasons.notna().to_numpy(), tuple(problems)


def _texts(app: App, table: Table) -> Iterable[list[str]]:
    """Cells of the headers that are taken apart, "" where blank or where there is none."""
    by_key = {snake_case(header): header for header in table.header}
    for key in app.of:
        if key in by_key:
            cells = table.cells[by_key[key]].array
            texts: npt.NDArray[np.object_] = np.array([*cells.categories, ""], dtype=object)
            yield list(texts[cells.codes])
        else:
            yield [""] * len(table.lines)


def _with_no_entries(
    app: App, table: Table, aside: Rows, problems: tuple[Problem, ...]
) -> tuple[Rows, tuple[Problem, ...]]:
    found = app.no_entries(table) & ~aside
    if not found.any():
        return aside, problems
    return aside | found, (*problems, rows_problem(table, found, None, app.no_entry))


def _told(problem: Problem, written: Mapping[str, str]) -> Problem:
    return replace(problem, column=written.get(problem.column or "", problem.column))


def under_their_headers(
    part: Part, written: Mapping[str, str], labels: Mapping[str, str] | None = None
) -> Part:
    """Name what was read as it stands in the file.

    Parameters
    ----------
    part : Part
    written : mapping of str to str
        Header under which it was read -> header, or name, in the file.
    labels : mapping of str to str, optional
        The same for the labels of the person's own measurements.

    Returns
    -------
    Part
    """
    labels = labels or {}
    own = {
        name: about | {"label": labels.get(about["label"], about["label"])}
        for name, about in part.own.items()
    }
    return replace(
        part,
        problems=tuple(_told(problem, written) for problem in part.problems),
        columns=tuple(replace(c, header=written.get(c.header, c.header)) for c in part.columns),
        own=own,
        names=frozenset(written.get(name, name) for name in part.names),
        unsettled=tuple(written.get(name, name) for name in part.unsettled),
    )
