"""drawn_sites: draws of sites replayed with a hash function alone."""

import hashlib
from dataclasses import replace

from scheduler.rules.draw_sites import check_drawn_sites
from tests.builders import (
    good_week,
    make_draw_frame_row,
    make_site_draw,
    with_rows,
    with_tables,
)
from tests.rules.saying import said

BEACON = "3986.42"


def sha(*fields):
    return hashlib.sha256("\n".join(fields).encode()).hexdigest()


# DESIGN.md 8, by hand: commit over the sorted sites, seed, one key a site.
COMMIT = sha("s1", "s3", "s5")
SEED = sha("nanan-draw-1", "D1", COMMIT, BEACON)
KEYS = {site: sha(SEED, "D1", site) for site in ("s1", "s3", "s5")}
ORDER = sorted(KEYS, key=KEYS.get)


def week(n=1, drawn=None, **changes):
    """Draw D1 of `n` of three sites; `drawn` says who is marked drawn."""
    right = ORDER[:n] if drawn is None else drawn
    frame = tuple(
        make_draw_frame_row("D1", site, key=KEYS[site], drawn=site in right)
        for site in ("s5", "s1", "s3")
    )
    draw = replace(make_site_draw("D1", n=n, commit=COMMIT, beacon=BEACON), **changes)
    return with_tables(good_week(), draws=(draw,), draw_frame=frame)


def test_the_draw_replays():
    finding = check_drawn_sites(week(n=2))
    assert (finding.facts, finding.violations) == (3, ())


def test_all_and_none_may_be_drawn():
    assert said(check_drawn_sites(week(n=3))) == []
    assert said(check_drawn_sites(week(n=0))) == []


def test_another_site_than_the_lot():
    found = said(check_drawn_sites(week(n=1, drawn=[ORDER[1]])))
    assert sorted(found) == sorted(
        [
            (f"D1：{ORDER[0]}应抽中而未列入。", 1),
            (f"D1：{ORDER[1]}不应抽中。", 1),
        ]
    )


def test_one_site_too_many():
    assert said(check_drawn_sites(week(n=1, drawn=ORDER[:2]))) == [
        ("D1：抽中2个，应为1个。", 1),
        (f"D1：{ORDER[1]}不应抽中。", 1),
    ]


def test_a_frame_that_was_not_committed():
    smaller = week(n=1)
    rows = tuple(r for r in smaller.scenario.draw_frame if r.site != ORDER[2])
    found = said(check_drawn_sites(with_tables(smaller, draw_frame=rows)))
    assert found == [("D1：名单的散列与承诺值不符。", 1)]


def test_a_forged_key():
    rows = tuple(
        replace(r, key="0" * 64) if r.site == "s1" else r
        for r in week().scenario.draw_frame
    )
    assert said(check_drawn_sites(with_tables(week(), draw_frame=rows))) == [
        ("D1：s1的抽取值与复算不符。", 1)
    ]


def test_another_beacon_is_another_draw():
    found = said(check_drawn_sites(week(beacon="3986.43")))
    assert [text for text, _ in found[:3]] == [
        "D1：s5的抽取值与复算不符。",
        "D1：s1的抽取值与复算不符。",
        "D1：s3的抽取值与复算不符。",
    ]


def test_another_platforms_draw_is_only_counted():
    other = {"commit": "", "beacon": "ref:闽执法2026-118"}
    assert said(check_drawn_sites(week(n=1, drawn=["s1"], **other))) == []
    assert said(check_drawn_sites(week(n=2, drawn=["s1"], **other))) == [
        ("D1：抽中1个，应为2个。", 1)
    ]


def test_neither_commit_nor_reference():
    found = said(check_drawn_sites(week(commit="", beacon="demo")))
    assert found == [("D1：既无承诺值，也未注明其他平台的抽取编号。", 1)]


def test_a_frame_without_a_draw():
    assert said(check_drawn_sites(with_tables(week(), draws=()))) == [
        ("抽取名单中的D1不在抽取表中。", 1)
    ]


def test_a_plan_row_of_a_drawn_site():
    made = with_rows(week(n=3), "plan", "P1", draw="D1")
    finding = check_drawn_sites(made)
    assert (finding.facts, finding.violations) == (4, ())


def test_a_plan_row_of_a_site_that_was_not_drawn():
    made = with_rows(week(n=0), "plan", "P1", draw="D1")
    assert said(check_drawn_sites(made)) == [
        ("2026-W49-V001：safety@P1的对象s1未被抽中。", 1)
    ]


def test_a_plan_row_of_another_draw():
    made = with_rows(week(n=3), "plan", "P2", draw="D1")
    unknown = with_rows(week(n=3), "plan", "P2", draw="D7")
    sentence = "2026-W49-V001：dust@P2所写的抽取编号不存在或不是该事项的抽取。"
    assert said(check_drawn_sites(made)) == [(sentence, 1)]
    assert said(check_drawn_sites(unknown)) == [(sentence, 1)]


def test_a_drawn_item_needs_a_draw():
    made = with_rows(good_week(), "items", "patrol", drawn=True)
    assert said(check_drawn_sites(made)) == [
        ("2026-W49-V004：patrol@P4须经抽取，计划行没有抽取编号。", 1)
    ]
