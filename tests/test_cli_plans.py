"""``scheduler year`` and ``scheduler force``: what is written; weeks take it."""

import json
import shutil

import pytest

from tests.commanding import SCENARIOS, copy_of, files_of, rows_of, say

YEAR = ("--year", "2027")
YEAR_FILES = {
    *("plan.csv", "draws.csv", "draw_frame.csv", "loads.csv", "visits.csv"),
    *("unmet.csv", "coverage.csv", "year.json", "year.xlsx", "load.png", "load.pdf"),
    *("coverage.png", "coverage.svg", "inputs", "coverage-risk.pdf"),
    *("coverage-town.png", "map.png", "map-2.svg"),
}
FORCE_FILES = {
    *("officers.csv", "targets.csv", "moves.csv", "liaison.csv", "reviewers.csv"),
    *("force.json", "split.png", "split.svg", "split.pdf", "inputs"),
}
VALUE_FILES = {"values.csv", "shares.csv", "values.png", "values-2.png", "values.pdf"}


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """The year of tiny, and what was said."""
    folder = tmp_path_factory.mktemp("year") / "2027"
    return folder, say("year", SCENARIOS / "tiny", *YEAR, "--out", folder)


def test_a_year_is_written_whole(year):
    folder, done = year
    assert done.exit_code == 0, done.stderr
    assert {path.name for path in folder.iterdir()} >= YEAR_FILES
    assert [path.name for path in folder.parent.iterdir()] == ["2027"]
    assert "检查频次　全部可以满足" in done.stdout
    assert str(folder) in done.stdout
    levels = json.loads((folder / "year.json").read_bytes())["levels"]
    assert [(row["name"], row["gap"]) for row in levels] == [
        ("unmet", 0),
        ("visits", 0),
        ("above", 0),
    ]


def test_the_same_year_twice_has_the_same_bytes(year, tmp_path):
    again = say("year", SCENARIOS / "tiny", *YEAR, "--out", tmp_path / "2027")
    assert again.exit_code == 0
    assert files_of(tmp_path / "2027") == files_of(year[0])


def test_weeks_take_the_plan_as_the_filed_one(year, tmp_path):
    scenario = copy_of("tiny", tmp_path)
    for name in ("plan", "draws", "draw_frame"):
        shutil.copy(year[0] / f"{name}.csv", scenario)
    assert say("check", scenario).exit_code == 0
    week = ("--week", "2027-W10", "--seconds", "5", "--out", tmp_path / "out")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("scheduler.report.write_pictures", lambda *_, **__: None)
        done = say("week", scenario, *week)
    assert done.exit_code == 0, done.stderr
    assert "校验通过" in done.stdout
    planned = {r["row_id"] for r in rows_of(tmp_path / "out" / "register.csv")}
    assert {row["plan_id"] for row in rows_of(year[0] / "plan.csv")} <= planned


def test_a_year_speaks_english(tmp_path):
    words = (*YEAR, "--out", tmp_path / "2027", "--lang", "en")
    done = say("year", SCENARIOS / "tiny", *words)
    assert "Frequencies: all can be met" in done.stdout


ASKED = {
    "no calendar": (("year", "--year", "2031"), "日历表不含 2031-01-01"),
    "a year of five digits": (("year", "--year", "99999"), "1 至 9999 之间"),
    "a year below nothing": (("year", "--year", "-5"), "现为 -5"),
    "no year to count": (("year", "--year", "0"), "现为 0"),
    "no year to post for": (("force", "--year", "99999"), "1 至 9999 之间"),
    "no year to simulate": (("simulate", "--year", "99999"), "1 至 9999 之间"),
    "no beacon": (("year", *YEAR, "--beacon", " "), "--beacon 不能为空"),
    "no filed plan": (("year", "--from", "2027-W10"), "2027 年没有已备案的计划"),
    "no reserve": (("year", *YEAR, "--reserve", "1"), "--reserve 应为"),
    "no year": (("force", "--values"), "请加 --year"),
    "no share": (("force", "--share", "1.2"), "--share 应大于 0"),
    "no date": (("force", "--date", "2026-13-01"), "2026-13-01"),
}


@pytest.mark.parametrize("name", ASKED)
def test_what_cannot_be_done_is_said(name, tmp_path):
    (command, *words), told = ASKED[name]
    done = say(command, SCENARIOS / "tiny", *words, "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert told in done.stderr
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [("year", *YEAR), ("force",)])
def test_a_folder_of_other_things_is_left_alone(command, tmp_path):
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    done = say(*command[:1], SCENARIOS / "tiny", *command[1:], "--out", tmp_path)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    "command", [("year", *YEAR), ("force",), ("week", "--week", "2026-W49")]
)
def test_a_folder_below_a_file_is_refused(command, tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_text("mine", encoding="utf-8")
    for out in (letter, letter / "x", letter / "x" / "y"):
        done = say(command[0], SCENARIOS / "tiny", *command[1:], "--out", out)
        assert done.exit_code == 2
        assert f"{letter} 是文件，不是文件夹" in done.stderr
        assert len(done.stderr.splitlines()) == 1
        assert done.stdout == ""
    assert letter.read_text("utf-8") == "mine"


def test_the_force_is_posted_and_the_scenario_takes_it(tmp_path):
    words = ("--date", "2026-12-01", "--out", tmp_path / "force")
    done = say("force", SCENARIOS / "tiny", *words)
    assert done.exit_code == 0, done.stderr
    assert {path.name for path in (tmp_path / "force").iterdir()} == FORCE_FILES
    scenario = copy_of("tiny", tmp_path)
    shutil.copy(tmp_path / "force" / "officers.csv", scenario)
    assert say("check", scenario).exit_code == 0
    before = rows_of(SCENARIOS / "tiny" / "officers.csv")
    after = rows_of(scenario / "officers.csv")
    assert [row["officer"] for row in after] == [row["officer"] for row in before]
    moved = {r["officer"] for r in rows_of(tmp_path / "force" / "moves.csv")}
    changed = {
        a["officer"]
        for a, b in zip(after, before, strict=True)
        if (a["districts"], a["town"]) != (b["districts"], b["town"])
    }
    assert changed == moved
    for row, old, new in (
        (r, a, b)
        for r in rows_of(tmp_path / "force" / "moves.csv")
        for a, b in zip(before, after, strict=True)
        if a["officer"] == r["officer"]
    ):
        assert (row["before"], row["after"]) == (old["districts"], new["districts"])
        assert (row["town_before"], row["town_after"]) == (old["town"], new["town"])
    # Two of the bureau in each district, and two of each team: nobody leaves his own.
    table = json.loads((tmp_path / "force" / "force.json").read_bytes())
    assert (table["moves"], table["town_moves"]) == (4, 4)
    assert table["levels"][-1]["name"] == "team_moves"
    assert table["levels"][-1]["value"] == 0
    assert "调整 4 人（变动片区 0 人，仅变动乡镇 4 人）" in done.stdout


def test_the_work_of_a_year_moves_people_to_it(tmp_path):
    words = ("--date", "2026-12-01", "--share", "1")
    plain = say("force", SCENARIOS / "pilot", *words, "--out", tmp_path / "plain")
    by_work = (*words, "--year", "2027", "--out", tmp_path / "work")
    done = say("force", SCENARIOS / "pilot", *by_work)
    assert (plain.exit_code, done.exit_code) == (0, 0)

    def posted(folder):
        rows = rows_of(tmp_path / folder / "targets.csv")
        return {(r["department"], r["district"]): int(r["posted"]) for r in rows}

    # One district only: everybody stays, whatever the work.
    assert posted("plain") == posted("work")


def test_what_more_is_worth(tmp_path):
    words = ("--date", "2026-12-01", *YEAR, "--values", "--out", tmp_path / "force")
    done = say("force", SCENARIOS / "tiny", *words)
    assert done.exit_code == 0, done.stderr
    assert {p.name for p in (tmp_path / "force").iterdir()} >= FORCE_FILES | VALUE_FILES
    assert "仅供测算，不作检查指标" in done.stdout
    assert "测算增减人员、车辆、夜间时段的影响" in done.stdout
    table = json.loads((tmp_path / "force" / "force.json").read_bytes())["values"]
    assert (table["year"], table["checks"]) == (2027, 33)
    # Two of every team in both districts, as today: all can be carried out.
    assert (table["whole"], table["carried"]) == (33, 33)
    rows = rows_of(tmp_path / "force" / "values.csv")
    assert {row["kind"] for row in rows} >= {"officer", "vehicle"}
    assert all(float(row["more"]) <= float(row["estimate"]) + 0.01 for row in rows)
    shares = rows_of(tmp_path / "force" / "shares.csv")
    assert [row["share"] for row in shares] == ["", "0.8", "0.85"]


def test_what_is_left_of_a_year(year, tmp_path):
    scenario = copy_of("tiny", tmp_path)
    for name in ("plan", "draws", "draw_frame"):
        shutil.copy(year[0] / f"{name}.csv", scenario)
    words = ("--from", "2027-W27", "--out", tmp_path / "rest")
    done = say("year", scenario, *words)
    assert done.exit_code == 0, done.stderr
    assert "自 2027-W27 起重新编排" in done.stdout
    rows = rows_of(tmp_path / "rest" / "plan.csv")
    assert all(row["due"] >= "2027-07-05" for row in rows)
    refused = say("year", scenario, "--year", "2026", *words)
    assert refused.exit_code == 2
    assert "2027-W27" in refused.stderr
