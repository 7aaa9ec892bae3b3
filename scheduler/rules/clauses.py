"""The clauses a rule rests on: every key the book uses must be there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from scheduler.model import Clause
from scheduler.rules.core import Rule
from scheduler.rules.errors import VerifierInputError
from scheduler.rules.read_input import read_clauses


def require_clauses(rules: Iterable[Rule], clauses: Mapping[str, Clause]) -> None:
    """See that every clause key of the rules exists.

    Raises
    ------
    VerifierInputError
        Naming the rule and the first key that is missing, or where to put all.
    """
    if not clauses:
        raise VerifierInputError("clauses_absent")
    for rule in rules:
        for key in rule.clauses:
            if key not in clauses:
                raise VerifierInputError("clause_missing", rule=rule.rule, clause=key)


def load_clauses(folder: Path, rules: Iterable[Rule]) -> dict[str, Clause]:
    """Read ``clauses.toml`` of a folder and check it against the rules.

    Raises
    ------
    VerifierInputError
        If the file cannot be read or a key of the rules is missing.
    """
    clauses = read_clauses(folder)
    require_clauses(rules, clauses)
    return clauses
