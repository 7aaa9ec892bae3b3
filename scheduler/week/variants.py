"""The ways to visit a candidate: full or partial, with the departments needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from scheduler.intake import check_lead, meet
from scheduler.model import Candidate, Check, DayTerms, Scenario, Window
from scheduler.model.calendar import Date

# A department in a round; the town's team counts apart in every town.
Unit = tuple[str, str]  # (department, town or "")

# More subsets than this many of one candidate's checks are not worth visiting.
MOST_VARIANTS = 12


@dataclass(frozen=True, slots=True)
class Need:
    """How many people of a unit a visit needs, with which qualifications."""

    people: int
    qualifications: tuple[str, ...] = ()

    def join(self, other: Need) -> Need:
        """Return the need of both together: the maximum, not the sum."""
        names = sorted({*self.qualifications, *other.qualifications})
        return Need(max(self.people, other.people), tuple(names))


@dataclass(frozen=True)
class Variant:
    """One way to visit a candidate on some dates.

    Attributes
    ----------
    checks : tuple of Check
        The carried checks.
    points : int
        Their points, less the partial visit's if some are left out.
    required, optional : dict
        Need by unit: lead and case departments; assist departments that may enter.
    minutes : dict
        Sum of minutes of the checks each unit takes part in.
    """

    index: int
    candidate: str
    site: str
    town: str
    district: str
    checks: tuple[Check, ...]
    points: int
    full: bool
    dates: tuple[Date, ...]
    kinds: frozenset[str]
    windows: tuple[Window, ...]
    required: dict[Unit, Need]
    optional: dict[Unit, Need]
    minutes: dict[Unit, int]

    @property
    def carries_plan(self) -> bool:
        """Whether the visit carries a plan check."""
        return any(check.ref.row_kind == "plan" for check in self.checks)


def unit_of(scenario: Scenario, department: str, town: str) -> Unit:
    """Return the unit that acts for a department in a town."""
    kind = scenario.department[department].kind
    return (department, town if kind == "town" else "")


def _subsets(checks: Sequence[Check]) -> list[tuple[Check, ...]]:
    """Return the full set first, then smaller ones by points."""
    found = [
        subset
        for size in range(len(checks), 0, -1)
        for subset in combinations(checks, size)
    ]
    found.sort(key=lambda s: (-sum(c.points for c in s), len(s)))
    return [tuple(checks), *(s for s in found if len(s) < len(checks))][:MOST_VARIANTS]


def _terms_on(checks: Iterable[Check], date: Date) -> list[DayTerms] | None:
    rows: list[DayTerms] = []
    for check in checks:
        row = next((d for d in check.days if d.date == date), None)
        if row is None:
            return None
        rows.append(row)
    return rows


def _needs(
    scenario: Scenario, town: str, checks: Sequence[Check], terms: Sequence[DayTerms]
) -> tuple[dict[Unit, Need], dict[Unit, Need], dict[Unit, int]]:
    """Return required and optional needs and minutes by unit.

    A department whose cap is used up may not enter; where another check needs it,
    the checks cannot ride together and nothing is returned.
    """
    people = int(scenario.settings.number("two_per_authority", "people"))
    lean = bool(scenario.settings.number("two_per_authority", "lean"))
    required: dict[Unit, Need] = {}
    optional: dict[Unit, Need] = {}
    minutes: dict[Unit, int] = {}
    barred = {name for row in terms for name in row.barred}
    for check, row in zip(checks, terms, strict=True):
        for role in row.roles:
            unit = unit_of(scenario, role.department, town)
            minutes[unit] = minutes.get(unit, 0) + check.minutes
            assists = role.role == "assist"
            least = (1 if lean else people) if assists else max(people, role.officers)
            need = Need(least, tuple(sorted(role.qualification)))
            table = optional if assists else required
            table[unit] = table[unit].join(need) if unit in table else need
    if any(unit[0] in barred for unit in required):
        return {}, {}, {}
    for unit in list(optional):
        if unit in required:
            required[unit] = required[unit].join(optional.pop(unit))
        elif unit[0] in barred:
            del optional[unit], minutes[unit]
    return required, optional, minutes


def on_site(variant: Variant, present: Iterable[Unit], entry_minutes: int) -> int:
    """Return minutes on site when these units enter."""
    longest = max(variant.minutes[u] for u in present if u in variant.minutes)
    return entry_minutes + longest


def _fits(
    scenario: Scenario,
    required: dict[Unit, Need],
    minutes: dict[Unit, int],
    windows: Sequence[Window],
) -> bool:
    """Say whether the needed departments alone are few and quick enough."""
    settings = scenario.settings
    party = sum(need.people for need in required.values())
    length = settings.travel.entry_minutes + max(minutes[u] for u in required)
    return (
        party <= settings.number("party_size", "max")
        and length <= settings.travel.max_on_site
        and (not windows or any(w.end - w.start >= length for w in windows))
    )


def _points(scenario: Scenario, checks: Sequence[Check], full: bool) -> int:
    settings = scenario.settings.points
    left_out = 0 if full else round(settings.partial * settings.scale)
    return sum(c.points for c in checks) - left_out


def _variant(
    scenario: Scenario,
    candidate: Candidate,
    checks: tuple[Check, ...],
    terms: list[DayTerms],
) -> Variant | None:
    """Return the variant of these checks on the terms of one date, or None."""
    kinds = frozenset.intersection(*(frozenset(t.kinds) for t in terms))
    windows: tuple[Window, ...] = ()
    for check in checks:
        windows = meet(windows, check.windows)
    required, optional, minutes = _needs(scenario, candidate.town, checks, terms)
    date, town = terms[0].date, candidate.town
    leads = {
        check_lead(scenario, check.ref.item, town, date)
        for check in checks
        if check.consented_lead
    }
    if len(leads) > 1 or not kinds or not required:
        return None
    if not _fits(scenario, required, minutes, windows):
        return None
    full = len(checks) == len(candidate.checks)
    return Variant(
        index=0,
        candidate=candidate.candidate,
        site=candidate.site,
        town=candidate.town,
        district=candidate.district,
        checks=checks,
        points=_points(scenario, checks, full),
        full=full,
        dates=(date,),
        kinds=kinds,
        windows=windows,
        required=required,
        optional=optional,
        minutes=minutes,
    )


def _same_terms(a: Variant, b: Variant) -> bool:
    return (a.checks, a.kinds, a.required, a.optional, a.minutes) == (
        b.checks,
        b.kinds,
        b.required,
        b.optional,
        b.minutes,
    )


def variants_of(scenario: Scenario, candidate: Candidate) -> list[Variant]:
    """Return every way to visit a candidate, dates with equal terms joined."""
    dates = sorted({d.date for c in candidate.checks for d in c.days})
    found: list[Variant] = []
    for checks in _subsets(candidate.checks):
        for date in dates:
            terms = _terms_on(checks, date)
            new = terms and _variant(scenario, candidate, checks, terms)
            if not new or new.points <= 0:
                continue
            twin = next((v for v in found if _same_terms(v, new)), None)
            if twin is None:
                found.append(new)
            else:
                found[found.index(twin)] = _with_date(twin, date)
    return found


def _with_date(variant: Variant, date: Date) -> Variant:
    return replace(variant, dates=(*variant.dates, date))


def all_variants(
    scenario: Scenario, candidates: Iterable[Candidate]
) -> tuple[Variant, ...]:
    """Return the variants of all candidates, numbered."""
    rows = [v for c in candidates for v in variants_of(scenario, c)]
    return tuple(replace(v, index=k) for k, v in enumerate(rows))
