"""Checks: items with a lead and a consent, frequencies within caps, plan rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from scheduler.data.checks.view import View
from scheduler.data.convert import BAD
from scheduler.data.problems import Problem
from scheduler.model import Scenario


def one_lead(view: View) -> Iterator[Problem]:
    """Report items that do not have exactly one department in the lead."""
    if "item_departments" in view.absent:
        return
    roles = view["item_departments"]
    if BAD in roles.values["role"] or BAD in roles.values["item"]:
        return
    leads = Counter(
        item
        for _, item, role in view.rows("item_departments", "item", "role")
        if role == "lead"
    )
    for row, item in view.rows("items", "item"):
        if leads[item] != 1:
            count = str(leads[item])
            yield view["items"].problem(row, "item", "one_lead", count=count)


def consents(view: View) -> Iterator[Problem]:
    """Warn of consented items without a number or a last date of the consent."""
    columns = ("list", "consent_no", "consent_until")
    for row, list_, number, until in view.rows("items", *columns):
        if list_ != "consented":
            continue
        if number is None:
            yield view["items"].problem(row, "consent_no", "consent", "warning")
        if until is None:
            yield view["items"].problem(row, "consent_until", "consent", "warning")


def plan_items_of_sites(view: View) -> Iterator[Problem]:
    """Warn of plan rows whose site does not carry the item: they will be removed."""
    if "site_items" in view.absent:
        return
    carried = {(s, i) for _, s, i in view.rows("site_items", "site", "item")}
    for row, site, item in view.rows("plan", "site", "item"):
        if (site, item) not in carried:
            yield view["plan"].problem(row, "item", "not_at_site", "warning", site=site)


def targets_of_sites(view: View) -> Iterator[Problem]:
    """Warn of items and sites of different kinds: an area item at an enterprise."""
    targets = {item: target for _, item, target in view.rows("items", "item", "target")}
    kinds = {site: kind for _, site, kind in view.rows("sites", "site", "kind")}
    for row, site, item in view.rows("site_items", "site", "item"):
        if site not in kinds or item not in targets:
            continue
        if (kinds[site] == "area") != (targets[item] == "area"):
            yield view["site_items"].problem(
                row, "item", "wrong_target", "warning", site=site
            )


def frequency_within_cap(scenario: Scenario, view: View) -> Iterator[Problem]:
    """Warn where an item must be checked more often than a department may enter.

    Lead and case departments cannot stay away; areas have no cap.
    """
    caps = {(cap.department, cap.risk): cap.per_year for cap in scenario.caps}
    default = int(scenario.settings.number("yearly_cap", "default"))
    for row, frequency in enumerate(scenario.frequencies):
        if scenario.item[frequency.item].target == "area":
            continue
        for role in scenario.roles.get(frequency.item, ()):
            if role.role == "assist":
                continue
            general = caps.get((role.department, "*"), default)
            cap = caps.get((role.department, frequency.risk), general)
            if frequency.per_year > cap:
                yield view["frequencies"].problem(
                    row,
                    "per_year",
                    "above_cap",
                    "warning",
                    department=scenario.department[role.department].name,
                    cap=str(cap),
                )
