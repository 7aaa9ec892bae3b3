"""Pages of the chart officers x days, one district at a time. Never a ranking."""

from __future__ import annotations

from collections import defaultdict

from scheduler.model import Assignment, Officer, PlannedWeek, Round
from scheduler.report.chart_data import Bar, Frame, Page, RowGroup
from scheduler.report.labels import department_order, town_short
from scheduler.report.summary import why_empty
from scheduler.words import Words

PAGE_ROWS = 50


def officer_pages(planned: PlannedWeek, frame: Frame, district: str) -> list[Page]:
    """Return the pages of one district: officers by department, then by id.

    Everybody with a round in the district is shown with all his rounds; those in
    another district (the shared city force, help) are drawn hollow.
    """
    rows = _officers_out(planned, district)
    pages = max(1, -(-len(rows) // PAGE_ROWS))
    size = -(-len(rows) // pages) if rows else 0
    parts = [rows[n * size : (n + 1) * size] for n in range(pages)]
    return [
        _page(planned, frame, district, part, (number, pages))
        for number, part in enumerate(parts, start=1)
    ]


def _officers_out(planned: PlannedWeek, district: str) -> list[Officer]:
    rounds = {r.round for r in planned.timetable.rounds if r.district == district}
    out = {row.officer for row in planned.timetable.assignments if row.round in rounds}
    order = {d: n for n, d in enumerate(department_order(planned.scenario))}
    found = (planned.scenario.officer[officer] for officer in out)
    return sorted(found, key=lambda o: (order[o.department], o.officer))


def staying_in(planned: PlannedWeek, district: str) -> int:
    """Return how many usable officers posted to the district have no round at all."""
    out = {row.officer for row in planned.timetable.assignments}
    return sum(
        district in officer.districts
        and officer.status == "staff"
        and officer.max_sessions > 0
        and officer.officer not in out
        for officer in planned.scenario.officers
    )


def _page(
    planned: PlannedWeek,
    frame: Frame,
    district: str,
    officers: list[Officer],
    number: tuple[int, int],
) -> Page:
    words, name = frame.words, planned.scenario.district[district].name
    title = words(
        "report.chart.officers_title", city=frame.city, district=name, week=frame.week
    )
    if number[1] > 1:
        title += words("report.chart.page", page=number[0], pages=number[1])
    empty = not planned.timetable.rounds
    return Page(
        title,
        _staying(planned, words, district),
        frame.days,
        frame.first,
        frame.last,
        _groups(planned, officers),
        tuple(_bars(planned, frame, district, officers)),
        frame.legend,
        (*frame.notes, words("report.chart.how_officers")),
        _message(planned, frame, empty) if not officers else "",
    )


def _staying(planned: PlannedWeek, words: Words, district: str) -> str:
    count = staying_in(planned, district)
    key = "officers_rest" if count else "officers_all"
    return words(f"report.chart.{key}", count=count)


def _message(planned: PlannedWeek, frame: Frame, empty: bool) -> str:
    words = frame.words
    if empty:
        return words("report.summary.empty", why=why_empty(planned, words))
    return words("report.chart.nobody_out")


def _groups(planned: PlannedWeek, officers: list[Officer]) -> tuple[RowGroup, ...]:
    rows: dict[str, list[str]] = defaultdict(list)
    for officer in officers:
        label, town = officer.name, officer.town
        if officer.department == planned.scenario.town_department and town is not None:
            label += f"（{town_short(planned.scenario.town[town].name)}）"
        rows[officer.department].append(label)
    return tuple(
        RowGroup(planned.scenario.department[department].name, tuple(labels))
        for department, labels in rows.items()
    )


def _bars(
    planned: PlannedWeek, frame: Frame, district: str, officers: list[Officer]
) -> list[Bar]:
    rounds = {one.round: one for one in planned.timetable.rounds}
    mine: dict[str, list[Assignment]] = defaultdict(list)
    for row in planned.timetable.assignments:
        mine[row.officer].append(row)
    return [
        _bar(planned, frame, row, rounds[assignment.round], district)
        for row, officer in enumerate(officers)
        for assignment in mine[officer.officer]
    ]


def _bar(
    planned: PlannedWeek, frame: Frame, row: int, one: Round, district: str
) -> Bar:
    towns = [town_short(planned.scenario.town[town].name) for town in one.towns]
    mark, away = frame.mark[one.lead], one.district != district
    return Bar(
        row,
        one.date,
        one.depart,
        one.return_,
        frame.colour[one.lead],
        (
            f"{mark} {'、'.join(towns)}",
            f"{mark} {towns[0]}" if towns else mark,
            f"{mark}{towns[0]}" if towns else mark,
            mark,
        ),
        away,
    )
