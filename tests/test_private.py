"""What stays at home: no network, nothing written elsewhere, no names in what is passed on."""

from __future__ import annotations

import getpass
import io
import json
import os
import re
import shutil
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

from tests.writing import write_logbook

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes are those of POSIX")
ROOT = Path(__file__).parents[1]
SECRET = "only for myself"
DAYS = [f"2026-03-{day:02d}" for day in range(1, 32)]
DIARY = "date,pain,sitting_hours,notes\n" + "".join(
    f"{day},{3 + n % 4},{4 + n % 5},{SECRET if n == 3 else ''}\n" for n, day in enumerate(DAYS)
)
ROUTINE = "date,exercise,done,notes\n" + "".join(f"{d},cat-cow,yes,{SECRET}\n" for d in DAYS[::2])

#: Every Python process of a command begins with this: connections are forbidden, and the names of
#: files that are written, made or removed go to a list. Notebooks may talk to their own kernel.
WATCH = """
import os, sys
listed = os.open(os.environ["WRITTEN"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
REMOVES = ("os.mkdir", "os.remove", "os.rmdir", "os.symlink", "os.link", "os.chmod", "os.rename",
           "os.truncate", "shutil.rmtree")
OWN = ("127.0.0.1", "'::1'", "laddr=('', 0)")
def note(path):
    os.write(listed, (os.path.realpath(os.fsdecode(path)) + "\\n").encode())
def watch(event, given):
    if event.startswith("socket.") and event.split(".")[1] in (
        "connect", "bind", "getaddrinfo", "sendto", "gethostbyname"
    ):
        if os.environ.get("LOOPBACK") != "1" or not any(own in str(given) for own in OWN):
            os.write(listed, f"NETWORK {event} {given}\\n".encode())
            raise OSError(f"NETWORK {event} {given}")
    elif event == "open" and isinstance(given[0], (str, bytes, os.PathLike)):
        mode, flags = str(given[1] or ""), given[2] or 0
        if set(mode) & set("wxa+") or flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            note(given[0])
    elif event in REMOVES:
        note(given[0])
        if event == "os.rename":
            note(given[1])
sys.addaudithook(watch)
"""
RUN = """
import sys
from backpain_analysis import cli
for command in sys.argv[1:]:
    sys.argv = ["backpain", *command.split("\\t")]
    try:
        cli.main()
    except SystemExit as ended:
        if ended.code:
            raise
"""


#: Where there is strace, the system says too what was written: by typst, by whatever is no Python.
TRACE = ["strace", "-f", "-qq", "-y", "-s", "4096", "-o", "system.txt", "-e", "t=%file,%network"]


def watched(home, commands, under=(), **more):
    """Run commands in a home of their own; what they wrote, and what they said."""
    for name in ("watch", "temporary"):
        (home / name).mkdir()
    (home / "watch" / "sitecustomize.py").write_text(WATCH)
    plain = {n: v for n, v in os.environ.items() if not n.startswith(("MPL", "XDG", "TMP"))}
    plain |= {"HOME": str(home / "user"), "PYTHONPATH": f"{home / 'watch'}{os.pathsep}{ROOT}"}
    plain |= {"WRITTEN": str(home / "written.txt"), "PYTHONDONTWRITEBYTECODE": "1"}
    plain |= {"TMPDIR": str(home / "temporary")}
    ran = subprocess.run(
        [*under, sys.executable, "-c", RUN, *("\t".join(words) for words in commands)],
        cwd=home, capture_output=True, text=True, check=False, env=plain | more,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return (home / "written.txt").read_text().splitlines(), ran.stdout


COMMANDS = [
    ["new", "fresh", "--no-input"],
    ["log", "logs", "--pain", "4", "--notes", "a word"],
    ["check", "logs"],
    ["check", "logs", "--json"],
    ["check", "logs", "--write", "out/plain"],
    ["share", "logs", "out/shared"],
    ["trial", "logs", "--question", "a break every hour", "--agreed"],
    ["report", "logs", "--out", "out/one", "--appendix"],
    ["report", "logs", "fresh/../logs", "--out", "out/many"],
    ["compare", "out/one", "out/one"],
]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """All commands that need no kernel, in a home of their own, watched."""
    home = tmp_path_factory.mktemp(f"home of {getpass.getuser()}")
    write_logbook(home / "logs", diary=DIARY, routine=ROUTINE)
    has_strace = shutil.which("strace") and not subprocess.call([*TRACE, "true"], cwd=home)
    return home, *watched(home, COMMANDS, TRACE if has_strace else ())


def test_no_command_opens_a_connection(run):
    assert [line for line in run[1] if line.startswith("NETWORK")] == []


def test_nothing_is_written_but_in_the_folders_that_were_named(run):
    home, written, _ = run
    own = [str((home / name).resolve()) for name in ("fresh", "logs", "out", "user", "temporary")]
    elsewhere = {path for path in written if not path.startswith((*own, os.devnull))}
    # a folder is emptied by names within it, of which the list has the last part
    assert elsewhere <= {str(home.resolve()), str(home.resolve() / "tried")}
    assert list((home / "temporary").iterdir()) == []
    kept = [p for p in (home / "user").rglob("*") if p.is_file()]
    assert [p for p in kept if p.parent.name != "matplotlib"] == []  # its list of fonts
    assert not any(SECRET in p.read_text() or "sitting" in p.read_text() for p in kept)


def test_the_system_saw_no_connection_and_nothing_written_elsewhere(run):
    home, told = run[0], run[0] / "system.txt"
    if not told.exists() or told.stat().st_size < 10_000:
        pytest.skip("strace is not here, or may not trace")
    calls = [line for line in told.read_text().splitlines() if "= -1 E" not in line]
    assert [line for line in calls if "AF_INET" in line] == []
    changes = re.compile(
        r"O_(WRONLY|RDWR|CREAT)|^\d+ +(creat|mk|rename|unlink|rmdir|link|symlink|f?chmod|truncate)"
    )
    named = re.compile(r'(?:<([^>]*)>, )?"([^"]*)"')
    found = [pair for line in calls if changes.search(line) for pair in named.findall(line)]
    written = {os.path.normpath(home / folder / name) for folder, name in found}
    assert str(home / "out" / "one" / "report.pdf") in written
    own = [str(home / n) for n in ("fresh", "logs", "out", "user", "temporary", "written.txt")]
    assert {path for path in written if not path.startswith((*own, os.devnull))} == set()


@POSIX
def test_what_is_made_is_readable_by_its_owner_alone(run):
    home = run[0]
    made = [p for name in ("fresh", "out") for p in [home / name, *(home / name).rglob("*")]]
    assert len(made) > 15
    open_to_others = [p for p in made if stat.S_IMODE(p.stat().st_mode) & 0o077]
    assert open_to_others == []


def names_of_here(home):
    """Words by which the machine, its user and the folder could be told."""
    return [str(home), home.name, f"/{getpass.getuser()}/", "/home/", "/tmp/"]


def told_in(text, home):
    """Such words in a text; the host's name as a word, for it may be short."""
    host = re.search(rf"(?<![\w+/]){re.escape(socket.gethostname())}(?![\w+/=])", text)
    return [name for name in names_of_here(home) if name in text] + ([host[0]] if host else [])


def told_by(pdf):
    """All that a PDF says but its packed drawings, in which any two letters turn up by chance."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    things = [reader.get_object(number) for number in range(1, int(reader.trailer["/Size"]))]
    inside = [t.get_data().decode() for t in things if told_as(t) == "/Metadata"]
    pages = [page.extract_text() for page in reader.pages]
    return "\n".join([*pages, *inside, str(reader.metadata), *map(repr, things)])


def told_as(thing):
    return thing.get("/Type") if isinstance(thing, pypdf.generic.StreamObject) else None


def texts_of(home):
    """Everything that a person would pass on, as text, metadata too."""
    for path in sorted((home / "out").rglob("*")):
        if path.suffix == ".pdf":
            yield path, told_by(path.read_bytes())
        elif path.is_file():
            yield path, path.read_text(encoding="utf-8")


def test_no_path_no_user_and_no_host_is_passed_on(run):
    home = run[0]
    texts = list(texts_of(home))
    assert len(texts) > 8
    for path, text in texts:
        assert told_in(text, home) == [], path


def test_no_note_is_passed_on_unless_it_is_asked_for(run):
    reports = [(p, t) for p, t in texts_of(run[0]) if p.name.startswith("report.")]
    assert len(reports) >= 6
    assert [path for path, text in reports if SECRET in " ".join(text.split())] == []


def test_the_pdf_says_of_its_making_only_the_day(run):
    reader = pypdf.PdfReader(run[0] / "out" / "one" / "report.pdf")
    told = dict(reader.metadata)
    assert set(told) <= {"/Title", "/Creator", "/CreationDate", "/ModDate"}
    assert told["/Creator"].startswith("Typst")
    assert re.fullmatch(r"D:\d{8}000000Z", told["/CreationDate"])
    assert "/ID" in reader.trailer


def test_report_json_holds_no_path(run):
    def every(value):
        if isinstance(value, dict):
            return [t for k, v in value.items() for t in [str(k), *every(v)]]
        return [t for v in value for t in every(v)] if isinstance(value, list) else [str(value)]

    words = every(json.loads((run[0] / "out" / "one" / "report.json").read_text()))
    assert [word for word in words if re.search(r"(^|\s)(/|~/|[A-Z]:\\)\w", word)] == []
