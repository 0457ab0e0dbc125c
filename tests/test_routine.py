"""Routines: one row per exercise done, or planned and not done."""

from __future__ import annotations

import pytest

from backpain_analysis.consistency import stretching_consistency
from backpain_analysis.days import daily_table
from backpain_analysis.errors import LogbookError
from backpain_analysis.wording import say_adherence
from tests.writing import logbook, problems

DIARY = "date,pain\n2026-01-05,4\n2026-01-06,5\n"


def test_every_column_is_read(tmp_path):
    book = logbook(
        tmp_path,
        diary=DIARY,
        routine="Date,Time,Exercise,Side,Sets,Reps,Hold (s),Minutes,Done,Pain before,Pain after,"
        "Reason stopped,Notes\n"
        "2026-01-05,07:15,Cat Camel,both,2,12,0:20,4,partly,5,3,tired,went well\n",
    )
    row = book.routine.iloc[0].drop(["date", "file"]).to_dict()
    assert row == {
        "time": 7.25,
        "exercise": "Cat Camel",
        "exercise_written": "Cat Camel",
        "side": "both",
        "sets": 2,
        "reps": 12,
        "hold_seconds": 20,
        "minutes": 4,
        "done": "partly",
        "pain_before": 5,
        "pain_after": 3,
        "reason_stopped": "tired",
        "notes": "went well",
        "line": 2,
    }
    assert book.problems.empty


def test_columns_that_the_file_lacks_are_there_and_blank(tmp_path):
    book = logbook(tmp_path, diary=DIARY, routine="date,exercise\n2026-01-05,cat-cow\n")
    row = book.routine.iloc[0]
    assert row["done"] == "yes"
    assert book.routine[["time", "sets", "side", "pain_after", "notes"]].isna().all(axis=None)


def test_without_a_routine_the_table_has_its_columns_and_no_rows(tmp_path):
    with_one = logbook(tmp_path / "a", diary=DIARY, routine="date,exercise\n2026-01-05,cat-cow\n")
    without = logbook(tmp_path / "b", diary=DIARY)
    assert without.routine.empty
    assert set(without.routine.columns) == set(with_one.routine.columns)
    assert without.routine.dtypes.to_dict() == with_one.routine.dtypes.to_dict()


def test_done_is_yes_partly_or_no_in_many_words(tmp_path):
    rows = "".join(
        f"2026-01-05,bridge,{word}\n" for word in ("Yes", "x", "", "half", "nein", "0", "perhaps")
    )
    book = logbook(tmp_path, diary=DIARY, routine="date,exercise,done\n" + rows)
    assert book.routine["done"].tolist() == [
        "yes",
        "yes",
        "yes",
        "partly",
        "no",
        "no",
        "unknown",
    ]
    assert problems(book) == [("routine.csv", 8, "done")]


def test_the_side_stands_in_its_column_or_in_the_name(tmp_path):
    rows = "2026-01-05,piriformis,L\n2026-01-05,piriformis (right),\n2026-01-05,cat-cow,up\n"
    book = logbook(tmp_path, diary=DIARY, routine="date,exercise,side\n" + rows)
    assert book.routine["side"].fillna("").tolist() == ["left", "right", ""]
    assert book.routine["exercise"].tolist() == ["piriformis", "piriformis", "cat-cow"]
    assert problems(book) == [("routine.csv", 4, "side")]


def test_an_exercise_that_is_not_in_the_catalogue_keeps_its_name(tmp_path):
    rows = "2026-01-05,Dead bug\n2026-01-05,Dead bug\n"
    book = logbook(tmp_path, diary=DIARY, routine="date,exercise\n" + rows)
    assert book.routine["exercise"].tolist() == ["Dead bug", "Dead bug"]
    assert book.problems.empty


def test_a_near_miss_is_offered_and_never_taken(tmp_path):
    book = logbook(tmp_path, diary=DIARY, routine="date,exercise\n2026-01-05,pirifromis\n")
    assert book.routine["exercise"].tolist() == ["pirifromis"]
    assert "'piriformis'" in book.problems["message"][0]
    assert book.sources[1].rows_used == 1


PLAN = "exercise,times_per_day\nWall angel,1\nchild's pose,1\n"


def test_names_that_differ_in_capitals_and_plurals_are_one_exercise(tmp_path):
    rows = "2026-01-05,wall Angels\n2026-01-06,WALL-ANGEL\n"
    rows += "2026-01-06,dead bug\n2026-01-07,Dead Bugs\n"
    book = logbook(tmp_path, diary=DIARY, routine="date,exercise\n" + rows, plan=PLAN)
    assert book.routine["exercise"].tolist() == ["Wall angel"] * 2 + ["dead bug"] * 2
    assert book.routine["exercise_written"].tolist()[0] == "wall Angels"
    assert book.problems.empty


def test_a_misspelt_name_is_compared_with_the_plan_first_and_counted(tmp_path):
    rows = "2026-01-05,wal angle\n2026-01-06,wal angle\n2026-01-06,chids pose\n"
    rows += "2026-01-06,pirifromis\n2026-01-06,squat\n"
    book = logbook(tmp_path, diary=DIARY, routine="date,Exercise\n" + rows, plan=PLAN)
    assert book.routine["exercise"].tolist()[0] == "wal angle", "never merged"
    told = {p.value: (p.line, p.column, p.message) for p in book.problems.itertuples()}
    assert told.keys() == {"wal angle", "chids pose", "pirifromis"}
    assert told["wal angle"][:2] == (2, "Exercise")
    assert told["wal angle"][2] == (
        "2 rows name 'wal angle', which is not in the plan and is kept under its own name, so "
        "nothing of it counts as done of 'Wall angel'. Did you mean 'Wall angel'? Then write "
        'that, or add to settings.toml: [exercises] and beneath it "wal angle" = "Wall '
        'angel". If it is another: "wal angle" = "wal angle".'
    )
    assert "1 row names 'chids pose'" in told["chids pose"][2]
    assert "not in the catalogue" in told["pirifromis"][2]
    assert "counts as done" not in told["pirifromis"][2]


OWN_PLAN = "exercise,times_per_day\nhamstring with strap,1\nhip flexor,1\nplanks,1\nplank ups,1\n"


@pytest.mark.parametrize(("name", "meant"), [
    ("Hamstrings", "'hamstring with strap'"), ("hip flexor stretch left", "'hip flexor'"),
    ("half kneel hip flexor", "'hip flexor'"), ("wall planks", "'planks'"),
    ("ups", "'plank ups'"), ("strap hamstring", "'hamstring with strap'"), ("hip", "'hip flexor'"),
    ("wall plank ups", "'planks' or 'plank ups'"), ("bridges", ""), ("stretching", ""), ("L", ""),
])  # fmt: skip
def test_a_name_that_is_part_of_a_planned_one_is_asked_about_and_never_merged(
    tmp_path, name, meant
):
    rows = f"date,exercise\n2026-01-05,{name}\n"
    book = logbook(tmp_path, diary=DIARY, routine=rows, plan=OWN_PLAN)
    assert book.routine["exercise"].tolist() == [name]
    told = " ".join(book.problems["message"])
    assert (f"Did you mean {meant}? Then" in told) is bool(meant), told


def test_two_names_are_one_or_two_as_the_settings_say(tmp_path):
    rows = "date,exercise\n2026-01-05,Hamstrings\n2026-01-06,hip\n"
    said = '[exercises]\n"hamstring" = "Hamstring with strap"\n"hip" = "hip"\n'
    (tmp_path / "settings.toml").write_text(said)
    book = logbook(tmp_path, diary=DIARY, routine=rows, plan=OWN_PLAN)
    assert book.routine["exercise"].tolist() == ["hamstring with strap", "hip"]
    assert "settings.toml" not in book.problems["file"].tolist()
    assert "routine.csv" not in book.problems["file"].tolist()
    (tmp_path / "settings.toml").write_text(said + '"hop" = "hip flexor"\n')
    told, _ = logbook(tmp_path, diary=DIARY, routine=rows, plan=OWN_PLAN).problems.itertuples()
    assert (told.column, told.value) == ("[exercises]", "hop")


def test_a_misspelt_name_is_said_beside_how_much_of_the_plan_was_done(tmp_path):
    days = "".join(f"2026-01-{day:02d},4\n" for day in range(1, 29))
    rows = "".join(f"2026-01-{day:02d},{'wal angle' if day % 2 else 'Wall angel'}\n"
                   for day in range(1, 29))  # fmt: skip
    book = logbook(tmp_path, diary="date,pain\n" + days, routine="date,exercise\n" + rows,
                   plan="exercise,times_per_day\nWall angel,1\n")  # fmt: skip
    adherence = stretching_consistency(book, daily_table(book)).adherence
    assert (adherence.done, adherence.share) == (14.0, 0.5)
    (nearly,) = adherence.nearly
    assert (nearly.written, nearly.rows, nearly.meant) == ("wal angle", 14, ("Wall angel",))
    said = "14 rows of the log are not counted: “wal angle” may be meant for “Wall angel”."
    assert said in say_adherence(adherence)


def test_a_row_without_an_exercise_is_refused(tmp_path):
    rows = "2026-01-05,cat-cow,5\n2026-01-05,,6\n,cat-cow,7\n"
    book = logbook(tmp_path, diary=DIARY, routine="date,exercise,reps\n" + rows)
    assert book.routine["reps"].tolist() == [5]
    assert problems(book) == [("routine.csv", 3, "exercise"), ("routine.csv", 4, "date")]
    source = book.sources[1]
    assert (source.rows_read, source.rows_used, source.rows_refused) == (3, 1, 2)


def test_equal_rows_of_one_file_are_two_sessions(tmp_path):
    rows = "2026-01-05,cat-cow,12\n2026-01-05,cat-cow,12\n"
    book = logbook(tmp_path, diary=DIARY, routine="date,exercise,reps\n" + rows)
    assert len(book.routine) == 2
    assert book.sources[1].rows_repeated == 0


def test_an_export_within_a_longer_one_counts_once(tmp_path):
    old = "date,exercise,reps\n2026-01-05,cat-cow,12\n2026-01-05,cat-cow,12\n2026-01-06,bridge,5\n"
    new = "exercise,date,reps\ncat-cow,2026-01-05,12.0\nbridge,2026-01-06,5\nbridge,2026-01-07,5\n"
    book = logbook(tmp_path, diary=DIARY, routine_1=old, routine_2=new)
    assert book.routine["exercise"].tolist() == ["cat-cow", "cat-cow", "bridge", "bridge"]
    assert [(s.rows_used, s.rows_repeated) for s in book.sources[1:]] == [(3, 0), (1, 2)]


def test_a_column_of_ones_own_is_kept(tmp_path):
    book = logbook(tmp_path, diary=DIARY, routine="date,exercise,Mood\n2026-01-05,cat-cow,good\n")
    assert book.routine["mood"].tolist() == ["good"]


@pytest.mark.parametrize("header", ["noted,exercise", "date,thing"])
def test_a_routine_without_date_or_exercise_names_the_column_that_is_it(tmp_path, header):
    with pytest.raises(LogbookError) as caught:
        logbook(tmp_path, diary=DIARY, routine=f"{header}\n2026-01-05,cat-cow\n")
    assert header.replace(",", ", ") in str(caught.value)
    assert "routine.csv" in str(caught.value)
    meant = {"noted,exercise": '"noted" = "date"', "date,thing": '"thing" = "exercise"'}[header]
    assert meant in str(caught.value)


def test_a_dose_in_the_column_of_repetitions_goes_where_it_belongs(tmp_path):
    rows = [
        "2026-01-05,cat-cow,2x10,",
        "2026-01-05,piriformis,3x30s,",
        "2026-01-05,knee-to-chest,30s,",
        "2026-01-05,walking,20 min,",
        "2026-01-05,bridges,30 Sek,",
    ]
    book = logbook(tmp_path, diary=DIARY, routine="date,exercise,reps,notes\n" + "\n".join(rows))
    amounts = book.routine[["sets", "reps", "hold_seconds", "minutes"]].fillna(0)
    assert amounts.to_numpy().tolist() == [
        [2, 10, 0, 0],
        [0, 3, 30, 0],
        [0, 0, 30, 0],
        [0, 0, 0, 20],
        [0, 0, 30, 0],
    ]
    assert problems(book) == []


@pytest.mark.parametrize(
    ("header", "dose", "amounts"),
    [
        ("how much", "3x12", [3, 12, 0, 0]),
        ("Dose", "3 x 30 sec each side", [0, 3, 30, "both"]),
        ("Wie viel?", "2 Sätze à 10", [2, 10, 0, 0]),
        ("how much", "3 sets of 10 reps", [3, 10, 0, 0]),
        ("Reps", "3 mal 30 Sekunden je Seite", [0, 3, 30, "both"]),
        ("sets", "2x15", [2, 15, 0, 0]),
    ],
)
def test_a_dose_as_people_write_it(tmp_path, header, dose, amounts):
    routine = f'date,what,{header}\n2026-01-05,cat-cow,"{dose}"\n'
    book = logbook(tmp_path, diary=DIARY, routine=routine)
    found = book.routine[["sets", "reps", "hold_seconds", "side"]].astype(object).fillna(0)
    assert found.to_numpy().tolist() == [amounts]
    assert problems(book) == []


@pytest.mark.parametrize(
    ("header", "cell", "done"),
    [
        ("how much", "skipped", "no"),
        ("dose", "no", "no"),
        ("reps", "ausgelassen", "no"),
        ("minutes", "missed", "no"),
        ("sets", "partly", "partly"),
        ("notes", "skipped, too tired", "no"),
        ("how did it go", "Did not do it", "no"),
        ("done", "skipped", "no"),
        ("Did it?", "n", "no"),
        ("notes", "skipped the last set", "yes"),
        ("dizzy?", "no", "yes"),
        ("reps", "n/a", "yes"),
    ],
)
def test_a_row_that_says_it_was_not_done_is_not_done(tmp_path, header, cell, done):
    routine = f'date,what,{header}\n2026-01-05,cat-cow,"{cell}"\n2026-01-06,cat-cow,\n'
    book = logbook(tmp_path, diary=DIARY, routine=routine)
    assert book.routine["done"].tolist() == [done, "yes"]
    assert book.refused.empty
    told = [str(m) for m in book.problems["message"]]
    assert bool(told) == (done != "yes" and header not in ("done", "Did it?"))
    assert all("this row: counted as not done" in message for message in told)


def test_an_answer_under_done_outranks_other_words(tmp_path):
    routine = "date,exercise,done,notes,reps\n2026-01-05,cat-cow,yes,skipped,\n"
    routine += "2026-01-06,cat-cow,yes,,skipped\n2026-01-07,cat-cow,no,,skipped\n"
    book = logbook(tmp_path, diary=DIARY, routine=routine)
    assert book.routine["done"].tolist() == ["yes", "yes", "no"]
    assert problems(book) == [("routine.csv", 3, "reps")]


def test_a_dose_that_is_not_understood_says_that_it_still_counts_as_done(tmp_path):
    routine = "date,what,how much\n2026-01-05,cat-cow,3x10 + 2x5\n2026-01-06,cat-cow,12\n"
    book = logbook(tmp_path, diary=DIARY, routine=routine)
    assert book.routine["reps"].isna().all()
    words, figure = book.problems["message"]
    assert words.startswith("3x10 + 2x5 is no dose that is understood.")
    assert words.endswith("counts as done all the same: if it was not, write skipped there.")
    assert figure.startswith("12 does not say of what.")
    settings = '[columns]\n"how much" = "reps"\n'
    meant = logbook(tmp_path, diary=DIARY, routine=routine, settings=settings)
    assert meant.routine["reps"].fillna(0).tolist() == [0, 12]


def test_numbers_that_are_said_to_be_repetitions_leave_the_other_doses_as_they_were(tmp_path):
    doses = ("12", "2x each side", "20 times", "3x each side 20 sec", "30 sec", "10 (slow)")
    routine = "date,what,how much\n" + "".join(f"2026-01-05,cat-cow,{dose}\n" for dose in doses)
    told = ["reps", "hold_seconds", "side"]
    before = logbook(tmp_path, diary=DIARY, routine=routine).routine[told]
    settings = '[columns]\n"how much" = "reps"\n'
    after = logbook(tmp_path, diary=DIARY, routine=routine, settings=settings)
    assert after.routine["reps"].tolist()[:4] == [12, 2, 20, 3]
    assert after.routine["reps"].iloc[5] == 10
    assert after.routine["side"].tolist()[1] == "both"
    for name in told:
        known = before[name].notna()
        assert after.routine[name][known].tolist() == before[name][known].tolist()
    assert problems(after) == []


def test_a_dose_never_goes_over_what_stands_in_its_own_column(tmp_path):
    routine = "date,exercise,sets,reps,hold_seconds\n2026-01-05,cat-cow,3,2x10,\n"
    routine += "2026-01-05,piriformis,,30s,20\n2026-01-05,bridges,,many,\n"
    book = logbook(tmp_path, diary=DIARY, routine=routine)
    assert book.routine["sets"].fillna(0).tolist() == [3, 0, 0]
    assert book.routine["hold_seconds"].fillna(0).tolist() == [0, 20, 0]
    assert problems(book) == [("routine.csv", line, "reps") for line in (2, 3, 4)]


def test_a_plan_takes_a_dose_but_no_minutes_for_which_it_has_no_column(tmp_path):
    plan = "exercise,reps,days_per_week\ncat-cow,2x12,5\nchild's pose,1 min,5\n"
    book = logbook(tmp_path, diary=DIARY, plan=plan)
    assert book.plan[["sets", "reps"]].fillna(0).to_numpy().tolist() == [[2, 12], [0, 0]]
    assert problems(book) == [("plan.csv", 3, "reps")]


def test_left_and_right_under_sides_are_one_session(tmp_path):
    rows = "2026-01-05,piriformis,L\n2026-01-05,piriformis,R\n"
    book = logbook(tmp_path, diary=DIARY, routine="Date,Exercise,Sides\n" + rows)
    assert book.routine["side"].tolist() == ["left", "right"]


@pytest.mark.parametrize(
    "nothing",
    [*("nothing today", "None", "skipped everything", "rest day", "Rest", "skipped"), "Ruhetag",
     "heute nichts", "keine Übungen", "rien fait", "no stretching today", "didn't stretch", "nada",
     "heute nicht", "kein Dehnen", "Pause", "rest day - too sore", "none (travel)", "nix", "0"],
)  # fmt: skip
def test_a_row_that_says_that_nothing_was_done_is_a_day_without(tmp_path, nothing):
    rows = f"2026-01-05,cat-cow,\n2026-01-06,{nothing},\n2026-01-07,bridges,only half\n"
    book = logbook(tmp_path, diary=DIARY, routine=f"date,exercise,notes\n{rows}")
    assert book.routine["done"].tolist() == ["yes", "no", "partly"]
    assert not any("Did you mean" in text for text in book.problems["message"])


@pytest.mark.parametrize("name", ["rest pose", "rest-pause bridges", "nothing but bridges"])
def test_a_name_that_only_begins_like_nothing_is_an_exercise(tmp_path, name):
    book = logbook(tmp_path, diary=DIARY, routine=f"date,exercise\n2026-01-05,{name}\n")
    assert book.routine["done"].tolist() == ["yes"]


@pytest.mark.parametrize("same", ["as yesterday", "same as above", "wie gestern", "ditto", "idem"])
def test_a_row_that_points_at_another_is_not_used_and_named(tmp_path, same):
    rows = f"2026-01-05,cat-cow\n2026-01-06,{same}\n"
    book = logbook(tmp_path, diary=DIARY, routine=f"date,exercise\n{rows}")
    assert book.routine["exercise"].tolist() == ["cat-cow"]
    (message,) = book.problems["message"]
    assert message.startswith("'as yesterday' or the like does not say which, so this row cannot")


@pytest.mark.parametrize(
    ("amounts", "done"),
    [
        (",,0,", "no"), ("0,,,", "no"), (",0,,", "no"), ("2,0,,", "no"), ("0,10,,", "no"),
        ("2,,0,", "no"), (",,0,yes", "yes"), (",,0,partly", "partly"), (",,,", "yes"),
        ("2,10,0,", "yes"), ("0,0,20,", "yes"), ("0 sets,,,", "no"),
    ],
)  # fmt: skip
def test_an_amount_of_0_is_not_done_where_nothing_else_was(tmp_path, amounts, done):
    routine = f"date,exercise,sets,reps,minutes,done\n2026-01-05,cat-cow,{amounts}\n"
    book = logbook(tmp_path, diary=DIARY, routine=routine)
    assert book.routine["done"].tolist() == [done]
    said = [text for text in book.problems["message"] if "counted as not done" in text]
    assert len(said) == (done == "no")


def test_a_hold_without_repetitions_is_done(tmp_path):
    routine = "date,exercise,sets,reps,hold_seconds\n2026-01-05,plank,2,0,30\n"
    assert logbook(tmp_path, diary=DIARY, routine=routine).routine["done"].tolist() == ["yes"]


def test_amounts_of_0_are_remarked_once_and_no_part_of_the_plan(tmp_path):
    routine = "date,exercise,minutes\n2026-01-05,cat-cow,5\n2026-01-06,cat-cow,0\n"
    routine += "2026-01-07,cat-cow,0\n"
    diary, plan = DIARY + "2026-01-07,4\n", "exercise\ncat-cow\n"
    book = logbook(tmp_path, diary=diary, routine=routine, plan=plan)
    (said,) = book.problems["message"]
    assert "these 2 rows (lines 3-4): counted as not done" in said
    found = stretching_consistency(book, daily_table(book))
    assert (found.days_with_session, found.days_covered) == (1, 3)
    assert found.adherence.share == pytest.approx(1 / 3)


@pytest.mark.parametrize("name", ["-", "–"])
def test_a_dash_for_all_of_a_day_says_that_none_was_done(tmp_path, name):
    routine = f"date,exercise\n2026-01-05,cat-cow\n2026-01-06,{name}\n"
    book = logbook(tmp_path, diary=DIARY, routine=routine)
    assert book.problems.empty
    assert book.routine[["exercise", "done"]].values.tolist() == [
        ["cat-cow", "yes"],
        ["none", "no"],
    ]


@pytest.mark.parametrize("rest", ["-,12", "–,12", "n/a,"])
def test_a_dash_beside_an_amount_names_no_exercise(tmp_path, rest):
    routine = f"date,exercise,reps\n2026-01-05,cat-cow,\n2026-01-06,{rest}\n"
    book = logbook(tmp_path, diary=DIARY, routine=routine)
    assert book.routine["exercise"].tolist() == ["cat-cow"]
    assert "no exercise" in book.problems["message"].item()
