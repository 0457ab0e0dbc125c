"""Misspelt words -> the words of ours that they were meant to be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import combinations

#: Only words of this length or more are taken for a misspelling [letters].
SHORTEST = 5
#: From this length on, two mistakes are forgiven instead of one [letters].
TWO_MISTAKES = 8
#: Nothing this long is a misspelling [letters].
TOO_LONG = 20
#: Words whose meaning is remembered at a time.
MOST_REMEMBERED = 20_000

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
        Misspellings that no distance would find.
    """

    def __init__(
        self, targets: Iterable[str], known: Iterable[str], same: Mapping[str, str]
    ) -> None:
        self.meant = frozenset(targets)
        self._known = frozenset(known)
        self._same = dict(same)
        self._remembered: dict[str, str] = {}
        self._by_stump: dict[str, list[str]] = {}
        for target in sorted(self.meant):
            if len(target) >= SHORTEST:
                for stump in _stumps(target, _allowed(target)):
                    self._by_stump.setdefault(stump, []).append(target)

    def spell(self, word: str) -> str:
        """Give the word that was meant.

        Parameters
        ----------
        word : str
            In lower case.

        Returns
        -------
        str
            The same word where none of ours is near.
        """
        for plain in _unstretched(word):
            if plain in self._same:
                return self._same[plain]
            if plain in self._known:
                return plain
        if not word[0].isalpha():
            return word
        if word not in self._remembered:
            if len(self._remembered) > MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[word] = self._nearest(word)
        return self._remembered[word]

    def _nearest(self, word: str) -> str:
        if not SHORTEST <= len(word) <= TOO_LONG:
            return word
        near: set[tuple[int, bool, int, str]] = set()
        for stump in _stumps(word, _allowed(word)):
            for target in self._by_stump.get(stump, ()):
                mistakes = count_mistakes(word, target)
                if mistakes <= _forgiven(word, target):
                    doubled = _letters(word) == _letters(target)
                    near.add((mistakes, not doubled, abs(len(word) - len(target)), target))
        return min(near)[3] if near else word


def count_mistakes(word: str, target: str) -> int:
    """Count letters missing, added, changed or swapped with a neighbour.

    Parameters
    ----------
    word, target : str

    Returns
    -------
    int
    """
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


def _unstretched(word: str) -> tuple[str, ...]:
    if not _STRETCHED.search(word):
        return (word,)
    return word, _STRETCHED.sub(r"\1\1", word), _STRETCHED.sub(r"\1", word)


def _allowed(word: str) -> int:
    return 2 if len(word) >= TWO_MISTAKES else 1


def _forgiven(word: str, target: str) -> int:
    # The first letter is seldom wrong; where it is, one mistake in a long word is forgiven.
    if word[0] != target[0]:
        return 1 if len(target) >= TWO_MISTAKES else 0
    return min(_allowed(word), _allowed(target))


def _letters(word: str) -> str:
    """The word without doubled letters: "blader" is rather "bladder" than "blades"."""
    return "".join(b for a, b in zip(" " + word, word, strict=False) if a != b)


def _stumps(word: str, letters: int) -> set[str]:
    """All that remains of a word when up to so many letters are struck out."""
    return {
        "".join(letter for i, letter in enumerate(word) if i not in struck)
        for count in range(letters + 1)
        for struck in combinations(range(len(word)), count)
    }
