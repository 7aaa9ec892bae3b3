"""The calendar table: 2025 and 2026 official, 2027 not yet announced."""

from __future__ import annotations

import datetime as dt

import chinese_calendar

from scheduler.model import Calendar, CalendarDay

UNOFFICIAL_YEAR = 2027
# Statutory days off of 2027 (全国年节及纪念日放假办法, 2024 text); the make-up days
# are not announced, so none are assumed.
STATUTORY_2027 = {
    "元旦": ("2027-01-01", 1),
    "春节": ("2027-02-05", 4),
    "清明节": ("2027-04-05", 1),
    "劳动节": ("2027-05-01", 2),
    "端午节": ("2027-06-09", 1),
    "中秋节": ("2027-09-15", 1),
    "国庆节": ("2027-10-01", 3),
}
HOLIDAY_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
}


def _official(date: dt.date) -> CalendarDay:
    working = bool(chinese_calendar.is_workday(date))
    _, name = chinese_calendar.get_holiday_detail(date)
    holiday = HOLIDAY_NAMES.get(str(name), "") if name else ""
    note = ""
    if holiday:
        note = f"{holiday}调休上班" if working else holiday
    return CalendarDay(date, working, note)


def _unofficial(date: dt.date) -> CalendarDay:
    for name, (first, length) in STATUTORY_2027.items():
        start = dt.date.fromisoformat(first)
        if start <= date < start + dt.timedelta(days=length):
            return CalendarDay(date, False, f"{name}（调休安排尚未公布）")
    return CalendarDay(date, date.weekday() < 5, "调休安排尚未公布")


def calendar() -> Calendar:
    """Return one row for every date of 2025, 2026 and 2027."""
    days: dict[dt.date, CalendarDay] = {}
    date = dt.date(2025, 1, 1)
    while date.year <= UNOFFICIAL_YEAR:
        official = date.year < UNOFFICIAL_YEAR
        days[date] = _official(date) if official else _unofficial(date)
        date += dt.timedelta(days=1)
    return Calendar(days)


def working_days(cal: Calendar, year: int) -> list[dt.date]:
    """Return the working days of a year, in order."""
    return [d for d, day in sorted(cal.days.items()) if d.year == year and day.working]
