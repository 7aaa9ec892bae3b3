"""The good week as a folder."""

from pathlib import Path

import pytest

from tests.builders import good_week
from tests.folders import write_week


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_week(good_week(), tmp_path / "week")
