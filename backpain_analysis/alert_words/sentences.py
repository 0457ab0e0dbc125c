"""Text as people write it -> sentences, exactly as written -> words to compare."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

#: A sentence longer than this is cut at a comma or a space [characters].
LONGEST = 400
#: Words that end a clause stand among these marks.
CLAUSE_MARKS = frozenset(",;:()-=?!.")

_END = re.compile(r"[.!?…。！？؟]+[\"')\]”’]*(?=\s|$)|[\r\n\u2028]+|(?<=[a-z])\.(?=[A-Z])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[a-z]|[ap]\.m|e\.g|i\.e|dr|mr|mrs|ms|st|approx|vs)\.$", re.IGNORECASE
)
_ANSWER = re.compile(
    r"\W{0,3}(?:(?:me|i|answer)\W{1,3})?"
    r"(?:no|none|nope|nah|never|nil|yes|yep|not (?:really|today|yet|now|once|at all))"
    r"(?: i (?:said|told)\b|\s*(?:[,;.!–—-]|$))",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:'(?!s\b)[^\W\d_]+)*|'s\b|\d+(?:[.,]\d+)?|[,;:()=?!./-]")
_SAME_MARK = str.maketrans("’‘ʼ`´′[]{}|•", "''''''()();;", "\u200b\u200c\u200d\u00ad\ufeff")
#: "Did not" is read as "didn't", so that a phrase says it once.
_SHORTHAND = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"\ba ?& ?e\b", " emergency "),
        (r"\bw/o(?:ut)?\b", " without "),
        (r"\bw/", " with "),
        (r"\bb/c\b", " because "),
        (r"[–—−]|(?<=\s)-+(?=\s)", " - "),
        (r"(?<=\w)-(?=\w)", " "),
        (r"[&+]", " and "),
        (r"\b(do|does|did|could|would|should|has|have|had|is|was|were|are) not\b", r"\1n't"),
        (r"\bcan not\b", "can't"),
        (r"\bwill not\b", "won't"),
    )
)
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")


def split_sentences(text: str) -> list[str]:
    """Cut a text into sentences, each exactly as it was written.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of str
        Without the white space around them. A question stays with its short
        answer ("Numb? No."). None is longer than `LONGEST`.
    """
    whole: list[tuple[int, int]] = []
    for start, end in _cut_at_ends(text):
        asked = whole and text[slice(*whole[-1])].rstrip("\"'”’)").endswith("?")
        if asked and _ANSWER.match(text, start, end):
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return [part for start, end in whole for part in _cut_to_length(text[start:end]) if part]


def _cut_at_ends(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in [*(mark.end() for mark in _END.finditer(text)), len(text)]:
        if end < len(text) and _ABBREVIATION.search(text[max(start, end - 10) : end]):
            continue
        sentence = text[start:end]
        bare = sentence.strip()
        if bare:
            begin = start + len(sentence) - len(sentence.lstrip())
            yield begin, begin + len(bare)
        start = end


def _cut_to_length(sentence: str) -> Iterator[str]:
    start = 0
    while len(sentence) - start > LONGEST:
        window = sentence[start : start + LONGEST]
        cuts = (max(window.rfind(mark) for mark in ",;:"), window.rfind(" "), LONGEST - 1)
        cut = next(cut for cut in cuts if cut >= LONGEST // 2) + 1
        yield window[:cut].strip()
        start += cut
    yield sentence[start:].strip()


def split_words(sentence: str) -> list[str]:
    """Cut a sentence into lower-case words and marks.

    Parameters
    ----------
    sentence : str

    Returns
    -------
    list of str
        "'s" is a word of its own; "soooooo" becomes "sooo"; "&" and "+" become
        "and"; words joined by a hyphen stand apart.
    """
    text = unicodedata.normalize("NFKC", sentence).casefold().translate(_SAME_MARK)
    for pattern, plain in _SHORTHAND:
        text = pattern.sub(plain, text)
    return _WORD.findall(_STRETCHED.sub(r"\1\1\1", text))
