"""Sheet 各周工作量: load over supply by department and week, coloured."""

from __future__ import annotations

from scheduler.model import PlannedYear, Scenario
from scheduler.report.book_style import HEADER_ROWS, Book, Column, Value, put
from scheduler.report.year_progress import weeks_gone, year_label
from scheduler.report.year_units import Unit, ordered_loads
from scheduler.words import Words

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
        *(Column(head, 6.5, "percent") for head in _heads(planned, words)),
    ]
    title = year_label(planned, words)
    sheet = book.sheet("year_load", columns, title)
    place = {week: k for k, week in enumerate(planned.weeks)}
    nobody = words("report.load.nobody")
    lines: dict[Unit, list[Value]] = {}
    for row in ordered_loads(planned, scenario):
        key = (row.area, row.department, row.town)
        cells = lines.setdefault(key, [None] * len(place))
        if row.supply > 0:
            cells[place[row.week]] = row.load / row.supply
        elif row.load > 0:
            cells[place[row.week]] = nobody
    styles = [book.style["off"]] * weeks_gone(planned)
    styles += [book.style["percent"]] * (len(place) - len(styles))
    for number, ((area, department, town), cells) in enumerate(lines.items()):
        line = HEADER_ROWS + number
        names = [scenario.district[one].name for one in area]
        who = scenario.department[department].name
        if town:
            who = words("report.load.team", town=scenario.town[town].name)
        put(sheet, line, 0, words("report.year.and").join(names), book.style["text"])
        put(sheet, line, 1, who, book.style["text"])
        for column, (cell, style) in enumerate(zip(cells, styles, strict=True), 2):
            short = book.style["short"] if cell == nobody else style
            put(sheet, line, column, cell, short)
    last = HEADER_ROWS + max(len(lines), 1) - 1
    sheet.conditional_format(HEADER_ROWS, 2, last, len(columns) - 1, SCALE)
    sheet.freeze_panes(HEADER_ROWS, 2)
    sheet.print_area(0, 0, last, len(columns) - 1)


def _heads(planned: PlannedYear, words: Words) -> list[str]:
    """Return the weeks; those of another year and those gone by say so."""
    gone = words("report.year.gone")
    heads = []
    for k, week in enumerate(planned.weeks):
        key = "week" if week.year == planned.year else "week_of"
        head = words(f"report.load.{key}", number=week.number, year=week.year)
        heads.append(head + (f"\n{gone}" if k < weeks_gone(planned) else ""))
    return heads
