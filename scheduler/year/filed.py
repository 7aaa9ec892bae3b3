"""The rest of a year's filed plan: what a re-plan holds on to, and the new rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from scheduler.model import PlanRow
from scheduler.year.needs import YearBook
from scheduler.year.replan import Wish
from scheduler.year.rows import Visited, plan_rows
from scheduler.year.weeks import WeekSet

Key = tuple[str, str]


@dataclass(frozen=True)
class Filed:
    """The plan of a year, as far as it is not done.

    Attributes
    ----------
    done : tuple of PlanRow
        Rows that history knows, and those of other years: they stay as they are.
    rest : dict
        The other rows by (site, item), by due date; missed ones are among them.
    """

    done: tuple[PlanRow, ...]
    rest: Mapping[Key, Sequence[PlanRow]]

    @classmethod
    def of(cls, book: YearBook) -> Filed:
        """Read the scenario's plan."""
        done: list[PlanRow] = []
        rest: dict[Key, list[PlanRow]] = defaultdict(list)
        for row in book.scenario.plan:
            if row.plan_id in book.past.rows or row.due.year != book.weeks.year:
                done.append(row)
            else:
                rest[row.site, row.item].append(row)
        for rows in rest.values():
            rows.sort(key=lambda row: (row.due, row.plan_id))
        return cls(tuple(done), dict(rest))

    def wishes(self, book: YearBook) -> dict[str, Wish]:
        """Return the weeks in which each site's checks are filed and still can be."""
        found: dict[str, dict[str, WeekSet]] = defaultdict(dict)
        for (site, item), rows in self.rest.items():
            weeks = 0
            for row in rows:
                week = book.weeks.index(row.due)
                if week >= book.since:
                    weeks |= 1 << week
            found[site][item] = weeks
        return dict(found)


@dataclass(frozen=True)
class Replanned:
    """The rows of a re-planned year: how many moved, are new, are not needed."""

    rows: tuple[PlanRow, ...]
    moved: int
    new: int
    dropped: int


def replanned(book: YearBook, filed: Filed, visits: Iterable[Visited]) -> Replanned:
    """Return the plan with the rest of the year as planned now.

    The last checks of a site and item take the last rows filed for it, with their
    numbers and approvals; a row whose week stays is not touched.
    """
    fresh: dict[Key, list[PlanRow]] = defaultdict(list)
    for row in plan_rows(book, visits):
        fresh[row.site, row.item].append(row)
    rows, new = list(filed.done), []
    moved = dropped = 0
    for key in sorted({*fresh, *filed.rest}):
        now, before = fresh.get(key, []), filed.rest.get(key, ())
        pairs = min(len(now), len(before))
        dropped += len(before) - pairs
        new += now[: len(now) - pairs]
        for row, old in zip(
            now[len(now) - pairs :], before[len(before) - pairs :], strict=True
        ):
            stays = book.weeks.index(row.due) == book.weeks.index(old.due)
            moved += not stays
            rows.append(old if stays else _dated(old, row))
    rows += _numbered(book, rows, new)
    rows.sort(key=lambda row: (row.due, row.plan_id))
    return Replanned(tuple(rows), moved, len(new), dropped)


def _dated(old: PlanRow, new: PlanRow) -> PlanRow:
    return replace(old, earliest=new.earliest, due=new.due, latest=new.latest)


def _numbered(
    book: YearBook, rows: Sequence[PlanRow], new: Sequence[PlanRow]
) -> list[PlanRow]:
    """Return new rows with numbers that no row has."""
    taken = {row.plan_id for row in rows} | {r.plan_id for r in book.scenario.plan}
    found, number = [], 0
    for row in sorted(new, key=lambda row: (row.due, row.site, row.item)):
        while True:
            number += 1
            name = f"Y{book.weeks.year}-N{number:05d}"
            if name not in taken:
                break
        found.append(replace(row, plan_id=name))
    return found
