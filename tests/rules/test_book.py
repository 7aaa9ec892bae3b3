"""The book as a register: every rule has title, text, clause and tests."""

import ast
from functools import cache
from pathlib import Path

import pytest

import scheduler.rules
from scheduler.model import RULE_DEFAULTS
from scheduler.rules.book import BOOK, print_book
from scheduler.rules.clauses import load_clauses, require_clauses
from scheduler.rules.core import Rule
from scheduler.rules.errors import VerifierInputError
from scheduler.words import LANGUAGES, Words
from tests.folders import POLICY

TESTS = Path(__file__).parent
RULES = Path(scheduler.rules.__file__).parent
ZH = Words("zh")
CLAUSES = load_clauses(POLICY, BOOK)


def test_the_book_is_the_design_s_in_its_order():
    assert [rule.rule for rule in BOOK] == list(RULE_DEFAULTS)


@pytest.mark.parametrize("rule", BOOK, ids=lambda rule: rule.rule)
def test_a_rule_is_complete(rule):
    for lang in LANGUAGES:
        words = Words(lang)
        assert words(f"rules.{rule.rule}.title")
        assert words(f"rules.{rule.rule}.text")
        assert words(f"rules.enforced.{rule.enforced}")
    assert rule.clauses
    assert set(rule.clauses) <= set(CLAUSES)
    assert rule.check.__name__ == f"check_{rule.rule}"


@cache
def imported_names(path: Path) -> frozenset[str]:
    """Every name a test file imports from a module."""
    return frozenset(
        alias.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    )


@pytest.mark.parametrize("rule", BOOK, ids=lambda rule: rule.rule)
def test_a_rule_has_a_test_that_calls_its_checker(rule):
    imported = frozenset().union(*map(imported_names, TESTS.glob("test_*.py")))
    assert rule.check.__name__ in imported


@cache
def constants(path: Path) -> frozenset[str]:
    """Every text constant of a file; ``f"{what}_overlap"`` gives ``_overlap``."""
    return frozenset(
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def sentences(rule: str) -> set[str]:
    """The keys of a rule's sentences in the words."""
    start = f"rules.{rule}."
    keys = {k.removeprefix(start) for k in ZH.texts if k.startswith(start)}
    return keys - {"title", "text"}


@pytest.mark.parametrize("rule", BOOK, ids=lambda rule: rule.rule)
def test_every_sentence_of_a_rule_can_be_said(rule):
    said = frozenset().union(*map(constants, RULES.glob("*.py")))
    composed = {f"{what}{end}" for what in ("officer", "vehicle") for end in said}
    assert sentences(rule.rule) <= said | composed


def test_every_literal_key_of_a_violation_is_a_sentence():
    known = set().union(*(sentences(rule.rule) for rule in BOOK))
    found = 0
    for path in sorted(RULES.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            place = {"Violation": 1, "_violation": 0}.get(
                getattr(getattr(node, "func", None), "id", "")
            )
            if place is None or len(node.args) <= place:
                continue
            key = node.args[place]
            if isinstance(key, ast.Constant):
                found += 1
                assert key.value in known, (path.name, key.value)
    assert found > 40


def test_a_clause_that_is_missing_is_named():
    rule = Rule("plan_only", ("S0.4.5", "S0.9.9"), "intake", BOOK[0].check)
    with pytest.raises(VerifierInputError) as caught:
        require_clauses([rule], CLAUSES)
    assert str(caught.value) == "规则plan_only引用的条款S0.9.9不在clauses.toml中。"


def test_a_clause_without_a_quotation_is_named(tmp_path):
    (tmp_path / "clauses.toml").write_text(
        '["S0.1"]\nsource = "南政办〔2024〕31号"\narticle = "一"\n', encoding="utf-8"
    )
    with pytest.raises(VerifierInputError) as caught:
        load_clauses(tmp_path, [])
    assert (
        str(caught.value)
        == f"文件{tmp_path.name}/clauses.toml的条款S0.1缺少quotation。"
    )


def test_the_policy_is_quoted_word_for_word():
    policy = (POLICY / "nanan-2024-31.txt").read_text(encoding="utf-8")
    quoted = {key: c for key, c in CLAUSES.items() if key.startswith("S0.")}
    assert len(quoted) >= 15
    for key, clause in quoted.items():
        assert clause.quotation in policy, key
        assert str(clause.date) == "2024-06-19"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_book_prints(lang):
    rows = print_book(Words(lang), CLAUSES)
    assert [row["rule"] for row in rows] == [rule.rule for rule in BOOK]
    gap = next(row for row in rows if row["rule"] == "minimum_gap")
    assert gap["numbers"] == "days = 30"
    assert gap["level"] == "H"
    assert all(row["quotations"] and row["clauses"] for row in rows)
