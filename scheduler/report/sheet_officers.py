"""Sheet 执法人员安排表: officers x days, by department. No counts, no ranking."""

from __future__ import annotations

from collections import Counter, defaultdict

from scheduler.model import Assignment, Officer, PlannedWeek
from scheduler.model.calendar import Date
from scheduler.report.book_style import HEADER_ROWS, Book, Column, Value
from scheduler.report.labels import (
    date_label,
    department_order,
    short_id,
    town_short,
    week_label,
)


def officers_sheet(book: Book, planned: PlannedWeek) -> None:
    """Write who goes where on which day; those who stay in as one line a department."""
    words, scenario = book.words, planned.scenario
    columns = [
        Column(words("report.head.department"), 21),
        Column(words("report.head.officer"), 10, "middle"),
        Column(words("report.head.posting"), 23),
        *(
            Column(
                date_label(date, words),
                25 if scenario.calendar.working(date) else 12,
                "text" if scenario.calendar.working(date) else "off",
            )
            for date in planned.week.dates
        ),
    ]
    note = f"{week_label(planned, words)}　{words('report.book.no_ranking')}"
    sheet = book.sheet("officers", columns, note)
    mine: dict[str, list[Assignment]] = defaultdict(list)
    for one in planned.timetable.assignments:
        mine[one.officer].append(one)
    row, out = HEADER_ROWS, _by_department(planned, mine)
    staying = _staying(planned, mine)
    for department in department_order(scenario):
        name = scenario.department[department].name
        for officer in out.get(department, []):
            cells = _cells(book, planned, mine[officer.officer])
            values: list[Value] = [
                name,
                officer.name or officer.officer,
                _posting(planned, officer),
            ]
            book.row(sheet, row, columns, values + cells)
            row += 1
        if staying[department]:
            rest = words("report.book.rest", count=staying[department])
            blank: list[Value] = [""] * 7
            book.row(sheet, row, columns, [name, "", rest, *blank])
            row += 1
    sheet.print_area(0, 0, max(row - 1, HEADER_ROWS), len(columns) - 1)


def _by_department(
    planned: PlannedWeek, mine: dict[str, list[Assignment]]
) -> dict[str, list[Officer]]:
    groups: dict[str, list[Officer]] = defaultdict(list)
    for officer in sorted(mine):
        row = planned.scenario.officer[officer]
        groups[row.department].append(row)
    return groups


def _staying(planned: PlannedWeek, mine: dict[str, list[Assignment]]) -> Counter[str]:
    return Counter(
        officer.department
        for officer in planned.scenario.officers
        if officer.officer not in mine
        and officer.status == "staff"
        and officer.districts
        and officer.max_sessions > 0
    )


def _posting(planned: PlannedWeek, officer: Officer) -> str:
    districts = "、".join(planned.scenario.district[d].name for d in officer.districts)
    if officer.town is None:
        return districts
    return f"{districts}（{planned.scenario.town[officer.town].name}）"


def _cells(book: Book, planned: PlannedWeek, mine: list[Assignment]) -> list[Value]:
    rounds = {one.round: one for one in planned.timetable.rounds}
    cells: list[Value] = []
    for date in planned.week.dates:
        lines = []
        for one in sorted(mine, key=lambda a: rounds[a.round].depart):
            if one.date != date:
                continue
            towns = rounds[one.round].towns
            names = [town_short(planned.scenario.town[t].name) for t in towns]
            session = book.words.get(f"report.session.{one.session}", one.session)
            number = short_id(one.round)
            help_ = book.words("report.book.help_mark") if one.help else ""
            lines.append(f"{session} {'、'.join(names)}（{number}）{help_}")
        cells.append("\n".join(lines) or _day_off(planned, date))
    return cells


def _day_off(planned: PlannedWeek, date: Date) -> str:
    return planned.scenario.calendar.days[date].note
