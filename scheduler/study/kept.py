"""Simulated weeks on disk: a folder a week, there only when it is whole."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from scheduler.data import DataError, Problem, read_rows, write_rows
from scheduler.model import HistoryRow, Request, Status, TeamLoad, Week, WeekTally

UNFINISHED = ".week-"
TALLY, HISTORY, REQUESTS = "tally.json", "history.csv", "requests.csv"


@dataclass(frozen=True)
class KeptWeek:
    """What a simulated week leaves to those after it."""

    tally: WeekTally
    history: tuple[HistoryRow, ...]
    requests: tuple[Request, ...]


def kept(folder: Path) -> KeptWeek | None:
    """Read a simulated week; None if it is not there.

    Raises
    ------
    DataError
        If it is there but cannot be read.
    """
    if not folder.is_dir():
        return None
    return KeptWeek(
        _tally(folder / TALLY),
        read_rows("history", folder / HISTORY),
        read_rows("requests", folder / REQUESTS),
    )


@dataclass
class Keeper:
    """A folder that a week is written into; `whole` once it is complete."""

    folder: Path
    whole: bool = False

    def done(
        self,
        tally: WeekTally,
        history: Sequence[HistoryRow],
        requests: Sequence[Request],
    ) -> KeptWeek:
        """Write what later weeks need, and return it."""
        week = KeptWeek(tally, tuple(history), tuple(requests))
        write_rows("history", week.history, self.folder / HISTORY)
        write_rows("requests", week.requests, self.folder / REQUESTS)
        text = json.dumps(_plain(tally), ensure_ascii=False, indent=1, allow_nan=False)
        (self.folder / TALLY).write_text(text + "\n", encoding="utf-8", newline="\n")
        self.whole = True
        return week


def clear(home: Path) -> None:
    """Remove what a process that was killed left of a week it was writing."""
    for left in home.glob(f"{UNFINISHED}*"):
        shutil.rmtree(left)


@contextmanager
def keep(folder: Path) -> Iterator[Keeper]:
    """Give a folder to write into; it takes its name only when it is whole."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=folder.parent) as place:
        keeper = Keeper(Path(place) / "week")
        keeper.folder.mkdir()
        yield keeper
        if keeper.whole:
            shutil.move(keeper.folder, folder)


def _plain(tally: WeekTally) -> dict[str, Any]:
    table = asdict(tally)
    return {**table, "week": str(tally.week), "status": tally.status.value}


def _tally(path: Path) -> WeekTally:
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        table["week"] = Week.parse(table["week"])
        table["status"] = Status(table["status"])
        table["loads"] = tuple(TeamLoad(**row) for row in table["loads"])
        return WeekTally(**table)
    except (OSError, ValueError, KeyError, TypeError) as error:
        file = f"{path.parent.name}/{path.name}"
        raise DataError([Problem(file, None, "", "", "kept_week")]) from error
