"""Officers of the monolithic model: crews sent to posts, and 1:1:2."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from itertools import combinations

from ortools.sat.python import cp_model

from benchmarks.methods.mono_model import Literal, Model, Slot, Term
from benchmarks.methods.mono_teams import Asked
from benchmarks.value import parts_of
from scheduler.model import Officer, Session
from scheduler.week.availability import NIGHT_KIND, RESTED_KINDS
from scheduler.week.officer_rows import cliques_of
from scheduler.week.variants import Unit

Post = tuple[Session, str, Unit]
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, eq=False)
class Crew:
    """Officers who are alike in unit, limit, qualifications and free posts."""

    officers: tuple[Officer, ...]

    @property
    def size(self) -> int:
        """How many they are."""
        return len(self.officers)

    @property
    def limit(self) -> int:
        """Sessions a week of each."""
        return self.officers[0].max_sessions


def make_crews(model: Model, posts: Sequence[Post]) -> dict[Crew, tuple[Post, ...]]:
    """Return the crews with the posts they may be sent to."""
    free: dict[str, list[Post]] = defaultdict(list)
    for post in posts:
        session, district, unit = post
        for officer in model.data.staffing.free(session, unit, district):
            free[officer.officer].append(post)
    people = model.data.scenario.officer
    groups: dict[tuple[object, ...], list[Officer]] = defaultdict(list)
    for name in sorted(free):
        officer = people[name]
        held = tuple(sorted(officer.qualifications))
        key = (officer.max_sessions, held, tuple(free[name]))
        groups[key].append(officer)
    return {
        Crew(tuple(members)): tuple(free[members[0].officer])
        for members in groups.values()
    }


def add_officers(model: Model, asked: Asked) -> None:
    """Seats wanted at a post within the officers sent there; limits of each crew."""
    slots: dict[Post, list[Slot]] = defaultdict(list)
    for (machine, session), unit in model.people:
        slots[session, machine.district, unit].append((machine, session))
    crews = make_crews(model, sorted(slots))
    sent: dict[tuple[Crew, Post], cp_model.IntVar] = {}
    for crew, posts in crews.items():
        for post in posts:
            sent[crew, post] = model.cp.new_int_var(0, crew.size, "")
        _add_limits(model, crew, posts, sent)
    at: dict[Post, list[Crew]] = defaultdict(list)
    for crew, post in sent:
        at[post].append(crew)
    for post, mine in slots.items():
        wanted = sum(model.people[slot, post[2]] for slot in mine)
        model.cp.add(wanted <= sum(sent[crew, post] for crew in at[post]))
        _add_qualified(model, post, mine, asked, {c: sent[c, post] for c in at[post]})


def _add_qualified(
    model: Model,
    post: Post,
    slots: list[Slot],
    asked: Asked,
    sent: dict[Crew, cp_model.IntVar],
) -> None:
    """Hall's rows: seats that ask one of some names within the officers who hold one.

    A round that asks more names than it has people asks two of one person; such
    seats count once.
    """
    unit = post[2]
    names = sorted({name for slot in slots for name in asked[slot, unit]})
    rows: dict[frozenset[Crew], set[str]] = {}
    for size in range(1, len(names) + 1):
        for union in combinations(names, size):
            suited = frozenset(
                crew
                for crew in sent
                if set(union) & set(crew.officers[0].qualifications)
            )
            if len(suited) < len(sent):
                rows.setdefault(suited, set()).update(union)
    doubled = [_doubled(model, slot, unit, asked[slot, unit]) for slot in slots]
    for suited, wide in rows.items():
        seats = sum(
            literal
            for slot in slots
            for name, literal in asked[slot, unit].items()
            if name in wide
        )
        able = sum(sent[crew] for crew in suited)
        model.cp.add(seats - sum(doubled) <= able)


def _doubled(model: Model, slot: Slot, unit: Unit, asks: dict[str, Literal]) -> Term:
    """Return how many names a round asks beyond the number of its people."""
    if len(asks) <= 2:
        return 0
    extra = model.cp.new_int_var(0, len(asks) - 2, "")
    beyond = sum(asks.values()) - model.people[slot, unit]
    model.cp.add_max_equality(extra, [beyond, 0])
    return extra


def _add_limits(
    model: Model,
    crew: Crew,
    posts: Sequence[Post],
    sent: dict[tuple[Crew, Post], cp_model.IntVar],
) -> None:
    """Weekly limit, one place at a time, night rest."""
    cp, kinds = model.cp, model.data.availability.kinds
    by_session: dict[Session, list[cp_model.IntVar]] = defaultdict(list)
    for post in posts:
        by_session[post[0]].append(sent[crew, post])
    weighted = [
        (kinds[session.kind].weight, variable)
        for session, variables in by_session.items()
        for variable in variables
    ]
    cp.add(sum(w * v for w, v in weighted) <= crew.size * crew.limit)
    for weight in sorted({w for w, _ in weighted if w > 1}):
        heavy = sum(v for w, v in weighted if w >= weight)
        cp.add(heavy <= crew.size * (crew.limit // weight))
    for group in _exclusions(model, sorted(by_session)):
        inside = [v for session in group for v in by_session[session]]
        # Who spends his whole week on one session elsewhere serves none of these.
        inside += [
            v
            for session, variables in by_session.items()
            if session not in group and kinds[session.kind].weight == crew.limit
            for v in variables
        ]
        cp.add(sum(inside) <= crew.size)


def _exclusions(model: Model, sessions: Sequence[Session]) -> list[list[Session]]:
    """Return sets of sessions of which one officer may serve one at most."""
    groups: list[list[Session]] = []
    for date in sorted({session.date for session in sessions}):
        for clique in cliques_of(model.data.availability):
            group = [s for s in sessions if s.date == date and s.kind in clique]
            if group:
                groups.append(group)
            rested = [s for s in group if s.kind in RESTED_KINDS]
            eve = Session(date - ONE_DAY, NIGHT_KIND)
            if rested and eve in sessions:
                groups.append([eve, *rested])
    return groups


def add_deployment(model: Model) -> None:
    """Keep the resident teams' officer-sessions near 1:1:2, with slack or without."""
    scenario = model.data.scenario
    settings, parts = scenario.settings, parts_of(scenario)
    if len(parts) < 2:
        return
    sent: dict[str, list[Term]] = {group: [] for group in parts}
    for ((machine, session), unit), people in model.people.items():
        if scenario.department[unit[0]].kind == "resident":
            weight = model.data.availability.kinds[session.kind].weight
            sent[scenario.district[machine.district].group].append(weight * people)
    spare = Fraction(str(settings.number("force_deployed", "tolerance")))
    hard = settings.level("force_deployed") == "H"
    price = round(settings.points.deployed * settings.points.scale)
    whole: Term = sum(term for terms in sent.values() for term in terms)
    for group, part in parts.items():
        share = Fraction(part, sum(parts.values()))
        scale = share.denominator * spare.denominator
        slack = model.cp.new_int_var(0, 0 if hard else 100_000, "")
        model.points.append(-price * slack)
        mine: Term = sum(sent[group])
        over = scale * mine - int((share + spare) * scale) * whole
        under = int((share - spare) * scale) * whole - scale * mine
        model.cp.add(over <= scale * slack)
        model.cp.add(under <= scale * slack)
