"""Pages of the chart districts x days: one bar a round."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

from scheduler.model import PlannedWeek, Round
from scheduler.report.chart_data import Bar, Frame, Page, RowGroup, lanes
from scheduler.report.label_room import day_points, label_room
from scheduler.report.labels import towns_label
from scheduler.report.summary import why_empty

PAGE_LANES = 56  # above it a lane gets too low for a legible label


def district_pages(planned: PlannedWeek, frame: Frame) -> list[Page]:
    """Return the pages: districts in file order, as many a page as stay legible."""
    words = frame.words
    visits = Counter(visit.round for visit in planned.timetable.visits)
    bars = _bars(planned, frame, visits)
    placed = _place(planned, bars)
    pages = _split({one: need for one, (_, need) in placed.items()})
    title = words("report.chart.districts_title", city=frame.city, week=frame.week)
    return [
        _page(planned, frame, placed, bars, districts, _titled(frame, title, n, pages))
        for n, districts in enumerate(pages, start=1)
    ]


def _split(need: dict[str, int]) -> list[list[str]]:
    """Split districts, in order, over pages of about the same number of lanes."""
    count = max(1, -(-sum(need.values()) // PAGE_LANES))
    share, used = sum(need.values()) / count, 0
    pages: list[list[str]] = [[] for _ in range(count)]
    for district, lanes_needed in need.items():
        # The page on which the middle of the district's lanes would fall.
        middle = used + lanes_needed / 2
        pages[min(count - 1, int(middle / share))].append(district)
        used += lanes_needed
    return [page for page in pages if page]


def _titled(frame: Frame, title: str, number: int, pages: list[list[str]]) -> str:
    if len(pages) == 1:
        return title
    return title + frame.words("report.chart.page", page=number, pages=len(pages))


def _bars(planned: PlannedWeek, frame: Frame, visits: Counter[str]) -> dict[str, Bar]:
    """Return the bar of each round, its row still open, with room for its label."""
    points, day = day_points(frame.days), (frame.first, frame.last)
    bars = {}
    for one in planned.timetable.rounds:
        labels = _labels(planned, frame, one, visits[one.round])
        bars[one.round] = Bar(
            0,
            one.date,
            one.depart,
            one.return_,
            frame.colour[one.lead],
            labels,
            room=label_room((one.depart, one.return_), labels[-2], day, points),
        )
    return bars


def _place(
    planned: PlannedWeek, bars: dict[str, Bar]
) -> dict[str, tuple[dict[str, int], int]]:
    """Return for each district the lane of each round and the number of lanes."""
    by_day: dict[tuple[str, str], list[Round]] = defaultdict(list)
    for one in planned.timetable.rounds:
        by_day[one.district, one.date.isoformat()].append(one)
    lane: dict[str, dict[str, int]] = defaultdict(dict)
    for (district, _), rounds in sorted(by_day.items()):
        rooms = {r.round: bars[r.round].room or (r.depart, r.return_) for r in rounds}
        rounds.sort(key=lambda r: (rooms[r.round][0], -rooms[r.round][1], r.round))
        places = lanes([rooms[r.round] for r in rounds])
        lane[district].update({r.round: n for r, n in zip(rounds, places, strict=True)})
    return {
        one.district: (
            lane[one.district],
            1 + max(lane[one.district].values(), default=0),
        )
        for one in planned.scenario.districts
    }


def _page(
    planned: PlannedWeek,
    frame: Frame,
    placed: dict[str, tuple[dict[str, int], int]],
    rounds: dict[str, Bar],
    districts: list[str],
    title: str,
) -> Page:
    top, groups, offset = 0, [], {}
    for district in districts:
        count = placed[district][1]
        offset[district] = top
        name = planned.scenario.district[district].name
        groups.append(RowGroup(name, ("",) * count))
        top += count
    bars = tuple(
        replace(
            rounds[one.round],
            row=offset[one.district] + placed[one.district][0][one.round],
        )
        for one in planned.timetable.rounds
        if one.district in offset
    )
    return Page(
        title,
        _subtitle(planned, frame),
        frame.days,
        frame.first,
        frame.last,
        tuple(groups),
        bars,
        frame.legend,
        (*frame.notes, frame.words("report.chart.how_districts")),
        "" if planned.timetable.rounds else _message(planned, frame),
    )


def _labels(
    planned: PlannedWeek, frame: Frame, one: Round, visits: int
) -> tuple[str, ...]:
    mark = frame.mark[one.lead]
    full = towns_label(planned.scenario, one, frame.words)
    first = towns_label(
        planned.scenario, replace(one, towns=one.towns[:1]), frame.words
    )
    return (
        f"{mark} {full} {visits}",
        f"{mark} {first} {visits}",
        f"{mark}{first}{visits}",
        mark,
    )


def _subtitle(planned: PlannedWeek, frame: Frame) -> str:
    table = planned.timetable
    return frame.words(
        "report.chart.districts_subtitle",
        rounds=len(table.rounds),
        visits=len(table.visits),
        officers=len({row.officer for row in table.assignments}),
    )


def _message(planned: PlannedWeek, frame: Frame) -> str:
    return frame.words("report.summary.empty", why=why_empty(planned, frame.words))
