"""Each command with each exit code, and what a user reads."""

import dataclasses
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from scheduler.cli import app
from scheduler.model import RULE_DEFAULTS, Status
from scheduler.week import Planner
from scheduler.words import Words
from tests.commanding import SCENARIOS, copy_of, rows_of, run, say
from tests.folders import edit_cell

OK, VIOLATED, BAD_INPUT, INFEASIBLE, NO_SOLUTION, FAULT = range(6)
FILES = (
    "timetable.csv",
    "rounds.csv",
    "assignments.csv",
    "draw.csv",
    "commit.json",
    "register.csv",
    "measures.csv",
    "result.json",
    "run.json",
    "statement.json",
    "statement.html",
    "timetable.xlsx",
    "inputs/scenario.toml",
)


@pytest.fixture(autouse=True)
def _no_charts(monkeypatch):
    monkeypatch.setattr("scheduler.report.write_pictures", lambda *_, **__: None)


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    """The tiny week, planned once by the command, and what was said."""
    folder = tmp_path_factory.mktemp("planned") / "2026-W49"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("scheduler.report.write_pictures", lambda *_, **__: None)
        words = ("--week", "2026-W49", "--out", folder)
        return folder, say("week", SCENARIOS / "tiny", *words)


def test_check_counts_what_it_read():
    done = say("check", SCENARIOS / "tiny")
    assert done.exit_code == OK
    # scenarios/tiny/README.md: four towns in two districts, sixteen officers.
    for part in ("片区 2 个", "（街道）4 个", "执法人员 16 人", "检查对象 8 个"):
        assert part in done.stdout


def test_check_speaks_english():
    done = say("check", SCENARIOS / "tiny", "--lang", "en")
    assert "2 districts, 4 towns, 16 officers, 8 sites" in done.stdout


def test_week_writes_every_file_and_says_where(planned):
    folder, done = planned
    assert done.exit_code == OK
    assert [name for name in FILES if not (folder / name).is_file()] == []
    # Only the week itself: the folder it was made in is gone.
    assert [path.name for path in folder.parent.iterdir()] == ["2026-W49"]
    assert str(folder) in done.stdout
    # The README of tiny by hand: four sites and two areas are visited (L1, L3, H2,
    # H3; L4, H4) by four rounds (in each district six officers of three departments
    # and two of a town: 16); of the eight entries each department alone would make
    # (two at each of the four sites) four are left; all three musts are placed; L2
    # and H1 stay behind for want of people.
    words = Words("zh")
    people = {"rounds": 4, "officers": 16}
    visits = words(
        "report.summary.visits", visits=6, entries=4, areas=2, checks=6, **people
    )
    saved = words(
        "report.summary.saved", baseline=8, entries=4, saved=4, percent="50.0%"
    )
    musts = words("report.summary.musts_all", musts=3)
    assert [text for text in (visits, saved, musts) if text not in done.stdout] == []
    assert "人员、车辆或时段不足 2 条" in done.stdout


def test_verify_lists_every_rule(planned):
    done = say("verify", planned[0])
    assert done.exit_code == OK
    assert "校验通过" in done.stdout
    words = Words("zh")
    titles = [words(f"rules.{rule}.title") for rule in RULE_DEFAULTS]
    assert [title for title in titles if title not in done.stdout] == []


def test_verify_finds_a_forged_row(planned, tmp_path):
    folder = shutil.copytree(planned[0], tmp_path / "forged")
    site = rows_of(folder / "timetable.csv")[0]["site"]
    other = next(s for s in ("L1", "L2") if s != site)
    edit_cell(folder, "timetable.csv", 2, "site", other)
    done = say("verify", folder)
    assert done.exit_code == VIOLATED
    assert "校验通过" not in done.stdout


def test_verify_writes_the_statement_only_when_asked(planned, tmp_path):
    folder = shutil.copytree(planned[0], tmp_path / "copy")
    (folder / "statement.html").unlink()
    say("verify", folder)
    assert not (folder / "statement.html").exists()
    say("verify", folder, "--write")
    assert (folder / "statement.html").is_file()


def test_verify_needs_a_week(tmp_path):
    done = say("verify", tmp_path)
    assert done.exit_code == BAD_INPUT
    assert "result.json" in done.stderr


def test_rules_prints_the_book():
    done = say("rules")
    assert done.exit_code == OK
    printed = [line.partition("　")[0] for line in done.stdout.splitlines()]
    assert [rule for rule in RULE_DEFAULTS if rule not in printed] == []
    assert "南政办〔2024〕31号" in done.stdout


def test_a_generated_scenario_can_be_planned(tmp_path):
    made = say("generate", "tiny", "--out", tmp_path / "mine")
    assert made.exit_code == OK
    assert "模拟数据" in made.stdout
    words = ("--week", "2026-W49", "--out", tmp_path / "out")
    assert say("week", tmp_path / "mine", *words).exit_code == OK


def test_a_week_without_working_day_says_why(tmp_path):
    # 2026-W08 is 16 to 22 February: the Spring Festival.
    words = ("--week", "2026-W08", "--out", tmp_path / "out")
    done = say("week", SCENARIOS / "tiny", *words)
    assert done.exit_code == OK
    assert "本周无工作日（春节）" in done.stdout
    assert "校验通过" in done.stdout
    assert rows_of(tmp_path / "out" / "timetable.csv") == []


def pin(scenario: Path, *rows: str) -> None:
    with (scenario / "pins.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"2026-W49,{row},测试,测试\n" for row in rows)


def test_clashing_pins_are_named(tmp_path):
    # The market officers of 仑苍 have one session a week each, and both sites need
    # two of the two: not on two days.
    scenario = copy_of("tiny", tmp_path)
    pin(scenario, "visit_at,L1,,2026-12-01 morning", "visit_at,L2,,2026-12-02 morning")
    done = say("week", scenario, "--week", "2026-W49", "--out", tmp_path / "out")
    assert done.exit_code == INFEASIBLE
    assert "L1" in done.stderr
    assert "L2" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["policy", "tiny"]


def test_a_pin_is_kept(tmp_path):
    scenario = copy_of("tiny", tmp_path)
    pin(scenario, "visit_at,L2,,2026-12-02 morning")
    words = ("--week", "2026-W49", "--out", tmp_path / "out")
    assert say("week", scenario, *words).exit_code == OK
    visits = {row["site"]: row for row in rows_of(tmp_path / "out" / "timetable.csv")}
    assert visits["L2"]["date"] == "2026-12-02"
    assert visits["L2"]["session"] == "morning"
    # L1 needs the same two market officers, who have no second session.
    assert "L1" not in visits


def test_no_week_in_time_writes_nothing(tmp_path, monkeypatch):
    plan = Planner.plan

    def out_of_time(self):
        planned = plan(self)
        result = dataclasses.replace(planned.result, status=Status.NO_SOLUTION)
        return dataclasses.replace(planned, result=result)

    monkeypatch.setattr(Planner, "plan", out_of_time)
    words = ("--week", "2026-W49", "--out", tmp_path / "out")
    done = say("week", SCENARIOS / "tiny", *words)
    assert done.exit_code == NO_SOLUTION
    assert "--seconds" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_fault_of_the_program_is_not_called_bad_input(tmp_path, monkeypatch):
    def fail(self):
        raise ValueError("a bug")

    monkeypatch.setattr(Planner, "plan", fail)
    words = ("week", SCENARIOS / "tiny", "--week", "2026-W49", "--out", tmp_path / "o")
    done = say(*words)
    assert done.exit_code == FAULT
    assert "ValueError" in done.stderr
    assert "--debug" in done.stderr
    debugged = CliRunner().invoke(app, [*map(str, words), "--debug"])
    assert debugged.exit_code == FAULT
    assert debugged.stdout == done.stdout
    assert "Traceback" in debugged.stderr
    assert "ValueError: a bug" in debugged.stderr
    assert "--debug" not in debugged.stderr
    wrong = CliRunner().invoke(app, ["check", "nowhere", "--debug"])
    assert wrong.exit_code == BAD_INPUT
    assert "Traceback" in wrong.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_reader_who_leaves_early_is_no_fault():
    # What ``scheduler rules | head -1`` does: the pipe closes after some bytes.
    code = (
        "import subprocess, sys\n"
        "p = subprocess.Popen([sys.executable, '-m', 'scheduler', 'rules'],"
        " stdout=subprocess.PIPE, stderr=subprocess.PIPE)\n"
        "p.stdout.read(1)\np.stdout.close()\n"
        "sys.stdout.buffer.write(p.stderr.read())\np.wait()\n"
    )
    assert run(code).stdout == ""
