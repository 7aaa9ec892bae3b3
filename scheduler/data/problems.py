"""What is wrong with an input, said with file, row, column, value and expectation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from scheduler.words import Words

Level = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one place of the input.

    `row` is the line as a person sees it in the file or sheet (the header is 1);
    None if no single row is meant. `expected` is a key of the words under
    ``data.expected``, filled in with `fields`.
    """

    file: str
    row: int | None
    column: str
    value: str
    expected: str
    level: Level = "error"
    fields: tuple[tuple[str, str], ...] = ()

    def sentence(self, words: Words) -> str:
        """Return the problem as one sentence in the language of `words`."""
        row = "" if self.row is None else words("data.where.row", row=self.row)
        # A TOML file has settings; only tables have columns.
        kind = "setting" if self.file.endswith(".toml") else "column"
        column = words(f"data.where.{kind}", column=self.column) if self.column else ""
        value = words("data.where.value", value=self.value) if self.value else ""
        return words(
            "data.problem",
            level=words(f"data.level.{self.level}"),
            where=self.file + row + column,
            value=value,
            expected=words(f"data.expected.{self.expected}", **dict(self.fields)),
        )


class DataError(ValueError):
    """The input cannot be used; `problems` holds everything found at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        words = Words()
        return "\n".join(problem.sentence(words) for problem in self.problems)


class CellError(ValueError):
    """A cell's text cannot be read; `expected` and `fields` as in `Problem`."""

    def __init__(self, expected: str, **fields: str) -> None:
        self.expected = expected
        self.fields = tuple(fields.items())
        super().__init__(expected)
