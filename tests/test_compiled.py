"""Compiled code is kept by the state of all files that it comes from."""

from pathlib import Path

import numba
import numpy as np
import pytest

from scheduler import compiled
from scheduler.compiled import ROOT, digest


@compiled.compiled
def doubled(values: np.ndarray) -> float:
    total = 0.0
    for value in values:
        total += 2 * value
    return total


def test_it_does_what_the_function_says():
    assert doubled(np.array([1.0, 2.5])) == 7.0
    assert doubled(np.zeros(0)) == 0.0


def write(root: Path, name: str, text: str) -> None:
    (root / name).write_text(text, "utf-8")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    root = tmp_path / "scheduler"
    root.mkdir()
    write(root, "kernel.py", "from scheduler.parts import N\n@compiled\ndef f(): ...\n")
    write(root, "parts.py", "N = 3\n")
    write(root, "other.py", "M = 3\n")
    return root


@pytest.mark.parametrize(
    ("name", "text", "changed"),
    [
        ("kernel.py", "from scheduler.parts import N\n@compiled\ndef g(): ...\n", True),
        # A constant or an inner function elsewhere: numba would not notice.
        ("parts.py", "N = 4\n", True),
        ("other.py", "M = 4\n", False),
    ],
)
def test_a_change_of_a_source_changes_the_folder(
    package: Path, name: str, text: str, changed: bool
):
    before = digest(package)
    assert digest(package) == before
    write(package, name, text)
    assert (digest(package) != before) is changed


def test_the_folder_of_this_state_is_used():
    assert Path(numba.config.CACHE_DIR).name == f"compiled-{digest()}"
    assert Path(numba.config.CACHE_DIR).parent == ROOT / "__pycache__"
    assert Path(numba.config.CACHE_DIR).is_dir()
