"""Who may be sent when and where, before anything is chosen."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from scheduler.intake import cut_date
from scheduler.model import Officer, Scenario, Session, SessionKind, Timetable, Week
from scheduler.model.calendar import Date
from scheduler.week.variants import Unit

NIGHT_KIND = "evening"
RESTED_KINDS = ("early", "morning", "day")


def kinds_clash(a: SessionKind, b: SessionKind, shoulder: int) -> bool:
    """Say whether one person cannot serve both kinds on one date."""
    if a.kind == b.kind or a.kind in b.covers or b.kind in a.covers:
        return True
    return a.start - shoulder < b.end + shoulder and b.start - shoulder < (
        a.end + shoulder
    )


@dataclass(frozen=True)
class Availability:
    """Static eligibility of officers: all reasons that do not depend on the draw."""

    scenario: Scenario
    week: Week
    after: tuple[Timetable, ...] = ()

    @cached_property
    def kinds(self) -> dict[str, SessionKind]:
        """Session kinds by name."""
        return {kind.kind: kind for kind in self.scenario.settings.sessions}

    def clash(self, a: str, b: str) -> bool:
        """Say whether two kinds of session of one date exclude each other."""
        shoulder = self.scenario.settings.travel.shoulder
        return kinds_clash(self.kinds[a], self.kinds[b], shoulder)

    @cached_property
    def _absences(self) -> dict[str, list[tuple[Date, Date, tuple[str, ...]]]]:
        rows: dict[str, list[tuple[Date, Date, tuple[str, ...]]]] = defaultdict(list)
        for row in self.scenario.absences:
            if row.until >= self.week.monday and row.from_ <= self.week.sunday:
                rows[row.officer].append((row.from_, row.until, row.sessions))
        return rows

    @cached_property
    def tired(self) -> frozenset[str]:
        """Officers with an evening session on the day before the week."""
        eve = self.week.monday - dt.timedelta(days=1)
        cut = cut_date(self.week, self.after)
        names = {
            officer
            for row in self.scenario.history
            if row.date == eve and row.date < cut and row.session == NIGHT_KIND
            for officer in row.officers
        }
        names |= {
            row.officer
            for timetable in self.after
            for row in timetable.assignments
            if row.date == eve and row.session == NIGHT_KIND
        }
        return frozenset(names)

    @cached_property
    def _pinned_off(self) -> dict[str, list[str]]:
        rows: dict[str, list[str]] = defaultdict(list)
        for pin in self.scenario.pins:
            if pin.week == str(self.week) and pin.kind == "officer_off" and pin.officer:
                rows[pin.officer].append(pin.value)
        return rows

    def bars(self, named: str, kind: str) -> bool:
        """Say whether something said of one kind of session concerns another."""
        mine, other = self.kinds[kind], self.kinds[named]
        return named == kind or named in mine.covers or kind in other.covers

    def away(self, officer: str, session: Session) -> bool:
        """Say whether the officer is absent in a session."""
        return any(
            start <= session.date <= until
            and (not named or any(self.bars(n, session.kind) for n in named))
            for start, until, named in self._absences.get(officer, ())
        )

    def refusal(self, officer: Officer, session: Session) -> str | None:
        """Return why an officer can never serve in a session, or None.

        The reasons and their order are those of docs/draw.md, up to ``rest``.
        """
        kind = self.kinds[session.kind]
        if officer.status != "staff":
            return "auxiliary"
        if not officer.certified_on(session.date):
            return "certificate"
        if self.away(officer.officer, session):
            return "absent"
        if session.kind == NIGHT_KIND and not officer.night:
            return "night"
        if officer.max_sessions < kind.weight:
            return "limit"
        monday = session.date == self.week.monday
        if monday and session.kind in RESTED_KINDS and officer.officer in self.tired:
            return "rest"
        return None

    def pin_off(self, officer: str, session: Session) -> bool:
        """Say whether a pin (a date and session, a date, or empty) keeps him out."""
        for value in self._pinned_off.get(officer, ()):
            date, _, named = value.partition(" ")
            if date in ("", session.date.isoformat()) and (
                not named or self.bars(named, session.kind)
            ):
                return True
        return False

    def free(self, officer: Officer, session: Session) -> bool:
        """Say whether an officer may serve in a session at all."""
        return self.refusal(officer, session) is None and not self.pin_off(
            officer.officer, session
        )

    @cached_property
    def _refused(self) -> frozenset[tuple[str, str, Date, str]]:
        return frozenset(
            (row.department, row.district, row.date, row.session)
            for row in self.scenario.invitations
            if not row.answer
        )

    def invited(self, department: str, district: str, session: Session) -> bool:
        """Say whether a department has not declined a session in a district."""
        return not any(
            (department, district, session.date, named) in self._refused
            for named in self.kinds
            if self.bars(named, session.kind)
        )

    @cached_property
    def helpers_allowed(self) -> int:
        """Sessions of help outside one's districts, per officer and week."""
        return int(self.scenario.settings.number("own_district", "help_sessions"))

    @cached_property
    def usable(self) -> tuple[Officer, ...]:
        """Staff officers that are sunk and have sessions, in order of id."""
        return tuple(
            officer
            for officer in sorted(self.scenario.officers, key=lambda o: o.officer)
            if officer.status == "staff"
            and officer.districts
            and officer.max_sessions > 0
        )

    def unit(self, officer: Officer) -> Unit:
        """Return the unit an officer serves in."""
        kind = self.scenario.department[officer.department].kind
        return (officer.department, (officer.town or "") if kind == "town" else "")

    def own_districts(self, officer: Officer) -> frozenset[str]:
        """Return the districts he serves without being help; none if not sunk."""
        if not officer.districts:
            return frozenset()
        if self.scenario.department[officer.department].kind == "town":
            town = self.scenario.town.get(officer.town or "")
            return frozenset({town.district} if town else ())
        own = frozenset(officer.districts)
        city = self.scenario.city_districts
        return own | city if own & city else own


def unit_members(
    availability: Availability,
) -> dict[tuple[Unit, str], tuple[Officer, ...]]:
    """Return the usable officers by (unit, district), own districts only."""
    rows: dict[tuple[Unit, str], list[Officer]] = defaultdict(list)
    for officer in availability.usable:
        unit = availability.unit(officer)
        for district in sorted(availability.own_districts(officer)):
            rows[unit, district].append(officer)
    return {key: tuple(value) for key, value in rows.items()}


def slots(week: Week, kinds: Sequence[str]) -> tuple[Session, ...]:
    """Return all sessions of a week."""
    return tuple(Session(date, kind) for date in week.dates for kind in kinds)
