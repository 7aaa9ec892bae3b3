"""What a user may ask for: a week, a folder to write, weeks to count on top."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from scheduler.model import Scenario, Timetable, Week
from scheduler.words import Words

# What every output folder has: only such a folder, or an empty one, is replaced.
OUTPUT_SIGNS = ("result.json", "inputs")
YEAR_SIGNS = ("year.json", "inputs")
FORCE_SIGNS = ("force.json", "inputs")
SIMULATION_SIGN = "simulation.json"

# A day: more is a slip of the keyboard.
MOST_SECONDS = 86_400


class AskedError(ValueError):
    """What was asked for cannot be done; nothing was written.

    Parameters
    ----------
    key : str
        The sentence is ``words("cli.asked.<key>", **fields)``.
    """

    def __init__(self, key: str, **fields: object) -> None:
        self.key, self.fields = key, fields
        super().__init__(self.sentence(Words("zh")))

    def sentence(self, words: Words) -> str:
        """Return the sentence in the language of `words`."""
        return words(f"cli.asked.{self.key}", **self.fields)


def parse_week(text: str) -> Week:
    """Read a week like ``2026-W49``.

    Raises
    ------
    AskedError
        If the text is no week.
    """
    try:
        return Week.parse(text)
    except ValueError:
        raise AskedError("week", week=text) from None


def require_effort(seconds: float | None, gap: float | None) -> None:
    """See that the seconds and the gap to stop at make sense.

    Raises
    ------
    AskedError
        If there are fewer seconds than 1 or more than a day, or the gap is no share.
    """
    if seconds is not None and not 1 <= seconds <= MOST_SECONDS:
        raise AskedError("seconds", seconds=seconds, most=MOST_SECONDS)
    if gap is not None and not 0 <= gap <= 1:
        raise AskedError("gap", gap=gap)


def parse_date(text: str) -> dt.date:
    """Read ``2026-12-01``.

    Raises
    ------
    AskedError
        If the text is no date.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise AskedError("date", date=text) from None


def require_share(share: float | None) -> None:
    """See that the part of a team to post is a share above none.

    Raises
    ------
    AskedError
        If it is 0 or less, or more than 1.
    """
    if share is not None and not 0 < share <= 1:
        raise AskedError("share", share=share)


def require_value_year(values: bool, year: int | None) -> None:
    """See that values are asked for with a year.

    Raises
    ------
    AskedError
        If there is none.
    """
    if values and year is None:
        raise AskedError("values")


def require_fewer(fewer: Sequence[float]) -> None:
    """See that every part of the officers to do without is a share, each once.

    Raises
    ------
    AskedError
        If one is 0 or less, 1 or more, or stands twice.
    """
    for share in fewer:
        if not 0 < share < 1 or fewer.count(share) > 1:
            raise AskedError("fewer", share=share)


def require_simulation(folder: Path, same: dict[str, Any]) -> None:
    """See that a folder is new, empty, or of the same simulation.

    Raises
    ------
    AskedError
        If it is a file or below one, holds other things, or was begun with other
        inputs or options.
    """
    _require_no_file(folder)
    if not folder.exists() or not any(folder.iterdir()):
        return
    sign = folder / SIMULATION_SIGN
    if not sign.is_file():
        raise AskedError("out_in_use", folder=folder)
    try:
        begun = json.loads(sign.read_text(encoding="utf-8"))
    except ValueError:
        begun = None
    if not isinstance(begun, dict):
        raise AskedError("simulation_unread", file=sign)
    other = [name for name in same if begun.get(name) != same[name]]
    if other:
        raise AskedError("simulation_other", folder=folder, names=", ".join(other))


def require_reserve(reserve: float) -> None:
    """See that the reserve for complaints is a share that leaves something.

    Raises
    ------
    AskedError
        If it is below 0, or 1 and more.
    """
    if not 0 <= reserve < 1:
        raise AskedError("reserve", reserve=reserve)


def require_year(year: int, scenario: Scenario) -> None:
    """See that a year is one, and that the calendar has every date of it.

    Raises
    ------
    AskedError
        If no date has that year, or naming the first date that is missing.
    """
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise AskedError("no_year", year=year, least=dt.MINYEAR, most=dt.MAXYEAR)
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    for days in range((last - first).days + 1):
        date = first + dt.timedelta(days=days)
        if date not in scenario.calendar.days:
            raise AskedError("year", year=year, date=date)


def require_beacon(beacon: str) -> None:
    """See that a draw has a beacon: without one anybody could foretell it.

    Raises
    ------
    AskedError
        If it is empty.
    """
    if not beacon.strip():
        raise AskedError("beacon")


def require_filed(year: int, scenario: Scenario) -> None:
    """See that the year has a filed plan, of which something can be left.

    Raises
    ------
    AskedError
        If no row of the plan is due in it.
    """
    if not any(row.due.year == year for row in scenario.plan):
        raise AskedError("filed", year=year)


def require_week_of(year: int, week: Week) -> None:
    """See that a week has a date of the year.

    Raises
    ------
    AskedError
        If it has none.
    """
    if year not in (week.monday.year, week.sunday.year):
        raise AskedError("week_of", week=week, year=year)


def require_replaceable(
    folder: Path, after: Sequence[Path | str], signs: Sequence[str] = OUTPUT_SIGNS
) -> None:
    """See that writing the folder destroys nothing but an older output.

    Raises
    ------
    AskedError
        If it is a file or below one, a folder of other things, or one of `after`.
    """
    if any(Path(one).resolve() == folder.resolve() for one in after):
        raise AskedError("out_is_after", folder=folder)
    _require_no_file(folder)
    if not folder.exists():
        return
    ours = all((folder / sign).exists() for sign in signs)
    if any(folder.iterdir()) and not ours:
        raise AskedError("out_in_use", folder=folder)


def require_unused(folder: Path, force: bool) -> None:
    """See that a scenario is not made over other files, unless by `force`.

    Raises
    ------
    AskedError
        If it is a file or below one, or not empty while `force` is not given.
    """
    _require_no_file(folder)
    if folder.exists() and any(folder.iterdir()) and not force:
        raise AskedError("made_in_use", folder=folder)


def _require_no_file(folder: Path) -> None:
    """See that neither a folder to write nor one above it is a file."""
    for place in (folder, *folder.parents):
        if place.exists() and not place.is_dir():
            raise AskedError("out_is_file", folder=place)


def require_fitting(
    week: Week, published: Sequence[Timetable], scenario: Scenario
) -> None:
    """See that the weeks of ``--after`` lie before, once each, and are of this city.

    Raises
    ------
    AskedError
        Naming the week, and the first id the scenario does not know.
    """
    seen: set[str] = set()
    for timetable in published:
        if Week.parse(timetable.week).monday >= week.monday:
            raise AskedError("after_late", after=timetable.week, week=week)
        if timetable.week in seen:
            raise AskedError("after_twice", after=timetable.week)
        seen.add(timetable.week)
        for table, value in _unknown(timetable, scenario):
            raise AskedError(
                "after_unknown", after=timetable.week, table=table, value=value
            )


def _unknown(timetable: Timetable, scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Yield table and value of every id of the week that the scenario lacks."""
    kinds = {kind.kind for kind in scenario.settings.sessions}
    for visit in timetable.visits:
        if visit.site not in scenario.site:
            yield "sites", visit.site
    for round_ in timetable.rounds:
        if round_.session not in kinds:
            yield "scenario.toml", round_.session
        if round_.district not in scenario.district:
            yield "districts", round_.district
        for town in (round_.base, *round_.towns):
            if town not in scenario.town:
                yield "towns", town
