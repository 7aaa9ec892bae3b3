"""Instance by instance: what every method's week is worth, and who is ahead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.instances import SIZES
from benchmarks.markdown import markdown, percent, whole
from benchmarks.methods import METHODS
from benchmarks.summary import Run

OURS = "rounds"


@dataclass(frozen=True)
class Instance:
    """One instance: the value of each method that ran; None where it has no week."""

    size: str
    seed: str
    values: dict[str, float | None]

    @property
    def others(self) -> list[float]:
        """The values of the other methods' verified weeks."""
        rows = self.values.items()
        return [v for method, v in rows if method != OURS and v is not None]

    @property
    def compared(self) -> bool:
        """Whether ours and another method ran."""
        return OURS in self.values and len(self.values) > 1

    @property
    def lead(self) -> float | None:
        """Ours over the best of the others, as a share of it; None if undefined."""
        ours, best = self.values.get(OURS), max(self.others, default=0.0)
        return (ours - best) / best if ours is not None and best > 0 else None

    @property
    def ahead(self) -> bool:
        """Whether ours is worth more than every other method's week."""
        ours = self.values.get(OURS)
        return ours is not None and ours > max(self.others, default=0.0)


def instances(runs: Iterable[Run]) -> list[Instance]:
    """Return the instances of all runs, by size and seed."""
    found: dict[tuple[str, str], dict[str, float | None]] = {}
    for run in runs:
        found.setdefault((run.size, run.row["seed"]), {})[run.method] = run.value
    order = list(SIZES)
    keys = sorted(found, key=lambda key: (order.index(key[0]), int(key[1])))
    return [Instance(*key, found[key]) for key in keys]


def methods_of(rows: Sequence[Instance]) -> list[str]:
    """Return the methods that ran, in order."""
    return [m for m in METHODS if any(m in row.values for row in rows)]


def verdict(rows: Sequence[Instance], least: int) -> str:
    """Return on how many instances of so many candidates and more ours is ahead."""
    large = [r for r in rows if r.compared and SIZES[r.size].candidates >= least]
    if not large:
        return ""
    behind = [f"{row.size}-{row.seed}" for row in large if not row.ahead]
    told = (
        f"Of {len(large)} instances with {least} candidates and more, `{OURS}` is "
        f"worth more than every other method that ran on {len(large) - len(behind)}"
    )
    return told + (f"; not on {', '.join(behind)}." if behind else ".")


def side_by_side(rows: Sequence[Instance]) -> str:
    """Return the values of all methods, a line an instance."""
    compared = [row for row in rows if row.compared]
    if not compared:
        return ""
    methods = methods_of(compared)
    head = ("instance", *(f"`{m}`" for m in methods), "ours over the best other")
    cells = (
        [
            f"{row.size}-{row.seed}",
            *(_worth(row, method) for method in methods),
            percent(row.lead),
        ]
        for row in compared
    )
    return "\n".join(
        [
            "## Instance by instance",
            "",
            "Value of the verified week; – without a week, blank if it did not run.",
            "",
            *markdown(head, cells),
        ]
    )


def _worth(row: Instance, method: str) -> str:
    return whole(row.values[method]) if method in row.values else ""
