"""A visit as the planner reads it: names for ids, one text a cell."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from scheduler.model import CheckRef, PlannedWeek, Round, Visit, clock
from scheduler.report.labels import date_label, short_id
from scheduler.rules.core import Published
from scheduler.rules.legal_contact import reviewers
from scheduler.words import Words


@dataclass(frozen=True)
class VisitTexts:
    """Turns visits into the texts of the timetable sheets."""

    planned: PlannedWeek
    words: Words

    @cached_property
    def visits(self) -> list[Visit]:
        """The visits by date, session start, district, round and order."""
        kinds = {k.kind: k.start for k in self.planned.scenario.settings.sessions}
        order = {d.district: n for n, d in enumerate(self.planned.scenario.districts)}
        return sorted(
            self.planned.timetable.visits,
            key=lambda v: (
                v.date,
                kinds[v.session],
                v.session,
                order[v.district],
                v.round,
                v.order,
            ),
        )

    @cached_property
    def rounds(self) -> dict[str, Round]:
        """Round by id."""
        return {one.round: one for one in self.planned.timetable.rounds}

    @cached_property
    def contacts(self) -> dict[tuple[str, str], str]:
        """Legal reviewer of each (district, date) with visits, as a name."""
        planned = self.planned
        published = Published(
            planned.scenario, planned.week, planned.timetable, planned.after
        )
        days = {(v.district, v.date) for v in planned.timetable.visits}
        return {
            (district, date.isoformat()): "、".join(
                planned.scenario.officer[one].name or one
                for one in reviewers(published, district, date)[:1]
            )
            for district, date in sorted(days)
        }

    def number(self, visit: Visit) -> str:
        """Return the short numbers of visit and round, as in the other sheets."""
        return self.words(
            "report.book.number",
            visit=short_id(visit.visit),
            round=short_id(visit.round),
        )

    def day(self, visit: Visit) -> str:
        """Return the date with its weekday, on two lines."""
        return date_label(visit.date, self.words).replace(" ", "\n")

    def session(self, visit: Visit) -> str:
        """Return the kind of session."""
        return self.words.get(f"report.session.{visit.session}", visit.session)

    def time(self, visit: Visit) -> str:
        """Return arrival and departure at the site."""
        return f"{clock(visit.start)}–{clock(visit.end)}"

    def district(self, visit: Visit) -> str:
        """Return the district's name."""
        return self.planned.scenario.district[visit.district].name

    def town(self, visit: Visit) -> str:
        """Return the town's name."""
        return self.planned.scenario.town[visit.town].name

    def site(self, visit: Visit) -> str:
        """Return the site's name with its credit code on a second line."""
        site = self.planned.scenario.site[visit.site]
        code = site.credit_code
        return f"{visit.site_name}\n{code}" if code else visit.site_name

    def items(self, visit: Visit) -> str:
        """Return the names of the carried items, an exempt one with its trigger."""
        return "\n".join(self._item(ref) for ref in visit.checks)

    def lead(self, visit: Visit) -> str:
        """Return the name of the lead department."""
        return self.planned.scenario.department[visit.lead].name

    def others(self, visit: Visit) -> str:
        """Return the names of the other departments that enter."""
        table = self.planned.scenario.department
        return "、".join(table[d].name for d in visit.departments if d != visit.lead)

    def officers(self, visit: Visit) -> str:
        """Return a line a department with the names of its officers."""
        scenario = self.planned.scenario
        named: dict[str, list[str]] = defaultdict(list)
        for one in visit.officers:
            officer = scenario.officer[one]
            named[officer.department].append(officer.name or one)
        return "\n".join(
            f"{scenario.department[department].name}：{'、'.join(people)}"
            for department, people in named.items()
        )

    def transport(self, visit: Visit) -> str:
        """Return times, vehicles and the meeting point of the round's base."""
        one = self.rounds[visit.round]
        base = self.planned.scenario.town[one.base]
        lines = [
            self.words(
                "report.book.trip", depart=clock(one.depart), back=clock(one.return_)
            ),
            base.meeting_point or base.name,
        ]
        if one.vehicles:
            vehicles = "、".join(one.vehicles)
            lines.append(self.words("report.book.vehicles", vehicles=vehicles))
        return "\n".join(lines)

    def papers(self, visit: Visit) -> str:
        """Return the plan ids and request ids."""
        return "\n".join(ref.row_id for ref in visit.checks)

    def caps(self, visit: Visit) -> str:
        """Return the cap use with department names."""
        table = self.planned.scenario.department
        lines = []
        for part in filter(None, visit.cap_use.split(";")):
            department, _, use = part.rpartition(":")
            lines.append(f"{table[department].name} {use}")
        return "\n".join(lines)

    def contact(self, visit: Visit) -> str:
        """Return the legal reviewer of the district on that day."""
        return self.contacts[visit.district, visit.date.isoformat()]

    def remark(self, visit: Visit) -> str:
        """Return what deserves a word: partial merging, help from elsewhere."""
        notes = [] if visit.full else [self.words("report.book.partial")]
        helped = {
            row.officer
            for row in self.planned.timetable.assignments
            if row.round == visit.round and row.help
        }
        if helped & set(visit.officers):
            notes.append(self.words("report.book.help"))
        return "；".join(notes)

    def _item(self, ref: CheckRef) -> str:
        name = self.planned.scenario.item[ref.item].name
        if ref.row_kind == "plan":
            return name
        trigger = self.words.get(f"report.trigger.{ref.trigger}", ref.trigger)
        return f"{name}（{trigger}）"
