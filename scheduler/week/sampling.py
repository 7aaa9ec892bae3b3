"""The rounds known at first: all below a limit, a sound sample above it.

A sample is sound because every round in it fits; it misses good rounds, which are
generated later (`generate.py`). Every visit that fits alone is in it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, permutations

from scheduler.model import Scenario, SessionKind
from scheduler.week.rounds import Ground, Team, Template, make_template
from scheduler.week.timing import Stop, route_times
from scheduler.week.variants import Variant, on_site

# Visits of one round at most: half a day holds four short ones, a day twice that.
MOST_VISITS = 4
# With more assist departments than this the teams are too many to enumerate.
ENUMERATED_ASSISTS = 4
# Of so many checks of a candidate every subset is a variant.
ALL_SUBSETS = 3


@dataclass(frozen=True)
class Plot:
    """The visits that rounds of one district and kind of session may make."""

    ground: Ground
    kind: SessionKind
    variants: tuple[Variant, ...]

    @property
    def most_visits(self) -> int:
        """How many visits a round may have."""
        return MOST_VISITS * self.kind.weight


def _team(variants: Iterable[Variant]) -> Team:
    return frozenset(unit for v in variants for unit in v.required)


def _distinct_sites(variants: Sequence[Variant]) -> bool:
    return len({v.site for v in variants}) == len(variants)


def enumerate_all(plot: Plot) -> Iterator[Template]:
    """Yield the best order of every set of visits with every team that could go."""
    for size in range(1, plot.most_visits + 1):
        grew = False
        for chosen in combinations(plot.variants, size):
            if not _distinct_sites(chosen):
                continue
            for team in _teams(chosen):
                best = best_order(plot, chosen, team)
                if best is not None:
                    grew = True
                    yield best
        if not grew:
            return


def _teams(chosen: Sequence[Variant]) -> Iterator[Team]:
    """Yield the team that visits need, and it with every set of assist units."""
    needed = _team(chosen)
    optional = sorted({u for v in chosen for u in v.optional} - needed)
    for size in range(len(optional) + 1):
        for joined in combinations(optional, size):
            yield needed | frozenset(joined)


def best_order(plot: Plot, chosen: Sequence[Variant], team: Team) -> Template | None:
    """Return the quickest feasible order of a few visits."""
    if len(chosen) > MOST_VISITS:
        return make_template(plot.ground, plot.kind, _by_town(plot, chosen), team)
    best: Template | None = None
    for order in permutations(chosen):
        made = make_template(plot.ground, plot.kind, order, team)
        if made is not None and (
            best is None
            or (made.times.travel, made.times.return_)
            < (best.times.travel, best.times.return_)
        ):
            best = made
    return best


def _by_town(plot: Plot, chosen: Sequence[Variant]) -> list[Variant]:
    """Return visits town by town, nearest to the base first, then by window."""
    base = plot.ground.scenario.district[plot.ground.district].base
    return sorted(
        chosen,
        key=lambda v: (
            plot.ground.minutes[base, v.town],
            v.town,
            v.windows[0].start if v.windows else 0,
            v.index,
        ),
    )


class _Filler:
    """Greedy filling of one round around a seed visit."""

    def __init__(self, plot: Plot, team: Team, base: str) -> None:
        self.plot, self.team, self.base = plot, team, base
        self.travel = plot.ground.scenario.settings.travel
        self.stops: dict[int, Stop] = {}

    def stop(self, variant: Variant) -> Stop:
        """Return the stop of a visit by this team."""
        if variant.index not in self.stops:
            units = [
                u for u in self.team if u in variant.required or u in variant.optional
            ]
            length = on_site(variant, units, self.travel.entry_minutes)
            self.stops[variant.index] = Stop(variant.town, length, variant.windows)
        return self.stops[variant.index]

    def fits(self, order: Sequence[Variant]) -> bool:
        """Say whether visits in this order fit the session."""
        return (
            route_times(
                self.plot.kind,
                self.base,
                [self.stop(v) for v in order],
                self.plot.ground.minutes,
                self.travel.shoulder,
            )
            is not None
        )

    def insert(self, order: list[Variant], new: Variant) -> list[Variant] | None:
        """Return the order with a visit put beside its town's, if that fits."""
        places = [k + 1 for k, v in enumerate(order) if v.town == new.town]
        for place in [places[-1]] if places else [len(order), 0]:
            longer = [*order[:place], new, *order[place:]]
            if self.fits(longer):
                return longer
        return None


def fill(
    plot: Plot, seed: Variant, team: Team, pool: Sequence[Variant]
) -> Iterator[Template]:
    """Yield the growing rounds around a seed visit, taking the pool in order."""
    base = plot.ground.base_for(team, {seed.town})
    if base is None:
        return
    filler = _Filler(plot, team, base)
    order, sites = [seed], {seed.site}
    room = sum(span.end - span.start for span in plot.kind.spans)
    room -= filler.stop(seed).minutes
    shortest_way = plot.ground.scenario.settings.travel.same_town
    dates = set(seed.dates)
    misses = 0
    for variant in pool:
        if len(order) >= plot.most_visits or misses > MOST_VISITS * plot.most_visits:
            break
        if variant.site in sites or not dates.intersection(variant.dates):
            continue
        length = filler.stop(variant).minutes + shortest_way
        if length > room:
            continue
        longer = filler.insert(order, variant)
        if longer is None:
            misses += 1
            continue
        order = longer
        room -= length
        sites.add(variant.site)
        dates &= set(variant.dates)
        made = make_template(plot.ground, plot.kind, order, _team(order))
        if made is not None:
            yield made


@dataclass
class _Sampler:
    """All fills of one plot; the random order comes from one seeded source."""

    plot: Plot
    rng: random.Random

    def density(self, variant: Variant, seed: Variant) -> float:
        """Return points per minute of a visit joined to a seed, with noise."""
        ground = self.plot.ground
        way = ground.minutes[seed.town, variant.town]
        people = sum(
            need.people
            for unit, need in variant.required.items()
            if unit not in seed.required
        )
        minutes = max(variant.minutes[u] for u in variant.required) + 10 + way
        noise = self.rng.uniform(0.7, 1.3)
        return noise * variant.points / (minutes * (1 + 0.5 * people))

    def pool(self, seed: Variant) -> list[Variant]:
        """Return the visits that a seed's own team could make, densest first."""
        own = _team([seed])
        able = (v for v in self.plot.variants if own.issuperset(v.required))
        return sorted(
            (v for v in able if v.site != seed.site),
            key=lambda v: (-self.density(v, seed), v.index),
        )

    def sample(self) -> Iterator[Template]:
        """Yield single visits, and the fullest round of each with its own team."""
        for variant in self.plot.variants:
            alone = make_template(
                self.plot.ground, self.plot.kind, [variant], _team([variant])
            )
            if alone is None:
                continue
            yield alone
            team, pool = _team([variant]), self.pool(variant)
            growing = list(fill(self.plot, variant, team, pool))
            if growing:
                yield growing[-1]


def plots(scenario: Scenario, variants: Iterable[Variant]) -> list[Plot]:
    """Return the plots of all districts and kinds, in order."""
    groups: dict[tuple[str, str], list[Variant]] = defaultdict(list)
    for variant in variants:
        for kind in sorted(variant.kinds):
            groups[variant.district, kind].append(variant)
    grounds = {d: Ground.of(scenario, d) for d in sorted({d for d, _ in groups})}
    return [
        Plot(grounds[district], scenario.settings.kind(kind), tuple(rows))
        for (district, kind), rows in sorted(groups.items())
    ]


@dataclass(frozen=True)
class Pool:
    """The rounds of one plot; `complete` if no other round could add service."""

    templates: list[Template]
    complete: bool


def templates_of(plot: Plot, seed: int) -> Pool:
    """Return the rounds of one plot: all of them if few, else a sample."""
    small = few(plot)
    made = enumerate_all(plot) if small else _sampler(plot, seed).sample()
    return Pool(_best(made), small)


def _sampler(plot: Plot, seed: int) -> _Sampler:
    name = f"{plot.ground.district}/{plot.kind.kind}/{seed}"
    return _Sampler(plot, random.Random(name))


def _best(made: Iterable[Template]) -> list[Template]:
    """Return one round of the same visits and team: the one that travels least."""
    found: dict[tuple[object, ...], Template] = {}
    for template in made:
        key = (
            tuple(sorted(v.index for v in template.variants)),
            tuple(unit for unit, _ in template.needs),
        )
        old = found.get(key)
        if old is None or template.times.travel < old.times.travel:
            found[key] = template
    return list(found.values())


def few(plot: Plot) -> bool:
    """Say whether all rounds of a plot can be enumerated, assist teams included.

    Longer rounds than `MOST_VISITS` are tried in one order only, so with more sites
    than that in a long session the enumeration would not be complete.
    """
    solve = plot.ground.scenario.settings.solve
    optional = {u for v in plot.variants for u in v.optional}
    sites = {v.site for v in plot.variants}
    return (
        len(plot.variants) <= solve.enumerated_visits
        and all(len(v.checks) <= ALL_SUBSETS for v in plot.variants if v.full)
        and len(optional) <= ENUMERATED_ASSISTS
        and min(_longest(plot), len(sites)) <= MOST_VISITS
    )


def _longest(plot: Plot) -> int:
    """Return how many visits a round may have, by minutes alone."""
    travel = plot.ground.scenario.settings.travel
    way = min(plot.ground.minutes.values())
    stays = sorted(
        travel.entry_minutes + max(v.minutes[u] for u in v.required) + way
        for v in plot.variants
    )
    room = sum(span.end - span.start + way for span in plot.kind.spans)
    return sum(1 for total in accumulate(stays) if total <= room)
