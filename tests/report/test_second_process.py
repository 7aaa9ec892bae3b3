"""Charts drawn by a second process: from any script, with its errors told."""

from __future__ import annotations

import dataclasses
import logging
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from scheduler.report import ChartError, pictures, write_pictures
from scheduler.report.chart_data import Chart
from scheduler.report.pictures import charts, shared_out
from scheduler.report.second_process import drawing
from tests.report.make import tiny
from tests.report.make_city import city

ROOT = Path(__file__).resolve().parents[2]

SCRIPT = """
import pickle, sys
from pathlib import Path
sys.path.append({root!r})
from scheduler import report
from scheduler.report import pictures
pictures.START_PAGES = 0  # so that this little week needs the second process
with open("runs.txt", "a") as runs:
    runs.write("once ")
planned = pickle.loads(Path("planned.pickle").read_bytes())
report.write_pictures(planned, Path("out"))
"""


def pages(parts):
    return [[len(chart.pages) for chart in part] for part in parts]


def a_chart(stem, count):
    (page,) = charts(tiny())[0].pages
    return Chart(stem, (page,) * count)


def test_a_plain_script_without_a_main_guard(tmp_path):
    # No guard and another folder: the package is found where the script found it.
    planned = tiny()
    (tmp_path / "out").mkdir()
    (tmp_path / "planned.pickle").write_bytes(pickle.dumps(planned))
    script = tmp_path / "plain.py"
    script.write_text(SCRIPT.format(root=str(ROOT)), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "runs.txt").read_text() == "once "
    made = {path.name for path in (tmp_path / "out").iterdir()}
    for chart in charts(planned):
        assert {f"{chart.stem}.{end}" for end in ("png", "svg", "pdf")} <= made


def test_two_processes_write_the_bytes_of_one(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "START_PAGES", 0)
    planned = tiny()
    assert [len(part) for part in shared_out(charts(planned), 2)] == [2, 1]
    for name, processes in (("two", 2), ("one", 1)):
        (tmp_path / name).mkdir()
        write_pictures(planned, tmp_path / name, processes=processes)
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == sorted(path.name for path in (tmp_path / "two").iterdir())
    for name in names:
        one, two = tmp_path / "one" / name, tmp_path / "two" / name
        assert one.read_bytes() == two.read_bytes()


def test_a_city_week_keeps_two_processes_busy():
    # 320 rounds of six districts: neither process has less than a third of the pages.
    first, second = (
        sum(len(chart.pages) for chart in part)
        for part in shared_out(charts(city(rounds=320, plan_rows=50)), 2)
    )
    assert min(first, second) * 2 >= max(first, second)


def test_a_small_week_is_drawn_alone():
    # Three charts of one page each weigh as much as starting a process.
    mine, other = shared_out([a_chart(str(n), 1) for n in range(3)], 2)
    assert (len(mine), other) == (3, [])


def test_charts_are_shared_by_pages():
    # Loads 0 and 3: 4 → 4|3, 3 → 4|6, 2 → 6|6, 2 (first of equals) → 8|6, 1 → 8|7.
    todo = [a_chart(str(n), count) for n, count in enumerate((1, 2, 4, 3, 2))]
    assert pages(shared_out(todo, 2)) == [[4, 2, 2], [3, 1]]


def test_what_went_wrong_elsewhere_is_raised_here(tmp_path):
    with (
        pytest.raises(ChartError, match=r"No such file|cannot find") as error,
        drawing([a_chart("x", 1)], tmp_path / "nowhere"),
    ):
        pass
    assert "Traceback" in error.value.__notes__[0]


def test_a_fault_here_stops_the_other(tmp_path):
    with (
        pytest.raises(ZeroDivisionError),
        drawing([a_chart("x", 200)], tmp_path),
    ):
        raise ZeroDivisionError
    assert len(list(tmp_path.iterdir())) <= 3


def test_a_warning_elsewhere_is_told(tmp_path, caplog):
    (page,) = charts(tiny())[0].pages
    strange = dataclasses.replace(page, title="\U0001f600")
    with (
        caplog.at_level(logging.WARNING),
        drawing([Chart("x", (strange,))], tmp_path),
    ):
        pass
    assert "Glyph" in caplog.text
    assert (tmp_path / "x.png").is_file()
