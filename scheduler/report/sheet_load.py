"""Sheet 各周工作量: load over supply by department and week, coloured."""

from __future__ import annotations

from scheduler.model import PlannedYear, Scenario
from scheduler.report.book_style import HEADER_ROWS, Book, Column, put

# Load over supply: white, amber at what there is, red at half more.
SCALE = {
    "type": "3_color_scale",
    "min_type": "num", "mid_type": "num", "max_type": "num",
    "min_value": 0.5, "mid_value": 1.0, "max_value": 1.5,
    "min_color": "#FFFFFF", "mid_color": "#FDD49E", "max_color": "#B30000",
}  # fmt: skip


def load_sheet(book: Book, planned: PlannedYear, scenario: Scenario) -> None:
    """Write one row a unit of an area, one column a week, in per cent."""
    words = book.words
    columns = [
        Column(words("report.year_form.head.area"), 24),
        Column(words("report.year_form.head.unit"), 26),
        *(Column(str(week.number), 6.5, "percent") for week in planned.weeks),
    ]
    title = words("report.year_form.subtitle", year=planned.year)
    sheet = book.sheet("year_load", columns, title)
    place = {week: k for k, week in enumerate(planned.weeks)}
    lines: dict[tuple[tuple[str, ...], str, str], list[float | None]] = {}
    for row in planned.loads:
        key = (row.area, row.department, row.town)
        cells = lines.setdefault(key, [None] * len(place))
        if row.supply > 0:
            cells[place[row.week]] = row.load / row.supply
    style = book.style["percent"]
    for number, ((area, department, town), cells) in enumerate(lines.items()):
        line = HEADER_ROWS + number
        names = [scenario.district[one].name for one in area]
        who = scenario.department[department].name
        if town:
            who = words("report.load.team", town=scenario.town[town].name)
        put(sheet, line, 0, words("report.year.and").join(names), book.style["text"])
        put(sheet, line, 1, who, book.style["text"])
        for column, cell in enumerate(cells, start=2):
            put(sheet, line, column, cell, style)
    last = HEADER_ROWS + max(len(lines), 1) - 1
    sheet.conditional_format(HEADER_ROWS, 2, last, len(columns) - 1, SCALE)
    sheet.freeze_panes(HEADER_ROWS, 2)
    sheet.print_area(0, 0, last, len(columns) - 1)
