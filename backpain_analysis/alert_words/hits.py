"""A sentence, read -> the places in it that a rule is about, meant or not."""

from __future__ import annotations

from dataclasses import dataclass

from backpain_analysis.alert_words.lexicon import Lexicon, Rule
from backpain_analysis.alert_words.phrases import TAKEN_OUT, Reading, Span
from backpain_analysis.alert_words.sentences import CLAUSE_MARKS

#: How far a cue looks for any place at all in its clause [words].
_CLAUSE_WIDTH = 12
_COPULAS = frozenset({"is", "are", "feels", "was", "a", "bit"})


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


def may_hold_hits(reading: Reading) -> bool:
    """Tell quickly whether a sentence has a word that any rule begins with.

    Parameters
    ----------
    reading : Reading

    Returns
    -------
    bool
    """
    return any(reading.spans(name) for name in reading.lexicon.alarming & reading.begun)


def find_hits(reading: Reading) -> list[Hit]:
    """Find all that the rules are about.

    Parameters
    ----------
    reading : Reading

    Returns
    -------
    list of Hit
        In the order of the rules.
    """
    places = Places(reading)
    hits = []
    for rule in reading.lexicon.rules:
        if rule.needs and not reading.spans(rule.needs):
            continue
        if rule.unless and reading.spans(rule.unless):
            continue
        if rule.phrases:
            hits += [Hit(rule, span) for span in reading.spans(rule.phrases)]
        else:
            hits += _felt_hits(rule, reading, places)
    hits = [hit for hit in hits if not _excepted(hit, reading)]
    met = {hit.rule.code for hit in hits if not hit.rule.fallback}
    return [hit for hit in hits if not (hit.rule.fallback and hit.rule.code in met)]


def _felt_hits(rule: Rule, reading: Reading, places: Places) -> list[Hit]:
    cues = [cue for group in rule.cue for cue in reading.spans(group)]
    if rule.beside:
        return [Hit(rule, cue) for cue in cues if places.beside(cue, rule)]
    if not rule.place:
        return [Hit(rule, cue) for cue in cues if places.nowhere(cue)]
    return [Hit(rule, cue, place) for cue in cues if (place := places.of(cue, rule))]


def _excepted(hit: Hit, reading: Reading) -> bool:
    rule = hit.rule
    if rule.unless_within and any(
        hit.start <= start < hit.end + 2 for start, _ in reading.spans(rule.unless_within)
    ):
        return True
    if rule.not_after and hit.place and hit.place[0] < hit.cue[0]:
        begin = hit.place[0]
        return any(0 <= begin - end <= 1 for _, end in reading.spans(rule.not_after))
    return False


class Places:
    """The places of the body that a sentence names.

    Parameters
    ----------
    reading : Reading
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._words = reading.words
        self._links = reading.lexicon.words("links")
        self._determiners = reading.lexicon.words("determiners")
        self._own_predicate = reading.lexicon.words("own_predicate")
        self._pain = {at for span in reading.spans("pain_word") for at in range(*span)}
        self._felt = {
            at
            for name in _felt_groups(reading.lexicon)
            for span in reading.spans(name)
            for at in range(*span)
        }
        every = [
            (span, name) for name in _place_groups(reading.lexicon) for span in reading.spans(name)
        ]
        self._groups: dict[Span, set[str]] = {}
        for span, name in every:
            if not any(_holds(other, span) for other, _ in every):
                self._groups.setdefault(span, set()).add(name)
        self._from = {span[0]: span for span in sorted(self._groups)}
        self._until = {span[1]: span for span in sorted(self._groups)}

    def nowhere(self, cue: Span) -> bool:
        """Tell whether no place at all is named for a cue.

        Parameters
        ----------
        cue : tuple of int

        Returns
        -------
        bool
        """
        return not self._leaning(cue) and not self._in_clause(cue, _CLAUSE_WIDTH)

    def of(self, cue: Span, rule: Rule) -> Span | None:
        """Give the place of a rule where a cue is felt.

        Parameters
        ----------
        cue : tuple of int
        rule : Rule

        Returns
        -------
        tuple of int or None
        """
        near = self._leaning(cue) or self._in_clause(cue, rule.loose)
        if not near and rule.across:
            near = self._nearest(cue, rule.loose)
        if rule.place_first:
            near = [span for span in near if span[1] <= cue[0]]
        wanted = set(rule.place)
        return next((span for span in near if self._groups[span] & wanted), None)

    def beside(self, cue: Span, rule: Rule) -> bool:
        """Tell whether what a rule wants beside a cue stands in its clause.

        Parameters
        ----------
        cue : tuple of int
        rule : Rule

        Returns
        -------
        bool
        """
        first, last = self._clause(cue, rule.loose)
        return any(first <= at < last for at, _ in self._reading.spans(rule.beside))

    def _in_clause(self, cue: Span, loose: int) -> list[Span]:
        first, last = self._clause(cue, loose)
        return [
            span
            for span in self._groups
            if first <= span[0] and span[1] <= last and not _overlap(span, cue)
        ]

    def _nearest(self, cue: Span, loose: int) -> list[Span]:
        """The nearest place of the sentence, whatever marks stand between."""
        far = {span: max(span[0] - cue[1], cue[0] - span[1]) for span in self._groups}
        near = [span for span, words in far.items() if 0 <= words <= loose]
        return [min(near, key=lambda span: (far[span], span))] if near else []

    def _clause(self, cue: Span, loose: int) -> Span:
        first, last = cue
        while first > 0 and cue[0] - first < loose and not self._ends_clause(first - 1):
            first -= 1
        while last < len(self._words) and last - cue[1] < loose and not self._ends_clause(last):
            last += 1
        return first, last

    def _ends_clause(self, at: int) -> bool:
        return (
            self._words[at] in CLAUSE_MARKS or self._reading.longest_from("clause_words", at) > at
        )

    def _leaning(self, cue: Span) -> list[Span]:
        after = self._rightwards(cue[1])
        if after and all(self._words[at] in self._determiners for at in range(cue[1], after[0][0])):
            return after
        return self._leftwards(cue[0]) + after

    def _rightwards(self, at: int) -> list[Span]:
        found: list[Span] = []
        listed = False
        marks = 0
        while at < len(self._words):
            word = self._words[at]
            if at in self._from and self._words[at] != TAKEN_OUT:
                span = self._from[at]
                if listed and self._has_own_predicate(span[1]):
                    break
                found.append(span)
                at = span[1]
                continue
            if word in CLAUSE_MARKS and word not in ".?!":
                marks += 1
                if marks > 1 or (found and not self._place_follows(at + 1)):
                    break
            elif not self._links_over(at):
                break
            listed = listed or word in ("and", "or", ",", "/")
            at += 1
        return found

    def _leftwards(self, at: int) -> list[Span]:
        found: list[Span] = []
        marks = 0
        while at > 0:
            word = self._words[at - 1]
            if at in self._until:
                found.append(self._until[at])
                at = self._until[at][0]
                continue
            if word in CLAUSE_MARKS and word not in ".?!":
                marks += 1
                if marks > 1 or (found and at - 1 not in self._until):
                    break
            elif not self._links_over(at - 1):
                break
            at -= 1
        return found

    def _links_over(self, at: int) -> bool:
        word = self._words[at]
        return word in self._links or word == "/" or at in self._felt or word.isdecimal()

    def _place_follows(self, at: int) -> bool:
        while at < len(self._words) and self._words[at] in self._determiners | {"and", "or"}:
            at += 1
        return at in self._from

    def _has_own_predicate(self, at: int) -> bool:
        while at < len(self._words) and self._words[at] in _COPULAS:
            at += 1
        return at < len(self._words) and (
            self._words[at] in self._own_predicate or (at in self._pain and at not in self._from)
        )


def _place_groups(lexicon: Lexicon) -> set[str]:
    return {"other_place"}.union(*(rule.place for rule in lexicon.rules))


def _felt_groups(lexicon: Lexicon) -> set[str]:
    return {name for rule in lexicon.rules for name in (*rule.cue, rule.beside) if name}


def _holds(outer: Span, inner: Span) -> bool:
    return outer != inner and outer[0] <= inner[0] and inner[1] <= outer[1]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
