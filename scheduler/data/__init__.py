"""Tables and workbooks to Scenario and back; the synthetic city."""

from scheduler.data.build import tables_of
from scheduler.data.load import Loaded, load
from scheduler.data.problems import DataError, Problem
from scheduler.data.save import save
from scheduler.data.text import Tables, TextTable

__all__ = [
    "DataError",
    "Loaded",
    "Problem",
    "Tables",
    "TextTable",
    "load",
    "save",
    "tables_of",
]
