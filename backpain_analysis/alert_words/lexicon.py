"""The data file, read: groups of phrases, the rules, and the spelling."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources
from typing import Any

from backpain_analysis.alert_words.spelling import Speller

#: Body temperatures that are a fever [degrees C], [degrees F].
FEVERS = ((37.8, 43.0), (100.4, 108.0))
#: More tablets than a day allows, and fewer than a dose in milligrams.
_MANY = (9, 100)
_YEAR_DIGITS = 4


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


class Phrase(tuple[Element, ...]):
    """What must stand one after another."""

    @cached_property
    def needs(self) -> list[frozenset[str]]:
        """Words after the first; the phrase is in no sentence that lacks one of each."""
        required = (e.words for e in self[1:] if e.words and not e.groups and not e.optional)
        return sorted(required, key=len)


@dataclass(frozen=True)
class Rule:
    """What calls for care: phrases by themselves, or a cue that is felt at a place.

    Attributes
    ----------
    code, tier : str
    phrases : str
        Name of the group of phrases, or "".
    cue, place : tuple of str
        Groups of words for what is felt and where; without a place: "nowhere named".
    loose : int
        How many words may stand between cue and place that do not link them.
    needs : str
        Group that must be in the sentence.
    beside : bool
        True where the sentence before or after may hold it instead.
    unless, unless_near : str
        Groups that explain it away, anywhere in the sentence or right beside it.
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
    needs: str = ""
    beside: bool = False
    unless: str = ""
    unless_near: str = ""
    keeps_past: bool = False
    even_if: bool = False
    fallback: bool = False

    @cached_property
    def begins(self) -> frozenset[str]:
        """Groups of which one must be in the sentence."""
        return frozenset({self.phrases, *self.cue} - {""})


class Lexicon:
    """All groups and rules of the data file, ready for use.

    Parameters
    ----------
    data : dict
        The data file as read.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        texts: dict[str, str] = dict(data["groups"])
        self.rules: list[Rule] = []
        for number, raw in enumerate(data["rules"]):
            own = raw | {key: tuple(raw.get(key, "").split()) for key in ("cue", "place")}
            if "phrases" in own:
                name = f"rule {number}"
                texts[name], own["phrases"] = own["phrases"], name
            self.rules.append(Rule(**own))
        self.groups = {name: _compile(text) for name, text in texts.items()}
        #: Groups that begin an alarm.
        self.alarming = frozenset[str]().union(*(rule.begins for rule in self.rules))
        #: Groups of what is felt, and of where.
        self.cues = {name for rule in self.rules for name in rule.cue}
        self.places = {"other_place"}.union(*(rule.place for rule in self.rules))
        #: Frequent words by language.
        self.languages = {name: set(words.split()) for name, words in data["languages"].items()}
        #: What is said in English, and in any other language.
        self.english = self.languages.pop("english")
        self.foreign = set().union(*self.languages.values())
        self._starting = self._index()
        self._single = {
            name: frozenset().union(*(phrase[0].words for phrase in phrases if len(phrase) == 1))
            for name, phrases in self.groups.items()
        }
        self.speller = self._make_speller(data["spelling"])

    def words(self, name: str) -> frozenset[str]:
        """The single words of a group."""
        return self._single[name]

    def starting_with(self, word: str) -> dict[str, list[Phrase]]:
        """The phrases that can begin with a word, by group."""
        kinds = kinds_of(word)
        if len(kinds) == 1:
            return self._starting.get(word, {})
        merged: dict[str, list[Phrase]] = {}
        for kind in kinds:
            for group, phrases in self._starting.get(kind, {}).items():
                merged[group] = merged.get(group, []) + phrases
        return merged

    def _index(self) -> dict[str, dict[str, list[Phrase]]]:
        index: dict[str, dict[str, list[Phrase]]] = {}
        for group, phrases in self.groups.items():
            for phrase in phrases:
                for word in self._first_words(phrase):
                    index.setdefault(word, {}).setdefault(group, []).append(phrase)
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
        every = (e.words for phrases in self.groups.values() for phrase in phrases for e in phrase)
        known = set(spelling["ordinary"].split()).union(*every)
        return Speller(spelling["meant"].split(), known, same)


def _compile(text: str) -> tuple[Phrase, ...]:
    text = re.sub(r"\n[ \t]+(?=\|)", "", text)
    lines = re.split(r";\s|\n(?![ \t])", text)
    return tuple(Phrase(_element(word) for word in line.split()) for line in lines if line.split())


def _element(text: str) -> Element:
    if text.startswith(".."):
        return Element(gap=int(text[2:]))
    optional = text.endswith("?") and text.strip("|?") != ""
    options = (text[:-1] if optional else text).split("|")
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
