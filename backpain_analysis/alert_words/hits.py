"""A sentence, read -> the places in it that a rule is about, meant or not."""

from __future__ import annotations

from dataclasses import dataclass

from backpain_analysis.alert_words.lexicon import Rule
from backpain_analysis.alert_words.phrases import Reading, Span
from backpain_analysis.alert_words.sentences import CLAUSE_MARKS

#: How far a cue looks for any place at all in its clause [words].
_CLAUSE_WIDTH = 12
#: A cue looks over one of these for its place: "groin: numb".
_MARKS = CLAUSE_MARKS - set(".?!")


@dataclass(frozen=True)
class Hit:
    """Words that a rule is about.

    Attributes
    ----------
    rule : Rule
    cue : tuple of int
        Where the words for what is felt stand.
    place : tuple of int or None
        Where the words for the place stand.
    """

    rule: Rule
    cue: Span
    place: Span | None = None

    @property
    def start(self) -> int:
        """First word of all."""
        return min(self.cue[0], self.place[0]) if self.place else self.cue[0]

    @property
    def end(self) -> int:
        """The word after the last of all."""
        return max(self.cue[1], self.place[1]) if self.place else self.cue[1]


def find_hits(reading: Reading, *, alone: bool = True) -> list[Hit]:
    """Find all that the rules are about.

    Parameters
    ----------
    reading : Reading
    alone : bool
        False where a sentence beside it may hold what a rule needs.

    Returns
    -------
    list of Hit
        In the order of the rules.
    """
    if not (begun := reading.begun()):
        return []
    hits: list[Hit] = []
    places = _Places(reading)
    for rule in reading.lexicon.rules:
        lacking = reading.lacks(rule.needs) and (alone or not rule.beside)
        if lacking or rule.begins.isdisjoint(begun):
            continue
        hits += [Hit(rule, span) for span in reading.spans(rule.phrases)]
        for cue in (span for group in rule.cue for span in reading.spans(group)):
            near = places.near(cue, rule.loose if rule.place else _CLAUSE_WIDTH)
            if not rule.place and not near:
                hits.append(Hit(rule, cue))
            hits += [Hit(rule, cue, place) for place in near if places.fits(place, rule)][:1]
    hits = [hit for hit in hits if not _is_excepted(hit, reading)]
    met = {hit.rule.code for hit in hits if not hit.rule.fallback}
    return [hit for hit in hits if not (hit.rule.fallback and hit.rule.code in met)]


def _is_excepted(hit: Hit, reading: Reading) -> bool:
    beside = range(hit.start - 2, hit.end + 2)
    return any(start in beside for start, _ in reading.spans(hit.rule.unless_near))


class _Places:
    """The places of the body that a sentence names, and those where something is felt."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._words = reading.words
        felt = {span for name in reading.lexicon.cues for span in reading.spans(name)}
        self._felt = {at for span in felt for at in range(*span)}
        every = [(span, name) for name in reading.lexicon.places for span in reading.spans(name)]
        self._names: dict[Span, set[str]] = {}
        for span, name in every:
            if not any(_holds(other, span) for other, _ in every):
                self._names.setdefault(span, set()).add(name)

    def fits(self, place: Span, rule: Rule) -> bool:
        return not self._names[place].isdisjoint(rule.place)

    def near(self, cue: Span, loose: int) -> list[Span]:
        """The places that a cue may be about; those right after it leave no others."""
        after = self._walk(cue[1], 1, loose)
        determiners = self._reading.lexicon.words("determiners")
        if after and determiners.issuperset(self._words[cue[1] : after[0][0]]):
            return after
        return self._walk(cue[0], -1, loose) + after

    def _walk(self, at: int, step: int, loose: int) -> list[Span]:
        """The nearest place on one side, and those listed with it."""
        side = {span[0] if step > 0 else span[1]: span for span in sorted(self._names)}
        found: list[Span] = []
        marks = 1
        while 0 < at + (step > 0) <= len(self._words):
            if at in side:
                found.append(side[at])
                at, loose = side[at][step > 0], 0
                continue
            here = at if step > 0 else at - 1
            if self._words[here] in _MARKS:
                marks, loose = marks - 1, 0
            elif not self._links(here):
                loose -= 1
            if min(marks, loose) < 0 or self._reading.longest_from("clause_words", here) > here:
                break
            at += step
        return found

    def _links(self, at: int) -> bool:
        word = self._words[at]
        linking = word in self._reading.lexicon.words("links")
        return linking or at in self._felt or word.isdecimal()


def _holds(outer: Span, inner: Span) -> bool:
    return outer != inner and outer[0] <= inner[0] and inner[1] <= outer[1]
