"""The notebooks run from top to bottom and agree with their sources."""

from pathlib import Path

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient

HOME = Path(__file__).parents[1]
NOTEBOOKS = sorted((HOME / "notebooks").glob("*.ipynb"))


def cells(notebook: nbformat.NotebookNode) -> list[tuple[str, str]]:
    return [(cell.cell_type, cell.source) for cell in notebook.cells]


def test_there_are_notebooks():
    assert [path.name for path in NOTEBOOKS] == ["01-a-week.ipynb"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_agrees_with_its_source(path):
    notebook = nbformat.read(path, as_version=4)
    source = jupytext.read(path.with_suffix(".py"))
    assert cells(notebook) == cells(source)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_without_outputs(path):
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code
    assert [cell.outputs for cell in code if cell.outputs] == []
    assert {cell.execution_count for cell in code} == {None}


def test_the_week_runs_and_shows_its_charts(tmp_path, monkeypatch):
    monkeypatch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    notebook = nbformat.read(HOME / "notebooks" / "01-a-week.ipynb", as_version=4)
    # A user's working folder is not the checkout's.
    resources = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, timeout=200, resources=resources).execute()
    outputs = [out for cell in notebook.cells for out in cell.get("outputs", [])]
    # No warning, such as one of a missing glyph, went to stderr.
    assert [out for out in outputs if out.get("name") == "stderr"] == []
    text = "".join(out.get("text", "") for out in outputs)
    assert "verified: True" in text
    images = [out for out in outputs if "image/png" in out.get("data", {})]
    assert len(images) == 2
    written = {path.name for path in tmp_path.rglob("2026-W49/*")}
    assert {"timetable.xlsx", "gantt-districts.png", "statement.html"} <= written
