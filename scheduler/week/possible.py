"""What any round needs at least for a visit, and why one may be impossible.

Everything here is implied by every round that makes the visit, whatever else it does:
travel is the shortest way there is, the team at least the visit's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from scheduler.week.columns import Fleet, Staffing
from scheduler.week.rounds import Ground, make_template
from scheduler.week.shortage import Shortage
from scheduler.week.variants import Variant, on_site
from scheduler.week.wishes import Option, Reason

# How far an option comes before it fails: the furthest one is told.
STAGES: tuple[Reason, ...] = ("time", "short")


@dataclass(frozen=True)
class Possible:
    """Judges single visits, and pairs of visits in one round."""

    staffing: Staffing
    fleet: Fleet

    @cached_property
    def _barred(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.staffing.availability.scenario.recusals:
            found[row.site].add(row.officer)
        return found

    @cached_property
    def _grounds(self) -> dict[str, Ground]:
        return {}

    def ground(self, district: str) -> Ground:
        """Return the ground of a district with the shortest way between all towns."""
        if district not in self._grounds:
            plain = Ground.of(self.staffing.availability.scenario, district)
            ways = _shortest(plain.minutes)
            self._grounds[district] = replace(plain, minutes=ways)
        return self._grounds[district]

    def part(self, variant: Variant, kind: str) -> float:
        """Return which part of a round of a kind a visit takes at least.

        The parts of the visits of one round add up to at most 1: between two visits
        of one span lies a way, and the shortest way is w, so that stays + w each are
        within the lengths of the spans + w each.
        """
        shortest = min(self.ground(variant.district).minutes.values())
        spans = self.staffing.availability.kinds[kind].spans
        room = sum(span.end - span.start + shortest for span in spans)
        return (self._stay(variant) + shortest) / room

    def most(self, visits: Sequence[Sequence[Variant]], kind: str) -> int:
        """Return how many visits, each in one of its ways, a round makes at most.

        As many of the shortest as fit each span, for no visit lies across a break.
        """
        districts = sorted({ways[0].district for ways in visits})
        shortest = min(min(self.ground(d).minutes.values()) for d in districts)
        stays = sorted(min(map(self._stay, ways)) + shortest for ways in visits)
        spans = self.staffing.availability.kinds[kind].spans
        return sum(
            sum(
                total <= span.end - span.start + shortest for total in accumulate(stays)
            )
            for span in spans
        )

    def _stay(self, variant: Variant) -> int:
        entry = self.staffing.availability.scenario.settings.travel.entry_minutes
        return on_site(variant, variant.required, entry)

    def vehicles(self, option: Option) -> int:
        """Return the fewest vehicles that a round with a visit takes."""
        variant = option.variant
        base = self.staffing.availability.scenario.district[variant.district].base
        packed = self.fleet.packing(base, option.session.date, _riders(variant))
        return len(packed or ())

    def obstacle(self, option: Option) -> tuple[Reason, Shortage | None] | None:
        """Return why no round can make a visit in a session; None if one might."""
        if not self._fits((option.variant,), option.session.kind):
            return "time", None
        lacking = self._lacking(option) or self._stranded(option)
        return None if lacking is None else ("short", lacking)

    def _lacking(self, option: Option) -> Shortage | None:
        """Return the people a visit misses: too few, or nobody with a qualification."""
        variant, session = option.variant, option.session
        barred = self._barred.get(variant.site, set())
        for unit, need in sorted(variant.required.items()):
            free = [
                officer
                for officer in self.staffing.free(session, unit, variant.district)
                if officer.officer not in barred
            ]
            place = (*unit, variant.district)
            if len(free) < need.people:
                people = (str(session), need.people, len(free))
                return Shortage("officers", *place, "", *people)
            for name in need.qualifications:
                if not any(name in officer.qualifications for officer in free):
                    return Shortage("officers", *place, name, str(session), 1, 0)
        return None

    def _stranded(self, option: Option) -> Shortage | None:
        """Return the vehicle seats a visit misses."""
        variant, date = option.variant, option.session.date
        base = self.staffing.availability.scenario.district[variant.district].base
        riders = _riders(variant)
        if self.fleet.packing(base, date, riders) is not None:
            return None
        seats = sum(size for _, size in self.fleet.vehicles(base, date))
        return Shortage("seats", "", base, "", "", str(option.session), riders, seats)

    @cached_property
    def _shared(self) -> dict[tuple[int, int, str], bool]:
        return {}

    def share(self, first: Variant, second: Variant, kind: str) -> bool:
        """Say whether one round of a kind might make both visits."""
        if first.index > second.index:
            first, second = second, first
        key = (first.index, second.index, kind)
        if key not in self._shared:
            self._shared[key] = first.district == second.district and (
                self._fits((first, second), kind) or self._fits((second, first), kind)
            )
        return self._shared[key]

    def _fits(self, order: Sequence[Variant], kind: str) -> bool:
        """Say whether the visits alone, by their own team, fit a session."""
        team = frozenset(unit for variant in order for unit in variant.required)
        if all(unit[1] for unit in team) and len({v.town for v in order}) > 1:
            return True  # only where another team joins them, from the district's base
        ground = self.ground(order[0].district)
        named = self.staffing.availability.kinds[kind]
        return make_template(ground, named, order, team) is not None


def _riders(variant: Variant) -> int:
    return sum(need.people for unit, need in variant.required.items() if not unit[1])


def _shortest(minutes: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """Return the shortest minutes between all towns, by way of others if quicker.

    Inside a town never more than from another: a town's own team may start there, or
    at the district's base if others are with it.
    """
    towns = sorted({town for town, _ in minutes})
    best = dict(minutes)
    for via in towns:
        for a in towns:
            for b in towns:
                best[a, b] = min(best[a, b], best[a, via] + best[via, b])
    for a in towns:
        best[a, a] = min(best[way] for way in best if a in way)
    return best
