"""The week: rounds, pools, levels, the draw of names."""

from scheduler.engine.selection import Stop
from scheduler.week.options import Options
from scheduler.week.plan import Planner
from scheduler.week.progress import Event

__all__ = ["Event", "Options", "Planner", "Stop"]
