"""The exercise catalogue, and whether what a person wrote is in it."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

# How alike two names must be for one to be offered for the other [0-1]. Below it,
# "standing twist" would be offered as a seated one.
LIKENESS = 0.82

_FILLERS = frozenset(
    {"stretch", "stretching", "exercise", "the", "dehnen", "dehnung", "ubung", "etirement"}
)
# Words that say that there was stretching, and not which.
_GENERAL = _FILLERS.union(
    re.findall(
        r"\w+",
        "a all alle alles allungamenti allungamento back complete dehnubung dehnubungen did done "
        "ejercicio esercizi estiramiento everything exercice gedaan gedehnt gemacht gli gymnastic "
        "gymnastik home it kine krankengymnastik le les los meine mes mi mis my oefening "
        "oefeningen of physio physiotherapie physiotherapy program programm programme pt rehab "
        "rekoefening rekoefeningen routine ruckenubung ruckenubungen session stretched them "
        "today todo tous tout tutti tutto ubungen whole",
    )
)
_SIDES = {
    word: side
    for side, words in {
        "left": "left l lt lhs lft links gauche izquierda",
        "right": "right r rt rhs rgt rechts droite derecha",
    }.items()
    for word in words.split()
}
_BOTH_SIDES = re.compile(r"\b(?:both|each|per|either|alternating)\s+(?:side|leg|hip)s?\b")
_ONE_SIDE = re.compile(rf"\b({'|'.join(_SIDES)})(?:\s+(?:side|leg|hip))?\b")
_DOSE = re.compile(
    r"\b(?:\d+\s*x\s*\d+|x\s*\d+|\d+\s*x|\d+\s*(?:s|secs?|seconds?|mins?|minutes?"
    r"|reps?|repetitions?|sets?|times)?)(?:\s+(?:hold|each))?\b"
)


@dataclass(frozen=True)
class Exercise:
    """One exercise of the catalogue.

    Attributes
    ----------
    name : str
        Name under which it is kept.
    kind : {"stretch", "exercise", "activity"}
        Stretches make up the plan that ``backpain new`` writes.
    amount : str
        Column of the diary that holds its minutes, or how many times; "" where
        there is none.
    dose : str
        Dose commonly given, in words; "" where there is no common one.
    sets, reps : int or None
        The dose in numbers, its cautious end.
    hold_seconds : int or None
        Hold of one repetition [seconds].
    sides : int
        2 where the dose is for each side.
    direction : str
        Direction of movement of the back or hip; "" where it has none.
    suggested_for : tuple of str
        What it is often suggested for: common advice, not evidence.
    also_written : tuple of str
        Other names that people write.
    """

    name: str
    kind: Literal["stretch", "exercise", "activity"]
    amount: str
    dose: str
    sets: int | None
    reps: int | None
    hold_seconds: int | None
    sides: int
    direction: str
    suggested_for: tuple[str, ...]
    also_written: tuple[str, ...]


@dataclass(frozen=True)
class ExerciseMatch:
    """What the catalogue makes of a name as written.

    Attributes
    ----------
    name : str
        The catalogue's name where it is known, else the text itself.
    exact : bool
        The text is a name of the catalogue, save for capitals, accents,
        punctuation, plurals and words for the side.
    side : {"left", "right", "both"} or None
        Side named within the text of a known exercise.
    """

    name: str
    exact: bool
    side: str | None = None

    @property
    def suggestion(self) -> str | None:
        """For a name that is not known: the exercise it nearly is, only offered and never taken."""
        return None if self.exact else _nearest(self.name)


@lru_cache(maxsize=1)
def load_catalogue() -> tuple[Exercise, ...]:
    """Read the exercise catalogue of the package.

    Returns
    -------
    tuple of Exercise
        In the order of the catalogue, stretches first.
    """
    return tuple(_exercise(entry) for entry in _file()["exercise"])


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    file = resources.files("backpain_analysis").joinpath("exercises.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


@lru_cache(maxsize=4096)
def match_exercise(text: str) -> ExerciseMatch:
    """Find an exercise by the name that a person wrote.

    Parameters
    ----------
    text : str
        Name as written.

    Returns
    -------
    ExerciseMatch
        With ``exact`` False and the name as written (spaces tidied) where the
        catalogue does not have it; a near miss is suggested, never merged.
    """
    words, side = _words(text)
    names = _known_names()
    known = names.get("".join(words))
    if known is not None:
        return ExerciseMatch(known, exact=True, side=side)
    return ExerciseMatch(" ".join(text.split()), exact=False)


@lru_cache(maxsize=4096)
def is_often_given(text: str, *, among_others: bool = False) -> bool:
    """Tell whether a text names an exercise that is well known and not of the catalogue.

    Parameters
    ----------
    text : str
        Such as "bird dogs" or "hamstring stretch (left)".
    among_others : bool
        Whether it stands among other exercises: then a muscle alone ("hamstrings") is one.

    Returns
    -------
    bool
    """
    names, muscles = _often_given()
    key = "".join(_words(text)[0])
    plain = unicodedata.normalize("NFKD", text.casefold())
    said = among_others or any(word in plain for word in ("stretch", "dehn", "etir", "estir"))
    return key in names or (said and key in muscles)


@lru_cache(maxsize=1)
def _often_given() -> tuple[frozenset[str], frozenset[str]]:
    names, muscles = (_file()[key] for key in ("often_given", "muscles"))
    names, muscles = (frozenset("".join(_words(n)[0]) for n in part) for part in (names, muscles))
    return names, muscles


def exercise_key(name: str) -> str:
    """Give what makes two names one: capitals, accents, punctuation and plurals left out.

    Parameters
    ----------
    name : str

    Returns
    -------
    str
        With the side that the name holds; "" where it holds no word.
    """
    words, side = _words(name)
    own = words or re.sub(r"[\W_]+", " ", name.casefold()).split()
    return " ".join([*own, side or ""]).strip() if own else ""


def nearest_exercise(text: str, names: Iterable[str]) -> str | None:
    """Find which of a person's own exercises a name nearly is.

    Parameters
    ----------
    text : str
        As written.
    names : iterable of str
        Their exercises.

    Returns
    -------
    str or None
        None where none is near.
    """
    return _nearest_of(text, {"".join(_words(name)[0]): name for name in names})


def alike_exercises(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """Find a person's exercises whose words hold those of a name, or are held by them.

    Parameters
    ----------
    name : str
        As written.
    names : iterable of str
        Their exercises.

    Returns
    -------
    tuple of str
        "hamstring with strap" for "hamstring"; never another where
        the catalogue tells the two apart.
    """
    match, words = match_exercise(name), set(_words(name)[0])
    each = ((match_exercise(other), other, set(_words(other)[0])) for other in names)
    return tuple(
        other
        for its, other, own in each
        if words and own and (words <= own or own <= words)
        if match.name == its.name or not (match.exact and its.exact)
    )


def known_exercise(name: str) -> Exercise | None:
    """Find what the catalogue holds of an exercise.

    Parameters
    ----------
    name : str
        As a person calls it.

    Returns
    -------
    Exercise or None
        None where the catalogue does not have it.
    """
    name = match_exercise(name).name
    return next((exercise for exercise in load_catalogue() if exercise.name == name), None)


def without_side(text: str) -> str:
    """Leave the side out of the name of a known exercise: "Knie zur Brust links".

    Parameters
    ----------
    text : str
        As written.

    Returns
    -------
    str
        "" where the name is not known without it.
    """
    match = match_exercise(text)
    if not match.side:
        return text
    rest = re.sub(
        _ONE_SIDE.pattern, " ", re.sub(_BOTH_SIDES.pattern, " ", text, flags=re.I), flags=re.I
    )
    name = re.sub(r"\(\W*\)", "", " ".join(rest.split())).strip(" ,;:-–/&+.")
    return name if match_exercise(name) == ExerciseMatch(match.name, exact=True) else ""


def is_activity(name: str) -> bool:
    """Whether an exercise is one of the other things people do, such as walking.

    Parameters
    ----------
    name : str
        Name under which it is kept.

    Returns
    -------
    bool
    """
    known = known_exercise(name)
    return known is not None and known.kind == "activity"


@lru_cache(maxsize=1024)
def is_general(name: str) -> bool:
    """Whether a name says only that there was stretching: "all exercises", "Dehnen".

    Parameters
    ----------
    name : str
        Name under which it is kept.

    Returns
    -------
    bool
    """
    return not match_exercise(name).exact and _GENERAL.issuperset(_words(name)[0])


def has_two_sides(name: str) -> bool:
    """Whether an exercise is done on the left and on the right, as far as the catalogue knows.

    Parameters
    ----------
    name : str
        Name under which it is kept.

    Returns
    -------
    bool
    """
    known = known_exercise(name)
    return known is not None and known.sides > 1


def _exercise(entry: dict[str, Any]) -> Exercise:
    return Exercise(
        name=entry["name"],
        kind=entry["kind"],
        amount=entry.get("amount", ""),
        dose=entry["dose"],
        sets=entry.get("sets"),
        reps=entry.get("reps"),
        hold_seconds=entry.get("hold_seconds"),
        sides=entry["sides"],
        direction=entry["direction"],
        suggested_for=tuple(entry["suggested_for"]),
        also_written=tuple(entry["also_written"]),
    )


@lru_cache(maxsize=1)
def _known_names() -> dict[str, str]:
    """Every name and alias, normalised and without spaces -> name in the catalogue."""
    return {
        "".join(_words(written)[0]): exercise.name
        for exercise in load_catalogue()
        for written in (exercise.name, *exercise.also_written)
    }


def _words(text: str) -> tuple[list[str], str | None]:
    """The words that name the exercise, singular and plain, and the side that was named."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"['’`´]", "", plain).replace("&", " and ")
    plain = re.sub(r"[\W_]+", " ", plain).strip()
    rest, both = _BOTH_SIDES.subn(" ", plain)
    named = {_SIDES[word] for word in _ONE_SIDE.findall(rest)}
    rest = _ONE_SIDE.sub(" ", rest)
    singular = (_singular(word) for word in rest.split())
    words = [word for word in singular if word not in _FILLERS]
    if both or len(named) == 2:
        return words, "both"
    return words, next(iter(named), None)


def _singular(word: str) -> str:
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "is", "us")):
        return word
    return word[:-2] if word.endswith(("ches", "shes", "xes")) else word[:-1]


@lru_cache(maxsize=4096)
def _nearest(text: str) -> str | None:
    """The exercise that the text nearly names, once a dose written with it is left out."""
    return _nearest_of(text, _known_names())


def _nearest_of(text: str, names: Mapping[str, str]) -> str | None:
    for candidate in (_DOSE.sub(" ", text.casefold()), text):
        key = "".join(_words(candidate)[0])
        alike = get_close_matches(key, names, n=1, cutoff=LIKENESS) if key else []
        if alike:
            return names[alike[0]]
    return None
