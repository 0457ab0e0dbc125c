"""Does a test touch what a therapist or doctor asked for? Then it is theirs to agree to."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from backpain_analysis.adherence import plan_by_day
from backpain_analysis.exercises import match_exercise

#: Longest name of an exercise, in words.
_LONGEST_NAME = 5
_ALL_OF_THEM = re.compile(
    r"\b(?:stretch\w*|exercis\w*|routine|physio\w*|rehab\w*|home program\w*|plan)\b", re.IGNORECASE
)
_MEDICINE = re.compile(
    r"\b(?:medic\w*|meds?|tablets?|pills?|doses?|drugs?|pain ?killers?|ibuprofen|paracetamol"
    r"|acetaminophen|naproxen|diclofenac|tramadol|codeine|morphine|opioids?|gabapentin"
    r"|pregabalin|amitriptyline|duloxetine|steroids?|cortisone|prednison?e|brace|injections?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Agreement:
    """What must be agreed before a test.

    Attributes
    ----------
    exercises : tuple of str
        Exercises of the plan in force that the question is about.
    medicine : bool
        Whether the question names medicine or an aid.
    """

    exercises: tuple[str, ...]
    medicine: bool

    @property
    def needed(self) -> bool:
        """Whether somebody must be asked first."""
        return bool(self.exercises) or self.medicine


def what_to_agree(
    question: str, plan: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp
) -> Agreement:
    """Find what of a question is not the person's own to switch on and off.

    Parameters
    ----------
    question : str
        What is tried, in the person's words.
    plan : pandas.DataFrame
        As in `Logbook.plan`.
    start, end : pandas.Timestamp
        First and last day of the test.

    Returns
    -------
    Agreement
        A question about stretching or exercises as such is about all of the
        plan in force.
    """
    asked = plan_by_day(plan, pd.date_range(start, end)) if len(plan) else plan
    in_force = list(dict.fromkeys(str(name) for name in asked.get("exercise", ())))
    named = _names(question)
    about = [n for n in in_force if named & {_plain(n), _plain(match_exercise(n).name)}]
    if not about and _ALL_OF_THEM.search(question):
        about = in_force
    return Agreement(tuple(about), bool(_MEDICINE.search(question)))


def _names(question: str) -> set[str]:
    """Every run of words, as written and as the catalogue names it."""
    words = re.findall(r"[\w'’-]+", question)
    runs = [
        " ".join(words[at : at + length])
        for at in range(len(words))
        for length in range(1, _LONGEST_NAME + 1)
    ]
    return {_plain(name) for run in runs for name in (run, match_exercise(run).name)}


def _plain(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))
