"""A text of the person's own -> what in it calls for care, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from backpain_analysis.alert_words.hits import Hit, find_hits
from backpain_analysis.alert_words.lexicon import load_lexicon
from backpain_analysis.alert_words.phrases import Reading
from backpain_analysis.alert_words.sense import Sense
from backpain_analysis.alert_words.sentences import split_sentences, split_words

#: From the worst to the least.
TIERS = ("crisis", "emergency", "urgent", "please_check")
#: A text is judged to be in another language only from so many words or letters on.
_FEWEST_WORDS, _FEWEST_LETTERS, _FEWEST_FOREIGN = 4, 4, 2
_LATIN_ENDS = "\u024f"


@dataclass(frozen=True)
class Finding:
    """One sentence that a rule is about.

    Attributes
    ----------
    code, tier : str
    quote : str
        The sentence, exactly as written.
    set_aside : bool
        Denied, warned of or about another person; `tier` is then what it
        would be otherwise.
    nowhere : bool
        Something is numb, and the sentence does not say where.
    needs : str
        Group of words that a sentence beside it has to hold, or "".
    """

    code: str
    tier: str
    quote: str
    set_aside: bool = False
    nowhere: bool = False
    needs: str = ""


def judge_text(text: str, year: int) -> tuple[Finding, ...]:
    """Judge every sentence of a text, almost on its own.

    Parameters
    ----------
    text : str
    year : int
        Year in which it was written.

    Returns
    -------
    tuple of Finding
        In the order of the sentences; each code once a sentence.
    """
    sentences = split_sentences(text)
    return tuple(
        finding for at in range(len(sentences)) for finding in _judge_beside(sentences, at, year)
    )


def _judge_beside(sentences: Sequence[str], at: int, year: int) -> tuple[Finding, ...]:
    """ "Only drops" is an emergency where the sentence before or after speaks of the toilet."""
    found = judge_sentence(sentences[at], year, alone=False)
    needs = {finding.needs for finding in found} - {""}
    if not needs:
        return found
    near = [*sentences[max(at - 1, 0) : at], *sentences[at + 1 : at + 2]]
    readings = [Reading(sentence, load_lexicon(), year) for sentence in near]
    met = all(any(reading.spans(name) for reading in readings) for name in needs)
    return found if met else judge_sentence(sentences[at], year)


@lru_cache(maxsize=4096)
def judge_sentence(sentence: str, year: int, *, alone: bool = True) -> tuple[Finding, ...]:
    """Judge one sentence.

    Parameters
    ----------
    sentence : str
    year : int
    alone : bool
        False where a sentence beside it may hold what a rule needs.

    Returns
    -------
    tuple of Finding
        The worst of each code; beside an emergency nothing milder than it.
    """
    reading = Reading(sentence, load_lexicon(), year)
    hits = find_hits(reading, alone=alone)
    if not hits:
        return ()
    sense = Sense(reading, hits)
    best: dict[str, Finding] = {}
    for finding in sorted((_to_finding(hit, sense, reading, sentence) for hit in hits), key=_rank):
        best.setdefault(finding.code, finding)
    found = list(best.values())
    if found and _rank(found[0]) <= TIERS.index("emergency"):
        found = [finding for finding in found if finding.tier != "please_check"]
    return tuple(found)


def _to_finding(hit: Hit, sense: Sense, reading: Reading, sentence: str) -> Finding:
    meaning = sense.of(hit)
    tier = "please_check" if meaning == "unsure" else hit.rule.tier
    nowhere = bool(hit.rule.cue) and not hit.rule.place
    needs = hit.rule.needs if reading.lacks(hit.rule.needs) else ""
    return Finding(hit.rule.code, tier, sentence, meaning == "aside", nowhere, needs)


def _rank(finding: Finding) -> int:
    """0 for a crisis, 1 for an emergency; those set aside come after all others."""
    return TIERS.index(finding.tier) + len(TIERS) * finding.set_aside


def find_foreign(texts: Sequence[str]) -> tuple[NDArray[np.bool_], bool]:
    """Tell which texts are, with fair certainty, not in English.

    Parameters
    ----------
    texts : sequence of str

    Returns
    -------
    array of bool, bool
        Of each text; and whether those that tell their language are mostly in
        another one. Then each text counts that does not look English.
    """
    distinct = [words for words in map(split_words, dict.fromkeys(texts)) if len(words) > 1]
    languages = load_lexicon().languages.values()
    own = max(languages, key=lambda language: len(_that_tell(distinct, language)))
    telling = _that_tell(distinct, own)
    english = sum(_n_english(words) > len(own.intersection(words)) for words in distinct)
    told_by = own.intersection(word for words in telling for word in words)
    if len(telling) > english and len(told_by) > _FEWEST_FOREIGN:
        split = (split_words(text) for text in texts)
        flags = [len(w) > 1 and _n_english(w) <= len(own.intersection(w)) for w in split]
        return np.array(flags, dtype=bool), True
    alone = np.array([_is_foreign(text) for text in texts], dtype=bool)
    return alone, bool(alone.sum() * 2 >= len(alone) > 0)


def _that_tell(texts: Sequence[list[str]], language: set[str]) -> list[list[str]]:
    """Those with more frequent words of a language than of English."""
    return [words for words in texts if len(language.intersection(words)) > _n_english(words)]


def _n_english(words: Sequence[str]) -> int:
    return len(load_lexicon().english.intersection(words))


def _is_foreign(text: str) -> bool:
    """Tell of a text by itself; of few words nothing is told."""
    letters = [letter for letter in text if letter.isalpha()]
    strange = sum(letter > _LATIN_ENDS for letter in letters)
    if strange * 2 > len(letters) >= _FEWEST_LETTERS:
        return True
    words = split_words(text)
    foreign = load_lexicon().foreign.intersection(words)
    return (
        len(words) >= _FEWEST_WORDS
        and len(foreign) >= _FEWEST_FOREIGN
        and len(foreign) > _n_english(words)
    )
