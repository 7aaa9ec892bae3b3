"""``scheduler simulate`` broken off by Ctrl-C: what is kept, compared and said."""

import json

from tests.commanding import rows_of, run, say
from tests.test_cli_runs import no_windows
from tests.test_cli_simulate import TABLES, numbers, words_of

# Ctrl-C, told by the line of a week; the second one waits for the first to be heard.
INTERRUPT = (
    "import os, signal, sys, time, scheduler.simulate_commands as commands\n"
    "tell = commands.Progress.line\n"
    "force, number, times = sys.argv.pop(), int(sys.argv.pop()), int(sys.argv.pop())\n"
    "def telling(progress, fewer, tally):\n"
    "    if (str(fewer), tally.week.number) == (force, number):\n"
    "        for _ in range(times):\n"
    "            os.kill(os.getpid(), signal.SIGINT)\n"
    "            time.sleep(0.5)\n"
    "    return tell(progress, fewer, tally)\n"
    "commands.Progress.line = telling\n"
    "from scheduler.cli import main\nmain()\n"
)


@no_windows
def test_ctrl_c_keeps_whole_weeks(tmp_path):
    out = tmp_path / "out"
    done = run(INTERRUPT, *words_of(out, 8), 1, 3, "0.0")
    assert done.returncode == 0, done.stderr
    assert "正在编制的一周舍弃" in done.stdout
    assert [row["week"] for row in rows_of(out / "weeks.csv")] == [
        f"2027-W{k:02d}" for k in range(1, 4)
    ]
    assert len(list((out / "full").iterdir())) == 3
    assert "未完成：应模拟 8 周" in done.stdout
    assert "前 3 周" in done.stdout
    assert json.loads((out / "simulation.json").read_bytes())["year"] == 2027


@no_windows
def test_forces_are_compared_over_the_weeks_that_all_have(tmp_path):
    out = tmp_path / "out"
    done = run(INTERRUPT, *words_of(out, 5, "--fewer", "0.5"), 1, 2, "0.5")
    assert done.returncode == 0, done.stderr
    weeks = rows_of(out / "weeks.csv")
    assert [row["fewer"] for row in weeks] == ["0"] * 5 + ["0.5"] * 2
    assert "周数：2｜2" in done.stdout
    assert "未完成：应模拟 5 周，以上只比较所列力量都已模拟的前 2 周" in done.stdout
    straight = tmp_path / "straight"
    for count, names in ((2, ("items.csv", "years.csv")), (5, TABLES)):
        if count == 5:
            assert say(*words_of(out, 5, "--fewer", "0.5")).exit_code == 0
        assert say(*words_of(straight, count, "--fewer", "0.5")).exit_code == 0
        for name in names:
            assert numbers(out, name) == numbers(straight, name), name


@no_windows
def test_a_force_without_a_week_is_named_and_left_out(tmp_path):
    out = tmp_path / "out"
    done = run(INTERRUPT, *words_of(out, 3, "--fewer", "0.5"), 1, 2, "0.0")
    assert done.returncode == 0, done.stderr
    assert "情形：现有力量\n" in done.stdout
    assert "未列入比较的有：少 50% 人员" in done.stdout
    assert {row["fewer"] for row in rows_of(out / "years.csv")} == {"0"}


@no_windows
def test_a_second_ctrl_c_says_that_weeks_are_kept(tmp_path):
    out = tmp_path / "out"
    done = run(INTERRUPT, *words_of(out, 8), 2, 3, "0.0")
    assert done.returncode == 130, done.stderr
    assert "已模拟完的各周都保留" in done.stdout + done.stderr
    assert "未写出任何文件" not in done.stdout + done.stderr
    again = say(*words_of(out, 3))
    assert again.exit_code == 0, again.stderr
    assert len(rows_of(out / "weeks.csv")) == 3
