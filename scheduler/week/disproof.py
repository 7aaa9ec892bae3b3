"""Pins and musts that no week can meet, proved by arithmetic before any solver runs.

Every count is a lower bound of what the wishes take and an upper bound of what there
is, so a finding is a proof; where nothing is found the solvers still decide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from scheduler.model import Pin, Session
from scheduler.week.availability import Availability
from scheduler.week.columns import Fleet, Staffing
from scheduler.week.pins import HELD, matches, opposing, pin_name, visit_allowed
from scheduler.week.possible import STAGES, Possible
from scheduler.week.scopes import Taken, scopes_of
from scheduler.week.shortage import Shortage, worst_first
from scheduler.week.variants import Variant
from scheduler.week.wishes import Finding, Reason, Wish, wishes_of

MOST_FINDINGS = 3


def disproved(
    staffing: Staffing,
    fleet: Fleet,
    variants: Sequence[Variant],
    sessions: Sequence[Session],
    pins: Sequence[Pin],
) -> tuple[Finding, ...]:
    """Return why no week meets all pins and musts at level H; empty if that is open.

    First each by itself: a session that suits, the time, the people by qualification,
    the vehicles. Then the others together, in the narrowest span of time that proves
    something: one session, sessions that exclude each other, a date, the week.
    """
    possible = Possible(staffing, fleet)
    scenario = staffing.availability.scenario
    wishes = wishes_of(scenario, pins, variants, sessions)
    found = [*_absent(staffing, variants, sessions, pins)]
    alive: list[Wish] = []
    for wish in wishes:
        open_ = [o for o in wish.options if possible.obstacle(o) is None]
        if open_:
            alive.append(replace(wish, options=tuple(open_)))
        else:
            known = any(v.site == wish.site for v in variants)
            found.append(_hopeless(possible, wish, pins, known))
    found += [*_twice(staffing.availability, alive), *_together(possible, alive)]
    # Who or what is short says more than that a session does not suit.
    return tuple(sorted(found, key=lambda finding: not finding.shortages))


def _hopeless(
    possible: Possible, wish: Wish, pins: Sequence[Pin], known: bool
) -> Finding:
    """Return why a wish cannot be met by itself: no option, or none is possible."""
    if not wish.options:
        names = [wish.name, *(pin_name(p) for p in _against(wish, pins))]
        reason: Reason = "off" if len(names) > 1 else "session"
        return Finding(tuple(names), reason if known else "no_visit")
    obstacles = map(possible.obstacle, wish.options)
    # The option that comes furthest, and of those the one that misses least.
    failed, shortage = min(
        (pair for pair in obstacles if pair is not None),
        key=lambda o: (-STAGES.index(o[0]), o[1].short if o[1] else 0),
    )
    return Finding((wish.name,), failed, (shortage,) if shortage else ())


def _against(wish: Wish, pins: Sequence[Pin]) -> list[Pin]:
    """Return the pins that may keep away what a wish asks for."""
    if wish.pin is not None:
        return opposing(wish.pin, pins)
    kinds = (*HELD, "visit_off")
    return [pin for pin in pins if pin.site == wish.site and pin.kind in kinds]


def _absent(
    staffing: Staffing,
    variants: Sequence[Variant],
    sessions: Sequence[Session],
    pins: Sequence[Pin],
) -> Iterator[Finding]:
    """Yield the held officers who cannot serve any visit in the sessions meant."""
    officers = staffing.availability.scenario.officer
    for pin in pins:
        officer = officers.get(pin.officer or "")
        if officer is None or pin.kind not in ("officer_on", "keep"):
            continue
        unit = staffing.availability.unit(officer)
        meant = [s for s in sessions if matches(pin, s)]
        mine = [
            v
            for v in variants
            if (unit in v.required or unit in v.optional) and pin.site in (None, v.site)
        ]
        if not any(
            s.kind in v.kinds
            and s.date in v.dates
            and officer in staffing.free(s, unit, v.district)
            and visit_allowed(v.site, s, pins)
            for s in meant
            for v in mine
        ):
            names = [pin_name(pin), *(pin_name(p) for p in opposing(pin, pins))]
            yield Finding(tuple(names), "officer")


def _twice(availability: Availability, wishes: Sequence[Wish]) -> Iterator[Finding]:
    """Yield pins of one site in different sessions, where one visit is all there is."""
    scenario = availability.scenario
    most = int(scenario.settings.number("one_visit_a_week", "visits"))
    by_site: dict[str, list[Wish]] = defaultdict(list)
    for wish in wishes:
        by_site[wish.site].append(wish)
    for site, mine in by_site.items():
        area = scenario.site[site].kind == "area"
        for a, b in combinations(mine, 2):
            both = [option.variant for option in (*a.options, *b.options)]
            planned = most == 1 and not area and all(v.carries_plan for v in both)
            single = len({v.candidate for v in both}) == 1
            if (single or planned) and not set(a.variants) & set(b.variants):
                yield Finding((a.name, b.name), "twice")


def _together(possible: Possible, wishes: Sequence[Wish]) -> tuple[Finding, ...]:
    """Return what wishes miss together, in the narrowest scope that misses any."""
    if len(wishes) < 2:
        return ()
    taken = Taken(possible)
    for scopes in scopes_of(possible.staffing.availability, wishes):
        names: dict[Shortage, tuple[str, ...]] = {}
        for scope in scopes:
            for group, shortage in taken.missing(scope, wishes):
                names.setdefault(shortage, group)
        found: dict[tuple[str, ...], list[Shortage]] = defaultdict(list)
        for shortage in worst_first(names)[:MOST_FINDINGS]:
            found[names[shortage]].append(shortage)
        if found:
            return tuple(
                Finding(group, "short", tuple(rows)) for group, rows in found.items()
            )
    return ()
