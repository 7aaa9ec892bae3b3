"""verify, the statement, and the command on a bare Python."""

import ast
import hashlib
import json
import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

import scheduler
from scheduler.rules.__main__ import main
from scheduler.rules.book import BOOK
from scheduler.rules.core import Finding, Rule, Violation
from scheduler.rules.statement import (
    statement_data,
    statement_lines,
    write_statement,
)
from scheduler.rules.verify import hash_files, judge, verify
from scheduler.words import Words
from tests.builders import good_week, with_rules
from tests.folders import edit_cell

CHECKOUT = Path(scheduler.__file__).parents[1]


def test_the_good_week_is_verified(folder):
    statement = verify(folder)
    assert [v.rule for v in statement.verdicts] == [rule.rule for rule in BOOK]
    assert statement.violated == ()
    assert statement.verified
    assert statement.ready


def test_one_changed_cell_is_found_and_named(folder):
    # V001 is the first row; its start 08:40 becomes 08:50.
    edit_cell(folder, "timetable.csv", 2, "start", "08:50")
    statement = verify(folder)
    assert not statement.verified
    assert "round_fits" in [verdict.rule for verdict in statement.violated]


@pytest.mark.parametrize(
    ("level", "verdict"),
    [("H", "violated"), ("S", "reported")],
)
def test_the_level_of_the_scenario_decides(level, verdict):
    def check(_):
        return Finding(1, (Violation("frequency", "x", {}),))

    week = with_rules(good_week(), frequency={"level": level})
    assert judge(week, Rule("frequency", (), "year", check)).verdict == verdict


def test_a_blocked_publication_does_not_spoil_the_verdict(folder):
    # Q1 without approval may not be published, and the week is verified all the same.
    before = verify(folder)
    edit_cell(folder, "inputs/requests.csv", 2, "approval", "")
    after = verify(folder)
    assert (before.ready, after.ready) == (True, False)
    assert "publication" not in [verdict.rule for verdict in after.violated]


def test_the_statement_is_the_same_twice_and_hashes_the_files(folder):
    write_statement(verify(folder), folder)
    first = (folder / "statement.json").read_bytes()
    write_statement(verify(folder), folder)
    assert (folder / "statement.json").read_bytes() == first
    data = json.loads(first)
    assert [row["rule"] for row in data["rules"]] == [rule.rule for rule in BOOK]
    digest = hashlib.sha256((folder / "rounds.csv").read_bytes()).hexdigest()
    assert data["files"]["rounds.csv"] == digest
    assert "inputs/officers.csv" in data["files"]
    assert "statement.json" not in data["files"]
    assert str(folder) not in first.decode()


def test_run_json_is_outside_the_hashes(folder):
    (folder / "run.json").write_text("{}", encoding="utf-8")
    assert "run.json" not in hash_files(folder)


def test_files_changed_since_the_statement_are_told(folder, capsys):
    write_statement(verify(folder), folder)
    assert verify(folder).changed == ()
    (folder / "measures.csv").write_text("measure\n", encoding="utf-8")
    (folder / "inputs" / "pins.csv").unlink()
    edit_cell(folder, "rounds.csv", 2, "lead", "sc")
    assert verify(folder).changed == (
        ("gone", "inputs/pins.csv"),
        ("added", "measures.csv"),
        ("changed", "rounds.csv"),
    )
    assert "files_agree" in [verdict.rule for verdict in verify(folder).violated]
    assert main([str(folder)]) == 1
    assert "rounds.csv在出具规则校验报告之后被改动。" in capsys.readouterr().out


def test_a_forged_number_is_no_verified_week(folder, capsys):
    # `levels` of result.json follows from nothing else in the folder.
    write_statement(verify(folder), folder)
    file = folder / "result.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**data, "levels": [0]}), encoding="utf-8")
    assert [verdict.rule for verdict in verify(folder).violated] == ["files_agree"]
    assert main([str(folder), "--write"]) == 1
    assert "result.json在出具规则校验报告之后被改动。" in capsys.readouterr().out
    written = json.loads((folder / "statement.json").read_text(encoding="utf-8"))
    assert not written["verified"]


def test_the_method_claims_no_more_than_is_so():
    # The data classes and the words are shared with the planner.
    assert "只共用数据类和用语" in Words("zh")("rules.statement.method")
    assert Words("zh")("rules.excluded.candidate") == "不在该席位的候选名单中"


class _Tags(HTMLParser):
    """Counts what is opened and not closed, and what comes from outside."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag != "meta":
            self.open.append(tag)
        self.outside += [v for k, v in attrs if k == "src" or "//" in (v or "")]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_page_is_whole_and_brings_everything_along(folder):
    edit_cell(folder, "timetable.csv", 2, "checks", "safety@P1;<b>@P99")
    _, page = write_statement(verify(folder), folder)
    text = page.read_text(encoding="utf-8")
    tags = _Tags()
    tags.feed(text)
    assert (tags.open, tags.outside) == ([], [])
    assert "规则校验报告" in text
    assert "校验未通过" in text
    assert "&lt;b&gt;@P99在计划表和请求表中都查不到" in text
    assert "实现“综合查一次”、计划之外无检查" in text
    for rule in BOOK:
        assert f'id="{rule.rule}"' in text


def test_the_json_speaks_both_languages(folder):
    edit_cell(folder, "timetable.csv", 3, "checks", "safety@P99")
    rows = {row["rule"]: row for row in statement_data(verify(folder))["rules"]}
    sentence = rows["plan_only"]["violations"][0]["sentence"]
    assert "查不到" in sentence["zh"]
    assert "outside the plan" in sentence["en"]
    assert rows["plan_only"]["clauses"][0]["article"] == "四(五)"


def bare(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the verifier on a Python that sees the checkout and nothing installed."""
    environment = {"PYTHONPATH": str(CHECKOUT), "PYTHONIOENCODING": "utf-8"}
    if "SYSTEMROOT" in os.environ:
        environment["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    return subprocess.run(
        [sys.executable, "-S", "-s", "-m", "scheduler.rules", *arguments],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )


def test_a_bare_python_says_the_same(folder):
    done = bare(str(folder))
    assert done.stderr == ""
    assert done.returncode == 0
    assert done.stdout.splitlines()[-2] == "校验通过：硬性规则全部符合"
    assert done.stdout.splitlines() == statement_lines(verify(folder), Words("zh"))
    english = bare(str(folder), "--lang", "en")
    assert "No check outside the plan" in english.stdout


def test_a_bare_python_finds_a_violation(folder):
    edit_cell(folder, "timetable.csv", 3, "checks", "safety@P99")
    done = bare(str(folder))
    assert done.returncode == 1
    assert "2026-W49-V002：safety检查（P99）在计划表和请求表中都查不到" in done.stdout


def test_a_bare_python_answers_a_broken_folder_with_one_sentence(folder):
    (folder / "rounds.csv").unlink()
    done = bare(str(folder))
    assert done.returncode == 2
    assert done.stderr == "无法校验：缺少文件rounds.csv。\n"
    assert done.stdout == ""


def test_the_verifier_imports_no_package_that_must_be_installed():
    allowed = set(sys.stdlib_module_names) | {"scheduler", "__future__"}
    for package in ("rules", "model", "words"):
        for path in sorted((CHECKOUT / "scheduler" / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = (
                    [alias.name for alias in node.names]
                    if isinstance(node, ast.Import)
                    else [node.module or ""]
                    if isinstance(node, ast.ImportFrom)
                    else []
                )
                tops = {name.split(".")[0] for name in names}
                assert tops <= allowed, (path.name, tops - allowed)
