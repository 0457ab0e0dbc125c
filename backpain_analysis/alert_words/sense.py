"""Does the person mean it: denied, doubted, long past, warned of, or someone else's?

After NegEx and ConText (Chapman 2001, J Biomed Inform 34:301; Harkema 2009, J Biomed Inform
42:839), turned round: a word that is not known to carry a "no" onwards stops it, because here
a false alarm is better than a miss.
"""

from __future__ import annotations

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
#: Words of no meaning to us over which a warning reaches [words].
_MOST_STRANGERS = 5
_OPENERS = ("flip", "fear", "doubt", "negator", "if_word")
#: "No" and its like go with nouns: "no pain, numb down there" does not deny "numb".
_NO = frozenset({"no", "without", "zero", "nil", "none"})
_NOT_YET = frozenset({"never", "haven't", "hasn't", "hadn't", "not", "no", "didn't", "wasn't"})


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
        lexicon = reading.lexicon
        self._through = lexicon.words("through") | lexicon.words("if_own")
        self._own = lexicon.words("own")
        self._does = lexicon.words("person_does")
        self._possessive = lexicon.words("possessive")
        self._in_place = {at for hit in hits if hit.place for at in range(*hit.place)}
        self._in_cue = {at for hit in hits for at in range(*hit.cue)}
        self._cues = {(hit.rule.code, hit.cue) for hit in hits}

    def of(self, hit: Hit) -> Meaning:
        """Judge one hit.

        Parameters
        ----------
        hit : Hit

        Returns
        -------
        {"meant", "unsure", "aside"}
            "unsure" is past, doubted or feared; "aside" is denied, warned of
            or another person's.
        """
        if hit.rule.excused_by and self._reading.spans(hit.rule.excused_by):
            return "aside"
        if self._is_anothers(hit) or self._is_warning(hit) or self._is_absent(hit):
            return "aside"
        before = self._said_before(hit)
        if before == "aside" or (before == "unsure" and not hit.rule.even_if):
            return before
        if self._is_gone(hit) or (not hit.rule.keeps_past and self._is_past(hit)):
            return "unsure"
        return "meant"

    # --- what stands before -------------------------------------------------------------------

    def _said_before(self, hit: Hit) -> Meaning:
        meanings = {self._opened(hit, hit.cue[0])}
        if hit.place and self._words[max(0, hit.place[0] - 1)] in ("not", "no", "never"):
            meanings.add(self._opened(hit, hit.place[0]))
        return next((m for m in ("aside", "unsure") if m in meanings), "meant")

    def _opened(self, hit: Hit, start: int) -> Meaning:
        """Walk left over words that carry a "no" onwards, to what opens the clause."""
        at = start
        strangers = 0
        while at > 0 and start - at <= _REACH:
            opener, begin = self._opener(at)
            if opener:
                return self._judge(opener, (begin, at), hit, start)
            if self._words[at - 1] in ("or", "nor"):
                strangers = _STRANGERS
            elif not self._carries(at - 1):
                strangers -= 1
                if strangers < 0 or self._words[at - 1] in CLAUSE_MARKS:
                    break
            at -= 1
        return "meant"

    def _opener(self, end: int) -> tuple[str, int]:
        found = [(self._reading.longest_ending(name, end), name) for name in _OPENERS]
        begin, name = min(found)
        return (name, begin) if begin < end else ("", end)

    def _carries(self, at: int) -> bool:
        word = self._words[at]
        return word in self._through or word == "," or at in self._in_place or at in self._in_cue

    def _judge(self, opener: str, span: Span, hit: Hit, start: int) -> Meaning:
        between = self._words[span[1] : start]
        if opener == "flip":
            return "meant"
        if opener in ("doubt", "fear", "if_word"):
            return self._judge_doubt(opener, hit, between)
        if self._begins_with_no(hit) or between[:1] == [","]:
            return "meant"
        if self._words[span[0]] in _NOT_YET and self._is_first_time(hit):
            return "meant"
        return self._judge_list(span, hit, start)

    def _judge_doubt(self, opener: str, hit: Hit, between: list[str]) -> Meaning:
        if "," in between:
            return "meant"
        noun = self._words[hit.cue[0]] in self._reading.lexicon.words("noun_cue")
        presupposed = bool(between) and between[-1] in ("the", "my", "this", "these")
        if noun and (presupposed or (opener == "fear" and hit.rule.cue)):
            return "meant"
        if opener == "if_word" and self._reading.spans("advice"):
            return "aside"
        return "unsure"

    def _judge_list(self, span: Span, hit: Hit, start: int) -> Meaning:
        """Tell "no fever, numb down there" from "no fever, chills or numb legs"."""
        between = self._words[span[1] : start]
        joined = bool({"or", "nor", "/"} & {*between, *self._words[hit.cue[1] : hit.cue[1] + 4]})
        noun = self._words[hit.cue[0]] in self._reading.lexicon.words("noun_cue")
        passed = any(at in self._in_cue or at in self._in_place for at in range(span[1], start))
        if self._words[span[0]] in _NO and not noun and passed and not joined:
            return "meant"
        commas = between.count(",")
        sibling = any(
            code == hit.rule.code and span[1] <= cue[0] < start for code, cue in self._cues
        )
        if commas and not joined and not (commas > 1 and noun) and not (sibling and noun):
            return "meant"
        if "and" in between and not joined and not sibling and not commas and passed:
            return "unsure"
        return "aside"

    def _begins_with_no(self, hit: Hit) -> bool:
        """ "Can't pee" cannot be denied by a "no" before it."""
        start = hit.cue[0]
        return any(
            self._reading.longest_from(name, start) > start for name in ("cannot", "negator")
        )

    def _is_first_time(self, hit: Hit) -> bool:
        """ "Never had this numbness before" says that it is there."""
        ends = range(hit.end, min(hit.end + 6, len(self._words)))
        if any(self._reading.longest_from("or_so", at) > at for at in ends):
            return False
        before = [at for at in ends if self._reading.longest_from("not_before", at) > at]
        return bool(before) and (
            not hit.rule.even_if or "," not in self._words[hit.end : before[0]]
        )

    # --- what stands behind -------------------------------------------------------------------

    def _is_absent(self, hit: Hit) -> bool:
        """ "Numbness: none", "Any trouble with the bladder? No"."""
        strangers = 1
        for at in range(hit.end, min(hit.end + _AFTER, len(self._words))):
            end = self._reading.longest_from("absent_after", at)
            if end > at and (end == len(self._words) or self._words[end] in CLAUSE_MARKS):
                return True
            strangers -= not self._carries(at)
            if strangers < 0 or self._words[at] in CLAUSE_MARKS:
                return False
        return False

    def _is_gone(self, hit: Hit) -> bool:
        through = self._reading.lexicon.words("through_after")
        for at in range(hit.cue[1], min(hit.end + _AFTER, len(self._words))):
            if self._reading.longest_from("still_there", at) > at:
                return False
            end = self._reading.longest_from("gone", at)
            if end > at:
                after = self._words[end:]
                dead = after[:1] and after[0] in self._reading.lexicon.words("not_gone_word")
                yet = not self._reading.lexicon.words("and_yet").isdisjoint(after)
                return not dead and not yet
            word = self._words[at]
            if word not in through and word != "," and at not in self._in_place:
                return False
        return False

    # --- whose, when, and told by whom ----------------------------------------------------------

    def _is_anothers(self, hit: Hit) -> bool:
        ends = range(hit.end, min(hit.end + 5, len(self._words)))
        if any(self._reading.longest_from("family_after", at) > at for at in ends):
            return True
        if not self._own.isdisjoint(self._words[hit.start : hit.end]):
            return False
        at = hit.start
        while at > 0 and hit.start - at <= _REACH:
            begin = self._reading.longest_ending("person", at)
            if begin < at and not self._in_place & set(range(begin, at)):
                return not self._is_object(begin) and self._has_it(at, hit)
            if self._words[at - 1] in self._own or not self._tells_of_person(at - 1):
                return False
            at -= 1
        return False

    def _tells_of_person(self, at: int) -> bool:
        word = self._words[at]
        if at in self._in_cue:
            return True
        if word in ("and", "or", "nor"):
            return at - 1 in self._in_cue or at - 1 in self._in_place
        return word in self._does or word in self._through

    def _has_it(self, after: int, hit: Hit) -> bool:
        """ "My sister has numb legs" has a verb; "lifted my son numb legs" has none."""
        if not hit.rule.cue or self._words[after - 1] in self._possessive:
            return True
        return any(word in self._does for word in self._words[after : hit.start])

    def _is_object(self, at: int) -> bool:
        """ "Told my wife", "at dad's": the person is only met."""
        while at > 0 and self._words[at - 1] in ("my", "our", "the", "a", "his", "her"):
            at -= 1
        return self._reading.longest_ending("person_object", at) < at

    def _is_warning(self, hit: Hit) -> bool:
        presupposed = hit.start > 0 and self._words[hit.start - 1] in ("my", "this")
        after = range(hit.end, min(hit.end + 4, len(self._words)))
        if any(self._reading.longest_from("warned_after", at) > at for at in after):
            return not presupposed
        before = [span for span in self._reading.spans("warned") if span[1] <= hit.start]
        if not before or presupposed or self._is_own_telling(before[-1]):
            return False
        between = range(before[-1][1], hit.start)
        if any(self._reading.longest_from("reset", at) > at for at in between):
            return False
        return self._warning_reaches(between, hit)

    def _is_own_telling(self, warning: Span) -> bool:
        return any(a <= warning[0] < b for a, b in self._reading.spans("i_told"))

    def _warning_reaches(self, between: range, hit: Hit) -> bool:
        words = [self._words[at] for at in between]
        strangers = sum(not self._carries(at) for at in between)
        if len(words) > _REACH or not (CLAUSE_MARKS - {","}).isdisjoint(words):
            return False
        if "," not in words:
            return strangers <= _MOST_STRANGERS
        noun = self._words[hit.cue[0]] in self._reading.lexicon.words("noun_cue")
        return strangers <= (_STRANGERS if noun else 0)

    def _is_past(self, hit: Hit) -> bool:
        own = self._segment(hit.start, hit.end, narrow=hit.rule.code != "trauma")
        if hit.rule.code != "trauma" and self._within("present", own):
            return False
        return any(
            self._within("past", span) and not self._within("since_past", span)
            for span in (own, *self._asides(own))
        )

    def _within(self, name: str, span: Span) -> bool:
        return any(span[0] <= start and end <= span[1] for start, end in self._reading.spans(name))

    def _segment(self, first: int, last: int, *, narrow: bool) -> Span:
        """The part of the sentence up to the next mark, and with `narrow` to the next "and"."""
        breaks = {"but", "and", "because"} if narrow else {"but"}
        while first > 0 and self._words[first - 1] not in CLAUSE_MARKS | breaks:
            first -= 1
        while last < len(self._words) and self._words[last] not in CLAUSE_MARKS | breaks:
            last += 1
        return first, last

    def _asides(self, own: Span) -> list[Span]:
        """Neighbouring parts that only say when: "In 2009, ..." or "..., years ago"."""
        neighbours = []
        if own[0] > 1:
            neighbours.append(self._segment(own[0] - 1, own[0] - 1, narrow=False))
        if own[1] + 1 < len(self._words):
            neighbours.append(self._segment(own[1] + 1, own[1] + 1, narrow=False))
        times = self._reading.spans("past")
        return [
            part
            for part in neighbours
            if any(part[0] <= s <= part[0] + 2 and e >= part[1] - 1 for s, e in times)
        ]
