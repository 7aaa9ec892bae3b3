"""``scheduler simulate``: weeks after weeks, broken off and gone on with."""

import json
import shutil

import pytest

from tests.commanding import SCENARIOS, copy_of, rows_of, run, say

SAME = ("--year", "2027", "--deterministic", "--set", "solve.work=0.2")
# Chance is rough in a small city: many requests, so that some come at all.
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
    assert "满员｜少 50% 人员" in done.stdout
    assert "通过校验的周数：5｜5" in done.stdout
    assert "尚未到年末" in done.stdout
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
    done: set[str] = set()
    counts = [
        int(r["fulfilled"]) for r in rows_of(out / "weeks.csv") if r["fewer"] == "0"
    ]
    plan = {row["plan_id"] for row in rows_of(out / "plan.csv")}
    for k, count in enumerate(counts, start=1):
        rows = rows_of(out / "full" / f"2027-W{k:02d}" / "history.csv")
        new = {row["plan_id"] for row in rows if not row["trigger"]}
        assert not new & done  # nothing is checked twice
        assert new <= plan
        done |= new
        # Exempt checks may close a row too.
        assert count >= len(done)


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


def test_a_folder_of_other_things_is_left_alone(tmp_path):
    scenario = copy_of("tiny", tmp_path)
    before = sorted(path.name for path in scenario.iterdir())
    done = say("simulate", SCENARIOS / "tiny", *SAME, "--out", scenario)
    assert done.exit_code == 2
    assert sorted(path.name for path in scenario.iterdir()) == before


def test_ctrl_c_keeps_whole_weeks(tmp_path):
    code = (
        "import os, signal, scheduler.simulate_commands as commands\n"
        "line = commands._line\n"
        "def interrupting(fewer, tally, words):\n"
        "    if str(tally.week) == '2027-W03':\n"
        "        os.kill(os.getpid(), signal.SIGINT)\n"
        "    return line(fewer, tally, words)\n"
        "commands._line = interrupting\n"
        "from scheduler.cli import main\nmain()\n"
    )
    out = tmp_path / "out"
    done = run(code, *words_of(out, 52))
    assert done.returncode == 0, done.stderr
    weeks = rows_of(out / "weeks.csv")
    assert 3 <= len(weeks) <= 4
    assert len(list((out / "full").iterdir())) == len(weeks)
    assert "尚未到年末" in done.stdout
    assert json.loads((out / "simulation.json").read_bytes())["year"] == 2027
