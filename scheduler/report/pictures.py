"""Which charts a week has, and writing them with two processes."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from scheduler.fresh import can_start
from scheduler.model import PlannedWeek
from scheduler.report.chart_data import Chart, make_frame
from scheduler.report.gantt_districts import district_pages
from scheduler.report.gantt_officers import officer_pages
from scheduler.report.second_process import drawing
from scheduler.report.verdict import verdict_words
from scheduler.rules.verify import Statement
from scheduler.words import Words

# To start a process takes about as long as drawing so many pages.
START_PAGES = 3


def charts(
    planned: PlannedWeek, lang: str = "zh", statement: Statement | None = None
) -> list[Chart]:
    """Return the pages of every chart of a week, not yet drawn."""
    words = Words(lang)
    frame = make_frame(planned, words, verdict_words(statement, words))
    return [
        Chart("gantt-districts", tuple(district_pages(planned, frame))),
        *(
            Chart(
                f"gantt-officers-{one.district}",
                tuple(officer_pages(planned, frame, one.district)),
            )
            for one in planned.scenario.districts
        ),
    ]


def write_pictures(
    planned: PlannedWeek,
    folder: Path,
    lang: str = "zh",
    statement: Statement | None = None,
    processes: int = 2,
) -> None:
    """Write ``gantt-districts`` and ``gantt-officers-<district>`` as PNG, SVG, PDF.

    A chart of several pages has one PDF and files ``-2``, ``-3`` … beside the first.

    Parameters
    ----------
    planned : PlannedWeek
    folder : Path
        An existing folder.
    lang : str
        Language of the words; names stay as they are in the tables.
    statement : Statement, optional
        What the verifier said; without it the charts say 草案.
    processes : int
        How many processes draw, this one included; the files are the same.

    Raises
    ------
    ChartError
        If another process could not draw its charts.
    OSError
        If a file cannot be written.
    """
    # matplotlib takes a second to import: only who draws pays for it.
    from scheduler.report.draw_charts import save_chart

    todo = charts(planned, lang, statement)
    mine, *others = shared_out(todo, processes if can_start() else 1)
    with ExitStack() as stack:
        for part in others:
            if part:
                stack.enter_context(drawing(part, folder))
        for chart in mine:
            save_chart(chart, folder)


def shared_out(todo: Sequence[Chart], processes: int) -> list[list[Chart]]:
    """Share charts out, the largest first, so that all end at about the same time.

    The first part is this process's own, which need not be started: a small week is
    drawn by it alone.
    """
    parts: list[list[Chart]] = [[] for _ in range(max(1, processes))]
    load = [0, *(START_PAGES for _ in parts[1:])]
    for chart in sorted(todo, key=lambda chart: -len(chart.pages)):
        least = load.index(min(load))
        parts[least].append(chart)
        load[least] += len(chart.pages)
    return parts
