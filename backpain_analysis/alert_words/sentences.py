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
    r"\W{0,3}(?:no|none|nope|nah|never|nil|yes|yep|not (?:really|today|yet|now))\s*(?:[,;.!–—-]|$)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:[.,]\d+)?|[,;:()=?!./-]")
_SAME_MARK = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
        "′": "'",
        "[": "(",
        "]": ")",
        "{": "(",
        "}": ")",
        "|": ";",
        "•": ";",
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\u00ad": None,
        "\ufeff": None,
    }
)
_SHORTHAND = (
    (re.compile(r"\ba ?& ?e\b"), " emergency "),
    (re.compile(r"\bw/o\b"), " without "),
    (re.compile(r"\bw/"), " with "),
    (re.compile(r"\bb/c\b"), " because "),
    (re.compile(r"[–—−]|(?<=\s)-+(?=\s)"), " - "),
    (re.compile(r"(?<=\w)-(?=\w)"), " "),
    (re.compile(r"[&+]"), " and "),
)
#: "did not" is read as "didn't", so that a phrase says it once.
_APART = (
    (
        re.compile(r"\b(do|does|did|could|would|should|has|have|had|is|was|were|are) not\b"),
        r"\1n't",
    ),
    (re.compile(r"\bcan not\b"), "can't"),
    (re.compile(r"\bwill not\b"), "won't"),
)
_HAS_SHORTHAND = frozenset("&+/-–—−")
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
        if whole and text[whole[-1][1] - 1] == "?" and _ANSWER.match(text, start, end):
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return [part for start, end in whole for part in _cut_to_length(text[start:end])]


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
        cut = max(window.rfind(mark) for mark in ",;:") + 1
        cut = cut if cut > LONGEST // 2 else window.rfind(" ") + 1
        cut = cut if cut > LONGEST // 2 else LONGEST
        if part := window[:cut].strip():
            yield part
        start += cut
    if part := sentence[start:].strip():
        yield part


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
    if not _HAS_SHORTHAND.isdisjoint(text):
        for pattern, plain in _SHORTHAND:
            text = pattern.sub(plain, text)
    if " not" in text:
        for pattern, plain in _APART:
            text = pattern.sub(plain, text)
    words: list[str] = []
    for word in _WORD.findall(_STRETCHED.sub(r"\1\1\1", text)):
        if word.endswith("'s") and len(word) > 2:
            words += [word[:-2], "'s"]
        else:
            words.append(word)
    return words
