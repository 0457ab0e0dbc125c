"""Ticks that are levels of one thing ("good sleep", "bad sleep"): one column of numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from backpain_analysis.columns import DIARY, DIARY_BY_NAME
from backpain_analysis.reading.headers import snake_case
from backpain_analysis.reading.matching import RESERVED, is_pain, match_headers
from backpain_analysis.reading.parsed import Reading, Refusal, as_text, parse_distinct
from backpain_analysis.reading.part import Cells, Part
from backpain_analysis.reading.settings import NEVER_FACTORS

_NO_NUMBERS = ("text", "list", "date", "time")


def _levels(lines: str) -> dict[str, float]:
    """Each word of lines such as "2 bad poor", with its number."""
    split = (line.split() for line in lines.strip().splitlines())
    return {w.replace("_", " "): float(line[0]) for line in split for w in line[1:]}


#: Words of how much there is of a thing, from 0 to 10; German ones without their endings.
_AMOUNTS = _levels("""
0 no none zero kein
2 minimal slight little wenig mild light leicht low niedrig gering schwach
5 ok okay fair average normal so-so some medium moderate mittel mittelmäßig mittler mäßig
8 much viel heavy strong stark high hoch hoh severe schwer
10 extreme extrem sehr_stark worst
""")
#: Words of how good it is, of which 10 is the best.
_GOODNESS = _levels("""
10 great excellent
9 very_good sehr_gut
8 good well gut
3 not_good
2 poor bad badly schlecht schlimm
1 very_bad sehr_schlecht
0 terrible awful worst
""")
#: From none to most, and from the best to the worst.
_RANK = {word: 10 - number for word, number in _GOODNESS.items()} | _AMOUNTS
_BEST_HIGH = ("sleep_quality", "posture", "mood")
#: What to do with two ticks of one scale.
KEEP_ONE = "Keep one of them"
_ENDING = re.compile(r"(?<=\w{3})e[rsnm]?$")


def of_ticks(cells: Iterable[Cells], scales: Mapping[str, Mapping[str, float]]) -> list[Cells]:
    """Make one column of the ticks to which a scale gives numbers.

    Parameters
    ----------
    cells : iterable of Cells
        Columns of a table: where one of them is what the scale measures, ticks are not.
    scales : mapping
        Column -> word -> number.

    Returns
    -------
    list of Cells
        Each ``within`` its list; two ticks of one scale in an entry are refused.
    """
    cells = list(cells)
    taken = {cell.name for cell in cells} | RESERVED
    lists = [c for c in cells if c.kind == "list" and c.name not in NEVER_FACTORS]
    known = {name: DIARY_BY_NAME.get(name) for name in scales if name not in taken}
    made = [
        _column(name, scales[name], cell)
        for name, column in known.items()
        if column is None or column.kind not in _NO_NUMBERS
        for cell in lists
    ]
    return list({cell.name: cell for cell in reversed(made) if cell}.values())


def _column(name: str, words: Mapping[str, float], cell: Cells) -> Cells | None:
    listed = pd.Categorical(cell.values)
    ticked = [
        "; ".join(w for w in str(text).split("; ") if w.casefold() in words) or None
        for text in listed.categories
    ]
    if not any(ticked):
        return None

    def read(tick: str) -> Reading | Refusal:
        number = words.get(tick.casefold())
        several = f"'{tick}' are ticked in one entry: its {name} is not known. {KEEP_ONE}."
        return Refusal(several) if number is None else Reading(number)

    spread = np.array([*ticked, None], dtype=object)[listed.codes]
    parsed = parse_distinct(as_text(list(spread)), read)
    ours = DIARY_BY_NAME.get(name)
    label, kind, unit = name.replace("_", " "), "number", ""
    if ours:
        label, kind, unit = ours.label, ours.kind, ours.unit
    return Cells(cell.header, name, label, kind, unit, parsed, known=bool(ours), within=True)


def find_levels(part: Part, known: Mapping[str, Mapping[str, float]]) -> dict[str, list[str]]:
    """Find ticks that look like levels of one thing.

    Parameters
    ----------
    part : Part
        A diary.
    known : mapping
        The scales that the settings have.

    Returns
    -------
    dict of str to list of str
        Name for a scale -> its ticks, from least to most. Levels stand in one
        entry never, but for those of pain.
    """
    found: dict[str, list[str]] = {}
    lists = [c.column for c in part.columns if c.kind == "list" and c.column not in NEVER_FACTORS]
    held = {column.column for column in part.columns if not column.within}
    for name in dict.fromkeys(lists):
        entries = [str(text).split("; ") for text in part.frame[name].dropna().unique()]
        for rest, ticks in _by_what({word for words in entries for word in words}).items():
            at_once = any(len({*words} & {*ticks}) > 1 for words in entries)
            scale = _scale_of(rest)
            if scale not in known and scale not in held and (is_pain(rest) or not at_once):
                found.setdefault(scale, ticks)
    return found


def level_of(tick: str) -> tuple[str, str]:
    """Take a tick apart into what it is about and its level.

    Parameters
    ----------
    tick : str
        Such as "bad sleep", "Sleep: bad" or "sehr schlechter Schlaf".

    Returns
    -------
    tuple of (str, str)
        ("sleep", "bad"); the level is "" where it names none.
    """
    words, plain = _plain(tick)
    for count in (2, 1):
        for first in (True, False):
            level = " ".join(plain[:count] if first else plain[-count:])
            rest = words[count:] if first else words[:-count]
            if level in _RANK and rest:
                return " ".join(rest), level
    return "", ""


def _plain(text: str) -> tuple[list[str], list[str]]:
    """The words of a text, and the same as words of level are listed."""
    words = re.findall(r"[^\W_]+(?:-[^\W_]+)*", text.casefold())
    return words, [w if w in _RANK else _ENDING.sub("", w) for w in words]


def usual_numbers(name: str, words: Sequence[str]) -> tuple[dict[str, float], str]:
    """Give words of one scale the numbers that people often give them.

    Parameters
    ----------
    name : str
        What the scale measures.
    words : sequence of str
        Such as "bad sleep", or "bad" alone.

    Returns
    -------
    numbers : dict of str to float
        From 0 to 10; a word that nobody can rank has none.
    end : str
        What 10 is: "best", "worst" or "most"; "" for pain, of which it is plain.
    """
    levels = {}
    for word in words:
        alone = " ".join(_plain(word)[1])
        levels[word] = alone if alone in _RANK else level_of(word)[1]
    good = any(_GOODNESS.get(level, 0) > 5 for level in levels.values())
    best = name in _BEST_HIGH or (good and name not in DIARY_BY_NAME and not is_pain(name))
    scale = _AMOUNTS | _GOODNESS if best else _RANK
    end = "best" if best else "" if is_pain(name) else "most"
    if end == "most" and not _GOODNESS.keys().isdisjoint(levels.values()):
        end = "worst"
    return {word: scale[level] for word, level in levels.items() if level in scale}, end


def _by_what(ticks: Iterable[str]) -> dict[str, list[str]]:
    groups: dict[str, dict[str, str]] = {}
    for tick in sorted(ticks):
        rest, level = level_of(tick)
        if level:
            groups.setdefault(rest, {})[level] = tick
    return {
        rest: [levels[level] for level in sorted(levels, key=_RANK.__getitem__)]
        for rest, levels in groups.items()
        if len(levels) > 1
    }


def _scale_of(rest: str) -> str:
    (meaning,), plain = match_headers([rest], DIARY, {}), snake_case(rest)
    names = (meaning.name, f"{plain}_quality")
    points = (n for n in names if n in DIARY_BY_NAME and DIARY_BY_NAME[n].unit == "points")
    return next(points, f"{plain}_level" if plain in DIARY_BY_NAME else plain)
