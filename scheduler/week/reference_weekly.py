"""Rows of the reference model about the week as a whole, and its objective.

Each candidate once, one plan visit a site, pins, musts at level H, 1:1:2 of what is
deployed, and the points of DESIGN.md 6.3.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction

import pyomo.environ as pyo

from scheduler.model import Pin, Session
from scheduler.model.calendar import Date
from scheduler.week.reference_data import Unit
from scheduler.week.reference_model import Model, Slot, Term, total

GROUPS = ("centre", "south", "other")
HOLDING = ("visit_at", "keep")


def add_once(model: Model) -> None:
    r"""Visit a candidate once, a site by few visits with plan checks, and apart.

    .. math::
        \sum_k S_{ik} \le 1, \qquad
        R_{iD} \ge \sum_{k \in D} C_{ick} \ (c\ \text{of the plan}), \qquad
        \sum_{i \in site} R_{iD} \le visits

    where D is the week; and at most 1 where D is as many dates in a row as
    `minimum_gap` has days.
    """
    week, days = model.availability.week.dates, model.number("minimum_gap", "days")
    most = model.number("one_visit_a_week", "visits")
    by_site: dict[str, list[int]] = defaultdict(list)
    for index, candidate in enumerate(model.reader.candidates):
        model.row("once", model.visits(index) <= 1)
        plan = any(check.ref.row_kind == "plan" for check in candidate.checks)
        if plan and model.scenario.site[candidate.site].kind != "area":
            by_site[candidate.site].append(index)
    for _, mine in sorted(by_site.items()):
        visits = total(_planned(model, index, week) for index in mine)
        model.row("one_visit_a_week", visits <= most)
        for first in range(len(week)):
            near = week[first : first + days]
            if len(mine) > 1 and near:
                visits = total(_planned(model, index, near) for index in mine)
                model.row("minimum_gap", visits <= 1)


def _planned(model: Model, index: int, dates: Sequence[Date]) -> Term:
    """Return a variable: a candidate is visited for the plan on one of some dates."""
    planned = model.real("plan_visit", 0, 1)
    for number, check in enumerate(model.reader.candidates[index].checks):
        if check.ref.row_kind == "plan":
            model.row(
                "one_visit_a_week", planned >= model.carried(index, number, dates)
            )
    return planned


def add_pins(model: Model, pins: Sequence[Pin]) -> None:
    r"""Keep the planner's listed exceptions (`Availability` knows `officer_off`).

    * `visit_off`: no visit to the site there, :math:`S_i = 0`.
    * `visit_at`, `keep` with a site: visits to it only where one of these pins is
      meant, and :math:`\sum S_i \ge 1` where each of them is meant.
    * `officer_on`, `keep` with an officer: a seat of his own for every pin, in a round
      that enters the pin's site, if it names one.
    """
    held = defaultdict(list)
    for pin in pins:
        if pin.kind in HOLDING and pin.site:
            held[pin.site].append(pin)
    for slot in model.slots:
        for stop in slot.stops:
            mine = held.get(stop.site, [])
            barred = any(
                pin.kind == "visit_off" and pin.site == stop.site and means(pin, slot)
                for pin in pins
            )
            if barred or (mine and not any(means(pin, slot) for pin in mine)):
                model.row("pin", slot.visit[stop.index] <= 0)
    for pin in (pin for rows in held.values() for pin in rows):
        visits = [
            slot.visit[stop.index]
            for slot in model.slots
            for stop in slot.stops
            if stop.site == pin.site and means(pin, slot)
        ]
        model.row("pin", total(visits) >= 1)
    _held_officers(model, pins)


def means(pin: Pin, slot: Slot) -> bool:
    """Say whether a pin's value (``date session``, a date, or empty) means a slot."""
    session: Session = slot.session
    return pin.value in ("", session.date.isoformat(), str(session))


def _held_officers(model: Model, pins: Sequence[Pin]) -> None:
    taken: dict[tuple[str, Slot], list[Term]] = defaultdict(list)
    for pin in pins:
        if pin.kind not in ("officer_on", "keep") or not pin.officer:
            continue
        places: list[Term] = []
        for slot in model.slots:
            if means(pin, slot) and any(o.officer == pin.officer for o, _ in slot.seat):
                places.append(_held_seat(model, pin, slot))
                taken[pin.officer, slot].append(places[-1])
        model.row("pin", total(places) >= 1)
    for (officer, slot), held in taken.items():
        model.row("pin", total(held) <= slot.serving(officer))


def _held_seat(model: Model, pin: Pin, slot: Slot) -> Term:
    """Return a variable: the pin is kept by a seat of this slot."""
    held = model.binary("held")
    if pin.site:
        unit = model.availability.unit(model.scenario.officer[pin.officer or ""])
        enters = [
            slot.enter[stop.index, unit]
            for stop in slot.stops
            if stop.site == pin.site and unit in stop.units
        ]
        model.row("pin", held <= total(enters))
    return held


def add_musts(model: Model) -> None:
    r"""Carry every must at level H of `frequency`: :math:`\sum_k C_{ick} \ge 1`.

    Not those that no force could place: a party too large, too long for any visit,
    no window in a session.
    """
    if model.scenario.settings.level("frequency") != "H":
        return
    reader, kinds = model.reader, model.availability.kinds
    for index, candidate in enumerate(reader.candidates):
        for number, check in enumerate(candidate.checks):
            offers = [reader.offer(candidate, number, check, d) for d in check.days]
            if check.must and any(
                any(part.acts for part in offer.parts.values())
                and any(reader.fits(offer, kinds[name]) for name in terms.kinds)
                for terms, offer in zip(check.days, offers, strict=True)
            ):
                carried = model.carried(index, number, model.availability.week.dates)
                model.row("frequency", carried >= 1)


def add_deployment(model: Model) -> None:
    r"""Keep the resident teams' officer-sessions by group within 1:1:2 and tolerance.

    With shares p, tolerance t and the whole :math:`B = \sum_g B_g`:

    .. math:: \pm (B_g - p_g B) - t B \le slack_g

    and no slack at level H. Only groups with a district count.
    """
    parts = group_parts(model)
    if len(parts) < 2:
        return
    settings = model.scenario.settings
    tolerance = Fraction(str(settings.number("force_deployed", "tolerance")))
    sessions: dict[str, list[Term]] = {group: [] for group in parts}
    most = 0
    for slot in model.slots:
        mine = sessions[model.scenario.district[slot.place.district].group]
        for unit, people in slot.people.items():
            if _resident(model, unit):
                mine.append(slot.place.kind.weight * people)
                most += slot.place.kind.weight * len(slot.place.staff[unit])
    whole = total(term for terms in sessions.values() for term in terms)
    for group, part in parts.items():
        slack: Term = 0
        if settings.level("force_deployed") != "H":
            slack = model.slack[group] = model.whole("slack", most)
        beyond = float(tolerance)
        share = float(Fraction(part, sum(parts.values())))
        sent = total(sessions[group])
        model.row("force_deployed", sent - (share + beyond) * whole <= slack)
        model.row("force_deployed", (share - beyond) * whole - sent <= slack)


def group_parts(model: Model) -> dict[str, int]:
    """Return the part of every group with a district (docs/readings.md).

    With reading ``each`` every other district counts the third number for itself.
    """
    split, districts = model.scenario.settings.split, model.scenario.districts
    found = {}
    for group, part in zip(GROUPS, split.ratio, strict=True):
        number = sum(1 for row in districts if row.group == group)
        if number:
            each = split.reading == "each" and group == "other"
            found[group] = part * number if each else part
    return found


def _resident(model: Model, unit: Unit) -> bool:
    return model.scenario.department[unit[0]].kind == "resident"


def add_objective(model: Model) -> None:
    r"""Maximise the service points of the week (DESIGN.md 6.3), times the scale.

    .. math::
        \max \sum_k \sum_i \Big( \sum_c points_c C_{ic} - partial (S_i - F_i)
        + assist \sum_u bonus_{iu} - person \cdot crowd_i \Big)
        - deployed \sum_g slack_g

    Prices are rounded to whole points times `scale` one by one.
    """
    points = model.scenario.settings.points
    partial, assist, person, deployed = (
        round(price * points.scale)
        for price in (points.partial, points.assist, points.person, points.deployed)
    )
    worth: list[Term] = [model.nothing]  # a program has an unknown, if only this one
    worth += [-deployed * slack for slack in model.slack.values()]
    for slot in model.slots:
        for stop in slot.stops:
            i = stop.index
            worth += [o.check.points * slot.carry[i, o.number] for o in stop.offers]
            worth.append(-partial * (slot.visit[i] - slot.full[i]))
            worth += [assist * slot.bonus[i, unit] for unit in _assists(slot, i)]
            worth.append(-person * slot.crowd[i])
    model.pyomo.points = pyo.Objective(expr=total(worth), sense=pyo.maximize)


def _assists(slot: Slot, index: int) -> list[Unit]:
    """Return the units that only assist at some check of a stop."""
    return sorted(
        {
            unit
            for stop in slot.stops
            if stop.index == index
            for offer in stop.offers
            for unit, part in offer.parts.items()
            if not part.acts
        }
    )
