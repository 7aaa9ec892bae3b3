"""Who may take a seat whatever else is drawn, and why the others may not."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from scheduler.model import Absence, Officer, Round
from scheduler.rules.core import Published
from scheduler.rules.pools import help_sessions
from scheduler.rules.serving import (
    NIGHT_KIND,
    REST_KINDS,
    certified,
    is_town_officer,
    kinds_touch,
    served_districts,
    weight,
)


@dataclass(frozen=True)
class SeatTerms:
    """Where a seat stands and what it asks for."""

    trip: Round
    department: str
    town: str | None
    qualifications: tuple[str, ...]
    sites: tuple[str, ...]


@dataclass(frozen=True)
class Eligibility:
    """The inputs of a week as the candidate lists of the draw need them."""

    published: Published

    @cached_property
    def _members(self) -> dict[str, list[Officer]]:
        rows: dict[str, list[Officer]] = defaultdict(list)
        officers = self.published.scenario.officers
        for officer in sorted(officers, key=lambda o: o.officer):
            if officer.districts:
                rows[officer.department].append(officer)
        return rows

    @cached_property
    def _absences(self) -> dict[str, list[Absence]]:
        rows: dict[str, list[Absence]] = defaultdict(list)
        for row in self.published.scenario.absences:
            rows[row.officer].append(row)
        return rows

    @cached_property
    def _recused(self) -> set[tuple[str, str]]:
        return {(r.officer, r.site) for r in self.published.scenario.recusals}

    @cached_property
    def _invitations_declined(self) -> set[tuple[str, str, dt.date, str]]:
        return {
            (row.department, row.district, row.date, row.session)
            for row in self.published.scenario.invitations
            if not row.answer
        }

    @cached_property
    def _tired(self) -> set[str]:
        """Officers with an evening session on the day before this week's Monday."""
        published = self.published
        eve = published.week.monday - dt.timedelta(days=1)
        tired = {
            name
            for row in published.history
            if row.date == eve and row.session == NIGHT_KIND
            for name in row.officers
        }
        for timetable in published.after:
            tired |= {
                a.officer
                for a in timetable.assignments
                if a.date == eve and a.session == NIGHT_KIND
            }
        return tired

    @cached_property
    def _pins_off(self) -> dict[str, list[str]]:
        rows: dict[str, list[str]] = defaultdict(list)
        for pin in self.published.scenario.pins:
            held = pin.week == str(self.published.week) and pin.kind == "officer_off"
            if held and pin.officer:
                rows[pin.officer].append(pin.value)
        return rows

    def lists(self, seat: SeatTerms) -> tuple[list[str], list[list[str]]]:
        """Return the candidates and the excluded (officer, reason) of a seat."""
        candidates: list[str] = []
        excluded: list[list[str]] = []
        for officer in self._members[seat.department]:
            if not self._serves(officer, seat):
                continue
            reason = self.refusal(officer, seat)
            if reason is None:
                candidates.append(officer.officer)
            else:
                excluded.append([officer.officer, reason])
        return candidates, excluded

    def _serves(self, officer: Officer, seat: SeatTerms) -> bool:
        scenario = self.published.scenario
        if is_town_officer(scenario, officer):
            return officer.town == seat.town
        if help_sessions(scenario) > 0:
            return True
        return seat.trip.district in served_districts(scenario, officer)

    def refusal(self, officer: Officer, seat: SeatTerms) -> str | None:
        """Return the first reason that keeps an officer from a seat, or None."""
        scenario, trip = self.published.scenario, seat.trip
        tired = trip.date == self.published.week.monday and trip.session in REST_KINDS
        held = set(officer.qualifications)
        reasons = (
            ("auxiliary", officer.status != "staff"),
            ("certificate", not certified(officer, trip.date)),
            ("absent", self._absent(officer.officer, trip) or self._declined(seat)),
            ("night", trip.session == NIGHT_KIND and not officer.night),
            ("limit", officer.max_sessions < weight(scenario, trip.session)),
            ("rest", tired and officer.officer in self._tired),
            ("recusal", any((officer.officer, s) in self._recused for s in seat.sites)),
            ("qualification", not set(seat.qualifications) <= held),
            ("pin", self._pinned_off(officer.officer, trip)),
        )
        return next((reason for reason, holds in reasons if holds), None)

    def _absent(self, name: str, trip: Round) -> bool:
        scenario = self.published.scenario
        return any(
            row.from_ <= trip.date <= row.until
            and (
                not row.sessions
                or any(
                    kinds_touch(scenario, kind, trip.session) for kind in row.sessions
                )
            )
            for row in self._absences[name]
        )

    def _declined(self, seat: SeatTerms) -> bool:
        trip = seat.trip
        kinds = (
            trip.session,
            *self.published.scenario.settings.kind(trip.session).covers,
        )
        place = (seat.department, trip.district, trip.date)
        return any((*place, kind) in self._invitations_declined for kind in kinds)

    def _pinned_off(self, name: str, trip: Round) -> bool:
        day = trip.date.isoformat()
        for value in self._pins_off[name]:
            date, _, kind = value.partition(" ")
            touches = not kind or kinds_touch(
                self.published.scenario, kind, trip.session
            )
            if not value or (date == day and touches):
                return True
        return False
