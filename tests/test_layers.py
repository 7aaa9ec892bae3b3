"""The layer table of the design: who may import whom, and which libraries."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import scheduler

HOME = Path(scheduler.__file__).parent
ROOM = "scheduler"
ALL = {
    "model",
    "rules",
    "data",
    "intake",
    "engine",
    "week",
    "force",
    "year",
    "explain",
    "study",
    "report",
    "web",
}
COMMAND_LINE = {
    *("cli", "commands", "force_commands", "generate_commands", "simulate_commands"),
    *("year_commands", "api", "api_force", "api_generate", "api_simulate", "api_year"),
    *("api_values", "asked", "terminal", "troubles", "usage"),
}
# Package -> packages of ours it may import; `words`, `fresh`, `compiled`,
# `collector` are leaves open to all.
OURS: dict[str, set[str]] = {
    "model": set(),
    "words": set(),
    "fresh": set(),
    "compiled": set(),
    "collector": set(),
    "rules": {"model"},
    "data": {"model"},
    "intake": {"model"},
    "engine": set(),
    "week": {"model", "intake", "engine"},
    "force": {"model"},
    "year": {"model", "intake"},
    "explain": {"model", "rules", "intake", "week"},
    "study": ALL - {"report", "web"},
    "report": {"model", "rules"},
    "web": ALL | {"api"},
    # The command line: one layer of a few files.
    "cli": ALL | COMMAND_LINE,
    "commands": ALL | COMMAND_LINE,
    "force_commands": ALL | COMMAND_LINE,
    "generate_commands": ALL | COMMAND_LINE,
    "year_commands": ALL | COMMAND_LINE,
    "simulate_commands": ALL | COMMAND_LINE,
    "api_force": ALL | {"api", "api_values", "asked", "folders"},
    "api_generate": {"model", "data", "year"},
    "api_simulate": ALL | {"api", "asked"},
    "api_values": ALL,
    "api_year": ALL | {"api", "asked", "folders"},
    "terminal": ALL | COMMAND_LINE,
    "api": ALL | {"asked", "folders"},
    "asked": {"model"},
    "folders": set(),
    "troubles": set(),
    "usage": set(),
    # Run once, at installation.
    "prepare": {"model", "data", "week"},
    # The root imports lazily, inside a function.
    "__init__": {"api"},
    "__main__": {"cli"},
}
TABLES = {
    "pandas",
    "numpy",
    "pydantic",
    "pydantic_core",
    "openpyxl",
    "xlsxwriter",
    "python_calamine",
    "chinese_calendar",
    "holidays",
    "sqlalchemy",
    "alembic",
}
# Package -> libraries it may import beside the standard one.
THEIRS: dict[str, set[str]] = {
    "data": TABLES,
    "compiled": {"numba", "numpy"},
    "engine": {"highspy", "ortools", "numpy"},
    "week": {"ortools", "numpy", "pyomo"},
    "force": {"pyomo", "highspy"},
    "year": {"pyomo", "highspy"},
    "explain": {"ortools", "numpy", "pyomo"},
    "study": {"pandas"},
    "report": {
        "pandas",
        "numpy",
        "matplotlib",
        "xlsxwriter",
        "icalendar",
        "pylopdf_fonts_zh_cn",
    },
    "web": {"fastapi", "uvicorn", "jinja2", "starlette", "multipart"},
    "cli": {"typer", "rich"},
    "commands": {"typer", "rich"},
    "force_commands": {"typer", "rich"},
    "generate_commands": {"typer", "rich"},
    "simulate_commands": {"typer", "rich"},
    "year_commands": {"typer", "rich"},
    "terminal": {"typer", "rich"},
    "usage": {"typer", "pydantic"},
    "api": set(),
}
FILES = sorted(HOME.rglob("*.py"))


def package_of(path: Path) -> str:
    return path.relative_to(HOME).with_suffix("").parts[0]


def imports_of(text: str, parts: tuple[str, ...]) -> Iterator[str]:
    """Every module a text imports anywhere; `parts` is the name of its own module."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = parts[: len(parts) - node.level] if node.level else ()
            module = ".".join((*base, *filter(None, [node.module])))
            if module == ROOM:
                # ``from scheduler import model`` names the package in the list.
                yield from (f"{ROOM}.{alias.name}" for alias in node.names)
            else:
                yield module


def breaches(package: str, modules: Iterator[str]) -> list[str]:
    """Imports of a package that the table does not allow."""
    ours = OURS[package] | {package, "words", "fresh", "compiled", "collector"}
    theirs = THEIRS.get(package, set()) | set(sys.stdlib_module_names)
    found = []
    for module in modules:
        top, _, rest = module.partition(".")
        inner = rest.partition(".")[0]
        if top == ROOM:
            if inner and inner not in ours and not inner.startswith("__"):
                found.append(module)
        elif top not in theirs:
            found.append(module)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(HOME)))
def test_a_file_imports_only_what_its_layer_may(path):
    package = package_of(path)
    assert package in OURS, f"{package} is in no row of the layer table"
    parts = path.relative_to(HOME.parent).with_suffix("").parts
    found = imports_of(path.read_text(encoding="utf-8"), parts)
    assert breaches(package, found) == []


def test_the_walk_sees_every_form_of_import():
    text = (
        "import pandas as pd\nimport csv\n"
        "from scheduler.week import solve\nfrom scheduler import data\n"
        "from scheduler.model import Week\n"
        "def late():\n    from ..intake import demand\n"
    )
    found = sorted(imports_of(text, ("scheduler", "rules", "imagined")))
    assert found == [
        "csv",
        "pandas",
        "scheduler.data",
        "scheduler.intake",
        "scheduler.model",
        "scheduler.week",
    ]
    assert breaches("rules", iter(found)) == [
        "pandas",
        "scheduler.data",
        "scheduler.intake",
        "scheduler.week",
    ]


def test_week_force_and_year_are_strangers():
    for package in ("week", "force", "year"):
        others = {"week", "force", "year", "report"} - {package}
        assert not OURS[package] & others
