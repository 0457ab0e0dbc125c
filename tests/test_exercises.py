"""The catalogue holds what the design names, and names are matched but never merged."""

from __future__ import annotations

import pytest

from backpain_analysis.exercises import load_catalogue, match_exercise

STRETCHES = [
    "knee-to-chest",
    "supine spinal twist",
    "cat-cow",
    "piriformis",
    "child's pose",
    "seated spinal twist",
]


def by_name(name):
    return next(exercise for exercise in load_catalogue() if exercise.name == name)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Piriformis dehnen", "piriformis"), ("étirement piriforme", "piriformis"),
        ("Knie an Brust", "knee-to-chest"), ("genoux à la poitrine", "knee-to-chest"),
        ("Katzenbuckel", "cat-cow"), ("dos rond, dos creux", "cat-cow"),
        ("Rotation im Liegen links", "supine spinal twist"), ("planche", "planks"),
    ],
)  # fmt: skip
def test_german_and_french_names_as_people_write_them(written, name):
    assert match_exercise(written).name == name


def test_the_six_stretches_come_first_and_the_other_things_after():
    catalogue = load_catalogue()
    assert [e.name for e in catalogue if e.kind == "stretch"] == STRETCHES
    assert [e.name for e in catalogue][6:] == [
        "walking",
        "swimming",
        "planks",
        "bridges",
        "yoga",
        "meditation",
        "posture exercises",
        "break from sitting",
    ]


def test_dose_in_words_and_in_numbers_agree():
    knee = by_name("knee-to-chest")
    assert (knee.dose, knee.hold_seconds, knee.sides) == ("hold 20-30 s, each side", 20, 2)
    cat = by_name("cat-cow")
    assert (cat.dose, cat.reps, cat.hold_seconds, cat.sides) == ("10-15 repetitions", 10, None, 1)
    child = by_name("child's pose")
    assert (child.hold_seconds, child.sides) == (30, 1)


def test_direction_and_advice_are_those_of_the_design():
    assert [by_name(name).direction for name in STRETCHES] == [
        "flexion",
        "rotation",
        "flexion and extension",
        "hip",
        "flexion",
        "rotation",
    ]
    assert [by_name(name).suggested_for for name in STRETCHES] == [
        ("strain", "sciatica"),
        (),
        ("strain",),
        ("sciatica",),
        ("strain",),
        ("sciatica",),
    ]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("knee-to-chest", "knee-to-chest"),
        ("Knees to Chest", "knee-to-chest"),
        ("single knee to chest", "knee-to-chest"),
        ("KNEE TO CHEST STRETCHES", "knee-to-chest"),
        ("cat camel", "cat-cow"),
        ("Cat/Cow", "cat-cow"),
        ("catcow", "cat-cow"),
        ("Figure Four", "piriformis"),
        ("figure-4 stretch", "piriformis"),
        ("balasana", "child's pose"),
        ("Child\u2019s Pose", "child's pose"),
        ("childs pose", "child's pose"),
        ("Seated twist", "seated spinal twist"),
        ("lying twist", "supine spinal twist"),
        ("Étirement du piriforme", "piriformis"),
        ("etirement du piriforme", "piriformis"),
        ("  plank ", "planks"),
        ("glute bridge", "bridges"),
        ("went for a walk", "walking"),
        ("Méditation", "meditation"),
    ],
)
def test_names_as_people_write_them(written, name):
    match = match_exercise(written)
    assert (match.name, match.exact, match.suggestion) == (name, True, None)


@pytest.mark.parametrize(
    ("written", "side"),
    [
        ("Left knee to chest", "left"),
        ("knee-to-chest (R)", "right"),
        ("knee to chest - right leg", "right"),
        ("knee to chest, each side", "both"),
        ("knee to chest L/R", "both"),
        ("knee to chest", None),
    ],
)
def test_words_for_the_side_do_not_hide_the_exercise(written, side):
    match = match_exercise(written)
    assert (match.name, match.exact, match.side) == ("knee-to-chest", True, side)


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [
        ("knee to chets", "knee-to-chest"),
        ("pirifomis", "piriformis"),
        ("cat-cow 2x12", "cat-cow"),
        ("piriformis 30 s each", "piriformis"),
        ("chidl's pose", "child's pose"),
    ],
)
def test_a_near_miss_is_offered_and_never_taken(written, suggestion):
    match = match_exercise(written)
    assert (match.name, match.exact, match.suggestion) == (written, False, suggestion)


@pytest.mark.parametrize(
    "written",
    [
        "hamstring stretch",
        "bird dog",
        "cobra",
        "pelvic tilt",
        "standing twist",
        "walking lunges",
        "pigeon pose",
        "Dead bug",
        "12",
        "",
        "left",
        "...",
    ],
)
def test_what_is_not_in_the_catalogue_keeps_its_own_name(written):
    match = match_exercise(written)
    assert (match.name, match.exact, match.suggestion, match.side) == (written, False, None, None)


def test_an_unknown_left_and_right_are_not_merged():
    assert match_exercise("left hamstring").name != match_exercise("right hamstring").name


def test_an_ambiguous_twist_is_only_suggested():
    assert not match_exercise("spinal twist").exact


def test_no_name_means_two_exercises():
    seen: dict[str, str] = {}
    for exercise in load_catalogue():
        for written in (exercise.name, *exercise.also_written):
            assert match_exercise(written).name == exercise.name, written
            assert seen.setdefault(written.casefold(), exercise.name) == exercise.name
