"""One line of ``measures.csv``."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.words import Words


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure with its baseline and what exactly it means.

    `section` is the number of the measure in DOMAIN.md 7.3 (1 to 10); `unit_key`
    names the unit independently of the language (``share`` = fraction of 1);
    `change` is (value - baseline) / baseline, None where there is no baseline.
    """

    section: int
    measure: str
    name: str
    value: float | None
    unit: str
    unit_key: str
    baseline: float | None
    definition: str

    @property
    def change(self) -> float | None:
        """The relative distance to the baseline."""
        if self.value is None or self.baseline is None or self.baseline == 0:
            return None
        return (self.value - self.baseline) / self.baseline


@dataclass(frozen=True, slots=True)
class RowMaker:
    """Makes the rows of one section, with the words of one language."""

    words: Words
    section: int

    def __call__(
        self,
        key: str,
        value: float | None,
        unit: str,
        baseline: float | None = None,
        suffix: str = "",
        **fields: object,
    ) -> MeasureRow:
        """Return a row; `suffix` tells rows of one measure apart (``coverage.I6.C``).

        Raises
        ------
        KeyError
            If the measure or the unit has no words.
        """
        return MeasureRow(
            self.section,
            f"{key}.{suffix}" if suffix else key,
            self.words(f"report.measure.{key}.name", **fields),
            value,
            self.words(f"report.unit.{unit}"),
            unit,
            baseline,
            self.words(f"report.measure.{key}.definition", **fields),
        )


def share(part: float, whole: float) -> float | None:
    """Return part / whole; None where there is no whole."""
    return part / whole if whole else None
