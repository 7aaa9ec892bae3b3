"""What comes before a week is planned: who is away, who declines, who complains."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from scheduler.intake import check_lead
from scheduler.model import Absence, Chances, Invitation, Request, Scenario, Week
from scheduler.model.calendar import Date
from scheduler.model.demand import Trigger
from scheduler.study.dice import generator, roll

# Trigger, how many of ten requests have it, days from receipt to the last date.
TRIGGERS: tuple[tuple[Trigger, int, int], ...] = (
    ("complaint", 6, 7),
    ("assigned", 1, 12),
    ("clue", 1, 10),
    ("enterprise", 1, 20),
    ("licence", 1, 15),
)


def working_dates(scenario: Scenario, week: Week) -> tuple[Date, ...]:
    """Return the working dates of a week."""
    return tuple(date for date in week.dates if scenario.calendar.working(date))


def absences(
    scenario: Scenario, week: Week, chances: Chances, seed: int
) -> Iterator[Absence]:
    """Yield who is away in a week, as known when it is planned."""
    dates = working_dates(scenario, week)
    for officer in scenario.officers:
        name = officer.officer
        fate = roll(seed, "leave", name, week)
        if fate < chances.leave_week:
            yield Absence(name, week.monday, week.sunday, reason="休假（模拟）")
        elif dates and fate < chances.leave_week + chances.leave_day:
            date = dates[int(roll(seed, "leave day", name, week) * len(dates))]
            yield Absence(name, date, date, reason="请假（模拟）")


def invitations(
    scenario: Scenario, week: Week, chances: Chances, seed: int
) -> Iterator[Invitation]:
    """Yield the sessions that departments outside the city's orders decline."""
    invited = [row.department for row in scenario.departments if row.vertical]
    kinds = [kind.kind for kind in scenario.settings.sessions if kind.weight == 1]
    for department in invited:
        for district in scenario.districts:
            for date in working_dates(scenario, week):
                for kind in kinds:
                    about = (department, district.district, date, kind)
                    if roll(seed, "declined", *about) < chances.declined:
                        yield Invitation(*about, answer=False)


def requests(
    scenario: Scenario, week: Week, chances: Chances, seed: int
) -> Iterator[Request]:
    """Yield the requests from outside the plan that come in a week."""
    items: dict[str, list[str]] = defaultdict(list)
    for row in scenario.site_items:
        items[row.site].append(row.item)
    rng = generator(seed, "requests", week)
    many = chances.complaints * len(scenario.sites) / 1000
    count = int(many) + (rng.random() < many - int(many))
    triggers = [row for row in TRIGGERS for _ in range(row[1])]
    for number in range(count):
        site = rng.choice(scenario.sites)
        trigger, _, days = rng.choice(triggers)
        received = week.monday + dt.timedelta(days=rng.randrange(5))
        if not items[site.site]:
            continue
        item = rng.choice(items[site.site])
        lead = check_lead(scenario, item, site.town, received)
        if lead is None:
            continue
        yield Request(
            request=f"Q{week}-{number + 1:02d}",
            department=lead,
            site=site.site,
            item=item,
            received=received,
            earliest=received + dt.timedelta(days=1),
            latest=received + dt.timedelta(days=days),
            trigger=trigger,
            approval=f"模拟申批{week}-{number + 1:02d}",
            note="计划外申请（模拟）",
        )
