"""What is told of each simulated week."""

from dataclasses import replace

from scheduler.api_simulate import Ask
from scheduler.model import Week, weeks_of
from scheduler.simulate_commands import Progress
from scheduler.words import Words
from tests import makers as m
from tests.report.test_simulation import WEEK

WEEKS = weeks_of(m.make_calendar(off=("2027-01-01",)), 2027)


def test_how_long_the_rest_takes(capsys):
    told = Progress(Ask(2027, fewer=(0.1,)), WEEKS, "", Words("zh"))
    for week in WEEKS[:10]:
        told(0.0, replace(WEEK, week=week, seconds=20.0))
    # 94 weeks of 20 s are 31.3 minutes.
    assert "2027-W10（10/52，约剩 32 分钟）" in capsys.readouterr().out


def test_after_the_last_week_nothing_is_left(capsys):
    told = Progress(Ask(2027, fewer=(0.104,), weeks=1), WEEKS[:1], "", Words("en"))
    told(0.0, WEEK)
    told(0.104, WEEK)
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith("[whole force] 2027-W01 (1/1, less than a minute left):")
    assert last.startswith("[10.4% fewer officers] 2027-W01 (1/1):")


def test_a_week_that_is_not_verified_is_told(capsys):
    for verified, said in ((False, True), (None, False), (True, False)):
        told = Progress(Ask(2027, weeks=1), WEEKS[:1], "", Words("zh"))
        told(0.0, replace(WEEK, verified=verified))
        assert ("2027-W01 未通过校验" in capsys.readouterr().out) == said


def test_weeks_are_counted_into_the_next_iso_year(capsys):
    weeks = weeks_of(m.make_calendar(), 2025)
    told = Progress(Ask(2025), weeks, "", Words("en"))
    told(0.0, replace(WEEK, week=Week(2026, 1)))
    assert "2026-W01 (53/53" in capsys.readouterr().out
