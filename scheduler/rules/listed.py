"""Which items may be checked at all, and who leads a consented one (S0 四(五))."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.model import Item, Visit
from scheduler.rules.acting import check_lead
from scheduler.rules.core import Finding, Published, Violation


def check_listed_item(published: Published) -> Finding:
    """See that each item is on the basic list, or consented with number and date.

    A fact is one check of one visit.
    """
    visits = published.timetable.visits
    found = [
        violation
        for visit in visits
        for check in visit.checks
        for violation in _listed(
            visit, check.item, published.scenario.item.get(check.item)
        )
    ]
    return Finding(sum(len(visit.checks) for visit in visits), tuple(found))


def _listed(visit: Visit, name: str, item: Item | None) -> Iterator[Violation]:
    fields: dict[str, object] = {
        "visit": visit.visit,
        "item": name,
        "name": item.name if item else name,
    }
    key, amount = "", 1
    if item is None:
        key = "unknown"
    elif item.list_ == "outside":
        key = "outside"
    elif item.list_ == "consented" and not item.consent_no:
        key = "no_number"
    elif item.list_ == "consented" and item.consent_until is None:
        key = "no_date"
    elif item.list_ == "consented" and item.consent_until < visit.date:  # type: ignore[operator]
        key, amount = "expired", (visit.date - item.consent_until).days  # type: ignore[operator]
        fields.update(until=str(item.consent_until), days=amount)
    if key:
        yield Violation("listed_item", key, fields, amount, visit=visit.visit)


def check_consented_item_lead(published: Published) -> Finding:
    """See that a consented item's lead enters and leads, alone of its kind.

    A fact is one visit that carries a consented item.
    """
    found: list[Violation] = []
    facts = 0
    for visit in published.timetable.visits:
        leads = _consented_leads(published, visit)
        facts += bool(leads)
        found += _led(published, visit, leads)
    return Finding(facts, tuple(found))


def _consented_leads(published: Published, visit: Visit) -> dict[str, str]:
    """Return the lead department of each consented item of a visit, by item."""
    scenario = published.scenario
    leads = {}
    for check in visit.checks:
        item = scenario.item.get(check.item)
        if item is not None and item.list_ == "consented":
            lead = check_lead(scenario, item.item, visit.town, visit.date)
            leads[item.item] = lead or ""
    return dict(sorted(leads.items()))


def _led(
    published: Published, visit: Visit, leads: dict[str, str]
) -> Iterator[Violation]:
    def violation(key: str, amount: float = 1, **fields: object) -> Violation:
        about = {"visit": visit.visit, **fields}
        return Violation("consented_item_lead", key, about, amount, visit=visit.visit)

    different = sorted(set(leads.values()))
    if len(different) > 1:
        names = ";".join(different)
        yield violation("shared", len(different) - 1, departments=names)
        return
    scenario = published.scenario
    present = {
        scenario.officer[officer].department
        for officer in visit.officers
        if officer in scenario.officer
    }
    for item, lead in leads.items():
        if lead not in present:
            yield violation("absent", item=item, department=lead)
        if visit.lead != lead:
            yield violation("not_leading", item=item, department=lead, lead=visit.lead)
