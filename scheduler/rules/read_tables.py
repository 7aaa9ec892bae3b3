"""One row of each input table to its model object (DESIGN.md 4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scheduler import model as m
from scheduler.rules.cells import Row

TRIGGERS = ("none", *sorted(m.EXEMPT_TRIGGERS))
PIN_KINDS = ("visit_at", "visit_off", "officer_on", "officer_off", "keep")


def _district(r: Row) -> m.District:
    return m.District(
        r.text("district"),
        r.plain("name"),
        r.text("base"),
        r.maybe("station"),
        r.choice("dispatch", "city", "station"),  # type: ignore[arg-type]
        r.choice("group", "centre", "south", "other"),  # type: ignore[arg-type]
        r.plain("chief"),
        r.plain("deputy"),
    )


def _town(r: Row) -> m.Town:
    return m.Town(
        r.text("town"),
        r.plain("name"),
        r.plain("code"),
        r.text("district"),
        r.number("lat"),
        r.number("lon"),
        r.flag("mountain", False),
        r.plain("meeting_point"),
    )


def _department(r: Row) -> m.Department:
    return m.Department(
        r.text("department"),
        r.plain("name"),
        r.choice("kind", "bureau", "resident", "liaison", "town"),  # type: ignore[arg-type]
        r.flag("vertical", False),
        r.number("field_share", 1.0),
    )


def _officer(r: Row) -> m.Officer:
    return m.Officer(
        r.text("officer"),
        r.plain("name"),
        r.text("department"),
        r.list("districts"),
        r.maybe("town"),
        r.choice("status", "staff", "auxiliary"),  # type: ignore[arg-type]
        r.maybe("certificate"),
        r.maybe_date("valid_from"),
        r.maybe_date("valid_until"),
        r.list("qualifications"),
        r.integer("max_sessions", 0),
        r.flag("night", False),
        r.flag("legal_reviewer", False),
        r.maybe("phone"),
    )


def _absence(r: Row) -> m.Absence:
    kinds = r.list("sessions")
    if "all" in kinds:
        kinds = ()
    return m.Absence(
        r.text("officer"), r.date("from"), r.date("until"), kinds, r.plain("reason")
    )


def _invitation(r: Row) -> m.Invitation:
    return m.Invitation(
        r.text("department"),
        r.text("district"),
        r.date("date"),
        r.text("session"),
        r.choice("answer", "yes", "no") == "yes",
    )


def _item(r: Row) -> m.Item:
    return m.Item(
        r.text("item"),
        r.plain("name"),
        r.plain("basis"),
        r.plain("content"),
        r.choice("list", "basic", "consented", "outside"),  # type: ignore[arg-type]
        r.maybe("consent_no"),
        r.maybe_date("consent_until"),
        r.integer("minutes"),
        r.list("sessions"),
        r.windows("windows"),
        r.seasons("seasons"),
        r.plain("merge_group"),
        r.choice("target", "site", "area"),  # type: ignore[arg-type]
        r.flag("remote_ok", False),
        r.flag("special_plan", False),
        r.flag("drawn", False),
    )


def _role(r: Row) -> m.ItemDepartment:
    return m.ItemDepartment(
        r.text("item"),
        r.text("department"),
        r.choice("role", "lead", "case", "assist"),  # type: ignore[arg-type]
        r.integer("officers", 2),
        r.list("qualification"),
    )


def _frequency(r: Row) -> m.Frequency:
    return m.Frequency(
        r.text("item"),
        r.choice("risk", *m.RISKS),  # type: ignore[arg-type]
        r.number("per_year"),
        r.integer("tolerance_days"),
        None if r.empty("ratio") else r.number("ratio"),
    )


def _delegation(r: Row) -> m.Delegation:
    kind: Any = r.choice("authority", "town", "department", "disputed")
    return m.Delegation(r.text("item"), r.text("town"), kind, r.date("from"))


def _site(r: Row) -> m.Site:
    return m.Site(
        r.text("site"),
        r.plain("name"),
        r.plain("credit_code"),
        r.choice("kind", "enterprise", "place", "area"),  # type: ignore[arg-type]
        r.text("town"),
        r.plain("sector"),
        r.choice("risk", *m.RISKS),  # type: ignore[arg-type]
        None if r.empty("lat") else r.number("lat"),
        None if r.empty("lon") else r.number("lon"),
        r.plain("address"),
        r.plain("contact"),
        r.maybe_time("open_from"),
        r.maybe_time("open_until"),
        r.flag("cap_exempt", False),
    )


def _cap(r: Row) -> m.Cap:
    return m.Cap(
        r.text("department"), r.choice("risk", "*", *m.RISKS), r.integer("per_year")
    )


def _plan_row(r: Row) -> m.PlanRow:
    return m.PlanRow(
        r.text("plan_id"),
        r.text("site"),
        r.text("item"),
        r.date("earliest"),
        r.date("due"),
        r.date("latest"),
        r.maybe("draw"),
        r.maybe("approval"),
        r.maybe("special_approval"),
        r.flag("counts_to_cap", True),
    )


def _request(r: Row) -> m.Request:
    return m.Request(
        r.text("request"),
        r.plain("department"),
        r.plain("site"),
        r.plain("item"),
        r.date("received"),
        r.date("earliest"),
        r.date("latest"),
        r.choice("trigger", *TRIGGERS),  # type: ignore[arg-type]
        r.maybe("approval"),
        r.plain("note"),
    )


def _site_draw(r: Row) -> m.SiteDraw:
    return m.SiteDraw(
        r.text("draw"),
        r.text("item"),
        r.plain("risk"),
        r.plain("town"),
        r.integer("n"),
        r.plain("commit"),
        r.plain("beacon"),
    )


def _history_row(r: Row) -> m.HistoryRow:
    return m.HistoryRow(
        r.date("date"),
        r.text("session"),
        r.text("site"),
        r.text("item"),
        r.text("department"),
        r.plain("plan_id"),
        r.plain("trigger"),
        r.list("officers"),
        r.plain("result"),
    )


def _pin(r: Row) -> m.Pin:
    return m.Pin(
        r.text("week"),
        r.choice("kind", *PIN_KINDS),  # type: ignore[arg-type]
        r.maybe("site"),
        r.maybe("officer"),
        r.plain("value"),
        r.plain("reason"),
        r.plain("approver"),
    )


def _dated(kind: type) -> Callable[[Row], Any]:
    """Make the reader of (id, from, until[, reason]) tables."""

    def read(r: Row) -> Any:
        key = "site" if kind is m.Closure else "vehicle"
        rest = (r.plain("reason"),) if kind is m.Closure else ()
        return kind(r.text(key), r.date("from"), r.date("until"), *rest)

    return read


# table -> how one of its rows is read, in the order of DESIGN.md 4.
READERS: dict[str, Callable[[Row], Any]] = {
    "districts": _district,
    "towns": _town,
    "departments": _department,
    "officers": _officer,
    "absences": _absence,
    "invitations": _invitation,
    "vehicles": lambda r: m.Vehicle(
        r.text("vehicle"), r.text("base"), r.integer("seats")
    ),
    "vehicle_outages": _dated(m.VehicleOutage),
    "items": _item,
    "item_departments": _role,
    "frequencies": _frequency,
    "delegations": _delegation,
    "sites": _site,
    "site_items": lambda r: m.SiteItem(r.text("site"), r.text("item")),
    "closures": _dated(m.Closure),
    "caps": lambda r: m.Cap(
        r.text("department"), r.text("risk"), r.integer("per_year")
    ),
    "recusals": lambda r: m.Recusal(
        r.text("officer"), r.text("site"), r.plain("reason")
    ),
    "plan": _plan_row,
    "requests": _request,
    "draws": _site_draw,
    "draw_frame": lambda r: m.DrawFrameRow(
        r.text("draw"), r.text("site"), r.plain("key"), r.flag("drawn")
    ),
    "history": _history_row,
    "pins": _pin,
}
