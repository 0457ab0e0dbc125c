"""One sentence, read: where the phrases of each group stand in it."""

from __future__ import annotations

from backpain_analysis.alert_words.lexicon import Element, Lexicon, Phrase, kinds_of
from backpain_analysis.alert_words.sentences import CLAUSE_MARKS, split_words

#: Stands in a sentence where a phrase was taken out that only looks like ours.
TAKEN_OUT = "_"
_FIRST_YEAR = 1900
_LONGEST_PHRASE = 8
#: "Peeing is not hard": no gap reaches over these.
_NO_WORDS = frozenset(
    {"no", "not", "never", "nor", "neither", "didn't", "doesn't", "don't", "isn't", "wasn't",
     "aren't", "weren't", "hasn't", "haven't", "hadn't"}
)  # fmt: skip
_NOWHERE: frozenset[int] = frozenset()

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
        self._read()
        masked = self.spans("masks")
        for start, end in masked:
            self.words[start:end] = [TAKEN_OUT] * (end - start)
        if masked:
            self._read()

    def _read(self) -> None:
        self._phrases = [self.lexicon.starting_with(word) for word in self.words]
        self._at: dict[str, list[int]] = {}
        for at, groups in enumerate(self._phrases):
            for group in groups:
                self._at.setdefault(group, []).append(at)
        self._ends: dict[tuple[str, int], frozenset[int]] = {}
        self._spans: dict[str, list[Span]] = {}

    @property
    def begun(self) -> frozenset[str]:
        """Groups with a phrase that some word here can begin."""
        return frozenset(self._at)

    def spans(self, name: str) -> list[Span]:
        """Find the phrases of a group, from left to right, each as long as it goes.

        Parameters
        ----------
        name : str

        Returns
        -------
        list of tuple of int
            First word, and the word after the last.
        """
        if name not in self._at:
            return []
        if name not in self._spans:
            found: list[Span] = []
            for at in self._at[name]:
                if not found or at >= found[-1][1]:
                    end = max(self._ends_of(name, at), default=at)
                    if end > at:
                        found.append((at, end))
            self._spans[name] = found
        return self._spans[name]

    def longest_ending(self, name: str, end: int) -> int:
        """Find where the longest phrase of a group begins that ends at a word.

        Parameters
        ----------
        name : str
        end : int

        Returns
        -------
        int
            `end` where there is none.
        """
        for at in self._at.get(name, ()):
            if end - _LONGEST_PHRASE <= at < end and end in self._ends_of(name, at):
                return at
        return end

    def longest_from(self, name: str, start: int) -> int:
        """Find where the longest phrase of a group ends that begins at a word.

        Parameters
        ----------
        name : str
        start : int

        Returns
        -------
        int
            `start` where there is none.
        """
        return max(self._ends_of(name, start), default=start) if start < len(self.words) else start

    def _ends_of(self, name: str, at: int) -> frozenset[int]:
        phrases = self._phrases[at].get(name)
        if not phrases:
            return _NOWHERE
        if (name, at) not in self._ends:
            ends: set[int] = set()
            for phrase in phrases:
                ends |= self._walk(phrase, at)
            self._ends[name, at] = frozenset(end for end in ends if end > at)
        return self._ends[name, at]

    def _walk(self, phrase: Phrase, at: int) -> set[int]:
        reached = {at}
        for element in phrase:
            onward = set(reached) if element.optional else set()
            for here in reached:
                if element.gap:
                    onward |= self._across(here, element.gap)
                elif here == len(self.words):
                    continue
                else:
                    onward |= self._past(element, here)
            reached = onward
            if not reached:
                break
        return reached

    def _across(self, here: int, gap: int) -> set[int]:
        reached = {here}
        for after in range(here, min(here + gap, len(self.words))):
            if self.words[after] in CLAUSE_MARKS or self.words[after] in _NO_WORDS:
                break
            reached.add(after + 1)
        return reached

    def _past(self, element: Element, here: int) -> set[int]:
        ends = {here + 1} if self._fits(element, self.words[here]) else set()
        return ends.union(*(self._ends_of(group, here) for group in element.groups))

    def _fits(self, element: Element, word: str) -> bool:
        for kind in kinds_of(word):
            if kind in element.words and (kind != "#year" or self._is_past_year(word)):
                return True
        return False

    def _is_past_year(self, word: str) -> bool:
        return _FIRST_YEAR <= int(word) < self._year
