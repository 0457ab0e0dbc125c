"""What was asked for in one line: a stretch, its dose, and how often, in several languages."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from contextlib import suppress

from backpain_analysis.doses import AT_MOST, parse_stretch
from backpain_analysis.errors import LogbookError
from backpain_analysis.exercises import match_exercise
from backpain_analysis.reading.calendar_words import weekday_of

_NUMBERS = {
    word: number
    for number, words in enumerate((
        "once one einmal une une uno una un eens", "twice two zweimal zwei deux dos due twee",
        "thrice three dreimal drei trois tres tre drie", "four viermal vier quatre cuatro quattro",
        "five fünfmal fünf cinq cinco cinque vijf", "six sechsmal sechs seis sei zes",
    ), start=1)
    for word in words.split()
}  # fmt: skip
_COUNT = (
    rf"(?P<count>[1-6][.,]\d{{1,2}}|\d{{1,2}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
)
_TIMES = r"(?:\s*(?:x|×|times|sessions?|mal|fois|veces|volte|keer)\b)?"
_A = r"(?:a|per|/|each|every|am|pro|in der|die|je|par|al|a la|por|cada|alla|op een)"
_DAY = r"(?P<day>day|tag|jour|día|dia|giorno|dag|d)"
_WEEK = r"(?P<week>week|wk|woche|wo|semaine|semana|settimana)"
_DAYS = r"(?:days?|tagen?|jours?|días?|dias?|giorni|dagen)"
_OF_SEVEN = (
    r"(?:(?:out\s+)?of|von|sur|de(?:\s+cada)?|su|van(?:\s+de)?)(?:\s+(?:the|den|les|los|cada))?\s+"
    r"(?:7|seven|sieben|sept|siete|sette|zeven)"
)
#: A part of the day, which a plan does not ask about.
_WHEN = (
    r"(?:(?:[\s,(]+|\s+and\s+)(?:(?:in\s+the|at|before)\s+)?(?:[ap]\.?m\b\.?|mornings?|noon|afternoons?|"
    r"evenings?|night|bed(?:time)?|morgens|mittags|abends|(?:le\s+)?(?:matin|soir))\)?)*"
)
_WEEKDAY = r"[^\W\d_]{2,10}\.?"
_LETTER = r"(?:[mtwfs]|tu|th|sa|su)"
_PARTS = (
    r"(?:(?:(?:every|each|in\s+the|at|before|jeden|am|le|la|el|al|por\s+la|de|elke|in\s+de|'s)\s+)?"
    r"(?:mornings?|noon|lunch(?:time)?|afternoons?|evenings?|nights?|bed(?:time)?|[ap]\.?m\.?|"
    r"morgens?|mittags?|abends?|matin|midi|soir|mañana|tarde|noche|mattin[ao]|sera|"
    r"ochtend|middag|avond|'s\s+(?:ochtends|avonds)))"
)
_DAILY = (
    r"(?:daily|(?:every|each)\s+day|täglich|tgl|jeden\s+tag|tous\s+les\s+jours|chaque\s+jour|"
    r"quotidien(?:nement)?|cada\s+día|todos\s+los\s+días|diariamente|ogni\s+giorno|"
    r"tutti\s+i\s+giorni|dagelijks|elke\s+dag|iedere\s+dag)"
)
#: Of "10x daily", with which no other dose is said; more than `_MOST_TIMES` are repetitions.
_TIMES_OR_REPS = rf"(?i)(?P<name>\D+\s)(?P<count>\d{{1,2}})\s*[x×]\s+(?P<rest>{_DAILY}\b.*)"
_MOST_TIMES = 5
_DOSE_DAILY = rf"(?i)(?<![\dx×])(?<![x×]\s)(\d{{1,3}})\s?[x×]\s?(\d{{1,3}})(?=\s{_DAILY}\b)"
_LEAST = r"(?:mind\.|mindestens|at\s+least|minstens)"
#: Abbreviations of prescriptions -> times a day.
_LATIN = {"qd": "1", "bid": "2", "tid": "3", "qid": "4"}
_OFTEN = tuple(
    rf"(?i)(?:^|(?<=[\s,;:(–—]))(?:an\s+|on\s+|[x×]\s*|{_LEAST}\s*)?{words}{_WHEN}(?=[\s,;:.)]|$)"
    for words in (
        rf"{_COUNT}{_TIMES}\s*{_A}\s*(?:{_DAY}|{_WEEK})",
        rf"{_COUNT}\s*[x×]\s*(?:{_DAY}|{_WEEK})",
        rf"{_COUNT}{_TIMES}\s*(?P<day>daily|täglich|tgl)",
        rf"{_COUNT}{_TIMES}\s*(?P<week>weekly|wöchentlich|wtl)",
        rf"{_COUNT}\s*{_DAYS}\s*{_A}\s*{_WEEK}",
        rf"{_COUNT}\s*(?:(?:{_DAYS}\s*)?{_OF_SEVEN}\s*{_DAYS}|{_DAYS}\s*{_OF_SEVEN}|out\s+of\s+7)",
        r"(?:every\s+(?:other|second)|alternat(?:e|ing)|jeden\s+(?:zweiten|2\.)|alle\s+(?:zwei|2)|tous\s+les"
        r"\s+(?:deux|2)|un\s+jour\s+sur|cada\s+(?:dos|2)|(?:un\s+)?ogni\s+(?:due|2)|om\s+de)"
        r"\s+(?P<other>days?|tage?|jours?|deux|días?|dias?|giorni|dag)",
        rf"(?P<daily>{_DAILY})",
        r"(?:every|alle|tous\s+les|cada|ogni|om\s+de)\s+(?P<gap>[2-9])"
        r"\s+(?:days|tage|jours|días|dias|giorni|dagen)",
        r"(?:am|pro|per|par|al|por)\s+(?P<daily>tag|day|jour|día|dia|giorno|dag)",
        r"(?P<weekdays>weekdays|werktags)",
        r"(?P<weekly>weekly|wöchentlich|(?:once|einmal)\s+weekly)",
        rf"(?P<named>{_WEEKDAY}(?:\s*(?:[/,+&]|and|und|et|y|e|en)\s*{_WEEKDAY})+)",
        rf"(?P<first>{_WEEKDAY})\s*(?:[-–—]|to|through|bis)\s*(?P<last>{_WEEKDAY})",
        rf"(?P<letters>{_LETTER}(?:\s*[/+,]\s*{_LETTER})+|mwf|tth)",
        r"(?P<latin>q\.?d|[btq]\.?i\.?d)",
        rf"(?P<parts>{_PARTS}(?:\s*(?:[/,+&]|and|und|et|y|e|en)\s*{_PARTS})+|every\s+{_PARTS}|"
        rf"each\s+{_PARTS}|jeden\s+{_PARTS}|(?=(?:in\s+the|at|before|por\s+la)\s){_PARTS}|"
        r"nightly|morgens|mittags|abends|le\s+(?:matin|soir))",
    )
)
_DAYS_A_WEEK = {"daily": "7", "other": "3.5", "weekdays": "5", "weekly": "1"}
_TAKEN_OUT = "\0"
_AND = ("and", "und", "et", "y", "e", "en")
#: Of "10-12" the lower number is asked for.
RANGE = re.compile(r"(?i)(\d{1,3})\s*(?:[-–—]|\b(?:to|bis|or|oder)\b)\s*\d{1,3}(?=\D|$)")
#: What may stand before an amount that is asked for.
AT_LEAST = re.compile(
    r"(?i)^(?:mind(?:\.|estens)|at least|min\.?|au moins|al menos|almeno|minstens|ca\.|about)"
    r"\s+(?=\d)"
)
_MONTH = (
    r"(?:jan|feb|f[eé]v|m[aä]r|maa|mrt|a[pvb]r|ma[iy]|mei|jun|jul|juin|juil|aug|ago|août|sep|o[ck]t|"
    r"ott|out|nov|de[czk]|déc|di[cz]|ene|gen)[^\W\d_]{0,7}\.?"
)
_DATE = (
    r"(?:\d{4}-\d\d?-\d\d?|\d\d?/\d\d?(?:/\d{2,4})?|\d\d?\.\s?\d\d?\.(?:\s?\d{2,4})?|"
    rf"\d\d?(?:st|nd|rd|th|\.)?\s+(?:of\s+|de\s+)?{_MONTH}|{_MONTH}\s+\d\d?)"
)
#: On what condition, how long, and what is to come later; a plan has them as notes.
_REMARK = (
    r"(?i)(?:→|->|=>)[^,;:)]*|(?<=\s)\d+\s+(?:deep\s+|slow\s+)?(?:breaths?|atemzüge)\b|"
    r"(?:^|(?<=[\s,;(–—-]))(?:(?:only\s+|but\s+)*(?:if|when|while)|unless|until|as\s+long\s+as|"
    r"as\s+(?:tolerated|able|needed|required)|only\s+(?:on|after|before)|hourly|"
    r"every\s+(?:\d(?:\s*[-–]\s*\d)?\s+)?hours?|(?:no|without)\s+pain|keine?n?\s+schmerz\w*|"
    r"(?:before|after)\s+(?!bed|lunch|noon)\w+|(?:vor|nach)\s+(?:de[mrn]|jede[mrn])|"
    r"(?:gradually\s+)?(?:progress|increas|build|work)\w*\s+(?:to|up|by)|stop|avoid|don[’']?t|"
    r"(?:for|x|für|über)\s+(?:\d+|two|three|four|six|eight|zwei|drei|vier|sechs|acht)\s+"
    r"(?:weeks?|wks?|months?|wochen|monaten?)|"
    r"(?:nur\s+)?(?:wenn|falls|solange|sofern|bei)|nur\s+(?:nach|vor|an)|soweit|bis\s+zur|"
    r"alle\s+\d(?:\s*[-–]\s*\d)?\s+stunden|stündlich|(?:später|dann|allmählich|auf)\s[^,;:]*steiger\w*|steiger\w*\s+auf|"
    r"pain[\s-]?free|schmerzfrei|ohne\s+schmerz\w*|seulement\s+si|s[oó]lo\s+(?:si|se)|alleen\s+als|"
    rf"mits|(?:since|from|as\s+of|seit|ab|depuis|desde|dal|sinds|vanaf)\s+(?:\w{{2,3}}\s+)?{_DATE})"
    r"(?!\w)[^,;:)]*(?:,[^,;:)\d]*\b(?:or|and|oder|und)\b[^,;:)\d]*)*\)?"
)
#: What is said of a frequency that none of these understands.
_ABOUT_OFTEN = (
    r"(?i)\d\s*[x×]\s*\w|\b(?:every|daily|weekly|per|week|jeden|jede|alle|täglich|wöchentlich|woche|pro|tag|"
    r"semaine|jours?|chaque|semana|días?|cada|giorn[oi]|settimana|ogni|dagelijks|elke|dag)\b"
)


def parse_asked(text: str) -> dict[str, str]:
    """Take apart what was asked for: a stretch, its dose, and how often.

    Parameters
    ----------
    text : str
        As for `parse_stretch`, then how often: "cat-cow 2x12, twice a day, 5
        days a week", "piriformis 3x30s daily".

    Returns
    -------
    dict of str to str
        Columns of `columns.PLAN` -> text; ``times_per_day`` and
        ``days_per_week`` only where they are said; ``notes`` where more is
        said: "only if no pain in the leg", "progress to 3 sets".

    Raises
    ------
    LogbookError
        There is no name, a number whose meaning is not said, or a part that is
        not understood.
    """
    text = re.sub(r"^(?:[-–—•*·]|\d{1,2}[.)]|[A-Za-z]\))\s+(?=\D)", "", " ".join(text.split()))
    text = re.sub(AT_MOST, r"\1 sets (\2)", text)
    asked, notes = _take_remarks(_with_reps(text))
    rest, often = take_often(RANGE.sub(r"\1", asked))
    often = often or take_often(RANGE.sub(r"\1", "; ".join(notes)))[1]
    if often and not rest:
        raise LogbookError(
            f"'{text}' says how often, but not which stretch. Write its name first, as in "
            f"cat-cow 2x12, {text}."
        )
    if often and (again := _said_in(rest)):
        raise LogbookError(
            f"'{text}': '{again[0][0]}' and the rest do not say the same of how often. Leave one "
            "out, and write repetitions as in 10 reps."
        )
    said = parse_stretch(rest)
    if not _is_name(said["exercise"]) and (cut := _end_of_dose(rest)):
        said, notes = parse_stretch(rest[:cut]), [rest[cut:].strip(" ,;:()–—-"), *notes]
    name = said["exercise"] = said["exercise"].rstrip(" ,;:–—-") or said["exercise"]
    if ("," in name and not match_exercise(name).exact) or re.search(_ABOUT_OFTEN, name):
        raise LogbookError(
            f"'{text}': '{name}' is not understood as a name, a dose and how often. Write "
            "it as in cat-cow 2x12, twice a day, 5 days a week; or every other day; or Mon/Wed/Fri."
        )
    notes = [*filter(None, [said.get("notes")]), *notes]
    return said | often | ({"notes": "; ".join(notes)} if notes else {})


def _with_reps(text: str) -> str:
    """Of "10x daily" alone, more than a day has room for are repetitions; "2 x 8 daily" is 2x8."""
    text = re.sub(_DOSE_DAILY, r"\1x\2", text)
    found = re.fullmatch(_TIMES_OR_REPS, text)
    if not found or int(found["count"]) <= _MOST_TIMES:
        return text
    dosed = re.search(r"\d", take_often(found["rest"])[0])
    return text if dosed else f"{found['name']}{found['count']} reps, {found['rest']}"


def _take_remarks(text: str) -> tuple[str, list[str]]:
    """Take out of a text what belongs into the notes of a plan."""
    rest, notes = text, list[str]()
    while found := re.search(_REMARK, rest):
        left = f"{rest[: found.start()].rstrip(' ,;:(–—-')} {rest[found.end() :]}".strip(" ,;:")
        if not left:
            break
        rest, notes = left, [*notes, found[0].strip(" ()")]
    return rest, notes


def _is_name(text: str) -> bool:
    return match_exercise(text).exact or not re.search(r"[\d,]", text)


def _end_of_dose(text: str) -> int:
    """Where a name and its dose end, and words follow that say nothing of how often; else 0."""
    for space in reversed(list(re.finditer(" ", text))):
        head, tail = text[: space.start()], text[space.end() :]
        with suppress(LogbookError):
            said = parse_stretch(head)
            unclear = re.search(_ABOUT_OFTEN, tail) or re.search(r"\b[1-4]\s*[x×]$", head)
            if len(said) > 1 and _is_name(said["exercise"]) and not unclear:
                return space.end()
    return 0


def take_often(text: str) -> tuple[str, dict[str, str]]:
    """Take out of a text how often something is done, wherever that stands in it.

    Parameters
    ----------
    text : str
        Such as "twice a day: cat-cow 2x12", or "5 days a week" alone.

    Returns
    -------
    tuple of str and dict
        What is left, and ``times_per_day`` and ``days_per_week`` where they are said.
    """
    rest, often = " ".join(text.split()), dict[str, str]()
    while found := _said_in(rest):
        said, told = found
        if said.groupdict().get("count") and _other_numbers(told, often):
            break
        often = told | often
        before, after = rest[: said.start()].rstrip(" ,;:"), rest[said.end() :].lstrip(" ,;:.")
        # What stood apart does not become one: "10x, twice a day, daily" is not 10x daily.
        rest = f"{before} {_TAKEN_OUT} {after}".strip()
    return " ".join(rest.replace(_TAKEN_OUT, " ").split()), often


def _other_numbers(told: Mapping[str, str], often: Mapping[str, str]) -> bool:
    return any(often.get(name, number) != number for name, number in told.items())


def _said_in(rest: str) -> tuple[re.Match[str], dict[str, str]] | None:
    """Find words that say how often, and what they say."""
    for pattern in _OFTEN:
        for found in (m for at in range(len(rest)) if (m := re.compile(pattern).match(rest, at))):
            if often := _how_often(found.groupdict()):
                return found, often
    return None


def says_how_often(text: str) -> bool:
    """Tell whether it is said how often a stretch was asked for; "twice a day" is every day.

    Parameters
    ----------
    text : str
        As for `parse_asked`.

    Returns
    -------
    bool
    """
    return bool(parse_asked(text).keys() & {"times_per_day", "days_per_week"})


def _how_often(said: Mapping[str, str | None]) -> dict[str, str]:
    """Columns of a plan; empty where words that could be weekdays are none."""
    if (days := _weekdays(said)) is not None:
        return {} if None in days else {"days_per_week": str(len(days))}
    if latin := said.get("latin"):
        return {"times_per_day": _LATIN[latin.casefold().replace(".", "")]}
    if parts := said.get("parts"):
        return {"times_per_day": str(len(re.findall(rf"(?i){_PARTS}", parts)) or 1)}
    if gap := said.get("gap"):
        return {"days_per_week": f"{7 / int(gap):.3g}"}
    for name, days_a_week in _DAYS_A_WEEK.items():
        if said.get(name):
            return {"days_per_week": days_a_week}
    count = (said.get("count") or "").casefold().replace(",", ".")
    name = "times_per_day" if said.get("day") else "days_per_week"
    return {} if said.get("day") and "." in count else {name: str(_NUMBERS.get(count, count))}


def _weekdays(said: Mapping[str, str | None]) -> Collection[int | str | None] | None:
    """The days of the week that are named, None among them for what is none; None: no names."""
    if named := said.get("named"):
        words = [w for w in re.split(r"[\s/,+&]+", named) if w.casefold() not in _AND]
        return {weekday_of(word.rstrip(".")) for word in words}
    if said.get("first"):
        first, last = (weekday_of(str(said[end]).rstrip(".")) for end in ("first", "last"))
        return (None,) if first is None or last is None else range((last - first) % 7 + 1)
    letters = said.get("letters")
    return re.findall(_LETTER, letters.casefold()) if letters else None
