"""Checks: ids given twice, and references to what is not there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scheduler.data.checks.view import View
from scheduler.data.convert import BAD, Parsed
from scheduler.data.problems import Problem
from scheduler.data.schema import Column


def duplicate_keys(view: View) -> Iterator[Problem]:
    """Report every row that repeats the key of an earlier one."""
    for name, parsed in view.tables.items():
        key = parsed.table.key
        if not key:
            continue
        first: dict[tuple[Any, ...], int] = {}
        for row, *values in view.rows(name, *key):
            seen = first.setdefault(tuple(values), row)
            if seen != row:
                line = str(parsed.text.line(seen))
                yield parsed.problem(row, key[-1], "duplicate_row", line=line)


def unknown_references(view: View) -> Iterator[Problem]:
    """Report ids that no row of the table they refer to has."""
    for parsed in view.tables.values():
        for column in parsed.table.columns:
            if column.ref and column.ref not in view.absent:
                yield from _unknown(view, parsed, column)


def _unknown(view: View, parsed: Parsed, column: Column) -> Iterator[Problem]:
    known = view.ids(column.ref)
    sheet = view[column.ref].table.name
    reported: set[str] = set()
    for row, value in enumerate(parsed.values[column.name]):
        if value is BAD or value is None or value in known:
            continue
        for one in value if isinstance(value, tuple) else (value,):
            if one in known or (column.star and one == "*"):
                continue
            # The past may name what has gone since: said once for each id.
            if column.soft and one in reported:
                continue
            reported.add(one)
            level = "warning" if column.soft else "error"
            yield parsed.problem(
                row, column.name, "reference", level, table=sheet, id=one
            )
