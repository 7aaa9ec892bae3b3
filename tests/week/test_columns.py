"""Seats, officers who could fill them, vehicles: against brute force."""

import random
from itertools import combinations, permutations, product

import pytest

from scheduler.week.columns import Fleet, Staffing, seat_types
from scheduler.week.variants import Need
from tests import makers as m
from tests.week.world import MORNING, TUESDAY, YJ, availability, city, columns, template


def test_seats_share_the_qualifications_in_turn():
    assert seat_types(Need(2)) == ((), ())
    assert seat_types(Need(2, ("p",))) == (("p",), ())
    assert seat_types(Need(2, ("p", "q"))) == (("p",), ("q",))
    assert seat_types(Need(2, ("p", "q", "r"))) == (("p", "r"), ("q",))
    assert seat_types(Need(3, ("p", "q", "r", "s"))) == (("p", "s"), ("q",), ("r",))


@pytest.mark.parametrize("seed", range(60))
def test_enough_against_every_naming(seed: int):
    rng = random.Random(seed)
    people = [
        m.make_officer(
            f"yj{k}",
            qualifications=tuple(sorted(rng.sample("pqr", rng.randint(0, 2)))),
        )
        for k in range(1, rng.randint(2, 5))
    ]
    asked = tuple(sorted(rng.sample("pqr", rng.randint(0, 3))))
    role = m.make_role("safety", officers=rng.randint(2, 3), qualification=asked)
    recusals = (m.make_recusal("yj1", "s1"),) if rng.random() < 0.5 else ()
    scenario = city(officers=tuple(people), item_departments=(role,), recusals=recusals)
    found = template(scenario, "s1")
    assert found is not None
    seats = [set(t) for t in seat_types(found.needs[0][1])]
    may = [p for p in people if not (recusals and p.officer == "yj1")]
    exists = any(
        all(seat <= set(p.qualifications) for seat, p in zip(seats, some, strict=True))
        for some in permutations(may, len(seats))
    )
    assert Staffing(availability(scenario)).enough(MORNING, found) == exists


def test_a_recusal_counts_only_where_the_officer_would_enter():
    officers = tuple(map(m.make_officer, ("yj1", "yj2", "sc1", "sc2")))
    scenario = city(
        officers=officers,
        plan=(m.make_plan_row("P1"), m.make_plan_row("P2", "s2", "food")),
        recusals=(m.make_recusal("yj1", "s2"),),
    )
    both = template(scenario, "s1", "s2")
    assert both is not None
    # yj stays outside at s2, where only sc has a part.
    assert Staffing(availability(scenario)).enough(MORNING, both)


def fits(seats: list[int], rounds: list[tuple[int, ...]]) -> bool:
    """Whether different vehicles exist for what several rounds want."""
    wanted = [size for pack in rounds for size in pack]
    return any(
        all(have >= want for have, want in zip(some, wanted, strict=True))
        for some in permutations(seats, len(wanted))
    )


@pytest.mark.parametrize("seed", range(40))
def test_packings_lose_no_way_to_share_the_vehicles(seed: int):
    """Two teams can ride at once by some vehicles just if by some packings."""
    rng = random.Random(seed)
    seats = [rng.choice((2, 3, 4, 6)) for _ in range(rng.randint(1, 4))]
    cars = tuple(m.make_vehicle(f"v{k}", seats=n) for k, n in enumerate(seats))
    fleet = Fleet(availability(city(vehicles=cars)))
    riders = rng.randint(1, 7), rng.randint(1, 7)
    truly = any(
        sum(one) >= riders[0] and sum(two) >= riders[1]
        for split in product((0, 1, 2), repeat=len(seats))
        for one, two in [
            [[n for n, s in zip(seats, split, strict=True) if s == k] for k in (1, 2)]
        ]
    )
    packs = [fleet.packings("t1", TUESDAY, n) for n in riders]
    assert any(fits(seats, [a, b]) for a in packs[0] for b in packs[1]) == truly
    # And one alone, with the first packing the fewest vehicles.
    for n, found in zip(riders, packs, strict=True):
        sizes = [
            k
            for k in range(1, len(seats) + 1)
            for c in combinations(seats, k)
            if sum(c) >= n
        ]
        assert bool(found) == bool(sizes)
        first = fleet.packing("t1", TUESDAY, n)
        assert first == (found[0] if found else None)
        assert first is None or len(first) == min(sizes)


def test_vehicles_elsewhere_or_out_do_not_count():
    cars = (m.make_vehicle("v1", seats=4), m.make_vehicle("v2", base="t2", seats=9))
    out = (m.make_vehicle_outage("v1", from_=TUESDAY, until=TUESDAY),)
    fleet = Fleet(availability(city(vehicles=cars, vehicle_outages=out)))
    assert fleet.packing("t1", TUESDAY, 2) is None
    assert fleet.packing("t1", m.day("2026-12-02"), 2) == (4,)
    assert fleet.packing("t1", m.day("2026-12-02"), 5) is None
    assert fleet.packing("t1", TUESDAY, 0) == ()


def test_columns_stand_on_dates_with_people_and_vehicles():
    away = m.make_absence("yj1", from_=TUESDAY, until=m.day("2026-12-02"))
    out = m.make_vehicle_outage(from_=m.day("2026-12-03"), until=m.day("2026-12-03"))
    scenario = city(
        officers=(m.make_officer("yj1"), m.make_officer("yj2")),
        absences=(away,),
        vehicle_outages=(out,),
    )
    found = template(scenario, "s1")
    assert found is not None
    days = [c.session.date.day for c in columns(scenario, found)]
    assert days == [30, 4]
    assert {c.session.kind for c in columns(scenario, found)} == {"morning"}


def test_helpers_count_only_where_help_is_allowed():
    officers = (
        m.make_officer("yj1"),
        m.make_officer("yj2", districts=("nanyi",)),
    )
    districts = (m.make_district(), m.make_district("nanyi"))
    for sessions, found in ((0, False), (1, True)):
        rules = {"own_district": {"help_sessions": sessions}}
        scenario = city(
            officers=officers, districts=districts, settings=m.make_settings(rules)
        )
        made = template(scenario, "s1")
        assert made is not None
        assert Staffing(availability(scenario)).enough(MORNING, made) == found
    assert made.needs[0][0] == YJ
