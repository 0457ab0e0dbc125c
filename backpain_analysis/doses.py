"""A stretch in one line, "cat-cow 2x12, 5 days a week": taken apart, and said."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from backpain_analysis.errors import LogbookError
from backpain_analysis.exercises import match_exercise

_HOLD = (
    r"(?:(?:s|secs?|seconds?|sek|sekunden?|secondes?|segundos?)\b\.?|\"|''|″)"
    r"(?:\s*(?:holds?|halten)\b)?"
)
#: What may stand before a hold: "with a 5 s hold", "hold for 30 s".
_HOLDING = (
    r"(?:(?:with|w/|mit|and|und|à|@)\s*(?:an?\s+)?)?(?:(?:hold(?:ing)?(?:\s+for)?|je|each|for)\s+)?"
)
_MINUTES = r"(?:(?:mins?|minutes?|minuten|minutos?)\b\.?|')"
_REPS = (
    r"(?:x|reps?|repetitions?|cycles?|times|wdh|wiederholungen|mal|répétitions?|fois|repeticiones|veces|"
    r"ripetizioni|herhalingen|keer)\b\.?"
)
_SETS = r"(?:sets?|rounds?|durchgänge?|runden?|sätze|satz|séries?|series?|serien)\b"
_BY = (
    rf"\s*(?:(?:{_SETS}\s*)?(?:[x×*]|à|mal\b|fois\b)|{_SETS}\s*(?:of|de|von|van|with|mit|a|,)?)"
    r"(?:\s*(?:je|each)\b)?\s*"
)
_EACH = (
    r"(?:(?:(?:on|auf|an)\s+)?(?:each|per|every|je|pro|jede[rs]?|par|cada|op elke|both)\s+|/\s*)"
)
_PART = (
    r"(?:sides?|directions?|way|richtung|legs?|arms?|seiten?|beine?|arme?|côté|jambe|bras|lado|pierna|brazo|lato|gamba|"
    r"braccio|kant|been)"
)
_BOTH = (
    r"beid(?:seit(?:ig|s)|s\.)|beide\s+seiten|bilat(?:eral(?:ly)?|\.)?|b/l|[rl]\s*(?:[+&/]|and)\s*[rl]|"
    r"left\s*(?:[+&/]|and)\s*right|right\s*(?:[+&/]|and)\s*left|"
    r"(?:links|li\.?|rechts|re\.?)\s*(?:[+&/]|und)\s*(?:links|li\.?|rechts|re\.?)"
)
_N = r"(\d{1,3})"
_HOW = (
    r"(?:slow(?:ly)?|gentle|gently|controlled|easy|(?:langsam|sanft|ruhig|kontrolliert)(?:en?)?|"
    r"lent[aeo]s?|lenti|lents|doux|douces|suaves?|contr[oô]l(?:lat|ad|é)[aeio]?s?|langzame?|rustige?)"
)
#: Words of manner between a number and its unit: "10 slow reps", "8 slow, controlled reps".
_MANNER = (
    rf"(?i)(?<=\d)\s+({_HOW}(?:(?:\s*,\s*|\s+(?:and|und|et|y|e|en)\s+){_HOW})*)\s+"
    rf"(?={_REPS}|{_SETS}|{_HOLD}|{_MINUTES})"
)

_Cells = dict[str, str]
#: How a dose is written behind a name, tried in this order, and the cells it gives.
_DOSES: tuple[tuple[str, Callable[[re.Match[str]], _Cells]], ...] = (
    (rf"{_N}{_BY}{_N}{_BY}{_N}\s*{_HOLD}",
     lambda m: {"sets": m[1], "reps": m[2], "hold_seconds": m[3]}),
    (rf"{_N}{_BY}{_N}\s*{_HOLD}", lambda m: {"reps": m[1], "hold_seconds": m[2]}),
    (rf"{_N}{_BY}{_N}(?:\s*{_REPS})?", lambda m: {"sets": m[1], "reps": m[2]}),
    (rf"{_N}\s*{_REPS}\s*(?:of|[x×*]|à|de|von|@)\s*{_N}\s*{_HOLD}",
     lambda m: {"reps": m[1], "hold_seconds": m[2]}),
    (rf"{_HOLDING}{_N}\s*{_HOLD}|hold(?:\s+for)?\s+{_N}",
     lambda m: {"hold_seconds": m[1] or m[2]}),
    (rf"{_N}{_BY}([1-5])\s*{_MINUTES}",
     lambda m: {"reps": m[1], "hold_seconds": str(60 * int(m[2]))}),
    (rf"{_N}\s*{_SETS}", lambda m: {"sets": m[1]}),
    (rf"(?:(?:je|each)\s+)?{_N}\s*{_REPS}|x\s*{_N}", lambda m: {"reps": m[1] or m[2]}),
    (rf"{_N}\s*{_MINUTES}", lambda m: {"minutes": m[1]}),
    (rf"{_EACH}{_PART}|{_BOTH}", lambda _: {"side": "both"}),
    (r"(left|right|both)(?:\s+side)?", lambda m: {"side": m[1].casefold()}),
    (r"(?:(links|(?<=\()l(?=\)))|rechts|(?<=\()r(?=\)))",
     lambda m: {"side": "left" if m[1] else "right"}),
    (r"(partly|half)", lambda _: {"done": "partly"}),
    (r"(not done|skipped|missed|no)", lambda _: {"done": "no"}),
    (r"(done|yes)", lambda _: {"done": "yes"}),
)  # fmt: skip
# These and those below are compiled when first used: most logbooks hold none of them.
_ENDINGS = [(rf"(?i)(?:^|[\s,;:(]|(?=/))(?:{dose})[)\s.]*$", cells) for dose, cells in _DOSES]
_BEGINNING = re.compile(r"\d{1,3}\s*[x×*]\s*\d{1,3}(?:\s*(?:s|sec|min)\b)?\s+(?=\D)", re.I)


def parse_stretch(text: str, known: Collection[str] = ()) -> dict[str, str]:
    """Take a stretch apart: what it was, which side, and how much.

    Parameters
    ----------
    text : str
        A name, then as much as is known: "cat-cow 2x12" (sets x repetitions),
        "piriformis left 3x30s" (three holds of 30 s), "child's pose 30s",
        "walking 20 min", "bridges 10 reps partly".
    known : collection of str
        Names of the person's own, beside those of the catalogue.

    Returns
    -------
    dict of str to str
        Columns of `columns.ROUTINE` -> text: ``exercise``, and those of
        ``side``, ``sets``, ``reps``, ``hold_seconds``, ``minutes``, ``done``
        and ``notes`` (of "10 slow reps": slow) that are said.

    Raises
    ------
    LogbookError
        There is no name, or a number whose meaning is not said.
    """
    own = {name.casefold() for name in known}
    rest = " ".join(text.split())
    if start := _end_of_leading_dose(rest, own):
        rest = f"{rest[start:]} {rest[:start].rstrip()}"
    cells: _Cells = {}
    if manner := re.search(_MANNER, rest):
        rest = f"{rest[: manner.start()]} {rest[manner.end() :]}"
        cells["notes"] = manner[1]
    while not _is_name(rest, own) and (taken := _take_one(rest, cells)):
        rest, found = taken
        cells |= found
    if not any(sign.isalpha() for sign in rest):
        raise LogbookError(
            f"'{text.strip()}' names no stretch. Write its name first, as in cat-cow 2x12."
        )
    if not _is_name(rest, own) and (number := re.search(r"\d+$", rest)):
        raise LogbookError(
            f"'{text.strip()}': it is not sure what {number[0]} means. Write 2x{number[0]} for "
            f"sets and repetitions, {number[0]} reps, {number[0]}s for a hold, or {number[0]} min. "
            "If it belongs to the name, write that row into the stretching log by hand this once."
        )
    return {"exercise": rest, **cells}


def _end_of_leading_dose(text: str, own: Collection[str]) -> int:
    """Where a dose ends that stands before the name: "2x12 cat-cow", "10 reps bridges"."""
    if leading := _BEGINNING.match(text):
        return leading.end()
    spaces = (found.end() for found in re.finditer(r" ", text))
    return next((at for at in spaces if _is_name(text[at:], own) and parse_dose(text[:at])), 0)


_NOT_DONE = (
    r"(?si)(?:skip(?:ped)?|missed|not (?:done|today)|did(?: not|n[’']?t)(?: do(?: it| this)?)?"
    r"|forgot(?:ten)?|omitted|cancell?ed|left out|ausgelassen|übersprungen|nicht gemacht"
    r"|vergessen|ausgefallen|entfallen|pas fait|sauté|oublié|no hecho|saltado|saltato|non fatto"
    r"|overgeslagen|niet gedaan)(?:[.!]*|\s*[,;:(–—-].*|\s+(?:because|due to|weil|wegen)\b.*)"
)
_NO = r"(?i)(?:no|failed|nein|non|nee|geen|0|zero|off|✗|✘|❌)[.!]?"
_NONE = (
    r"(?si)(?:(?:did )?(?:nothing|none|no (?:stretch(?:es|ing)?|exercises?))(?: done)?(?: at all)?"
    r"(?: today)?|did(?: not|n[’']?t) (?:do anything|exercise|stretch)(?: today)?"
    r"|no today|skipped (?:everything|all|it all|today)|rest(?:[ -]?day)?|day off|no time|too tired"
    r"|(?:ruhe|pausen)tag|pausiert|pause|frei|(?:jour de )?repos|(?:día de )?descanso"
    r"|(?:giorno di )?riposo|rustdag|keine zeit|zu müde|alles ausgelassen"
    r"|(?:heute )?(?:keine?n?(?: (?:übung(?:en)?|dehn\w*|gymnastik))?|(?:gar )?nichts|nix"
    r"|nicht(?: gedehnt)?)(?: heute)?(?: gemacht)?"
    r"|aucun|rien(?: fait)?|nada|ninguno|niente|nessuno|niets)"
    r"(?:[.!]*|\s*[,;:(]\D*|\s+[–—-]\s\D*|\s+(?:because|due to|weil|wegen)\b.*)"
)
_AS_BEFORE = (
    r"(?i)(?:the )?(?:(?:same )?(?:as|like) (?:yesterday|above|before|usual)|same(?: again| as .*)?"
    r"|ditto|dito|idem|wie (?:gestern|oben|immer|vorher)|comme hier|como ayer|come ieri"
    r"|zoals gisteren|[\"″〃]+)[.!]?"
)
_NOT_KNOWN = (
    r"(?i)\?+|(?:i )?forgot(?:ten)?(?: to (?:write|log|note|tick)\b.*)?|unknown|not (?:known|sure)"
    r"|(?:i )?(?:don[’']?t|do not) (?:know|remember)|(?:i )?can(?:no|[’'])t remember|no idea"
    r"|wei(?:ß|ss) (?:ich )?nicht(?: mehr)?|vergessen|unbekannt|unklar|keine ahnung"
    r"|oublié|(?:je )?ne sais pas|no (?:lo )?sé|olvidado|non (?:lo )?so|dimenticato"
    r"|weet (?:ik )?niet(?: meer)?|vergeten"
)
_TWICE = (
    r"(?P<times>\b\d|[x×]\s*\d|twice|zweimal|deux fois|dos veces|due volte)(?:\s*[x×]|\s*times)?"
)
_BUT = r"(?:but|except|without|apart from|aside from|außer|ausser|ohne|bis auf|sauf|menos|tranne)"
_ALL = (
    r"(?i)(?:(?:did|done) )?(?:all|everything|(?:the |my )?whole (?:plan|routine|pro?gram(?:me)?)"
    r"|alle[s]?|tout(?:es|e|s)?|todos?|tutt[eio])"
    r"(?: (?P<count>\d{1,2}|one|two|three|four|five|six))?"
    r"(?: (?:of (?:them|it)|exercises|stretches|übungen))?"
    r"(?: (?:done|gemacht|erledigt|geschafft|fait(?:es)?|hecho|fatto))?(?: (?:today|heute))?"
    rf"(?:,? {_TWICE})?[.!]?"
    rf"(?:[\s,;–(-]+{_BUT}(?: for)?(?: not)?(?: (?:nr|no)\.?)?\s+(?P<but>[^)]+)\)?)?[.!]?"
)
_AND = r"\s*(?:,|;|&|\+|\b(?:and|und|et|y|e|en)\b)\s*"
_NUMBERS = ("one", "two", "three", "four", "five", "six")
_PARTLY = (
    r"(?i)(?:(?:only|just|nur) )?(?:part(?:ly|ial|ially)?|half|some|a (?:bit|little)"
    r"|teil(?:weise|s)|zum teil|halb|ein (?:bisschen|wenig)"
    r"|en parti?e|un p(?:eu|oco)|in parte|deels|een beetje)[.!]?"
)


def said_done(text: str, *, amount: bool = False) -> str | None:
    """Tell what a cell says of whether an exercise was done.

    Parameters
    ----------
    text : str
    amount : bool
        Whether it stands where the dose belongs: there, "no" is enough.

    Returns
    -------
    {"partly", "no", "unknown"} or None
        None where it says nothing of that: "skipped the last set".
    """
    text = " ".join(text.split())
    if re.fullmatch(_NOT_KNOWN, text):
        return "unknown"
    if re.fullmatch(_NOT_DONE, text) or (
        amount and (re.fullmatch(_NO, text) or re.fullmatch(_NONE, text))
    ):
        return "no"
    return "partly" if re.fullmatch(_PARTLY, text) else None


_TICKS = re.compile(r"(?i)(v{1,4}|x{1,4}|[✓✔☑✅]{1,4})")
_TIMES = re.compile(r"(?i)(?:[x×]\s*)?(\d)\s*(?:[x×]|times|mal|fois|veces|volte|keer)?")
_ONCE = frozenset(
    (
        "once",
        "einmal",
        "une fois",
        "una vez",
        "una volta",
        "één keer",
        "completed",
        "ok",
        "okay",
        "erledigt",
        "gemacht",
        "geschafft",
        "fait",
        "faite",
        "hecho",
        "fatto",
        "gedaan",
    )
)
_TWO = frozenset(("twice", "zweimal", "deux fois", "dos veces", "due volte", "both times"))


def times_done(cell: str) -> int | None:
    """Tell how often an exercise was done, of what is ticked or counted.

    Parameters
    ----------
    cell : str
        "v", "xx", "2x", "0", "-" or "ok".

    Returns
    -------
    int or None
        [times]; None where it is neither a tick nor a count.
    """
    text = " ".join(cell.casefold().replace("\ufe0f", "").split()).rstrip(".!")
    if re.fullmatch(r"[-–—/]+", text):
        return 0
    if _TICKS.fullmatch(text):
        return len(text)
    if count := _TIMES.fullmatch(text):
        return int(count[1])
    return 2 if text in _TWO else 1 if text in _ONCE else None


def is_as_before(text: str) -> bool:
    """Tell whether a cell says "as yesterday" where an exercise belongs.

    Parameters
    ----------
    text : str

    Returns
    -------
    bool
    """
    return re.fullmatch(_AS_BEFORE, " ".join(text.split())) is not None


@dataclass(frozen=True)
class Everything:
    """What a cell says that stands for every exercise.

    Attributes
    ----------
    times : int
        How often that day.
    count : int or None
        How many they are, where it says so: "all 5".
    but : tuple of str
        What it leaves out: names, or numbers in the plan.
    """

    times: int
    count: int | None
    but: tuple[str, ...]


def read_all(text: str) -> Everything | None:
    """Read "all done", "everything" or "all but cat-cow" where an exercise belongs.

    Parameters
    ----------
    text : str

    Returns
    -------
    Everything or None
        None where it says none of that.
    """
    found = re.fullmatch(_ALL, " ".join(text.split()))
    if found is None:
        return None
    count = (found["count"] or "").casefold()
    often = re.search(r"\d", found["times"] or "")
    return Everything(
        times=int(often[0]) if often else 2 if found["times"] else 1,
        count=_NUMBERS.index(count) + 1 if count in _NUMBERS else int(count) if count else None,
        but=tuple(re.split(_AND, found["but"].rstrip(".! "))) if found["but"] else (),
    )


#: "3x max": so many sets, and in each as many as can be.
AT_MOST = (
    r"(?i)\b(\d)\s*[x×]\s*(max(?:imum|imal)?\b\.?(?: (?:reps|hold|effort))?|AMRAP"
    r"|as (?:many|long) as (?:you|i) can|as (?:many|long) as possible|(?:un)?til failure|to failure"
    r"|so (?:viele?|lange?) (?:wie|es) (?:möglich|geht)|bis zur Erschöpfung)"
)


def parse_dose(text: str) -> dict[str, str]:
    """Take a dose without a name apart.

    Parameters
    ----------
    text : str
        Such as "2x10" (sets x repetitions), "3 x 30 sec each side" or "30s".

    Returns
    -------
    dict of str to str
        Columns of `columns.ROUTINE` -> text; empty where it is no dose, or one
        of which a part is not understood.
    """
    if done := said_done(text, amount=True):
        return {"done": done}
    words = re.sub(AT_MOST, r"\1 sets", " ".join(text.split()))
    rest, cells = f"- {words}", dict[str, str]()
    while taken := _take_one(rest, cells):
        rest, found = taken
        cells |= found
    return cells if rest == "-" else {}


def _is_name(text: str, own: Collection[str]) -> bool:
    """A name and nothing else: not "piriformis left"."""
    match = match_exercise(text)
    return text.casefold() in own or (match.exact and match.side is None)


def _take_one(rest: str, known: _Cells) -> tuple[str, _Cells] | None:
    """Take what is said last off the end; None where that is the name itself."""
    for pattern, cells in _ENDINGS:
        found = re.search(pattern, rest)
        if found and found.start() > 0:
            said = cells(found)
            if not said.keys() & known.keys():
                return rest[: found.start()].rstrip(" ,;:(–—"), said
    return None


def say_dose(row: Mapping[str, str]) -> str:
    """Say sets, repetitions and hold.

    Parameters
    ----------
    row : mapping of str to str
        Columns of a plan or a routine -> text; blank or missing where not said.

    Returns
    -------
    str
        "2x12" (sets x repetitions), "10 reps", "3x30s" (three holds), "30s";
        "" where nothing is said.
    """
    sets, reps, hold = (row.get(name, "").strip() for name in ("sets", "reps", "hold_seconds"))
    sets = "" if sets == "1" else sets
    if hold:
        return "x".join(part for part in (sets, "" if reps == "1" else reps, f"{hold}s") if part)
    if sets and reps:
        return f"{sets}x{reps}"
    return f"{reps} reps" if reps else f"{sets} sets" if sets else ""
