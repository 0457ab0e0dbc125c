"""The commands as a person types them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from backpain_analysis import LogbookError, cli
from backpain_analysis.cli import screen

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = ["report", "compare", "check", "notebooks", "new", "lab", "trial"]
DIARY = """date,pain,sitting (hrs),notes
2026-03-01,5/10,1:30,ok
2026-03-02,12,2,"above ten"
2026-03-03,4,two,
2026-03-03,4,two,
2026-02-31,4,3,
2026-03-05,3,4,
"""


@pytest.fixture
def backpain(monkeypatch, capsys):
    """Run a command in this process: exit status, output, errors."""

    def run(*words: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["backpain", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        code = ended.value.code
        return (0 if code is None else int(code)), *capsys.readouterr()

    return run


@pytest.fixture
def logbook(tmp_path):
    folder = tmp_path / "log"
    folder.mkdir()
    (folder / "diary.csv").write_text(DIARY, encoding="utf-8")
    return folder


def test_help_names_every_command_and_the_usual_logbook(backpain):
    code, out, _ = backpain("--help")
    assert code == 0
    assert all(re.search(rf"^  {name}\s+\w.*[^.]\.$", out, flags=re.M) for name in COMMANDS)
    assert "my_data" in out
    assert "sample_data" in out


@pytest.mark.parametrize(("note", "foreign"), [("schlecht geschlafen", True), ("slept", False)])
def test_notes_that_are_not_searched_come_with_the_command_that_shows_them(
    backpain, logbook, tmp_path, note, foreign
):
    rows = [f"2026-03-{day:02d},{day % 4},{note} und Rücken hart" for day in range(1, 9)]
    text = "\n".join(["date,pain,notes", *rows])
    text = text if foreign else text.replace("und Rücken hart", "badly, back is stiff")
    (logbook / "diary.csv").write_text(text, encoding="utf-8")
    command = f"backpain report {logbook} --notes"
    assert (command in backpain("report", logbook, "--out", tmp_path)[1]) == foreign
    assert command not in backpain("report", logbook, "--out", tmp_path, "--notes")[1]


@pytest.mark.parametrize("command", [*COMMANDS, "log", "share"])
def test_help_shows_no_signs_for_limits(backpain, command):
    _, out, _ = backpain(command, "--help")
    assert "<=" not in out
    assert ">=" not in out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(backpain, command):
    code, out, _ = backpain(command, "--help")
    assert code == 0
    assert out.startswith(f"Usage: backpain {command}")
    assert "[[" not in out
    # Cut off; after an argument it means that there may be several.
    assert "..." not in out.replace("[LOGBOOK]...", "")


def test_version(backpain):
    code, out, _ = backpain("--version")
    assert code == 0
    assert re.fullmatch(r"backpain_analysis \d+\.\d+\.\d+\n", out)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["reprot"], "Did you mean 'report'?"),
        (["report", "--sinse", "2026-01-01"], "--since"),
        (["report", "--since"], "requires an argument"),
        (["report", "--since", "2026-13-01"], "the calendar has no such day"),
        (["report", "--until", "2026-02-30"], "the calendar has no such day"),
        (["report", "--since", "01/02/2026"], "'01/02/2026' is not a date like 2026-01-31"),
        (["report", "--since", "20260101"], "is not a date like"),
        (["report", "--since", "2026-02-02", "--until", "2026-02-01"], "is after --until"),
        (["notebooks", "--since", "2026-02-02", "--until", "2026-02-01"], "is after --until"),
        (["check", "one", "two"], "unexpected extra argument"),
        (["report", "--paper", "a3"], "a4"),
        (["new"], "FOLDER"),
    ],
)
def test_wrong_usage_is_said_and_exits_2(backpain, words, said):
    code, out, err = backpain(*words)
    assert code == 2
    assert said in err
    assert out == ""
    assert "Traceback" not in err


@pytest.mark.parametrize("command", ["report", "check", "notebooks", "lab"])
def test_a_logbook_that_is_not_there_exits_1(backpain, command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, _, err = backpain(command, "nowhere")
    assert code == 1
    assert "nowhere" in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_without_a_logbook_my_data_goes_before_the_sample(backpain, logbook, monkeypatch):
    monkeypatch.chdir(logbook.parent)
    shutil.copytree(logbook, "sample_data")
    _, out, _ = backpain("check")
    assert out.startswith("Logbook: sample_data (made-up data: there is no my_data here)\n")
    shutil.copytree(logbook, "my_data")
    _, out, _ = backpain("check")
    assert out.startswith("Logbook: my_data\n")


def test_without_any_logbook_it_says_how_to_begin(backpain, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = backpain("report")
    assert (code, out) == (1, "")
    assert "backpain new my_data" in err


def test_check_accounts_for_every_row_and_names_what_it_did_not_understand(backpain, logbook):
    before = (logbook / "diary.csv").read_bytes()
    code, out, _ = backpain("check", logbook)
    assert code == 0
    # six rows: one repeats another, one has a date that the calendar lacks
    assert "6 rows read: 4 used, 1 repeated, 1 refused" in out
    assert re.search(r'^  pain +pain, number \[points\]; "5/10" is read as 5', out, flags=re.M)
    assert re.search(r'^  sitting \(hrs\) +sitting_hours, hours; "1:30" is read as 1.5', out, re.M)
    places = re.findall(r"^  diary\.csv, line (\d+), (\S+)", out, flags=re.M)
    assert places == [("3", "pain:"), ("4", "sitting"), ("6", "date:")]
    assert (logbook / "diary.csv").read_bytes() == before
    assert [path.name for path in logbook.iterdir()] == ["diary.csv"]


def test_check_as_json_is_json_alone(backpain, logbook):
    code, out, err = backpain("check", logbook, "--json")
    data = json.loads(out)
    assert code == 0
    assert data["sources"][0]["rows_read"] == 6
    assert [p["line"] for p in data["problems"]] == [3, 4, 6]
    assert {c["header"]: c["column"] for c in data["columns"]}["sitting (hrs)"] == "sitting_hours"
    assert str(logbook) in err


def test_no_text_of_a_file_can_steer_the_terminal(backpain, logbook):
    # much harmless text around it: a file full of control characters is no text file
    steering = "date,pain,\x1b]0;title\x07,notes\n2026-03-01,\x1b[2J9\u202e,1,x\n2026-03-02,3,2,"
    (logbook / "diary.csv").write_text(steering + 500 * "well " + "\n", encoding="utf-8")
    _, out, err = backpain("check", logbook)
    assert "line 2" in out
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", out + err)


def test_plain_keeps_lines_and_letters():
    assert screen.plain("a\tb\nc é “x” 5–7 \U0001f600") == "a\tb\nc é “x” 5–7 \U0001f600"
    assert screen.plain("\x1b[31mred\r\x9b0m") == "\ufffd[31mred\ufffd\ufffd0m"


def test_lines_are_folded_on_a_terminal_alone(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "40")
    screen.say("  " + "word " * 20, hang=2)
    assert len(capsys.readouterr().out.splitlines()) == 1
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    screen.say("  " + "word " * 20, hang=2)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 1
    assert all(len(line) <= 40 for line in lines)
    assert all(line.startswith("    word") for line in lines[1:])
    pasted = "    mood = { " + '"a word" = 1, ' * 9 + "}"
    screen.say(f"Put this into settings.toml:\n{pasted}", hang=4)
    assert pasted in capsys.readouterr().out.splitlines()


def test_an_error_of_ours_is_its_message_and_exit_1(backpain, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise LogbookError("The \x1b[1mdiary is empty.")

    monkeypatch.setattr(cli.commands, "choose_logbook", refuse)
    code, out, err = backpain("check")
    assert (code, out, err) == (1, "", "The \ufffd[1mdiary is empty.\n")


def test_an_error_of_the_machine_is_one_line(backpain, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "reports")

    monkeypatch.setattr(cli.commands, "choose_logbook", refuse)
    assert backpain("check") == (
        1,
        "",
        "reports cannot be used: No space left on device. See that it is there and that you may "
        "use it.\n",
    )


def test_ctrl_c_is_quiet(backpain, monkeypatch):
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.commands, "choose_logbook", interrupt)
    assert backpain("check") == (130, "", "")


def command(*words: str) -> list[str]:
    return [sys.executable, "-c", "from backpain_analysis.cli import main; main()", *words]


def test_a_reader_who_leaves_early_is_no_error(logbook):
    many = "date,pain\n" + "".join(f"2026-03-01,bad{i}\n" for i in range(3000)) + "2026-03-01,3\n"
    (logbook / "diary.csv").write_text(many, encoding="utf-8")
    with subprocess.Popen(
        command("check", str(logbook)), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as ran:
        assert ran.stdout is not None
        assert ran.stderr is not None
        ran.stdout.readline()
        ran.stdout.close()
        assert ran.stderr.read() == b""


def test_a_terminal_without_the_letters_shows_something(logbook):
    (logbook / "diary.csv").write_text("date,pain\n2026-03-01,viel–Ω\n2026-03-02,1\n", "utf-8")
    environ = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    ran = subprocess.run(
        command("check", str(logbook)), capture_output=True, env=environ, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"viel??" in ran.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="pty")
def test_a_terminal_sees_progress_and_a_pipe_does_not(logbook):
    piped = subprocess.run(command("check", str(logbook)), capture_output=True, check=True)
    assert b"\x1b" not in piped.stdout + piped.stderr
    import pty

    ours, theirs = pty.openpty()
    environ = {**os.environ, "TERM": "xterm", "NO_COLOR": ""}
    shown = subprocess.run(
        command("check", str(logbook)),
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=environ,
        check=True,
    )
    os.close(theirs)
    assert b"Reading" in os.read(ours, 10_000)
    os.close(ours)
    assert b"\x1b" not in shown.stdout


def test_the_installed_command_is_this_one():
    entry = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'backpain = "backpain_analysis.cli:main"' in entry


def test_twin_is_told_of_only_where_it_is_asked_for(backpain, tmp_path, monkeypatch):
    monkeypatch.setattr("backpain_analysis.report.answers.TWINS", 2)
    lines = [
        f"2026-{1 + i // 28:02}-{1 + i % 28:02},{3 + i * 7 % 5},{i * 5 % 9}" for i in range(50)
    ]
    long, short = tmp_path / "long", tmp_path / "short"
    for folder, n in ((long, 50), (short, 12)):
        folder.mkdir()
        text = "\n".join(["date,pain,sitting_hours", *lines[:n], ""])
        (folder / "diary.csv").write_text(text, encoding="utf-8")
    assert backpain("report", long, "--out", tmp_path / "plain")[0] == 0
    assert backpain("report", long, "--twin", "--out", tmp_path / "twin")[0] == 0
    assert backpain("report", short, "--twin", "--out", tmp_path / "few")[0] == 0
    words = "In none of them|In [12] of them", "Not enough data to make up diaries like this one"
    for name, told in (("plain", ""), ("twin", words[0]), ("few", words[1])):
        numbers = json.loads((tmp_path / name / "report.json").read_text(encoding="utf-8"))
        page = (tmp_path / name / "report.html").read_text(encoding="utf-8")
        assert (numbers["twin"] is not None) == bool(told)
        assert ("What a diary like this one can show" in page) == bool(told)
        assert re.search(told, page)
