"""The year: which site is checked in which week, so that every frequency is met."""

from scheduler.year.needs import Buckets
from scheduler.year.plan import plan_year
from scheduler.year.rest import rest_of_year

__all__ = ["Buckets", "plan_year", "rest_of_year"]
