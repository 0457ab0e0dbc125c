"""The rules of the house: what may import what, how long things are, what is documented."""

from __future__ import annotations

import ast
import getpass
import inspect
import io
import json
import platform
import re
import subprocess
import sys
import tokenize
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import backpain_analysis
from backpain_analysis import errors

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "backpain_analysis"
NOTEBOOKS = ROOT / "notebooks"

#: Data flows one way. A module may import what stands on an earlier line, and within a
#: package its neighbours; modules on one line never import each other.
LINE = [
    {"errors", "header_words"},
    {"columns", "exercises", "mixture", "sessions", "untrusted", "writing"},
    {"precision"},
    {"regression", "doses"},
    {"reading"},
    {"logbook", "prompting"},
    {"days", "silence"},
    {"question"},
    {"exposure", "adherence", "regularity", "rhythm", "caveats", "suspicions", "alert_words"},
    {"findings", "stretch_links", "moved_down", "asked_for"},
    {"triggers", "consistency", "trend", "flares", "alerts"},
    {"explore", "recording", "twin", "trial", "trial_agreement", "comparing"},
    {"trial_answer"},
    {"wording"},
    {"inventory", "stretch_lists"},
    {"plots", "listings", "display"},
    {"panel"},
    {"report"},
    {"synthetic", "sample_words", "notebook_files"},
    {"runs"},
    {"sample", "templates", "notebooks", "lab", "transcript", "checking"},
    {"entry", "sharing"},
    {"form"},
    {"cli"},
]
#: Names that say nothing about what a module does.
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common",
               "functions", "stuff", "data2", "tools"}  # fmt: skip
MAY_PRINT = {"commands", "screen"}
LONGEST_MODULE = 400
LONGEST_FUNCTION = 40

PUBLIC = {
    "open_logbook": "Logbook", "daily_table": "DataFrame", "rank_triggers": "TriggerRanking",
    "stretching_consistency": "StretchingConsistency", "pain_trend": "PainTrend",
    "compare_before_after": "BeforeAfter", "find_flares": "FlareHistory", "find_alerts": "Alerts",
    "write_report": "Report",
}  # fmt: skip
STATISTICS = ["rank_triggers", "stretching_consistency", "pain_trend", "compare_before_after"]
#: Modules whose dataclasses are results: every number in them has its unit in its docstring.
RESULTS = {"adherence", "regularity", "moved_down", "triggers", "consistency", "trend", "flares",
           "alerts", "recording", "stretch_links", "twin", "trial", "trial_agreement",
           "trial_answer"}  # fmt: skip
#: Numbers that have no unit.
NO_UNIT = {"p", "q", "memory"}

MODULES = sorted(PACKAGE.rglob("*.py"))
NAMES = ["01_first_look", "02_triggers", "03_stretching", "04_progress", "05_therapist_report"]


def _id(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    """Dotted name within the package; a package's own file has the package's name."""
    parts = list(path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> set[str]:
    """Modules of this package that a module imports, anywhere in it."""
    known = {name_of(module) for module in MODULES}
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{_id(path)}:{node.lineno}: write the full name of the module"
            parts = {f"{node.module}.{alias.name}" for alias in node.names}
            modules = {part for part in parts if part.removeprefix("backpain_analysis.") in known}
            # `from package import module` is about the module.
            found |= modules if len(modules) == len(parts) else modules | {node.module or ""}
    inside = {name.removeprefix("backpain_analysis.") for name in found if "." in name}
    return {name for name in inside if name in known} - {name_of(path)}


def place(name: str) -> int:
    for number, names in enumerate(LINE):
        if name.split(".", maxsplit=1)[0] in names:
            return number
    pytest.fail(
        f"backpain_analysis/{name} has no place on the line along which data flows: give it one in"
        " LINE (tests/test_house.py) and in ARCHITECTURE.md"
    )


@pytest.mark.parametrize("path", [p for p in MODULES if p != PACKAGE / "__init__.py"], ids=_id)
def test_imports_go_one_way(path):
    name = name_of(path)
    for other in sorted(imports(path)):
        if other.split(".")[0] == name.split(".")[0]:
            continue
        assert place(other) < place(name), (
            f"{_id(path)} imports backpain_analysis.{other}, which does not come before it:"
            " data flows file -> table -> values -> logbook -> days -> results -> words -> page"
        )


def test_no_import_cycles():
    edges = {name_of(path): imports(path) for path in MODULES if name_of(path)}
    seen: set[str] = set()

    def follow(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, f"import cycle: {' -> '.join([*way[way.index(name) :], name])}"
        if name not in seen:
            for other in edges.get(name, ()):
                follow(other, (*way, name))
            seen.add(name)

    for name in edges:
        follow(name, ())


def test_every_module_stands_in_the_architecture():
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    tops = {name_of(path).split(".")[0] for path in MODULES} - {""}
    missing = sorted(name for name in tops if not re.search(rf"\b{name}\b", text))
    assert missing == [], f"ARCHITECTURE.md does not name: {', '.join(missing)}"


@pytest.mark.parametrize("path", MODULES, ids=_id)
def test_module_is_short_and_named_for_what_it_does(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines < LONGEST_MODULE, f"{_id(path)} has {lines} lines; split it by what it is about"
    assert path.stem not in EMPTY_NAMES, f"{_id(path)}: the name does not say what it does"


@pytest.mark.parametrize("path", MODULES, ids=_id)
def test_functions_are_short(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            length = body[-1].end_lineno - body[0].lineno + 1 if body else 0
            assert length <= LONGEST_FUNCTION, (
                f"{_id(path)}:{node.lineno}: {node.name} has {length} lines,"
                f" {LONGEST_FUNCTION} are allowed"
            )


@pytest.mark.parametrize("path", MODULES, ids=_id)
def test_no_assert_no_print_nothing_left_to_do(path):
    started = [
        n for n in tree(path).body if isinstance(n, ast.If) and "__main__" in ast.dump(n.test)
    ]
    told = {id(node) for main in started for node in ast.walk(main)}
    for node in ast.walk(tree(path)):
        where = f"{_id(path)}:{getattr(node, 'lineno', 0)}"
        assert not isinstance(node, ast.Assert), (
            f"{where}: assert is skipped under -O; raise an error of errors.py"
        )
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "print" or path.stem in MAY_PRINT or id(node) in told, (
                f"{where}: print; only a command prints"
            )
    text = path.read_text(encoding="utf-8")
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in (tokenize.COMMENT, tokenize.STRING):
            assert not re.search(r"\b(TODO|FIXME|XXX|HACK)\b", token.string), (
                f"{_id(path)}:{token.start[0]}: {token.string.strip()}"
            )


@pytest.mark.parametrize("path", MODULES, ids=_id)
def test_dataclasses_are_frozen(path):
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.ClassDef):
            continue
        for mark in node.decorator_list:
            called = mark.func if isinstance(mark, ast.Call) else mark
            if isinstance(called, ast.Name) and called.id == "dataclass":
                frozen = isinstance(mark, ast.Call) and any(
                    k.arg == "frozen" and getattr(k.value, "value", False) for k in mark.keywords
                )
                assert frozen, f"{_id(path)}:{node.lineno}: dataclass {node.name} is not frozen"


# --- documentation ------------------------------------------------------------------------------


def sections(doc: str) -> dict[str, str]:
    """A numpydoc docstring, taken apart; what stands before the first heading is ''."""
    found, heading = {"": ""}, ""
    lines = inspect.cleandoc(doc).splitlines()
    for line, following in pairwise([*lines, ""]):
        if following and set(following) == {"-"} and len(following) >= 3:
            heading = line.strip()
            found[heading] = ""
        elif not (line and set(line) == {"-"}):
            found[heading] += line + "\n"
    return found


def entries(section: str) -> dict[str, str]:
    """What a section says of each name: ``a, b : float`` speaks of both."""
    found: dict[str, str] = {}
    names: list[str] = []
    for line in section.splitlines():
        if line and not line[0].isspace():
            names = [n.strip(" *`") for n in line.split(" : ")[0].split(",")]
            found.update(dict.fromkeys(names, line))
        else:
            for name in names:
                found[name] += " " + line.strip()
    return found


def public_definitions(path: Path) -> list[ast.FunctionDef | ast.ClassDef]:
    return [
        node
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]


def is_command(node: ast.FunctionDef) -> bool:
    """A command's docstring is its help, which a person reads."""
    return any("app." in ast.unparse(mark) for mark in node.decorator_list)


def raised(node: ast.FunctionDef) -> set[str]:
    calls = [n.exc for n in ast.walk(node) if isinstance(n, ast.Raise) and n.exc is not None]
    names = {ast.unparse(c.func if isinstance(c, ast.Call) else c) for c in calls}
    return {name for name in names if hasattr(errors, name)}


NOTHING = ("None", "NoReturn", "Iterator[None]")


def check_function(node: ast.FunctionDef, where: str) -> None:
    doc = sections(ast.get_docstring(node) or "")
    parameters = {a.arg for a in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]}
    missing = parameters - {"self", "cls"} - set(entries(doc.get("Parameters", "")))
    assert not missing, f"{where} does not document the parameters {sorted(missing)}"
    if node.returns is not None and ast.unparse(node.returns) not in NOTHING:
        assert "Returns" in doc or "Yields" in doc, f"{where} does not document what it returns"
    undocumented = raised(node) - set(entries(doc.get("Raises", "")))
    assert not undocumented, f"{where} does not document that it raises {sorted(undocumented)}"


def check_class(node: ast.ClassDef, where: str, *, with_units: bool) -> None:
    doc = sections(ast.get_docstring(node) or "")
    told = entries(doc.get("Attributes", "") + doc.get("Parameters", ""))
    is_record = any("dataclass" in ast.unparse(mark) for mark in node.decorator_list)
    for field in node.body:
        if is_record and isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            name, kind = field.target.id, ast.unparse(field.annotation)
            if name.startswith("_"):
                continue
            assert name in told, f"{where} does not document the attribute {name}"
            if with_units and kind in ("float", "float | None") and name not in NO_UNIT:
                assert re.search(r"\[.+\]|As in", told[name]), (
                    f"{where}.{name} is a number: give its unit in [brackets]"
                )


@pytest.mark.parametrize("path", MODULES, ids=_id)
def test_public_names_are_documented(path):
    for node in public_definitions(path):
        where = f"{_id(path)}:{node.lineno}: {node.name}"
        assert ast.get_docstring(node), f"{where} has no docstring"
        if isinstance(node, ast.ClassDef):
            check_class(node, where, with_units=name_of(path) in RESULTS)
        elif not is_command(node):
            check_function(node, where)


@pytest.mark.parametrize("path", MODULES, ids=_id)
def test_every_module_says_what_it_is_for(path):
    assert ast.get_docstring(tree(path)), f"{_id(path)} has no docstring"


@pytest.mark.parametrize(("name", "gives"), PUBLIC.items())
def test_the_public_names_are_there_with_types_and_sections(name, gives):
    assert name in backpain_analysis.__all__
    function = getattr(backpain_analysis, name)
    doc = sections(function.__doc__ or "")
    assert {"Parameters", "Returns"} <= set(doc), f"{name}: sections are {sorted(doc)}"
    returned = str(inspect.signature(function).return_annotation).rpartition(".")[2].strip("'")
    assert returned == gives
    assert gives == "DataFrame" or gives in backpain_analysis.__all__


@pytest.mark.parametrize("name", STATISTICS)
def test_statistics_name_their_sources(name):
    doc = sections(getattr(backpain_analysis, name).__doc__ or "")
    assert "References" in doc, f"{name} has no References section"


def test_every_public_name_loads():
    for name in backpain_analysis.__all__:
        assert getattr(backpain_analysis, name).__doc__, name
    assert {"BackpainError", *PUBLIC} <= set(backpain_analysis.__all__)
    assert backpain_analysis.__all__ == sorted(backpain_analysis.__all__)
    with pytest.raises(AttributeError, match="nothing_like_this"):
        _ = backpain_analysis.nothing_like_this


def test_all_errors_derive_from_one():
    raisable = [
        c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, Exception)
    ]
    assert len(raisable) > 3
    assert all(issubclass(error, errors.BackpainError) for error in raisable)


# --- what loads when ----------------------------------------------------------------------------

HEAVY = ["matplotlib", "scipy", "scipy.stats", "seaborn", "typst", "rich", "openpyxl", "papermill"]


@pytest.mark.parametrize(
    ("module", "not_loaded"),
    [
        ("backpain_analysis", [*HEAVY, "pandas"]),
        ("backpain_analysis.cli", [*HEAVY, "pandas", "numpy"]),
        ("backpain_analysis.logbook", [name for name in HEAVY if name != "scipy"]),
        ("backpain_analysis.report", ["matplotlib", "scipy.stats", "seaborn", "papermill", "rich"]),
    ],
)
def test_heavy_libraries_load_when_first_used(module, not_loaded):
    script = f"import sys, {module}; print([n for n in {not_loaded!r} if n in sys.modules])"
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]", f"import {module} loads {ran.stdout.strip()}"


def test_checking_a_logbook_waits_for_no_other_library_than_pandas():
    script = "import sys; from backpain_analysis.cli import main; sys.argv = ['backpain', 'check']"
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", f"{script}; main()"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    loaded = {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines()}
    assert "pandas" in loaded
    assert not loaded & {*HEAVY, "pydantic"}


# --- notebooks ----------------------------------------------------------------------------------

ABSOLUTE = re.compile(
    r"(?<![\w./:>-])/(?:home|Users|root|tmp|var|mnt|work|usr|opt|private)/\w|[A-Z]:\\"
)
ADDRESS = re.compile(r"<[\w.]+[^<>]* at 0x[0-9a-f]+>|^<(?:Axes|Figure)\b", flags=re.M)


@cache
def cells(name: str) -> list[dict[str, Any]]:
    return json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]


def code_cells(name: str) -> list[tuple[int, dict[str, Any]]]:
    return [(i, c) for i, c in enumerate(cells(name), start=1) if c["cell_type"] == "code"]


def outputs_as_text(cell: dict[str, Any]) -> str:
    """All words of a cell's outputs; pictures left out."""
    texts = []
    for output in cell["outputs"]:
        data = {k: v for k, v in output.get("data", {}).items() if not k.startswith("image/")}
        texts += [output.get("text", ""), *data.values(), output.get("evalue", "")]
    return "\n".join("".join(text) if isinstance(text, list) else str(text) for text in texts)


def test_the_five_notebooks_are_there():
    assert sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_notebook_is_thin(name):
    for number, cell in code_cells(name):
        where = f"{name}, cell {number}"
        source = "".join(cell["source"])
        assert len(source.splitlines()) <= 10, f"{where}: more than ten lines"
        assert max(map(len, source.splitlines())) <= 100, f"{where}: a line too long to read"
        for node in ast.walk(ast.parse(source)):
            logic = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda
            assert not isinstance(node, logic), f"{where}: logic belongs in the package"
    assert len(cells(name)) < 25


@pytest.mark.parametrize("name", NAMES)
def test_notebook_has_one_title_and_one_parameters_cell(name):
    written = ["".join(c["source"]) for c in cells(name) if c["cell_type"] == "markdown"]
    titles = [t for text in written for t in re.findall(r"^# .+$", text, flags=re.M)]
    assert len(titles) == 1, f"{name}: titles are {titles}"
    assert cells(name)[0]["cell_type"] == "markdown"
    tagged = [c for _, c in code_cells(name) if "parameters" in c["metadata"].get("tags", [])]
    assert len(tagged) == 1, f"{name}: {len(tagged)} cells are tagged 'parameters'"
    source = "".join(tagged[0]["source"])
    assert {"logbook", "since", "until"} <= set(re.findall(r"^(\w+) = ", source, flags=re.M))
    assert "../sample_data" in source


@pytest.mark.parametrize("name", NAMES)
def test_notebook_was_run_in_order_without_complaint(name):
    counts = [cell["execution_count"] for _, cell in code_cells(name)]
    assert counts == list(range(1, len(counts) + 1)), f"{name}: run `make notebooks`"
    assert any(cell["outputs"] for _, cell in code_cells(name)), f"{name}: outputs are stripped"
    for number, cell in code_cells(name):
        for output in cell["outputs"]:
            assert output["output_type"] != "error", f"{name}, cell {number}: an error"
            assert output.get("name") != "stderr", f"{name}, cell {number}: {output['text']}"


@pytest.mark.parametrize("name", NAMES)
def test_what_a_cell_shows_was_kept(name):
    """Outputs that are stripped check nothing and show a reader nothing."""
    for number, cell in code_cells(name):
        source = "".join(cell["source"])
        ends_in_value = isinstance(ast.parse(source).body[-1], ast.Expr)
        assert cell["outputs"] or not ends_in_value, f"{name}, cell {number}: no output"
        if "plots.plot_" in source:
            assert has_figure(cell), f"{name}, cell {number}: the figure is missing"


@pytest.mark.parametrize("name", NAMES)
def test_notebook_outputs_hold_nothing_of_one_run_or_one_person(name):
    text = (NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8")
    for mark in ("widget-view+json", "widget-state+json", '"model_id"', '"papermill"', "iopub"):
        assert mark not in text, f"{name}: {mark}; run `make notebooks`"
    people = {getpass.getuser(), Path.home().name, platform.node()} - {"root", "user", "home", ""}
    for number, cell in code_cells(name):
        words = set(re.findall(r"[\w.-]+", outputs_as_text(cell)))
        assert not words & people, f"{name}, cell {number}: {words & people}"


@pytest.mark.parametrize("name", NAMES)
def test_notebook_outputs_hold_no_path_and_no_address(name):
    for number, cell in code_cells(name):
        # A picture that is shown carries its size in words; a bare call says more than that.
        text = re.sub(r"<Figure size \d+x\d+ with \d+ Axes>", "", outputs_as_text(cell))
        assert not ABSOLUTE.search(text), f"{name}, cell {number}: {ABSOLUTE.search(text)[0]}"
        assert not ADDRESS.search(text), f"{name}, cell {number}: {ADDRESS.search(text)[0]}"


def has_figure(cell: dict[str, Any]) -> bool:
    kinds = {kind for output in cell["outputs"] for kind in output.get("data", {})}
    return any(kind.startswith("image/") for kind in kinds)


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_stands_beside_its_numbers(name):
    """Pictures are not compared when notebooks are checked; printed numbers are."""
    numbered = code_cells(name)
    for place, (number, cell) in enumerate(numbered):
        if has_figure(cell):
            # Its own words, or those of the first cell after it (and its sisters) that prints.
            after = next((c for _, c in numbered[place + 1 :] if not has_figure(c)), cell)
            words = "".join(re.sub("<Figure.*>", "", outputs_as_text(c)) for c in (cell, after))
            assert re.search(r"\d", words), f"{name}, cell {number}: a figure without its numbers"
