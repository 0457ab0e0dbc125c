"""The made-up logbook of ``sample_data/``, written from a fixed seed.

``python -m backpain_analysis.sample sample_data`` writes it again, byte for
byte. What is planted in it is `SAMPLE_TRUTH` and nothing else.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from backpain_analysis import sample_words as words
from backpain_analysis.synthetic import Array, Habit, Truth, simulate_diaries

#: Chosen, out of many, for telling an instructive story; the README says so.
SAMPLE_SEED = 323
_ROUTINE_START = 35
SAMPLE_TRUTH = Truth(
    n_days=150,
    start="2025-01-06",
    level=5.4,
    sd=1.0,
    phi=0.45,
    noise=0.2,
    effects={("sitting_hours", 1): 0.4, ("lifting", 0): 1.3, ("sleep_hours", 0): -0.25},
    factors=("sitting_hours", "lifting", "sleep_hours", "stress", "walking_minutes",
             "bad_weather"),
    innocent={"driving_hours": ("sitting_hours", 0.5)},
    habits={"bad_weather": Habit(share=0.35, memory=0.5)},
    trend=-1.8,
    flares=((63, 5, 2.5), (121, 4, 2.5)),
    routine_start=_ROUTINE_START,
    session_share=0.6,
    hurts_yesterday=0.6,
    stretching=-0.8,
)  # fmt: skip
#: Leg pain went below the knee around the first flare.
_LEG_DAYS = range(58, 76)
_PLAN_CHANGE = 84
_TWO_ENTRIES = 0.22
_DIARY_DICE, _NOTE_DICE, _GOOD_DICE, _ROUTINE_DICE = range(4)
_LATE_DAYS = (17, 97)

DIARY_HEADER = (
    "date", "time", "pain", "worst_pain", "leg_pain", "location", "side", "below_knee",
    "quality", "interference", "flare", "blamed", "sitting_hours", "driving_hours", "lifting",
    "sleep_hours", "stress", "walking_minutes", "Bad weather", "medication", "good_thing", "notes",
)  # fmt: skip
ROUTINE_HEADER = (
    "date", "time", "exercise", "side", "sets", "reps", "hold_seconds", "done",
    "pain_before", "pain_after", "reason_stopped", "notes",
)  # fmt: skip
PLAN_HEADER = (
    "exercise", "side", "sets", "reps", "hold_seconds", "times_per_day", "days_per_week",
    "start", "end", "prescribed_by",
)  # fmt: skip

Row = dict[str, str]


@dataclass(frozen=True)
class _Life:
    """What happened, before anybody wrote it down."""

    dates: pd.DatetimeIndex
    pain: Array
    recorded: Sequence[int]
    factors: dict[str, Array]
    session: Array
    dice: np.random.Generator

    def on(self, day: int, what: int) -> _Life:
        """The same life with dice of its own, so that no change moves another day's."""
        return replace(self, dice=np.random.default_rng((SAMPLE_SEED, what, day)))

    def chance(self, share: float) -> bool:
        return bool(self.dice.random() < share)

    def pick(self, options: Sequence[str]) -> str:
        return options[int(self.dice.integers(len(options)))]

    def date(self, day: int) -> str:
        return str(self.dates[day].date())


def write_sample_data(folder: str | Path) -> tuple[Path, ...]:
    """Write the made-up logbook.

    Parameters
    ----------
    folder : str or pathlib.Path
        Made where it does not exist; files of the same names are replaced.

    Returns
    -------
    tuple of pathlib.Path
        What was written.
    """
    life = _live()
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    tables: dict[str, tuple[Sequence[str], Iterable[Row]]] = {
        "diary.csv": (DIARY_HEADER, _diary(life)),
        "routine.csv": (ROUTINE_HEADER, _routine(life)),
        "plan.csv": (PLAN_HEADER, _plan(life)),
    }
    for name, (header, rows) in tables.items():
        _write_csv(folder / name, header, rows)
    texts = {"settings.toml": words.SETTINGS, "README.md": _readme()}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return tuple(folder / name for name in (*tables, *texts))


def _live() -> _Life:
    lived = simulate_diaries(replace(SAMPLE_TRUTH, missing=0.0), 1, seed=SAMPLE_SEED)
    written = simulate_diaries(SAMPLE_TRUTH, 1, seed=SAMPLE_SEED)
    recorded = set(np.flatnonzero(~np.isnan(written.pain[0])).tolist())
    return _Life(
        dates=lived.dates,
        pain=lived.pain[0],
        recorded=sorted(recorded | set(words.FIXED_NOTES)),
        factors={name: values[0] for name, values in lived.factors.items()},
        session=lived.session[0],
        dice=np.random.default_rng(SAMPLE_SEED),
    )


def _readme() -> str:
    """The README with the numbers of the truth in it."""
    truth = SAMPLE_TRUTH
    start = pd.Timestamp(truth.start)
    flares = (
        f"{height:+g} points for {length} days from {(start + pd.Timedelta(days=day)).date()}"
        for day, length, height in truth.flares
    )
    return words.README.format(
        truth=truth,
        sitting=truth.effects["sitting_hours", 1],
        lifting=truth.effects["lifting", 0],
        sleep=truth.effects["sleep_hours", 0],
        likeness=truth.innocent["driving_hours"][1],
        routine=(start + pd.Timedelta(days=_ROUTINE_START)).date(),
        flares=", ".join(flares),
    )


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


# The diary.


def _diary(life: _Life) -> list[Row]:
    notes = _choose_notes(life)
    rows: list[Row] = []
    for day in life.recorded:
        today = life.on(day, _DIARY_DICE)
        evening = _symptoms(today, day) | _exposures(today, day) | notes.get(day, {})
        rows += _entries(today, day, evening)
    return rows


def _entries(life: _Life, day: int, evening: Row) -> list[Row]:
    """One entry of the day, or a morning and an evening one with the same mean."""
    pain = int(life.pain[day])
    evening = {"date": life.date(day), "pain": str(pain)} | evening
    if day in _LATE_DAYS:
        tomorrow = life.dates[day] + pd.Timedelta(days=1)
        return [evening | {"date": str(tomorrow.date()), "time": "00:25"}]
    if not life.chance(_TWO_ENTRIES):
        return [evening | ({"time": _clock(life, 20)} if life.chance(0.3) else {})]
    apart = int(life.dice.integers(-1, 2)) if 0 < pain < 10 else 0
    morning = {"date": life.date(day), "time": _clock(life, 7), "pain": str(pain + apart)}
    if "sleep_hours" in evening:
        morning["sleep_hours"] = evening.pop("sleep_hours")
    return [morning, evening | {"time": _clock(life, 20), "pain": str(pain - apart)}]


def _clock(life: _Life, hour: int) -> str:
    return f"{hour + int(life.dice.integers(2)):02d}:{5 * int(life.dice.integers(12)):02d}"


def _symptoms(life: _Life, day: int) -> Row:
    pain = int(life.pain[day])
    leg = _leg_pain(life, day)
    row: Row = {}
    if life.chance(0.85):
        row["worst_pain"] = str(min(10, pain + int(life.dice.integers(1, 3))))
    if leg or life.chance(0.4):
        row["leg_pain"] = str(leg)
    below = day in _LEG_DAYS and leg >= 3
    if leg:
        row["below_knee"] = "yes" if below else "no"
    if pain and life.chance(0.8):
        row |= _places(life, pain, leg, below=below)
    if life.chance(0.6):
        row["interference"] = str(max(0, pain - int(life.dice.integers(1, 4))))
    if day in words.MARKED_FLARES:
        row["flare"] = "yes"
    return row | _blame(life, day) | _medicine(life, pain)


def _leg_pain(life: _Life, day: int) -> int:
    usual = life.pain[day] - (3 if day in _LEG_DAYS else 6)
    return int(np.clip(round(usual + life.dice.normal(0, 0.8)), 0, 10))


def _places(life: _Life, pain: int, leg: int, *, below: bool) -> Row:
    places = ["low_back"]
    places += ["buttock"] * (pain >= 5) + ["thigh"] * (leg > 0) + ["calf_shin"] * below
    feels = life.pick(("sharp", "stabbing") if pain >= 6 else ("dull", "aching", "stiff"))
    qualities = [feels] + ["tingling"] * below
    side = "left" if leg else life.pick(("left", "left", "left", "middle"))
    return {"location": "; ".join(places), "side": side, "quality": "; ".join(qualities)}


def _blame(life: _Life, day: int) -> Row:
    """Written down only when it hurts, and mostly about what comes to mind."""
    if life.pain[day] < 6 or not life.chance(0.75):
        return {}
    blamed = [life.pick(words.BLAMED)]
    if life.factors["lifting"][day] == 1 and life.chance(0.5):
        blamed.append("lifting")
    return {"blamed": "; ".join(blamed)}


def _medicine(life: _Life, pain: int) -> Row:
    if pain >= 8:
        return {"medication": "ibuprofen 400 mg; paracetamol 1 g"}
    if pain >= 6 and life.chance(0.7):
        return {"medication": "ibuprofen 400 mg"}
    return {}


def _exposures(life: _Life, day: int) -> Row:
    """The factors, each forgotten now and then."""
    row: Row = {}
    for name, values in life.factors.items():
        value = values[day]
        if life.chance(0.03):
            continue
        yes_no = SAMPLE_TRUTH.habit(name).share is not None
        header = "Bad weather" if name == "bad_weather" else name
        row[header] = ("no", "yes")[int(value)] if yes_no else f"{value:g}"
    return row


def _choose_notes(life: _Life) -> dict[int, Row]:
    """Each sentence once, on a day that it fits."""
    chosen: dict[int, Row] = {day: {"notes": text} for day, text in words.FIXED_NOTES.items()}
    pools = {name: list(pool) for name, pool in words.NOTES.items()}
    for day in life.recorded:
        pool = pools[_kind_of_day(life, day)]
        if day not in chosen and pool and life.on(day, _NOTE_DICE).chance(0.4):
            chosen[day] = {"notes": pool.pop(0)}
    good_things = list(words.GOOD_THINGS)
    for day in life.recorded:
        if good_things and life.pain[day] <= 4 and life.on(day, _GOOD_DICE).chance(0.15):
            chosen.setdefault(day, {})["good_thing"] = good_things.pop(0)
    return chosen


def _kind_of_day(life: _Life, day: int) -> str:
    if life.factors["lifting"][day] == 1:
        return "lifting"
    if life.factors["sitting_hours"][day] >= 9:
        return "sitting"
    if life.factors["sleep_hours"][day] <= 5.5:
        return "short_night"
    if life.pain[day] >= 7:
        return "high"
    return "low" if life.pain[day] <= 3 else "middle"


# The routine and the plan.


def _plan(life: _Life) -> list[Row]:
    before = {"start": life.date(_ROUTINE_START), "end": life.date(_PLAN_CHANGE - 1)}
    after = {"start": life.date(_PLAN_CHANGE)}
    asked = {"prescribed_by": "physical therapist"}
    return [row | before | asked for row in words.FIRST_PLAN] + [
        row | after | asked for row in words.SECOND_PLAN
    ]


def _routine(life: _Life) -> list[Row]:
    rows: list[Row] = []
    for day in range(_ROUTINE_START, len(life.dates)):
        plan = words.FIRST_PLAN if day < _PLAN_CHANGE else words.SECOND_PLAN
        today = life.on(day, _ROUTINE_DICE)
        if life.session[day] == 1:
            rows += _session(today, day, plan)
        elif life.session[day] == 0 and today.chance(0.12):
            skipped = {"date": life.date(day), "exercise": "cat-cow", "done": "no"}
            rows.append(skipped | {"notes": today.pick(words.SKIPPED)})
    return rows


def _session(life: _Life, day: int, plan: Sequence[Mapping[str, str]]) -> list[Row]:
    when = {"date": life.date(day), "time": _clock(life, 7 if life.chance(0.7) else 20)}
    pain: int | None = int(life.pain[day]) if life.chance(0.5) else None
    rows: list[Row] = []
    for asked in plan:
        if life.chance(0.15):
            continue
        row = when | _done(life, asked)
        if pain is not None:
            before, pain = pain, _after(life, asked["exercise"], pain)
            row |= {"pain_before": str(before), "pain_after": str(pain)}
        rows += _by_side(life, row)
    return rows or [when | _done(life, plan[0])]


def _after(life: _Life, exercise: str, pain: int) -> int:
    if life.chance(0.06):
        return min(10, pain + 1)
    return max(0, pain - int(life.chance(words.EASES[exercise])))


def _done(life: _Life, asked: Mapping[str, str]) -> Row:
    keys = ("side", "sets", "reps", "hold_seconds")
    row = {key: asked[key] for key in keys if key in asked}
    row["exercise"] = life.pick(words.WRITTEN[asked["exercise"]])
    row["done"] = "partly" if life.chance(0.06) else "yes"
    if row["done"] == "partly":
        row["reason_stopped"] = life.pick(words.STOPPED)
    return row


def _by_side(life: _Life, row: Row) -> list[Row]:
    if row.get("side") != "both" or life.chance(0.6):
        return [row]
    return [row | {"side": "left"}, row | {"side": "right"}]


if __name__ == "__main__":
    for written in write_sample_data(sys.argv[1] if len(sys.argv) > 1 else "sample_data"):
        print(written)
