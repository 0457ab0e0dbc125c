"""How much of each list page 1 shows, from the fullest version to the shortest.

The page is measured when it is set: the first version that fits is printed, so
that page 1 is always one page and nothing runs over. What is left out is
counted there and stands in the details.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Limits:
    """What one version of page 1 shows at most.

    Attributes
    ----------
    alerts : int
        Quotes in the alert box.
    questions : int
        Questions and goals.
    exercises : int
        Rows of the stretching grid.
    responses : int
        Sentences on pain before and after, and on stretches stopped.
    patterns : int
        Paragraphs on what goes together with pain.
    suspected : int
        Sentences on what the person suspected.
    lines : int
        Lines of a sentence that a person's own words can make long.
    tall : bool
        Whether the figure has its full height.
    body : bool
        Whether the outline of a body is there.
    before : bool
        Whether figures since the visit have the time before beside them.
    places : bool
        Whether it says where the pain was and what it felt like.
    loose : bool
        Whether sections stand well apart.
    """

    alerts: int
    questions: int
    exercises: int
    responses: int
    patterns: int
    suspected: int
    lines: int
    tall: bool
    body: bool
    before: bool
    places: bool
    loose: bool


_FULLEST = Limits(
    alerts=3, questions=4, exercises=8, responses=3, patterns=8, suspected=3, lines=3,
    tall=True, body=True, before=True, places=True, loose=True,
)  # fmt: skip
# One thing shorter at a time: first what the details say as well.
_WITH_GRID: tuple[tuple[str, Any], ...] = (
    ("suspected", 2), ("loose", False), ("lines", 2), ("tall", False), ("responses", 1),
    ("exercises", 7), ("suspected", 1), ("exercises", 6), ("patterns", 6), ("exercises", 5),
    ("patterns", 5), ("suspected", 0), ("questions", 3), ("patterns", 4), ("exercises", 4),
    ("exercises", 3), ("patterns", 3), ("exercises", 2), ("body", False), ("questions", 2),
    ("patterns", 2),
)  # fmt: skip
# Then the grid goes, and what it leaves free is given to the words again. What calls for care
# in each tier is worth more than all else.
_WITHOUT_GRID: tuple[tuple[str, Any], ...] = (
    ("exercises", 0), ("loose", False), ("lines", 2), ("tall", False), ("responses", 1),
    ("suspected", 2), ("suspected", 1), ("patterns", 6), ("body", False), ("questions", 3),
    ("patterns", 5), ("questions", 2), ("suspected", 0), ("patterns", 4), ("questions", 1),
    ("patterns", 3), ("patterns", 2), ("lines", 1), ("patterns", 1), ("before", False),
    ("places", False), ("alerts", 2), ("alerts", 1),
)  # fmt: skip


def _shrink(steps: tuple[tuple[str, Any], ...]) -> Iterator[Limits]:
    limits = _FULLEST
    for name, value in steps:
        limits = replace(limits, **{name: value})
        yield limits


#: From the fullest version to the shortest; the last one fits whatever was written.
VERSIONS = (_FULLEST, *_shrink(_WITH_GRID), *_shrink(_WITHOUT_GRID))
