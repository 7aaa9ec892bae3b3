"""Runs the command line for tests: in this process, or in one of its own."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner, Result

from scheduler.cli import app

HOME = Path(__file__).parents[1]
SCENARIOS = HOME / "scenarios"
# Charts take seconds and are tested elsewhere: leave them out.
WITHOUT_CHARTS = (
    "import scheduler.report as report\n"
    "report.write_pictures = lambda *args, **kwargs: None\n"
)


def say(*words: object) -> Result:
    """Run ``scheduler`` with these words in this process."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert "Traceback" not in result.output
    return result


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", **more}


def run(code: str, *words: object, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a text of Python that may look at ``sys.argv``, from the checkout."""
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, words)],
        cwd=HOME,
        env=environment(**env),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
    )


def run_uncharted(*words: object, **env: str) -> subprocess.CompletedProcess[str]:
    """Run ``scheduler`` in a process of its own, without drawing charts."""
    code = WITHOUT_CHARTS + "from scheduler.cli import main\nmain()\n"
    return run(code, *words, **env)


def copy_of(name: str, folder: Path) -> Path:
    """Copy a committed scenario and the policy; return the copy."""
    shutil.copytree(SCENARIOS / "policy", folder / "policy")
    shutil.copytree(SCENARIOS / name, folder / name)
    return folder / name


def rows_of(path: Path) -> list[dict[str, str]]:
    """Read a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def files_of(folder: Path) -> dict[str, bytes]:
    """Every CSV and JSON file of an output but ``run.json``, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".csv", ".json") and path.name != "run.json"
    }
