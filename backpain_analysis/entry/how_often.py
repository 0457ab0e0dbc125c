"""How often that day, as it is typed behind stretches, and which were not done."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from backpain_analysis.exercises import exercise_key
from backpain_analysis.reading.how_often import take_often

#: Tells of "cat-cow 2x", from the name and the number, whether it was done so often; of "1, 2
#: twice", from "1, 2" and the number, whether all were.
Unsure = Callable[[str, int], bool]

_TODAY = r"(?:\s+(?:each|jeweils|chacun|today|heute|aujourd['’]hui|hoy|oggi|vandaag))?"
_ONCE = ("once", "einmal", "une fois", "una vez", "una volta", "eenmaal")
_TWICE = ("twice", "both times", "zweimal", "deux fois", "dos veces", "due volte", "tweemaal")
_THRICE = ("thrice", "three times", "dreimal", "trois fois", "tres veces", "tre volte", "driemaal")
_WORDS = {
    word: count for count, words in enumerate((_ONCE, _TWICE, _THRICE), start=1) for word in words
}
_IN_WORDS = "|".join(_WORDS)
_COUNT = r"(?P<count>[1-9])\s?(?:[x×]|times|mal|fois|veces|volte|keer)|[x×](?P<after>[1-9])"
#: How often, behind a name or before it.
_OFTEN = tuple(
    re.compile(f"(?i){pattern}")
    for pattern in (
        rf"(?P<rest>.+?)[\s,;(]+(?:(?P<word>{_IN_WORDS})|{_COUNT})\b{_TODAY}[).]*",
        rf"(?:(?P<word>{_IN_WORDS})|{_COUNT})\s+(?P<rest>[^\W\d].*|\d+)",
    )
)
#: What stands before a stretch that was not done.
_NOT = re.compile(
    r"(?i)(?:^|[\s,;]+)(?:(?:and|but|und|aber|et|mais|y|pero|e|ma|en|maar)\s+)*"
    r"(?:(?:i\s+)?did(?:\s+not|n['’]?t)(?:\s+do)?|not(?!\s+done)|no|without|except(?:\s+for)?|skipped|"
    r"missed|nicht|keine?|ohne|pas(?:\s+de)?|sans|sin|senza|niet|geen|zonder)\s+(?:the\s+)?(?=\w)"
)
#: What stands behind one that was not done.
_NONE_BEHIND = re.compile(
    r"(?i)(?:(?:and|but|und|aber|et|mais|y|pero|e|ma|en|maar)\s+)?(?P<name>\w.*?)[\s:(–—-]+"
    r"(?:none|nope|not|nicht|nein|keine?|nichts|pas|nada|niet|niente|zero|0\s?[x×]?|[x×]0)[\s.!)]*"
)


def take_not_done(typed: str, names: Iterable[str]) -> tuple[str, list[str]]:
    """Take out what is said not to have been done: "1 2 twice but no bird dog", "1, 3 none".

    Parameters
    ----------
    typed : str
    names : iterable of str
        Of stretches, which may hold such a word themselves.

    Returns
    -------
    str, list of str
        What is left, and each that was not done.
    """
    names = list(names)
    keys = (exercise_key(name) for name in names if _NOT.search(name) or _NONE_BEHIND.search(name))
    if any(key in exercise_key(typed) for key in keys):
        return typed, []
    pieces = [piece.strip() for piece in re.split(r"[,;]", typed)]
    behind = {piece: found["name"] for piece in pieces if (found := _NONE_BEHIND.fullmatch(piece))}
    first, *others = _NOT.split(", ".join(piece for piece in pieces if piece not in behind))
    parts = [re.split(",", other, maxsplit=1) for other in others]
    rest = [each.strip() for each in (first, *(part[1] for part in parts if part[1:]))]
    undone = [*behind.values(), *(part[0].strip(" .!)") for part in parts)]
    return ", ".join(filter(None, rest)), undone


def put_times(pieces: Iterable[str], unsure: Unsure | None) -> list[str]:
    """Put "twice" to what stands before it: by itself behind a comma, to all.

    Parameters
    ----------
    pieces : iterable of str
        From `split_list`.
    unsure : callable or None
        Tells of "1, 2 twice" whether all were done so often; None: only the last.

    Returns
    -------
    list of str
    """
    found, alone = list[str](), ""
    for piece in pieces:
        *_, last = piece.rpartition(",")
        if found and take_times(f"it {piece}")[0] == "it":
            alone = piece
        elif "," in piece and take_times(f"it {last.strip()}")[0] == "it":
            found, alone = [*found, piece.rpartition(",")[0]], last.strip()
        else:
            found, alone = [*found, piece], ""
        if alone:
            found = [_with_times(each, alone) for each in found]
    *others, last = found or [""]
    rest, count, either = take_times(last)
    said = last.removeprefix(rest).strip()
    behind = count is not None and count > 1 and not either and said != last and not alone
    unsaid = all(_with_times(each, said) != each for each in others)
    if unsure and others and count and behind and unsaid:
        often = said if unsure(", ".join([*others, rest]), count) else "once"
        others = [_with_times(each, often) for each in others]
    return [*others, last] if last else []


def _with_times(piece: str, often: str) -> str:
    """Say how often, where that is not said, and it was done."""
    undone = re.search(r"(?i)\b(?:no|not done|skipped|missed)$", piece)
    return piece if undone or take_times(piece)[1] else f"{piece} {often}"


def take_times(text: str) -> tuple[str, int | None, bool]:
    """Take off how often a stretch was done.

    Parameters
    ----------
    text : str
        Such as "cat-cow 2x12 twice".

    Returns
    -------
    str, int or None, bool
        What is left, the count, and whether that could be repetitions as well.
    """
    rest, often = take_often(text)
    if rest and often.keys() == {"times_per_day"}:
        return rest, int(often["times_per_day"]), False
    for pattern in _OFTEN:
        if found := pattern.fullmatch(text.strip()):
            word = found["word"]
            count = _WORDS[word.casefold()] if word else int(found["count"] or found["after"])
            return found["rest"].rstrip(" ,;:("), count, not word
    return text, None, False
