"""Every known column, once: its name, meaning, unit, limits and daily rule."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from backpain_analysis.header_words import DOSE_HEADERS, FREQUENCY_HEADERS, TRANSLATED

Kind = Literal["date", "time", "number", "hours", "minutes", "yes_no", "list", "text"]
DailyRule = Literal["mean", "max", "sum", "last", "any", "union", "join"]
Role = Literal["when", "outcome", "symptom", "factor", "shown"]


@dataclass(frozen=True)
class Column:
    """One column of the diary, the routine or the plan.

    Attributes
    ----------
    name : str
        Our name, lower snake_case.
    label : str
        What a person reads.
    kind : Kind
        How its cells are read. ``hours`` and ``minutes`` are durations that
        end up in that unit.
    role : Role
        ``outcome`` is pain; ``symptom`` is never a factor; ``factor`` may go
        together with pain; ``shown`` is kept and shown, not analysed.
    unit : str
        Unit of a number, as printed; "" where it has none.
    low, high : float or None
        Limits that a value must keep, inclusive.
    daily : DailyRule or None
        How several entries of one day join.
    aliases : tuple of str
        Other normalised headers that mean this column.
    """

    name: str
    label: str
    kind: Kind
    role: Role = "shown"
    unit: str = ""
    low: float | None = None
    high: float | None = None
    daily: DailyRule | None = None
    aliases: tuple[str, ...] = ()


def _with_translations(*columns: Column) -> tuple[Column, ...]:
    return tuple(
        replace(column, aliases=(*column.aliases, *TRANSLATED.get(column.name, ())))
        for column in columns
    )


def _scale(name: str, label: str, role: Role, daily: DailyRule, *aliases: str) -> Column:
    return Column(name, label, "number", role, "points", 0, 10, daily, aliases)


def _amount(name: str, label: str, unit: str, daily: DailyRule, *aliases: str) -> Column:
    return Column(name, label, "number", "factor", unit, 0, None, daily, aliases)


def _hours(name: str, label: str, daily: DailyRule, *aliases: str) -> Column:
    return Column(name, label, "hours", "factor", "hours", 0, 24, daily, aliases)


def _minutes(name: str, label: str, *aliases: str) -> Column:
    return Column(name, label, "minutes", "factor", "minutes", 0, 1440, "sum", aliases)


def _yes_no(name: str, label: str, role: Role, *aliases: str) -> Column:
    return Column(name, label, "yes_no", role, daily="any", aliases=aliases)


def _words(name: str, label: str, role: Role, *aliases: str) -> Column:
    return Column(name, label, "list", role, daily="union", aliases=aliases)


def _text(name: str, label: str, *aliases: str) -> Column:
    return Column(name, label, "text", "shown", daily="join", aliases=aliases)


_DATE = Column("date", "date", "date", "when", aliases=("day", "datum", "full_date", "timestamp"))
_TIME = Column("time", "time", "time", "when", aliases=("time_of_day", "hour", "uhrzeit"))

#: Columns of a diary: one row per entry.
DIARY: tuple[Column, ...] = _with_translations(
    _DATE,
    _TIME,
    _scale(
        "pain",
        "pain",
        "outcome",
        "mean",
        "pain_level",
        "pain_score",
        "pain_rating",
        "pain_intensity",
        "pain_today",
        "overall_pain",
        "back_pain",
        "low_back_pain",
        "lower_back_pain",
        "backache",
        "average_pain",
        "schmerz",
        "douleur",
        "nrs",
        "vas",
    ),
    _scale(
        "worst_pain",
        "worst pain",
        "outcome",
        "max",
        "worst",
        "max_pain",
        "pain_worst",
        "highest_pain",
        "peak_pain",
    ),
    _scale("leg_pain", "leg pain", "outcome", "max", "sciatica", "sciatic_pain"),
    _words(
        "location",
        "where it hurt",
        "symptom",
        "locations",
        "where",
        "pain_location",
        "body_part",
        "pain_site",
        "painful_area",
        "where_it_hurt",
        "where_it_hurts",
    ),
    Column("side", "side", "list", "symptom", daily="union"),
    _yes_no("below_knee", "pain below the knee", "symptom", "pain_below_knee"),
    _words(
        "quality",
        "what it felt like",
        "symptom",
        "feels_like",
        "pain_quality",
        "pain_type",
        "type_of_pain",
        "kind_of_pain",
    ),
    _scale(
        "interference",
        "how much it got in the way",
        "symptom",
        "max",
        "disability",
        "limitation",
        "got_in_the_way",
    ),
    _yes_no(
        "flare",
        "flare-up marked in the diary",
        "symptom",
        "flare_up",
        "flareup",
        "flares",
        "flare_ups",
    ),
    _words(
        "blamed",
        "what was suspected",
        "shown",
        "trigger",
        "triggers",
        "suspected",
        "suspected_trigger",
        "suspect",
        "suspects",
        "blame",
        "blamed_on",
        "blaming",
        "cause",
        "causes",
        "possible_cause",
        "set_off_by",
        "what_set_it_off",
    ),
    _words("activities", "activities", "shown", "activity"),
    _hours("sitting_hours", "sitting", "sum", "sitting", "time_sitting", "hours_sitting"),
    _hours("standing_hours", "standing", "sum", "standing", "time_standing"),
    _hours("driving_hours", "driving", "sum", "driving", "time_driving"),
    _hours("bending_hours", "bending", "sum", "bending"),
    _yes_no("lifting", "lifting something heavy", "factor", "lifted", "heavy_lifting"),
    _amount("lifting_count", "lifts", "times", "sum", "lifts"),
    _hours("lifting_hours", "lifting", "sum"),
    _amount("heaviest_kg", "heaviest thing lifted", "kg", "max", "heaviest"),
    _hours(
        "sleep_hours",
        "sleep the night before",
        "last",
        "sleep",
        "slept",
        "hours_slept",
        "hours_of_sleep",
        "time_asleep",
    ),
    _scale("sleep_quality", "sleep quality (10 best)", "factor", "last"),
    _scale("stress", "stress", "factor", "mean", "stress_level"),
    _scale("fatigue", "fatigue", "factor", "mean", "tiredness", "tired", "exhaustion"),
    _scale("mood", "mood", "factor", "mean"),
    _scale("posture", "posture (10 best)", "factor", "mean"),
    _minutes("posture_minutes", "posture exercises", "posture_exercises", "posture_work"),
    _amount(
        "sitting_breaks",
        "breaks from sitting",
        "times",
        "sum",
        "breaks_from_sitting",
        "sitting_break",
        "breaks_from_the_desk",
        "times_got_up",
    ),
    _minutes("walking_minutes", "walking", "walking", "walk", "walked"),
    _minutes("swimming_minutes", "swimming", "swimming", "swim", "swam"),
    _minutes("core_minutes", "core exercises", "core"),
    _minutes("yoga_minutes", "yoga", "yoga"),
    _minutes("meditation_minutes", "meditation", "meditation"),
    _amount("steps", "steps", "steps", "sum", "step_count", "daily_steps"),
    _amount("weight_kg", "body weight", "kg", "last", "weight", "body_weight", "bodyweight"),
    _amount("cigarettes", "cigarettes", "cigarettes", "sum"),
    _text(
        "medication",
        "medicine",
        "medications",
        "medicine",
        "meds",
        "medicines",
        "painkiller",
        "painkillers",
        "pain_killer",
        "pain_killers",
        "pain_meds",
        "pain_med",
        "pain_medication",
        "pain_relief",
        "pills",
        "tablets",
        "analgesics",
    ),
    _text("good_thing", "a good thing", "good_things"),
    _text(
        "notes",
        "notes",
        "note",
        "comment",
        "comments",
        "remark",
        "remarks",
        "observations",
        "journal",
    ),
)

_EXERCISE = (
    "stretch",
    "exercise_name",
    "name",
    "exercises",
    "stretches",
    "stretching",
    "what",
    "what_i_did",
    "which_exercise",
    "which_stretch",
)

#: Columns of a routine: one row per exercise done.
ROUTINE: tuple[Column, ...] = _with_translations(
    _DATE,
    _TIME,
    Column("exercise", "exercise", "text", aliases=_EXERCISE),
    Column("side", "side", "text", aliases=("sides",)),
    Column("sets", "sets", "number", low=0, aliases=("set",)),
    Column("reps", "repetitions", "number", low=0, aliases=("repetitions", "rep", *DOSE_HEADERS)),
    Column("hold_seconds", "hold", "number", unit="seconds", low=0, aliases=("hold",)),
    Column(
        "minutes",
        "minutes",
        "minutes",
        unit="minutes",
        low=0,
        high=1440,
        aliases=("duration", "duration_minutes"),
    ),
    Column("done", "done", "text", aliases=("completed", "did_it", "did", "finished", "performed")),
    Column("pain_before", "pain before", "number", unit="points", low=0, high=10),
    Column("pain_after", "pain after", "number", unit="points", low=0, high=10),
    Column(
        "reason_stopped",
        "why it was stopped",
        "text",
        aliases=("stopped", "why_stopped", "stopped_because"),
    ),
    Column("notes", "notes", "text", aliases=("note", "comment", "comments")),
)

#: Columns of a plan: one row per exercise and stretch of time.
PLAN: tuple[Column, ...] = _with_translations(
    Column("exercise", "exercise", "text", aliases=_EXERCISE),
    Column("side", "side", "text"),
    Column("sets", "sets", "number", low=0),
    Column("reps", "repetitions", "number", low=0, aliases=("repetitions", *DOSE_HEADERS)),
    Column("hold_seconds", "hold", "number", unit="seconds", low=0, aliases=("hold",)),
    Column("times_per_day", "times a day", "number", low=0, high=24, aliases=("times_a_day",)),
    Column(
        "days_per_week",
        "days a week",
        "number",
        low=0,
        high=7,
        aliases=("days_a_week", *FREQUENCY_HEADERS),
    ),
    Column("start", "from", "date", "when", aliases=("from", "since", "start_date")),
    Column("end", "until", "date", "when", aliases=("until", "end_date")),
    Column("prescribed_by", "asked for by", "text", aliases=("asked_by", "therapist")),
)

#: Columns of the schedule of a test: one row per day.
TRIAL: tuple[Column, ...] = (
    Column("date", "date", "date", "when", aliases=("day",)),
    Column("condition", "with it or without", "text"),
    Column("counts", "whether the day counts", "yes_no"),
    Column("pair", "pair of blocks", "number", low=1),
    Column("block", "block of days", "number", low=1),
    Column("question", "what is tried", "text"),
    Column("outcome", "which pain", "text"),
    Column("effect", "effect that matters", "number", unit="points", low=0),
    Column("power", "chance to find it", "number", low=0, high=1),
    Column("seed", "seed of the order", "number", low=0),
)

#: Pain columns in the order in which the outcome is looked for.
OUTCOMES = tuple(c.name for c in DIARY if c.role == "outcome")

#: Factors of a new diary, where nothing else is suspected.
USUAL_FACTORS = ("sitting_hours", "lifting", "sleep_hours", "stress", "walking_minutes")

#: Known places and qualities; other words are kept as written.
LOCATIONS = (
    "low_back",
    "buttock",
    "groin",
    "thigh",
    "calf_shin",
    "foot",
    "upper_back",
    "neck",
    "saddle",
)
QUALITIES = (
    "dull",
    "aching",
    "sharp",
    "stabbing",
    "burning",
    "electric",
    "tingling",
    "numb",
    "cramping",
    "stiff",
    "throbbing",
)
SIDES = ("left", "right", "both", "middle")

DIARY_BY_NAME = {c.name: c for c in DIARY}
ROUTINE_BY_NAME = {c.name: c for c in ROUTINE}
PLAN_BY_NAME = {c.name: c for c in PLAN}
