"""Forgeries of the draw of names: each is found and told apart."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest

from scheduler.rules.core import Published
from scheduler.rules.draw_names import check_drawn_names, draw_seed
from scheduler.rules.replay_seats import canonical, recomputed_seats
from tests.builders import good_week, make_recusal, with_tables, with_timetable
from tests.makers import make_absence, make_history_row, make_invitation, make_pin
from tests.rules.drawer import drawn
from tests.rules.saying import said


@pytest.fixture(scope="module")
def week() -> Published:
    return drawn(good_week())


def with_commit(week: Published, change: Any) -> Published:
    """The week with its commit changed, the seed that follows from it, and no more."""
    commit = json.loads(week.timetable.commit)
    change(commit)
    week = with_timetable(week, commit=canonical(commit))
    return replace(week, result={**week.result, "draw_seed": draw_seed(week)})


def first(week: Published) -> str:
    return said(check_drawn_names(week))[0][0]


def test_a_drawn_week_keeps_the_rule(week: Published) -> None:
    # Seats: R001 sc 2, xf 2, yj 2; R002 cg 2, sc 2, tw 2, yj 2; R003 cg 2, sc 2: 18.
    finding = check_drawn_names(week)
    assert finding.violations == ()
    assert finding.facts == len(week.timetable.draw) + 18 + 18


def test_seats_of_the_good_week(week: Published) -> None:
    """R001: dust asks 粉尘涉爆, safety 工贸安全; two people of yj, one each."""
    seats = [s for s in recomputed_seats(week) if s.trip.round == "2026-W49-R001"]
    assert [(s.seat, s.pool, s.qualifications) for s in seats] == [
        (1, "sc/cangcang", ()),
        (2, "sc/cangcang", ()),
        (3, "xf/cangcang", ()),
        (4, "xf/cangcang", ()),
        (5, "yj/cangcang", ("工贸安全",)),
        (6, "yj/cangcang", ("粉尘涉爆",)),
    ]
    assert seats[4].candidates == ("yj1", "yj2", "yj4")
    assert seats[4].excluded == (("yj3", "qualification"), ("yj9", "auxiliary"))


def test_no_rounds_no_draw() -> None:
    empty = with_timetable(good_week(), visits=(), rounds=(), assignments=())
    assert check_drawn_names(empty).facts == 0


def test_forged_seed(week: Published) -> None:
    forged = replace(week, result={**week.result, "draw_seed": "0" * 64})
    right = week.result["draw_seed"]
    assert said(check_drawn_names(forged)) == [
        (f"结果文件的抽取种子为{'0' * 64}，由承诺文件和随机源复算为{right}。", 1)
    ]


def test_the_seed_is_the_hash_of_the_page(week: Published) -> None:
    commit = hashlib.sha256(week.timetable.commit).hexdigest()
    text = f"nanan-draw-1\n2026-W49\n{commit}\n3986.42"
    assert week.result["draw_seed"] == hashlib.sha256(text.encode()).hexdigest()


def test_another_beacon_changes_seed_and_lines(week: Published) -> None:
    forged = replace(week, result={**week.result, "beacon": "3986.43"})
    assert first(forged).startswith("结果文件的抽取种子为")
    assert any("抽取记录第1行" in text for text, _ in said(check_drawn_names(forged)))


def test_forged_name(week: Published) -> None:
    rows = list(week.timetable.assignments)
    place = next(k for k, r in enumerate(rows) if r.department == "xf")
    old = rows[place].officer
    rows[place] = replace(rows[place], officer="yj3")
    forged = with_timetable(week, assignments=tuple(rows))
    assert said(check_drawn_names(forged)) == [
        (f"2026-W49-R001：抽中的{old}未列入执法人员安排表。", 1),
        ("2026-W49-R001：yj3并未抽中，却列入执法人员安排表。", 1),
    ]


def test_forged_qualification(week: Published) -> None:
    rows = tuple(
        replace(r, qualification_used=()) if r.qualification_used else r
        for r in week.timetable.assignments
    )
    # yj 2 in R001, yj and sc in R002, sc in R003.
    sentences = said(check_drawn_names(with_timetable(week, assignments=rows)))
    assert len(sentences) == 5
    assert all("所用资质与其席位要求不符" in text for text, _ in sentences)


def test_changed_candidate_list(week: Published) -> None:
    def change(commit: dict[str, Any]) -> None:
        commit["rounds"][0]["seats"][4]["candidates"].remove("yj4")

    # Another commit is another seed: the lines no longer follow from it either.
    assert first(with_commit(week, change)) == (
        '承诺文件的rounds.0.seats.4.candidates.2为null，复算为"yj4"。'
    )


def test_left_out_reason(week: Published) -> None:
    def change(commit: dict[str, Any]) -> None:
        commit["rounds"][0]["seats"][4]["excluded"][0][1] = "absent"

    assert first(with_commit(week, change)) == (
        '承诺文件的rounds.0.seats.4.excluded.0.1为"absent"，复算为"qualification"。'
    )


def test_commit_of_other_inputs(week: Published) -> None:
    other = hashlib.sha256(b"other").hexdigest()
    forged = replace(week, inputs_digest=other)
    assert first(forged).startswith('承诺文件的inputs为"')
    assert other in first(forged)


def test_commit_not_canonical(week: Published) -> None:
    text = json.dumps(json.loads(week.timetable.commit), ensure_ascii=False)
    forged = with_timetable(week, commit=text.encode())
    assert first(forged) == "承诺文件内容相符，但不是规范格式。"


def test_commit_unreadable(week: Published) -> None:
    assert first(with_timetable(week, commit=b"{")) == "承诺文件不是可读的JSON。"


def test_dropped_line(week: Published) -> None:
    lines = week.timetable.draw
    forged = with_timetable(week, draw=lines[:-1])
    sentences = said(check_drawn_names(forged))
    assert len(sentences) == 1
    assert sentences[0][0].startswith(f"抽取记录缺少第{len(lines)}行“yj/cangcang ")


def test_line_beyond(week: Published) -> None:
    lines = week.timetable.draw
    more = replace(lines[0], step=len(lines) + 1)
    sentences = said(check_drawn_names(with_timetable(week, draw=(*lines, more))))
    assert len(sentences) == 1
    assert sentences[0][0].startswith(f"抽取记录多出第{len(lines) + 1}行“cg/cangcang ")


def test_swapped_lines(week: Published) -> None:
    one, two, *rest = week.timetable.draw
    swapped = (replace(two, step=1), replace(one, step=2), *rest)
    sentences = said(check_drawn_names(with_timetable(week, draw=swapped)))
    assert len(sentences) == 1
    assert sentences[0][0].startswith("抽取记录第1行为“cg/cangcang 2026-W49-R003/1 ")


def test_a_round_left_earlier_than_committed(week: Published) -> None:
    rounds = list(week.timetable.rounds)
    rounds[0] = replace(rounds[0], depart=rounds[0].depart - 5)
    forged = with_timetable(week, rounds=tuple(rounds))
    assert first(forged) == '承诺文件的rounds.0.depart为"08:30"，复算为"08:25"。'


@pytest.mark.parametrize(
    ("tables", "seat", "row"),
    [
        ({"absences": (make_absence("yj1"),)}, 4, ("yj1", "absent")),
        (
            # An afternoon off leaves the Tuesday morning open …
            {"absences": (make_absence("yj1", sessions=("afternoon",)),)},
            4,
            None,
        ),
        # … and a day off closes it.
        (
            {"absences": (make_absence("yj1", sessions=("day",)),)},
            4,
            ("yj1", "absent"),
        ),
        ({"recusals": (make_recusal("yj1", "s1"),)}, 4, ("yj1", "recusal")),
        ({"recusals": (make_recusal("yj1", "s2"),)}, 4, None),
        (
            {
                "pins": (
                    make_pin(
                        "officer_off",
                        site=None,
                        officer="yj1",
                        value="2026-12-01 day",
                    ),
                )
            },
            4,
            ("yj1", "pin"),
        ),
        (
            {"invitations": (make_invitation("xf", answer=False),)},
            2,
            ("xf1", "absent"),
        ),
    ],
)
def test_who_is_excluded_and_why(
    tables: dict[str, Any], seat: int, row: tuple[str, str] | None
) -> None:
    seats = recomputed_seats(with_tables(good_week(), **tables))
    others = {("yj3", "qualification"), ("yj9", "auxiliary")} if seat == 4 else set()
    if seat == 2:
        others = {("xf2", "absent")}
    assert set(seats[seat].excluded) == others | ({row} if row else set())


def test_rest_across_the_week_s_edge() -> None:
    """R001 moved to Monday: yj1 worked the Sunday evening before."""
    night = make_history_row(
        "s9",
        date=make_absence().from_.replace(month=11, day=29),
        session="evening",
        officers=("yj1",),
    )
    week = with_tables(good_week(), history=(night,))
    monday = week.week.monday
    rounds = (replace(week.timetable.rounds[0], date=monday),)
    seats = recomputed_seats(with_timetable(week, rounds=rounds))
    assert ("yj1", "rest") in seats[4].excluded
