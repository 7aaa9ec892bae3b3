"""The same seed gives the same files; sizes scale; the committed ones are these."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from scheduler.api_generate import DUE_DATES, Made, write_made
from scheduler.data import inputs_digest, load, save, tables_of, write_inputs
from scheduler.data.generate import KINDS, generate
from scheduler.intake import screen
from scheduler.model import Scenario, Week

SCENARIOS = Path(__file__).parents[2] / "scenarios"
# All tables of the city as it was when its plan was made by due dates alone: those
# with which the figures of docs/benchmarks.md were measured.
DUE_DATE_TABLES = "61f3d88806addd1d89822c272d43d39bca22523a6c67aca0134bfc4381a3a471"


def _files(scenario: Scenario, folder: Path) -> dict[str, bytes]:
    save(tables_of(scenario), folder)
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir())}


def test_same_seed_same_files_other_seed_other_people(
    pilot: Scenario, tmp_path: Path
) -> None:
    one = _files(pilot, tmp_path / "one")
    assert _files(generate("pilot"), tmp_path / "two") == one
    other = _files(generate("pilot", seed=2), tmp_path / "three")
    assert other["officers.csv"] != one["officers.csv"]
    assert other["towns.csv"] == one["towns.csv"]


@pytest.mark.parametrize("kind", ["tiny", "pilot"])
def test_the_committed_scenario_is_the_generated_one(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    made = _files(request.getfixturevalue(kind), tmp_path / kind)
    for name, content in made.items():
        assert (SCENARIOS / kind / name).read_bytes() == content, name


def test_the_committed_city_is_the_generated_one(made: Made, tmp_path: Path) -> None:
    write_made(made, tmp_path)
    files = sorted(p for p in tmp_path.rglob("*") if p.is_file())
    for path in files:
        name = path.relative_to(tmp_path)
        assert (SCENARIOS / "nanan" / name).read_bytes() == path.read_bytes(), name
    kept = {p.name for p in (SCENARIOS / "nanan" / DUE_DATES).iterdir()}
    assert kept == {p.name for p in files if p.parent.name == DUE_DATES}


def test_the_override_is_the_city_with_the_plan_by_due_dates(
    made: Made, tmp_path: Path
) -> None:
    loaded = load(SCENARIOS / "nanan", [DUE_DATES])
    write_inputs(loaded, (), tmp_path)
    assert "overrides" not in (tmp_path / "scenario.toml").read_text("utf-8")
    for name in ("scenario.toml", "clauses.toml"):
        (tmp_path / name).unlink()
    assert inputs_digest(tmp_path) == DUE_DATE_TABLES
    assert loaded.scenario.plan == made.overrides[DUE_DATES].plan


@pytest.mark.parametrize("kind", KINDS)
def test_the_committed_scenario_loads_without_an_error(kind: str) -> None:
    loaded = load(SCENARIOS / kind)
    assert not [p for p in loaded.problems if p.level == "error"]
    fits = [p for p in loaded.problems if "fit" in p.expected]
    assert fits == []


def test_the_committed_city_is_small_enough() -> None:
    size = sum(p.stat().st_size for p in (SCENARIOS / "nanan").rglob("*"))
    assert size < 12_000_000


def test_a_quarter_of_the_city(city: Scenario) -> None:
    small = generate("nanan", officers=135)
    kinds = {d.department: d.kind for d in small.departments}
    posted = Counter(o.department for o in small.officers if o.districts)
    whole = Counter(o.department for o in city.officers if o.districts)
    # A quarter of 176 sunk officers is 44; market 30/4 and 15/4 round to 8 and 4.
    assert (whole["urban"], posted["urban"]) == (176, 44)
    assert posted["market"] == 2 * 8 + 4 * 4
    # Never fewer than the pair a visit takes: 12 liaison departments, 6 districts.
    liaison = sum(n for d, n in posted.items() if kinds[d] == "liaison")
    assert liaison == 12 * 6 * 2
    # Sites follow in proportion; the 429 villages stay.
    expected = (len(city.sites) - 429) / 4 + 429
    assert abs(len(small.sites) - expected) < 30
    assert len(small.plan) < 0.5 * len(city.plan)


def test_sites_and_officers_scale_apart_when_both_are_given(city: Scenario) -> None:
    small = generate("nanan", sites=3_000, officers=540)
    assert len(small.officers) == len(city.officers)
    # A quarter of the 11,6xx other sites, and 429 villages.
    assert 3_200 <= len(small.sites) <= 3_600


def test_what_is_not_understood() -> None:
    with pytest.raises(ValueError, match="kind 'huge' not understood"):
        generate("huge")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="sites 0 not understood"):
        generate("nanan", sites=0)
    with pytest.raises(ValueError, match="tiny has one size"):
        generate("tiny", officers=5)


def test_tiny_points_are_those_of_its_readme(tiny: Scenario) -> None:
    demand = screen(tiny, Week(2026, 49), ())
    points = {c.site: sum(k.points for k in c.checks) for c in demand.candidates}
    # base x risk x 10, see scenarios/tiny/README.md.
    assert points == {
        "L1": 1500,  # must, C: 100 x 1.5 x 10
        "L2": 120,  # due, B
        "L3": 100,  # due, A
        "L4": 100,  # due, A
        "H1": 120,  # due, B
        "H2": 1000,  # must, A
        "H3": 2400,  # overdue, D: 120 x 2 x 10
        "H4": 30,  # early, A
    }


def test_the_pilot_is_one_district_with_the_first_batch(pilot: Scenario) -> None:
    assert [d.district for d in pilot.districts] == ["luncang"]
    assert {i.item for i in pilot.items} == {"01", "02", "03", "04", "05", "15"}
    demand = screen(pilot, Week(2026, 49), ())
    assert 20 <= len(demand.candidates) <= 40
