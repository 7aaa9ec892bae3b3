"""Studies over many weeks: a simulated year."""

from scheduler.study.fewer import with_fewer
from scheduler.study.filed import filed
from scheduler.study.tally import Ran
from scheduler.study.year_run import Simulation, compared

__all__ = ["Ran", "Simulation", "compared", "filed", "with_fewer"]
