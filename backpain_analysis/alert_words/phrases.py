"""One sentence, read: where the phrases of each group stand in it."""

from __future__ import annotations

from backpain_analysis.alert_words.lexicon import Element, Lexicon, Phrase, kinds_of
from backpain_analysis.alert_words.sentences import CLAUSE_MARKS, split_words

#: Stands in a sentence where a phrase was taken out that only looks like ours.
_TAKEN_OUT = "_"
_FIRST_YEAR = 1900
_LONGEST_PHRASE = 8

#: First word of something, and the word after its last.
Span = tuple[int, int]


class Reading:
    """One sentence, read: its words, and the phrases that stand in it.

    Parameters
    ----------
    sentence : str
    lexicon : Lexicon
    year : int
        Year of the entry; years before it are the past.
    """

    def __init__(self, sentence: str, lexicon: Lexicon, year: int) -> None:
        self.lexicon = lexicon
        self.words = [lexicon.speller.spell(word) for word in split_words(sentence)]
        self._year = year
        self._stops = CLAUSE_MARKS | lexicon.words("no_word")  # "Peeing is not hard."
        self._read()
        for start, end in self.spans("masks"):
            self.words[start:end] = [_TAKEN_OUT] * (end - start)
        if _TAKEN_OUT in self.words:
            self._read()

    def _read(self) -> None:
        self._phrases = [self.lexicon.starting_with(word) for word in self.words]
        self._held = set[str]().union(*map(kinds_of, self.words))
        self._at: dict[str, list[int]] = {}
        for at, groups in enumerate(self._phrases):
            for group in groups:
                self._at.setdefault(group, []).append(at)
        self._ends: dict[tuple[str, int], set[int]] = {}
        self._spans: dict[str, list[Span]] = {}

    def begun(self) -> frozenset[str]:
        """The groups that a rule needs and of which a phrase is in the sentence."""
        begun = self.lexicon.alarming.intersection(self._at)
        return frozenset(name for name in begun if self.spans(name))

    def spans(self, name: str) -> list[Span]:
        """Find the phrases of a group, from left to right, each as long as it goes."""
        if name not in self._spans:
            found: list[Span] = []
            for at in self._at.get(name, ()):
                if (not found or at >= found[-1][1]) and (end := self.longest_from(name, at)) > at:
                    found.append((at, end))
            self._spans[name] = found
        return self._spans[name]

    def lacks(self, name: str) -> bool:
        """Tell whether a group is named of which no phrase is in the sentence."""
        return bool(name) and not self.spans(name)

    def longest_ending(self, name: str, end: int) -> int:
        """Find where the longest phrase of a group begins that ends at a word, or `end`."""
        starts = (at for at in self._at.get(name, ()) if end - _LONGEST_PHRASE <= at < end)
        return next((at for at in starts if end in self._ends_of(name, at)), end)

    def longest_from(self, name: str, start: int) -> int:
        """Find where the longest phrase of a group ends that begins at a word, or `start`."""
        return max(self._ends_of(name, start), default=start)

    def _ends_of(self, name: str, at: int) -> set[int]:
        if at >= len(self.words) or name not in self._phrases[at]:
            return set()
        if (name, at) not in self._ends:
            ends = set[int]().union(*(self._walk(phrase, at) for phrase in self._phrases[at][name]))
            self._ends[name, at] = ends - {at}
        return self._ends[name, at]

    def _walk(self, phrase: Phrase, at: int) -> set[int]:
        if any(map(self._held.isdisjoint, phrase.needs)):
            return set()
        reached = {at}
        for element in phrase:
            onward = set(reached) if element.optional or element.gap else set()
            for here in reached:
                onward |= self._past(element, here)
            reached = onward
            if not reached:
                break
        return reached

    def _past(self, element: Element, here: int) -> set[int]:
        if element.gap:
            far = range(here, min(here + element.gap, len(self.words)))
            stop = next((at for at in far if self.words[at] in self._stops), far.stop)
            return set(range(here + 1, stop + 1))
        if here == len(self.words):
            return set()
        ends = {here + 1} if self._fits(element, self.words[here]) else set()
        return ends.union(*(self._ends_of(group, here) for group in element.groups))

    def _fits(self, element: Element, word: str) -> bool:
        if word in element.words:
            return True
        fitting = element.words & kinds_of(word)
        past = "#year" not in fitting or _FIRST_YEAR <= int(word) < self._year
        return bool(fitting if past else fitting - {"#year"})
