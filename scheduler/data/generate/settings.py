"""``scenario.toml`` of the generated scenarios."""

from __future__ import annotations

from scheduler.model import DrawSettings, SessionKind, Settings, Window, parse_clock

YEAR = 2026
BEACON_SOURCE = "中国体育彩票排列5开奖号码"
BEACON_TIME = "编制周前一个星期五 21:00 之后公布的一期"


def _kind(kind: str, span: str) -> SessionKind:
    start, end = span.split("-")
    return SessionKind(kind, parse_clock(start), parse_clock(end))


SESSIONS = (
    _kind("early", "05:30-07:00"),
    _kind("morning", "08:30-11:30"),
    _kind("afternoon", "14:30-17:30"),
    _kind("evening", "19:30-22:30"),
    SessionKind(
        "day",
        parse_clock("08:30"),
        parse_clock("17:30"),
        covers=("morning", "afternoon"),
        pause=Window(parse_clock("12:00"), parse_clock("14:00")),
    ),
)


def settings(name: str, title: str) -> Settings:
    """Return the settings with every rule at its default."""
    return Settings(
        name=name,
        title=title,
        year=YEAR,
        sessions=SESSIONS,
        draw=DrawSettings(BEACON_SOURCE, BEACON_TIME),
    )
