"""Plan-only screen: every plan row and request becomes a check or an outcome."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.intake.points import Urgency, check_points, plan_urgency, request_urgency
from scheduler.intake.roles import check_lead
from scheduler.intake.terms import Context, capped, check_windows, day_terms
from scheduler.model import Check, CheckRef, DayTerms, Item, PlanRow, Request, Site
from scheduler.model.calendar import Date
from scheduler.model.timetable import Outcome


@dataclass(frozen=True, slots=True)
class Verdict:
    """An outcome with its reason code."""

    outcome: Outcome
    reason: str


def target_verdict(context: Context, site: str, item: str) -> Verdict | None:
    """Return why a (site, item) can never be checked, or None."""
    scenario = context.scenario
    if site not in scenario.site:
        return Verdict("removed", "unknown_site")
    if item not in scenario.item:
        return Verdict("removed", "unknown_item")
    found = scenario.item[item]
    if found.list_ == "outside":
        return Verdict("returned", "outside_list")
    if not consented_dates(found, (context.week.monday,)):
        return Verdict("returned", "consent_expired")
    is_area = scenario.site[site].kind == "area"
    if (
        is_area != (found.target == "area")
        or not scenario.roles.get(item)
        or not context.carries(site, item)
    ):
        return Verdict("removed", "not_applicable")
    return None


def consented_dates(item: Item, dates: tuple[Date, ...]) -> tuple[Date, ...]:
    """Return the dates on which the item may be checked by its list.

    A consented item without a number or without a date has none.
    """
    if item.list_ != "consented":
        return dates
    until = item.consent_until
    if not item.consent_no or until is None:
        return ()
    return tuple(d for d in dates if d <= until)


def _first_dates(
    context: Context, item: Item, allowed: tuple[Date, ...], first: Date
) -> tuple[Date, ...] | Verdict:
    """Return the allowed dates from `first` with a consent, or why there are none.

    Only a week without any date is a matter of the calendar; a row whose first date
    comes after the last one has its time in a later week.
    """
    if not allowed:
        return Verdict("deferred", "calendar")
    dates = tuple(d for d in allowed if d >= first)
    if not dates:
        return Verdict("deferred", "not_yet")
    return consented_dates(item, dates) or Verdict("returned", "consent_expired")


def _make_check(
    context: Context,
    ref: CheckRef,
    site: Site,
    urgency: Urgency,
    days: tuple[DayTerms, ...],
    counts_to_cap: bool,
) -> Check | Verdict:
    """Return the check, or why no force could place it this week."""
    scenario = context.scenario
    item = scenario.item[ref.item]
    lead = check_lead(scenario, item.item, site.town, days[0].date)
    check = Check(
        ref=ref,
        site=site.site,
        minutes=item.minutes,
        points=check_points(scenario.settings, urgency, site.risk),
        must=urgency in ("must", "overdue"),
        windows=check_windows(item, site, exempt=ref.row_kind == "request"),
        days=days,
        consented_lead=lead if item.list_ == "consented" else None,
        counts_to_cap=counts_to_cap and ref.row_kind == "plan" and capped(site),
    )
    if not _has_room(context, check):
        return _no_session()
    if all(_party(context, day) > _largest_party(context) for day in days):
        return Verdict("deferred", "too_large")
    return check


def _has_room(context: Context, check: Check) -> bool:
    """Say whether a window leaves the check its minutes in one of its sessions."""
    settings = context.scenario.settings
    length = settings.travel.entry_minutes + check.minutes
    return any(
        min(span.end, window.end) - max(span.start, window.start) >= length
        for kind in sorted({kind for day in check.days for kind in day.kinds})
        for span in settings.kind(kind).spans
        for window in check.windows or (span,)
    )


def _party(context: Context, day: DayTerms) -> int:
    """Return how many people the lead and case departments send at least."""
    least = int(context.scenario.settings.number("two_per_authority", "people"))
    return sum(max(least, r.officers) for r in day.roles if r.role != "assist")


def _largest_party(context: Context) -> int:
    return int(context.scenario.settings.number("party_size", "max"))


def _too_long(context: Context, item: Item) -> bool:
    travel = context.scenario.settings.travel
    return item.minutes + travel.entry_minutes > travel.max_on_site


def screen_plan_row(context: Context, row: PlanRow) -> Check | Verdict:
    """Return the check of a plan row for this week, or what becomes of it."""
    done = context.past.plan_done.get(row.plan_id)
    if done:
        return Verdict("done", done)
    verdict = target_verdict(context, row.site, row.item)
    if verdict:
        return verdict
    if row.earliest > context.week.sunday:
        return Verdict("deferred", "not_yet")
    item, site = context.scenario.item[row.item], context.scenario.site[row.site]
    if _too_long(context, item):
        return Verdict("deferred", "too_long")
    return _place_plan_row(context, row, item, site)


def _place_plan_row(
    context: Context, row: PlanRow, item: Item, site: Site
) -> Check | Verdict:
    dates = _first_dates(context, item, context.working_dates, row.earliest)
    if isinstance(dates, Verdict):
        return dates
    gap_end = context.gap_end(site)
    free_of_gap = tuple(d for d in dates if gap_end is None or d >= gap_end)
    if not free_of_gap:
        return _inside_gap(row, item, gap_end)
    seasonal = tuple(
        d
        for d in free_of_gap
        if not item.seasons or any(s.holds(d) for s in item.seasons)
    )
    opened = tuple(d for d in seasonal if not context.closed(site.site, d))
    if not opened:
        remote = bool(seasonal) and item.remote_ok
        return Verdict("remote", "closure") if remote else _no_session()
    found = [day_terms(context, item, site, d, row.counts_to_cap) for d in opened]
    days = tuple(day for day in found if day is not None)
    if not days:
        return (
            Verdict("remote", "cap")
            if item.remote_ok
            else Verdict("removed", "over_cap")
        )
    ref = CheckRef(item.item, "plan", row.plan_id)
    urgency = plan_urgency(row, context.week)
    return _make_check(context, ref, site, urgency, days, row.counts_to_cap)


def _no_session() -> Verdict:
    return Verdict("deferred", "no_session")


def _inside_gap(row: PlanRow, item: Item, gap_end: Date | None) -> Verdict:
    if item.remote_ok:
        return Verdict("remote", "gap")
    if gap_end is not None and gap_end > row.latest:
        return Verdict("removed", "gap_outlasts")
    return Verdict("deferred", "gap")


def screen_request(context: Context, row: Request) -> Check | Verdict:
    """Return the check of an exempt request for this week, or what becomes of it."""
    if row.received >= context.week.monday:
        return Verdict("deferred", "not_yet")
    done = context.past.request_done.get(row.request)
    if done:
        return Verdict("done", done)
    verdict = target_verdict(context, row.site, row.item)
    if verdict:
        return verdict
    if row.earliest > context.week.sunday:
        return Verdict("deferred", "not_yet")
    # Another request brought this very check after this one came.
    last = context.past.last_exempt.get((row.site, row.item))
    if last is not None and last >= row.received:
        return Verdict("removed", "duplicate")
    item, site = context.scenario.item[row.item], context.scenario.site[row.site]
    if _too_long(context, item):
        return Verdict("deferred", "too_long")
    allowed = (
        context.week.dates if row.trigger == "emergency" else context.working_dates
    )
    first = max(row.earliest, row.received)
    dates = _first_dates(context, item, allowed, first)
    if isinstance(dates, Verdict):
        return dates
    found = [day_terms(context, item, site, d, cap_counts=False) for d in dates]
    days = tuple(day for day in found if day is not None)
    if not days:
        return _no_session()
    ref = CheckRef(item.item, "request", row.request, row.trigger)
    urgency = request_urgency(row, context.week)
    return _make_check(context, ref, site, urgency, days, counts_to_cap=False)
