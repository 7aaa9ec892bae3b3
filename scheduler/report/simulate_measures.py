"""A simulated year in a few numbers."""

from __future__ import annotations

from collections import Counter
from statistics import median

from scheduler.model import SimulatedYear
from scheduler.report.measure_row import share

# How they are printed: a share in per cent, a number of seconds, else a count.
SHARES = (
    *("fulfilled_share", "in_time_share", "joint_rate", "entries_change"),
    *("load", "load_busiest_week", "load_busiest_team", "gap_median", "gap_worst"),
)


def year_measures(year: SimulatedYear) -> dict[str, float | None]:
    """Return the measures of a year by name; None where there is no value."""
    last = year.weeks[-1] if year.weeks else None
    late = sum(row.late for row in year.items)
    fulfilled = last.fulfilled if last else None
    total = _totals(year)
    in_time = None if fulfilled is None else fulfilled - late
    saved = total["entries"] - total["alone"]
    return {
        "officers": year.officers,
        "weeks": len(year.weeks),
        "weeks_verified": sum(week.verified is True for week in year.weeks),
        "planned": year.planned,
        "fulfilled": fulfilled,
        "fulfilled_share": _part(fulfilled, year.planned),
        "in_time_share": _part(in_time, year.planned),
        "late_open": last.late if last else None,
        "asked": total["asked"],
        "answered": total["answered"],
        "entries": total["entries"],
        "alone": total["alone"],
        "entries_change": share(saved, total["alone"]),
        "areas": total["areas"],
        "joint_rate": share(total["joint"], total["joint_possible"]),
        "rounds": total["rounds"],
        "shut": total["shut"],
        "short": total["short"],
        "load": share(total["used"], total["there"]),
        "load_busiest_week": _busiest_week(year),
        "load_busiest_team": max(department_loads(year).values(), default=None),
        **_gaps(year),
        "seconds": sum(week.seconds for week in year.weeks),
    }


def _totals(year: SimulatedYear) -> Counter[str]:
    names = (
        *("asked", "answered", "entries", "alone", "areas", "joint", "rounds"),
        *("joint_possible", "shut", "short", "used", "there"),
    )
    return Counter(
        {name: sum(getattr(week, name) for week in year.weeks) for name in names}
    )


def _part(part: int | None, whole: int) -> float | None:
    return None if part is None else share(part, whole)


def _busiest_week(year: SimulatedYear) -> float | None:
    shares = [week.used / week.there for week in year.weeks if week.there]
    return max(shares, default=None)


def department_loads(year: SimulatedYear) -> dict[str, float]:
    """Return the load of each department over the year."""
    used: Counter[str] = Counter()
    there: Counter[str] = Counter()
    for week in year.weeks:
        for row in week.loads:
            used[row.department] += row.used
            there[row.department] += row.there
    return {name: used[name] / there[name] for name in there if there[name]}


def _gaps(year: SimulatedYear) -> dict[str, float | None]:
    gaps = [week.gap for week in year.weeks if week.gap is not None]
    middle = median(gaps) if gaps else None
    return {"gap_median": middle, "gap_worst": max(gaps, default=None)}
