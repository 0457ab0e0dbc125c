"""What the person blamed, and the factor that measures it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import pandas as pd

from backpain_analysis.columns import DIARY_BY_NAME
from backpain_analysis.question import Factor

#: Forms of one word that people use for the same thing.
_FORMS = {
    "sit": "sitting", "sat": "sitting", "seated": "sitting", "stand": "standing",
    "stood": "standing", "drive": "driving", "drove": "driving", "bend": "bending",
    "bent": "bending", "lift": "lifting", "lifted": "lifting", "slept": "sleep",
    "sleeping": "sleep", "walk": "walking", "walked": "walking", "stressed": "stress",
    "stressful": "stress", "swim": "swimming", "swam": "swimming", "tired": "fatigue",
    "drives": "driving", "lifts": "lifting", "walks": "walking",
    "tiredness": "fatigue", "smoking": "cigarettes", "smoked": "cigarettes",
}  # fmt: skip
#: Words of a column name that are units or fillers, not the thing itself.
_UNITS = {"hours", "minutes", "count", "kg", "of", "the", "night", "before", "something"}

#: Words of a name that many things share: alone they point to none of them.
_COMMON = {"long", "good", "medium", "heavy", "back", "pain", "body", "count", "quality", "level",
           "more", "less", "with", "time", "best", "work"}  # fmt: skip
_SHORTEST = 4


def find_suspects(
    days: pd.DataFrame, factors: Sequence[Factor], blamed: Iterable[str | None]
) -> tuple[str, ...]:
    """Find what the person suspects: what was blamed, asked about, or chosen to be written down.

    Parameters
    ----------
    days : pandas.DataFrame
        Daily table; its ``attrs`` hold ``questions`` and ``chosen``.
    factors : sequence of Factor
    blamed : iterable of str or None
        Factors that measure what was blamed.

    Returns
    -------
    tuple of str
        Names of factors, in their order.
    """
    asked = " ".join(days.attrs.get("questions", ()))
    words = {word for word in _words(asked) - _COMMON if len(word) >= _SHORTEST}
    told = {*blamed, *days.attrs.get("chosen", ())}
    return tuple(f.name for f in factors if f.name in told or any(n & words for n in _names_of(f)))


def match_suspicions(days: pd.DataFrame, factors: Sequence[Factor]) -> pd.DataFrame:
    """Count what was blamed, and find the factor that measures each.

    A suspicion matches a factor when it holds all the words of one of the
    factor's names: "sat too long" holds "sitting". The longest name wins.

    Parameters
    ----------
    days : pandas.DataFrame
        Daily table of the period; ``blamed`` is text joined by "; ".
    factors : sequence of Factor

    Returns
    -------
    pandas.DataFrame
        ``name``, ``days`` [days], ``factor`` (None where nothing measures it),
        the most blamed first.
    """
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for text in days["blamed"].dropna() if "blamed" in days else ():
        names = {part.strip() for part in text.split(";") if part.strip()}
        for name in sorted(names):
            written.setdefault(name.casefold(), name)
        counts.update({name.casefold() for name in names})
    known = {f.name: _names_of(f) for f in factors} if counts else {}
    found = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return pd.DataFrame({
        "name": [written[key] for key, _ in found],
        "days": [n for _, n in found],
        "factor": pd.Series([_match(key, known) for key, _ in found], dtype=object),
    })  # fmt: skip


def _words(text: str) -> frozenset[str]:
    words = re.findall(r"\w+", text.casefold().replace("_", " "))
    return frozenset(_FORMS.get(w, w) for w in words)


def _names_of(factor: Factor) -> list[frozenset[str]]:
    column = DIARY_BY_NAME.get(factor.name)
    texts = [factor.name, factor.label, *(column.aliases if column else ())]
    return [words for text in texts if (words := _words(text) - _UNITS)]


def _match(suspicion: str, known: dict[str, list[frozenset[str]]]) -> str | None:
    words = _words(suspicion)
    best, size = None, 0
    for factor, names in known.items():
        longest = max((len(name) for name in names if name <= words), default=0)
        if longest > size:
            best, size = factor, longest
    return best
