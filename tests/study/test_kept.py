"""Simulated weeks on disk: whole or not there."""

import json
import shutil

import pytest

from scheduler.data import DataError
from scheduler.model import Chances
from scheduler.study.carry_out import Fate
from scheduler.study.kept import KeptWeek, clear, keep, kept
from scheduler.study.tally import Ran, tally_of
from tests.study.weeks import tiny, tiny_week

NUMBERS = {
    "entries": 1.0, "alone": 2.0, "joint_visits": 1.0,
    "joint_possible": None, "area_visits": 0.0,
}  # fmt: skip


def a_week() -> KeptWeek:
    found = Fate(tiny_week(), Chances(mend=1), 0).carried()
    ran = Ran(tiny_week(), True, 1.5)
    tally = tally_of(ran, found, tiny(), 3, lambda planned: NUMBERS)
    return KeptWeek(tally, found.history, found.requests)


def write(folder, week: KeptWeek) -> None:
    with keep(folder) as keeper:
        keeper.done(week.tally, week.history, week.requests)


def test_a_week_comes_back_as_it_was(tmp_path):
    week = a_week()
    assert week.history
    assert week.requests
    assert week.tally.loads
    write(tmp_path / "W", week)
    assert kept(tmp_path / "W") == week
    assert [path.name for path in tmp_path.iterdir()] == ["W"]


def test_a_week_that_is_not_there_is_none(tmp_path):
    assert kept(tmp_path / "W") is None


def test_a_week_that_was_broken_off_is_not_there(tmp_path):
    def broken_off() -> None:
        with keep(tmp_path / "W") as keeper:
            (keeper.folder / "history.csv").write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken_off()
    with keep(tmp_path / "W"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_cleared(tmp_path):
    write(tmp_path / "W", a_week())
    (tmp_path / ".week-abc" / "week").mkdir(parents=True)
    clear(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["W"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"week": "2026-W49"}'])
def test_a_damaged_week_is_told(tmp_path, text):
    write(tmp_path / "W", a_week())
    (tmp_path / "W" / "tally.json").write_text(text)
    with pytest.raises(DataError, match="tally"):
        kept(tmp_path / "W")


def test_a_damaged_history_is_told(tmp_path):
    write(tmp_path / "W", a_week())
    path = tmp_path / "W" / "history.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2026-", "20x6-"))
    with pytest.raises(DataError, match=r"history\.csv"):
        kept(tmp_path / "W")


def test_numbers_of_a_week(tmp_path):
    week = a_week().tally
    table = tiny_week().timetable
    assert week.visits == len(table.visits)
    assert week.checks == sum(len(visit.checks) for visit in table.visits)
    assert week.joint_possible == 0
    weight = {kind.kind: kind.weight for kind in tiny().settings.sessions}
    assert week.used == sum(weight[row.session] for row in table.assignments)
    assert all(row.used <= row.there for row in week.loads)
    assert week.days == 5
    write(tmp_path / "W", a_week())
    text = json.loads((tmp_path / "W" / "tally.json").read_text(encoding="utf-8"))
    assert text["status"] == "OPTIMAL"
    shutil.rmtree(tmp_path / "W")
