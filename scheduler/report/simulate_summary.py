"""Simulated years side by side, as the terminal shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.model import SimulatedYear
from scheduler.model.shares import per_cent
from scheduler.report.simulate_measures import SHARES, year_measures
from scheduler.words import Words


def force_label(fewer: float, words: Words) -> str:
    """Return how a force is called: whole, or with a share of officers fewer."""
    if not fewer:
        return words("report.simulation.full")
    return words("report.simulation.fewer", share=f"{per_cent(fewer)}%")


def simulation_lines(
    years: Sequence[SimulatedYear],
    words: Words,
    left_out: Sequence[SimulatedYear] = (),
) -> list[str]:
    """Return a line a measure, and what weeks they are of if not of a whole year.

    Parameters
    ----------
    years : sequence of SimulatedYear
        All of the same weeks.
    left_out : sequence of SimulatedYear
        Those without any week yet.
    """
    found = [year_measures(year) for year in years]
    head = words("report.simulation.measure.head")
    lines = [_line(head, [force_label(year.fewer, words) for year in years], words)]
    for name in found[0]:
        texts = [_text(name, measures[name]) for measures in found]
        lines.append(_line(words(f"report.simulation.measure.{name}"), texts, words))
    return [*lines, *_unfinished(years[0], left_out, words)]


def _unfinished(
    year: SimulatedYear, left_out: Sequence[SimulatedYear], words: Words
) -> Iterator[str]:
    """Yield what is missing of a whole year, and how to go on."""
    count = len(year.weeks)
    if not count:
        yield words("report.simulation.not_begun")
    elif year.stopped:
        yield words("report.simulation.stopped", weeks=count, wanted=year.wanted)
    elif not year.whole:
        yield words("report.simulation.short", weeks=count)
    if left_out and count:
        between = words("report.simulation.between")
        forces = between.join(force_label(one.fewer, words) for one in left_out)
        yield words("report.simulation.left_out", forces=forces)


def _line(name: str, texts: Sequence[str], words: Words) -> str:
    values = words("report.simulation.between").join(texts)
    return words("report.simulation.line", name=name, values=values)


def _text(name: str, value: float | None) -> str:
    if value is None:
        return "—"
    if name in SHARES:
        return f"{value:.1%}" if not name.startswith("gap") else f"{value:.2%}"
    return f"{value:,.0f}"
