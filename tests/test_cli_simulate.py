"""``scheduler simulate``: weeks after weeks, broken off and gone on with."""

import json
import shutil
from types import SimpleNamespace

import pytest

from scheduler.api_simulate import beacon_of
from scheduler.data import read_rows
from scheduler.model import HistoryRow, Week
from tests.commanding import SCENARIOS, copy_of, rows_of, say
from tests.study.weeks import fulfilled

SAME = ("--year", "2027", "--deterministic", "--set", "solve.work=0.2")
TABLES = ("weeks.csv", "loads.csv", "items.csv", "years.csv")


def words_of(out, weeks, *more):
    return (
        "simulate",
        SCENARIOS / "tiny",
        *SAME,
        "--weeks",
        weeks,
        "--out",
        out,
        *more,
    )


def numbers(out, name):
    """The rows of a table without the clock."""
    rows = rows_of(out / name)
    for row in rows:
        row.pop("seconds", None)
    return [row for row in rows if row.get("measure") != "seconds"]


@pytest.fixture(scope="module")
def straight(tmp_path_factory):
    """Five weeks with two forces, in one go."""
    out = tmp_path_factory.mktemp("straight") / "out"
    done = say(*words_of(out, 5, "--fewer", "0.5"))
    assert done.exit_code == 0, done.stderr
    return out, done


def test_a_simulation_is_written_whole(straight):
    out, done = straight
    names = {path.name for path in out.iterdir()}
    assert names >= {*TABLES, "full", "fewer-50", "plan.csv", "simulation.json"}
    assert {"simulation.png", "simulation.svg", "simulation.pdf"} <= names
    assert "现有力量｜少 50% 人员" in done.stdout
    assert "通过校验的周数：5｜5" in done.stdout
    assert "以上只是前 5 周；不加 --weeks" in done.stdout
    assert "未完成" not in done.stdout
    assert "[现有力量] 2027-W02（2/5，剩不到 1 分钟）" in done.stdout
    assert "[少 50% 人员] 2027-W05（5/5）" in done.stdout
    assert [path.name for path in sorted((out / "full").iterdir())] == [
        f"2027-W{k:02d}" for k in range(1, 6)
    ]


def test_the_whole_force_does_more(straight):
    weeks = rows_of(straight[0] / "weeks.csv")
    whole = [int(row["fulfilled"]) for row in weeks if row["fewer"] == "0"]
    half = [int(row["fulfilled"]) for row in weeks if row["fewer"] != "0"]
    assert len(whole) == len(half) == 5
    assert whole == sorted(whole)
    assert whole[-1] > half[-1]


def test_what_was_done_is_in_the_history(straight):
    out = straight[0]
    counts = [
        int(r["fulfilled"]) for r in rows_of(out / "weeks.csv") if r["fewer"] == "0"
    ]
    plan = read_rows("plan", out / "plan.csv")
    history: list[HistoryRow] = []
    for k, count in enumerate(counts, start=1):
        new = read_rows("history", out / "full" / f"2027-W{k:02d}" / "history.csv")
        done = {row.plan_id for row in history}
        assert not {row.plan_id for row in new} & done  # nothing is checked twice
        history += new
        assert count == len(fulfilled(plan, history))
    assert 0 < counts[0] < counts[-1]


def test_a_kept_week_is_what_was_published_and_what_came_of_it(straight):
    week = straight[0] / "full" / "2027-W02"
    names = {path.name for path in week.iterdir()}
    assert names >= {"timetable.csv", "register.csv", "history.csv", "tally.json"}
    # The inputs that a statement speaks of are gone: whether the week was verified
    # stands in its tally.
    assert not names & {"inputs", "statement.json", "statement.html"}
    assert json.loads((week / "tally.json").read_bytes())["verified"] is True


def test_the_demo_beacon_stays_one_that_publication_refuses(straight):
    week = straight[0] / "full" / "2027-W02"
    assert json.loads((week / "result.json").read_bytes())["beacon"] == "demo"
    assert beacon_of("demo", Week(2027, 2)) == "demo"
    assert beacon_of("2026-11-27-57203", Week(2027, 2)) == "2026-11-27-57203-2027-W02"


def test_a_run_broken_off_goes_on_to_the_same_end(straight, tmp_path):
    out = tmp_path / "out"
    first = say(*words_of(out, 2))
    assert first.exit_code == 0, first.stderr
    kept = (out / "full" / "2027-W02" / "tally.json").read_bytes()
    again = say(*words_of(out, 5, "--fewer", "0.5"))
    assert again.exit_code == 0, again.stderr
    assert (out / "full" / "2027-W02" / "tally.json").read_bytes() == kept
    for name in TABLES:
        assert numbers(out, name) == numbers(straight[0], name), name


def test_another_simulation_is_not_mixed_in(straight):
    done = say(*words_of(straight[0], 5, "--seed", "7"))
    assert done.exit_code == 2
    assert "seed" in done.stderr
    other = say("simulate", SCENARIOS / "pilot", *SAME, "--out", straight[0])
    assert other.exit_code == 2
    assert "inputs" in other.stderr


def test_a_damaged_week_is_named(straight, tmp_path):
    out = tmp_path / "out"
    shutil.copytree(straight[0], out)
    (out / "full" / "2027-W03" / "tally.json").write_text("{")
    done = say(*words_of(out, 5))
    assert done.exit_code == 2
    assert "2027-W03/tally.json" in done.stderr
    assert (out / "full" / "2027-W04").is_dir()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--fewer", "0"), "--fewer"),
        (("--fewer", "1"), "--fewer"),
        (("--fewer", "0.1", "--fewer", "0.1"), "--fewer"),
        (("--seconds", "0"), "--seconds"),
        (("--beacon", ""), "--beacon"),
        (("--year", "2031"), "2031"),
    ],
)
def test_what_cannot_be_simulated_is_said(words, said, tmp_path):
    done = say("simulate", SCENARIOS / "tiny", "--out", tmp_path / "out", *words)
    assert done.exit_code == 2
    assert said in done.stderr
    assert not (tmp_path / "out").exists()


def test_shares_that_are_near_have_folders_and_names_of_their_own(tmp_path):
    out = tmp_path / "out"
    shares = ("0.1", "0.104", "0.004")
    done = say(*words_of(out, 1, *(w for s in shares for w in ("--fewer", s))))
    assert done.exit_code == 0, done.stderr
    homes = {path.name for path in out.iterdir() if path.is_dir()}
    assert homes == {"full", "fewer-10", "fewer-10.4", "fewer-0.4"}
    assert "现有力量｜少 10% 人员｜少 10.4% 人员｜少 0.4% 人员" in done.stdout
    assert [row["fewer"] for row in rows_of(out / "weeks.csv")] == ["0", *shares]


def test_history_of_the_simulated_year_is_simulated(straight, tmp_path):
    scenario = copy_of("tiny", tmp_path)
    with (scenario / "history.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("2027-01-06,morning,L4,01,town,P9,,O07;O08,合格\n")
    out = tmp_path / "out"
    done = say("simulate", scenario, *SAME, "--weeks", 2, "--out", out)
    assert done.exit_code == 0, done.stderr
    assert "通过校验的周数：2" in done.stdout
    for name in ("timetable.csv", "history.csv"):
        one, other = (
            (home / "full" / "2027-W02" / name).read_bytes()
            for home in (out, straight[0])
        )
        assert one == other


def test_a_first_week_that_begins_before_the_calendar(tmp_path):
    """2025 of tiny begins with a Wednesday, its calendar too."""
    words = ("--year", "2025", *SAME[2:], "--weeks", 1, "--out", tmp_path)
    done = say("simulate", SCENARIOS / "tiny", *words)
    assert done.exit_code == 0, done.stderr
    assert "[现有力量] 2025-W01（1/1）" in done.stdout
    assert "通过校验的周数：1" in done.stdout
    (week,) = rows_of(tmp_path / "weeks.csv")
    assert week["days"] == "2"


@pytest.mark.parametrize("text", ["[]", "{", "3", "null"])
def test_a_damaged_sign_is_told(text, tmp_path):
    (tmp_path / "simulation.json").write_text(text)
    done = say(*words_of(tmp_path, 1))
    assert done.exit_code == 2
    assert "simulation.json 无法读取" in done.stderr
    assert done.stdout == ""  # no heading before the folder was looked at


@pytest.mark.parametrize("below", ["", "sub", "sub/sub"])
def test_a_file_in_the_way_is_named(below, tmp_path):
    file = tmp_path / "file"
    file.write_text("mine")
    done = say(*words_of(file / below, 1))
    assert done.exit_code == 2
    assert f"{file} 是文件，不是文件夹" in done.stderr
    assert done.stdout == ""
    assert file.read_text() == "mine"


@pytest.mark.slow
def test_the_whole_year_is_verified(tmp_path):
    out = tmp_path / "out"
    done = say("simulate", SCENARIOS / "tiny", *SAME, "--out", out)
    assert done.exit_code == 0, done.stderr
    assert "通过校验的周数：52\n" in done.stdout
    assert "未完成" not in done.stdout
    assert "以上只是" not in done.stdout


def test_a_week_that_is_not_verified_keeps_its_inputs(tmp_path, monkeypatch):
    no = SimpleNamespace(verified=False)
    monkeypatch.setattr("scheduler.api_simulate.verify", lambda folder: no)
    out = tmp_path / "out"
    done = say(*words_of(out, 1))
    assert done.exit_code == 1
    assert "2027-W01 未通过校验" in done.stdout
    assert say("verify", out / "full" / "2027-W01").exit_code == 0  # by the real one


def test_a_folder_of_other_things_is_left_alone(tmp_path):
    scenario = copy_of("tiny", tmp_path)
    before = sorted(path.name for path in scenario.iterdir())
    done = say("simulate", SCENARIOS / "tiny", *SAME, "--out", scenario)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert sorted(path.name for path in scenario.iterdir()) == before
