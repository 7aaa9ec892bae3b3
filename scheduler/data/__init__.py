"""Tables and workbooks to Scenario and back; the synthetic city."""

from scheduler.data.build import tables_of, tables_with
from scheduler.data.digest import inputs_digest
from scheduler.data.load import Loaded, load
from scheduler.data.page import tables_page
from scheduler.data.problems import DataError, Problem
from scheduler.data.published import published_chain, read_published, write_inputs
from scheduler.data.rows_of import read_rows, write_rows
from scheduler.data.save import save, save_override
from scheduler.data.text import Tables, TextTable
from scheduler.data.write_planned import write_officers, write_year
from scheduler.data.write_workbook import write_workbook

__all__ = [
    "DataError",
    "Loaded",
    "Problem",
    "Tables",
    "TextTable",
    "inputs_digest",
    "load",
    "published_chain",
    "read_published",
    "read_rows",
    "save",
    "save_override",
    "tables_of",
    "tables_page",
    "tables_with",
    "write_inputs",
    "write_officers",
    "write_rows",
    "write_workbook",
    "write_year",
]
