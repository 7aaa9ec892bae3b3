"""Resident teams by district: people wanted by 1:1:2, posted, certified, missing."""

from __future__ import annotations

from collections import Counter

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from scheduler.model import Allocation, Scenario, Target
from scheduler.report.figure_page import page
from scheduler.report.force_missing import missing_certified, missing_table
from scheduler.report.labels import is_synthetic, plain_title
from scheduler.report.style import FAINT, INK
from scheduler.words import Words

WANTED, POSTED, CERTIFIED = "#C9CDD2", "#0072B2", "#56B4E9"
SHORT = "#C00000"
ROW = 1.7  # inches a team
WIDTH = 0.8  # of a district's place


def split_page(found: Allocation, scenario: Scenario, words: Words) -> Figure:
    """Return one page: a row a team, a bar a district; grey behind is the target."""
    teams = list(found.sunk)
    notes = [words("report.split.note")]
    if is_synthetic(scenario):
        notes.append(words("report.chart.synthetic"))
    figure, axes = page(
        words("report.split.title", city=plain_title(scenario)),
        words("report.split.subtitle", total=_total(found, scenario)),
        notes,
        ROW * max(1, len(teams)),
        1.2,
    )
    districts = [row.district for row in scenario.districts]
    for line, team in enumerate(teams):
        _team(axes, found, team, line, districts, words)
        _sums(axes, found, team, (len(districts) - 0.4, line), words)
    axes.set_ylim(len(teams) - 0.5, -0.5)
    axes.set_xlim(-0.5, len(districts) - 0.5)
    axes.set_yticks(
        range(len(teams)), [scenario.department[team].name for team in teams]
    )
    names = [scenario.district[one].name for one in districts]
    axes.set_xticks(range(len(districts)), names)
    axes.xaxis.tick_top()
    axes.tick_params(length=0, labelsize=12, labelcolor=INK)
    for side in axes.spines.values():
        side.set_color(FAINT)
    return figure


def _total(found: Allocation, scenario: Scenario) -> str:
    """Return the posted people of all teams by group of districts."""
    groups: Counter[str] = Counter()
    for row in found.targets:
        if row.department in found.sunk:
            groups[scenario.district[row.district].group] += row.posted
    return " : ".join(str(groups[group]) for group in ("centre", "south", "other"))


def _sums(
    axes: Axes, found: Allocation, team: str, at: tuple[float, int], words: Words
) -> None:
    """Write beside a team's row how many are posted, and who is missing in red."""
    posted, staff = found.sunk[team]
    share = f"{posted / staff:.0%}" if staff else "—"
    axes.text(*at, f"{posted}/{staff}\n{share}",
              ha="left", va="center", fontsize=10, color=INK)  # fmt: skip
    if value := missing_table(found)[team]["certified"]:
        axes.text(at[0], at[1] + 0.35, words("report.split.missing", value=value),
                  ha="left", va="center", fontsize=10, color=SHORT)  # fmt: skip


def _team(
    axes: Axes,
    found: Allocation,
    team: str,
    line: int,
    districts: list[str],
    words: Words,
) -> None:
    """Draw a team's bars, each from the foot of its row; the tallest fills it."""
    rows = {row.district: row for row in found.targets if row.department == team}
    most = max((max(row.target, row.posted) for row in rows.values()), default=1) or 1
    for place, district in enumerate(districts):
        row = rows[district]
        foot = line + 0.4
        for people, colour, width in (
            (row.target, WANTED, WIDTH),
            (row.posted, POSTED, 0.55),
            (row.certified, CERTIFIED, 0.25),
        ):
            height = 0.7 * people / most
            axes.bar(place, -height, width, bottom=foot, color=colour, zorder=2)
        top = foot - 0.7 * max(row.target, row.posted) / most
        ink = SHORT if missing_certified(row) else INK
        axes.text(place, top - 0.03, _label(row, words), ha="center", va="bottom",
                  fontsize=11, color=ink)  # fmt: skip


def _label(row: Target, words: Words) -> str:
    """Return people posted, how many off the target, and certified ones if fewer."""
    text = f"{row.posted}"
    if row.posted != row.target:
        text += f"（{row.posted - row.target:+d}）"
    if row.certified < row.posted:
        text += words("report.split.certified", value=row.certified)
    return text
