"""The city is what DESIGN.md 4 and DOMAIN.md 4-5 say: forces, items, towns, sites."""

from __future__ import annotations

import re
from collections import Counter

from scheduler.model import Scenario

DISTRICTS = ["center", "south", "luncang", "honglai", "luodong", "shishan"]
# DOMAIN.md 5.4, column L: staff, and sunk officers by district in that order.
STAFF = {
    "urban": 220,
    "market": 150,
    "transport": 72,
    "agriculture": 40,
    "emergency": 36,
    "culture": 22,
}
SUNK = {
    "market": [30, 30, 15, 15, 15, 15],
    "transport": [15, 14, 8, 7, 7, 7],
    "agriculture": [8, 8, 4, 4, 4, 4],
    "emergency": [7, 7, 4, 4, 4, 3],
    "culture": [5, 4, 3, 2, 2, 2],
}
# Items whose table in DOMAIN.md 4 names a first co-department of kind bureau or
# resident, e.g. 06: 消防*, 市场监管 → market; 09: 消防*, 生态环境* → none.
CASE = {
    "01": "agriculture",
    "02": "urban",
    "04": "emergency",
    "06": "market",
    "07": "urban",
    "09": None,
    "16": "urban",
    "17": None,
    "18": "culture",
    "20": None,
    "25": "market",
    "27": "emergency",
    "33": "emergency",
    "34": None,
}


def test_districts_and_towns_are_those_of_the_policy(city: Scenario) -> None:
    assert [d.district for d in city.districts] == DISTRICTS
    towns = Counter(t.district for t in city.towns)
    # S0 四(二): 5 + 3 + 5 + 4 + 5 + 4 = 26.
    assert [towns[d] for d in DISTRICTS] == [5, 3, 5, 4, 5, 4]
    by_district = city.district
    for name in ("center", "south"):
        assert by_district[name].station is None
        assert city.town[by_district[name].base].name == "溪美街道"
        assert by_district[name].dispatch == "city"
    stations = [city.town[by_district[d].base].name for d in DISTRICTS[2:]]
    assert stations == ["仑苍镇", "洪濑镇", "罗东镇", "诗山镇"]
    assert all(t.town == t.code and t.code.startswith("350583") for t in city.towns)


def test_forces_are_those_of_column_l(city: Scenario) -> None:
    staff = Counter(o.department for o in city.officers)
    assert {d: staff[d] for d in STAFF} == STAFF
    assert sum(STAFF.values()) == 540
    posted = Counter((o.department, d) for o in city.officers for d in o.districts)
    for department, numbers in SUNK.items():
        assert [posted[department, d] for d in DISTRICTS] == numbers, department
    assert sum(posted["urban", d] for d in DISTRICTS) == 176
    assert staff["town"] == 26 * 6
    liaison = [d.department for d in city.departments if d.kind == "liaison"]
    assert len(liaison) == 12
    assert all(posted[d, g] == 2 for d in liaison for g in DISTRICTS)
    vertical = {d.department for d in city.departments if d.vertical}
    assert vertical == {"fire", "ecology", "police", "tobacco"}


def test_one_legal_reviewer_for_each_district(city: Scenario) -> None:
    reviewers = [o for o in city.officers if o.legal_reviewer]
    assert len({o.department for o in reviewers}) == 6
    assert {d for o in reviewers for d in o.districts} == set(DISTRICTS)


def test_town_officers_have_a_certificate_and_their_town(city: Scenario) -> None:
    for officer in city.officers:
        if officer.department == "town":
            assert officer.certificate is not None
            assert officer.town is not None
            assert officer.districts == (city.town[officer.town].district,)
            assert officer.max_sessions in (4, 5)


def test_sessions_a_week_follow_the_field_share(city: Scenario) -> None:
    for officer in city.officers:
        full = 10 * city.department[officer.department].field_share
        assert int(full) <= officer.max_sessions <= int(full) + 1
        assert 2 <= officer.max_sessions <= 5


def test_every_item_of_the_catalogue(city: Scenario) -> None:
    assert [i.item for i in city.items] == [f"{n:02d}" for n in range(1, 35)]
    # minutes = 30 x the hours of DOMAIN.md 4.
    expected = {"01": 90, "03": 120, "12": 30, "16": 45, "21": 60, "32": 75, "34": 120}
    assert {i: city.item[i].minutes for i in expected} == expected
    assert {i.item for i in city.items if i.target == "area"} == {
        "01",
        "03",
        "05",
        "15",
    }
    assert {i.item for i in city.items if i.list_ == "consented"} == {"09", "22", "34"}
    for item in city.items:
        if item.list_ == "consented":
            assert item.consent_no is not None
            assert item.consent_until is not None
    expired = city.item["34"].consent_until
    assert expired is not None
    assert expired.year == 2026
    assert expired.month == 6


def test_roles_follow_the_catalogue(city: Scenario) -> None:
    kinds = {d.department: d.kind for d in city.departments}
    for item, rows in city.roles.items():
        roles = Counter(r.role for r in rows)
        assert roles["lead"] == 1, item
        assert roles["case"] <= 1, item
        cases = [r.department for r in rows if r.role == "case"]
        assert all(kinds[d] in ("bureau", "resident") for d in cases)
        if item in CASE:
            assert cases == ([CASE[item]] if CASE[item] else []), item
        # An assist department of these kinds may only stand behind the case one.
        names = [
            r.department for r in rows if kinds[r.department] in ("bureau", "resident")
        ]
        lead = next(r.department for r in rows if r.role == "lead")
        others = [d for d in names if d != lead]
        assert others[:1] == cases, item


def test_frequencies_map_low_middle_high_to_a_bc_d(city: Scenario) -> None:
    often = {(f.item, f.risk): f.per_year for f in city.frequencies}
    assert len(often) == 34 * 4
    assert [often["01", r] for r in "ABCD"] == [12, 24, 24, 52]
    assert [often["06", r] for r in "ABCD"] == [1, 1, 1, 2]
    # DOMAIN.md row 16: A >= 1, B 1-2, C 2-3, D 3-4.
    assert [often["16", r] for r in "ABCD"] == [1, 2, 3, 4]


def test_about_twelve_thousand_sites_and_every_village(
    city: Scenario,
) -> None:
    assert 11_500 <= len(city.sites) <= 12_500
    carried = Counter(r.item for r in city.site_items)
    assert carried["01"] == 429
    assert set(carried) == {i.item for i in city.items}
    areas = {r.site for r in city.site_items if city.item[r.item].target == "area"}
    assert areas == {s.site for s in city.sites if s.kind == "area"}
    stone = Counter(s.town for s in city.sites if s.sector == "石材加工")
    assert city.town[stone.most_common(1)[0][0]].name == "水头镇"


def test_nobody_and_no_enterprise_is_real(city: Scenario) -> None:
    for officer in city.officers:
        assert officer.phone is not None
        assert re.fullmatch(r"000-\d{8}", officer.phone)
        assert officer.certificate is None or officer.certificate.startswith("模拟证")
    for site in city.sites:
        grid = site.sector == "村级网格"
        assert grid or site.name.endswith("（模拟）"), site.name
        assert site.contact == ""
        assert not site.credit_code or re.fullmatch(r"MN\d{16}", site.credit_code)
    names = "".join(o.name for o in city.officers)
    assert all(rare in names for rare in "喆堃珺垚")


def test_the_city_holds_what_makes_a_week_hard(city: Scenario) -> None:
    ending = [o for o in city.officers if str(o.valid_until) == "2026-12-01"]
    assert ending, "certificates that end on Tuesday of 2026-W49"
    assert any(o.status == "auxiliary" for o in city.officers)
    assert any(not o.districts for o in city.officers)
    assert {i.answer for i in city.invitations} == {True, False}
    authorities = Counter(d.authority for d in city.delegations)
    assert authorities["disputed"] == 1
    assert any(d.from_.isoformat() == "2026-12-02" for d in city.delegations)
    assert {r.trigger for r in city.requests} == {
        "none",
        "complaint",
        "assigned",
        "clue",
        "enterprise",
        "recheck",
        "licence",
        "emergency",
    }
    assert any(p.approval is None for p in city.plan)
    assert sum(p.approval is not None for p in city.plan) > 0.95 * len(city.plan)
    assert any(not p.counts_to_cap for p in city.plan)


def test_qualifications_are_held_where_the_item_occurs(
    city: Scenario,
) -> None:
    town = {s.site: city.town[s.town].district for s in city.sites}
    needed = {(r.item, town[r.site]) for r in city.site_items}
    for item, district in sorted(needed):
        for row in city.roles[item]:
            if row.role == "assist":
                continue
            for name in row.qualification:
                holders = [
                    o
                    for o in city.officers
                    if o.department == row.department
                    and district in o.districts
                    and o.status == "staff"
                    and name in o.qualifications
                ]
                assert len(holders) >= 2, (item, district, name)
