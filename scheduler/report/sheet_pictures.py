"""Sheet 图表: the charts of the year, each on an A3 page of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scheduler.report.book_style import A3_PAPER, Book

# A chart is drawn to fill an A3 page; margins and footer leave it so much of it.
SCALE = 0.89
# Points a row, and rows a page: 10.5 inches, as high as a chart at that scale.
ROW, ROWS = 18, 42
# Columns, and characters a column: about as wide as a chart at that scale.
COLUMNS, WIDTH = 15, 13
ZOOM = 60  # per cent: a chart is seen whole on a screen


def pictures_sheet(book: Book, pictures: Sequence[Path]) -> None:
    """Add the sheet; nothing if there is no picture.

    Parameters
    ----------
    pictures : sequence of Path
        PNG files, which have to be there until the workbook is closed.
    """
    if not pictures:
        return
    sheet = book.file.add_worksheet(book.words("report.sheet.year_pictures"))
    sheet.hide_gridlines(2)
    sheet.set_default_row(ROW)
    sheet.set_column(0, COLUMNS - 1, WIDTH)
    sheet.set_zoom(ZOOM)
    for number, picture in enumerate(pictures):
        # It stays as large as it is, whatever becomes of the cells below it.
        place = {
            "x_scale": SCALE,
            "y_scale": SCALE,
            "object_position": 3,
            "description": picture.stem,
        }
        sheet.insert_image(number * ROWS, 0, str(picture), place)
    sheet.set_landscape()
    sheet.set_paper(A3_PAPER)
    sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.5)
    sheet.center_horizontally()
    sheet.set_h_pagebreaks([ROWS * k for k in range(1, len(pictures))])
    sheet.print_area(0, 0, ROWS * len(pictures) - 1, COLUMNS - 1)
    mark = book.mark.replace("&", "&&")
    sheet.set_footer(f"&L{mark}&C" + book.words("report.book.footer"))
