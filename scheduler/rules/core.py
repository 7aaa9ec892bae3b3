"""What a rule is, what it reports, and the published week it looks at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from scheduler.model import (
    HistoryRow,
    Round,
    Scenario,
    Timetable,
    Visit,
    Week,
)
from scheduler.words import Words


@dataclass(frozen=True)
class Violation:
    """One breach of a rule, with a sentence in both languages.

    The sentence is ``words("rules.<rule>.<key>", **fields)``; `amount` says by how
    much the rule is broken (people, minutes, days …; 1 for a plain no).
    """

    rule: str
    key: str
    fields: Mapping[str, object]
    amount: float = 1
    visit: str = ""
    round: str = ""
    officer: str = ""

    def sentence(self, words: Words) -> str:
        """Return the sentence in the language of `words`."""
        return words(f"rules.{self.rule}.{self.key}", **self.fields)


@dataclass(frozen=True)
class Finding:
    """What a checker found: how many facts it looked at, and the breaches."""

    facts: int
    violations: tuple[Violation, ...] = ()


@dataclass(frozen=True)
class Published:
    """A published week as its folder says: inputs and outputs, nothing computed.

    `scenario.history` is uncut; use `history`. `commit`, `result` and `files` are
    those of the folder; `inputs_digest` is recomputed from ``inputs/``. `changed` holds
    ``(kind, file)`` of files ``changed``, ``added`` or ``gone`` since the statement.
    """

    scenario: Scenario
    week: Week
    timetable: Timetable
    after: tuple[Timetable, ...] = ()
    result: Mapping[str, Any] = field(default_factory=dict)
    inputs_digest: str = ""
    changed: tuple[tuple[str, str], ...] = ()
    # What several rules look up is worked out once.
    worked_out: dict[str, Any] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    @cached_property
    def history(self) -> tuple[HistoryRow, ...]:
        """History before the week, or before the first `--after` week."""
        cut = min([self.week.monday, *(Week.parse(t.week).monday for t in self.after)])
        return tuple(row for row in self.scenario.history if row.date < cut)

    @cached_property
    def round(self) -> dict[str, Round]:
        """Round by id."""
        return {row.round: row for row in self.timetable.rounds}

    @cached_property
    def visits_of(self) -> dict[str, list[Visit]]:
        """Visits of each round, in visiting order."""
        rows: dict[str, list[Visit]] = defaultdict(list)
        for visit in sorted(self.timetable.visits, key=lambda v: (v.round, v.order)):
            rows[visit.round].append(visit)
        return dict(rows)


@dataclass(frozen=True)
class Rule:
    """One rule of the book.

    `clauses` are keys of ``clauses.toml``; `enforced` says where the planner keeps
    it (intake, round, selection, draw, report); title and text stand in
    ``words/<lang>/rules.toml`` under ``<rule>.title`` and ``<rule>.text``. Violations
    whose key is in `notes` are told and never break the rule.
    """

    rule: str
    clauses: tuple[str, ...]
    enforced: str
    check: Callable[[Published], Finding]
    notes: tuple[str, ...] = ()
