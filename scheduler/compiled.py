"""Functions compiled to machine code: loops over numpy arrays that numpy cannot do.

The first call of a function on a computer compiles it, for seconds; the code is kept
on disk beside the module, or in the user's cache folder.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

import numba
import numpy.typing as npt

Array = npt.NDArray[Any]
Arrays = tuple[Array, ...]
P = ParamSpec("P")
R = TypeVar("R")


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
