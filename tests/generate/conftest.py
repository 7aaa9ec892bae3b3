from __future__ import annotations

import pytest

from scheduler.api_generate import DUE_DATES, Made, make_scenario
from scheduler.data.generate import generate
from scheduler.model import Scenario


@pytest.fixture(scope="session")
def made() -> Made:
    return make_scenario("nanan")


@pytest.fixture(scope="session")
def city(made: Made) -> Scenario:
    return made.scenario


@pytest.fixture(scope="session")
def by_dates(made: Made) -> Scenario:
    return made.overrides[DUE_DATES]


@pytest.fixture(scope="session")
def pilot() -> Scenario:
    return generate("pilot")


@pytest.fixture(scope="session")
def tiny() -> Scenario:
    return generate("tiny")
