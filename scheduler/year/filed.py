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
        Rows that history knows, those of other years, and those that no frequency
        asks for (special plans): they stay as they are.
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
            asked = (row.item, book.scenario.site[row.site].risk) in book.frequency
            past = row.plan_id in book.past.rows or row.due.year != book.weeks.year
            if past or not asked:
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

    A check takes the row filed for its week, which is not touched; the last of the
    others take the last rows left, with their numbers and approvals.
    """
    fresh: dict[Key, list[PlanRow]] = defaultdict(list)
    for row in plan_rows(book, visits):
        fresh[row.site, row.item].append(row)
    rows, new = list(filed.done), []
    moved = dropped = 0
    for key in sorted({*fresh, *filed.rest}):
        kept, now, before = _kept(book, fresh.get(key, []), filed.rest.get(key, ()))
        pairs = min(len(now), len(before))
        moved += pairs
        dropped += len(before) - pairs
        new += now[: len(now) - pairs]
        ends = now[len(now) - pairs :], before[len(before) - pairs :]
        rows += kept
        rows += [_dated(old, row) for row, old in zip(*ends, strict=True)]
    rows += _numbered(book, rows, new)
    rows.sort(key=lambda row: (row.due, row.plan_id))
    return Replanned(tuple(rows), moved, len(new), dropped)


def _kept(
    book: YearBook, now: Sequence[PlanRow], before: Sequence[PlanRow]
) -> tuple[list[PlanRow], list[PlanRow], list[PlanRow]]:
    """Return the filed rows whose week stays, and the others of now and before."""
    filed: dict[int, list[PlanRow]] = defaultdict(list)
    for old in before:
        filed[book.weeks.index(old.due)].append(old)
    kept, others = [], []
    for row in now:
        week = filed[book.weeks.index(row.due)]
        if week:
            kept.append(week.pop(0))
        else:
            others.append(row)
    stay = {row.plan_id for row in kept}
    return kept, others, [old for old in before if old.plan_id not in stay]


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
