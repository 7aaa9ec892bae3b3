"""What ``scenario.toml`` holds, and the default numbers of every rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scheduler.model.calendar import Date, SessionKind

# Level and numbers of every rule, in the order of the rule book (DESIGN.md 5).
# H hard, S soft, R report, P publication gate.
RULE_DEFAULTS: dict[str, dict[str, Any]] = {
    "plan_only": {"level": "H"},
    "listed_item": {"level": "H"},
    "consented_item_lead": {"level": "H"},
    "acting_authority": {"level": "H"},
    "certificate_valid": {"level": "H", "warn_days": 30},
    "two_per_authority": {"level": "H", "people": 2, "lean": False},
    "qualification": {"level": "H"},
    "one_place": {"level": "H"},
    "availability": {"level": "H"},
    "round_fits": {"level": "H"},
    "working_calendar": {"level": "H"},
    "legal_window": {"level": "H"},
    "yearly_cap": {"level": "H", "default": 2},
    "one_visit_a_week": {"level": "H", "visits": 1},
    "full_merge": {"level": "S"},
    "minimum_gap": {"level": "H", "days": 30},
    "locality": {"level": "H"},
    "recusal": {"level": "H"},
    "drawn_names": {"level": "H"},
    "drawn_sites": {"level": "H"},
    "night_rest": {"level": "H"},
    "vehicles": {"level": "H"},
    "party_size": {"level": "H", "soft": 8, "max": 12},
    "register_complete": {"level": "H"},
    "files_agree": {"level": "H"},
    "publication": {"level": "P"},
    "force_split": {"level": "S", "people": 1},
    "force_deployed": {"level": "S", "tolerance": 0.05},
    "sunk_share": {"level": "R", "share": 0.8},
    "liaison_minimum": {"level": "R", "people": 2},
    "frequency": {"level": "S"},
    "own_district": {"level": "S", "help_sessions": 0},
    "balance": {"level": "S"},
    "rotation": {"level": "S"},
    "stability": {"level": "S"},
    "legal_contact": {"level": "R"},
    "daily_supervision": {"level": "R"},
}

# Rules whose level a scenario may change, and to what (the others are the law).
RULE_LEVELS: dict[str, tuple[str, ...]] = {
    "frequency": ("S", "H"),
    "force_deployed": ("S", "H"),
}


@dataclass(frozen=True, slots=True)
class TravelSettings:
    """Minutes of moving and entering (DESIGN.md 4 ``[travel]``)."""

    same_town: int = 10
    shoulder: int = 30
    entry_minutes: int = 10
    max_on_site: int = 150


@dataclass(frozen=True, slots=True)
class Points:
    """Value of a check; integers after multiplication by `scale`."""

    early: float = 3
    due: float = 10
    must: float = 100
    overdue: float = 120
    risk: Mapping[str, float] = field(
        default_factory=lambda: {"A": 1.0, "B": 1.2, "C": 1.5, "D": 2.0}
    )
    assist: float = 1
    partial: float = 2
    person: float = 3
    deployed: float = 1
    scale: int = 10


@dataclass(frozen=True, slots=True)
class Split:
    """1:1:2 (S0 四(三))."""

    ratio: tuple[int, int, int] = (1, 1, 2)
    tolerance: float = 0.05
    reading: str = "together"
    phase: str = ""


@dataclass(frozen=True, slots=True)
class DrawSettings:
    """Where the public beacon comes from and when it becomes known."""

    beacon_source: str = "demo"
    beacon_time: str = ""


@dataclass(frozen=True, slots=True)
class SolveSettings:
    """Limits of solving and the prices of the cost level.

    Up to `enumerated_visits` ways to visit in a district and kind of session all
    rounds are enumerated, above it they are sampled. `workers` are CP-SAT's
    subsolvers, more than cores on purpose: on 2 cores eight of them come much closer
    to the bound than two. `seconds` are of the clock; `work` (deterministic units of
    CP-SAT) replaces them under ``--deterministic``. Solving stops early when `gap`,
    (bound - value) / bound of the level service, is reached. Prices are in minutes:
    of one officer-session, of one minute of travel, of one officer-session of help,
    of one at night.
    """

    seconds: float = 30.0
    workers: int = 8
    work: float = 10.0
    gap: float = 0.0
    enumerated_visits: int = 9
    cost_session: int = 30
    cost_travel: int = 1
    cost_help: int = 60
    cost_night: int = 15


@dataclass(frozen=True)
class Settings:
    """One scenario's settings.

    `rules` holds level and numbers of every rule id of `RULE_DEFAULTS`.
    """

    name: str
    title: str
    year: int
    sessions: tuple[SessionKind, ...]
    travel: TravelSettings = field(default_factory=TravelSettings)
    rules: Mapping[str, Mapping[str, Any]] = field(
        default_factory=lambda: RULE_DEFAULTS
    )
    points: Points = field(default_factory=Points)
    split: Split = field(default_factory=Split)
    draw: DrawSettings = field(default_factory=DrawSettings)
    solve: SolveSettings = field(default_factory=SolveSettings)
    overrides: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def level(self, rule: str) -> str:
        """Return the level of a rule: H, S, R or P."""
        return str(self.rules[rule]["level"])

    def number(self, rule: str, name: str) -> Any:
        """Return a number of a rule, e.g. ``number("minimum_gap", "days")``."""
        return self.rules[rule][name]

    def kind(self, kind: str) -> SessionKind:
        """Return the session kind of that name."""
        for session in self.sessions:
            if session.kind == kind:
                return session
        raise KeyError(kind)


@dataclass(frozen=True, slots=True)
class Clause:
    """A quoted clause that a rule rests on (``policy/clauses.toml``)."""

    clause: str
    source: str
    article: str
    quotation: str
    date: Date | None = None
