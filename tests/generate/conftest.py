from __future__ import annotations

import pytest

from scheduler.data.generate import generate
from scheduler.model import Scenario


@pytest.fixture(scope="session")
def city() -> Scenario:
    return generate("nanan")


@pytest.fixture(scope="session")
def pilot() -> Scenario:
    return generate("pilot")


@pytest.fixture(scope="session")
def tiny() -> Scenario:
    return generate("tiny")
