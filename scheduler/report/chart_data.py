"""What a chart page shows: plain values, so that a worker process can draw it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.model import PlannedWeek
from scheduler.model.calendar import Date
from scheduler.report.colours import colours
from scheduler.report.labels import (
    date_label,
    department_marks,
    department_order,
    is_synthetic,
    plain_title,
    week_label,
)
from scheduler.words import Words

OFF_WIDTH = 0.24  # a day off without rounds, in widths of a working day
HOUR = 60


@dataclass(frozen=True, slots=True)
class DayBand:
    """One date on the x axis, from `left` to `right` in widths of a working day."""

    date: Date
    label: str
    working: bool
    note: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One round in one row: minutes of its date, colour, texts from long to short."""

    row: int
    date: Date
    start: int
    end: int
    colour: str
    labels: tuple[str, ...]
    away: bool = False
    room: tuple[int, int] | None = None  # minutes kept for the bar with its label


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows that belong together (a district's lanes, a department's officers)."""

    label: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a chart."""

    title: str
    subtitle: str
    days: tuple[DayBand, ...]
    first: int
    last: int
    groups: tuple[RowGroup, ...]
    bars: tuple[Bar, ...]
    legend: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    message: str = ""

    def x(self, date: Date, minute: int) -> float:
        """Return the place of a time on the x axis."""
        for day in self.days:
            if day.date == date:
                span = (minute - self.first) / (self.last - self.first)
                return day.left + span * (day.right - day.left)
        raise KeyError(date)


@dataclass(frozen=True)
class Chart:
    """One chart: its file name without ending, and its pages."""

    stem: str
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Frame:
    """What all pages of a week share: days, hours, colours, marks and footer."""

    words: Words
    days: tuple[DayBand, ...]
    first: int
    last: int
    colour: dict[str, str]
    mark: dict[str, str]
    legend: tuple[tuple[str, str], ...]
    week: str
    city: str
    notes: tuple[str, ...]


def make_frame(planned: PlannedWeek, words: Words, status: str) -> Frame:
    """Return what the pages of this week share; `status` is the footer's words."""
    rounds, scenario = planned.timetable.rounds, planned.scenario
    leads = {one.lead for one in rounds}
    every = department_order(scenario)
    order = [one for one in every if one in leads]
    # Colours go by all departments, so that a department keeps its own every week.
    mark, colour = department_marks(scenario), colours(every)
    first = min((one.depart for one in rounds), default=8 * HOUR)
    last = max((one.return_ for one in rounds), default=18 * HOUR)
    notes = [words("report.chart.status", status=status)]
    if is_synthetic(scenario):
        notes.append(words("report.chart.synthetic"))
    return Frame(
        words,
        _days(planned, words),
        first // HOUR * HOUR,
        -(-last // HOUR) * HOUR,
        colour,
        mark,
        tuple(
            (colour[one], f"{mark[one]} {scenario.department[one].name}")
            for one in order
        ),
        week_label(planned, words),
        plain_title(scenario),
        tuple(notes),
    )


def _days(planned: PlannedWeek, words: Words) -> tuple[DayBand, ...]:
    busy = {one.date for one in planned.timetable.rounds}
    working = [d for d in planned.week.dates if planned.scenario.calendar.working(d)]
    days, left = [], 0.0
    for date in planned.week.dates:
        day = planned.scenario.calendar.days[date]
        narrow = bool(working) and not day.working and date not in busy
        right = left + (OFF_WIDTH if narrow else 1.0)
        note = day.note or ("" if day.working else words("report.chart.day_off"))
        label = date_label(date, words)
        days.append(DayBand(date, label, day.working, note, left, right))
        left = right
    return tuple(days)


def lanes(spans: Sequence[tuple[int, int]]) -> list[int]:
    """Return the lowest free lane of each span, so that no two spans overlap.

    Spans are taken in the order given, which must be by start.
    """
    ends: list[int] = []
    places = []
    for start, end in spans:
        lane = next((n for n, until in enumerate(ends) if until <= start), len(ends))
        if lane == len(ends):
            ends.append(end)
        else:
            ends[lane] = end
        places.append(lane)
    return places
