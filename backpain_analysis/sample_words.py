"""The words of the made-up logbook: its notes, its plan, its settings, its README."""

from __future__ import annotations

#: Days that the made-up person calls a flare; some of them hurt no more than others.
MARKED_FLARES = frozenset({24, 64, 65, 66, 101, 122})

#: Sentences by kind of day, in the order in which they are used up.
NOTES: dict[str, tuple[str, ...]] = {
    "lifting": (
        "Carried the shopping up three flights.",
        "Helped Anna move, mostly boxes of books.",
        "Moved the washing machine with a neighbour. Stupid.",
        "Two bags of potting soil from the car.",
        "Lifted my niece a lot, she asked for it.",
        "Crates of water again. Should have it delivered.",
        "Rearranged the cellar.",
        "Suitcases up and down the station stairs.",
    ),
    "sitting": (
        "Deadline week, barely left the desk.",
        "Meetings back to back until six.",
        "Train to the head office and back, sat all day.",
        "Quarterly report. Got up twice, I think.",
        "Online course all day, kitchen chair.",
        "Sat through the whole workshop.",
        "Film night after a desk day.",
        "Budget round, long day in the chair.",
    ),
    "short_night": (
        "Awake from three, thinking.",
        "Neighbours had a party.",
        "Up late with the tax forms.",
        "The cat wanted out at four.",
        "Bad night, no idea why.",
        "Up early, short night.",
    ),
    "high": (
        "Putting on socks took minutes.",
        "Getting out of the car was the worst part.",
        "Cancelled badminton.",
        "Lay on the floor with legs on the sofa, that helps a little.",
        "Heat pad most of the evening.",
        "Worked standing at the kitchen counter.",
        "Ten minutes flat on my back, then a little better.",
    ),
    "middle": (
        "Stiff for the first half hour, then all right.",
        "The first hour is the worst, as always.",
        "Worse towards the evening.",
        "Standing at the concert was fine for an hour.",
        "Same as yesterday.",
        "A pulling feeling on the left when I bend to the dishwasher.",
        "Long phone calls, walked around the room.",
        "Cooked for six, stood a lot.",
        "Office chair has come back from repair.",
        "Stood up for most of the paperwork.",
        "Gentle day.",
        "Stiff after the cinema.",
        "Mornings are getting shorter, the stiff part of them I mean.",
        "So-so.",
    ),
    "low": (
        "Good day.",
        "Tom came round, we cooked.",
        "First day in a while that I did not think about it.",
        "Played a little badminton, carefully.",
        "Slow day, nothing to report.",
        "Swam twenty lengths.",
        "Planted tomatoes, on my knees rather than bent over.",
        "Badminton again, two games.",
        "Nothing to add.",
        "Sat on the floor with the kids, got up by myself.",
        "All right.",
    ),
}

#: What comes to mind when it hurts.
BLAMED = ("stress", "stress", "stress", "bad weather", "bad weather", "bad weather", "sitting",
          "mattress")  # fmt: skip

GOOD_THINGS = (
    "lunch in the sun", "Anna called", "finished the book", "bread turned out well",
    "a letter from Tom", "sun on the balcony", "the whole evening without a thought of it",
)  # fmt: skip

#: Sentences that belong to one day, by day from the first.
FIXED_NOTES = {
    0: "Starting this diary because nobody can tell me what sets it off.",
    35: "First visit to the physio. Four stretches, on a sheet, most days.",
    64: "Woke up and could hardly straighten up.",
    65: "Pain down to the left calf, tingling in the shin. No numbness between the legs, "
        "no trouble passing water; the physio had me look out for that.",
    84: "Second visit. Child's pose is out, a lying twist is in, longer holds.",
    122: "It's back. Did nothing special.",
    138: "Back from a few days away. The diary stayed at home.",
    149: "Third visit tomorrow, taking the page with me.",
}  # fmt: skip

#: What was asked for, first and after the second visit.
FIRST_PLAN: tuple[dict[str, str], ...] = (
    {"exercise": "knee-to-chest", "side": "both", "sets": "1", "reps": "2", "hold_seconds": "20",
     "times_per_day": "1", "days_per_week": "5"},
    {"exercise": "cat-cow", "sets": "1", "reps": "10",
     "times_per_day": "1", "days_per_week": "5"},
    {"exercise": "piriformis", "side": "both", "sets": "1", "reps": "2", "hold_seconds": "20",
     "times_per_day": "1", "days_per_week": "5"},
    {"exercise": "child's pose", "sets": "1", "reps": "1", "hold_seconds": "30",
     "times_per_day": "1", "days_per_week": "5"},
)  # fmt: skip
SECOND_PLAN: tuple[dict[str, str], ...] = (
    {"exercise": "knee-to-chest", "side": "both", "sets": "1", "reps": "3", "hold_seconds": "30",
     "times_per_day": "1", "days_per_week": "5"},
    {"exercise": "cat-cow", "sets": "2", "reps": "10",
     "times_per_day": "1", "days_per_week": "6"},
    {"exercise": "piriformis", "side": "both", "sets": "1", "reps": "3", "hold_seconds": "30",
     "times_per_day": "1", "days_per_week": "6"},
    {"exercise": "supine spinal twist", "side": "both", "sets": "1", "reps": "2",
     "hold_seconds": "20", "times_per_day": "1", "days_per_week": "5"},
)  # fmt: skip

#: How the made-up person writes each exercise.
WRITTEN = {
    "knee-to-chest": ("knee to chest", "Knees to chest"),
    "cat-cow": ("cat-cow", "Cat cow"),
    "piriformis": ("piriformis", "figure four", "Piriformis stretch"),
    "child's pose": ("child's pose", "childs pose"),
    "supine spinal twist": ("lying twist", "supine twist"),
}
SKIPPED = ("no time", "too tired", "visitors", "forgot until bedtime")
STOPPED = ("phone rang", "ran out of time", "doorbell", "sharp pain on the left")
#: How often each eases the pain by a point.
EASES = {"knee-to-chest": 0.25, "cat-cow": 0.6, "piriformis": 0.55, "child's pose": 0.15,
         "supine spinal twist": 0.35}  # fmt: skip

SETTINGS = """\
# Settings of the made-up sample logbook. Every key may be left out.
label = ""
questions = [
  "Is it my chair, the stress, or the weather?",
  "Are the stretches worth keeping up? Which ones?",
  "I want to play badminton again by the summer.",
]
visits = [2025-02-10, 2025-03-31]
routine_start = 2025-02-10
"""

README = """\
# A made-up logbook

Nobody's data. `python -m backpain_analysis.sample sample_data` writes these files, the same ones
every time. They show what a logbook looks like and, because the truth behind them is known, what
the analysis finds and what it misses.

| file | what is in it |
|---|---|
| `diary.csv` | {truth.n_days} days from {truth.start}; some without an entry, some with two |
| `routine.csv` | the stretching log, from {routine} on |
| `plan.csv` | what the therapist asked for; it changes once |
| `settings.toml` | questions, dates of visits, start of the routine |

## What was planted

| planted | how much |
|---|---|
| sitting | {sitting:+g} points the day after, for each hour |
| lifting something heavy | {lifting:+g} points the same day |
| sleep | {sleep:+g} points for each hour of the night before |
| slow change | {truth.trend:+g} points from the first day to the last |
| two flare-ups | {flares} |
| stretching | {truth.stretching:+g} points from never to daily in the 7 days before |
| pain decides about stretching | the more pain yesterday, the likelier a session today |
| a session | a point less pain after about a third of the exercises |
| driving | nothing: it only goes along with sitting (correlation {likeness:g}) |
| stress, walking, bad weather | nothing |
| what the person blamed | picked when it hurt, mostly stress and the weather, and mostly wrong |
| a note | words that would call for care, had the person not written that there is none of it |

Pain also has a weekly pattern, remembers the day before, and jumps about from day to day. About
15 % of the days are missing, half of them in runs.

## What to expect from it

Sitting the day before and lifting the same day come out clearly. Driving seems to matter too, and
the analysis says that it cannot be told apart from sitting. Sleep is only a hint, and what
stretching does cannot be told from so short a log: both were planted, and neither shows for
certain. That pain decides about stretching does show. The improvement is found, and looks a little
larger than it was planted. Both planted flare-ups are found, and a third one that is mere chance.
Nothing is found for stress, walking and the weather.

The truth was planted first. Then this diary was picked, out of many with the same truth, because
its story is instructive. In others less is found, or something else.
"""
