"""The ten measures of a week, each with its baseline and definition.

Sites with a door (enterprises, places) are counted apart from areas (village
grids, road sections) everywhere: `entries` and `area_visits` here are `visits` and
`area_actions` of the counts in ``result.json``. There is no measure per officer and
no target number of checks, on purpose (五个严禁).
"""

from __future__ import annotations

from scheduler.model import PlannedWeek
from scheduler.report.facts import visit_facts
from scheduler.report.measure_entries import entry_rows
from scheduler.report.measure_force import force_rows
from scheduler.report.measure_officers import officer_rows
from scheduler.report.measure_register import register_rows
from scheduler.report.measure_repeats import repeat_rows
from scheduler.report.measure_row import MeasureRow
from scheduler.words import Words

__all__ = ["MeasureRow", "measures"]


def measures(planned: PlannedWeek, lang: str = "zh") -> list[MeasureRow]:
    """Return all measures of a planned week, by their number in DOMAIN.md 7.3.

    Parameters
    ----------
    planned : PlannedWeek
    lang : str
        Language of names, units and definitions.

    Raises
    ------
    KeyError
        If the timetable names a site or a check the inputs do not hold.
    """
    words = Words(lang)
    facts = visit_facts(planned)
    rows = [
        *entry_rows(planned, facts, words),
        *repeat_rows(planned, words),
        *register_rows(planned, words),
        *officer_rows(planned, facts, words),
        *force_rows(planned, words),
    ]
    return sorted(rows, key=lambda row: row.section)
