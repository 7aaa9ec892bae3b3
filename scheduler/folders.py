"""Folders of results: written whole beside their place, then put there at once."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def beside(folder: Path) -> Iterator[Path]:
    """Yield a new empty folder beside `folder`; it goes if it was not put there."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as t:
        new = Path(t) / "new"
        new.mkdir()
        yield new


def replace_folder(new: Path, folder: Path) -> None:
    """Put the new folder in the place of the old one; the old one goes last."""
    if folder.exists():
        old = new.parent / "old"
        folder.rename(old)
        new.rename(folder)
        shutil.rmtree(old)
    else:
        new.rename(folder)
