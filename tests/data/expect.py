"""What a test says about problems, in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler import data
from scheduler.words import Words


def brief(problem: data.Problem) -> tuple[str, int | None, str, str]:
    """Return file, row, column and expectation of a problem."""
    return problem.file, problem.row, problem.column, problem.expected


def errors(path: Path, *overrides: str) -> list[tuple[str, int | None, str, str]]:
    """Load, expect a DataError, and return its errors in brief.

    Every problem must also have a sentence in both languages.
    """
    with pytest.raises(data.DataError) as caught:
        data.load(path, overrides)
    for problem in caught.value.problems:
        assert problem.sentence(Words("zh"))
        assert problem.sentence(Words("en"))
    assert str(caught.value)
    return [brief(p) for p in caught.value.problems if p.level == "error"]


def remarks(path: Path) -> list[tuple[str, int | None, str, str]]:
    """Load without an error and return the warnings and notes in brief."""
    problems = data.load(path).problems
    for problem in problems:
        assert problem.level in {"warning", "info"}
        assert problem.sentence(Words("zh"))
        assert problem.sentence(Words("en"))
    return [brief(problem) for problem in problems]
