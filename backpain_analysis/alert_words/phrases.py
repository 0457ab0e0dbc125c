"""Phrases as the data file writes them, and where a sentence holds them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from backpain_analysis.alert_words.sentences import CLAUSE_MARKS, split_words
from backpain_analysis.alert_words.spelling import Speller

#: Stands in a sentence where a phrase was taken out that only looks like ours.
TAKEN_OUT = "_"
#: Body temperatures that are a fever [degrees C], [degrees F].
FEVERS = ((37.8, 43.0), (100.4, 108.0))
_FIRST_YEAR, _YEAR_DIGITS = 1900, 4
_LONGEST_PHRASE = 8
#: "Peeing is not hard": no gap reaches over these.
_NO_WORDS = frozenset(
    {"no", "not", "never", "nor", "neither", "didn't", "doesn't", "don't", "isn't", "wasn't",
     "aren't", "weren't", "hasn't", "haven't", "hadn't"}
)  # fmt: skip
_NOWHERE: frozenset[int] = frozenset()

Span = tuple[int, int]


@dataclass(frozen=True)
class Element:
    """One place in a phrase.

    Attributes
    ----------
    words : frozenset of str
        Words that fit, and "#", "#year", "#fever" for numbers.
    groups : tuple of str
        Groups whose phrases fit.
    gap : int
        Up to so many words of any kind.
    optional : bool
    """

    words: frozenset[str] = frozenset()
    groups: tuple[str, ...] = ()
    gap: int = 0
    optional: bool = False


Phrase = tuple[Element, ...]


@dataclass(frozen=True)
class Rule:
    """What calls for care, and the exceptions to it.

    Attributes
    ----------
    code, tier : str
    phrases : str
        Name of the group of phrases that call for care by themselves, or "".
    cue : tuple of str
        Groups of words for what is felt.
    place : tuple of str
        Groups of places where it must be felt; () for "nowhere named".
    loose : int
        How far apart cue and place may stand when neither leans on the other [words].
    place_first : bool
        True where the place must stand before the cue: "leg gave out".
    across : bool
        True where the place may also stand in another part of the sentence.
    beside : str
        Group that must stand in the same clause as the cue, within `loose`.
    needs, unless, unless_within, not_after, excused_by : str
        Groups: must be in the sentence; must not be in it; must not be in the
        phrase; must not stand right before the place; explains it away.
    keeps_past : bool
        True where it counts however long ago it was.
    fallback : bool
        True where it counts only if no other rule of its code is met.
    """

    code: str
    tier: str
    phrases: str = ""
    cue: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    loose: int = 0
    place_first: bool = False
    across: bool = False
    beside: str = ""
    needs: str = ""
    unless: str = ""
    unless_within: str = ""
    not_after: str = ""
    excused_by: str = ""
    keeps_past: bool = False
    fallback: bool = False


class Lexicon:
    """All groups and rules of the data file, ready for use.

    Parameters
    ----------
    data : dict
        The data file as read.

    Attributes
    ----------
    rules : list of Rule
    groups : dict of str to tuple of Phrase
    alarming : frozenset of str
        Groups that begin an alarm.
    speller : Speller
    languages : dict of str to frozenset of str
        "english" and "other": frequent words.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        texts: dict[str, str] = dict(data["groups"])
        self.rules: list[Rule] = []
        for number, raw in enumerate(data["rules"]):
            own = dict(raw)
            if "phrases" in own:
                texts[f"rule {number}"] = own["phrases"]
                own["phrases"] = f"rule {number}"
            for key in ("cue", "place"):
                own[key] = tuple(own.get(key, "").split())
            self.rules.append(Rule(**own))
        self.groups = {name: _compile(text) for name, text in texts.items()}
        self.alarming = frozenset(
            name for rule in self.rules for name in (rule.phrases, *rule.cue) if name
        )
        self._starting = self._index()
        self.speller = self._make_speller(data["spelling"])
        self.languages = {
            name: frozenset(words.split()) for name, words in data["languages"].items()
        }
        self._single = {
            name: frozenset(
                word for phrase in phrases if len(phrase) == 1 for word in phrase[0].words
            )
            for name, phrases in self.groups.items()
        }

    def words(self, name: str) -> frozenset[str]:
        """Give the single words of a group.

        Parameters
        ----------
        name : str

        Returns
        -------
        frozenset of str
        """
        return self._single[name]

    def starting_with(self, word: str) -> dict[str, tuple[Phrase, ...]]:
        """Give the phrases that can begin with a word.

        Parameters
        ----------
        word : str

        Returns
        -------
        dict of str to tuple of Phrase
            By group.
        """
        kinds = kinds_of(word)
        if len(kinds) == 1:
            return self._starting.get(word, {})
        merged: dict[str, tuple[Phrase, ...]] = {}
        for kind in kinds:
            for group, phrases in self._starting.get(kind, {}).items():
                merged[group] = merged.get(group, ()) + phrases
        return merged

    def _index(self) -> dict[str, dict[str, tuple[Phrase, ...]]]:
        index: dict[str, dict[str, tuple[Phrase, ...]]] = {}
        for group, phrases in self.groups.items():
            for phrase in phrases:
                for word in self._first_words(phrase):
                    of_word = index.setdefault(word, {})
                    of_word[group] = (*of_word.get(group, ()), phrase)
        return index

    def _first_words(self, phrase: Phrase) -> set[str]:
        words: set[str] = set()
        for element in phrase:
            words |= element.words
            for group in element.groups:
                words.update(*(self._first_words(inner) for inner in self.groups[group]))
            if not element.optional:
                break
        return words

    def _make_speller(self, spelling: dict[str, str]) -> Speller:
        same: dict[str, str] = {}
        for line in spelling["same"].strip().splitlines():
            wrong, right = line.split(": ")
            same |= dict.fromkeys(wrong.split(), right)
        known = set().union(*(self._vocabulary(name) for name in self.groups))
        return Speller(spelling["meant"].split(), known | set(spelling["ordinary"].split()), same)

    def _vocabulary(self, name: str) -> set[str]:
        elements = [element for phrase in self.groups[name] for element in phrase]
        inner = (self._vocabulary(group) for element in elements for group in element.groups)
        return {word for element in elements for word in element.words}.union(*inner)


def _compile(text: str) -> tuple[Phrase, ...]:
    text = re.sub(r"\n[ \t]+(?=\|)", "", text)
    lines = re.split(r";\s|\n(?![ \t])", text)
    return tuple(tuple(_element(word) for word in line.split()) for line in lines if line.split())


def _element(text: str) -> Element:
    if text.startswith(".."):
        return Element(gap=int(text[2:]))
    optional = text.endswith("?") and text.strip("|?") != ""
    text = text[:-1] if optional else text
    options = text.split("|")
    groups = tuple(option.strip("{}") for option in options if option.startswith("{"))
    words = frozenset(option for option in options if not option.startswith("{"))
    return Element(words, groups, optional=optional)


@cache
def kinds_of(word: str) -> frozenset[str]:
    """Name all that a word of a sentence can stand for in a phrase.

    Parameters
    ----------
    word : str

    Returns
    -------
    frozenset of str
    """
    kinds = {word}
    if word.endswith("n't"):
        kinds.add("n't")
    if word[0].isdecimal():
        kinds |= {"#", "#year"} if len(word) == _YEAR_DIGITS and word.isdecimal() else {"#"}
        value = float(word.replace(",", "."))
        if any(low <= value <= high for low, high in FEVERS):
            kinds.add("#fever")
    return frozenset(kinds)


@cache
def load_lexicon() -> Lexicon:
    """Load the data file, once.

    Returns
    -------
    Lexicon
    """
    file = resources.files("backpain_analysis.alert_words") / "alert_words.toml"
    return Lexicon(tomllib.loads(file.read_text(encoding="utf-8")))


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
