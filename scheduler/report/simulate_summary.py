"""Simulated years side by side, as the terminal shows them."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.model import SimulatedYear
from scheduler.report.simulate_measures import SHARES, year_measures
from scheduler.words import Words


def force_label(year: SimulatedYear, words: Words) -> str:
    """Return how a force is called: whole, or with so many officers fewer."""
    if not year.fewer:
        return words("report.simulation.full")
    return words("report.simulation.fewer", share=f"{year.fewer:.0%}")


def simulation_lines(years: Sequence[SimulatedYear], words: Words) -> list[str]:
    """Return a line a measure: its name and its value with every force."""
    found = [year_measures(year) for year in years]
    head = words("report.simulation.measure.head")
    lines = [_line(head, [force_label(year, words) for year in years], words)]
    for name in found[0]:
        texts = [_text(name, measures[name]) for measures in found]
        lines.append(_line(words(f"report.simulation.measure.{name}"), texts, words))
    if not all(year.complete for year in years):
        lines.append(words("report.simulation.incomplete"))
    return lines


def _line(name: str, texts: Sequence[str], words: Words) -> str:
    values = words("report.simulation.between").join(texts)
    return words("report.simulation.line", name=name, values=values)


def _text(name: str, value: float | None) -> str:
    if value is None:
        return "—"
    if name in SHARES:
        return f"{value:.1%}" if not name.startswith("gap") else f"{value:.2%}"
    return f"{value:,.0f}"
