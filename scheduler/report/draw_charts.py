"""Draws charts and saves them; also what a second drawing process runs.

``python -m scheduler.report.draw_charts JOB FOLDER``: JOB is a pickled list of
charts that this package wrote a moment ago, FOLDER where the files go.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from scheduler.report.chart_data import Chart
from scheduler.report.draw_page import draw_page
from scheduler.report.style import DPI, rc

# Of zlib's 1 to 9: half the seconds of the default 6 for a tenth more bytes.
PNG_EFFORT = 3


def save_chart(chart: Chart, folder: Path) -> None:
    """Draw the pages of a chart and write its PNG, SVG and PDF files.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    with mpl.rc_context(rc()):  # type: ignore[arg-type]
        pdf_path = folder / f"{chart.stem}.pdf"
        with PdfPages(pdf_path, metadata={"CreationDate": None}) as pdf:
            for number, page in enumerate(chart.pages, start=1):
                figure = draw_page(page)
                stem = chart.stem if number == 1 else f"{chart.stem}-{number}"
                _save_images(figure, folder, stem)
                pdf.savefig(figure)


def _save_images(figure: Figure, folder: Path, stem: str) -> None:
    figure.savefig(
        folder / f"{stem}.png", dpi=DPI, pil_kwargs={"compress_level": PNG_EFFORT}
    )
    figure.savefig(folder / f"{stem}.svg", metadata={"Date": None})


def main(arguments: Sequence[str]) -> None:
    """Draw the charts of a job file into a folder."""
    job, folder = map(Path, arguments)
    for chart in pickle.loads(job.read_bytes()):
        save_chart(chart, folder)


if __name__ == "__main__":
    main(sys.argv[1:])
