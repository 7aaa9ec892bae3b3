"""The replay on seats made by hand: lots, chains, the solver's names, pins."""

from __future__ import annotations

from dataclasses import replace

from scheduler.model import DrawStep
from scheduler.rules.core import Published
from scheduler.rules.draw_names import check_drawn_names
from tests import makers as m
from tests.rules.drawer import drawn
from tests.rules.little_week import little_week, officer
from tests.rules.saying import said

POOL = "yj/cangcang"


def lines(week: Published) -> list[tuple[str, str, str, str]]:
    """Site's round number, officer, outcome and reason of every line."""
    return [
        (step.round[-1], step.officer, step.outcome, step.reason)
        for step in week.timetable.draw
    ]


def with_first(rounds: dict, officers: tuple, wanted: str) -> Published:
    """The week drawn with the first beacon that gives the first seat to `wanted`.

    Beacons are tried because a chain needs an unlucky lot, and lots cannot be chosen.
    """
    for number in range(100):
        week = drawn(little_week(rounds, officers), beacon=str(number))
        if week.timetable.draw[0].officer == wanted:
            return week
    raise AssertionError(f"no beacon draws {wanted}")


def test_the_smallest_share_is_drawn_before_the_smallest_hash() -> None:
    # a has drawn 1 of 4 when the second seat comes; b 0 of 4: b whatever the hash.
    rounds = {("s1", "01", "morning"): "a b", ("s2", "02", "morning"): "a b"}
    week = with_first(rounds, (officer("a", 4), officer("b", 4)), "a")
    assert lines(week) == [
        ("1", "a", "drawn", ""),
        ("1", "b", "passed", ""),
        ("2", "b", "drawn", ""),
        ("2", "a", "passed", ""),
    ]
    shares = [step.key.split()[1] for step in week.timetable.draw]
    assert shares == ["0", "0", "0", "1/4"]
    assert check_drawn_names(week).violations == ()


def test_chain_of_one_move() -> None:
    # Everybody may work once. a has seat 1, c seat 2; seat 3 is open to a and c only.
    # a can move to 3 because b is free for 1.
    rounds = {
        ("s1", "01", "morning"): "a b",
        ("s2", "02", "morning"): "a c",
        ("s3", "03", "morning"): "a c",
    }
    week = with_first(rounds, (officer("a"), officer("b"), officer("c")), "a")
    assert lines(week) == [
        ("1", "a", "drawn", ""),
        ("1", "b", "passed", ""),
        ("2", "c", "drawn", ""),
        ("2", "a", "excluded", "limit"),
        ("3", "a", "excluded", "limit"),
        ("3", "c", "excluded", "limit"),
        ("3", "a", "moved", "from 2026-W49-R001/1"),
        ("1", "b", "drawn", "chain"),
    ]
    assert {(a.round[-1], a.officer) for a in week.timetable.assignments} == {
        ("1", "b"),
        ("2", "c"),
        ("3", "a"),
    }
    assert check_drawn_names(week).violations == ()


def test_chain_of_two_moves() -> None:
    # b has 1, a has 2 (b is used up), d has 3 (a is used up). Seat 4 is open to a and
    # d: a can leave 2 only to b, b can leave 1 only to c, who is free.
    rounds = {
        ("s1", "01", "morning"): "b c",
        ("s2", "02", "morning"): "a b",
        ("s3", "03", "morning"): "a d",
        ("s4", "04", "morning"): "a d",
    }
    week = with_first(rounds, tuple(map(officer, "abcd")), "b")
    assert lines(week)[-5:] == [
        ("4", "a", "excluded", "limit"),
        ("4", "d", "excluded", "limit"),
        ("4", "a", "moved", "from 2026-W49-R002/1"),
        ("2", "b", "moved", "from 2026-W49-R001/1"),
        ("1", "c", "drawn", "chain"),
    ]
    assert check_drawn_names(week).violations == ()


def solvable() -> Published:
    """Four seats that no chain fills, but a solver does.

    a and e of the district may work 2 sessions, b and c help from another district.
    a takes seats 1 and 2 (help goes last), e the whole day 3. The whole day 4 is open
    to a and e: a would have to leave two seats at once, which no chain does. With b in
    1 and c in 2, a and e share the two days.
    """
    away = {"districts": ("nanyi",)}
    people = (
        officer("a", 2),
        officer("b", 2, **away),
        officer("c", 2, **away),
        officer("e", 2),
    )
    rounds = {
        ("s1", "01", "morning"): "a b",
        ("s2", "02", "morning"): "a c",
        ("s3", "03", "day"): "a e",
        ("s4", "04", "day"): "a e",
    }
    return little_week(rounds, people, {"own_district": {"help_sessions": 2}})


def seat(number: int) -> tuple[str, int]:
    return (f"2026-W49-R{number:03d}", 1)


RIGHT = {seat(1): "b", seat(2): "c", seat(3): "a", seat(4): "e"}


def test_solved_names_are_accepted_where_no_chain_exists() -> None:
    week = drawn(solvable(), solved=RIGHT)
    assert lines(week)[-6:] == [
        ("4", "a", "excluded", "limit"),
        ("4", "e", "excluded", "limit"),
        ("1", "b", "solved", ""),
        ("2", "c", "solved", ""),
        ("3", "a", "solved", ""),
        ("4", "e", "solved", ""),
    ]
    assert week.timetable.draw[0].pool == "yj/cangcang+nanyi"
    assert [a.officer for a in week.timetable.assignments if a.help] == ["b", "c"]
    assert check_drawn_names(week).violations == ()


def test_solved_names_beyond_a_limit_are_a_violation() -> None:
    # a would hold seat 1 and the whole day 3: 1 + 2 sessions, limit 2, at both seats.
    week = drawn(solvable(), solved={**RIGHT, seat(1): "a"})
    assert said(check_drawn_names(week)) == [
        ("2026-W49-R001/1由求解指派a，但其不得担任（limit）。", 1),
        ("2026-W49-R003/1由求解指派a，但其不得担任（limit）。", 1),
    ]


def test_solved_names_who_are_no_candidates_are_a_violation() -> None:
    # c keeps away from s1 (recusal); he also sits in 2, on another day.
    week = drawn(solvable(), solved={**RIGHT, seat(1): "c"})
    assert said(check_drawn_names(week)) == [
        ("2026-W49-R001/1由求解指派c，但其不得担任（candidate）。", 1)
    ]


def test_solved_is_rejected_where_lots_suffice() -> None:
    rounds = {("s1", "01", "morning"): "a b"}
    week = with_first(rounds, (officer("a"), officer("b")), "a")
    row = week.timetable.assignments[0]
    forged = replace(
        week,
        timetable=replace(
            week.timetable,
            draw=(DrawStep(1, POOL, row.round, 1, "b", "", "solved", ""),),
            assignments=(replace(row, officer="b"),),
        ),
    )
    sentences = [text for text, _ in said(check_drawn_names(forged))]
    assert len(sentences) == 3
    assert sentences[0].startswith(
        "抽取记录第1行为“yj/cangcang 2026-W49-R001/1 b solved”，"
        "复算为“yj/cangcang 2026-W49-R001/1 a 0 0 0 "
    )
    assert sentences[1:] == [
        "2026-W49-R001：抽中的a未列入执法人员安排表。",
        "2026-W49-R001：b并未抽中，却列入执法人员安排表。",
    ]


def test_pinned_officer_takes_the_first_free_seat_and_is_never_moved() -> None:
    # The pin holds a in seat 1. Seats 2 and 3 are open to a and c only; a may work
    # once and does not move: seat 3 stays empty, and no naming can help it.
    rounds = {
        ("s1", "01", "morning"): "a b",
        ("s2", "02", "morning"): "a c",
        ("s3", "03", "morning"): "a c",
    }
    pin = m.make_pin("officer_on", site=None, officer="a", value="2026-12-01 morning")
    week = little_week(rounds, tuple(map(officer, "abc")), pins=(pin,))
    again = drawn(week)
    assert lines(again)[0] == ("1", "a", "pinned", "officer_on")
    assert lines(again)[-2:] == [("2", "", "solved", ""), ("3", "", "solved", "")]
    assert said(check_drawn_names(again))[0] == (
        "2026-W49-R002/1由求解指派—，但其不得担任（candidate）。",
        1,
    )


def test_keep_pin_holds_an_officer_at_a_site() -> None:
    rounds = {("s1", "01", "morning"): "a b", ("s2", "02", "afternoon"): "a b"}
    pin = m.make_pin("keep", site="s2", officer="b", value="2026-12-02")
    week = drawn(little_week(rounds, (officer("a", 4), officer("b", 4)), pins=(pin,)))
    # b has drawn 1 of 4 by the pin, so seat 1 goes to a.
    assert lines(week) == [
        ("2", "b", "pinned", "keep"),
        ("1", "a", "drawn", ""),
        ("1", "b", "passed", ""),
    ]
    assert check_drawn_names(week).violations == ()


def test_the_narrowest_pins_are_seated_first() -> None:
    # By officer and value they would take seats 1 (a, anywhere) and 2 (a, on the 1st,
    # at the hours of seat 1: blocked), and b would not find seat 1.
    rounds = {
        ("s1", "01", "morning"): "a b",
        ("s2", "01", "afternoon"): "a b",
        ("s3", "02", "morning"): "a b",
    }
    wanted = (("a", ""), ("a", "2026-12-01"), ("b", "2026-12-01 morning"))
    pins = tuple(
        m.make_pin("officer_on", site=None, officer=name, value=value)
        for name, value in wanted
    )
    week = drawn(little_week(rounds, (officer("a", 4), officer("b", 4)), pins=pins))
    assert lines(week) == [
        ("1", "b", "pinned", "officer_on"),
        ("2", "a", "pinned", "officer_on"),
        ("3", "a", "pinned", "officer_on"),
    ]
    assert check_drawn_names(week).violations == ()


def test_a_pin_with_a_site_is_seated_before_one_without() -> None:
    # Seated first, `officer_on` would take the seat at s1 that `keep` needs.
    rounds = {("s1", "01", "morning"): "a b", ("s2", "02", "morning"): "a b"}
    pins = (
        m.make_pin("officer_on", site=None, officer="a", value=""),
        m.make_pin("keep", site="s1", officer="a", value=""),
    )
    week = drawn(little_week(rounds, (officer("a", 4), officer("b", 4)), pins=pins))
    assert lines(week) == [
        ("1", "a", "pinned", "keep"),
        ("2", "a", "pinned", "officer_on"),
    ]


def test_evening_bars_the_next_morning() -> None:
    # Both candidates of seat 2 are equal but for a's evening before.
    rounds = {("s1", "01", "evening"): "a", ("s2", "02", "morning"): "a b"}
    people = (officer("a", 4, night=True), officer("b", 1))
    week = drawn(little_week(rounds, people))
    assert lines(week) == [
        ("1", "a", "drawn", ""),
        ("2", "b", "drawn", ""),
        ("2", "a", "excluded", "rest"),
    ]


def test_help_stops_at_its_limit() -> None:
    # b helps from another district, one session a week.
    rounds = {("s1", "01", "morning"): "b", ("s2", "02", "morning"): "a b"}
    people = (officer("a", 4), officer("b", 4, districts=("nanyi",)))
    week = drawn(little_week(rounds, people, {"own_district": {"help_sessions": 1}}))
    assert lines(week) == [
        ("1", "b", "drawn", ""),
        ("2", "a", "drawn", ""),
        ("2", "b", "excluded", "help_limit"),
    ]


def test_a_pin_without_a_seat_is_a_violation() -> None:
    # a is no candidate of the only seat.
    pin = m.make_pin("officer_on", site=None, officer="a", value="2026-12-01")
    rounds = {("s1", "01", "morning"): "b"}
    week = drawn(little_week(rounds, (officer("a"), officer("b")), pins=(pin,)))
    assert said(check_drawn_names(week)) == [
        ("要求安排的a（officer_on，2026-12-01）没有席位。", 1)
    ]
