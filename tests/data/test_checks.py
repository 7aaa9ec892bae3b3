"""Each check across tables: what it says, and that it says it of the right row."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scheduler import data
from scheduler.model import (
    Calendar,
    Delegation,
    Department,
    Frequency,
    ItemDepartment,
    Pin,
    Recusal,
    SiteItem,
)
from scheduler.words import Words
from tests.data import make
from tests.data.expect import brief, errors, remarks
from tests.data.make import date


def changed(path: Path, table: str, row: int, **fields: Any) -> Path:
    """Return a folder of the small scenario with one row (from 0) changed."""
    scenario = make.small()
    rows = list(getattr(scenario, table))
    rows[row] = replace(rows[row], **fields)
    return make.folder(path, replace(scenario, **{table: tuple(rows)}))


def added(path: Path, table: str, *rows: Any) -> Path:
    """Return a folder of the small scenario with rows added to a table."""
    scenario = make.small()
    old = getattr(scenario, table)
    return make.folder(path, replace(scenario, **{table: (*old, *rows)}))


def test_the_small_scenario_has_no_problem(tmp_path: Path) -> None:
    assert remarks(make.folder(tmp_path)) == []


def test_duplicated_id(tmp_path: Path) -> None:
    site = make.small().sites[0]
    folder = added(tmp_path, "sites", site)
    assert errors(folder) == [("sites.csv", 5, "site", "duplicate_row")]


def test_duplicated_pair(tmp_path: Path) -> None:
    folder = added(tmp_path, "recusals", Recusal("o1", "s1"))
    assert errors(folder) == [("recusals.csv", 3, "site", "duplicate_row")]


# (table, row from 0, field, unknown value, column)
UNKNOWN = [
    ("sites", 0, "town", "t9"),
    ("towns", 0, "district", "d9"),
    ("districts", 1, "base", "t9"),
    ("districts", 1, "station", "t9"),
    ("officers", 0, "department", "x9"),
    ("officers", 2, "districts", ("d1", "d9")),
    ("officers", 4, "town", "t9"),
    ("absences", 0, "officer", "o9"),
    ("invitations", 0, "district", "d9"),
    ("vehicles", 0, "base", "d1"),
    ("vehicle_outages", 0, "vehicle", "v9"),
    ("item_departments", 1, "department", "x9"),
    ("frequencies", 0, "item", "i9"),
    ("delegations", 0, "town", "t9"),
    ("site_items", 0, "item", "i9"),
    ("closures", 0, "site", "s9"),
    ("caps", 0, "department", "x9"),
    ("recusals", 0, "site", "s9"),
    ("plan", 0, "site", "s9"),
    ("plan", 0, "item", "i9"),
    ("requests", 0, "department", "x9"),
    ("draws", 0, "item", "i9"),
    ("draw_frame", 0, "draw", "x9"),
    ("pins", 0, "site", "s9"),
]


@pytest.mark.parametrize(("table", "row", "field", "value"), UNKNOWN)
def test_unknown_reference(
    tmp_path: Path, table: str, row: int, field: str, value: Any
) -> None:
    folder = changed(tmp_path, table, row, **{field: value})
    assert (f"{table}.csv", row + 2, field, "reference") in errors(folder)


def test_every_reference_is_tested_or_soft() -> None:
    """No column that refers to a table is left out above, unless of the same kind."""
    from scheduler.data.schema import TABLES

    tested = {(table, field) for table, _, field, _ in UNKNOWN}
    tables = {
        table.name
        for table in TABLES
        for column in table.columns
        if column.ref and not column.soft
    }
    assert tables - {table for table, _ in tested} == {"travel"}


def test_a_bad_id_is_not_reported_again_where_it_is_used(tmp_path: Path) -> None:
    # The site's town is unreadable, not its id: the plan may refer to it.
    folder = make.edited(tmp_path, "sites.csv", lambda t: t.replace(",A,", ",Z,", 1))
    assert errors(folder) == [("sites.csv", 2, "risk", "choice")]


def test_requests_may_name_unknown_sites_and_items(tmp_path: Path) -> None:
    folder = changed(tmp_path, "requests", 0, site="s9", item="i9")
    loaded = data.load(folder)
    assert loaded.scenario.requests[0].site == "s9"
    assert loaded.problems == ()


def test_history_of_gone_sites_is_one_warning_each(tmp_path: Path) -> None:
    row = make.small().history[0]
    folder = added(
        tmp_path, "history", replace(row, site="gone"), replace(row, site="gone")
    )
    assert remarks(folder) == [("history.csv", 4, "site", "reference")]


@pytest.mark.parametrize(
    ("table", "fields", "column"),
    [
        ("officers", {"valid_until": date("2022-12-31")}, "valid_until"),
        ("absences", {"until": date("2026-03-01")}, "until"),
        ("vehicle_outages", {"until": date("2026-03-01")}, "until"),
        ("closures", {"until": date("2026-02-14")}, "until"),
        ("plan", {"due": date("2026-02-28")}, "due"),
        ("plan", {"latest": date("2026-03-09")}, "latest"),
        ("requests", {"latest": date("2026-03-01")}, "latest"),
    ],
)
def test_dates_out_of_order(
    tmp_path: Path, table: str, fields: dict[str, Any], column: str
) -> None:
    folder = changed(tmp_path, table, 0, **fields)
    assert (f"{table}.csv", 2, column, "date_order") in errors(folder)


def test_equal_dates_are_in_order(tmp_path: Path) -> None:
    one = date("2026-03-10")
    folder = changed(tmp_path, "plan", 0, earliest=one, due=one, latest=one)
    assert remarks(folder) == []


def without(*days: str) -> Calendar:
    """Return the calendar without some dates."""
    gone = {date(day) for day in days}
    kept = {d: row for d, row in make.calendar().days.items() if d not in gone}
    return Calendar(kept)


def test_calendar_with_holes(tmp_path: Path) -> None:
    calendar = without("2026-05-01", "2026-05-02")
    folder = make.folder(tmp_path, replace(make.small(), calendar=calendar))
    with pytest.raises(data.DataError) as caught:
        data.load(folder)
    (problem,) = caught.value.problems
    assert brief(problem) == ("calendar.csv", None, "date", "calendar_gap")
    assert problem.value == "2026-05-01"
    assert dict(problem.fields) == {"count": "2"}


def test_weeks_across_new_year_are_a_warning(tmp_path: Path) -> None:
    # Week 2026-W53 ends on 3 January 2027.
    calendar = without("2027-01-01", "2027-01-02", "2027-01-03")
    folder = make.folder(tmp_path, replace(make.small(), calendar=calendar))
    assert remarks(folder) == [("calendar.csv", None, "date", "calendar_edge")]


def test_plan_beyond_the_calendar_is_a_warning(tmp_path: Path) -> None:
    folder = changed(tmp_path, "plan", 1, latest=date("2027-02-01"))
    assert remarks(folder) == [("plan.csv", 3, "latest", "calendar_outside")]


@pytest.mark.parametrize(
    ("table", "field", "value", "column"),
    [
        ("absences", "sessions", ("noon",), "sessions"),
        ("invitations", "session", "noon", "session"),
        ("items", "sessions", ("morning", "noon"), "sessions"),
    ],
)
def test_unknown_session(
    tmp_path: Path, table: str, field: str, value: Any, column: str
) -> None:
    folder = changed(tmp_path, table, 0, **{field: value})
    assert (f"{table}.csv", 2, column, "choice") in errors(folder)


def test_opening_hours(tmp_path: Path) -> None:
    one = changed(tmp_path / "a", "sites", 1, open_until=None)
    assert errors(one) == [("sites.csv", 3, "open_until", "both_hours")]
    two = changed(tmp_path / "b", "sites", 1, open_until=480)
    assert errors(two) == [("sites.csv", 3, "open_until", "window_order")]


def test_second_town_department(tmp_path: Path) -> None:
    folder = added(tmp_path, "departments", Department("zf2", "另一执法队", "town"))
    assert errors(folder) == [("departments.csv", 6, "kind", "one_town_department")]


def test_department_without_officers(tmp_path: Path) -> None:
    folder = added(tmp_path, "departments", Department("wl", "文旅局", "resident"))
    assert remarks(folder) == [("departments.csv", 6, "department", "no_officers")]


def test_officers_of_towns(tmp_path: Path) -> None:
    none = changed(tmp_path / "a", "officers", 4, town=None)
    assert errors(none) == [("officers.csv", 6, "town", "town_needed")]
    foreign = changed(tmp_path / "b", "officers", 4, districts=("d1",))
    assert errors(foreign) == [("officers.csv", 6, "districts", "town_district")]


def test_station_district_without_station(tmp_path: Path) -> None:
    folder = changed(tmp_path, "districts", 1, station=None)
    assert remarks(folder) == [("districts.csv", 3, "station", "no_station")]


def test_item_without_lead_and_with_two(tmp_path: Path) -> None:
    none = changed(tmp_path / "a", "item_departments", 0, role="case")
    assert errors(none) == [("items.csv", 2, "item", "one_lead")]
    two = added(tmp_path / "b", "item_departments", ItemDepartment("i1", "cg", "lead"))
    assert errors(two) == [("items.csv", 2, "item", "one_lead")]


def test_consent_without_number(tmp_path: Path) -> None:
    folder = changed(tmp_path, "items", 1, consent_no=None)
    assert remarks(folder) == [("items.csv", 3, "consent_no", "consent")]


def test_plan_row_whose_site_lacks_the_item(tmp_path: Path) -> None:
    folder = changed(tmp_path, "plan", 0, item="i2")
    assert remarks(folder) == [("plan.csv", 2, "item", "not_at_site")]


def test_area_item_at_an_enterprise(tmp_path: Path) -> None:
    folder = added(tmp_path, "site_items", SiteItem("s1", "i2"))
    assert remarks(folder) == [("site_items.csv", 5, "item", "wrong_target")]


@pytest.mark.parametrize(
    ("per_year", "risk", "found"),
    [
        # yj: cap 2 for every risk, 3 for D; cg and areas are not asked.
        (2, "B", []),
        (2.5, "B", ["above_cap"]),
        (3, "C", ["above_cap"]),
    ],
)
def test_required_above_cap(
    tmp_path: Path, per_year: float, risk: Any, found: list[str]
) -> None:
    folder = added(tmp_path, "frequencies", Frequency("i1", risk, per_year, 10))
    assert [expected for *_, expected in remarks(folder)] == found


@pytest.mark.parametrize(("per_year", "found"), [(3, []), (4, ["above_cap"])])
def test_required_above_the_cap_of_a_risk(
    tmp_path: Path, per_year: int, found: list[str]
) -> None:
    folder = changed(tmp_path, "frequencies", 1, per_year=per_year)
    assert [expected for *_, expected in remarks(folder)] == found


def test_default_cap_comes_from_the_rule(tmp_path: Path) -> None:
    # Without cap rows, yearly_cap.default = 2 holds: 3 a year is above it.
    scenario = make.small()
    rows = (Frequency("i1", "D", 3, 10),)
    scenario = replace(scenario, caps=(), frequencies=rows)
    folder = make.folder(tmp_path, scenario)
    assert remarks(folder) == [("frequencies.csv", 2, "per_year", "above_cap")]
    # The department is called by its name, not by its id yj.
    assert "应急管理局" in data.load(folder).problems[0].sentence(Words("zh"))


def test_expired_certificate_is_a_note(tmp_path: Path) -> None:
    folder = changed(tmp_path, "officers", 0, valid_until=date("2025-12-31"))
    assert remarks(folder) == [("officers.csv", 2, "valid_until", "expired")]
    assert data.load(folder).problems[0].level == "info"


@pytest.mark.parametrize(
    ("pin", "column", "expected"),
    [
        (Pin("2026-W10", "visit_at", "s1", None, "", "r", "a"), "value", "pin_needs"),
        (Pin("2026-W10", "visit_off", None, None, "", "r", "a"), "site", "pin_needs"),
        (
            Pin("2026-W10", "officer_on", None, None, "2026-03-03 day", "r", "a"),
            "officer",
            "pin_needs",
        ),
        # W10 of 2026 runs from 2 to 8 March.
        (
            Pin("2026-W10", "visit_at", "s1", None, "2026-03-09 day", "r", "a"),
            "value",
            "pin_value",
        ),
        (
            Pin("2026-W10", "visit_at", "s1", None, "2026-03-08 noon", "r", "a"),
            "value",
            "pin_value",
        ),
        (
            Pin("2026-W10", "visit_at", "s1", None, "day", "r", "a"),
            "value",
            "pin_value",
        ),
    ],
)
def test_incomplete_pins(tmp_path: Path, pin: Pin, column: str, expected: str) -> None:
    folder = added(tmp_path, "pins", pin)
    assert errors(folder) == [("pins.csv", 3, column, expected)]


@pytest.mark.parametrize(
    ("reason", "approver", "columns"),
    [("", "a", ["reason"]), ("r", " ", ["approver"]), ("", "", ["approver", "reason"])],
)
def test_a_pin_needs_a_reason_and_who_approved_it(
    tmp_path: Path, reason: str, approver: str, columns: list[str]
) -> None:
    pin = Pin("2026-W10", "visit_off", "s1", None, "", reason, approver)
    told = [("pins.csv", 3, column, "needed") for column in columns]
    assert errors(added(tmp_path, "pins", pin)) == told


def test_pin_on_the_last_day_of_its_week(tmp_path: Path) -> None:
    pin = Pin("2026-W10", "visit_at", "s1", None, "2026-03-08 day", "r", "a")
    assert remarks(added(tmp_path, "pins", pin)) == []


def test_delegations_differ_by_date(tmp_path: Path) -> None:
    later = Delegation("i2", "*", "department", date("2025-07-01"))
    assert remarks(added(tmp_path, "delegations", later)) == []


def test_problems_are_frozen_and_sorted(tmp_path: Path) -> None:
    folder = changed(tmp_path, "sites", 0, town="t9")
    with pytest.raises(data.DataError) as caught:
        data.load(folder)
    with pytest.raises(dataclasses.FrozenInstanceError):
        caught.value.problems[0].row = 1  # type: ignore[misc]


NEEDED = ("officers", "item_departments", "site_items", "sites", "items", "departments")


@pytest.mark.parametrize("table", NEEDED)
def test_a_missing_table_is_the_only_thing_said(tmp_path: Path, table: str) -> None:
    folder = make.folder(tmp_path, None)
    (folder / f"{table}.csv").unlink()
    with pytest.raises(data.DataError) as caught:
        data.load(folder)
    told = [(p.file, p.expected) for p in caught.value.problems]
    assert told == [(f"{table}.csv", "missing_table")]
