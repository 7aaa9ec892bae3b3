"""The declarations agree with the model, the design's columns and the words."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from scheduler.data.page import tables_page
from scheduler.data.schema import PUBLISHED, TABLES, Table, TravelRow
from scheduler.model import Scenario
from scheduler.words import Words

ALL = [*TABLES, *PUBLISHED]
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_columns_are_the_fields_of_the_model_in_order(table: Table) -> None:
    columns = tuple(column.field for column in table.columns)
    if table.row is TravelRow:
        assert columns == TravelRow._fields
    else:
        assert columns == tuple(f.name for f in dataclasses.fields(table.row))


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_names_headers_keys_and_references(table: Table) -> None:
    names = [column.name for column in table.columns]
    headers = [column.header for column in table.columns]
    assert len({*names, *headers}) == len(names) + len(headers)
    assert set(table.key) <= set(names)
    one_key = {other.name for other in TABLES if len(other.key) == 1}
    assert {column.ref for column in table.columns} - {""} <= one_key


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_empty_means_what_the_model_defaults_to(table: Table) -> None:
    if table.row is TravelRow:
        return
    defaults = {field.name: field.default for field in dataclasses.fields(table.row)}
    for column in table.columns:
        if not column.needed and defaults[column.field] is not dataclasses.MISSING:
            assert column.empty == defaults[column.field], column.name


def test_sheets_are_unique_and_short() -> None:
    sheets = [table.sheet for table in TABLES]
    assert len(set(sheets)) == len(sheets)
    assert all(len(sheet) <= 31 for sheet in sheets)  # the limit of spreadsheets


def test_every_table_of_the_scenario_is_declared() -> None:
    fields = {field.name for field in dataclasses.fields(Scenario)}
    special = {"settings", "calendar", "travel_given", "clauses"}
    names = {table.name for table in TABLES}
    assert fields - special == names - {"calendar", "travel"}


def test_every_kind_has_words_and_every_word_is_used() -> None:
    expected = {
        key.removeprefix("data.expected.")
        for key in Words("zh").texts
        if key.startswith("data.expected.")
    }
    kinds = {column.kind.name for table in ALL for column in table.columns}
    assert kinds <= expected
    package = ROOT / "scheduler" / "data"
    study = ROOT / "scheduler" / "study"
    folders = (package, package / "checks", package / "schema", study)
    sources = [path for folder in folders for path in sorted(folder.glob("*.py"))]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    # The kinds of numbers and of settings are put together from parts.
    composed = {"number_between", "whole_between", "setting_bool", "setting_int"}
    unused = {key for key in expected if f'"{key}"' not in text} - composed
    assert unused == set()


def test_both_languages_have_the_same_keys_and_fields() -> None:
    zh, en = Words("zh"), Words("en")
    for texts, others in ((zh.texts, en.texts), (en.texts, zh.texts)):
        for key, text in texts.items():
            if key.startswith("data."):
                fields = sorted(set(re.findall(r"{(\w+)}", text)))
                assert fields == sorted(set(re.findall(r"{(\w+)}", others[key]))), key


def test_page_of_tables_is_up_to_date() -> None:
    # If this fails: python -m scheduler.data > docs/tables.md
    page = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    assert page == tables_page()
