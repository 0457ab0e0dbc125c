"""The data file, read: groups of phrases, the rules, and the spelling."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from backpain_analysis.alert_words.spelling import Speller

#: Body temperatures that are a fever [degrees C], [degrees F].
FEVERS = ((37.8, 43.0), (100.4, 108.0))
_YEAR_DIGITS = 4
_NUMBER_WORDS = frozenset(
    [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "fifteen",
        "twenty",
        "thirty",
    ]
)
#: More tablets than a day allows, and fewer than a dose in milligrams.
_MANY = (9, 100)


@dataclass(frozen=True)
class Element:
    """One place in a phrase.

    Attributes
    ----------
    words : frozenset of str
        Words that fit, and "#", "#year", "#fever", "#many" for numbers.
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
    even_if : bool
        True where it counts though it is feared, doubted or conditional.
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
    even_if: bool = False
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


@lru_cache(maxsize=16_384)
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
    if word in _NUMBER_WORDS:
        kinds.add("#")
    if word[0].isdecimal():
        kinds |= {"#", "#year"} if len(word) == _YEAR_DIGITS and word.isdecimal() else {"#"}
        value = float(word.replace(",", "."))
        if any(low <= value <= high for low, high in FEVERS):
            kinds.add("#fever")
        if _MANY[0] <= value <= _MANY[1]:
            kinds.add("#many")
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
