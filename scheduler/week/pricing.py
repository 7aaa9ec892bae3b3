"""Pricing of a plot: which of its routes are worth a closer look.

Rounds of small teams are listed once (`plot_table.py`) and valued all at once; those
of larger teams are searched by labels when the list has nothing to offer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from scheduler.week.alike import Alike, IntArray
from scheduler.week.cores import small_cores, smallest_needs
from scheduler.week.label_ground import Field, best_of
from scheduler.week.label_parts import Labels
from scheduler.week.labels import MOST_LABELS, Search
from scheduler.week.plot_table import PlotTable
from scheduler.week.prices import Aim, FloatArray, Prices, cheapest
from scheduler.week.route_table import TEAM, Core, Rows, Tables, no_rows, rows_of
from scheduler.week.sampling import Plot
from scheduler.week.session_pricing import NOISE, SessionPricing
from scheduler.week.visit_cuts import VisitCut, cuts_of, within

# Routes listed of one plot at most; a core found by labels is listed if they allow.
MOST_LISTED = 150_000
# Routes found by labels that are listed without the others of their core.
MOST_KEPT = 50_000


class PlotPricer:
    """Prices the rounds of one plot.

    Parameters
    ----------
    cuts : sequence of VisitCut
        Rows that take visits together.
    before : PlotTable, optional
        What was listed with fewer of them.
    """

    def __init__(
        self,
        plot: Plot,
        cuts: Sequence[VisitCut] = (),
        before: PlotTable | None = None,
    ) -> None:
        here = {v.candidate for v in plot.variants}
        self.plot = plot
        self.alike = Alike(plot, within(cuts, here))
        weights = [group.cuts for group in self.alike.groups]
        self._cuts = cuts_of(self.alike.cuts, weights)
        self._rows = np.array([c.row for c in self.alike.cuts], dtype=np.int64)
        self.tables = Tables(self.alike)
        self.field = Field(self.tables)
        table = None if before is None else before.split(self.tables, self._cuts)
        self.table = self._listed() if table is None else table

    def _listed(self) -> PlotTable:
        """Return the routes of small teams."""
        table = PlotTable(self.tables, self._cuts)
        for core in small_cores(self.tables):
            table.add(core)
        table.settle()
        return table

    def with_cuts(self, cuts: Sequence[VisitCut]) -> PlotPricer:
        """Return the pricer with more rows that take visits together."""
        here = {v.candidate for v in self.plot.variants}
        if within(cuts, here) == self.alike.cuts:
            return self
        new = PlotPricer(self.plot, cuts, self.table)
        new.list_too(self.table.masks)
        return new

    def list_too(self, masks: Iterable[int]) -> None:
        """List the routes of more teams."""
        new = sorted(set(masks) - set(self.table.masks))
        for mask in new:
            if self.table.size - len(self.table.kept) < MOST_LISTED:
                self.table.add(Core(mask, self.tables.home, self.tables.joining(mask)))
        self.table.settle()

    def keep(self, rows: Rows) -> None:
        """List some rounds of teams whose rounds are too many to list."""
        room = max(0, MOST_KEPT - len(self.table.kept))
        number = np.flatnonzero(~np.isin(rows.units, self.table.masks))[:room]
        if len(number):
            self.table.keep(rows.part(number))
            self.table.settle()

    def promising(
        self, pricings: Sequence[SessionPricing], floor: float = NOISE
    ) -> IntArray:
        """Return the listed rounds that may be above a floor in some session.

        As in `search`, at the best prices of any session.
        """
        first = pricings[0]
        prices = cheapest([p.prices for p in pricings])
        upper = self.table.upper(
            first.aim,
            prices,
            np.max([p.ranking.weight for p in pricings], axis=0),
            smallest_needs(self.tables, prices.need),
            first.travel,
            first.cuts.price,
        )
        return np.flatnonzero(upper > floor)

    def search(
        self,
        pricings: Sequence[SessionPricing],
        most: int = MOST_LABELS,
        until: float | None = None,
        floor: float = NOISE,
    ) -> tuple[Rows, float]:
        """Return every round, not listed, that may be above a floor in a session.

        One search for all sessions, at the best prices of any: sessions of one kind
        are priced much alike.

        Parameters
        ----------
        most : int
            Labels kept at a time.
        until : float, optional
            Clock after which few are kept.

        Returns
        -------
        rows : Rows
        left : float
            A bound on the value of rounds that are not in the rows.
        """
        worth = best_of([pricing.worth for pricing in pricings])
        labels, left = Search(self.field, worth, floor, most, until).run()
        labels = labels.part(~np.isin(labels.units, self.table.masks))
        if labels.size > most:
            ranked = np.argsort(-labels.upper, kind="stable")
            left = max(left, float(labels.upper[ranked[most]]))
            labels = labels.part(ranked[:most])
        rows, lost = _as_rows(self.tables, labels)
        return rows, max(left, lost)

    def at(self, prices: Prices, aim: Aim, duals: FloatArray) -> SessionPricing:
        """Return the pricing of one session."""
        cuts = self._cuts._replace(price=duals[self._rows])
        return SessionPricing(self.table, prices, aim, cuts)


def _as_rows(tables: Tables, labels: Labels) -> tuple[Rows, float]:
    """Return labels as rows, and the most that one whose team is too wide is worth."""
    parts = [no_rows()]
    lost = 0.0
    for mask in np.unique(labels.units):
        mine = labels.part(labels.units == mask)
        if int(mask).bit_count() > TEAM:
            lost = max(lost, float(mine.upper.max()))
            continue
        core = Core(int(mask), tables.home, tables.joining(int(mask)))
        parts.append(rows_of(tables, core, mine.order, mine.travel))
    return Rows.joined(parts), lost
