"""certificate_valid."""

from scheduler.rules.book import BOOK
from scheduler.rules.certificate import check_certificate_valid
from scheduler.rules.verify import judge
from tests.builders import day, good_week, with_round, with_rows
from tests.rules.said import ZH, keys, only


def test_good_week_is_kept():
    # Officers in rounds: 6 + 8 + 4.
    finding = check_certificate_valid(good_week())
    assert (finding.facts, finding.violations) == (18, ())


def test_a_certificate_holds_on_its_last_day():
    # tw21 is used on Wednesday 2 December only; it is no note, the week ends later.
    week = with_rows(good_week(), "officers", "tw21", valid_until=day("2026-12-02"))
    assert keys(check_certificate_valid(week)) == []


def test_a_certificate_ended_the_day_before():
    week = with_rows(good_week(), "officers", "tw21", valid_until=day("2026-12-01"))
    violation = only(check_certificate_valid(week), "expired")
    assert (violation.amount, violation.officer) == (1, "tw21")
    assert violation.sentence(ZH) == (
        "2026-W49-R002：tw21的执法证2026-12-01到期，至2026-12-02已过1天。"
    )


def test_a_certificate_begins_the_day_after():
    week = with_rows(good_week(), "officers", "tw21", valid_from=day("2026-12-03"))
    assert keys(check_certificate_valid(week)) == [("not_yet", 1)]
    week = with_rows(good_week(), "officers", "tw21", valid_from=day("2026-12-02"))
    assert keys(check_certificate_valid(week)) == []


def test_auxiliaries_unknown_people_and_missing_dates():
    week = with_rows(good_week(), "officers", "tw21", status="auxiliary")
    assert keys(check_certificate_valid(week)) == [("auxiliary", 1)]
    week = with_rows(good_week(), "officers", "tw21", valid_until=None)
    assert keys(check_certificate_valid(week)) == [("no_dates", 1)]
    team = (*good_week().round["2026-W49-R003"].officers, "ghost1")
    week = with_round(good_week(), 3, officers=team)
    violation = only(check_certificate_valid(week), "unknown")
    assert violation.sentence(ZH) == "2026-W49-R003：ghost1不在执法人员表中。"


def test_a_certificate_that_ends_soon_is_told_and_breaks_nothing():
    # Sunday is 6 December; 5 January is 30 days later, 6 January 31.
    rule = next(rule for rule in BOOK if rule.rule == "certificate_valid")
    week = with_rows(good_week(), "officers", "tw21", valid_until=day("2027-01-05"))
    verdict = judge(week, rule)
    assert (verdict.verdict, verdict.violations) == ("kept", ())
    assert [note.sentence(ZH) for note in verdict.notes] == [
        "提示：tw21的执法证将于2027-01-05到期（本周结束后30天）。"
    ]
    week = with_rows(good_week(), "officers", "tw21", valid_until=day("2027-01-06"))
    assert judge(week, rule).notes == ()
