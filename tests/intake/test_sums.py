"""Outcomes sum to the rows read, whatever the tables say (DESIGN.md 6.1)."""

import random
from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.intake import CLAUSE_OF_REASON
from scheduler.model import EXEMPT_TRIGGERS, Scenario, Season
from tests import makers as m
from tests.intake.world import checks, demand, world

DAYS = ("2026-10-31", "2026-11-05", "2026-11-27", "2026-11-30", "2026-12-03")
LATER = ("2026-11-29", "2026-12-04", "2026-12-06", "2026-12-07", "2026-12-31")
ITEMS, SITES = ("a", "b", "c"), ("s1", "s2", "s3")
TRIGGERS = ("none", *sorted(EXEMPT_TRIGGERS))


def _items(rng: random.Random) -> tuple[Any, ...]:
    return tuple(
        m.make_item(
            name,
            list_=rng.choice(["basic", "basic", "consented", "outside"]),
            consent_no=rng.choice(["8", None]),
            consent_until=rng.choice([None, m.day("2026-12-01"), m.day("2026-12-31")]),
            minutes=rng.choice([30, 70, 140, 150]),
            sessions=rng.choice([("morning",), ("evening",), ("morning", "day")]),
            seasons=rng.choice([(), (Season((12, 2), (3, 1)),)]),
            merge_group=rng.choice(["", "x", "y"]),
            remote_ok=rng.random() < 0.3,
            target=rng.choice(["site", "site", "site", "area"]),
        )
        for name in ITEMS
    )


def _rows(rng: random.Random) -> dict[str, Any]:
    def target() -> tuple[str, str]:
        return rng.choice((*SITES, "s9")), rng.choice((*ITEMS, "z"))

    def dates(*names: str) -> dict[str, Any]:
        return {
            name: m.day(rng.choice(LATER if name in ("due", "latest") else DAYS))
            for name in names
        }

    plan = tuple(
        m.make_plan_row(f"P{k}", *target(), **dates("earliest", "due", "latest"))
        for k in range(rng.randint(0, 6))
    )
    requests = []
    for k in range(rng.randint(0, 5)):
        site, item = target()
        when = dates("received", "earliest", "latest")
        trigger = rng.choice(TRIGGERS)
        requests.append(
            m.make_request(f"Q{k}", site=site, item=item, trigger=trigger, **when)
        )
    history = tuple(
        m.make_history_row(
            rng.choice(SITES),
            item=rng.choice(ITEMS),
            date=m.day(rng.choice(DAYS)),
            plan_id=rng.choice(["P0", "P1", "P8"]),
            trigger=rng.choice(["", "", "clue"]),
        )
        for _ in range(rng.randint(0, 3))
    )
    return {"plan": plan, "requests": tuple(requests), "history": history}


def chaos(rng: random.Random) -> Scenario:
    """A scenario in which everything can go wrong."""
    closed = m.make_closure(
        rng.choice(("s1", "*")), from_=m.day("2026-11-30"), until=m.day("2026-12-04")
    )
    leads = ("yj", "sc", "xf")
    return world(
        items=_items(rng),
        sites=tuple(
            m.make_site(s, kind=rng.choice(["enterprise", "enterprise", "area"]))
            for s in SITES
        ),
        item_departments=tuple(
            m.make_role(item, rng.choice(leads)) for item in ITEMS if rng.random() < 0.9
        ),
        closures=(closed,) if rng.random() < 0.2 else (),
        delegations=(m.make_delegation("a", "t1"),) if rng.random() < 0.3 else (),
        **_rows(rng),
    )


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(st.randoms(use_true_random=False))
def test_every_row_has_exactly_one_outcome(rng: random.Random):
    scenario = chaos(rng)
    found = demand(scenario)
    register = [row.row_id for row in found.register]
    placed = [check.ref.row_id for check in checks(found)]
    followers = [row_id for row_id, _ in found.followers]
    read = [row.plan_id for row in scenario.plan]
    read += [row.request for row in scenario.requests]
    assert max(Counter(register + placed).values(), default=1) == 1
    assert max(Counter(followers).values(), default=1) == 1
    assert not set(followers) & set(placed)
    assert set(register) | set(placed) | set(followers) == set(read)
    # Who is in the register and follows too has a hindrance of his own.
    both = {r.row_id: r.outcome for r in found.register if r.row_id in followers}
    assert set(both.values()) <= {"deferred", "removed", "remote"}
    # A follower follows a check that is there.
    keys = {(check.site, check.ref.item) for check in checks(found)}
    assert {key for _, key in found.followers} <= keys
    assert all(row.clause == CLAUSE_OF_REASON[row.reason] for row in found.register)
    # No check is placed without a date, a role and a kind of session.
    assert all(
        c.days and all(d.roles and d.kinds for d in c.days) for c in checks(found)
    )
