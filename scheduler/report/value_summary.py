"""The lines the terminal shows of what the force is worth in a year."""

from __future__ import annotations

from scheduler.model import Scenario, ShareWorth, Worth, Worths
from scheduler.report.value_labels import (
    area_label,
    told,
    unit_label,
    value_label,
    whole,
)
from scheduler.words import Words

# So many of the most valuable are named.
MOST_NAMED = 5
# Two are worth the same if they differ by less than this part of a check.
ALIKE = 0.01


def value_summary_lines(worths: Worths, scenario: Scenario, words: Words) -> list[str]:
    """Return what can be carried out, where one more adds most, shares."""
    carried = whole(worths.carried)
    percent = f"{carried / worths.checks:.1%}" if worths.checks else "—"
    lines = [
        words(
            "report.values.carried",
            year=worths.year,
            checks=worths.checks,
            carried=carried,
            percent=percent,
        )
    ]
    named = [row for row in telling(worths) if _counts(row.more)][:MOST_NAMED]
    lines += [_one(row, scenario, words) for row in named]
    if not named:
        lines.append(words("report.values.nothing"))
    spare = [row for row in worths.rows if row.spare]
    if spare:
        lines.append(words("report.values.spare", count=len(spare)))
    idle = sum(row.idle for row in worths.rows)
    if idle:
        lines.append(words("report.values.idle", count=idle))
    lines += [_share(row, worths, scenario, words) for row in worths.shares]
    return lines


def telling(worths: Worths) -> list[Worth]:
    """Return what adds or loses anything: what adds most first, then what loses most.

    An officer with a qualification is left out where he adds and loses no more than
    one without.
    """
    plain = {
        (row.area, row.department, row.town): row
        for row in worths.rows
        if row.kind == "officer" and not row.qualification
    }
    rows = [
        row
        for row in worths.rows
        if (_counts(row.more) or _counts(row.fewer))
        and not (
            row.qualification and _alike(row, plain[row.area, row.department, row.town])
        )
    ]
    return sorted(
        rows, key=lambda row: (-round(row.more, 2), -round(row.fewer or 0, 2))
    )


def _counts(checks: float | None) -> bool:
    """Say whether a number of checks is told as more than nothing."""
    return checks is not None and told(checks) != told(0)


def _alike(one: Worth, other: Worth) -> bool:
    """Say whether two are worth the same, as far as it is told."""
    return abs(one.more - other.more) < ALIKE and (
        abs((one.fewer or 0) - (other.fewer or 0)) < ALIKE
    )


def _one(row: Worth, scenario: Scenario, words: Words) -> str:
    return words(
        "report.values.one",
        what=value_label(row, scenario, words),
        unit=words(f"report.values.unit.{row.kind}"),
        place=area_label(row.area, scenario, words),
        more=told(row.more),
        estimate=told(row.estimate),
        weeks=row.weeks,
        fewer="—" if row.fewer is None else told(row.fewer),
    )


def _share(row: ShareWorth, worths: Worths, scenario: Scenario, words: Words) -> str:
    name = words("report.values.today")
    if row.share is not None:
        name = words("report.values.share", share=f"{row.share:.0%}")
    carried = whole(row.carried)
    change = carried - whole(worths.carried)
    area, department, town = row.who
    return words(
        "report.values.shared",
        name=name,
        posted=row.posted,
        carried=carried,
        change=f"{change:+,d}" if change else "0",
        peak=f"{row.peak:.0%}",
        place=area_label(area, scenario, words),
        who=unit_label(department, town, scenario, words),
        over=row.over,
    )
