"""Merging checks of one site into candidate visits (综合查一次, 低频就高频)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from scheduler.intake.terms import meet
from scheduler.model import Candidate, Check, DayTerms, Scenario, Window


def on_site_minutes(checks: Sequence[Check], day: int, entry_minutes: int) -> int:
    """Return minutes on site with the lead and case departments alone.

    Entry plus the longest sum of minutes of one department over the checks it
    takes part in (DESIGN.md 5, round_fits).
    """
    minutes: dict[str, int] = defaultdict(int)
    for check in checks:
        terms = _terms(check, day)
        for role in terms.roles if terms else ():
            if role.role != "assist":
                minutes[role.department] += check.minutes
    return entry_minutes + max(minutes.values(), default=0)


def _terms(check: Check, day: int) -> DayTerms | None:
    return next((d for d in check.days if d.date.toordinal() == day), None)


def _common_days(checks: Sequence[Check]) -> list[int]:
    """Dates (ordinals) on which all checks share a kind of session."""
    kinds: dict[int, set[str]] = {}
    for index, check in enumerate(checks):
        found = {d.date.toordinal(): set(d.kinds) for d in check.days}
        kinds = (
            found
            if index == 0
            else {d: kinds[d] & found[d] for d in kinds if d in found}
        )
    return sorted(d for d, names in kinds.items() if names)


def _shared_windows(checks: Sequence[Check]) -> tuple[Window, ...]:
    windows: tuple[Window, ...] = ()
    for check in checks:
        windows = meet(windows, check.windows)
    return windows


def _fits(checks: Sequence[Check], entry_minutes: int) -> bool:
    """Say whether one visit could carry all of the checks, its length apart."""
    days = _common_days(checks)
    if not days:
        return False
    leads = {c.consented_lead for c in checks if c.consented_lead}
    if len(leads) > 1:
        return False
    need = on_site_minutes(checks, days[0], entry_minutes)
    windows = _shared_windows(checks)
    return not windows or any(w.end - w.start >= need for w in windows)


def _groups(scenario: Scenario, checks: Iterable[Check]) -> list[list[Check]]:
    """Split by merge group; an empty group joins the one with most points."""
    by_group: dict[str, list[Check]] = defaultdict(list)
    for check in checks:
        by_group[scenario.item[check.ref.item].merge_group].append(check)
    loose = by_group.pop("", [])
    if not by_group:
        return [loose] if loose else []
    best = min(by_group, key=lambda g: (-sum(c.points for c in by_group[g]), g))
    by_group[best].extend(loose)
    return [by_group[group] for group in sorted(by_group)]


def _pack(
    checks: list[Check], scenario: Scenario
) -> tuple[list[list[Check]], list[Check]]:
    """Fill visits in order of points; return them and what was too long."""
    travel = scenario.settings.travel
    visits: list[list[Check]] = []
    too_long: list[Check] = []
    for check in sorted(checks, key=lambda c: (-c.points, c.ref)):
        home = next(
            (v for v in visits if _fits([*v, check], travel.entry_minutes)), None
        )
        if home is None:
            visits.append([check])
            continue
        day = _common_days([*home, check])[0]
        length = on_site_minutes([*home, check], day, travel.entry_minutes)
        if length <= travel.max_on_site:
            home.append(check)
        elif check.ref.row_kind == "plan":
            too_long.append(check)
        else:
            visits.append([check])
    return visits, too_long


def merge(
    scenario: Scenario, checks: Iterable[Check]
) -> tuple[tuple[Candidate, ...], tuple[Check, ...]]:
    """Return candidate visits and the checks that made a visit too long."""
    by_site: dict[str, list[Check]] = defaultdict(list)
    for check in checks:
        by_site[check.site].append(check)
    candidates: list[Candidate] = []
    too_long: list[Check] = []
    for site_id in sorted(by_site):
        site = scenario.site[site_id]
        district = scenario.town[site.town].district
        number = 0
        for group in _groups(scenario, by_site[site_id]):
            visits, dropped = _pack(group, scenario)
            too_long.extend(dropped)
            for visit in visits:
                number += 1
                name = f"{site_id}/{number}"
                candidates.append(
                    Candidate(name, site_id, site.town, district, tuple(visit))
                )
    return tuple(candidates), tuple(too_long)
