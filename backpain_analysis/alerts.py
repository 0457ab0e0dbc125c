"""Words in a diary that call for care."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype

from backpain_analysis.alert_words.fields import judge_fields, names_saddle
from backpain_analysis.alert_words.judging import (
    TIERS,
    Finding,
    find_foreign,
    judge_sentence,
    judge_text,
)
from backpain_analysis.columns import DIARY_BY_NAME, OUTCOMES
from backpain_analysis.logbook import Logbook

#: Days of diary that name places without the upper back, before it counts as new [days].
DAYS_BEFORE_NEW = 14
#: So long a crisis or an emergency stays, even where it is said to be settled [days].
DAYS_STAYING = 14

_ROUTINE_TEXTS = ("notes", "reason_stopped")
_FIELDS = ("location", "quality", "side", "below_knee", *OUTCOMES)
_TABLE_COLUMNS = ("date", "tier", "code", "column", "quote")
#: Not a person's words on how they are.
_NOT_WORDS = frozenset({"side", "file", "exercise_written"})


@dataclass(frozen=True)
class Alert:
    """One place in the logbook whose words call for care.

    Attributes
    ----------
    date : pandas.Timestamp
        Day of the entry.
    code : str
        Which rule, for example "saddle" or "fever".
    tier : {"crisis", "emergency", "urgent", "please_check"}
        Of one set aside: what it would be if it were meant.
    quote : str
        The sentence, exactly as written; of ticked fields their cells, joined
        by " + "; of a number the name of its column.
    column : str
        Where it stands.
    file : str
    line : int
    """

    date: pd.Timestamp
    code: str
    tier: str
    quote: str
    column: str
    file: str
    line: int


@dataclass(frozen=True)
class Alerts:
    """What the search for words that call for care came up with.

    Attributes
    ----------
    alerts : tuple of Alert
        Crises first, then emergencies and urgent ones, each newest first. What is only
        to be checked stands once for the same words.
    set_aside : tuple of Alert
        Negated, warned of or about another person: no alert, listed in the
        notebook, once for the same words; newest first.
    settled : tuple of Alert
        Of days that the settings say are settled: no alert, listed in the report.
    settled_days, open_days : tuple of datetime.date
        Days that the settings name, and those of alerts that may still be settled, in order.
    n_texts : int
        Cells that were searched.
    table : pandas.DataFrame
        All of them: ``date``, ``tier``, ``code``, ``column``, ``quote``,
        ``set_aside`` (bool; of those settled too).
    caveats : tuple of str
        Codes: "nothing_searched", "not_english" (most of the texts that tell
        their language), "partly_not_english".
    n_not_english : int
        Cells of those searched in which nothing can be found, as they are not in English.
    """

    alerts: tuple[Alert, ...]
    set_aside: tuple[Alert, ...]
    n_texts: int
    table: pd.DataFrame
    caveats: tuple[str, ...]
    n_not_english: int = 0
    settled: tuple[Alert, ...] = ()
    settled_days: tuple[date, ...] = ()
    open_days: tuple[date, ...] = ()


@dataclass(frozen=True)
class _Row:
    """Where something stands."""

    date: pd.Timestamp
    file: str
    line: int

    @property
    def year(self) -> int:
        return 0 if pd.isna(self.date) else self.date.year

    def alert(self, finding: Finding, column: str) -> Alert:
        return Alert(
            self.date, finding.code, finding.tier, finding.quote, column, self.file, self.line
        )


#: An alert, and whether it is set aside.
_Found = tuple[Alert, bool]


def find_alerts(book: Logbook) -> Alerts:
    """Search the words of a logbook for those that call for care.

    Every sentence is judged by itself; what is ticked (place, side, quality)
    outranks it. A search for words misses things: nothing found does not mean
    that all is well.

    Parameters
    ----------
    book : Logbook

    Returns
    -------
    Alerts
        For the entries within ``book.since`` and ``book.until``.

    References
    ----------
    NICE guideline NG59 (2016, updated 2020). Finucane LM et al. (2020),
    J Orthop Sports Phys Ther 50:350. NHS, Back pain. Negation after Chapman
    WW et al. (2001), J Biomed Inform 34:301.
    """
    diary, routine = _within(book.diary, book), _within(book.routine, book)
    texts = {
        "diary": (diary, _text_columns(diary)),
        "routine": (routine, [name for name in _ROUTINE_TEXTS if name in routine]),
    }
    found = [found for entries, names in texts.values() for found in _in_texts(entries, names)]
    found += [*_in_fields(diary), *_in_new_place(book.diary, diary)]
    found += _in_own_numbers(diary, book.measures | book.factors)
    found = _worst_of_each_entry(found)
    alerts = _in_order(_once((alert for alert, aside in found if not aside), ("please_check",)))
    may = {alert: alert.date.date() for alert in alerts if _may_settle(alert, book.today)}
    settled = tuple(alert for alert, day in may.items() if day in book.settings.settled)
    alerts = tuple(alert for alert in alerts if alert not in {*settled})
    set_aside = _in_order(_once((alert for alert, aside in found if aside), TIERS))
    words = [str(cell) for entries, names in texts.values() for cell in _cells(entries[names])]
    foreign, mostly = find_foreign(words)
    return Alerts(
        alerts=alerts,
        set_aside=set_aside,
        settled=settled,
        settled_days=book.settings.settled,
        open_days=tuple(sorted({*may.values()} - {*book.settings.settled})),
        n_texts=len(words),
        table=_table(alerts, (*settled, *set_aside)),
        caveats=_caveats(len(words), int(foreign.sum()), mostly=mostly),
        n_not_english=int(foreign.sum()),
    )


def most_pressing(alerts: tuple[Alert, ...], most: int) -> tuple[Alert, ...]:
    """Choose the alerts to show where there is room for a few.

    Parameters
    ----------
    alerts : tuple of Alert
        As in `Alerts`.
    most : int

    Returns
    -------
    tuple of Alert
        The newest of each tier comes before a second one of any, so that many
        of one tier hide no other. In the order given.
    """
    newest = {alert.tier: at for at, alert in reversed(list(enumerate(alerts)))}
    chosen = list(dict.fromkeys([*sorted(newest.values()), *range(len(alerts))]))[:most]
    return tuple(alerts[at] for at in sorted(chosen))


def _may_settle(alert: Alert, today: pd.Timestamp) -> bool:
    """Nobody can settle what may need help now: a day may hold a new sentence, too."""
    if pd.isna(alert.date):
        return False
    pressing = alert.tier in ("crisis", "emergency")
    return not pressing or (today - alert.date).days >= DAYS_STAYING


def _within(entries: pd.DataFrame, book: Logbook) -> pd.DataFrame:
    """Entries of the period; one whose day is not known stays."""
    outside = pd.Series(False, index=entries.index)
    if book.since is not None:
        outside |= entries["date"] < book.since
    if book.until is not None:
        outside |= entries["date"] > book.until
    return entries.loc[~outside]


def _text_columns(diary: pd.DataFrame) -> list[str]:
    return [
        str(name)
        for name in diary.columns
        if name not in _NOT_WORDS
        and not is_numeric_dtype(diary[name])
        and not is_datetime64_any_dtype(diary[name])
    ]


def _cells(entries: pd.DataFrame) -> list[object]:
    return [cell for name in entries.columns for cell in entries[name].dropna()]


def _rows(entries: pd.DataFrame) -> Iterator[_Row]:
    return (
        _Row(date, str(file), int(line))
        for date, file, line in zip(entries["date"], entries["file"], entries["line"], strict=True)
    )


def _in_texts(entries: pd.DataFrame, names: Iterable[str]) -> Iterator[_Found]:
    for name in names:
        written = entries.loc[entries[name].notna()]
        places = written["location"] if "location" in written else [None] * len(written)
        for row, text, place in zip(_rows(written), written[name], places, strict=True):
            for finding in _judge_cell(name, str(text), row.year):
                if placed := _placed(finding, name, place):
                    yield row.alert(placed, name), placed.set_aside


def _judge_cell(name: str, text: str, year: int) -> Iterable[Finding]:
    known = DIARY_BY_NAME.get(name)
    if known is None or known.kind != "list":
        return judge_text(text, year)
    return [
        finding
        for part in text.split(";")
        if part.strip()
        for finding in judge_text(part.strip(), year)
    ]


def _placed(finding: Finding, name: str, place: object) -> Finding | None:
    """Where a sentence says "numb" and not where, the ticked places say it."""
    if not finding.nowhere or finding.set_aside:
        return finding
    if name == "quality":
        return None
    saddle = names_saddle(place) if isinstance(place, str) else None
    if saddle is None:
        return finding
    return replace(finding, tier="emergency") if saddle else None


def _in_fields(diary: pd.DataFrame) -> Iterator[_Found]:
    ticked = diary.reindex(columns=list(_FIELDS))
    ticked = ticked.loc[ticked[["location", "quality", "side"]].notna().any(axis=1)]
    fields = ticked.to_dict("records")
    for row, field in zip(_rows(diary.loc[ticked.index]), fields, strict=True):
        for finding, column in judge_fields(field, row.year):
            yield row.alert(finding, column), finding.set_aside


def _in_new_place(whole: pd.DataFrame, diary: pd.DataFrame) -> Iterator[_Found]:
    """Upper-back pain is new where enough days named other places before it."""
    if "location" not in whole:
        return
    named = whole.loc[whole["location"].notna() & whole["date"].notna()]
    upper = named["location"].str.contains("upper_back", regex=False).astype(bool)
    first = named.loc[upper, "date"].min()
    if pd.isna(first) or named.loc[named["date"] < first, "date"].nunique() < DAYS_BEFORE_NEW:
        return
    new = diary.loc[diary.index.isin(named.index[upper]) & (diary["date"] == first)]
    for row, cell in zip(_rows(new), new["location"], strict=True):
        yield row.alert(Finding("upper_back", "urgent", cell), "location"), False


def _in_own_numbers(diary: pd.DataFrame, own: Mapping[str, Mapping[str, str]]) -> Iterator[_Found]:
    """Columns of the person's own, such as "Numbness in groin": anything above 0."""
    for name in diary.columns:
        if name in DIARY_BY_NAME or name == "line" or not is_numeric_dtype(diary[name]):
            continue
        label = own.get(name, {}).get("label", name.replace("_", " "))
        above = diary.loc[diary[name] > 0]
        for row in _rows(above):
            for finding in judge_sentence(label, row.year):
                if not finding.set_aside:
                    yield row.alert(finding, name), False


def _worst_of_each_entry(found: list[_Found]) -> list[_Found]:
    """Beside an alert, nothing of its code in the same entry is only to be checked."""
    alarming = {
        (alert.file, alert.line, alert.code)
        for alert, aside in found
        if not aside and alert.tier != "please_check"
    }
    return [
        (alert, aside)
        for alert, aside in found
        if aside
        or alert.tier != "please_check"
        or (alert.file, alert.line, alert.code) not in alarming
    ]


def _once(alerts: Iterable[Alert], tiers: tuple[str, ...]) -> list[Alert]:
    """Of these tiers, keep the newest of the same words; of the others, all."""
    kept: dict[object, Alert] = {}
    for alert in sorted(dict.fromkeys(alerts), key=_age):
        same = (alert.tier, alert.code, alert.column, alert.quote)
        kept.setdefault(same if alert.tier in tiers else (same, alert.date, alert.line), alert)
    return list(kept.values())


def _in_order(alerts: Iterable[Alert]) -> tuple[Alert, ...]:
    return tuple(sorted(alerts, key=lambda alert: (TIERS.index(alert.tier), _age(alert))))


def _age(alert: Alert) -> tuple[int, str, int]:
    day = -(2**63) if pd.isna(alert.date) else alert.date.toordinal()
    return -day, alert.file, alert.line


def _table(alerts: tuple[Alert, ...], set_aside: tuple[Alert, ...]) -> pd.DataFrame:
    every = (*alerts, *set_aside)
    table = pd.DataFrame(
        {name: [getattr(alert, name) for alert in every] for name in _TABLE_COLUMNS},
        columns=list(_TABLE_COLUMNS),
    )
    table["date"] = pd.to_datetime(table["date"])
    table["set_aside"] = [False] * len(alerts) + [True] * len(set_aside)
    return table


def _caveats(texts: int, unsearched: int, *, mostly: bool) -> tuple[str, ...]:
    if not texts:
        return ("nothing_searched",)
    if mostly:
        return ("not_english",)
    return ("partly_not_english",) if unsearched else ()
