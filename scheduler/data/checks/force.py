"""Checks: departments, officers and towns that fit together."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.data.checks.view import View
from scheduler.data.convert import BAD
from scheduler.data.problems import Problem


def one_town_department(view: View) -> Iterator[Problem]:
    """Report a second department of kind ``town``: the towns' teams are one."""
    rows = [row for row, kind in view.rows("departments", "kind") if kind == "town"]
    for row in rows[1:]:
        yield view["departments"].problem(row, "kind", "one_town_department")


def departments_without_officers(view: View) -> Iterator[Problem]:
    """Warn of departments that no officer belongs to."""
    staffed = set(view["officers"].values["department"])
    if BAD in staffed or "officers" in view.absent:
        return
    for row, department in view.rows("departments", "department"):
        if department not in staffed:
            yield view["departments"].problem(
                row, "department", "no_officers", "warning"
            )


def town_officers(view: View) -> Iterator[Problem]:
    """Report officers of the towns' teams without a town, or with a foreign district.

    An officer of a town serves that town; his district is the town's.
    """
    of_town = {
        department
        for _, department, kind in view.rows("departments", "department", "kind")
        if kind == "town"
    }
    district = {town: of for _, town, of in view.rows("towns", "town", "district")}
    columns = ("department", "town", "districts")
    for row, department, town, districts in view.rows("officers", *columns):
        if department not in of_town:
            continue
        if town is None:
            yield view["officers"].problem(row, "town", "town_needed")
        elif town in district and set(districts) - {district[town]}:
            yield view["officers"].problem(
                row, "districts", "town_district", district=district[town]
            )


def stations(view: View) -> Iterator[Problem]:
    """Warn of districts dispatched from a station that name none."""
    for row, station, dispatch in view.rows("districts", "station", "dispatch"):
        if dispatch == "station" and station is None:
            yield view["districts"].problem(row, "station", "no_station", "warning")
