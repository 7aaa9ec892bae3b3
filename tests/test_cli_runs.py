"""Whole runs: the same twice, another beacon, two weeks running, Ctrl-C."""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from scheduler import verify
from scheduler.commands import Exit, Lang
from scheduler.commands import run as run_command
from scheduler.fresh import end_all, start
from scheduler.terminal import Terminal
from scheduler.week import Event, Stop
from scheduler.words import Words
from tests.commanding import (
    HOME,
    SCENARIOS,
    WITHOUT_CHARTS,
    environment,
    files_of,
    rows_of,
    run,
    run_uncharted,
    say,
)

# Work units instead of seconds, few of them: pilot is planned in about a second.
SAME = ("--deterministic", "--set", "solve.work=0.2")
no_windows = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no signal for one process"
)


@pytest.fixture(autouse=True)
def _no_charts(monkeypatch):
    monkeypatch.setattr("scheduler.report.write_pictures", lambda *_, **__: None)


def words_of(out: Path, *words: object, week: str = "2026-W49") -> tuple[object, ...]:
    return ("week", SCENARIOS / "pilot", "--week", week, "--out", out, *SAME, *words)


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A week of pilot, planned in a process of its own."""
    out = tmp_path_factory.mktemp("first") / "2026-W49"
    done = run_uncharted(*words_of(out), PYTHONHASHSEED="1")
    assert done.returncode == 0, done.stderr
    return out


def plan(out: Path, *words: object, week: str = "2026-W49") -> Path:
    """Plan a week of pilot in this process."""
    done = say(*words_of(out, *words, week=week))
    assert done.exit_code == 0, done.stderr
    return out


def test_the_same_options_give_the_same_bytes(first, tmp_path):
    # Another process, another order of sets (PYTHONHASHSEED), another folder.
    second = tmp_path / "again"
    done = run_uncharted(*words_of(second), PYTHONHASHSEED="2")
    assert done.returncode == 0, done.stderr
    one, two = files_of(first), files_of(second)
    assert sorted(one) == sorted(two)
    assert [name for name in one if one[name] != two[name]] == []
    assert len(rows_of(first / "timetable.csv")) > 10


def test_another_beacon_gives_other_names_and_the_same_counts(first, tmp_path):
    second = plan(tmp_path / "other", "--beacon", "another")
    one, two = (json.loads((f / "result.json").read_bytes()) for f in (first, second))
    assert one["counts"] == two["counts"]
    assert one["levels"] == two["levels"]
    assert one["draw_seed"] != two["draw_seed"]
    drawn = ("officers",)
    for table in ("timetable.csv", "rounds.csv"):
        one, two = (
            [{k: v for k, v in row.items() if k not in drawn} for row in rows]
            for rows in (rows_of(first / table), rows_of(second / table))
        )
        assert one == two
    assert rows_of(first / "assignments.csv") != rows_of(second / "assignments.csv")


def test_the_week_after_does_no_check_twice(first, tmp_path):
    second = plan(tmp_path / "next", "--after", first, week="2026-W50")
    done = checks_of(first)
    assert done
    assert checks_of(second)
    assert not done & checks_of(second)
    outcome = {row["row_id"]: row for row in rows_of(second / "register.csv")}
    plan_ids = {check.partition("@")[2] for check in done if "@!" not in check}
    assert {outcome[p]["outcome"] for p in plan_ids} == {"done"}
    assert {outcome[p]["reason"] for p in plan_ids} == {"after"}
    assert (second / "inputs" / "after" / "2026-W49" / "timetable.csv").is_file()


def checks_of(folder: Path) -> set[str]:
    return {
        c for r in rows_of(folder / "timetable.csv") for c in r["checks"].split(";")
    }


@pytest.mark.parametrize(
    ("week", "out", "told"),
    [
        ("2026-W49", "new", "不早于"),
        ("2026-W50", "first", "不能覆盖"),
    ],
)
def test_a_week_after_itself_is_refused(first, tmp_path, week, out, told):
    folder = first if out == "first" else tmp_path / out
    before = files_of(first)
    words = ("--week", week, "--after", first, "--out", folder)
    done = say("week", SCENARIOS / "pilot", *words)
    assert done.exit_code == 2
    assert told in done.stderr
    assert files_of(first) == before


def test_a_week_of_another_city_cannot_come_before(first, tmp_path):
    words = ("--week", "2026-W50", "--after", first, "--out", tmp_path / "out")
    done = say("week", SCENARIOS / "tiny", *words)
    assert done.exit_code == 2
    assert "2026-W49" in done.stderr
    assert not (tmp_path / "out").exists()


# Ctrl-C, told by the first better week of the selection, so that no clock decides.
INTERRUPT = """
import os, signal
from scheduler.terminal import Terminal
show = Terminal.show
def once(self, event):
    show(self, event)
    if event.phase == "service" and event.value and not hasattr(self, "told"):
        self.told = True
        os.kill(os.getpid(), signal.SIGINT)
Terminal.show = once
"""


@no_windows
def test_ctrl_c_keeps_the_best_week_so_far(tmp_path):
    code = WITHOUT_CHARTS + INTERRUPT + "from scheduler.cli import main\nmain()\n"
    words = ("--week", "2026-W49", "--seconds", "60", "--out", tmp_path / "out")
    done = run(code, "week", SCENARIOS / "pilot", *words)
    assert done.returncode == 0, done.stderr
    assert "再按一次 Ctrl-C" in done.stdout
    assert verify(tmp_path / "out").verified
    assert rows_of(tmp_path / "out" / "timetable.csv")
    seconds = json.loads((tmp_path / "out" / "run.json").read_bytes())["seconds"]
    assert seconds["service"] < 40
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@no_windows
def test_ctrl_c_while_charts_are_drawn_changes_nothing(tmp_path):
    # A terminal sends it to every process of the group.
    words = ("--week", "2026-W49", "--out", str(tmp_path / "out"))
    with subprocess.Popen(
        [sys.executable, "-m", "scheduler", "week", "scenarios/tiny", *words],
        cwd=HOME,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if "绘图" in line:
                os.killpg(process.pid, signal.SIGINT)
    assert process.returncode == 0, "".join(said)
    for name in ("gantt-districts", "gantt-officers-luncang", "gantt-officers-honglai"):
        for ending in ("png", "svg", "pdf"):
            assert (tmp_path / "out" / f"{name}.{ending}").stat().st_size > 1000


def interrupt_soon() -> None:
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()


@no_windows
def test_the_first_ctrl_c_raises_the_stop_sign():
    before = signal.getsignal(signal.SIGINT)

    def work(stop: Stop) -> str:
        interrupt_soon()
        assert stop.event.wait(30)
        return "best so far"

    assert Terminal(Words("zh")).watch(work) == "best so far"
    assert signal.getsignal(signal.SIGINT) == before


@no_windows
def test_processes_that_the_planner_starts_do_not_hear_ctrl_c():
    # A terminal sends it to all of them; one that draws charts must go on.
    code = "import signal as s; print(s.SIGINT in s.pthread_sigmask(s.SIG_BLOCK, []))"

    def work(stop: Stop) -> str:
        command = [sys.executable, "-c", code]
        return subprocess.run(command, capture_output=True, text=True).stdout.strip()

    assert Terminal(Words("zh")).watch(work) == "True"


@no_windows
def test_the_second_ctrl_c_leaves_at_once(capsys):
    def work(stop: Stop) -> None:
        interrupt_soon()
        assert stop.event.wait(30)
        interrupt_soon()
        time.sleep(5)

    def command(words: Words) -> Exit:
        Terminal(words).watch(work)
        return Exit.OK

    with pytest.raises(Exception, match="130"):
        run_command(command, Lang.zh, debug=False)
    assert "已中断" in capsys.readouterr().err


def test_pyomo_tells_nothing_of_its_own(capsys):
    def command(words: Words) -> Exit:
        logging.getLogger("pyomo.core").error("Constructing component failed")
        raise KeyboardInterrupt

    with pytest.raises(Exception, match="130"):
        run_command(command, Lang.zh, debug=False)
    assert capsys.readouterr().err == "已中断，未写出任何文件。\n"


# TERM, told by the first better week: the solvers are at work, with a process beside.
TERMINATE = INTERRUPT.replace("SIGINT", "SIGTERM")
TWICE = INTERRUPT.replace(
    "os.kill(os.getpid(), signal.SIGINT)",
    "[(os.kill(os.getpid(), signal.SIGINT), time.sleep(0.2)) for _ in range(2)]",
).replace("import os", "import time, os")


@no_windows
@pytest.mark.parametrize(
    ("script", "begun"),
    [
        (script, begun)
        for script in (TERMINATE, TWICE)
        for begun in ("service", "pictures")
    ],
)
def test_the_end_leaves_nothing_behind(script, begun, tmp_path):
    code = script
    if begun == "pictures":
        code = code.replace(
            'event.phase == "service" and event.value', "event.phase == begun"
        )
        code = code.replace("begun", '"pictures"')
    code += "from scheduler.cli import main\nmain()\n"
    words = ("--week", "2026-W49", "--seconds", "20", "--out", tmp_path / "out")
    done = run(code, "week", SCENARIOS / "pilot", *words)
    assert done.returncode == Exit.INTERRUPTED, done.stderr
    assert "已中断" in done.stdout + done.stderr
    assert list(tmp_path.iterdir()) == []


@no_windows
def test_what_does_not_come_back_is_left():
    code = (
        "import os, signal, threading, time\n"
        "from scheduler import terminal\n"
        "terminal.LEAVE_SECONDS = 0.2\n"
        "def work(stop):\n"
        "    os.kill(os.getpid(), signal.SIGTERM)\n"
        "    time.sleep(60)\n"
        "from scheduler.words import Words\n"
        "terminal.Terminal(Words('zh')).watch(work)\n"
    )
    begin = time.perf_counter()
    done = run(code)
    assert done.returncode == Exit.INTERRUPTED
    assert "已中断" in done.stdout
    assert time.perf_counter() - begin < 30


def test_a_process_beside_is_ended_with_the_work():
    process = start("scheduler.prepare", [], subprocess.DEVNULL, waits=True)
    end_all()
    assert process.wait(30) != 0
    assert process.stdin is not None
    process.stdin.close()


def test_an_error_in_the_planner_reaches_the_command():
    def work(stop: Stop) -> None:
        raise LookupError("inside")

    with pytest.raises(LookupError, match="inside"):
        Terminal(Words("zh")).watch(work)


def test_better_weeks_are_shown_with_their_bound(capsys):
    terminal = Terminal(Words("en"))
    terminal.show(Event(1.0, "service"))
    terminal.show(Event(1.5, "service", 100))  # the first: at once
    terminal.show(Event(6.4, "service", 110))  # 4.9 s later: not told
    terminal.show(Event(6.5, "service", 120, 150.0))  # 5 s later
    assert capsys.readouterr().out.splitlines() == [
        "[   1.0 s] choosing rounds",
        "[   1.5 s] choosing rounds: best so far 100 points",
        "[   6.5 s] choosing rounds: best so far 120 points, bound 150 points",
    ]


def test_the_last_better_week_of_a_phase_is_shown(capsys):
    terminal = Terminal(Words("en"))
    terminal.show(Event(1.0, "service"))
    terminal.show(Event(1.2, "service", 0))  # where every search begins
    terminal.show(Event(1.5, "service", 100))
    terminal.show(Event(1.6, "service", 110))
    terminal.show(Event(2.0, "service", 120))
    terminal.show(Event(2.1, "cost"))
    terminal.show(Event(2.2, "draw"))
    assert capsys.readouterr().out.splitlines() == [
        "[   1.0 s] choosing rounds",
        "[   1.5 s] choosing rounds: best so far 100 points",
        "[   2.0 s] choosing rounds: best so far 120 points",
        "[   2.1 s] saving people and travel",
        "[   2.2 s] drawing officers",
    ]


def test_what_is_short_is_told_line_by_line(capsys):
    terminal = Terminal(Words("zh"))
    terminal.show(Event(0.4, "arithmetic"))
    terminal.show(Event(0.5, "arithmetic", notes=("缺 3 人", "缺 [2] 辆")))
    assert capsys.readouterr().out.splitlines() == [
        "[   0.4 秒] 核算供需",
        "缺 3 人",
        "缺 [2] 辆",
    ]


def test_ctrl_c_while_the_libraries_are_imported():
    # The import of the command line is where the signal strikes.
    code = (
        "import sys\n"
        "class Struck:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'scheduler.cli':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Struck())\n"
        "from scheduler.__main__ import main\n"
        "main()\n"
    )
    done = run(code, "rules")
    assert done.returncode == Exit.INTERRUPTED
    assert done.stderr.splitlines() == ["已中断，未写出任何文件。"]
