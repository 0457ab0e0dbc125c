"""Whatever lies in a logbook's folder: our own errors at most, and every row accounted for."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from backpain_analysis.checking import check_data, check_lines
from backpain_analysis.errors import BackpainError
from backpain_analysis.logbook import look_into
from tests.apps.samples import accounted
from tests.writing import TODAY

NAMES = ["diary.csv", "diary.xlsx", "routine.tsv", "plan.csv", "trial.csv", "settings.toml",
         "notes.txt", "export.csv"]  # fmt: skip
WORD = st.one_of(
    st.sampled_from(["date", "pain", "exercise", "done", "times_per_day", "name", "value", "side",
                     "Activities", "2026-03-01", "1.3.2026", "year", "month", "day", "4", "3,5",
                     "yes", "", '"', '"a;b"', "n/a", "[scales]", "pain = {", "visits = [", "\ufeff",
                     "sep=;", "=1+1", "9" * 40, "1e999", "-0", "\x00", "\u202e", "😀"]),
    st.text(max_size=5),
)  # fmt: skip
SIGN = st.sampled_from([",", ";", "\t", "|", "\n", "\r\n", "\n\n", " "])
TEXT = st.lists(st.tuples(WORD, SIGN), max_size=30).map(
    lambda pairs: "".join(word + sign for word, sign in pairs)
)
ENCODED = st.tuples(TEXT, st.sampled_from(["utf-8", "utf-16", "cp1252", "utf-32"])).map(
    lambda pair: pair[0].encode(pair[1], "replace")
)


@given(st.dictionaries(st.sampled_from(NAMES), st.one_of(ENCODED, st.binary(max_size=120))))
@settings(max_examples=60, deadline=None)
def test_no_input_raises_anything_but_our_own_errors(contents):
    with TemporaryDirectory() as folder:
        for name, data in contents.items():
            (Path(folder) / name).write_bytes(data)
        try:
            look = look_into(folder, today=TODAY)
        except BackpainError:
            return
    accounted(look.book)
    assert list(check_lines(look))
    assert check_data(look)["sources"] is not None
