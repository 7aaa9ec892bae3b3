"""``scenario.toml``: what is read, what is refused, and overrides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scheduler import data
from scheduler.data.settings import read_settings
from scheduler.data.settings_out import settings_text
from scheduler.model import RULE_DEFAULTS, Window
from scheduler.words import Words
from tests.data import make
from tests.data.expect import errors

BASE = """
[scenario]
name = "x"
title = "某市"
year = 2026
[[session]]
kind = "morning"
start = "08:30"
end = "11:30"
[[session]]
kind = "afternoon"
start = "14:30"
end = "17:30"
[[session]]
kind = "day"
start = "08:30"
end = "17:30"
covers = ["morning", "afternoon"]
break = "12:00-14:00"
"""


def found(text: str, *overrides: str) -> list[tuple[str, str]]:
    """Return setting and expectation of every problem of BASE plus `text`."""
    _, problems = read_settings(BASE + text, "scenario.toml", overrides)
    return [(problem.column, problem.expected) for problem in problems]


def settings(text: str = "", *overrides: str) -> Any:
    """Return the settings of BASE plus `text`."""
    read, problems = read_settings(BASE + text, "scenario.toml", overrides)
    assert problems == []
    return read


def test_defaults() -> None:
    read = settings()
    assert (read.name, read.title, read.year) == ("x", "某市", 2026)
    assert read.rules == RULE_DEFAULTS
    day = read.kind("day")
    assert (day.start, day.end, day.weight) == (510, 1050, 2)
    assert day.pause == Window(720, 840)


def test_rules_lie_over_the_rule_book() -> None:
    read = settings("[rules.minimum_gap]\ndays = 20\n[rules.frequency]\nlevel = 'H'\n")
    assert read.number("minimum_gap", "days") == 20
    assert read.level("minimum_gap") == "H"
    assert read.level("frequency") == "H"
    assert RULE_DEFAULTS["minimum_gap"]["days"] == 30  # untouched


def test_points_of_one_risk_keep_the_others() -> None:
    read = settings("[points]\nmust = 50\n[points.risk]\nD = 3\n")
    assert read.points.must == 50
    assert read.points.risk == {"A": 1.0, "B": 1.2, "C": 1.5, "D": 3}


@pytest.mark.parametrize("ratio", ["'1:1:3'", "[1, 1, 3]"])
def test_ratio_as_people_write_it(ratio: str) -> None:
    assert settings(f"[split]\nratio = {ratio}\n").split.ratio == (1, 1, 3)


def test_beacon_time_may_be_a_toml_time() -> None:
    read = settings("[draw]\nbeacon_time = 2026-11-27T18:00:00\n")
    assert read.draw.beacon_time == "2026-11-27T18:00:00"


@pytest.mark.parametrize(
    ("text", "setting", "expected"),
    [
        ("[travle]\nsame_town = 1\n", "travle", "unknown_key"),
        ("[travel]\nsame_twon = 1\n", "travel.same_twon", "unknown_key"),
        ("[travel]\nsame_town = 1.5\n", "travel.same_town", "setting_int"),
        ("[travel]\nsame_town = true\n", "travel.same_town", "setting_int"),
        ("[travel]\nsame_town = -1\n", "travel.same_town", "number"),
        ("[rules.minimum_gap]\nday = 20\n", "rules.minimum_gap.day", "unknown_key"),
        ("[rules.minimum_gap]\ndays = '3'\n", "rules.minimum_gap.days", "setting_int"),
        ("[rules.minimum_gap]\nlevel = 'S'\n", "rules.minimum_gap.level", "choice"),
        ("[rules.frequency]\nlevel = 'R'\n", "rules.frequency.level", "choice"),
        ("[rules.min_gap]\ndays = 3\n", "rules.min_gap", "unknown_key"),
        ("[rules]\nminimum_gap = 3\n", "rules.minimum_gap", "section"),
        (
            "[rules.two_per_authority]\nlean = 1\n",
            "rules.two_per_authority.lean",
            "setting_bool",
        ),
        ("[points.risk]\nE = 1\n", "points.risk.E", "unknown_key_alone"),
        ("[points]\nscale = 0\n", "points.scale", "positive"),
        ("[split]\nreading = 'both'\n", "split.reading", "choice"),
        ("[split]\nratio = [1, 1]\n", "split.ratio", "ratio"),
        ("[split]\nratio = [0, 0, 0]\n", "split.ratio", "ratio"),
        ("[split]\nratio = '1:1:x'\n", "split.ratio", "setting_int"),
        ("[solve]\nseconds = inf\n", "solve.seconds", "number"),
        ("[solve]\nseconds = 0\n", "solve.seconds", "positive"),
        ("[overrides]\nlean = true\n", "overrides.lean", "section"),
        (
            "[[session]]\nkind = 'day'\nstart = '08:00'\nend = '09:00'\n",
            "session 4.kind",
            "duplicate",
        ),
        (
            "[[session]]\nkind = 'n'\nstart = '9:00'\nend = '08:00'\n",
            "session n.end",
            "window_order",
        ),
        (
            "[[session]]\nkind = 'n'\nstart = '9h'\nend = '10:00'\n",
            "session n.start",
            "clock",
        ),
        (
            "[[session]]\nkind = 'n'\nstart = '09:00'\n",
            "session n.end",
            "clock",
        ),
        (
            "[[session]]\nkind = 'n'\nstart = '09:00'\nend = '10:00'\ncovers = ['x']\n",
            "session n.covers",
            "session",
        ),
        (
            "[[session]]\nkind = 'n'\nstart = '09:00'\nend = '10:00'\n"
            "break = '09:30-10:00'\n",
            "session n.break",
            "break_inside",
        ),
    ],
)
def test_refused(text: str, setting: str, expected: str) -> None:
    assert found(text) == [(setting, expected)]


def test_nearest_key_is_suggested() -> None:
    _, problems = read_settings(BASE + "[rules.yearly_caps]\n", "scenario.toml")
    assert dict(problems[0].fields)["near"] == "yearly_cap"


def test_all_problems_at_once() -> None:
    assert len(found("[travle]\n[points]\nmust = 'x'\n[split]\nreading = 'x'\n")) == 3


def test_toml_error_names_the_line(tmp_path: Path) -> None:
    folder = make.folder(tmp_path)
    (folder / "scenario.toml").write_text("[scenario]\nname = \n", encoding="utf-8")
    assert errors(folder) == [("scenario.toml", 2, "", "toml")]


@pytest.mark.parametrize("year", ["'2026'", "26", "true"])
def test_bad_year(year: str) -> None:
    text = BASE.replace("year = 2026", f"year = {year}")
    _, problems = read_settings(text, "scenario.toml")
    assert [problem.column for problem in problems] == ["scenario.year"]


LEAN = """
[overrides.lean]
"rules.two_per_authority.lean" = true
travel.shoulder = 45
"session.day.break" = "12:30-14:00"
[overrides.long]
solve.seconds = 90
travel.shoulder = 60
"""


def test_overrides_are_applied_in_order() -> None:
    plain = settings(LEAN)
    assert plain.number("two_per_authority", "lean") is False
    assert plain.overrides["lean"]["travel.shoulder"] == 45
    lean = settings(LEAN, "lean")
    assert lean.number("two_per_authority", "lean") is True
    assert lean.travel.shoulder == 45
    assert lean.kind("day").pause == Window(750, 840)
    both = settings(LEAN, "lean", "long")
    assert both.travel.shoulder == 60
    assert both.solve.seconds == 90
    assert settings(LEAN, "long", "lean").travel.shoulder == 45


def test_override_given_as_a_setting() -> None:
    read = settings(LEAN, "lean", "rules.minimum_gap.days=20")
    assert read.number("minimum_gap", "days") == 20
    assert read.number("two_per_authority", "lean") is True


def test_overrides_are_checked_even_if_not_asked_for() -> None:
    bad = '[overrides.x]\n"rules.minimum_gap.dayz" = 3\n"session.noon.end" = "13:00"\n'
    assert found(bad) == [
        ("overrides.x: session.noon.end", "unknown_key"),
        ("overrides.x: rules.minimum_gap.dayz", "unknown_key"),
    ]


def test_unknown_override() -> None:
    # No "=", so not a setting; near to the one that exists.
    assert found(LEAN, "leen") == [("leen", "no_override")]
    assert found(LEAN, "force_deployed") == [("force_deployed", "no_override_alone")]


def test_a_shell_takes_the_quotes_of_a_text_away() -> None:
    settings, problems = read_settings(BASE, "x", ["rules.frequency.level=H"])
    assert problems == []
    assert settings is not None
    assert settings.level("frequency") == "H"
    assert found("", "rules.frequency.level=X") == [("rules.frequency.level", "choice")]
    assert found("", "days=abc") == [("days", "unknown_key")]


def test_at_most_three_near_names() -> None:
    names = "".join(
        f"[overrides.lean{k}]\nrules.minimum_gap.days = {k}\n" for k in range(5)
    )
    (problem,) = read_settings(BASE + names, "scenario.toml", ["lean"])[1]
    assert len(dict(problem.fields)["near"].split("、")) == 3
    # A setting is not called a column.
    assert "列" not in problem.sentence(Words("zh"))


def test_bad_setting_given_directly() -> None:
    assert found("", "rules.minimum_gap.dayz=3") == [
        ("rules.minimum_gap.dayz", "unknown_key")
    ]


@pytest.mark.parametrize("full", [True, False])
def test_settings_survive_writing(full: bool) -> None:
    read = settings(
        LEAN
        + "[rules.minimum_gap]\ndays = 20\n[points.risk]\nD = 3\n"
        + "[draw]\nbeacon_source = '说\"好\"的\\n'\n"
    )
    again, problems = read_settings(settings_text(read, full=full), "scenario.toml")
    assert problems == []
    assert again == read


def test_full_text_holds_every_rule() -> None:
    text = settings_text(settings(), full=True)
    assert all(f"[rules.{rule}]" in text for rule in RULE_DEFAULTS)
    assert "[rules" not in settings_text(settings())


def test_load_applies_overrides(tmp_path: Path) -> None:
    folder = make.folder(tmp_path)
    file = folder / "scenario.toml"
    file.write_text(file.read_text(encoding="utf-8") + LEAN, encoding="utf-8")
    loaded = data.load(folder, ["lean"])
    assert loaded.overrides == ("lean",)
    assert loaded.scenario.settings.travel.shoulder == 45
    assert errors(folder, "leen") == [("scenario.toml", None, "leen", "no_override")]
