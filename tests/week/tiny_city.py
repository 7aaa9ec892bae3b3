"""Random weeks small enough for brute force."""

from __future__ import annotations

import random
from typing import Any

from scheduler.model import Department, Scenario, SessionKind, Week
from tests import makers as m

W49 = Week(2026, 49)
DATES = ("2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04")
KINDS = {kind.kind: kind for kind in m.SESSIONS}
KIND_SETS = (
    ("morning",),
    ("morning", "afternoon"),
    ("morning", "evening"),
    ("day", "morning"),
    ("day",),
    ("evening", "day"),
)
WINDOWS = ("09:00-10:30", "09:30-11:00", "14:00-16:00", "20:00-22:00", "08:00-18:00")
DEPARTMENTS = ("cg", "sc", "tw", "yj")


def tiny_city(
    seed: int,
    assists: bool = False,
    rich: bool = False,
    rules: dict[str, Any] | None = None,
) -> Scenario:
    """At most 4 candidate visits, 2 dates, 2 kinds, 6 officers or so.

    With `rich` there are more officers and vehicles and less is asked, so that
    several rounds stand beside each other.
    """
    rng = random.Random(f"tiny {seed} {assists} {rich}")
    kinds = rng.choice(KIND_SETS)
    working = rng.sample(DATES, rng.choice((1, 2, 2)))
    districts = ("d1",) if rng.random() < 0.7 else ("d1", "d2")
    towns = {"t1": "d1", "t2": "d1", "t3": districts[-1]}
    return m.make_scenario(
        settings=_settings(kinds, rules),
        calendar=m.make_calendar(off=[d for d in DATES if d not in working]),
        districts=tuple(
            m.make_district(d, base="t1" if d == "d1" else "t3") for d in districts
        ),
        towns=tuple(m.make_town(t, district=d) for t, d in towns.items()),
        travel_given=_travel(rng, tuple(towns)),
        **_force(rng, districts, working, kinds, rich),
        **_work(rng, kinds, assists, rich),
    )


def _settings(kinds: tuple[str, ...], rules: dict[str, Any] | None) -> Any:
    sessions: list[SessionKind] = [
        KINDS[k]
        for k in ("early", "morning", "afternoon", "evening", "day")
        if k in kinds or ("day" in kinds and k in ("morning", "afternoon"))
    ]
    return m.make_settings(rules or {}, sessions=tuple(sessions))


def _travel(rng: random.Random, towns: tuple[str, ...]) -> dict[tuple[str, str], int]:
    return {(a, b): rng.choice((15, 25, 40)) for a in towns for b in towns if a != b}


def _force(
    rng: random.Random,
    districts: tuple[str, ...],
    working: list[str],
    kinds: tuple[str, ...],
    rich: bool,
) -> dict[str, Any]:
    departments: list[Department] = [
        m.make_department("cg", kind="bureau"),
        m.make_department("sc"),
        m.make_department("tw", kind="town"),
        m.make_department("yj"),
    ]
    officers = []
    for name in ("sc", "yj", rng.choice(("cg", "tw"))):
        for number in range(rng.choice((2, 3, 4)) if rich else rng.choice((2, 2, 3))):
            town = rng.choice(("t1", "t2")) if name == "tw" else None
            home = (
                ("d1",)
                if name == "tw"
                else tuple(
                    sorted(rng.sample(districts, rng.randint(1, len(districts))))
                )
            )
            officers.append(
                m.make_officer(
                    f"{name}{number + 1}",
                    districts=home,
                    town=town,
                    max_sessions=rng.choice((1, 1, 2, 2, 3)),
                    night=rng.random() < 0.6,
                    qualifications=rng.choice(((), (), ("p",), ("p", "q"), ("q",))),
                )
            )
    everybody = [o.officer for o in officers]
    absences = tuple(
        m.make_absence(
            rng.choice(everybody),
            from_=m.day(date),
            until=m.day(date),
            sessions=rng.choice(((), kinds[:1])),
        )
        for date in working
        if rng.random() < 0.3
    )
    recusals = tuple(
        m.make_recusal(rng.choice(everybody), rng.choice(("s1", "s2")))
        for _ in range(rng.choice((0, 0, 1)))
    )
    history = ()
    if rng.random() < 0.2:
        history = (
            m.make_history_row(
                "s9",
                date=m.day("2026-11-29"),
                session="evening",
                officers=tuple(everybody[:2]),
            ),
        )
    vehicles = [m.make_vehicle("v1", base="t1", seats=rng.choice((2, 4, 6)))]
    if rng.random() < 0.6:
        vehicles.append(m.make_vehicle("v2", base="t1", seats=rng.choice((2, 4, 5))))
    vehicles.append(m.make_vehicle("v3", base="t3", seats=rng.choice((4, 6))))
    if rng.random() < 0.3:
        vehicles.append(m.make_vehicle("v4", base="t1", seats=2))
    if rich:
        vehicles.append(m.make_vehicle("v5", base="t1", seats=rng.choice((2, 3))))
    return {
        "departments": tuple(departments),
        "officers": tuple(officers),
        "absences": absences,
        "recusals": recusals,
        "history": history,
        "vehicles": tuple(vehicles),
    }


def _work(
    rng: random.Random, kinds: tuple[str, ...], assists: bool, rich: bool
) -> dict[str, Any]:
    items, roles, delegations = [], [], []
    for name in ("a", "b", "c"):
        windows = ()
        if rng.random() < 0.25:
            windows = (m.span(rng.choice(WINDOWS)),)
        sessions = tuple(sorted(rng.sample(kinds, rng.randint(1, len(kinds)))))
        if "day" in kinds and rng.random() < 0.3:
            sessions = ("morning",)
        items.append(
            m.make_item(
                name,
                minutes=rng.choice((20, 40, 60, 90)),
                sessions=sessions,
                windows=windows,
                merge_group=rng.choice(("", "", "x", "y")),
            )
        )
        order = rng.sample(DEPARTMENTS[:2] + DEPARTMENTS[3:], 3)
        roles.append(_role(rng, name, order[0], "lead"))
        if rng.random() < (0.2 if rich else 0.4):
            roles.append(_role(rng, name, order[1], "case"))
        if assists and rng.random() < 0.7:
            roles.append(_role(rng, name, order[2], "assist"))
        if rng.random() < 0.15:
            delegations.append(m.make_delegation(name, "t1"))
    sites = tuple(
        m.make_site(
            f"s{k}", town=rng.choice(("t1", "t1", "t2", "t3")), risk=rng.choice("ABCD")
        )
        for k in (1, 2, 3)
    )
    plan, requests, pairs = [], [], set()
    for number in range(rng.randint(4, 6) if rich else rng.randint(2, 4)):
        site, item = f"s{rng.randint(1, 3)}", rng.choice("abc")
        if (site, item) in pairs:
            continue
        pairs.add((site, item))
        latest = m.day(rng.choice(("2026-11-20", "2026-12-06", "2026-12-31")))
        if rng.random() < 0.2:
            requests.append(
                m.make_request(f"Q{number}", site=site, item=item, latest=latest)
            )
            continue
        due = m.day(rng.choice(("2026-11-25", "2026-12-15")))
        plan.append(
            m.make_plan_row(
                f"P{number}", site, item, due=min(due, latest), latest=latest
            )
        )
    return {
        "items": tuple(items),
        "item_departments": tuple(roles),
        "delegations": tuple(delegations),
        "sites": sites,
        "plan": tuple(plan),
        "requests": tuple(requests),
    }


def _role(rng: random.Random, item: str, department: str, role: str) -> Any:
    asked = rng.choice(((), (), (), ("p",), ("p", "q")))
    people = rng.choice((2, 2, 2, 3))
    return m.make_role(item, department, role, officers=people, qualification=asked)
