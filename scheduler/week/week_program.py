"""The program of one week with what its columns mean."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from scheduler.engine.program import IntArray, Program
from scheduler.model import Scenario, Session
from scheduler.week.availability import Availability
from scheduler.week.columns import Column, Fleet, Staffing
from scheduler.week.crews import Crew
from scheduler.week.terms import Terms


@dataclass
class WeekProgram:
    """The program of one week, with what its columns mean.

    Attributes
    ----------
    columns : list of Column
        Round of program column k, for k below ``len(columns)``.
    crews : list of Crew
        Officers who are alike in all that the selection sees.
    reach : list
        Crew, session and district: where people may be sent.
    posts : dict
        Program column of (crew, session, district): how many of it go there.
    slack : dict
        Program column of the `force_deployed` excess by group.
    terms : Terms
        The rows that a round enters.
    """

    availability: Availability
    staffing: Staffing
    fleet: Fleet
    columns: list[Column]
    program: Program = field(default_factory=Program)
    crews: list[Crew] = field(default_factory=list)
    reach: list[tuple[int, Session, str]] = field(default_factory=list)
    posts: dict[tuple[int, Session, str], int] = field(default_factory=dict)
    slack: dict[str, int] = field(default_factory=dict)
    cost: list[int] = field(default_factory=list)
    terms: Terms = field(default_factory=Terms)

    @property
    def scenario(self) -> Scenario:
        """The scenario planned."""
        return self.availability.scenario

    def rounds_of(self, solution: IntArray) -> list[Column]:
        """Return the rounds that a solution chooses."""
        rounds = solution[: len(self.columns)]
        return [self.columns[int(k)] for k in np.flatnonzero(rounds)]

    def cheapest(self, service: int) -> Program:
        """Return the program of the least cost among weeks of at least a service."""
        whole = self.program
        program = Program([-c for c in self.cost], list(whole.upper), list(whole.rows))
        terms = [(k, n) for k, n in enumerate(whole.objective) if n]
        program.row(terms, lower=service, name="service")
        return program
