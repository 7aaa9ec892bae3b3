"""Messages about a week that has no solution."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.model import Scenario
from scheduler.model.timetable import CheckRef
from scheduler.week.shortage import Shortage
from scheduler.week.wishes import Finding
from scheduler.words import Words

# So many are named one by one; of more the number is told.
MOST_DEMANDS = 6
MOST_FINDINGS = 4
MOST_LINES = 3


def clash_message(
    scenario: Scenario,
    names: Sequence[str],
    lang: str,
    minimal: bool = True,
    proved: bool = True,
) -> str:
    """Return the sentence about demands that were not met together; empty if none.

    Parameters
    ----------
    names : sequence of str
        Row names: ``pin <kind> <target> <value>`` or ``frequency <check>``.
    minimal : bool
        Whether all of them are needed for the clash; otherwise it is among them.
    proved : bool
        Whether no week meets them; otherwise none was found in time.
    """
    if not names:
        return ""
    words = Words(lang)
    key = "clash" if len(names) > 1 else "alone"
    if not minimal and len(names) > 1:
        key = "among"
    if not proved:
        key = "not_found"
    return words(f"week.{key}", demands=_demands(scenario, words, names))


def disproof_message(scenario: Scenario, findings: Sequence[Finding], lang: str) -> str:
    """Return what arithmetic proves no week can meet, and what is missing."""
    words = Words(lang)
    parts = [_finding(scenario, words, finding) for finding in findings]
    return words("week.disproved", findings=_some(words, parts, MOST_FINDINGS))


def shortage_lines(
    scenario: Scenario, found: Sequence[Shortage], lang: str
) -> list[str]:
    """Return the estimated shortages in words, the worst few; nothing if none."""
    words = Words(lang)
    return [shortage_words(scenario, row, words, "about") for row in found[:MOST_LINES]]


def shortage_words(scenario: Scenario, row: Shortage, words: Words, key: str) -> str:
    """Return who is short, where and when, and by how much: ``about`` or ``exact``."""
    unit = words(f"week.measure.{row.measure}")
    parts = [_place(scenario, row, words), _when(row.session, words)]
    if row.qualification:
        parts.insert(1, words("week.shortage.holders", name=row.qualification))
    return words(
        f"week.shortage.{key}",
        place=words("week.shortage.comma").join(parts),
        wanted=row.wanted,
        available=row.available,
        short=row.short,
        unit=unit,
    )


def _place(scenario: Scenario, row: Shortage, words: Words) -> str:
    town = scenario.town[row.town].name if row.town else ""
    if not row.department:
        return words("week.shortage.base", town=town)
    who = scenario.department[row.department].name
    if town:
        who = words("week.shortage.team", name=who, town=town)
    if not row.district:
        return who
    district = scenario.district[row.district].name
    return words("week.shortage.place", who=who, district=district)


def _when(session: str, words: Words) -> str:
    """Return a kind, a date with kinds, or the week, in words."""
    date, _, kinds = session.rpartition(" ")
    if not kinds:
        return words("week.shortage.week")
    spoken = words("week.shortage.or").join(
        words.get(f"week.session.{kind}", kind) for kind in kinds.split("/")
    )
    key = "on" if date else "kind"
    return words(f"week.shortage.{key}", date=date, session=spoken)


def _finding(scenario: Scenario, words: Words, finding: Finding) -> str:
    demands = _demands(scenario, words, finding.names)
    short = [shortage_words(scenario, row, words, "exact") for row in finding.shortages]
    reason = words(f"week.reason.{finding.reason}", short=words("week.and").join(short))
    key = "exclusive" if len(finding.names) > 1 else "impossible"
    return words(f"week.{key}", demands=demands, reason=reason)


def _demands(scenario: Scenario, words: Words, names: Sequence[str]) -> str:
    parts = [_demand(scenario, words, name) for name in dict.fromkeys(names)]
    return _some(words, parts, MOST_DEMANDS)


def _some(words: Words, parts: Sequence[str], most: int) -> str:
    """Return the first of some sentences, joined, and how many there are."""
    told = words("week.and").join(parts[:most])
    return told if len(parts) <= most else words("week.more", told=told, all=len(parts))


def _demand(scenario: Scenario, words: Words, name: str) -> str:
    kind, _, rest = name.partition(" ")
    if kind == "frequency":
        return _must(scenario, words, CheckRef.parse(rest))
    pin, _, rest = rest.partition(" ")
    target, _, value = rest.partition(" ")
    date, _, session = value.partition(" ")
    spoken = words.get(f"week.session.{session}", session)
    when = f"{date} {spoken}".strip() or words("week.any_time")
    return words(f"week.demand.{pin}", target=_called(scenario, target), value=when)


def _must(scenario: Scenario, words: Words, ref: CheckRef) -> str:
    """Return a must with its site and item in words."""
    rows = scenario.plan_row if ref.row_kind == "plan" else scenario.request
    site = _called(scenario, rows[ref.row_id].site)
    item = scenario.item[ref.item].name
    return words("week.demand.frequency", check=ref.row_id, site=site, item=item)


def _called(scenario: Scenario, target: str) -> str:
    """Return the id of a site or officer with its name."""
    found = scenario.site.get(target) or scenario.officer.get(target)
    return f"{target}（{found.name}）" if found else target
