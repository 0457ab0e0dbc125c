"""Leg pain that moved further down during a stretch or after it: what was written and ticked.

A search for words in the log of the stretches, and on diary days with stretching in
what was ticked below the knee. Clear negation, improvement and advice are left out;
beyond that a line too many is better than one too few.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from backpain_analysis.alert_words.sentences import split_sentences
from backpain_analysis.sessions import was_done

#: A "no" below the knee counts as the one before for so long [days].
LAST_ANSWER = 7

COLUMNS = ("date", "exercise", "column", "quote", "file", "line")
_ROUTINE_TEXTS = ("notes", "reason_stopped")

_SYMPTOM = (
    r"(?:pain\w*|ach(?:e[sd]?|ing)|hurt\w*|sore\w*|tingl\w*|pins|needles|numb\w*|burn\w*"
    r"|shooting|electric\w*|zaps?|zapping|shocks?|sciatica|radiat\w*|nerve|stab\w*|throb\w*|symptoms?)"
)
_LOWER = r"(?:calf|calves|shins?|ankles?|foot|feet|heels?|toes?|soles?)"
_PLACE = rf"(?:buttocks?|bum|glutes?|thighs?|hamstrings?|legs?|knees?|{_LOWER})"
_TRAVEL = (
    r"(?:went|go(?:es|ing|ne)?|mov(?:e[sd]?|ing)|travel\w*|spread\w*|radiat\w*|sho(?:t|ots?|oting)"
    r"|r[au]n(?:s|ning)?|crept|creep\w*|c[ao]m(?:e|es|ing)|extend\w*|shift\w*|refer\w*)"
)
_DOWN = r"(?:down|downwards?|into|below|past|beyond|to|towards?|as far as)"
_ON_THE_WAY = (
    r"(?:\W+(?:the|my|a|left|right|both|l|r|whole|entire|back|side|front|outside|inside|outer"
    r"|inner|upper|lower|top|ball|big|little|of|way|all|to|down|into|and)){0,6}?"
)
_TRAVELS = re.compile(
    rf"\b{_TRAVEL}\b(?:\W+\w+){{0,4}}?\W+{_DOWN}\b{_ON_THE_WAY}\W+{_PLACE}\b"
    rf"|\b(?:further|farther|lower)\W+down\b{_ON_THE_WAY}\W+{_PLACE}\b"
)
_REACHES = re.compile(
    rf"\b{_SYMPTOM}(?:\W+\w+){{0,4}}?\W+(?:down|into|below|past|beyond)\b{_ON_THE_WAY}\W+{_PLACE}\b"
    rf"|\b{_SYMPTOM}\W+to\b{_ON_THE_WAY}\W+{_PLACE}\b"
    rf"|\b{_SYMPTOM}(?:\W+\w+){{0,2}}?\W+reach(?:es|ed|ing)\b{_ON_THE_WAY}\W+{_PLACE}\b"
)
_LOW_DOWN = re.compile(
    rf"\b{_SYMPTOM}(?:\W+\w+){{0,4}}?\W+{_LOWER}\b|\b{_LOWER}(?:\W+\w+){{0,2}}?\W+{_SYMPTOM}\b"
)
_ONSET = re.compile(
    r"\b(?:start\w*|began|new|sudden\w*|afterwards?|after|during|while|went|got|became|came on"
    r"|stop\w*)\b"
)
_IT = re.compile(r"\b(?:it|this|that)\W+(?:\w+\W+)?$")

_CLAUSE = re.compile(
    r"[;()–—]|\s-\s|\b(?:but|although|though|however|except|because)\b"
    r"|,(?!\s*(?:now\s+)?(?:down|into|past|below|to)\b)"
)
_NOT = (
    r"(?:not|never|no longer|cannot"
    r"|(?:do|does|did|is|was|has|had|have|are|were|wo|ca|could|would)n'?t)"
)
_DENIED = re.compile(
    rf"\b(?:{_NOT}|no|without|zero|nor|neither|stopped|stops"
    r"|less|fewer|better|eases|eased|easing|reliev\w*|relief|reduc\w*|used to)"
    r"(?:\W+(?:any|more|longer|new|real|further|sharp|bad|leg|back|nerve|sciatic|signs?|of|the|my"
    r"|such|or|feel|have|having|get|getting|notice|it|this|from|ever|yet|\w+ly|"
    rf"{_SYMPTOM})){{0,6}}\W*$"
)
_DENIED_WITHIN = re.compile(rf"\b(?:{_NOT}|stopped|without)\b")
_GONE = re.compile(
    r"^\W*(?:(?:is|was|has|had|are|all|now|completely|almost|much|a|bit|finally|today|too|also"
    r"|symptoms?|pain)\W+){0,3}"
    r"(?:gone|none|no|nil|less|better|eas(?:ed|es|ing)|went away|disappear\w*|stopped|absent"
    r"|subsided|settled)\b"
)
_ASIDE = re.compile(
    rf"\bif\W+(?:\w+\W+){{0,2}}?(?:{_SYMPTOM}|it)\W+(?:\w+\W+)?{_TRAVEL}\b"
    r"|\b(?:told|said|says|advised|warned|watch|careful|in case|worr\w*|afraid|scared|fear\w*"
    r"|as usual|as always|the usual|my usual|unchanged|same as|used to|years? ago|in the past"
    r"|previously|centrali[sz]\w*|out of)\b"
    r"|\b(?:wife|husband|partner|mum|mom|dad|mother|father|brother|sister|friend|son|daughter)\b"
    rf"|\b{_TRAVEL}\W+(?:\w+\W+){{0,4}}?up\b|\bup\W+(?:the|my|from|to|into)\b"
)
_FROM_TO = re.compile(
    rf"\bfrom{_ON_THE_WAY}\W+({_PLACE})\b(?:\W+\w+){{0,3}}?\W+(?:to|into)\b"
    rf"{_ON_THE_WAY}\W+({_PLACE})\b"
)
_STRETCHED = re.compile(r"\b(?:stretch\w*|exercis\w*|physio\w*|session|routine|pose|twist)\b")
#: From the buttock down.
_HEIGHTS = (r"buttock|bum|glute", r"thigh|hamstring", r"leg", r"knee", r"calf|calves|shin",
            r"ankle|foot|feet|heel|toe|sole")  # fmt: skip


@dataclass(frozen=True)
class MovedDown:
    """Leg pain that moved further down during a stretch or after it.

    Attributes
    ----------
    places : pandas.DataFrame
        One row per place, by date: ``date``, ``exercise`` (of a ticked day all
        of it, joined by "; "; "" for notes of the diary), ``column`` ("notes",
        "reason_stopped", or "below_knee": yes on a day with a session after a
        no), ``quote`` (the sentence as written; "" where it was ticked),
        ``file``, ``line``.
    days_written : int
        Days on which it was written in words [days].
    days_with_session, days_without : int
        Days on which pain below the knee was ticked after an entry without it,
        with and without a session on that day; described, never compared
        [days].
    """

    places: pd.DataFrame
    days_written: int
    days_with_session: int
    days_without: int


def find_moved_down(
    routine: pd.DataFrame, diary: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp
) -> MovedDown:
    """Find leg pain that moved further down during a stretch or after it.

    Parameters
    ----------
    routine, diary : pandas.DataFrame
        As in `Logbook`.
    start, end : pandas.Timestamp
        First and last day to search.

    Returns
    -------
    MovedDown
    """
    log = routine.loc[routine["date"] <= end]
    ticked = [tick for tick in _ticked(log, diary.loc[diary["date"] <= end])
              if tick["date"] >= start]  # fmt: skip
    on_session_days = [tick for tick in ticked if tick["exercise"]]
    written = [
        *_written(_within(routine, start, end)),
        *_written_in_diary(_within(diary, start, end)),
    ]
    table = pd.DataFrame([*written, *on_session_days], columns=list(COLUMNS))
    table["date"] = pd.to_datetime(table["date"])
    with_session, without = (
        {tick["date"] for tick in ticked if bool(tick["exercise"]) == there}
        for there in (True, False)
    )
    return MovedDown(
        places=table.sort_values(["date", "file", "line"], kind="stable", ignore_index=True),
        days_written=len({place["date"] for place in written}),
        days_with_session=len(with_session),
        days_without=len(without - with_session),
    )


@lru_cache(maxsize=4096)
def moves_down(text: str, *, stopped: bool = False) -> tuple[str, ...]:
    """Find the sentences that tell of pain moving further down the leg.

    Parameters
    ----------
    text : str
    stopped : bool
        The text is the reason why a stretch was stopped, so that it is about
        pain where it names none.

    Returns
    -------
    tuple of str
        Exactly as written.
    """
    return tuple(s for s in split_sentences(text) if _tells(s, stopped))


def _tells(sentence: str, stopped: bool) -> bool:
    plain = sentence.casefold().replace("’", "'").replace("-", " ")
    if _ASIDE.search(plain) or _rises(plain):
        return False
    symptom = stopped or re.search(rf"\b{_SYMPTOM}\b", plain) is not None
    onset = stopped or _ONSET.search(plain) is not None
    return any(_clause_tells(clause, symptom, onset) for clause in _CLAUSE.split(plain))


def _clause_tells(clause: str, symptom: bool, onset: bool) -> bool:
    for match in _TRAVELS.finditer(clause):
        if (symptom or _is_it(clause, match)) and not _denied(clause, match):
            return True
    patterns = (_REACHES, _LOW_DOWN) if onset else (_REACHES,)
    return any(
        not _denied(clause, match) for pattern in patterns for match in pattern.finditer(clause)
    )


def _is_it(clause: str, match: re.Match[str]) -> bool:
    """ "It went down to my foot", unless it is the stretch that did."""
    return bool(_IT.search(clause[: match.start()])) and "stretch" not in clause


def _denied(clause: str, match: re.Match[str]) -> bool:
    return bool(
        _DENIED.search(clause[: match.start()])
        or _DENIED_WITHIN.search(match[0])
        or _GONE.search(clause[match.end() :])
    )


def _rises(sentence: str) -> bool:
    """ "From the foot to the knee": it moved up."""
    match = _FROM_TO.search(sentence)
    return match is not None and _height(match[2]) < _height(match[1])


def _height(place: str) -> int:
    return next(n for n, names in enumerate(_HEIGHTS) if re.match(names, place))


def _within(table: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    return table.loc[(table["date"] >= start) & (table["date"] <= end)]


def _written(log: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for column in _ROUTINE_TEXTS:
        if column in log:
            for row in log.loc[log[column].notna()].to_dict("records"):
                for quote in moves_down(str(row[column]), stopped=column == "reason_stopped"):
                    yield _place(row, str(row["exercise"]), column, quote)


def _written_in_diary(diary: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Notes of the diary count where the sentence names the stretching."""
    if "notes" not in diary:
        return
    for row in diary.loc[diary["notes"].notna()].to_dict("records"):
        for quote in moves_down(str(row["notes"])):
            if _STRETCHED.search(quote.casefold()):
                yield _place(row, "", "notes", quote)


def _ticked(log: pd.DataFrame, diary: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Each yes below the knee after a no since the log began; with the day's exercises."""
    if "below_knee" not in diary or log.empty:
        return
    done = log.loc[was_done(log)]
    before: dict[Any, Any] | None = None
    asked = [name for name in ("date", "time", "below_knee", "file", "line") if name in diary]
    for row in diary.loc[diary["below_knee"].notna(), asked].to_dict("records"):
        if row["below_knee"] > 0 and before is not None and before["below_knee"] == 0:
            near = (row["date"] - before["date"]).days <= LAST_ANSWER
            of_the_day = done.loc[done["date"] == row["date"]]
            # An entry that was made before the session is not about it.
            early = row["time"] < of_the_day["time"].min() if "time" in row else False
            if near and row["date"] >= log["date"].min():
                names = "" if early else "; ".join(of_the_day["exercise"].unique())
                yield _place(row, names, "below_knee", "")
        before = row


def _place(row: dict[Any, Any], exercise: str, column: str, quote: str) -> dict[str, Any]:
    return {"date": row["date"], "exercise": exercise, "column": column, "quote": quote,
            "file": str(row.get("file", "")), "line": int(row.get("line", 0))}  # fmt: skip
