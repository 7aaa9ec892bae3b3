"""Judge a published folder rule by rule, from its input and output files alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from scheduler.collector import paused
from scheduler.model import Clause
from scheduler.rules.book import BOOK
from scheduler.rules.clauses import require_clauses
from scheduler.rules.core import Published, Rule, Violation
from scheduler.rules.read_output import read_json, read_published

STATEMENT = "statement.json"
# run.json holds seconds; the statement cannot hold its own hash.
NOT_HASHED = ("run.json", STATEMENT)


@dataclass(frozen=True)
class Verdict:
    """What was found of one rule.

    `verdict` is ``kept``, ``violated`` (level H), ``reported`` (S and R) or
    ``blocked`` (P). `notes` are told and break nothing.
    """

    rule: str
    level: str
    verdict: str
    clauses: tuple[str, ...]
    enforced: str
    facts: int
    violations: tuple[Violation, ...]
    notes: tuple[Violation, ...]


@dataclass(frozen=True)
class Statement:
    """规则校验报告: the verdict of every rule, and the hashes of the files."""

    week: str
    scenario: str
    title: str
    published: Published
    verdicts: tuple[Verdict, ...]
    clauses: Mapping[str, Clause]
    files: Mapping[str, str]

    @property
    def changed(self) -> tuple[tuple[str, str], ...]:
        """``(kind, file)`` of what differs from the statement the folder holds."""
        return self.published.changed

    @property
    def violated(self) -> tuple[Verdict, ...]:
        """The hard rules that are violated."""
        return tuple(v for v in self.verdicts if v.verdict == "violated")

    @property
    def verified(self) -> bool:
        """Whether no hard rule is violated; the publication gate does not count."""
        return not self.violated

    @property
    def ready(self) -> bool:
        """Whether nothing of level P blocks publication."""
        return all(v.verdict != "blocked" for v in self.verdicts)


OF_LEVEL = {"H": "violated", "S": "reported", "R": "reported", "P": "blocked"}


def judge(published: Published, rule: Rule) -> Verdict:
    """Run one rule on a week.

    The level is the scenario's (`frequency` and `force_deployed` may be hard).
    """
    finding = rule.check(published)
    level = published.scenario.settings.level(rule.rule)
    broken = tuple(v for v in finding.violations if v.key not in rule.notes)
    notes = tuple(v for v in finding.violations if v.key in rule.notes)
    verdict = OF_LEVEL[level] if broken else "kept"
    return Verdict(
        rule.rule,
        level,
        verdict,
        rule.clauses,
        rule.enforced,
        finding.facts,
        broken,
        notes,
    )


def judge_week(
    published: Published,
    files: Mapping[str, str] | None = None,
) -> Statement:
    """Run the whole book on a week.

    Raises
    ------
    VerifierInputError
        If a rule rests on a clause the inputs do not have.
    """
    scenario = published.scenario
    require_clauses(BOOK, scenario.clauses)
    return Statement(
        str(published.week),
        scenario.settings.name,
        scenario.settings.title,
        published,
        tuple(judge(published, rule) for rule in BOOK),
        scenario.clauses,
        files or {},
    )


def hash_files(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every CSV and JSON file of a folder, by relative path.

    Left out are ``run.json``, the statement itself, and TOML, images and workbooks;
    the files under ``inputs/`` are in.
    """
    paths = {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_file() and path.suffix in (".csv", ".json")
    }
    return {
        name: hashlib.sha256(paths[name].read_bytes()).hexdigest()
        for name in sorted(paths)
        if name not in NOT_HASHED
    }


def compare_hashes(
    folder: Path, files: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return what changed since the folder's own statement, if it has one.

    Raises
    ------
    VerifierInputError
        If the statement is no JSON object.
    """
    if not (folder / STATEMENT).is_file():
        return ()
    before = read_json(folder, STATEMENT).get("files", {})
    rows = [("gone", name) for name in before if name not in files]
    rows += [("added", name) for name in files if name not in before]
    rows += [
        ("changed", name)
        for name in files
        if name in before and before[name] != files[name]
    ]
    return tuple(sorted(rows, key=lambda row: (row[1], row[0])))


def verify(folder: Path | str) -> Statement:
    """Verify a published week from its files alone.

    Parameters
    ----------
    folder : Path or str
        ``outputs/<scenario>/<week>/``.

    Returns
    -------
    Statement
        `verified` says whether every hard rule is kept.

    Raises
    ------
    VerifierInputError
        If the folder cannot be read; the sentence names file, row and column.
    """
    folder = Path(folder)
    with paused():
        published = read_published(folder)
        files = hash_files(folder)
        changed = compare_hashes(folder, files)
        return judge_week(replace(published, changed=changed), files)


def canonical(data: object) -> str:
    """Return JSON that is the same for the same data, with a final newline."""
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
