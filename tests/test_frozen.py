"""Our frozen dataclasses behave as those of the standard library."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, replace

import pytest

from backpain_analysis.findings import Finding
from backpain_analysis.frozen import dataclass

SHARED = Finding("shared", adjusted_for=("sitting",))


def test_shown_compared_and_copied_as_the_standard_ones():
    shown = "adjusted=None, adjusted_for=('sitting',), day_uncertain=False"
    assert repr(SHARED) == f"Finding(verdict='shared', {shown})"
    assert Finding("clear") == Finding("clear") != SHARED
    assert Finding("clear") != "clear"
    assert len({Finding("clear"), Finding("clear"), SHARED}) == 2
    assert pickle.loads(pickle.dumps(SHARED)) == copy.deepcopy(SHARED) == SHARED
    assert replace(SHARED, verdict="clear").adjusted_for == ("sitting",)


@pytest.mark.parametrize("name", ["verdict", "not_a_field"])
def test_nothing_is_set_or_deleted_afterwards(name):
    for change in (lambda: setattr(SHARED, name, 1), lambda: delattr(SHARED, name)):
        with pytest.raises(FrozenInstanceError, match=name):
            change()
    assert SHARED.verdict == "shared"


def test_what_the_class_says_itself_stands():
    @dataclass(frozen=True, eq=False)
    class Own:
        a: int

        def __repr__(self) -> str:
            return "own"

    assert repr(Own(1)) == "own"
    assert Own(1) != Own(1)
