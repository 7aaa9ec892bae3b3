"""What a week must place, with its options: pinned visits, and musts at level H."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from scheduler.model import Pin, Scenario, Session
from scheduler.week.pins import HELD, matches, pin_name, visit_allowed
from scheduler.week.shortage import Shortage
from scheduler.week.variants import Variant

Reason = Literal["short", "no_visit", "off", "session", "time", "twice", "officer"]


@dataclass(frozen=True, slots=True)
class Option:
    """A way to meet a wish: a visit in a session."""

    variant: Variant
    session: Session


@dataclass(frozen=True)
class Wish:
    """A pin or must that some round of the week has to meet.

    `name` is that of its row in the program; every option visits `site`.
    """

    name: str
    site: str
    options: tuple[Option, ...]
    pin: Pin | None = None

    @cached_property
    def variants(self) -> Mapping[Session, tuple[Variant, ...]]:
        """The ways to meet it, by session."""
        found: dict[Session, list[Variant]] = defaultdict(list)
        for option in self.options:
            found[option.session].append(option.variant)
        return {session: tuple(rows) for session, rows in found.items()}


@dataclass(frozen=True)
class Finding:
    """Wishes that no week meets, and why.

    `shortages` say what is missing where the reason is ``short``.
    """

    names: tuple[str, ...]
    reason: Reason
    shortages: tuple[Shortage, ...] = ()


def wishes_of(
    scenario: Scenario,
    pins: Sequence[Pin],
    variants: Sequence[Variant],
    sessions: Iterable[Session],
) -> list[Wish]:
    """Return the pinned visits, and at level H the musts, in the order of the rows."""
    by_site: dict[str, list[Variant]] = defaultdict(list)
    by_must: dict[str, list[Variant]] = defaultdict(list)
    for variant in variants:
        by_site[variant.site].append(variant)
        for check in variant.checks:
            if check.must:
                by_must[str(check.ref)].append(variant)
    mine: dict[str, list[Pin]] = defaultdict(list)
    for pin in pins:
        mine[pin.site or ""].append(pin)
    open_ = frozenset(sessions)
    found = [
        Wish(
            pin_name(pin), pin.site, _options(by_site[pin.site], open_, mine, pin), pin
        )
        for pin in pins
        if pin.kind in HELD and pin.site
    ]
    if scenario.settings.level("frequency") == "H":
        found += [
            Wish(f"frequency {ref}", ways[0].site, _options(ways, open_, mine))
            for ref, ways in sorted(by_must.items())
        ]
    return found


def _options(
    ways: Sequence[Variant],
    open_: frozenset[Session],
    pins: Mapping[str, Sequence[Pin]],
    held: Pin | None = None,
) -> tuple[Option, ...]:
    found: list[Option] = []
    for variant in ways:
        mine = pins.get(variant.site, ())
        for date in variant.dates:
            for kind in sorted(variant.kinds):
                session = Session(date, kind)
                if (
                    session in open_
                    and (held is None or matches(held, session))
                    and visit_allowed(variant.site, session, mine)
                ):
                    found.append(Option(variant, session))
    return tuple(found)
