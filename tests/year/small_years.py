"""Random small years of one area, and every plan of a site by plain enumeration."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.model import Settings
from scheduler.year.terms import Kind, Need, Stratum
from tests import makers as m

WEEKS = 9
UNITS = (("a", ""), ("b", ""), ("t", "t1"))
AREA = ("d1",)
SETTINGS: Settings = m.make_settings()


@dataclass(frozen=True)
class Small:
    """Strata and supply of one area."""

    strata: tuple[Stratum, ...]
    supply: dict[tuple[str, str], list[float]]


def small_year(seed: int) -> Small:
    """Two to four strata of one to three sites; holidays, seasons, late starts."""
    rng = random.Random(f"year {seed}")
    holidays = set(rng.sample(range(WEEKS), rng.randint(0, 2)))
    strata = []
    sites = 0
    for _ in range(rng.randint(2, 4)):
        size = rng.randint(1, 3)
        names = tuple(f"s{sites + k}" for k in range(size))
        sites += size
        strata.append(Stratum(_kind(rng, holidays), names))
    supply = {
        unit: [
            0.0 if w in holidays else rng.choice((1.0, 2.0, 3.0)) for w in range(WEEKS)
        ]
        for unit in UNITS
        if rng.random() < 0.9
    }
    return Small(tuple(strata), supply)


def _kind(rng: random.Random, holidays: set[int]) -> Kind:
    apart = rng.choice((0, 1, 2))
    needs = tuple(_need(rng, f"i{k}", holidays) for k in range(rng.randint(1, 2)))
    caps = (("a", rng.randint(1, 3)),) if rng.random() < 0.3 else ()
    return Kind(AREA, rng.choice((0, 40)), apart, needs, caps)


def _need(rng: random.Random, item: str, holidays: set[int]) -> Need:
    start, end = 0, WEEKS - 1
    if rng.random() < 0.3:
        start = rng.randint(0, 4)
        end = start + rng.randint(2, 4)
    open_ = sum(
        1 << w for w in range(start, end + 1) if w < WEEKS and w not in holidays
    )
    return Need(
        item=item,
        count=rng.choice((1, 1, 2, 2, 3)),
        spacing=rng.choice((2, 3, 4, 6)),
        open=open_,
        first=rng.choice((None, None, 2, 4)),
        early=rng.choice((*[None] * 5, 3, 5)),
        late=rng.choice((*[None] * 5, 2, 4)),
        minutes=rng.choice((30, 60)),
        people=tuple((unit, 2) for unit in rng.sample(UNITS, rng.choice((1, 2)))),
        group=rng.choice(("", "", "g", "h")),
    )


# A visit of a plan: its week and the numbers of the needs that it carries.
Plan = tuple[tuple[int, tuple[int, ...]], ...]


def all_plans(kind: Kind) -> Iterator[Plan]:
    """Yield every plan of a site that breaks no row, complete or not, from the words.

    Two checks of a need have at most `spacing` open weeks between them, counted from
    one to the other; the first is not after `first` and `early`, the last one not
    before `late`.
    """
    yield from _more(kind, ())


def _more(kind: Kind, plan: Plan) -> Iterator[Plan]:
    if _ends_late(kind, plan):
        yield plan
    start = plan[-1][0] + kind.apart if plan else 0
    for week in range(start, WEEKS):
        for bundle in _bundles(kind):
            if all(_may(kind.needs[k], k, plan, week) for k in bundle) and _capped(
                kind, plan, bundle
            ):
                yield from _more(kind, (*plan, (week, bundle)))


def _ends_late(kind: Kind, plan: Plan) -> bool:
    last = {k: week for week, bundle in plan for k in bundle}
    return all(week >= (kind.needs[k].late or 0) for k, week in last.items())


def _bundles(kind: Kind) -> list[tuple[int, ...]]:
    numbers = range(len(kind.needs))
    pairs = [(k,) for k in numbers]
    if len(kind.needs) == 2:
        groups = {need.group for need in kind.needs} - {""}
        if len(groups) < 2:
            pairs.append((0, 1))
    return pairs


def _may(need: Need, k: int, plan: Plan, week: int) -> bool:
    before = [w for w, bundle in plan if k in bundle]
    if not need.open >> week & 1 or len(before) == need.count:
        return False
    if not before:
        return all(one is None or week <= one for one in (need.first, need.early))
    between = sum(need.open >> w & 1 for w in range(before[-1] + 1, week + 1))
    return between <= need.spacing


def _capped(kind: Kind, plan: Plan, bundle: tuple[int, ...]) -> bool:
    for department, cap in kind.caps:
        theirs = [
            k
            for k, need in enumerate(kind.needs)
            if department in {unit[0] for unit, _ in need.people}
        ]
        visits = [*(b for _, b in plan), bundle]
        if sum(any(k in theirs for k in b) for b in visits) > cap:
            return False
    return True
