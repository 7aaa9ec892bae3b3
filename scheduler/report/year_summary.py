"""The few lines the terminal shows at the end of a year's plan."""

from __future__ import annotations

from collections import Counter, defaultdict

from scheduler.model import Changes, PlannedYear, Scenario
from scheduler.report.year_progress import rows_of_year
from scheduler.report.year_units import Unit, ordered_loads
from scheduler.words import Words

# So many teams are named that are short, and that have work and nobody there.
MOST_NAMED = 5


def year_summary_lines(
    planned: PlannedYear, scenario: Scenario, words: Words
) -> list[str]:
    """Return checks, what is unmet and why, entries saved, level load, shortages."""
    rows = rows_of_year(planned)
    entries, base = planned.entries, planned.baseline
    percent = f"{(base - entries) / base:.1%}" if base else "—"
    lines = [
        words(
            "report.year.checks",
            checks=len(rows),
            sites=len({row.site for row in rows}),
            draws=len(planned.draws),
        ),
        words(
            "report.year.visits",
            visits=len(planned.visits),
            entries=entries,
            areas=len(planned.visits) - entries,
        ),
        words(
            f"report.year.entries{_rest(planned)}",
            entries=entries,
            baseline=base,
            percent=percent,
        ),
    ]
    if planned.changes is not None:
        lines.append(_changes(planned.changes, words))
    lines += _unmet(planned, words)
    lines += [_level(planned, name, words) for name in ("unmet", "visits", "above")]
    if planned.uneven:
        lines.append(words("report.year.uneven", sites=planned.uneven))
    return [
        *lines,
        *_short(planned, scenario, words),
        *_nobody(planned, scenario, words),
    ]


def _rest(planned: PlannedYear) -> str:
    """Return the ending of the keys that speak of the rest of a year."""
    return "_rest" if planned.changes is not None else ""


def _changes(changes: Changes, words: Words) -> str:
    return words(
        "report.year.changes",
        week=changes.since,
        moved=changes.moved,
        new=changes.new,
        dropped=changes.dropped,
    )


def _unmet(planned: PlannedYear, words: Words) -> list[str]:
    reasons: Counter[str] = Counter()
    for row in planned.unmet:
        reasons[row.reason] += row.checks
    if not reasons:
        return [words("report.year.all_met")]
    parts = words("report.summary.joiner").join(
        words(
            "report.year.counted",
            name=words(f"report.year.reason.{reason}"),
            count=count,
        )
        for reason, count in sorted(reasons.items())
    )
    return [words("report.year.unmet", total=sum(reasons.values()), parts=parts)]


def _level(planned: PlannedYear, name: str, words: Words) -> str:
    level = next(row for row in planned.levels if row.name == name)
    unknown = words("report.about.unknown")
    return words(
        "report.year.level",
        name=words(f"report.year.levels.{name}"),
        value=unknown if level.value is None else f"{round(level.value, 2):,.10g}",
        bound=unknown if level.bound is None else f"{round(level.bound, 2):,.10g}",
        gap=unknown if level.gap is None else f"{level.gap:.2%}",
    )


def _short(planned: PlannedYear, scenario: Scenario, words: Words) -> list[str]:
    """Return who has less than the year takes, the worst first."""
    load: dict[tuple[tuple[str, ...], str, str], list[float]] = defaultdict(
        lambda: [0.0, 0.0]
    )
    for row in planned.loads:
        sums = load[row.area, row.department, row.town]
        sums[0] += row.load
        sums[1] += row.supply
    short = sorted(
        ((there - taken, key) for key, (taken, there) in load.items() if taken > there),
    )
    lines = []
    for missing, (area, department, town) in short[:MOST_NAMED]:
        taken, there = load[area, department, town]
        lines.append(
            words(
                f"report.year.short{_rest(planned)}",
                **_who((area, department, town), scenario, words),
                load=f"{taken:,.0f}",
                supply=f"{there:,.0f}",
                missing=f"{-missing:,.0f}",
            )
        )
    if len(short) > MOST_NAMED:
        lines.append(words("report.year.short_more", count=len(short) - MOST_NAMED))
    return lines


def _nobody(planned: PlannedYear, scenario: Scenario, words: Words) -> list[str]:
    """Return who has work in weeks in which nobody is there, the most weeks first."""
    weeks = Counter(
        (row.area, row.department, row.town)
        for row in ordered_loads(planned, scenario)
        if row.load > 0 and row.supply <= 0
    )
    lines = [
        words("report.year.nobody", **_who(unit, scenario, words), weeks=count)
        for unit, count in weeks.most_common(MOST_NAMED)
    ]
    if len(weeks) > MOST_NAMED:
        lines.append(words("report.year.nobody_more", count=len(weeks) - MOST_NAMED))
    return lines


def _who(unit: Unit, scenario: Scenario, words: Words) -> dict[str, str]:
    """Return the name of a team and where it is, as the lines take them."""
    area, department, town = unit
    return {
        "who": scenario.department[department].name,
        "place": scenario.town[town].name if town else _area(area, scenario, words),
    }


def _area(area: tuple[str, ...], scenario: Scenario, words: Words) -> str:
    names = [scenario.district[one].name for one in area]
    return words("report.year.and").join(names)
