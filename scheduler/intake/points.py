"""What a check is worth (DESIGN.md 6.3)."""

from __future__ import annotations

from typing import Literal

from scheduler.model import PlanRow, Request, Settings, Week
from scheduler.model.catalogue import Risk

Urgency = Literal["early", "due", "must", "overdue"]


def plan_urgency(row: PlanRow, week: Week) -> Urgency:
    """Return how urgent a plan row is in a week."""
    if row.latest < week.monday:
        return "overdue"
    if row.latest <= week.sunday:
        return "must"
    return "due" if row.due <= week.sunday else "early"


def request_urgency(row: Request, week: Week) -> Urgency:
    """Return how urgent an exempt request is in a week; never early."""
    if row.latest < week.monday:
        return "overdue"
    return "must" if row.latest <= week.sunday else "due"


def check_points(settings: Settings, urgency: Urgency, risk: Risk) -> int:
    """Return the scaled integer points of a check."""
    points = settings.points
    base = float(getattr(points, urgency))
    return round(base * points.risk[risk] * points.scale)
