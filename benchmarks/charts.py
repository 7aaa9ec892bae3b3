"""Charts of the benchmarks: gap by run, gap over time, growth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.instances import SIZES
from benchmarks.methods import METHODS
from benchmarks.rows import number, read
from benchmarks.summary import Run, known, middle, runs_of

# Okabe and Ito's colours, told apart by colour-blind readers; markers for grey print.
COLOUR = {
    "rounds": "#0072B2",
    "monolithic": "#D55E00",
    "warm": "#E69F00",
    "compact": "#CC79A7",
    "greedy": "#009E73",
}
MARKER = {
    "rounds": "o",
    "monolithic": "s",
    "warm": "v",
    "compact": "^",
    "greedy": "D",
}
LABEL = {
    "rounds": "rounds (ours)",
    "monolithic": "monolithic CP-SAT",
    "warm": "the same from the greedy week",
    "compact": "compact MILP",
    "greedy": "greedy (Excel)",
}
STYLE = {
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.alpha": 0.3,
    "figure.constrained_layout.use": True,
}
WIDTH, HEIGHT, DPI = 9.0, 4.0, 130
# Gaps below this are drawn at it: the axis is logarithmic.
LEAST_GAP, LEAST_SECONDS = 1e-4, 0.1
PANELS_A_ROW = (4, 3)


def draw(out: Path) -> list[Path]:
    """Draw every chart the tables allow and return the files."""
    runs = runs_of(read(out / "runs.csv"), read(out / "trace.csv"))
    todo: dict[str, Callable[[], Figure | None]] = {
        "gap": lambda: gap_by_run(runs),
        "gap-over-time": lambda: gap_chart(runs),
        "growth-visits": lambda: growth_chart(
            runs, "candidates", ("XS", "S", "M", "L")
        ),
        "growth-officers": lambda: growth_chart(
            runs, "officers", ("M-420", "M", "M-1680")
        ),
    }
    files = []
    with mpl.rc_context(STYLE):  # type: ignore[arg-type]
        for name, make in todo.items():
            figure = make()
            if figure is not None:
                files.append(out / f"{name}.png")
                figure.savefig(files[-1], dpi=DPI)
    return files


def sizes_of(runs: Sequence[Run]) -> list[str]:
    """Return the sizes that have runs, in order."""
    there = {run.size for run in runs}
    return [size for size in SIZES if size in there]


def methods_of(runs: Sequence[Run]) -> list[str]:
    """Return the methods that have runs, in order."""
    there = {run.method for run in runs}
    return [method for method in METHODS if method in there]


def title_of(size: str) -> str:
    """Return the title of a panel."""
    return f"{size}: {SIZES[size].candidates:,} candidates"


def panels_for(count: int) -> tuple[Figure, list[Axes]]:
    """Return a figure with so many panels, some in a row."""
    # Of the widths the one that leaves the fewest places empty, the widest first.
    across = min(PANELS_A_ROW, key=lambda width: (-count % width, -width))
    across = min(across, count)
    down = -(-count // across)
    figure = Figure(figsize=(WIDTH, HEIGHT * (0.3 + 0.7 * down)))
    axes = figure.subplots(down, across, sharey=True, squeeze=False).ravel()
    for spare in axes[count:]:
        spare.set_visible(False)
    return figure, list(axes[:count])


def gap_by_run(runs: Sequence[Run]) -> Figure | None:
    """Draw the gap of each verified week to the best bound known, seed by seed."""
    sizes, methods = sizes_of(runs), methods_of(runs)
    if not sizes:
        return None
    figure, axes = panels_for(len(sizes))
    for axis, size in zip(axes, sizes, strict=True):
        mine = [run for run in runs if run.size == size]
        seeds = sorted({run.row["seed"] for run in mine}, key=int)
        for run in mine:
            side = methods.index(run.method) - (len(methods) - 1) / 2
            _gap_mark(axis, run, seeds.index(run.row["seed"]) + 0.16 * side)
        axis.set_title(title_of(size), fontsize=9)
        axis.set_xticks(range(len(seeds)), seeds)
        axis.set_xlim(-0.5, len(seeds) - 0.5)
        axis.set_xlabel("seed")
        axis.grid(axis="x", visible=False)
        axis.set_yscale("log")
    _gap_axis(figure, axes)
    _legend(figure, methods)
    return figure


def _gap_mark(axis: Axes, run: Run, place: float) -> None:
    """Draw a verified week full, a run without one as a cross at the top."""
    colour = COLOUR[run.method]
    if not run.value or run.gap is None:
        axis.plot(place, 100, "x", color=colour, markersize=6, clip_on=False)
    else:
        height = 100 * max(run.gap, LEAST_GAP)
        axis.plot(place, height, MARKER[run.method], color=colour, markersize=6)


def _gap_axis(figure: Figure, axes: Sequence[Axes]) -> None:
    """Give panels that share it a logarithmic axis of gaps."""
    axes[0].set_ylim(LEAST_GAP * 80, 130)
    ticks = (0.01, 0.1, 0.5, 1, 2, 10, 100)
    names = [f"{tick:g}" for tick in ticks]
    axes[0].set_yticks(ticks, [f"≤ {names[0]}", *names[1:]])
    for axis in axes:
        axis.minorticks_off()
    figure.supylabel("gap to the best bound known, %", fontsize=10)


def gap_chart(runs: Sequence[Run]) -> Figure | None:
    """Draw the gap to the best bound known over the seconds, a panel a size."""
    sizes, methods = sizes_of(runs), methods_of(runs)
    if not sizes:
        return None
    figure, axes = panels_for(len(sizes))
    last = max(float(run.row["seconds"] or 1) for run in runs)
    for axis, size in zip(axes, sizes, strict=True):
        for run in (run for run in runs if run.size == size):
            _gap_line(axis, run)
        axis.set_title(title_of(size), fontsize=9)
        axis.set_xscale("log")
        axis.set_xlim(LEAST_SECONDS, last * 1.5)
        times = [t for t in (0.1, 1, 10, 60, 300) if t <= last * 1.5]
        axis.set_xticks(times, [f"{t:g}" for t in times])
        axis.set_xlabel("seconds")
        axis.set_yscale("log")
    _gap_axis(figure, axes)
    _legend(figure, methods)
    return figure


def _gap_line(axis: Axes, run: Run) -> None:
    if not run.verified or run.best_bound <= 0:
        return
    points = [(s, 1 - v / run.best_bound) for s, v in run.trace if v > 0]
    seconds = [max(s, LEAST_SECONDS) for s, _ in points]
    gaps = [100 * max(g, LEAST_GAP) for _, g in points]
    colour = COLOUR[run.method]
    axis.step(seconds, gaps, where="post", color=colour, alpha=0.8, linewidth=1.2)
    axis.plot(seconds[-1:], gaps[-1:], MARKER[run.method], color=colour, markersize=5)


def growth_chart(
    runs: Sequence[Run], column: str, sizes: Sequence[str]
) -> Figure | None:
    """Draw seconds to the first verified week and memory over a column of `runs`."""
    mine = [run for run in runs if run.size in sizes]
    if len({run.size for run in mine}) < 2:
        return None
    methods = methods_of(mine)
    figure = Figure(figsize=(WIDTH, HEIGHT))
    panels = {
        "first_seconds": "seconds to the first verified week",
        "memory_mb": "peak memory, MB",
    }
    axes = figure.subplots(1, len(panels), squeeze=False)[0]
    for axis, (name, label) in zip(axes, panels.items(), strict=True):
        for method in methods:
            _growth_line(axis, [r for r in mine if r.method == method], column, name)
        axis.set_xlabel(
            "candidate visits" if column == "candidates" else "officers, 200 candidates"
        )
        axis.set_ylabel(label)
        axis.set_ylim(bottom=0)
    _legend(figure, methods)
    return figure


def _growth_line(axis: Axes, runs: Sequence[Run], column: str, name: str) -> None:
    """Draw the medians as a line through the single runs that have a week."""
    places: dict[float, list[Run]] = {}
    for run in (run for run in runs if run.verified):
        places.setdefault(float(run.row[column]), []).append(run)
    line = []
    for place in sorted(places):
        values = known(number(run.row, name) for run in places[place])
        middle_one = middle(values)
        if middle_one is not None:
            line.append((place, middle_one))
            colour, marker = COLOUR[runs[0].method], MARKER[runs[0].method]
            axis.plot(
                [place] * len(values), values, marker, color=colour, markersize=4,
                alpha=0.5, linestyle="",
            )  # fmt: skip
    if line:
        axis.plot(*zip(*line, strict=True), color=COLOUR[runs[0].method], linewidth=1.4)


def _legend(figure: Figure, methods: Sequence[str]) -> None:
    handles = [
        mpl.lines.Line2D(
            [], [], color=COLOUR[m], marker=MARKER[m], linestyle="", label=LABEL[m]
        )
        for m in methods
    ]
    figure.legend(
        handles=handles,
        loc="outside upper center",
        ncols=len(methods),
        frameon=False,
        fontsize=9,
        columnspacing=1.2,
        handletextpad=0.2,
    )
