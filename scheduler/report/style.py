"""Font, sizes and settings of the charts as matplotlib wants them."""

from __future__ import annotations

from functools import cache
from typing import Any

from matplotlib import font_manager
from pylopdf_fonts_zh_cn import sans_path

A3 = (16.54, 11.69)  # inches, landscape
DPI = 120  # A3 becomes 1985 pixels wide: a projector shows it without scaling
LEFT, RIGHT, TOP, BOTTOM = 1.85, 0.3, 1.35, 1.35  # margins in inches
INK, FAINT, SHADE, BAND = "#222222", "#C9CDD2", "#E3E5E8", "#F5F7F9"


@cache
def font_family() -> str:
    """Register the Chinese font once and return its family name."""
    path = str(sans_path())
    font_manager.fontManager.addfont(path)
    return font_manager.FontProperties(fname=path).get_name()


def rc() -> dict[str, Any]:
    """Return the settings every chart is drawn and saved with."""
    return {
        "font.family": [font_family()],
        "axes.unicode_minus": False,
        "pdf.fonttype": 3,  # 42 warns with a CFF font
        "svg.fonttype": "path",
        "svg.hashsalt": "scheduler",
        "path.simplify": False,
    }
