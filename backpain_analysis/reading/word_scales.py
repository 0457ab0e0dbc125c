"""Words where a number of points belongs: the lines of settings.toml that give them numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from backpain_analysis.doses import said_done
from backpain_analysis.errors import Problem
from backpain_analysis.reading.files import FileRead
from backpain_analysis.reading.part import Part
from backpain_analysis.reading.settings import Settings

# Numbers that people often give to these words; only ever offered.
_USUAL_NUMBERS = {"none": "0", "mild": "2", "moderate": "5", "severe": "8"}
_WORDS_SHOWN = 8


def offer_scales(files: Sequence[FileRead], settings: Settings) -> list[FileRead]:
    """Add to the first such word the lines for all of them, in whichever file they stand.

    Parameters
    ----------
    files : sequence of FileRead
    settings : Settings
        Words that have a number already are kept in the lines.

    Returns
    -------
    list of FileRead
    """
    every = [part for file in files for part in file.parts]
    words = _words(every)
    if not words:
        return list(files)
    yes_no = {c.column for part in every for c in part.columns if c.kind == "yes_no"} & {*words}
    lines = [
        _line(name, found, settings.scales.get(name, {}), yes_no=name in yes_no)
        for name, found in words.items()
    ]
    what = " (1 is a yes, 0 a no)" if yes_no else ""
    hint = f"Or say in settings.toml what the words stand for{what}:\n" + "\n".join(
        f"    {line}" for line in ("[scales]", *lines)
    )
    given: list[FileRead] = []
    told = False
    for file in files:
        parts = []
        for part in file.parts:
            parts.append(part if told else _with_hint(part, hint))
            told = told or parts[-1] is not part
        given.append(replace(file, parts=tuple(parts)))
    return given


def _words(parts: Iterable[Part]) -> dict[str, list[str]]:
    """Column -> the words in it that were refused, each once."""
    found: dict[str, dict[str, None]] = {}
    for part in parts:
        names = _points(part)
        for problem in part.problems:
            if _is_word(problem, names):
                word = str(problem.value).strip()
                found.setdefault(names[str(problem.column)], {})[word] = None
    return {name: [*words][:_WORDS_SHOWN] for name, words in found.items()}


def _points(part: Part) -> dict[str, str]:
    """Header -> column, of those that hold points, or yes and no."""
    told = (c for c in part.columns if c.unit == "points" or c.kind == "yes_no")
    return {c.header: c.column for c in told if c.column}


def _is_word(problem: Problem, names: Mapping[str, str]) -> bool:
    text = problem.value or ""
    return problem.column in names and bool(text.strip()) and not any(s.isdigit() for s in text)


def _with_hint(part: Part, hint: str) -> Part:
    names = _points(part)
    at = next((n for n, p in enumerate(part.problems) if _is_word(p, names)), None)
    if at is None:
        return part
    problems = list(part.problems)
    problems[at] = replace(problems[at], message=f"{problems[at].message} {hint}")
    return replace(part, problems=tuple(problems))


def _line(
    name: str, words: Sequence[str], known: Mapping[str, float], *, yes_no: bool = False
) -> str:
    usual = not known and not yes_no and all(word.casefold() in _USUAL_NUMBERS for word in words)
    numbers = {word: f"{number:g}" for word, number in known.items()}
    for word in words:
        partly = yes_no and said_done(word) == "partly"
        numbers[word] = _USUAL_NUMBERS[word.casefold()] if usual else "1" if partly else "..."
    pairs = (f"{_key(word)} = {number}" for word, number in numbers.items())
    return f"{name} = {{ {', '.join(pairs)} }}"


def _key(word: str) -> str:
    return word if word.isascii() and word.isalpha() else f'"{word}"'
