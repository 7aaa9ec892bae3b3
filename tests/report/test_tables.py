"""The files of a week: exactly the contract's columns, the same bytes every time."""

from __future__ import annotations

import csv
import hashlib
import json

import pytest

from scheduler.model import CheckRef
from scheduler.report import write_tables
from tests.report.make import empty, tiny

COLUMNS = {
    "timetable": "visit, round, order, date, session, start, end, district, town, "
    "site, site_name, checks, lead, departments, officers, full, cap_use",
    "rounds": "round, date, session, district, base, depart, return, towns, officers, "
    "vehicles, lead, travel_minutes, on_site_minutes",
    "assignments": "officer, round, date, session, department, qualification_used, "
    "help",
    "draw": "step, pool, round, seat, officer, key, outcome, reason",
    "register": "row_kind, row_id, site, item, department, outcome, visit, reason, "
    "clause",
    "measures": "measure, value, unit, baseline, change, definition",
}


@pytest.fixture
def folder(tmp_path):
    write_tables(tiny(), tmp_path, "d" * 64)
    return tmp_path


def read(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", COLUMNS)
def test_columns(folder, name):
    header = (folder / f"{name}.csv").read_bytes().split(b"\n")[0].decode()
    assert header.split(",") == COLUMNS[name].split(", ")


def test_first_visit(folder):
    assert read(folder, "timetable")[0] == {
        "visit": "2026-W49-V001",
        "round": "2026-W49-R001",
        "order": "1",
        "date": "2026-11-30",
        "session": "morning",
        "start": "09:00",
        "end": "10:40",
        "district": "zx",
        "town": "T1",
        "site": "S1",
        "site_name": "=凤山石材有限公司",
        "checks": "I1@P1;I2@P2",
        "lead": "yj",
        "departments": "cg;sj;yj",
        "officers": "cg_zx1;cg_zx2;sj_zx1;sj_zx2;yj_zx1;yj_zx2",
        "full": "1",
        "cap_use": "cg:1/2;sj:2/2;yj:1/2",
    }


def test_a_request_is_written_as_the_reader_expects(folder):
    text = read(folder, "timetable")[5]["checks"]
    assert text == "I1@!complaint:Q1"
    assert CheckRef.parse(text) == CheckRef("I1", "request", "Q1", "complaint")


def test_round_assignment_step_and_register(folder):
    assert read(folder, "rounds")[2] == {
        "round": "2026-W49-R003",
        "date": "2026-12-02",
        "session": "evening",
        "district": "ss",
        "base": "T2",
        "depart": "19:20",
        "return": "20:50",
        "towns": "T2",
        "officers": "sj_ss1;sj_ss2;xf_ss1;xf_ss2;yj_ss1;yj_ss2",
        "vehicles": "K2",
        "lead": "yj",
        "travel_minutes": "20",
        "on_site_minutes": "70",
    }
    assert list(read(folder, "assignments")[0].values()) == [
        "cg_zx1", "2026-W49-R001", "2026-11-30", "morning", "cg", "", "0"
    ]  # fmt: skip
    assert list(read(folder, "draw")[1].values()) == [
        "2", "cg/zx", "2026-W49-R001", "1", "cg_zx3", "", "excluded", "busy"
    ]  # fmt: skip
    assert list(read(folder, "register")[6].values()) == [
        "plan", "P7", "S6", "I4", "sj", "deferred", "", "no_capacity", "s0_plan"
    ]  # fmt: skip


def test_numbers_of_measures_have_four_decimals_and_empty_means_unknown(folder):
    rows = {row["measure"]: row for row in read(folder, "measures")}
    assert rows["entries"]["value"] == "5"
    assert rows["entries"]["change"] == "-0.4444"
    assert rows["area_joint_rate"]["value"] == ""
    assert rows["entries_saved"]["baseline"] == ""


def test_commit_bytes_as_they_are(folder):
    assert (folder / "commit.json").read_bytes() == tiny().timetable.commit


def test_result(folder):
    result = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    assert set(result) == {
        "status", "message", "levels", "counts", "seed", "beacon", "draw_seed",
        "digests", "versions", "options",
    }  # fmt: skip
    assert result["status"] == "OPTIMAL"
    assert result["levels"] == [
        {"name": "service", "value": 900.0, "bound": 900.0, "gap": 0.0},
        {"name": "cost", "value": 22.0, "bound": None, "gap": None},
    ]
    commit = hashlib.sha256(tiny().timetable.commit).hexdigest()
    assert result["digests"] == {"inputs": "d" * 64, "commit": commit}
    assert "seconds" not in (folder / "result.json").read_text(encoding="utf-8")
    run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert run == {"seconds": {"solve": 1.5}}


def test_same_week_same_bytes(folder, tmp_path):
    again = tmp_path / "again"
    again.mkdir()
    write_tables(tiny(), again, "d" * 64)
    files = sorted(path.name for path in again.iterdir())
    assert len(files) == 9
    for name in files:
        assert (again / name).read_bytes() == (folder / name).read_bytes()
        assert b"\r" not in (again / name).read_bytes()


def test_empty_week_writes_headers_and_no_commit(tmp_path):
    write_tables(empty(), tmp_path, "")
    assert read(tmp_path, "timetable") == []
    assert (tmp_path / "commit.json").read_bytes() == b""
    result = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    assert result["digests"]["commit"] is None
