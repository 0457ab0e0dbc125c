"""The notebooks in JupyterLab, in a real browser: run, looked at, clicked through.

Pictures of the screen go to the folder that SCREENSHOTS names, where it is set.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from backpain_analysis.lab import copy_notebooks, lab_command, lab_environment

SAMPLE = Path(__file__).resolve().parent.parent / "sample_data"
NAMES = ["01_first_look", "02_triggers", "03_stretching", "04_progress", "05_therapist_report"]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
#: A busy machine is slow [milliseconds].
PATIENCE = 90_000

#: What the settings of JupyterLab hold: all cells stand in the page, also those out of sight.
SETTINGS = {"@jupyterlab/notebook-extension/tracker": '{"windowingMode": "none"}'}

OPEN = """async (name) => {
  const panel = await window.jupyterapp.commands.execute("docmanager:open", {path: name});
  await panel.revealed;
}"""
OPEN_AND_RUN = """async (name) => {
  const app = window.jupyterapp;
  const panel = await app.commands.execute("docmanager:open", {path: name});
  await panel.context.ready;
  await panel.sessionContext.ready;
  await panel.revealed;
  await app.commands.execute("notebook:clear-all-cell-outputs");
  await app.commands.execute("notebook:run-all-cells");
  await panel.sessionContext.session.kernel.info;
}"""
#: Whether the pictures of a notebook are there, and how many colours each has.
COLOURS = """async (panel) => {
  const pictures = [...panel.querySelectorAll(".jp-OutputArea-output img")];
  await Promise.all(pictures.map((picture) => picture.decode()));
  return pictures.map((picture) => {
    const canvas = document.createElement("canvas");
    canvas.width = picture.naturalWidth;
    canvas.height = picture.naturalHeight;
    const brush = canvas.getContext("2d");
    brush.drawImage(picture, 0, 0);
    const bytes = brush.getImageData(0, 0, canvas.width, canvas.height).data;
    const words = new Uint32Array(bytes.buffer);
    return {colours: new Set(words).size, width: picture.clientWidth, alt: picture.alt};
  });
}"""


def find_browser() -> str | None:
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


@pytest.fixture(scope="module")
def mine(tmp_path_factory) -> Path:
    """A person's own logbook, so that the form writes."""
    return Path(shutil.copytree(SAMPLE, tmp_path_factory.mktemp("lab") / "mine"))


@pytest.fixture(scope="module")
def lab(mine) -> Iterator[str]:
    """Address of a JupyterLab on the logbook's notebooks, with nothing of this machine's own."""
    folder, _ = copy_notebooks(mine)
    own = mine.parent / "jupyter"
    for name, text in SETTINGS.items():
        path = own / "settings" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    places = {
        "JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "run",
        "JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }  # fmt: skip
    environ = {
        **os.environ,
        **lab_environment(),
        **{name: str(own / place) for name, place in places.items()},
    }
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    command = [*lab_command(folder, browser=False, port=port), f"--IdentityProvider.token={token}",
               "--LabApp.expose_app_in_browser=True"]  # fmt: skip
    log = mine.parent / "lab.log"
    with log.open("wb") as said, subprocess.Popen(
        command, env=environ, stdout=said, stderr=said, stdin=subprocess.DEVNULL
    ) as server:  # fmt: skip
        try:
            wait_for(f"http://127.0.0.1:{port}/api?token={token}", server, log)
            yield f"http://127.0.0.1:{port}/lab?token={token}"
        finally:
            server.terminate()


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < ends and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
        else:
            return
    pytest.fail(f"JupyterLab did not start: {log.read_text(errors='replace')[-2000:]}")


@pytest.fixture(scope="module")
def page(lab):
    path = find_browser()
    if path is None:
        pytest.skip(f"no browser to try the notebooks in (looked for {', '.join(BROWSERS)})")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1200, "height": 900})
        tab.set_default_timeout(PATIENCE)
        tab.asked, tab.ran = [], set()
        tab.on("request", lambda request: tab.asked.append(request.url))
        tab.goto(lab)
        tab.wait_for_function("window.jupyterapp !== undefined")
        tab.evaluate("window.jupyterapp.restored")
        yield tab
        browser.close()


def run(page, name):
    """Open a notebook, run all of it once, and give the part of the page that shows it."""
    page.evaluate(OPEN_AND_RUN if name not in page.ran else OPEN, f"{name}.ipynb")
    page.ran.add(name)
    return page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")


def take_screenshots(page, name: str) -> None:
    """As a person sees the whole of it, in the light and in the dark."""
    if "SCREENSHOTS" not in os.environ:
        return
    folder = Path(os.environ["SCREENSHOTS"])
    folder.mkdir(parents=True, exist_ok=True)
    tall = page.evaluate("document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden)"
                         " .jp-WindowedPanel-inner').scrollHeight")  # fmt: skip
    page.set_viewport_size({"width": 1200, "height": min(int(tall) + 200, 12_000)})
    for theme in ("JupyterLab Dark", "JupyterLab Light"):
        page.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme',"
                      " {theme})", theme)  # fmt: skip
        page.wait_for_timeout(700)
        page.screenshot(path=folder / f"{name}_{theme.split()[1].lower()}.png")
    page.set_viewport_size({"width": 1200, "height": 900})


def test_the_committed_triggers_notebook_shows_a_still_picture_before_it_is_run(page, mine):
    shutil.copy(
        SAMPLE.parent / "notebooks" / "02_triggers.ipynb", mine / "notebooks" / "still.ipynb"
    )
    page.evaluate(OPEN, "still.ipynb")
    shown = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    shown.get_by_text("controls stand here").wait_for()
    assert all(picture["colours"] > 20 for picture in shown.evaluate(COLOURS))
    assert shown.locator(".jp-OutputArea-output img").count() == 3
    assert shown.get_by_text("1 look so far").count() == 1
    for ugly in ("Error displaying widget", "model not found", "Loading widget"):
        assert shown.get_by_text(ugly).count() == 0
    assert shown.locator(".widget-dropdown").count() == 0


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_and_shows_its_figures(page, name):
    shown = run(page, name)
    for kind in ("error", "stderr"):
        bad = shown.locator(f"[data-mime-type='application/vnd.jupyter.{kind}']")
        assert bad.count() == 0, bad.first.inner_text()
    prompts = shown.locator(".jp-CodeCell .jp-InputPrompt").all_inner_texts()
    assert [p.strip("[]: ") for p in prompts] == [str(n + 1) for n in range(len(prompts))]

    committed = nbformat.read(SAMPLE.parent / "notebooks" / f"{name}.ipynb", as_version=4)
    outputs = [o for cell in committed.cells for o in cell.get("outputs", ())]
    pictures = shown.evaluate(COLOURS)
    assert len(pictures) == sum("image/png" in o.get("data", {}) for o in outputs)
    for picture in pictures:
        assert picture["colours"] > 20, "an empty figure"
        assert 300 < picture["width"] < 1200, "a figure that does not fit"
    take_screenshots(page, name)


def test_the_panel_shows_what_is_chosen_and_counts_looks(page):
    shown = run(page, "02_triggers")
    words = shown.get_by_text("so far,")
    assert "1 look so far" in words.inner_text()
    picture = shown.locator(".jp-OutputArea-output img").last
    before = picture.get_attribute("src")
    shown.locator(".widget-dropdown", has_text="beside").locator("select").select_option("stress")
    shown.get_by_text("2 looks so far, none of them beyond").wait_for()
    assert picture.get_attribute("src") != before
    shown.locator(".widget-datepicker", has_text="from").locator("input").fill("2025-03-01")
    shown.get_by_text("3 looks so far, 1 of them beyond").wait_for()
    # The words and the row of the ledger are two messages: the row may come a moment later.
    shown.get_by_text("not counted").wait_for()
    assert shown.get_by_text("A look, not a test").count() == 1
    take_screenshots(page, "02_panel")


def test_the_form_writes_an_entry_into_the_logbook(page, mine):
    before = (mine / "diary.csv").read_text()
    shown = run(page, "01_first_look")
    field = shown.locator(".widget-text", has_text="Pain, the average of the day")
    field.locator("input").fill("4")
    field.locator("input").press("Tab")
    shown.get_by_role("checkbox").first.check()
    shown.get_by_role("button", name="Write it down").click()
    shown.get_by_text("Written to").first.wait_for()
    added = (mine / "diary.csv").read_text().removeprefix(before)
    assert added.count("\n") == 1
    assert added.split(",")[2] == "4"
    assert field.locator("input").input_value() == ""
    take_screenshots(page, "01_form")


def test_nothing_is_asked_of_the_network_and_no_question_stands_there(page, lab):
    here = lab.split("/lab")[0]
    elsewhere = [u for u in page.asked if not u.startswith((here, "data:", "blob:"))]
    assert page.asked
    assert elsewhere == []
    for service in ("news", "update"):  # which the server would fetch from elsewhere
        assert not [u for u in page.asked if f"/lab/api/{service}" in u]
    assert page.locator(".jp-Dialog, .Toastify__toast").count() == 0
