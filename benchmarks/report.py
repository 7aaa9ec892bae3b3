"""Writes ``docs/benchmarks.md`` from the tables; it says nothing that they do not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.instances import SIZES
from benchmarks.markdown import markdown, percent, tenth, whole
from benchmarks.page_text import HOW, INTRO, LIMITS
from benchmarks.rows import Row, number, read, write
from benchmarks.side_by_side import instances, side_by_side, verdict
from benchmarks.summary import (
    LEVELS,
    SUMMARY_COLUMNS,
    Run,
    contradictions,
    known,
    middle,
    runs_of,
    summarise,
)

CHARTS = {
    "gap": "Gap of every verified week to the best bound known, lower is better; a "
    "cross at the top is a run without a week, or an empty one.",
    "gap-over-time": "Gap to the best bound known over the seconds, one line a run; "
    "the mark is the published week.",
    "growth-visits": "The same force, more candidate visits: each run with a verified "
    "week, and the medians.",
    "growth-officers": "200 candidates, half and double the officers; as above.",
}
# Ours is compared in a sentence on instances of so many candidates and more.
LARGE = 200


def write_page(out: Path, page: Path) -> None:
    """Write ``summary.csv`` and the page from the tables of a folder."""
    runs = runs_of(read(out / "runs.csv"), read(out / "trace.csv"))
    summary = summarise(runs)
    write(out / "summary.csv", SUMMARY_COLUMNS, summary)
    rows = instances(runs)
    force = force_of(runs)
    parts = [
        INTRO,
        in_short(summary, read(out / "nanan.csv"), verdict(rows, LARGE)),
        warned(contradictions(runs)),
        machine_text(out / "machine.json", [run.row for run in runs]),
        HOW.replace("{sizes}", sizes_text(force)),
        results(summary, force),
        side_by_side(rows),
        charts(out, page),
        nanan(read(out / "nanan.csv"), read(out / "nanan_filed.csv")),
        profile(read(out / "profile.csv")),
        LIMITS,
    ]
    page.parent.mkdir(parents=True, exist_ok=True)
    text = "\n".join(part.rstrip() + "\n" for part in parts if part)
    page.write_text(text, encoding="utf-8", newline="\n")


def in_short(
    summary: Sequence[Mapping[str, Any]], weeks: Sequence[Row], ahead: str = ""
) -> str:
    """Return a line a size and method, made of the table's figures alone."""
    lines = ["## In short", "", *([f"* {ahead}"] if ahead else [])]
    for size in _sizes(summary):
        rows = [row for row in summary if row["size"] == size]
        said = "; ".join(_short(row) for row in rows)
        lines.append(f"* **{size}** ({SIZES[size].candidates} candidates): {said}.")
    done = [row for row in weeks if row.get("verified") == "1"]
    if done:
        longest = max(number(row, "limit") or 0 for row in done)
        last = [row for row in done if number(row, "limit") == longest]
        proved = [g for row in last if (g := number(row, "gap")) is not None]
        gaps = (
            f"gaps {percent(min(proved))} to {percent(max(proved))}, proved"
            if proved
            else "no bound"
        )
        lines.append(
            f"* **nanan** (the committed city), {longest:g} s a week: "
            f"{len(last)} weeks verified, {gaps}."
        )
    return "\n".join(lines) if len(lines) > 2 else ""


def force_of(runs: Sequence[Run]) -> dict[str, str]:
    """Return the officers that the instances of each size have, in order of size."""
    found: dict[str, set[int]] = {}
    for run in runs:
        found.setdefault(run.size, set()).add(int(number(run.row, "officers") or 0))
    return {
        size: " to ".join(
            f"{n:,}" for n in sorted({min(found[size]), max(found[size])})
        )
        for size in SIZES
        if size in found
    }


def sizes_text(force: Mapping[str, str]) -> str:
    """Return the sizes that have rows, with candidates and officers."""
    return ", ".join(
        f"`{size}` {SIZES[size].candidates:,} with {officers} officers"
        for size, officers in force.items()
    )


def warned(wrong: Sequence[Run]) -> str:
    """Return a warning if a verified week is worth more than a bound."""
    if not wrong:
        return ""
    told = ", ".join(
        f"{run.size}-{run.row['seed']} `{run.method}` {whole(run.value)} > "
        f"{run.best_bound:,.1f}"
        for run in wrong
    )
    return f"**A bound is wrong**: {told}."


def _short(row: Mapping[str, Any]) -> str:
    counts = f"`{row['method']}` {row['verified']} of {row['runs']} verified"
    if row["gap"] is None:
        return counts
    return f"{counts}, median gap {percent(row['gap'])}"


def machine_text(path: Path, rows: Sequence[Row]) -> str:
    """Return what the machine was, and how busy it was before the runs."""
    if not path.is_file():
        return ""
    body = json.loads(path.read_text(encoding="utf-8"))
    versions = ", ".join(f"{k} {v}" for k, v in body["versions"].items() if v)
    lines = [
        "## Machine",
        "",
        f"{body['processor']}, {body['cores']} cores, {body['memory_gb']} GB memory, "
        f"{body['system']}; {versions}.",
    ]
    loads = known(number(row, "load") for row in rows)
    if loads:
        lines += [
            "",
            f"Load average in the minute before each of {len(loads)} runs: median "
            f"{tenth(middle(loads))}, largest {tenth(max(loads))} (the run before is "
            "in it).",
        ]
    if body.get("note"):
        lines += ["", f"Note of the run: {body['note']}."]
    return "\n".join(lines)


def results(summary: Sequence[Mapping[str, Any]], officers: Mapping[str, str]) -> str:
    """Return a table a size: medians over the seeds."""
    lines = ["## Results", "", "Medians over the seeds; in brackets, of how many runs."]
    head = (
        "method", "runs", "verified", "visits", "value", "gap (least – largest)",
        "own gap",
        "first week, s", *(f"to {level * 100:g} %, s" for level in LEVELS),
        "in all, s", "memory, MB", "variables", "constraints",
    )  # fmt: skip
    for size in _sizes(summary):
        mine = [row for row in summary if row["size"] == size]
        limits = ", ".join(sorted({f"{float(row['limit']):g} s" for row in mine}))
        force = f"{officers[size]} officers"
        lines += ["", f"### {size}: {SIZES[size].candidates} candidates, {force}"]
        lines += ["", f"Limit {limits}.", ""]
        lines += markdown(head, (_cells(row) for row in mine))
    return "\n".join(lines)


def _cells(row: Mapping[str, Any]) -> list[str]:
    gaps = "–"
    if row["gap"] is not None:
        span = f"{percent(row['gap_min'])} – {percent(row['gap_max'])}"
        gaps = f"{percent(row['gap'])} ({span})"
    reached = [
        _counted(row[f"to_{level * 100:g}"], row[f"reached_{level * 100:g}"])
        for level in LEVELS
    ]
    return [
        f"`{row['method']}`",
        str(row["runs"]),
        str(row["verified"]),
        whole(row["visits"]),
        whole(row["value"]),
        gaps,
        percent(row["own_gap"]),
        _counted(row["first_seconds"], row["first_weeks"]),
        *reached,
        tenth(row["seconds"]),
        whole(row["memory_mb"]),
        whole(row["columns"]),
        whole(row["rows"]),
    ]


def charts(out: Path, page: Path) -> str:
    """Return the charts that are there, linked from the page."""
    there = [name for name in CHARTS if (out / f"{name}.png").is_file()]
    if not there:
        return ""
    lines = ["## Charts"]
    for name in there:
        path = _relative(out / f"{name}.png", page.parent)
        lines += ["", f"![{name}]({path})", "", f"*{CHARTS[name]}*"]
    return "\n".join(lines)


def _relative(path: Path, start: Path) -> str:
    here, there = start.resolve(), path.resolve()
    ups = 0
    while not there.is_relative_to(here):
        here, ups = here.parent, ups + 1
    return "/".join([*[".."] * ups, *there.relative_to(here).parts])


def nanan(rows: Sequence[Row], filed: Sequence[Row]) -> str:
    """Return the tables of the committed city's weeks: by due dates, and as filed."""
    parts = ["## The committed city, `scenarios/nanan`"]
    for mine, option, plan in (
        (rows, "", "by due dates (override `due_date_plan`)"),
        (filed, " --plan filed", "of `scheduler year`, the filed one"),
    ):
        if mine:
            cores = ", ".join(sorted({row["cores"] for row in mine if row["cores"]}))
            parts.append(
                f"`python -m benchmarks.nanan{option}`, {cores or 'all'} cores, with "
                f"the plan {plan}; the shortest limit gives the first verified week."
            )
            parts.append("\n".join(_weeks(mine)))
    return "\n\n".join(parts) if len(parts) > 1 else ""


def _weeks(rows: Sequence[Row]) -> Iterator[str]:
    head = (
        "week", "after earlier weeks", "limit, s", "candidates", "verified", "value",
        "gap", "verified week after, s", "of that verifying, s", "memory, MB",
    )  # fmt: skip
    cells = (
        [
            row["week"],
            "yes" if row["chain"] == "1" else "no",
            row["limit"],
            row["candidates"],
            row["verified"] or row["status"],
            whole(number(row, "value")),
            percent(number(row, "gap")),
            tenth(number(row, "seconds")),
            tenth(number(row, "verify_seconds")),
            whole(number(row, "memory_mb")),
        ]
        for row in rows
    )
    return markdown(head, cells)


def profile(rows: Sequence[Row]) -> str:
    """Return where the seconds of the project's planner go."""
    if not rows:
        return ""
    first = rows[0]
    lines = [
        "## Where the time goes",
        "",
        f"`rounds`, {first['size']}, seed {first['seed']}, limit {first['limit']} s: "
        "phases of a plain run, then functions under cProfile (calling thread only).",
    ]
    titles = {
        "phase": "phase",
        "own": "function, its own time",
        "with calls": "function of ours, with all it calls",
    }
    for kind, title in titles.items():
        mine = [row for row in rows if row["kind"] == kind][:12]
        if mine:
            cells = (
                [f"`{r['name']}`", tenth(number(r, "seconds")),
                 percent(number(r, "share")), r["calls"]]
                for r in mine
            )  # fmt: skip
            lines += ["", *markdown((title, "seconds", "share", "calls"), cells)]
    return "\n".join(lines)


def _sizes(summary: Sequence[Mapping[str, Any]]) -> list[str]:
    there = {row["size"] for row in summary}
    return [size for size in SIZES if size in there]


def _counted(value: float | None, count: int) -> str:
    return "–" if value is None else f"{value:.1f} ({count})"
