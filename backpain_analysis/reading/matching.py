"""Which column each header of a table means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from backpain_analysis.columns import Column
from backpain_analysis.header_words import WHEN_HEADERS, WRITTEN_DOSES, is_dose_and_frequency
from backpain_analysis.reading.headers import (
    AS_LIST,
    AS_NUMBER,
    AS_TEXT,
    YES_OR_NO,
    Heading,
    read_heading,
    snake_case,
)
from backpain_analysis.reading.settings import FACTOR, OWN, REMEDY

#: Units of one kind: a column in one of them takes amounts in the others.
_DIMENSION = {
    "hours": "time",
    "minutes": "time",
    "seconds": "time",
    "kg": "mass",
    "lb": "mass",
    "km": "distance",
    "m": "distance",
    "mi": "distance",
    "miles": "distance",
}

#: What may stand in brackets behind a header and leave its meaning as it is.
_FILLERS = frozenset((
    "", "nrs", "vas", "average", "avg", "mean", "total", "today", "yes/no", "y/n", "0/1", "hh:mm",
    "h:mm", "optional", "points", "steps", "times",
))  # fmt: skip

#: What is rated on a scale where it is named alone, as in "Leg (0-10)", is how much it hurts.
_HURTS = {
    "pain": ("back", "lower_back", "low_back", "rücken", "lws", "dos", "espalda", "schiena", "rug"),
    "leg_pain": ("leg", "legs", "bein", "beine", "jambe", "jambes", "pierna", "gamba", "been"),
}

#: Names that the tables of a logbook keep for themselves.
RESERVED = frozenset(("date", "time", "file", "line"))

# What is taken or used because it hurts, in the languages of the diaries.
_MEDICINE = re.compile(
    r"\b(?:ibu(?:profen\w*)?|ibuprof[eè]ne|paracetamol\w*|acetaminophen|naproxen\w*|diclofenac\w*"
    r"|aspirin\w*|metamizol\w*|novalgin|nurofen|tylenol|advil|voltaren|tramadol\w*|tilidin|codeine"
    r"|medicines?|medications?|meds|pain ?killers?|tablets?|pills?|tabletten?|pillen"
    r"|schmerz(?:mittel|tabletten?)|medikamente?|comprim[eé]s?|pastillas?|compress[ae]"
    r"|anti-?douleurs?|analg[eé]sicos?|antidolorific[oi]|pijnstillers?) ?\d*\b|\b\d* ?mg\b"
)
#: "tablet (h)", "screen time on the tablet" and "medicine ball" are no medicine.
_NO_MEDICINE = re.compile(r"\b(?:hours?|minutes?|seconds?|time|screen|balls?)\b")
_REMEDY = re.compile(
    r"\b(?:tens|ice(?! (?:skat|cream|hockey|rink|climb|tea|coffee))"
    r"|heat(?:ing)? (?:pad|pack|wrap|patch)|hot water bottle|kühl(?:pack|kissen)"
    r"|wärm(?:flasche|ekissen|epflaster)"
    r"|bouillotte|bolsa de agua caliente|borsa dell.acqua calda|warmtekussen|kruik)\b"
)
# What nerves do that hurt: it comes with pain as its companion, not as its cause.
_NERVES = re.compile(
    r"\b(?:tingl(?:y|es?|ed|ing)|numb(?:ness)?|pins (?:and|&) needles|radiat(?:ing|es) (?:pain|leg)"
    r"|kribbel\w*|taub(?:heit|heitsgef\w*|es)?|ameisenlaufen|ausstrahl\w*"
    r"|fourmillements?|engourdi\w*|irradi\w*|hormigueos?|entumecimiento|adormecimiento"
    r"|formicol\w+|intorpidi\w+|tintel\w+|gevoelloos\w*|doof gevoel|uitstral\w*)\b"
)
# What tells of the night before the day on which it is written down; a night out is none.
_NIGHT = re.compile(
    r"\b(?:sleep(?:s|less\w*|ing)?|slept|insomnia\w*|nightmares?|(?:aus|durch)?geschlafen"
    r"|schlaf(?!t\w*|mittel\w*|anzug\w*|sack\w*)\w*|(?:alb|alp)tr[aä]um\w*|dormi\w*|sommeil"
    r"|insomni[eo]s?|cauchemars?|dormí\w*|pesadillas?|sonno|insonnia|incub[oi]|geslapen"
    r"|slaap\w*|slapeloos\w*|nachtmerries?"
    r"|(?:good|great|bad|poor|rough|restless|awful|terrible|short|broken|disturbed|gute|schlechte"
    r"|unruhige|kurze|schlimme|bonne|mauvaise|courte|buena|mala|buona|brutta|goede|onrustige)"
    r" (?:night|nacht|nuit|noche|notte)s?)\b"
)
#: "slept after lunch" and "sleeping bag" are of the day itself.
_NO_NIGHT = re.compile(
    r"\b(?:naps?|couch|sofa|(?:after)?noon|lunch|day(?:time)?|midday|shift|bags?|mats?|mittags?"
    r"|nachmittags?|tagsüber|nickerchen|schicht|sieste?|siesta|après-midi|tarde|pomeriggio|middag)\b"
)

_BEHIND = re.compile(r"\s*[(\[{][^()\[\]{}]*[)\]}]\s*$")
_ACHE = re.compile(r"(^|_)aches?(_|$)|(?<!moust)(?<!must)(?<!v)aches?(_|$)")


@dataclass(frozen=True)
class Meaning:
    """What one header of a table means.

    Attributes
    ----------
    header : str
        As written.
    name : str
        Our column where it is known, else the person's own, in snake_case.
    column : Column or None
        The known column; None for one of the person's own.
    heading : Heading
        The header taken apart: its unit and scale.
    hours : float or None
        The time of day that it speaks of [h since midnight], where another column of the table
        speaks of the same thing at another time.
    """

    header: str
    name: str
    column: Column | None
    heading: Heading
    hours: float | None = None

    @property
    def label(self) -> str:
        """What a person reads: our label, or their own header."""
        if self.column:
            return self.column.label
        if self.heading.mark[0] in {AS_TEXT, AS_LIST, AS_NUMBER} | YES_OR_NO:
            return _BEHIND.sub("", self.header)
        return self.header


def match_headers(
    headers: Sequence[str],
    columns: Sequence[Column],
    mapped: Mapping[str, str],
) -> tuple[Meaning, ...]:
    """Find what each header of a table means; no two mean the same.

    Parameters
    ----------
    headers : sequence of str
        As written.
    columns : sequence of Column
        The known columns of this kind of table.
    mapped : mapping of str to str
        The person's ``[columns]``: header -> column. It outranks our guess:
        no other header is then taken for that column by an alias.

    Returns
    -------
    tuple of Meaning
        In the order of the headers.
    """
    by_name = {column.name: column for column in columns}
    index = _aliases(tuple(columns)) | by_name
    headings = {header: read_heading(header) for header in headers}
    wishes = fold_mapping(mapped)
    found: dict[str, Column] = {}
    rounds: tuple[Callable[[Heading], Column | None], ...] = (
        lambda h: _wished(wishes.get(h.written.casefold(), ""), by_name, index),
        lambda h: by_name.get(h.full_name),
        lambda h: _meant(h, index),
        lambda h: index.get("dose") if is_dose_and_frequency(h.written) else None,
        lambda h: by_name.get("date") if h.full_name in WHEN_HEADERS else None,
        lambda h: next((by_name.get(n) for n in _HURTS if h.scale and h.name in _HURTS[n]), None),
    )
    for choose in rounds:
        for header, heading in headings.items():
            settled = header in found or wishes.get(header.casefold()) in OWN
            column = None if settled else choose(heading)
            if column is not None and column not in found.values():
                found[header] = column
    return _named(headings, found, set(by_name))


def _wished(name: str, by_name: Mapping[str, Column], index: Mapping[str, Column]) -> Column | None:
    return by_name.get(name) or (index.get(name) if name in WRITTEN_DOSES else None)


def fold_mapping(mapped: Mapping[str, str]) -> dict[str, str]:
    """Let ``[columns]`` match headers whatever their capitals.

    Parameters
    ----------
    mapped : mapping of str to str

    Returns
    -------
    dict
    """
    return {header.strip().casefold(): name for header, name in mapped.items()}


def _named(
    headings: Mapping[str, Heading], found: Mapping[str, Column], known: set[str]
) -> tuple[Meaning, ...]:
    """Give every header that means no known column a free name of its own."""
    taken = {column.name for column in found.values()} | RESERVED
    names: dict[str, str] = {}
    for header in sorted(headings, key=lambda h: headings[h].full_name != headings[h].name):
        column = found.get(header)  # plain headers first: "Eyes" before "Eyes (around)"
        answered = headings[header].mark[0] in YES_OR_NO  # its name may be one of ours
        free = taken if answered else taken | known
        names[header] = column.name if column else own_name(headings[header], free)
        taken.add(names[header])
    return tuple(Meaning(h, names[h], found.get(h), headings[h]) for h in headings)


def own_name(heading: Heading, taken: Iterable[str] = ()) -> str:
    """Name a column of the person's own: its header without unit, in snake_case.

    Parameters
    ----------
    heading : Heading
    taken : iterable of str
        Names that are in use: the unit stays where the name would be one.

    Returns
    -------
    str
    """
    taken = set(taken)
    whole = heading.full_name or heading.written.strip() or "column"
    name = heading.name if heading.name and heading.name not in taken else whole
    number = 2
    while name in taken:
        name = f"{whole}_{number}"
        number += 1
    return name


def _meant(heading: Heading, index: Mapping[str, Column]) -> Column | None:
    """Look a header up by its words, where its unit does not speak against it."""
    unit = heading.unit
    column = index.get(heading.full_name) or index.get(f"{heading.name}_{unit}")
    if column is None and (unit in _DIMENSION or unit.casefold() in _FILLERS):
        column = index.get(heading.name)
    if column is None or (unit.casefold() in YES_OR_NO and column.kind != "yes_no"):
        return None
    return column if _fits(unit, column) else None


def _fits(unit: str, column: Column) -> bool:
    """Kilometres of walking are not minutes of walking."""
    dimension = _DIMENSION.get(unit)
    return dimension is None or dimension == _DIMENSION.get(column.unit)


@lru_cache(maxsize=8)
def _aliases(columns: tuple[Column, ...]) -> dict[str, Column]:
    return {alias: column for column in columns for alias in column.aliases}


def only_ticked(label: str) -> str:
    """Say why something that is ticked or not cannot be the pain, and what can be done.

    Parameters
    ----------
    label : str
        As the person calls it.

    Returns
    -------
    str
    """
    return (
        f"'{label}' is a yes or no here: it says that it hurt and not how much, and pain has to be "
        "a number from 0 to 10. Write how much it was on those days, as far as you know it, into "
        "a diary.csv in the same folder (date,pain), and from today let `backpain log` ask you."
    )


def is_pain(name: str) -> bool:
    """Tell whether a name speaks of pain or of an ache.

    Parameters
    ----------
    name : str
        Such as "knee_pain", "Headache" or "Schmerz im Knie".

    Returns
    -------
    bool
        Such measurements are symptoms, never factors.
    """
    name = snake_case(name)
    holds_pain = any("pain" in word and not word.startswith("paint") for word in name.split("_"))
    return holds_pain or bool(_ACHE.search(name)) or "schmerz" in name or "douleur" in name


def is_symptom(label: str, mapped: Mapping[str, str] | None = None) -> bool:
    """Tell whether a column or tick of a person's own is tingling, numbness or the like.

    Parameters
    ----------
    label : str
        As the person calls it.
    mapped : mapping of str to str, optional
        The person's ``[columns]``, which outrank the words.

    Returns
    -------
    bool
    """
    told = bool(_NERVES.search(label.casefold().replace("_", " ")))
    return told and not is_mapped(label, mapped or {}, FACTOR)


def is_mapped(label: str, mapped: Mapping[str, str], target: str) -> bool:
    """Tell whether the person's ``[columns]`` say of a column or tick what it is.

    Parameters
    ----------
    label : str
        As the person calls it.
    mapped : mapping of str to str
    target : str

    Returns
    -------
    bool
    """
    named = {read_heading(header).name for header, name in mapped.items() if name == target}
    return read_heading(label).name in named


def is_medicine(label: str, unit: str = "", mapped: Mapping[str, str] | None = None) -> bool:
    """Tell whether a column or tick of a person's own is a medicine.

    Parameters
    ----------
    label, unit : str
        As in `Factor`; "mg" says so too.
    mapped : mapping of str to str, optional
        The person's ``[columns]``, which outrank the words.

    Returns
    -------
    bool
    """
    if is_mapped(label, mapped or {}, "medication"):
        return True
    text = f"{label} {unit}".casefold().replace("_", " ")
    told = bool(_MEDICINE.search(text)) and not _NO_MEDICINE.search(text)
    return told and not is_mapped(label, mapped or {}, FACTOR)


def is_remedy(label: str, unit: str = "", mapped: Mapping[str, str] | None = None) -> bool:
    """Tell whether it is a medicine or used otherwise against pain: then it follows pain.

    Parameters
    ----------
    label, unit : str
        As in `Factor`.
    mapped : mapping of str to str, optional
        The person's ``[columns]``, which outrank the words.

    Returns
    -------
    bool
    """
    if is_medicine(label, unit, mapped) or is_mapped(label, mapped or {}, REMEDY):
        return True
    told = bool(_REMEDY.search(label.casefold().replace("_", " ")))
    return told and not is_mapped(label, mapped or {}, FACTOR)


def is_of_night(label: str) -> bool:
    """Tell whether a column or tick speaks of the night before the day on which it stands.

    Parameters
    ----------
    label : str
        Ours, or as the person calls it.

    Returns
    -------
    bool
    """
    text = label.casefold().replace("_", " ")
    return bool(_NIGHT.search(text)) and not _NO_NIGHT.search(text) and not is_remedy(label)
