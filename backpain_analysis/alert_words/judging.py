"""A text of the person's own -> what in it calls for care, sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

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
    """

    code: str
    tier: str
    quote: str
    set_aside: bool = False
    nowhere: bool = False


def judge_text(text: str, year: int) -> tuple[Finding, ...]:
    """Judge every sentence of a text on its own.

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
    return tuple(
        finding for sentence in split_sentences(text) for finding in judge_sentence(sentence, year)
    )


@lru_cache(maxsize=4096)
def judge_sentence(sentence: str, year: int) -> tuple[Finding, ...]:
    """Judge one sentence.

    Parameters
    ----------
    sentence : str
    year : int

    Returns
    -------
    tuple of Finding
        The worst of each code; beside an emergency nothing milder than it.
    """
    reading = Reading(sentence, load_lexicon(), year)
    hits = find_hits(reading)
    if not hits:
        return ()
    sense = Sense(reading, hits)
    best: dict[str, Finding] = {}
    for finding in sorted((_to_finding(hit, sense, sentence) for hit in hits), key=_rank):
        best.setdefault(finding.code, finding)
    found = list(best.values())
    if found and _rank(found[0]) <= TIERS.index("emergency"):
        found = [finding for finding in found if finding.tier != "please_check"]
    return tuple(found)


def _to_finding(hit: Hit, sense: Sense, sentence: str) -> Finding:
    meaning = sense.of(hit)
    tier = "please_check" if meaning == "unsure" else hit.rule.tier
    nowhere = bool(hit.rule.cue) and not hit.rule.place
    return Finding(hit.rule.code, tier, sentence, meaning == "aside", nowhere)


def _rank(finding: Finding) -> int:
    """0 for a crisis, 1 for an emergency; those set aside come after all others."""
    return TIERS.index(finding.tier) + len(TIERS) * finding.set_aside


def is_foreign(text: str) -> bool:
    """Tell whether a text is, with fair certainty, not in English.

    Parameters
    ----------
    text : str

    Returns
    -------
    bool
    """
    letters = [letter for letter in text if letter.isalpha()]
    strange = sum(letter > _LATIN_ENDS for letter in letters)
    if strange * 2 > len(letters) >= _FEWEST_LETTERS:
        return True
    words = split_words(text)
    languages = load_lexicon().languages
    foreign = [word for word in words if word in languages["other"]]
    english = sum(word in languages["english"] for word in words)
    return (
        len(words) >= _FEWEST_WORDS
        and len(set(foreign)) >= _FEWEST_FOREIGN
        and len(foreign) > english
    )
