"""The workbook and the charts of a planned year, and the chart of postings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from scheduler.model import (
    Allocation,
    PlannedYear,
    Scenario,
    SimulatedYear,
    Worths,
)
from scheduler.report.book_style import open_book
from scheduler.report.labels import is_synthetic
from scheduler.report.sheet_load import load_sheet
from scheduler.report.sheet_pictures import pictures_sheet
from scheduler.report.sheet_year import unmet_sheet, year_plan_sheet
from scheduler.words import Words


def write_year_workbook(
    planned: PlannedYear,
    scenario: Scenario,
    folder: Path,
    lang: str = "zh",
    pictures: Sequence[Path] = (),
) -> None:
    """Write ``year.xlsx``: the plan in the province's form, loads, unmet, charts.

    Parameters
    ----------
    pictures : sequence of Path
        PNG files of charts; each gets a page of the last sheet.
    """
    words = Words(lang)
    mark = words("report.chart.synthetic") if is_synthetic(scenario) else ""
    book = open_book(str(folder / "year.xlsx"), words, mark)
    created = dt.datetime(planned.year, 1, 1)
    book.file.set_properties({"title": scenario.settings.title, "created": created})
    year_plan_sheet(book, planned, scenario)
    load_sheet(book, planned, scenario)
    unmet_sheet(book, planned, scenario)
    pictures_sheet(book, pictures)
    book.file.close()


def write_year_pictures(
    planned: PlannedYear, scenario: Scenario, folder: Path, lang: str = "zh"
) -> list[Path]:
    """Write the charts of a year as PNG, SVG and PDF; return the PNG files.

    ``load`` (an area a page), ``coverage`` by item, ``coverage-risk``,
    ``coverage-town`` and ``map``. A chart of several pages has one PDF and files
    ``-2``, ``-3`` … beside the first.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    # matplotlib takes a second to import: only who draws pays for it.
    from scheduler.report.coverage_chart import coverage_pages
    from scheduler.report.coverage_risks import risk_page
    from scheduler.report.coverage_towns import town_pages
    from scheduler.report.figure_page import save_pages, styled
    from scheduler.report.load_chart import load_pages
    from scheduler.report.year_map import map_pages

    words = Words(lang)
    with styled():
        charts = {
            "map": map_pages(planned, scenario, words),
            "load": load_pages(planned, scenario, words),
            "coverage": coverage_pages(planned, scenario, words),
            "coverage-risk": [risk_page(planned, scenario, words)],
            "coverage-town": town_pages(planned, scenario, words),
        }
        return [
            picture
            for stem, pages in charts.items()
            if pages
            for picture in save_pages(pages, folder, stem)
        ]


def write_force_pictures(
    found: Allocation,
    scenario: Scenario,
    folder: Path,
    lang: str = "zh",
    worths: Worths | None = None,
) -> None:
    """Write ``split``, and ``values`` if they are known, as PNG, SVG and PDF.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    from scheduler.report.figure_page import save_pages, styled
    from scheduler.report.split_chart import split_page
    from scheduler.report.value_chart import value_pages

    words = Words(lang)
    with styled():
        save_pages([split_page(found, scenario, words)], folder, "split")
        if worths is not None:
            save_pages(value_pages(worths, scenario, words), folder, "values")


def write_simulation_picture(
    years: Sequence[SimulatedYear], scenario: Scenario, folder: Path, lang: str = "zh"
) -> None:
    """Write ``simulation`` as PNG, SVG and PDF.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    from scheduler.report.figure_page import save_pages, styled
    from scheduler.report.simulate_chart import simulation_page

    with styled():
        page = simulation_page(years, scenario, Words(lang))
        save_pages([page], folder, "simulation")
