"""The methods that are compared: each takes a task and hands back an outcome."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from benchmarks.plain import Outcome, Task

METHODS = ("rounds", "monolithic", "warm", "compact", "greedy")


def method(name: str) -> Callable[[Task], Outcome]:
    """Return the function that plans a week by a method; only it is imported."""
    module = import_module(f"benchmarks.methods.{name}")
    return cast("Callable[[Task], Outcome]", module.plan)
