"""Weekly joint inspections of a city's enforcement districts (片区联合执法).

The public functions are imported when first used, so that the verifier
(``python -m scheduler.rules``) runs on a bare Python.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scheduler.api import load_scenario, plan_week, verify

__version__ = "0.1.0"
__all__ = ["__version__", "load_scenario", "plan_week", "verify"]


def __getattr__(name: str) -> Any:
    if name in {"load_scenario", "plan_week", "verify"}:
        from scheduler import api

        return getattr(api, name)
    raise AttributeError(f"module 'scheduler' has no attribute {name!r}")
