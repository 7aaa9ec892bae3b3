"""Tables as text: what a file or a sheet holds, extra columns included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class TextTable:
    """One table as text, by column; columns that we do not know are kept.

    `file` and `lines` say where the rows were read (left out when comparing);
    without `lines`, row k of the table is line k + 2.
    """

    columns: Mapping[str, Sequence[str]]
    file: str = field(default="", compare=False)
    lines: Sequence[int] | None = field(default=None, compare=False, repr=False)

    def __len__(self) -> int:
        return next((len(cells) for cells in self.columns.values()), 0)

    def line(self, row: int) -> int:
        """Return the line, as a person sees it, of the row counted from 0."""
        return row + 2 if self.lines is None else self.lines[row]

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Iterate over the rows."""
        return zip(*self.columns.values(), strict=True)


@dataclass(frozen=True)
class Tables:
    """Every table of a scenario as text, with ``scenario.toml`` and clauses."""

    tables: Mapping[str, TextTable]
    scenario: str
    clauses: str = ""
    scenario_file: str = field(default="scenario.toml", compare=False)
    clauses_file: str = field(default="clauses.toml", compare=False)

    def __getitem__(self, name: str) -> TextTable:
        return self.tables[name]
