"""Fresh interpreters: a module of ours run in a process of its own.

`multiprocessing` would import a plain script again in its workers (spawn) or copy the
solver's threads (fork); a fresh interpreter does neither.
"""

from __future__ import annotations

import os
import subprocess
import sys
import weakref
from collections.abc import Sequence
from pathlib import Path

# No black window on Windows; other systems know no such flag.
NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
# The processes that may still run, to be ended all at once.
_started: weakref.WeakSet[subprocess.Popen[bytes]] = weakref.WeakSet()
ROOT = Path(__file__).resolve().parents[1]


def can_start() -> bool:
    """Whether there is a Python interpreter to start (not in a frozen program)."""
    return bool(sys.executable) and not getattr(sys, "frozen", False)


def start(
    module: str, arguments: Sequence[Path], errors: int, waits: bool = False
) -> subprocess.Popen[bytes]:
    """Start a module with paths as its arguments; it looks for modules where we do.

    Parameters
    ----------
    errors : int
        File descriptor for what the process says.
    waits : bool
        Whether it may wait for the end of its input, which is then a pipe from here.
    """
    # From a checkout as from site-packages.
    places = [place or str(Path.cwd()) for place in sys.path]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([*places, str(ROOT)]),
        "PYTHONUTF8": "1",
    }
    # -P: nothing of the current folder may stand in for a module.
    command = [sys.executable, "-P", "-m", module]
    process = subprocess.Popen(
        [*command, *(str(path.resolve()) for path in arguments)],
        stdin=subprocess.PIPE if waits else subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        env=environment,
        creationflags=NO_WINDOW,
    )
    _started.add(process)
    return process


def end_all() -> None:
    """End every process started here that still runs; who waits for one goes on."""
    for process in list(_started):
        if process.poll() is None:
            process.kill()
