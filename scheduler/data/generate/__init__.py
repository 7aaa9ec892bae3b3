"""The synthetic city, from a seed: `tiny`, `pilot` and `nanan`.

Towns, villages, districts, departments and the calendar are real; officers, sites,
plan, requests and history are synthetic and say so.
"""

from __future__ import annotations

from typing import Literal

from scheduler.data.generate.filed import Filing, with_plan
from scheduler.data.generate.nanan import YEAR, nanan, scale_of
from scheduler.data.generate.people import STAFF_L
from scheduler.data.generate.pilot import pilot
from scheduler.data.generate.places import SITES_L
from scheduler.data.generate.ratios import with_even_ratios
from scheduler.data.generate.sampling import BEACON
from scheduler.data.generate.tiny import tiny
from scheduler.model import Scenario

Kind = Literal["tiny", "pilot", "nanan"]
KINDS: tuple[Kind, ...] = ("tiny", "pilot", "nanan")

# Below so many staff officers some department has nobody for some district; with
# sites alone the officers follow in proportion (rounded up here).
MIN_OFFICERS = 48
MIN_SITES = -(-MIN_OFFICERS * SITES_L // STAFF_L)

__all__ = [
    "BEACON",
    "KINDS",
    "MIN_OFFICERS",
    "MIN_SITES",
    "YEAR",
    "Filing",
    "Kind",
    "generate",
    "large_enough",
    "refile",
    "with_even_ratios",
]


def large_enough(sites: int | None, officers: int | None) -> bool:
    """Say whether `pilot` and `nanan` can be made in this size."""
    if officers is not None:
        return officers >= MIN_OFFICERS
    return sites is None or sites >= MIN_SITES


def generate(
    kind: Kind, *, sites: int | None = None, officers: int | None = None, seed: int = 1
) -> Scenario:
    """Return a synthetic scenario; the same arguments give the same scenario.

    Its plan is made by due dates alone; `refile` gives ``nanan`` another one.

    Parameters
    ----------
    kind : {"tiny", "pilot", "nanan"}
        Two small districts, the pilot district 仑苍, or the whole city.
    sites, officers : int, optional
        About how many sites and staff officers the city shall have; where only one
        is given the other grows in proportion. `pilot` is cut out of a city of that
        size.
    seed : int
        The seed of everything synthetic.

    Raises
    ------
    ValueError
        If `kind` is not one of `KINDS`, a number is not positive, or a size is given
        for ``tiny``, which has only one.
    """
    if kind == "nanan":
        return nanan(scale_of(sites, officers), seed)
    if kind == "pilot":
        return pilot(scale_of(sites, officers), seed)
    if kind == "tiny":
        if sites is not None or officers is not None:
            raise ValueError("tiny has one size, sites and officers are not understood")
        return tiny()
    raise ValueError(f"kind {kind!r} not understood, expected tiny, pilot or nanan")


def refile(
    city: Scenario,
    filing: Filing,
    *,
    sites: int | None = None,
    officers: int | None = None,
    seed: int = 1,
) -> Scenario:
    """Return ``nanan`` with another plan filed, and requests and history from it.

    Parameters
    ----------
    city : Scenario
        What `generate` made of the same numbers and seed, with whatever ratios.
    """
    return with_plan(city, scale_of(sites, officers), seed, filing)
