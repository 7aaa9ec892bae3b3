"""The selection as a program: which rounds, and how many officers where (DESIGN 7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import combinations

from scheduler.engine.program import Program
from scheduler.model import Scenario, Session
from scheduler.model.calendar import Date
from scheduler.week.availability import NIGHT_KIND, RESTED_KINDS, Availability
from scheduler.week.columns import Column, Fleet, SeatType, Staffing, seat_types
from scheduler.week.crews import Crew, Post, make_crews

RESIDENT = "resident"
# Shares and tolerance become integers on this scale.
SHARE_SCALE = 1000


@dataclass
class WeekProgram:
    """The program of one week, with what its columns mean.

    Attributes
    ----------
    columns : list of Column
        Round of program column k, for k below ``len(columns)``.
    crews : list of Crew
        Officers who are alike in all that the selection sees.
    posts : dict
        Program column of (crew, session, district): how many of it go there.
    slack : dict
        Program column of the `force_deployed` excess by group.
    """

    availability: Availability
    staffing: Staffing
    fleet: Fleet
    columns: list[Column]
    program: Program = field(default_factory=Program)
    crews: list[Crew] = field(default_factory=list)
    posts: dict[tuple[int, Session, str], int] = field(default_factory=dict)
    slack: dict[str, int] = field(default_factory=dict)
    cost: list[int] = field(default_factory=list)

    @property
    def scenario(self) -> Scenario:
        """The scenario planned."""
        return self.availability.scenario


def build_program(
    availability: Availability,
    staffing: Staffing,
    fleet: Fleet,
    columns: Sequence[Column],
    *,
    apart: frozenset[str] = frozenset(),
) -> WeekProgram:
    """Return the program of these columns; the objective is the service level.

    Officers who are alike share a crew: far fewer columns, and a relaxation only in
    how day and half-day sessions mix within one crew, which the naming decides.
    Officers of `apart` are crews of their own, which is exact.
    """
    week = WeekProgram(availability, staffing, fleet, list(columns))
    for column in week.columns:
        week.program.column(column.template.value)
    _one_visit_rows(week)
    _post_rows(week, apart)
    _officer_rows(week)
    _vehicle_rows(week)
    _deployment_rows(week)
    week.cost = _cost(week)
    return week


def _one_visit_rows(week: WeekProgram) -> None:
    """Every candidate once; plan visits to a site that is not an area once."""
    by_candidate: dict[str, list[int]] = defaultdict(list)
    by_site: dict[str, list[int]] = defaultdict(list)
    names: dict[str, set[str]] = defaultdict(set)
    for k, column in enumerate(week.columns):
        for variant in column.template.variants:
            by_candidate[variant.candidate].append(k)
            area = week.scenario.site[variant.site].kind == "area"
            if variant.carries_plan and not area:
                by_site[variant.site].append(k)
                names[variant.site].add(variant.candidate)
    for candidate in sorted(by_candidate):
        terms = [(k, 1) for k in by_candidate[candidate]]
        week.program.row(terms, upper=1, name=f"candidate {candidate}")
    most = int(week.scenario.settings.number("one_visit_a_week", "visits"))
    for site in sorted(by_site):
        if len(names[site]) > most:
            terms = [(k, 1) for k in by_site[site]]
            week.program.row(terms, upper=most, name=f"one_visit_a_week {site}")


def _seat_demand(
    columns: Sequence[Column],
) -> dict[Post, dict[int, tuple[SeatType, ...]]]:
    """Return the seats that each round wants at each post."""
    demand: dict[Post, dict[int, tuple[SeatType, ...]]] = defaultdict(dict)
    for k, column in enumerate(columns):
        for unit, need in column.template.needs:
            post = (column.session, column.template.district, unit)
            demand[post][k] = seat_types(need)
    return demand


def _post_rows(week: WeekProgram, apart: frozenset[str]) -> None:
    """Seats wanted at a post within the officers sent there.

    By Hall's theorem the officers sent fill all seats if for every union of seat
    types the seats of those types are within the officers who suit one of them.
    """
    demand = _seat_demand(week.columns)
    crews = make_crews(week.availability, week.staffing, list(demand), apart)
    week.crews = crews.crews
    for post in sorted(demand):
        session, district, _ = post
        at_post = crews.at(post)
        for crew in at_post:
            week.posts[crew, session, district] = week.program.column(
                upper=len(week.crews[crew].officers)
            )
        seats = demand[post]
        _hall_row(week, post, seats, at_post, None)
        types = sorted({t for row in seats.values() for t in row if t})
        for union in _unions(week, types, at_post):
            _hall_row(week, post, seats, at_post, union)


def _suited(
    week: WeekProgram, crews: Sequence[int], union: Iterable[SeatType]
) -> tuple[int, ...]:
    """Return the crews that suit one of the seat types."""
    return tuple(
        crew
        for crew in crews
        if any(set(t) <= week.crews[crew].qualifications for t in union)
    )


def _unions(
    week: WeekProgram, types: Sequence[SeatType], crews: Sequence[int]
) -> list[tuple[SeatType, ...]]:
    """Return the unions of seat types whose rows say something.

    Of unions suited by the same crews only the largest counts; one suited by all
    is implied by the row of all seats.
    """
    largest: dict[tuple[int, ...], tuple[SeatType, ...]] = {}
    for size in range(1, len(types) + 1):
        for union in combinations(types, size):
            largest[_suited(week, crews, union)] = union
    return [u for suited, u in sorted(largest.items()) if len(suited) < len(crews)]


def _hall_row(
    week: WeekProgram,
    post: Post,
    seats: dict[int, tuple[SeatType, ...]],
    crews: Sequence[int],
    union: tuple[SeatType, ...] | None,
) -> None:
    """Seats of the types of `union` (None: all) within the officers who suit."""
    session, district, unit = post
    terms = [
        (k, sum(1 for t in row if union is None or t in union))
        for k, row in seats.items()
    ]
    suited = crews if union is None else _suited(week, crews, union)
    terms = [(k, n) for k, n in terms if n]
    terms += [(week.posts[crew, session, district], -1) for crew in suited]
    week.program.row(terms, upper=0, name=f"post {session} {district} {unit[0]}")


def _cliques(availability: Availability) -> list[tuple[str, ...]]:
    """Return the maximal sets of kinds that exclude each other on one date."""
    kinds = sorted(availability.kinds)
    found = [
        group
        for size in range(len(kinds), 0, -1)
        for group in combinations(kinds, size)
        if all(availability.clash(a, b) for a, b in combinations(group, 2))
    ]
    return [g for g in found if not any(set(g) < set(other) for other in found)]


def _officer_rows(week: WeekProgram) -> None:
    """One place at a time, weekly limit, night rest, limit of help, by crew."""
    by_crew: dict[int, dict[Session, list[int]]] = defaultdict(
        lambda: defaultdict(list)
    )
    away: dict[int, list[tuple[int, int]]] = defaultdict(list)
    availability = week.availability
    for (crew, session, district), k in week.posts.items():
        by_crew[crew][session].append(k)
        if district not in week.crews[crew].own_districts:
            away[crew].append((k, availability.kinds[session.kind].weight))
    cliques = _cliques(availability)
    for crew in sorted(by_crew):
        people = len(week.crews[crew].officers)
        name = week.crews[crew].officers[0].officer
        _weekly_limit(week, crew, by_crew[crew])
        for group in _exclusions(by_crew[crew], cliques):
            terms = [(k, 1) for s in group for k in by_crew[crew][s]]
            terms += _used_up(week, crew, by_crew[crew], group)
            if len(terms) > 1:
                week.program.row(terms, upper=people, name=f"one_place {name}")
        if crew in away:
            limit = availability.helpers_allowed * people
            week.program.row(away[crew], upper=limit, name=f"help {name}")


def _used_up(
    week: WeekProgram,
    crew: int,
    sessions: dict[Session, list[int]],
    group: Sequence[Session],
) -> list[tuple[int, int]]:
    """Return the posts outside a group that use up an officer's whole week.

    Who holds one of them serves no session of the group: a valid row that a crew of
    several officers needs, since it does not know who is who.
    """
    limit = week.crews[crew].max_sessions
    kinds = week.availability.kinds
    return [
        (k, 1)
        for session, columns in sessions.items()
        if session not in group and kinds[session.kind].weight == limit
        for k in columns
    ]


def _weekly_limit(
    week: WeekProgram, crew: int, sessions: dict[Session, list[int]]
) -> None:
    """Limit the weights of a crew, and how many heavy sessions its limits allow."""
    kinds = week.availability.kinds
    members = week.crews[crew]
    people, limit = len(members.officers), members.max_sessions
    name = f"availability {members.officers[0].officer}"
    weighted = [(k, kinds[s.kind].weight) for s, ks in sessions.items() for k in ks]
    week.program.row(weighted, upper=people * limit, name=name)
    for weight in sorted({w for _, w in weighted if w > 1}):
        heavy = [(k, 1) for k, w in weighted if w >= weight]
        week.program.row(heavy, upper=people * (limit // weight), name=name)


def _exclusions(
    sessions: Iterable[Session], cliques: Sequence[tuple[str, ...]]
) -> list[list[Session]]:
    """Return sets of sessions of which one officer may serve one at most."""
    mine = sorted(sessions)
    groups: list[list[Session]] = []
    for date in sorted({s.date for s in mine}):
        for clique in cliques:
            group = [s for s in mine if s.date == date and s.kind in clique]
            if group:
                groups.append(group)
            eve = date - timedelta(days=1)
            rest = [s for s in group if s.kind in RESTED_KINDS]
            if rest and Session(eve, NIGHT_KIND) in mine:
                groups.append([Session(eve, NIGHT_KIND), *rest])
    return groups


def _vehicle_rows(week: WeekProgram) -> None:
    """Vehicles of at least a size in use at once within those of the base."""
    use: dict[tuple[str, Date], list[int]] = defaultdict(list)
    for k, column in enumerate(week.columns):
        if column.vehicles:
            use[column.template.base, column.session.date].append(k)
    for base, date in sorted(use):
        seats = [size for _, size in week.fleet.vehicles(base, date)]
        for clique in _cliques(week.availability):
            rounds = [
                k for k in use[base, date] if week.columns[k].session.kind in clique
            ]
            for size in sorted(set(seats)):
                terms = [
                    (k, sum(1 for s in week.columns[k].vehicles if s >= size))
                    for k in rounds
                ]
                terms = [(k, n) for k, n in terms if n]
                if terms:
                    limit = sum(1 for s in seats if s >= size)
                    name = f"vehicles {base} {date} {'/'.join(clique)}"
                    week.program.row(terms, upper=limit, name=name)


def resident_sessions(week: WeekProgram, column: Column) -> int:
    """Return officer-sessions of the resident teams that a round takes."""
    weight = week.availability.kinds[column.session.kind].weight
    departments = week.scenario.department
    return weight * sum(
        need.people
        for unit, need in column.template.needs
        if departments[unit[0]].kind == RESIDENT
    )


def _deployment_rows(week: WeekProgram) -> None:
    """Keep 1:1:2 of the resident teams' officer-sessions, with slack (S0 四(三)).

    Only where the scenario has districts of all three groups. With shares p_g and
    tolerance t: (p_g - t) T <= S_g <= (p_g + t) T + excess, scaled to integers.
    """
    groups = ("centre", "south", "other")
    district = week.scenario.district
    if {d.group for d in week.scenario.districts} != set(groups):
        return
    settings = week.scenario.settings
    ratio = settings.split.ratio
    tolerance = float(settings.number("force_deployed", "tolerance"))
    hard = settings.level("force_deployed") == "H"
    sessions = [resident_sessions(week, c) for c in week.columns]
    price = round(settings.points.deployed * settings.points.scale)
    for group, part in zip(groups, ratio, strict=True):
        if not hard:
            week.slack[group] = week.program.column(-price, upper=max(1, sum(sessions)))
        mine = [district[c.template.district].group == group for c in week.columns]
        for sign in (1, -1):
            _share_row(week, group, sessions, mine, sign * part, sign, tolerance)


def _share_row(
    week: WeekProgram,
    group: str,
    sessions: Sequence[int],
    mine: Sequence[bool],
    part: int,
    sign: int,
    tolerance: float,
) -> None:
    """Add sign * (S_g - share T) <= tolerance T + excess, times the scale."""
    whole = sum(week.scenario.settings.split.ratio)
    scale = SHARE_SCALE * whole
    slop = round(tolerance * scale)
    terms = [
        (k, n * (sign * scale * inside - SHARE_SCALE * part - slop))
        for k, (n, inside) in enumerate(zip(sessions, mine, strict=True))
        if n
    ]
    if group in week.slack:
        terms.append((week.slack[group], -scale))
    week.program.row(terms, upper=0, name=f"force_deployed {group}")


def _cost(week: WeekProgram) -> list[int]:
    """Return the cost of every program column, in priced minutes."""
    solve = week.scenario.settings.solve
    kinds = week.availability.kinds
    cost = [0] * week.program.size
    for k, column in enumerate(week.columns):
        sessions = column.template.people * kinds[column.session.kind].weight
        cost[k] = (
            solve.cost_session * sessions
            + solve.cost_travel * column.template.times.travel
        )
        if column.session.kind == NIGHT_KIND:
            cost[k] += solve.cost_night * column.template.people
    for (crew, _, district), k in week.posts.items():
        if district not in week.crews[crew].own_districts:
            cost[k] = solve.cost_help
    return cost
