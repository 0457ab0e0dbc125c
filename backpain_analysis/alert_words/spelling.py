"""Misspelt words -> the words of ours that they were meant to be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import combinations

#: Only words of this length are taken for a misspelling [letters].
SHORTEST, LONGEST = 5, 20
#: From this length on, two mistakes are forgiven instead of one [letters].
TWO_MISTAKES = 8

_STRETCHED = re.compile(r"(.)\1\1")


class Speller:
    """Finds the word of ours that a word was meant to be.

    Parameters
    ----------
    targets : iterable of str
        Words that may be meant.
    known : iterable of str
        Words that are right as they stand.
    same : mapping of str to str
        Misspellings that would not be found so.
    """

    def __init__(
        self, targets: Iterable[str], known: Iterable[str], same: Mapping[str, str]
    ) -> None:
        self.meant = frozenset(targets)
        self._same = {word: word for word in known} | dict(same)
        self._by_stump: dict[str, list[str]] = {}
        for target in sorted(self.meant):
            for stump in _stumps(target):
                self._by_stump.setdefault(stump, []).append(target)
        self.spell = lru_cache(maxsize=16_384)(self._spell)

    def _spell(self, word: str) -> str:
        for letters in (r"\1\1\1", r"\1\1", r"\1"):  # "soooon" is "soon", "sooo" is "so"
            plain = _STRETCHED.sub(letters, word)
            if plain in self._same:
                return self._same[plain]
        if not word[0].isalpha() or not SHORTEST <= len(word) <= LONGEST:
            return word
        targets = {t for stump in _stumps(word) for t in self._by_stump.get(stump, ())}
        near = [
            (mistakes, _letters(word) != _letters(target), abs(len(word) - len(target)), target)
            for target in targets
            if (mistakes := _count_mistakes(word, target)) <= _forgiven(word, target)
        ]
        return min(near)[-1] if near else word


def _count_mistakes(word: str, target: str) -> int:
    """Letters missing, added, changed or swapped with a neighbour."""
    before: list[int] = []
    row = list(range(len(target) + 1))
    for i, letter in enumerate(word, 1):
        before, last, row = row, before, [i]
        for j, other in enumerate(target, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == target[j - 2] and word[i - 2] == other:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _forgiven(word: str, target: str) -> int:
    # The first letter is seldom wrong; where it is, one mistake in a long word is forgiven.
    if word[0] != target[0]:
        return int(len(target) >= TWO_MISTAKES)
    return min(_allowed(word), _allowed(target))


def _allowed(word: str) -> int:
    return 2 if len(word) >= TWO_MISTAKES else 1


def _letters(word: str) -> str:
    """The word without doubled letters: "blader" is rather "bladder" than "blades"."""
    return re.sub(r"(.)\1+", r"\1", word)


def _stumps(word: str) -> set[str]:
    """All that remains of a word when as many letters are struck out as are forgiven."""
    return {
        "".join(letters)
        for struck in range(_allowed(word) + 1)
        for letters in combinations(word, len(word) - struck)
    }
