"""One city, its force and its demand, as loaded: frozen, with look-ups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from scheduler.model.calendar import Calendar
from scheduler.model.catalogue import Delegation, Frequency, Item, ItemDepartment
from scheduler.model.city import District, Town, Travel
from scheduler.model.demand import (
    Cap,
    Closure,
    DrawFrameRow,
    HistoryRow,
    Pin,
    PlanRow,
    Request,
    Site,
    SiteDraw,
    SiteItem,
)
from scheduler.model.force import (
    Absence,
    Department,
    Invitation,
    Officer,
    Recusal,
    Vehicle,
    VehicleOutage,
)
from scheduler.model.settings import Clause, Settings


@dataclass(frozen=True)
class Scenario:
    """Everything the tables say. Rows keep the order of their file."""

    settings: Settings
    calendar: Calendar
    districts: tuple[District, ...] = ()
    towns: tuple[Town, ...] = ()
    travel_given: Mapping[tuple[str, str], int] = field(default_factory=dict)
    departments: tuple[Department, ...] = ()
    officers: tuple[Officer, ...] = ()
    absences: tuple[Absence, ...] = ()
    invitations: tuple[Invitation, ...] = ()
    vehicles: tuple[Vehicle, ...] = ()
    vehicle_outages: tuple[VehicleOutage, ...] = ()
    items: tuple[Item, ...] = ()
    item_departments: tuple[ItemDepartment, ...] = ()
    frequencies: tuple[Frequency, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    sites: tuple[Site, ...] = ()
    site_items: tuple[SiteItem, ...] = ()
    closures: tuple[Closure, ...] = ()
    caps: tuple[Cap, ...] = ()
    recusals: tuple[Recusal, ...] = ()
    plan: tuple[PlanRow, ...] = ()
    requests: tuple[Request, ...] = ()
    draws: tuple[SiteDraw, ...] = ()
    draw_frame: tuple[DrawFrameRow, ...] = ()
    history: tuple[HistoryRow, ...] = ()
    pins: tuple[Pin, ...] = ()
    clauses: Mapping[str, Clause] = field(default_factory=dict)

    @cached_property
    def district(self) -> dict[str, District]:
        """District by id."""
        return {row.district: row for row in self.districts}

    @cached_property
    def town(self) -> dict[str, Town]:
        """Town by id."""
        return {row.town: row for row in self.towns}

    @cached_property
    def department(self) -> dict[str, Department]:
        """Department by id."""
        return {row.department: row for row in self.departments}

    @cached_property
    def officer(self) -> dict[str, Officer]:
        """Officer by id."""
        return {row.officer: row for row in self.officers}

    @cached_property
    def vehicle(self) -> dict[str, Vehicle]:
        """Vehicle by id."""
        return {row.vehicle: row for row in self.vehicles}

    @cached_property
    def item(self) -> dict[str, Item]:
        """Item by id."""
        return {row.item: row for row in self.items}

    @cached_property
    def site(self) -> dict[str, Site]:
        """Site by id."""
        return {row.site: row for row in self.sites}

    @cached_property
    def plan_row(self) -> dict[str, PlanRow]:
        """Plan row by plan_id."""
        return {row.plan_id: row for row in self.plan}

    @cached_property
    def request(self) -> dict[str, Request]:
        """Request by id."""
        return {row.request: row for row in self.requests}

    @cached_property
    def roles(self) -> dict[str, tuple[ItemDepartment, ...]]:
        """The `item_departments` rows of each item, in file order."""
        rows: dict[str, list[ItemDepartment]] = defaultdict(list)
        for row in self.item_departments:
            rows[row.item].append(row)
        return {item: tuple(group) for item, group in rows.items()}

    @cached_property
    def travel(self) -> Travel:
        """Minutes between towns."""
        return Travel(self.town, self.settings.travel.same_town, self.travel_given)

    @cached_property
    def town_department(self) -> str | None:
        """The id of the department of kind ``town``, if there is one."""
        for row in self.departments:
            if row.kind == "town":
                return row.department
        return None

    @cached_property
    def city_districts(self) -> frozenset[str]:
        """Districts whose officers form one shared force (dispatch = city)."""
        return frozenset(d.district for d in self.districts if d.dispatch == "city")
