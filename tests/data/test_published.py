"""Published weeks read back, and the inputs kept beside an output."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from scheduler import data
from scheduler.data.convert import written
from scheduler.data.save import write_csv
from scheduler.data.schema import PUBLISHED
from scheduler.model import (
    RULE_DEFAULTS,
    Assignment,
    CheckRef,
    DrawStep,
    RegisterRow,
    Round,
    Timetable,
    Visit,
)
from scheduler.words import Words
from tests.data import make
from tests.data.make import date

WEEK = "2026-W10"
DAY = date("2026-03-03")


def week() -> Timetable:
    """Return a published week of one round with one visit."""
    refs = (CheckRef("i1", "plan", "p1"), CheckRef("i1", "request", "r1", "complaint"))
    return Timetable(
        WEEK,
        visits=(
            Visit(
                "V1", "R1", 1, DAY, "morning", 510, 610, "d1", "t1", "s1", "一厂", refs,
                "yj", ("yj",), ("o1", "o2"), True, "yj:1/2",
            ),
        ),
        rounds=(
            Round(
                "R1", DAY, "morning", "d1", "t1", 500, 620, ("t1",), ("o1", "o2"),
                ("v1",), "yj", 20, 100,
            ),
        ),
        assignments=(
            Assignment("o1", "R1", DAY, "morning", "yj", ("工贸",), False),
            Assignment("o2", "R1", DAY, "morning", "yj", (), False),
        ),
        draw=(DrawStep(1, "yj/d1+d2", "R1", 1, "o1", "0 1/3 0 9f", "drawn", ""),),
        register=(
            RegisterRow("plan", "p1", "s1", "i1", "yj", "planned", "V1", "", ""),
        ),
    )  # fmt: skip


def publish(folder: Path, timetable: Timetable) -> Path:
    """Write a week as an output folder holds it."""
    folder.mkdir(parents=True)
    fields = ("visits", "rounds", "assignments", "draw", "register")
    for table, field in zip(PUBLISHED, fields, strict=True):
        rows = getattr(timetable, field)
        write_csv(written(table, rows), folder / f"{table.name}.csv")
    return folder


def failures(folder: Path) -> list[tuple[str, int | None, str, str]]:
    """Read, expect a DataError, return the problems in brief."""
    with pytest.raises(data.DataError) as caught:
        data.read_published(folder)
    for problem in caught.value.problems:
        assert problem.sentence(Words("en"))
    return [(p.file, p.row, p.column, p.expected) for p in caught.value.problems]


def test_week_is_read_back(tmp_path: Path) -> None:
    assert data.read_published(publish(tmp_path / "out", week())) == week()


def test_three_tables_are_enough(tmp_path: Path) -> None:
    folder = publish(tmp_path / "out", week())
    (folder / "draw.csv").unlink()
    (folder / "register.csv").unlink()
    assert data.read_published(folder) == replace(week(), draw=(), register=())


def test_commit_is_kept_and_names_the_week(tmp_path: Path) -> None:
    folder = publish(tmp_path / "out", Timetable(WEEK))
    (folder / "commit.json").write_bytes(b'{"week":"2026-W10"}')
    read = data.read_published(folder)
    assert read == Timetable(WEEK, commit=b'{"week":"2026-W10"}')


def test_empty_week_is_named_by_its_folder(tmp_path: Path) -> None:
    assert data.read_published(publish(tmp_path / WEEK, Timetable(WEEK))).week == WEEK
    assert failures(publish(tmp_path / "out", Timetable(WEEK))) == [
        ("out", None, "", "no_week")
    ]


def test_missing_tables(tmp_path: Path) -> None:
    folder = publish(tmp_path / WEEK, week())
    (folder / "rounds.csv").unlink()
    (folder / "assignments.csv").unlink()
    assert failures(folder) == [
        (f"{WEEK}/rounds.csv", None, "", "missing_table"),
        (f"{WEEK}/assignments.csv", None, "", "missing_table"),
    ]


def test_no_folder(tmp_path: Path) -> None:
    folder = tmp_path / "nowhere"
    assert failures(folder) == [(str(folder), None, "", "no_output")]


def test_dates_of_another_week(tmp_path: Path) -> None:
    later = replace(week().assignments[1], date=date("2026-03-10"))
    two = replace(week(), assignments=(week().assignments[0], later))
    folder = publish(tmp_path / "out", two)
    assert failures(folder) == [("out/assignments.csv", 3, "date", "outside_week")]


def test_bad_cells_and_repeated_ids(tmp_path: Path) -> None:
    folder = publish(tmp_path / "out", week())
    file = folder / "timetable.csv"
    text = file.read_text(encoding="utf-8").replace("i1@p1", "i1 p1")
    file.write_text(text, encoding="utf-8")
    file = folder / "rounds.csv"
    header, row, *_ = file.read_text(encoding="utf-8").split("\n")
    file.write_text("\n".join([header, row, row]), encoding="utf-8")
    assert failures(folder) == [
        ("out/timetable.csv", 2, "checks", "checks"),
        ("out/rounds.csv", 3, "round", "duplicate_row"),
    ]


def test_broken_commit(tmp_path: Path) -> None:
    folder = publish(tmp_path / "out", week())
    (folder / "commit.json").write_bytes(b"{")
    assert failures(folder) == [("out/commit.json", None, "week", "week")]


OVERRIDE = "\n[overrides.lean]\ntravel.shoulder = 45\n"


def test_inputs_hold_all_that_was_used(tmp_path: Path) -> None:
    folder = make.edited(tmp_path / "s", "scenario.toml", lambda text: text + OVERRIDE)
    file = folder / "closures.csv"
    text = file.read_text(encoding="utf-8").replace("2026-02-15", "2026/2/15")
    file.write_text(
        "\n".join(f"{row},x" for row in text.splitlines()), encoding="gb18030"
    )
    loaded = data.load(folder, ["lean"])
    after = publish(tmp_path / WEEK, week())
    inputs = tmp_path / "out" / "inputs"
    data.write_inputs(loaded, [after], inputs)

    # Canonical text, extra columns kept.
    with (inputs / "closures.csv").open(encoding="utf-8", newline="") as lines:
        assert list(csv.reader(lines))[1] == [
            "*",
            "2026-02-15",
            "2026-02-23",
            "春节",
            "x",
        ]
    # The override is applied and every rule's numbers are written.
    written_settings = tomllib.loads(
        (inputs / "scenario.toml").read_text(encoding="utf-8")
    )
    assert written_settings["travel"]["shoulder"] == 45
    assert set(written_settings["rules"]) == set(RULE_DEFAULTS)
    # The copy loads to the same scenario, and again to the same bytes.
    again = data.load(inputs)
    assert again.scenario == loaded.scenario
    data.write_inputs(again, [inputs / "after" / WEEK], tmp_path / "twice")
    files = [path.relative_to(inputs) for path in inputs.rglob("*") if path.is_file()]
    # 25 tables, scenario.toml, clauses.toml and three of the week before.
    assert len(files) == 30
    for file in files:
        assert (tmp_path / "twice" / file).read_bytes() == (inputs / file).read_bytes()


def test_inputs_keep_the_weeks_before(tmp_path: Path) -> None:
    loaded = data.load(make.folder(tmp_path / "s"))
    data.write_inputs(loaded, [week()], tmp_path / "inputs")
    kept = data.read_published(tmp_path / "inputs" / "after" / WEEK)
    assert kept == replace(week(), draw=(), register=())


@pytest.mark.parametrize("place", [".", "policy", "../policy"])
def test_places_of_the_clauses(tmp_path: Path, place: str) -> None:
    folder = make.folder(tmp_path / "s")
    text = (folder / "clauses.toml").read_text(encoding="utf-8")
    (folder / "clauses.toml").unlink()
    assert data.load(folder).scenario.clauses == {}
    (folder / place).mkdir(exist_ok=True)
    (folder / place / "clauses.toml").write_text(text, encoding="utf-8")
    assert data.load(folder).scenario.clauses == make.small().clauses


def test_bad_clauses(tmp_path: Path) -> None:
    folder = make.folder(tmp_path)
    (folder / "clauses.toml").write_text("[x]\nsource = 1\n", encoding="utf-8")
    with pytest.raises(data.DataError) as caught:
        data.load(folder)
    (problem,) = caught.value.problems
    assert (problem.column, problem.expected) == ("x", "clause")


def test_a_week_brings_the_weeks_it_was_planned_after(tmp_path: Path):
    """W10 was planned after W09: whoever plans after W10 counts both, once each."""
    moved = date("2026-02-24")
    first = week()
    earlier = replace(
        first,
        week="2026-W09",
        visits=tuple(replace(v, date=moved) for v in first.visits),
        rounds=tuple(replace(r, date=moved) for r in first.rounds),
        assignments=tuple(replace(a, date=moved) for a in first.assignments),
    )
    w09 = publish(tmp_path / "w09", earlier)
    w10 = publish(tmp_path / "w10", week())
    publish(w10 / "inputs" / "after" / "2026-W09", earlier)
    assert [w.week for w in data.published_chain([w10])] == [WEEK, "2026-W09"]
    assert [w.week for w in data.published_chain([w09, w10])] == ["2026-W09", WEEK]
