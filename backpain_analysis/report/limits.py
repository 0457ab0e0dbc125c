"""How much of each list page 1 shows, from the fullest version to the shortest.

The page is measured when it is set: the first version that fits is printed, so
that page 1 is always one page and nothing runs over. What is left out is
counted there and stands in the details.
"""

from __future__ import annotations

from dataclasses import dataclass


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
    """

    alerts: int
    questions: int
    exercises: int
    responses: int
    patterns: int
    suspected: int
    lines: int
    tall: bool


#: From the fullest version to the shortest; the last one fits whatever was written.
VERSIONS = (
    Limits(3, 4, 8, 3, 8, 3, 3, True),
    Limits(3, 3, 8, 2, 7, 2, 2, True),
    Limits(3, 3, 8, 1, 7, 2, 2, False),
    Limits(2, 3, 6, 1, 6, 1, 2, False),
    Limits(2, 3, 5, 1, 5, 1, 2, False),
    Limits(2, 2, 4, 0, 4, 1, 2, False),
    Limits(1, 2, 3, 0, 4, 0, 2, False),
    Limits(1, 2, 0, 0, 3, 0, 2, False),
    Limits(1, 1, 0, 0, 2, 0, 1, False),
)
