"""When a visit may carry its checks and who stays out, from the tables alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from scheduler.model import CheckRef, PlanRow, Request, Scenario, Week, Window
from scheduler.model.calendar import Date
from scheduler.rules.acting import acting_roles, check_lead
from scheduler.rules.caps import cap_of


@dataclass(frozen=True)
class Choice:
    """A candidate visit with the checks it would carry."""

    candidate: int
    site: str
    town: str
    checks: tuple[CheckRef, ...]
    worth: int
    plan: bool


@dataclass(frozen=True)
class Law:
    """What the calendar, the tables and the pins of a week allow."""

    scenario: Scenario
    week: Week

    def row(self, ref: CheckRef) -> PlanRow | Request:
        """The row a check comes from."""
        if ref.row_kind == "plan":
            return self.scenario.plan_row[ref.row_id]
        return self.scenario.request[ref.row_id]

    def may(self, choice: Choice, date: Date, kind: str) -> bool:
        """Whether a visit may carry its checks in a session."""
        scenario = self.scenario
        leads = {
            check_lead(scenario, ref.item, choice.town, date)
            for ref in choice.checks
            if scenario.item[ref.item].list_ == "consented"
        }
        return (
            len(leads) <= 1
            and self._pins_allow(choice.site, date, kind)
            and all(self.carried(ref, choice.site, date, kind) for ref in choice.checks)
        )

    def carried(self, ref: CheckRef, site: str, date: Date, kind: str) -> bool:
        """Whether a visit to a site may carry a check in a session."""
        scenario = self.scenario
        item = scenario.item[ref.item]
        if not {kind, *scenario.settings.kind(kind).covers} & set(item.sessions):
            return False
        if item.list_ == "consented" and (
            not item.consent_no or item.consent_until is None
        ):
            return False
        if item.list_ == "consented" and date > item.consent_until:
            return False
        works = scenario.calendar.working(date)
        row = self.row(ref)
        if isinstance(row, Request):
            first = max(row.earliest, row.received)
            return date >= first and (works or row.trigger == "emergency")
        return (
            works
            and date >= row.earliest
            and (not item.seasons or any(s.holds(date) for s in item.seasons))
            and not any(
                closed.site in (site, "*") and closed.from_ <= date <= closed.until
                for closed in scenario.closures
            )
            and self._gap_over(site, date)
        )

    def windows(self, ref: CheckRef, site: str) -> list[tuple[Window, ...]]:
        """Lists of windows; a visit with the check lies in one of each list."""
        place, found = self.scenario.site[site], []
        if self.scenario.item[ref.item].windows:
            found.append(self.scenario.item[ref.item].windows)
        if ref.row_kind == "plan" and place.open_from is not None:
            found.append((Window(place.open_from, place.open_until or 0),))
        return found

    def _gap_over(self, site: str, date: Date) -> bool:
        days = int(self.scenario.settings.number("minimum_gap", "days"))
        return self.scenario.site[site].kind == "area" or not any(
            row.site == site
            and not row.trigger
            and row.date < self.week.monday
            and date - row.date < timedelta(days=days)
            for row in self.scenario.history
        )

    def barred(self, choice: Choice, date: Date) -> set[str]:
        """Departments that may not enter: a plan check would exceed their cap."""
        site = self.scenario.site[choice.site]
        if site.kind == "area" or site.cap_exempt:
            return set()
        return {
            part.department
            for ref in choice.checks
            if ref.row_kind == "plan"
            and self.scenario.plan_row[ref.row_id].counts_to_cap
            for part in acting_roles(self.scenario, ref.item, choice.town, date)
            if self._used(part.department, site.site, date.year)
            >= cap_of(self.scenario, part.department, site)
        }

    def _used(self, department: str, site: str, year: int) -> int:
        """Visits with plan checks that used a department's cap at a site."""
        return len(
            {
                (row.date, row.session)
                for row in self.scenario.history
                if (row.department, row.site) == (department, site)
                and not row.trigger
                and row.date.year == year
                and row.date < self.week.monday
                and (
                    row.plan_id not in self.scenario.plan_row
                    or self.scenario.plan_row[row.plan_id].counts_to_cap
                )
            }
        )

    def _pins_allow(self, site: str, date: Date, kind: str) -> bool:
        """No `visit_off`; where pins hold the site, one of them holds it here."""
        pins = [p for p in self.scenario.pins if p.week == str(self.week)]
        mine = [p for p in pins if p.site == site]
        held = [p for p in mine if p.kind in ("visit_at", "keep")]
        off = [p for p in mine if p.kind == "visit_off"]
        return (not held or any(meant(p.value, date, kind) for p in held)) and not any(
            meant(p.value, date, kind) for p in off
        )


def meant(value: str, date: Date, kind: str) -> bool:
    """Whether a pin's value (empty, a date, or ``date session``) means a session."""
    day, _, named = value.partition(" ")
    return day in ("", date.isoformat()) and named in ("", kind)
