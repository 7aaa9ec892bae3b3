"""Overrides that name tables: a folder beside the scenario replaces whole tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler import data
from scheduler.data.settings import read_settings
from tests.data import make
from tests.data.expect import errors

OVERRIDE = '\n[overrides.other]\ntables = "other"\n'
HEAD = "plan_id,site,item,earliest,due,latest\n"
ROW = "n1,s1,i1,2026-03-01,2026-03-10,2026-03-31\n"


def scenario(path: Path, text: str = OVERRIDE, **tables: str) -> Path:
    """Save the small scenario with an override; `tables` is its folder's content."""
    folder = make.folder(path)
    file = folder / "scenario.toml"
    file.write_text(file.read_text("utf-8") + text, "utf-8")
    if tables:
        (folder / "other").mkdir()
    for name, content in tables.items():
        (folder / "other" / f"{name}.csv").write_text(content, "utf-8")
    return folder


def ids(loaded: data.Loaded) -> list[str]:
    return [row.plan_id for row in loaded.scenario.plan]


def test_a_table_is_replaced_only_where_the_override_is_asked_for(
    tmp_path: Path,
) -> None:
    folder = scenario(tmp_path, plan=HEAD + ROW)
    plain, other = data.load(folder), data.load(folder, ["other"])
    assert ids(plain) == ["p1", "p2", "p3"]
    assert ids(other) == ["n1"]
    assert other.scenario.sites == plain.scenario.sites
    assert list(other.tables["plan"].columns["plan_id"]) == ["n1"]


def test_an_override_may_hold_settings_too_and_later_ones_win(tmp_path: Path) -> None:
    text = (
        '\n[overrides.other]\ntables = "other"\ntravel.shoulder = 45\n'
        '[overrides.third]\ntables = "third"\n'
    )
    folder = scenario(tmp_path, text, plan=HEAD + ROW)
    (folder / "third").mkdir()
    (folder / "third" / "plan.csv").write_text(HEAD + ROW.replace("n1", "x1"), "utf-8")
    both = data.load(folder, ["other", "third"])
    assert both.scenario.settings.travel.shoulder == 45
    assert ids(both) == ["x1"]
    assert ids(data.load(folder, ["third", "other"])) == ["n1"]


def test_a_bad_cell_is_told_with_its_folder(tmp_path: Path) -> None:
    bad = ROW.replace("2026-03-10", "soon").replace("s1", "s9")
    folder = scenario(tmp_path, plan=HEAD + ROW + bad.replace("n1", "n2"))
    assert set(errors(folder, "other")) == {
        ("other/plan.csv", 3, "due", "date"),
        ("other/plan.csv", 3, "site", "reference"),
    }
    assert ids(data.load(folder)) == ["p1", "p2", "p3"]


@pytest.mark.parametrize(
    ("tables", "expected"),
    [({}, "no_table_folder"), ({"plam": HEAD}, "empty_table_folder")],
)
def test_a_folder_without_tables_is_an_error_where_it_is_asked_for(
    tables: dict[str, str], expected: str, tmp_path: Path
) -> None:
    folder = scenario(tmp_path, **tables)
    setting = "overrides.other.tables"
    assert errors(folder, "other") == [("scenario.toml", None, setting, expected)]
    # Not asked for, it is not looked at: a copy without the folder can be loaded.
    data.load(folder)


def test_a_misspelt_table_is_warned_of(tmp_path: Path) -> None:
    folder = scenario(tmp_path, plan=HEAD + ROW, drawz="draw\n")
    (problem,) = data.load(folder, ["other"]).problems
    assert (problem.file, problem.expected) == ("other/drawz.csv", "stranger")
    assert dict(problem.fields)["near"] == "draws.csv"


@pytest.mark.parametrize("value", ["true", '""', '{ plan = "plan.csv" }'])
def test_tables_are_one_folder_asked_for_or_not(value: str, tmp_path: Path) -> None:
    folder = scenario(tmp_path, f"\n[overrides.other]\ntables = {value}\n")
    column = "overrides.other.tables"
    for names in ((), ("other",)):
        assert errors(folder, *names) == [
            ("scenario.toml", None, column, "table_folder")
        ]


def test_the_folder_lies_beside_a_workbook_too(tmp_path: Path) -> None:
    folder = scenario(tmp_path, plan=HEAD + ROW)
    book = folder / "all.xlsx"
    data.write_workbook(data.load(folder).tables, book)
    assert ids(data.load(book)) == ["p1", "p2", "p3"]
    assert ids(data.load(book, ["other"])) == ["n1"]


def test_kept_inputs_hold_the_tables_and_not_the_override(tmp_path: Path) -> None:
    folder = scenario(tmp_path / "in", plan=HEAD + ROW)
    data.write_inputs(data.load(folder, ["other"]), (), tmp_path / "out")
    kept = data.load(tmp_path / "out")
    assert ids(kept) == ["n1"]
    assert kept.scenario.settings.overrides == {}


def test_settings_with_tables_survive_writing(tmp_path: Path) -> None:
    loaded = data.load(scenario(tmp_path, plan=HEAD + ROW))
    text = data.tables_of(loaded.scenario).scenario
    again, problems = read_settings(text, "scenario.toml")
    assert problems == []
    assert again == loaded.scenario.settings


def test_only_tables_that_differ_are_written(tmp_path: Path) -> None:
    folder = scenario(tmp_path / "in", plan=HEAD + ROW)
    plain, other = data.load(folder), data.load(folder, ["other"])
    out = tmp_path / "out"
    out.mkdir()
    (out / "sites.csv").write_text("of another run", "utf-8")
    data.save_override(other.tables, plain.tables, out)
    assert [path.name for path in out.iterdir()] == ["plan.csv"]
