"""The exercise catalogue in words: which way a stretch moves, and what to ask about first."""

from __future__ import annotations

import re
from collections.abc import Iterable

from backpain_analysis.exercises import Exercise, known_exercise
from backpain_analysis.wording.phrases import Voice, join_words, sentence

_DIRECTIONS = {
    "flexion": "bends the lower back forward (flexion)",
    "rotation": "turns the lower back (rotation)",
    "flexion and extension": (
        "bends the lower back forward and backward by turns (flexion and extension)"
    ),
    "hip": "moves the hip; the back stays almost still",
    "neutral": "holds the back still",
}

_CAUTIONS: dict[Voice, tuple[str, str]] = {
    "you": (
        "With spinal stenosis, ask your therapist before you bend far forward or far backward: "
        "sources contradict each other on the direction, so the judgement is theirs.",
        "If pain, tingling or numbness goes further down your leg during a stretch or after it, "
        "leave that stretch out until you have asked your therapist.",
    ),
    "neutral": (
        "With spinal stenosis, sources contradict each other on the direction: which way to move, "
        "and how far, is left to the therapist.",
        "Pain, tingling or numbness that goes further down the leg during a stretch or after it "
        "is a reason to look at that stretch again.",
    ),
}


def typographic(name: str) -> str:
    """Write the apostrophes inside the words of a name as print does: child’s pose.

    Parameters
    ----------
    name : str

    Returns
    -------
    str
    """
    return re.sub(r"(?<=\w)'(?=\w)", "’", name)


def say_direction(exercise: Exercise) -> str:
    """Say which way an exercise moves the back or the hip.

    Parameters
    ----------
    exercise : Exercise

    Returns
    -------
    str
        For example "Knee-to-chest: bends the lower back forward (flexion)."; ""
        where it has no direction.
    """
    words = _DIRECTIONS.get(exercise.direction)
    return f"{sentence(typographic(exercise.name))}: {words}." if words else ""


def say_suggested(exercise: Exercise) -> str:
    """Say what an exercise is often suggested for.

    Parameters
    ----------
    exercise : Exercise

    Returns
    -------
    str
        "" where there is nothing to say.
    """
    if not exercise.suggested_for:
        return ""
    what = join_words(list(exercise.suggested_for))
    return f"Often suggested for {what}: common advice, not evidence."


def say_directions(names: Iterable[str]) -> str:
    """Say which way some exercises move, in one line for a reader who knows the terms.

    Parameters
    ----------
    names : iterable of str
        Names under which they are kept; those without a direction are left out.

    Returns
    -------
    str
        For example "Direction of movement: cat-cow flexion and extension;
        knee-to-chest flexion."; "" without any.
    """
    known = ((name, known_exercise(name)) for name in names)
    told = [f"{typographic(name)} {e.direction}" for name, e in known if e and e.direction]
    return f"Direction of movement: {'; '.join(told)}." if told else ""


def say_cautions(*, voice: Voice = "you") -> list[str]:
    """Say what to ask the therapist about first.

    Parameters
    ----------
    voice : {"you", "neutral"}

    Returns
    -------
    list of str
        About spinal stenosis, and about pain that goes further down the leg.
    """
    return list(_CAUTIONS[voice])
