"""What the checks look at: the parsed tables, bad cells left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scheduler.data.convert import BAD, Parsed
from scheduler.model import Settings


@dataclass(frozen=True)
class View:
    """Parsed tables and settings (None if ``scenario.toml`` cannot be used).

    `absent` names the tables that had to be there and could not be read, which is
    reported already: what other tables say of theirs can then not be judged.
    """

    tables: Mapping[str, Parsed]
    settings: Settings | None
    absent: frozenset[str] = frozenset()

    def __getitem__(self, table: str) -> Parsed:
        return self.tables[table]

    def rows(self, table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
        """Iterate over (row counted from 0, values…), rows with a bad cell left out."""
        parsed = self.tables[table]
        lists = [parsed.values[column] for column in columns]
        for row, values in enumerate(zip(*lists, strict=True)):
            if BAD not in values:
                yield (row, *values)

    def ids(self, table: str) -> set[str]:
        """Return the ids of a table: the values of its one key column."""
        parsed = self.tables[table]
        (key,) = parsed.table.key
        return {value for value in parsed.values[key] if value is not BAD}
