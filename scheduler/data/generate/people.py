"""Officers of the synthetic city: who they are, where they are posted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from random import Random

from scheduler.data.generate.map import DISTRICT_IDS, districts, population, towns
from scheduler.data.generate.sources import pairs, rows, shares, syllables
from scheduler.model import Absence, Calendar, Officer
from scheduler.model.calendar import Week

SUNK_SHARE = 0.8
TOWN_OFFICERS = 6
LIAISON_PER_DISTRICT = 2
STAFF_L = 540
LEGAL_MATCH = {
    "urban": "center",
    "transport": "south",
    "agriculture": "luncang",
    "culture": "honglai",
    "emergency": "luodong",
    "market": "shishan",
}


def person_name(rng: Random) -> str:
    """Return a synthetic name of two or three characters."""
    name = rng.choice(syllables("surname")) + rng.choice(syllables("first"))
    return name + rng.choice(syllables("second")) if rng.random() < 0.8 else name


def _scaled(count: int, scale: float, least: int) -> int:
    return max(least, round(count * scale))


def _postings(
    department: str, staff: int, scale: float
) -> Iterator[tuple[str, str | None]]:
    """Yield (district, town or None) of every sunk officer of a staff department."""
    if department == "urban":
        sunk = round(staff * SUNK_SHARE)
        weights = {t: p**0.7 for t, p in population().items()}
        district_of = {t.town: t.district for t in towns()}
        for town, number in shares(sunk, weights).items():
            yield from ((district_of[town], town) for _ in range(number))
        return
    row = next(r for r in rows("postings") if r["department"] == department)
    for district in DISTRICT_IDS.values():
        for _ in range(_scaled(int(row[district]), scale, 2)):
            yield district, None


def _certificate(rng: Random, *, lasting: bool) -> tuple[dt.date, dt.date]:
    """Return the dates of a certificate of five years, few of them ending in 2026.

    `lasting` ones outlive 2026: the first pair of a department in a district.
    """
    roll = 1.0 if lasting else rng.random()
    if roll < 0.02:
        until = dt.date(2026, 1, 15) + dt.timedelta(days=rng.randrange(300))
    elif roll < 0.03:
        until = dt.date(2026, 12, 1)  # ends on Tuesday of 2026-W49
    elif roll < 0.07:
        until = dt.date(2026, 12, 3) + dt.timedelta(days=rng.randrange(60))
    else:
        until = dt.date(2027, 6, 30) + dt.timedelta(days=rng.randrange(1200))
    return until - dt.timedelta(days=5 * 365), until


class _Maker:
    """Numbers officers and deals qualifications and night flags evenly."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.made: list[Officer] = []
        self.seen: dict[tuple[str, str], int] = {}

    def _qualifications(
        self, department: str, district: str, holders: str
    ) -> list[str]:
        # Every k-th of a (department, district) holds it, so no district is left bare.
        place = self.seen.get((department, district), 0)
        self.seen[department, district] = place + 1
        held = []
        for shift, (name, share) in enumerate(sorted(pairs(holders).items())):
            if place < 2 or int((place + shift) * share) < int(
                (place + shift + 1) * share
            ):
                held.append(name)
        return held

    def add(
        self, department: str, district: str, town: str | None, *, sunk: bool = True
    ) -> None:
        """Add one officer."""
        row = next(r for r in rows("departments") if r["department"] == department)
        lasting = self.seen.get((department, district), 0) < 2
        start, until = _certificate(self.rng, lasting=lasting)
        number = len(self.made) + 1
        auxiliary = department == "urban" and self.rng.random() < 0.04
        full = 10 * float(row["field_share"])
        sessions = int(full) + (self.rng.random() < full - int(full))
        self.made.append(
            Officer(
                officer=f"O{number:04d}",
                name=person_name(self.rng),
                department=department,
                districts=(district,) if sunk else (),
                town=town,
                status="auxiliary" if auxiliary else "staff",
                certificate=None if auxiliary else f"模拟证{number:06d}",
                valid_from=None if auxiliary else start,
                valid_until=None if auxiliary else until,
                qualifications=tuple(
                    self._qualifications(department, district, row["qualifications"])
                ),
                max_sessions=sessions,
                night=department == "culture" or self.rng.random() < 0.75,
                phone=f"000-{number:08d}",
            )
        )


def officers(scale: float, rng: Random) -> tuple[Officer, ...]:
    """Return the force: DOMAIN.md 5.4 column L times `scale`."""
    maker = _Maker(rng)
    for row in rows("departments"):
        department = row["department"]
        if row["kind"] == "liaison":
            for district in DISTRICT_IDS.values():
                for _ in range(_scaled(LIAISON_PER_DISTRICT, scale, 2)):
                    maker.add(department, district, None)
        elif row["kind"] == "town":
            for town in towns():
                for _ in range(_scaled(TOWN_OFFICERS, scale, 2)):
                    maker.add(department, town.district, town.town)
        else:
            staff = _scaled(int(row["staff"]), scale, 1)
            posted = list(_postings(department, staff, scale))
            for district, home in posted:
                maker.add(department, district, home)
            for _ in range(staff - len(posted)):
                maker.add(department, "", None, sunk=False)
    return _with_reviewers(maker.made)


def _with_reviewers(made: list[Officer]) -> tuple[Officer, ...]:
    from dataclasses import replace

    reviewer = {
        next(
            o.officer
            for o in made
            if o.department == department and district in o.districts and o.certificate
        )
        for department, district in LEGAL_MATCH.items()
    }
    return tuple(replace(o, legal_reviewer=o.officer in reviewer) for o in made)


REASONS = ("年休假", "培训", "病假", "值班", "会议", "婚假")


def absences(
    force: tuple[Officer, ...], cal: Calendar, rng: Random
) -> tuple[Absence, ...]:
    """Return absences of 2026: a few per cent of the force in every week."""
    made = []
    year = [Week(2026, n) for n in range(1, 54)]
    usable = [o for o in force if o.districts and o.status == "staff"]
    for week in year:
        days = [d for d in week.dates if d in cal.days and cal.working(d)]
        if not days:
            continue
        for officer in sorted(rng.sample(usable, round(len(usable) * 0.03)), key=str):
            start = rng.randrange(len(days))
            length = rng.choice((1, 1, 2, 3, 5))
            part = () if rng.random() < 0.7 else (rng.choice(("morning", "afternoon")),)
            end = days[min(start + length - 1, len(days) - 1)]
            made.append(
                Absence(officer.officer, days[start], end, part, rng.choice(REASONS))
            )
    return tuple(made)


def base_towns() -> tuple[str, ...]:
    """Return the towns where vehicles stand, each once."""
    return tuple(dict.fromkeys(d.base for d in districts()))
