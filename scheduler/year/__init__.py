"""The year: which site is checked in which week, so that every frequency is met."""

from scheduler.year.marginal import YearWorth
from scheduler.year.needs import Buckets
from scheduler.year.peak import peak_of
from scheduler.year.plan import plan_year
from scheduler.year.rest import rest_of_year
from scheduler.year.wanted import YearAsked

__all__ = [
    "Buckets",
    "YearAsked",
    "YearWorth",
    "peak_of",
    "plan_year",
    "rest_of_year",
]
