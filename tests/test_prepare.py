"""Preparing compiles what a week needs."""

import subprocess
import sys
from pathlib import Path

PREPARE = """
import sys, numba, scheduler.compiled
numba.config.CACHE_DIR = sys.argv[1]
from scheduler import prepare
prepare.main()
"""
ENTRIES = {
    "assists._join",
    "plot_table._upper",
    "label_kernels._grow",
    "label_kernels.shortest",
    "label_bounds.upper_values",
}


def test_every_compiled_function_is_compiled(tmp_path: Path):
    """In an empty folder, so that nothing is there from before."""
    command = [sys.executable, "-c", PREPARE, str(tmp_path)]
    subprocess.run(command, check=True)
    kept = {path.name.partition("-")[0] for path in tmp_path.rglob("*.nbc")}
    assert kept >= ENTRIES
