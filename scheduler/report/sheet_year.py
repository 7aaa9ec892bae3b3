"""Sheets of the year's workbook: the plan in the province's form, what is unmet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from scheduler.model import RISKS, Item, PlannedYear, Scenario
from scheduler.report.book_style import HEADER_ROWS, Book, Column, Value
from scheduler.report.year_progress import rows_of_year, year_label
from scheduler.words import Words

# The columns of the published form (DOMAIN.md 1.3), with their widths.
PLAN = (
    ("number", 6, "middle"), ("item", 26, "text"), ("basis", 24, "text"),
    ("objects", 30, "text"), ("content", 26, "text"), ("way", 14, "middle"),
    ("frequency", 28, "text"), ("time", 20, "text"), ("agency", 20, "text"),
    ("joint", 36, "text"), ("remark", 24, "text"),
)  # fmt: skip
UNMET = (
    ("site", 12, "middle"), ("site_name", 36, "text"), ("town", 14, "middle"),
    ("item", 30, "text"), ("checks", 12, "whole"), ("reason", 40, "text"),
)  # fmt: skip


@dataclass(frozen=True)
class _Year:
    """The year's plan by item."""

    planned: PlannedYear
    scenario: Scenario
    words: Words

    @cached_property
    def carried(self) -> Counter[str]:
        """Sites that carry an item."""
        return Counter(row.item for row in self.scenario.site_items)

    @cached_property
    def visited(self) -> dict[str, set[str]]:
        """Sites at which an item is checked in the year."""
        found: dict[str, set[str]] = {}
        for row in rows_of_year(self.planned):
            found.setdefault(row.item, set()).add(row.site)
        return found

    @cached_property
    def months(self) -> dict[str, set[int]]:
        """Months in which checks of an item fall due."""
        found: dict[str, set[int]] = {}
        for row in rows_of_year(self.planned):
            found.setdefault(row.item, set()).add(row.due.month)
        return found

    @cached_property
    def checks(self) -> Counter[str]:
        """Checks planned by item."""
        return Counter(row.item for row in rows_of_year(self.planned))

    @cached_property
    def unmet(self) -> Counter[str]:
        """Checks that cannot be placed, by item."""
        found: Counter[str] = Counter()
        for row in self.planned.unmet:
            found[row.item] += row.checks
        return found

    def objects(self, item: str) -> str:
        """Return whom an item concerns: all, or so many drawn of so many."""
        every, some = self.carried[item], len(self.visited.get(item, ()))
        key = "all" if some == every else "drawn"
        share = f"{some / every:.1%}" if every else "—"
        return self.words(
            f"report.year_form.objects_{key}", every=every, some=some, share=share
        )

    def frequency(self, item: str) -> str:
        """Return how often by class, and the lead's yearly cap."""
        rows = {row.risk: row for row in self.scenario.frequencies if row.item == item}
        told = [
            self.words(
                "report.year_form.times", risk=risk, times=f"{rows[risk].per_year:g}"
            )
            for risk in RISKS
            if risk in rows
        ]
        caps = [
            self.words(
                f"report.year_form.{'cap_others' if cap.risk == '*' else 'cap'}",
                risk=cap.risk,
                times=cap.per_year,
            )
            for cap in self.scenario.caps
            if cap.department in self.leads(item)
        ]
        comma = self.words("report.year.and")
        parts = [comma.join(told)]
        if caps and self.scenario.item[item].target == "site":
            parts.append(
                self.words("report.year_form.caps", caps=comma.join(sorted(caps)))
            )
        return self.words("report.year_form.joiner").join(parts)

    def leads(self, item: str) -> list[str]:
        """Return the lead departments of an item."""
        roles = self.scenario.roles.get(item, ())
        return [row.department for row in roles if row.role == "lead"]

    def joint(self, item: str) -> str:
        """Return whether several departments check together: who leads, who helps."""
        leads = self.leads(item)
        others = [
            row.department
            for row in self.scenario.roles.get(item, ())
            if row.role != "lead"
        ]
        if not others:
            return self.words("report.year_form.alone")
        return self.words(
            "report.year_form.joint",
            leads=self.names(leads),
            others=self.names(others),
        )

    def names(self, departments: Sequence[str]) -> str:
        """Return departments by name."""
        found = [self.scenario.department[one].name for one in departments]
        return self.words("report.year.and").join(found)

    def time(self, item: str) -> str:
        """Return the months in which checks fall due, as spans."""
        months = sorted(self.months.get(item, ()))
        spans: list[list[int]] = []
        for month in months:
            if spans and spans[-1][1] == month - 1:
                spans[-1][1] = month
            else:
                spans.append([month, month])
        texts = [
            self.words("report.year_form.month", month=a)
            if a == b
            else self.words("report.year_form.months", first=a, last=b)
            for a, b in spans
        ]
        return self.words("report.year.and").join(texts)


def year_plan_sheet(book: Book, planned: PlannedYear, scenario: Scenario) -> None:
    """Write the plan of the year, one row an item, in the published form."""
    words = book.words
    columns = _columns(PLAN, words)
    title = year_label(planned, words)
    sheet = book.sheet("year_plan", columns, title)
    year = _Year(planned, scenario, words)
    items = [item for item in scenario.items if year.checks[item.item]]
    for number, item in enumerate(items, start=1):
        book.row(sheet, HEADER_ROWS + number - 1, columns, _values(year, number, item))
    sheet.print_area(0, 0, HEADER_ROWS + len(items) - 1, len(columns) - 1)


def _values(year: _Year, number: int, item: Item) -> list[Value]:
    words = year.words
    remark = words("report.year_form.checks", checks=year.checks[item.item])
    if year.unmet[item.item]:
        remark += words("report.year_form.lost", checks=year.unmet[item.item])
    way = "remote" if item.remote_ok else "on_site"
    return [
        number,
        item.name,
        item.basis,
        year.objects(item.item),
        item.content,
        words(f"report.year_form.{way}"),
        year.frequency(item.item),
        year.time(item.item),
        year.names(year.leads(item.item)),
        year.joint(item.item),
        remark,
    ]


def unmet_sheet(book: Book, planned: PlannedYear, scenario: Scenario) -> None:
    """Write every check that no plan can place, with its reason."""
    words = book.words
    columns = _columns(UNMET, words)
    title = year_label(planned, words)
    sheet = book.sheet("year_unmet", columns, title)
    for number, row in enumerate(planned.unmet):
        site = scenario.site[row.site]
        values: list[Value] = [
            row.site,
            site.name,
            scenario.town[site.town].name,
            scenario.item[row.item].name,
            row.checks,
            words(f"report.year.reason.{row.reason}"),
        ]
        book.row(sheet, HEADER_ROWS + number, columns, values)
    last = HEADER_ROWS + max(len(planned.unmet), 1) - 1
    sheet.autofilter(HEADER_ROWS - 1, 0, last, len(columns) - 1)
    sheet.print_area(0, 0, last, len(columns) - 1)


def _columns(rows: Sequence[tuple[str, float, str]], words: Words) -> list[Column]:
    return [
        Column(words(f"report.year_form.head.{key}"), width, style)
        for key, width, style in rows
    ]
