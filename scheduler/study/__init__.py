"""Studies over many weeks: a simulated year."""

from scheduler.study.fewer import with_fewer
from scheduler.study.filed import filed
from scheduler.study.tally import Ran
from scheduler.study.year_run import Simulation, weeks_of

__all__ = ["Ran", "Simulation", "filed", "weeks_of", "with_fewer"]
