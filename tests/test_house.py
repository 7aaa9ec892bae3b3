"""The house: set-up, lock, sizes, and documents that say what is there."""

import ast
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import typer

from scheduler.cli import app
from scheduler.commands import Exit
from tests.test_cli import FILES

HOME = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")
LOCK = (HOME / "requirements.lock").read_text(encoding="utf-8")
MAKEFILE = (HOME / "Makefile").read_text(encoding="utf-8")
CODE = sorted(
    path for part in ("scheduler", "benchmarks") for path in (HOME / part).rglob("*.py")
)
WRITTEN = [
    *CODE,
    *sorted((HOME / "tests").rglob("*.py")),
    *(
        path
        for pattern in (
            "*.md",
            "*.toml",
            "Makefile",
            ".ci/run",
            "docs/*.md",
            "benchmarks/*.md",
        )
        for path in sorted(HOME.glob(pattern))
    ),
    *sorted((HOME / "notebooks").glob("*.*")),
]
# Functions that are one long list of things, longer than the house rule on purpose.
LONG = {"requests", "pilot", "tiny", "officers_sheet", "_head"}


def read(name: str) -> str:
    return (HOME / name).read_text(encoding="utf-8")


def test_every_file_holds_one_idea():
    long = {path.name: len(path.read_text("utf-8").splitlines()) for path in CODE}
    assert {name: lines for name, lines in long.items() if lines > 300} == {}


def test_every_function_fits_on_a_screen():
    long = set()
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                body = [
                    b for b in node.body if not isinstance(b, ast.Expr)
                ] or node.body
                if (body[-1].end_lineno or 0) - body[0].lineno > 34:
                    long.add(node.name)
    assert long - LONG == set()


@pytest.mark.parametrize("path", WRITTEN, ids=lambda p: p.relative_to(HOME).as_posix())
def test_no_path_of_a_machine_is_written(path):
    # Spelt in two parts, so that this file does not hold what it looks for.
    found = re.findall(r"(?<![\w.])/" + "(?:root|work|opt|home|Users|tmp)/", read(path))
    assert found == []


def test_every_locked_package_has_hashes_and_no_host_is_named():
    assert not re.search(r"https?:|--(?:extra-)?index-url|--find-links|file:", LOCK)
    entries = re.split(r"\n(?=\w)", LOCK)[1:]
    assert len(entries) > 50
    for entry in entries:
        assert re.match(r"[\w.-]+==\S+", entry), entry.splitlines()[0]
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_the_lock_holds_what_the_project_needs():
    project = tomllib.loads(read("pyproject.toml"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.match(r"[\w.-]+", text)[0].lower() for text in asked}  # type: ignore[index]
    locked = set(re.findall(r"^([\w.-]+)==", LOCK, re.MULTILINE))
    assert names - locked == set()
    # The project is built without isolation, from the locked setuptools.
    assert "setuptools" in names
    assert "--no-build-isolation" in MAKEFILE


def test_ci_runs_what_everybody_runs():
    run = HOME / ".ci" / "run"
    assert "make test" in run.read_text("utf-8")
    assert os.name == "nt" or os.access(run, os.X_OK)


@pytest.mark.skipif(not shutil.which("make"), reason="there is no make")
def test_make_says_that_python_is_too_old(tmp_path):
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(HOME / name, tmp_path)
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("python", "python3", "python3.11", "python3.12", "python3.13"):
        old = tools / name
        old.write_text("#!/bin/sh\nexit 1\n")  # what sys.exit(version < 3.11) gives
        old.chmod(0o755)
    make = shutil.which("make")
    assert make
    done = subprocess.run(
        [make, "week"],
        cwd=tmp_path,
        env={"PATH": str(tools)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode != 0
    assert "Python 3.11 or newer is needed" in done.stderr
    assert not (tmp_path / ".venv").exists()


def blocks(text: str) -> list[str]:
    """Indented lines: the commands of a document."""
    return [line.strip() for line in text.splitlines() if line.startswith("    ")]


@pytest.mark.parametrize("name", READMES)
def test_a_readme_names_commands_and_options_that_exist(name):
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    lines = [
        re.sub(r"^\.venv\\Scripts\\", "", line).replace("\\", "/")
        for line in blocks(read(name))
    ]
    told = set()
    for line in lines:
        program, *words = line.split()
        if program == "make":
            assert re.search(rf"^{words[0]}:", MAKEFILE, re.MULTILINE), line
        if program != "scheduler":
            continue
        told.add(words[0])
        known = {o for p in commands[words[0]].params for o in p.opts}
        assert {word for word in words if word.startswith("--")} <= known, line
        if words[1].startswith("scenarios/") and words[1] != "scenarios/mine":
            assert (HOME / words[1] / "scenario.toml").is_file(), line
    assert told == {"check", "week", "generate", "year", "force", "simulate"}


def test_both_readmes_give_the_same_commands():
    english, chinese = (
        [re.sub(r" *#.*", "", line) for line in blocks(read(name))] for name in READMES
    )
    # Only the words of the pin differ.
    differ = [pair for pair in zip(english, chinese, strict=True) if pair[0] != pair[1]]
    assert [pair[0].split()[0] for pair in differ] == ["echo"]


@pytest.mark.parametrize("name", READMES)
def test_a_readme_lists_every_exit_code(name):
    listed = re.findall(r"^\| (\d+) \|", read(name), re.MULTILINE)
    assert [int(code) for code in listed] == [code.value for code in Exit]


@pytest.mark.parametrize("name", READMES)
def test_a_readme_lists_every_file_of_a_week(name):
    text = read(name)
    missing = [f for f in FILES if f"`{f.partition('/')[0]}" not in text]
    assert missing == []


@pytest.mark.parametrize(
    "name",
    [
        *READMES,
        "docs/README.md",
        "outputs/README.md",
        "benchmarks/README.md",
        "docs/benchmarks.md",
    ],
)
def test_the_links_of_a_page_lead_somewhere(name):
    page = HOME / name
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8"))
    assert links
    assert [one for one in links if not (page.parent / one).exists()] == []
