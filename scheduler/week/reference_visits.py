"""Rows of the reference model about visits: checks carried, route, time, windows.

Indices: k a slot, i and j stops (candidates) of its place, c a check of a stop, u a
unit. S visited, C carried, E entering, X an arc of the route, T first minute, D
minutes on site.
"""

from __future__ import annotations

from itertools import combinations, permutations

from scheduler.model import Window
from scheduler.week.reference_data import Stop
from scheduler.week.reference_model import BASE, HOME, Model, Slot, Term, total


def add_visits(model: Model, slot: Slot) -> None:
    r"""Make the variables of visits and carried checks of one slot.

    * A visit carries a check with an acting department:
      :math:`C_{ic} \le S_i \le \sum_{c\ \text{acts}} C_{ic}`.
    * Full only with every check: :math:`F_i \le C_{ic}`.
    * Checks of different consented leads never share a visit:
      :math:`C_{ic} + C_{ic'} \le 1`.
    * A site once a round: :math:`\sum_{i \in site} S_i \le 1`.
    """
    for stop in slot.stops:
        slot.visit[stop.index] = visited = model.binary("visit")
        for offer in stop.offers:
            alone = len(stop.offers) == 1
            carried = visited if alone else model.binary("carry")
            slot.carry[stop.index, offer.number] = carried
        _whole_visits(model, slot, stop)
        for a, b in combinations(stop.offers, 2):
            if a.lead and b.lead and a.lead != b.lead:
                both = [slot.carry[stop.index, offer.number] for offer in (a, b)]
                model.row("consented_item_lead", total(both) <= 1)
    for site in sorted({stop.site for stop in slot.stops}):
        mine = [slot.visit[s.index] for s in slot.stops if s.site == site]
        if len(mine) > 1:
            model.row("site_once_a_round", total(mine) <= 1)


def _whole_visits(model: Model, slot: Slot, stop: Stop) -> None:
    visited = slot.visit[stop.index]
    carries = {o.number: slot.carry[stop.index, o.number] for o in stop.offers}
    slot.full[stop.index] = 0
    if len(carries) == 1:
        slot.full[stop.index] = visited if stop.whole else 0
        return
    if stop.whole:
        slot.full[stop.index] = full = model.binary("full")
        for carried in carries.values():
            model.row("full_merge", full <= carried)
    for carried in carries.values():
        model.row("carry", carried <= visited)
    acting = [
        carries[offer.number]
        for offer in stop.offers
        if any(part.acts for part in offer.parts.values())
    ]
    model.row("carry", visited <= total(acting))


def add_route(model: Model, slot: Slot) -> None:
    r"""One route through the visits: from an end, each once, back to the same end.

    .. math::
        \sum_a X_{ai} = \sum_b X_{ib} = S_i, \qquad
        \sum_i X_{ei} = \sum_i X_{ie} =: L_e, \qquad L_{base} + L_{home} \le 1

    The end *home* is the town of a town's own team, which stays there: between two
    towns :math:`X_{ij} \le 1 - L_{home}`. Circles without an end are impossible
    because time passes on site.
    """
    ends = {stop.index: _ends(stop) for stop in slot.stops}
    for stop in slot.stops:
        for end in ends[stop.index]:
            slot.arc[end, stop.index] = model.binary("arc")
            slot.arc[stop.index, end] = model.binary("arc")
    for a, b in permutations(slot.stops, 2):
        if a.site != b.site:
            slot.arc[a.index, b.index] = model.binary("arc")
    for stop in slot.stops:
        visited, here = slot.visit[stop.index], stop.index
        come = total(x for (_, b), x in slot.arc.items() if b == here)
        go = total(x for (a, _), x in slot.arc.items() if a == here)
        model.row("route", come == visited)
        model.row("route", go == visited)
    for end in (BASE, HOME):
        back = total(x for (_, b), x in slot.arc.items() if b == end)
        model.row("route", slot.leaving(end) == back)
    model.row("route", slot.used <= 1)
    for a, b in permutations(slot.stops, 2):
        if (
            a.town != b.town
            and (a.index, b.index) in slot.arc
            and HOME in ends[b.index]
        ):
            apart = slot.arc[a.index, b.index] + slot.leaving(HOME)
            model.row("town_team_stays", apart <= 1)


def _ends(stop: Stop) -> tuple[int, ...]:
    """Return where a round through a stop may begin: home only by the town's team."""
    own = any(
        all(unit[1] for unit, part in offer.parts.items() if part.acts)
        for offer in stop.offers
    )
    return (BASE, HOME) if own else (BASE,)


def add_times(model: Model, slot: Slot) -> None:
    r"""Minutes on site and their order, inside the session and its shoulder.

    With the session :math:`[s, e)`, shoulder h and travel w:

    .. math::
        T_i \ge s + \max(0, w_{ei} - h)\, X_{ei}, \qquad
        T_i + D_i \le e - \max(0, w_{ie} - h)\, X_{ie}, \\
        T_j \ge T_i + D_i + w_{ij} - M (1 - X_{ij}), \quad M = e - s + w_{ij}
    """
    travel = model.scenario.settings.travel
    kind, way = slot.place.kind, model.scenario.travel.minutes
    for stop in slot.stops:
        slot.start[stop.index] = model.real("start", kind.start, kind.end)
        longest = min(travel.max_on_site, kind.end - kind.start)
        slot.minutes[stop.index] = model.real("minutes", 0, longest)
    town = {stop.index: stop.town for stop in slot.stops}
    end_town = {BASE: slot.place.base}
    for (a, b), arc in slot.arc.items():
        if a < 0:
            late = way(end_town.get(a, town[b]), town[b]) - travel.shoulder
            model.row("depart", slot.start[b] >= kind.start + max(0, late) * arc)
        elif b < 0:
            late = way(town[a], end_town.get(b, town[a])) - travel.shoulder
            end = slot.start[a] + slot.minutes[a]
            model.row("return", end <= kind.end - max(0, late) * arc)
        else:
            minutes = way(town[a], town[b])
            big = kind.end - kind.start + minutes
            there = slot.start[a] + slot.minutes[a] + minutes
            model.row("travel", slot.start[b] >= there - big * (1 - arc))


def add_minutes_on_site(model: Model, slot: Slot) -> None:
    r"""Entry and the longest sum of minutes of one department that enters.

    .. math:: D_i \ge entry \cdot S_i + \sum_{c \ni u} m_c C_{ic} - M (1 - E_{iu})

    where M are the minutes at which u only assists: who acts enters anyhow. At most
    `max_on_site`, the upper limit of D.
    """
    entry = model.scenario.settings.travel.entry_minutes
    for stop in slot.stops:
        for unit in stop.units:
            mine = total(
                offer.check.minutes * slot.carry[stop.index, offer.number]
                for offer in stop.offers
                if unit in offer.parts
            )
            outside = 1 - slot.enter[stop.index, unit]
            spared = stop.minutes(unit, acting=False) * outside
            least = entry * slot.visit[stop.index] + mine - spared
            model.row("on_site", slot.minutes[stop.index] >= least)


def add_windows(model: Model, slot: Slot) -> None:
    r"""Put each visit in one part of the session and one window of each check.

    .. math::
        \sum_w Y_w = S_i \ (\text{or } C_{ic}), \quad
        T_i \ge s + (w.start - s)^+ Y_w, \quad
        T_i + D_i \le e - (e - w.end)^+ Y_w
    """
    spans = slot.place.kind.spans
    for stop in slot.stops:
        if len(spans) > 1:
            _inside(model, slot, stop, spans, slot.visit[stop.index])
        for offer in stop.offers:
            if offer.check.windows:
                carried = slot.carry[stop.index, offer.number]
                _inside(model, slot, stop, offer.check.windows, carried)


def _inside(
    model: Model, slot: Slot, stop: Stop, windows: tuple[Window, ...], if_: Term
) -> None:
    """Put a visit inside one of the windows if `if_` is 1."""
    kind, start = slot.place.kind, slot.start[stop.index]
    end = start + slot.minutes[stop.index]
    chosen = []
    for window in windows:
        one = if_ if len(windows) == 1 else model.binary("window")
        chosen.append(one)
        model.row(
            "window", start >= kind.start + max(0, window.start - kind.start) * one
        )
        model.row("window", end <= kind.end - max(0, kind.end - window.end) * one)
    if len(windows) > 1:
        model.row("window", total(chosen) == if_)
