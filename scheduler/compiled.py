"""Functions compiled to machine code: loops over numpy arrays that numpy cannot do.

The first call of a function on a computer compiles it, for seconds; the code is kept
on disk beside the package, or in the user's cache folder.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import numba
import numpy.typing as npt

Array = npt.NDArray[Any]
Arrays = tuple[Array, ...]
P = ParamSpec("P")
R = TypeVar("R")
ROOT = Path(__file__).resolve().parent


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Return a function compiled by numba; other threads go on while it runs.

    It may call functions that are compiled too; arguments are numbers, numpy arrays
    and tuples of them.
    """
    options: dict[str, Any] = {"nogil": True}
    try:
        made = numba.njit(cache=True, **options)(function)
    except RuntimeError:
        # No folder to keep the code in: it is compiled in every process anew.
        made = numba.njit(**options)(function)
    return cast("Callable[P, R]", made)


def digest(root: Path = ROOT) -> str:
    """Return what changes with any file that compiled code comes from.

    Those are the modules with a compiled function and the modules of ours that they
    import: numba itself looks only at the file of the function that is called.
    """
    texts = {path: path.read_text("utf-8") for path in sorted(root.rglob("*.py"))}
    kernels = [path for path, text in texts.items() if "@compiled" in text]
    names = {name for path in kernels for name in _imported(texts[path])}
    found = {*kernels, *(root.parent / f"{n.replace('.', '/')}.py" for n in names)}
    total = hashlib.sha256()
    for path in sorted(found & set(texts)):
        total.update(texts[path].encode())
    return total.hexdigest()[:16]


def _imported(text: str) -> list[str]:
    return [
        node.module
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and node.module
    ]


def _keep_apart() -> None:
    """Keep the code of every state of the sources in a folder of its own."""
    place = ROOT / "__pycache__" / f"compiled-{digest()}"
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError:
        # Installed read-only: an upgrade changes the files' times.
        return
    numba.config.CACHE_DIR = str(place)  # type: ignore[attr-defined]


_keep_apart()
