"""Does the person mean it: denied, doubted, long past, warned of, or someone else's?

After NegEx and ConText (Chapman 2001, J Biomed Inform 34:301; Harkema 2009, J Biomed Inform
42:839), turned round: a word that is not known to carry a "no" onwards stops it, because here
a false alarm is better than a miss.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from backpain_analysis.alert_words.hits import Hit
from backpain_analysis.alert_words.phrases import Reading, Span
from backpain_analysis.alert_words.sentences import CLAUSE_MARKS

Meaning = Literal["meant", "unsure", "aside"]

#: How far a "no", an "if" or a warning reaches [words].
_REACH = 14
#: How far behind a symptom "gone" or "none" may stand [words].
_AFTER = 9
#: "No rashes or numbness": words of no meaning to us that "or" carries along [words].
_STRANGERS = 2
_OPENERS = ("flip", "fear", "doubt", "negator", "if_word")
_NOT_YET = frozenset({"never", "haven't", "hasn't", "hadn't", "not", "no", "didn't", "wasn't"})
_BREAKS = CLAUSE_MARKS | {"but", "and", "because"}


class Sense:
    """What the person says of each hit in one sentence.

    Parameters
    ----------
    reading : Reading
    hits : list of Hit
    """

    def __init__(self, reading: Reading, hits: list[Hit]) -> None:
        self._reading = reading
        self._words = reading.words
        self._group = reading.lexicon.words
        self._hits = hits
        self._in_place = {at for hit in hits if hit.place for at in range(*hit.place)}
        self._in_cue = {at for hit in hits for at in range(*hit.cue)}
        self._cues = {(hit.rule.code, hit.cue) for hit in hits}

    def of(self, hit: Hit) -> Meaning:
        """Judge one hit: "unsure" is past, doubted or feared; "aside" denied or another's."""
        if self._reading.spans(hit.rule.unless) or self._is_answered(hit):
            return "aside"
        if any(self._is_anothers(one) for one in self._told_with(hit)) or self._is_warned_of(hit):
            return "aside"
        before = self._opened(hit)
        if before == "aside" or (before == "unsure" and not hit.rule.even_if):
            return before
        if self._is_gone(hit) or (not hit.rule.keeps_past and self._is_past(hit)):
            return "unsure"
        return "meant"

    def _stands(self, name: str, places: Iterable[int]) -> bool:
        return any(self._reading.longest_from(name, at) > at for at in places)

    def _after(self, hit: Hit) -> range:
        return range(hit.end, min(hit.end + _AFTER, len(self._words)))

    def _carries(self, at: int) -> bool:
        word = self._words[at]
        carried = word == "," or at in self._in_place or at in self._in_cue
        return carried or word in self._group("through") or word in self._group("if_own")

    def _is_noun(self, hit: Hit) -> bool:
        return self._words[hit.cue[0]] in self._group("noun_cue")

    # --- what stands before -------------------------------------------------------------------

    def _opened(self, hit: Hit) -> Meaning:
        """Walk left over words that carry a "no" onwards, to what opens the clause."""
        start = at = hit.cue[0]
        strangers = 0
        while at > 0 and start - at <= _REACH:
            begin, opener = min((self._reading.longest_ending(o, at), o) for o in _OPENERS)
            if begin < at:
                return self._judge(opener, (begin, at), hit)
            if self._words[at - 1] in ("or", "nor"):
                strangers = _STRANGERS
            elif not self._carries(at - 1):
                strangers -= 1
                if strangers < 0 or self._words[at - 1] in CLAUSE_MARKS:
                    break
            at -= 1
        return "meant"

    def _judge(self, opener: str, span: Span, hit: Hit) -> Meaning:
        between = self._words[span[1] : hit.cue[0]]
        if opener == "negator":
            return "aside" if self._is_denied(span, hit) else "meant"
        if opener == "flip" or "," in between:
            return "meant"
        if self._is_noun(hit) and between[-1:] and between[-1] in ("the", "my", "this", "these"):
            return "meant"
        return "aside" if opener == "if_word" and self._reading.spans("advice") else "unsure"

    def _is_denied(self, no: Span, hit: Hit) -> bool:
        """Tell "no fever, numb down there" from "no fever, chills or numb legs"."""
        if self._stands("cannot", range(*hit.cue)) or self._stands("negator", range(*hit.cue)):
            return False  # "No" before "can't pee" does not deny it.
        if self._words[no[0]] in _NOT_YET and self._is_first_time(hit):
            return False
        between = self._words[no[1] : hit.cue[0]]
        if between[:1] == [","] or ("and" in between and not self._is_noun(hit)):
            return False
        if "," not in between or {"or", "nor", "/"} & {*between, *self._words[hit.cue[1] :][:4]}:
            return True
        alike = any(c == hit.rule.code and no[1] <= at[0] < hit.cue[0] for c, at in self._cues)
        return self._is_noun(hit) and (between.count(",") > 1 or alike)

    def _is_first_time(self, hit: Hit) -> bool:
        """ "Never had this numbness before" says that it is there."""
        after = self._after(hit)[:6]
        comma = next((at for at in after if self._words[at] == ","), after.stop)
        before = self._stands("not_before", range(after.start, comma))
        return before and not self._stands("or_so", after)

    def _is_warned_of(self, hit: Hit) -> bool:
        before = [end for _, end in self._reading.spans("warned") if end <= hit.start]
        if not before or hit.start - before[-1] > _REACH:
            return False
        between = range(before[-1], hit.start)
        words = {self._words[at] for at in between}
        if self._stands("reset", between) or not words.isdisjoint(CLAUSE_MARKS - {","}):
            return False
        strangers = sum(not self._carries(at) for at in between)
        return "," not in words or strangers <= (_STRANGERS if self._is_noun(hit) else 0)

    # --- what stands behind -------------------------------------------------------------------

    def _is_answered(self, hit: Hit) -> bool:
        """ "Numbness: none", "Any trouble with the bladder? No", "cancer runs in the family"."""
        denials = [span for span in self._reading.spans("none_of_them") if span[0] >= hit.end]
        if any(self._closes(end) for _, end in denials):
            return True
        strangers = 1
        for at in self._after(hit):
            end = self._reading.longest_from("absent_after", at)
            if end > at and self._closes(end):
                return self._words[at - 1] not in ("that", "which")  # A lump "that wasn't there".
            if self._stands("aside_after", [at]):
                return True
            strangers -= not self._carries(at)
            if strangers < 0 or self._words[at] in CLAUSE_MARKS:
                return False
        return False

    def _closes(self, end: int) -> bool:
        return end == len(self._words) or self._words[end] in CLAUSE_MARKS

    def _is_gone(self, hit: Hit) -> bool:
        for at in range(hit.cue[1], self._after(hit).stop):
            if self._stands("still_there", [at]):
                return False
            if (end := self._reading.longest_from("gone", at)) > at:
                return self._group("and_yet").isdisjoint(self._words[end:])
            through = at in self._in_place or self._words[at] in self._group("through_after")
            if not through and self._words[at] != ",":
                return False
        return False

    # --- whose, and when ----------------------------------------------------------------------

    def _is_anothers(self, hit: Hit) -> bool:
        own = self._group("own")
        if not own.isdisjoint(self._words[hit.start : hit.end + 1]):
            return False
        at = hit.start
        while at > 0 and hit.start - at <= _REACH:
            if self._reading.longest_ending("person", at) < at:
                return self._has_it(at, hit)
            at -= 1
            word = self._words[at]
            if word in ("and", "or", "nor"):  # "Fed the baby and can't pee" is two tales.
                goes_on = not {at - 1}.isdisjoint(self._in_cue | self._in_place)
            else:
                goes_on = word in self._group("person_does") or word in self._group("through")
            if word in own or not (goes_on or word.isdecimal() or at in self._in_cue):
                return False
        return False

    def _told_with(self, hit: Hit) -> list[Hit]:
        """ "My patient can't pee, catheter at 3": what goes before, with no "I" since."""
        before = {h.end: h for h in self._hits if h.rule.code == hit.rule.code}
        near = [before[at] for at in range(hit.start - _STRANGERS, hit.start) if at in before]
        own = self._group("own")
        return [hit, *(h for h in near if own.isdisjoint(self._words[h.end : hit.end]))]

    def _has_it(self, after: int, hit: Hit) -> bool:
        """ "My sister has numb legs" has a verb; "lifted my son numb legs" has none."""
        if not hit.rule.cue or self._words[after - 1] in self._group("possessive"):
            return True
        return not self._group("person_does").isdisjoint(self._words[after : hit.start])

    def _is_past(self, hit: Hit) -> bool:
        """A time long ago in the same part, or in one beside it: "In 2009, ..."."""
        own = self._part(hit.start, hit.end)
        if self._within("present", own):
            return False
        for begin, end in self._reading.spans("past"):
            first, last = part = self._part(begin, end)
            beside = last + 1 == own[0] or own[1] + 1 == first
            only_when = begin - first <= 2 and last - end <= 1
            if part == own or (beside and only_when):
                return not self._within("since_past", part)
        return False

    def _within(self, name: str, part: Span) -> bool:
        return any(part[0] <= begin and end <= part[1] for begin, end in self._reading.spans(name))

    def _part(self, first: int, last: int) -> Span:
        """The part of the sentence up to the next mark or "and"."""
        while first > 0 and self._words[first - 1] not in _BREAKS:
            first -= 1
        while last < len(self._words) and self._words[last] not in _BREAKS:
            last += 1
        return first, last
