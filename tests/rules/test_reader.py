"""The verifier's own reader: what it reads, and how it refuses."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from scheduler.model import Season, Timetable
from scheduler.rules.errors import VerifierInputError
from scheduler.rules.read_output import digest_of, read_published
from scheduler.words import Words
from tests.builders import (
    at,
    day,
    good_scenario,
    good_week,
    make_absence,
    make_closure,
    make_draw_frame_row,
    make_item,
    make_pin,
    make_recusal,
    make_site,
    make_site_draw,
    make_vehicle_outage,
    span,
)
from tests.folders import TABLES, edit_cell, write_inputs, write_week


def refusal(folder: Path) -> str:
    with pytest.raises(VerifierInputError) as caught:
        read_published(folder)
    assert caught.value.sentence(Words("en"))
    return str(caught.value)


def test_a_written_week_reads_back(tmp_path):
    made = good_week()
    read = read_published(write_week(made, tmp_path / "week"))
    for table in (*TABLES, "travel_given", "calendar"):
        assert getattr(read.scenario, table) == getattr(made.scenario, table), table
    for table in ("visits", "rounds", "assignments", "register", "draw"):
        assert getattr(read.timetable, table) == getattr(made.timetable, table), table
    assert read.week == made.week
    assert read.result == made.result
    settings = read.scenario.settings
    assert settings.sessions == made.scenario.settings.sessions
    assert settings.rules == made.scenario.settings.rules
    assert settings.draw == made.scenario.settings.draw
    assert "S0.4.5" in read.scenario.clauses


def test_every_kind_of_value_reads_back(tmp_path):
    scenario = good_scenario(
        absences=(make_absence(sessions=("morning", "day")), make_absence("sc1")),
        vehicle_outages=(make_vehicle_outage(),),
        closures=(make_closure("*"),),
        recusals=(make_recusal(),),
        draws=(make_site_draw(),),
        draw_frame=(make_draw_frame_row(drawn=False),),
        pins=(make_pin(), make_pin("officer_off", site=None, officer="yj1")),
        items=(
            *good_scenario().items,
            make_item("night", windows=(span("21:00-26:00"),), merge_group="g"),
            make_item("winter", seasons=(Season((12, 20), (2, 15)),), remote_ok=True),
        ),
        sites=(
            *good_scenario().sites,
            make_site(
                "s9", lat=24.5, lon=118.0, open_from=at("20:00"), cap_exempt=True
            ),
        ),
    )
    week = replace(good_week(), scenario=scenario)
    read = read_published(write_week(week, tmp_path / "week")).scenario
    for table in TABLES:
        assert getattr(read, table) == getattr(scenario, table), table


def test_weeks_published_before_are_read(tmp_path):
    before = Timetable("2026-W48", good_week().timetable.visits[:1])
    before = replace(before, rounds=good_week().timetable.rounds[:1])
    week = replace(good_week(), after=(before,))
    read = read_published(write_week(week, tmp_path / "week"))
    assert read.after == (before,)
    # History is cut at the Monday of the first such week, 23 November.
    assert all(row.date < day("2026-11-23") for row in read.history)


def test_a_wrong_cell_of_a_week_before_is_named(tmp_path):
    table = good_week().timetable
    before = Timetable("2026-W48", table.visits[:1], table.rounds[:1])
    folder = write_week(replace(good_week(), after=(before,)), tmp_path / "week")
    edit_cell(folder, "inputs/after/2026-W48/timetable.csv", 2, "end", "soon")
    assert refusal(folder).startswith(
        "文件inputs/after/2026-W48/timetable.csv第2行，列end：“soon”"
    )


def test_optional_tables_may_be_absent(folder):
    for table in ("absences", "pins", "recusals", "travel"):
        (folder / "inputs" / f"{table}.csv").unlink()
    assert read_published(folder).scenario.absences == ()


def test_extra_columns_and_a_byte_order_mark_are_ignored(folder):
    path = folder / "inputs" / "vehicles.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    marked = [f"{lines[0]},note", *(f"{line},新车" for line in lines[1:])]
    path.write_text("\ufeff" + "\n".join(marked), encoding="utf-8")
    assert read_published(folder).scenario.vehicles == good_week().scenario.vehicles


@pytest.mark.parametrize(
    ("file", "line", "column", "value", "sentence"),
    [
        (
            "inputs/officers.csv",
            2,
            "max_sessions",
            "four",
            "文件inputs/officers.csv第2行，列max_sessions：“four”不符合要求，应为非负整数。",
        ),
        (
            "timetable.csv",
            3,
            "start",
            "25:99",
            "文件timetable.csv第3行，列start：“25:99”不符合要求，"
            "应为时间（00:00至30:00，如08:30）。",
        ),
        (
            "timetable.csv",
            2,
            "checks",
            "safety",
            "文件timetable.csv第2行，列checks：“safety”不符合要求，"
            "应为事项@计划编号，或事项@!触发原因:请求编号。",
        ),
        (
            "inputs/plan.csv",
            4,
            "latest",
            "2026-02-30",
            "文件inputs/plan.csv第4行，列latest：“2026-02-30”不符合要求，"
            "应为日期（如2026-12-01）。",
        ),
        (
            "inputs/items.csv",
            2,
            "list",
            "maybe",
            "文件inputs/items.csv第2行，列list：“maybe”不符合要求，"
            "应为basic / consented / outside。",
        ),
        (
            "inputs/officers.csv",
            3,
            "department",
            "",
            "文件inputs/officers.csv第3行，列department：“”不符合要求，应为非空值。",
        ),
        (
            "inputs/officers.csv",
            3,
            "department",
            "zz",
            "文件inputs/officers.csv第3行，列department：“zz”不符合要求，"
            "应为departments.csv。",
        ),
        (
            "inputs/officers.csv",
            3,
            "officer",
            "cg1",
            "文件inputs/officers.csv第3行，列officer：“cg1”不符合要求，应为不重复的值。",
        ),
        (
            "rounds.csv",
            2,
            "session",
            "noon",
            "文件rounds.csv第2行，列session：“noon”不符合要求，"
            "应为scenario.toml中的时段。",
        ),
        (
            "timetable.csv",
            2,
            "round",
            "R7",
            "文件timetable.csv第2行，列round：“R7”不符合要求，"
            "应为rounds.csv中的检查行动。",
        ),
        (
            "inputs/items.csv",
            3,
            "windows",
            "11:00-09:00",
            "文件inputs/items.csv第3行，列windows：“11:00-09:00”不符合要求，"
            "应为时间段（如09:00-11:00，用分号隔开，后者晚于前者）。",
        ),
    ],
)
def test_a_wrong_cell_is_named(folder, file, line, column, value, sentence):
    edit_cell(folder, file, line, column, value)
    assert refusal(folder) == sentence


def test_a_folder_that_is_not_there(tmp_path):
    assert refusal(tmp_path / "nothing") == f"找不到文件夹{tmp_path / 'nothing'}。"


@pytest.mark.parametrize(
    "name", ["rounds.csv", "result.json", "commit.json", "inputs/sites.csv"]
)
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    assert refusal(folder) == f"缺少文件{name}。"


def test_a_missing_column_is_named(folder):
    path = folder / "register.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("outcome", "result"), encoding="utf-8"
    )
    assert refusal(folder) == "文件register.csv缺少列outcome。"


def test_a_row_of_another_width_is_named(folder):
    with (folder / "rounds.csv").open("a", encoding="utf-8") as handle:
        handle.write("R9,2026-12-01\n")
    assert refusal(folder) == "文件rounds.csv第5行有2格，表头有13列。"


def test_a_file_in_another_encoding_is_named(folder):
    path = folder / "inputs" / "towns.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    assert refusal(folder) == "文件inputs/towns.csv不是UTF-8编码。"


def test_broken_json_and_toml_are_named(folder):
    (folder / "result.json").write_text("{", encoding="utf-8")
    assert refusal(folder).startswith("文件result.json不是合法的JSON对象")
    (folder / "result.json").write_text("[]", encoding="utf-8")
    assert refusal(folder).startswith("文件result.json不是合法的JSON对象")


def test_a_week_that_was_never_solved_cannot_be_verified(folder):
    (folder / "result.json").write_text('{"status": "INFEASIBLE"}', encoding="utf-8")
    assert refusal(folder) == "没有可校验的周计划：求解状态为“INFEASIBLE”。"


def test_a_week_that_is_no_week(folder):
    (folder / "commit.json").write_text('{"week": "2026-W60"}', encoding="utf-8")
    assert "2026-W60" in refusal(folder)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[rules.no_such]\nlevel = 'H'", "[rules]的no_such"),
        ("[rules.plan_only]\ndays = 3", "[rules.plan_only]的days"),
        ("[travel]\nshoulder = 'x'", "[travel]的shoulder"),
        ("[points]\nrisk = 3", "[risk]的risk"),
        ("[split]\nratio = [1, 2]", "[split]的ratio"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path, text, sentence):
    write_inputs(good_scenario(), tmp_path)
    path = tmp_path / "scenario.toml"
    head = path.read_text(encoding="utf-8").split("[rules.")[0]
    path.write_text(f"{head}\n{text}\n", encoding="utf-8")
    from scheduler.rules.read_settings import read_settings

    with pytest.raises(VerifierInputError) as caught:
        read_settings(tmp_path)
    assert sentence in str(caught.value)


def test_the_law_cannot_be_made_soft(tmp_path):
    write_inputs(good_scenario(), tmp_path)
    path = tmp_path / "scenario.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('[rules.recusal]\nlevel = "H"', '[rules.recusal]\nlevel = "S"'),
        encoding="utf-8",
    )
    from scheduler.rules.read_settings import read_settings

    with pytest.raises(VerifierInputError, match=r"\[rules.recusal\]的level"):
        read_settings(tmp_path)


def test_settings_lay_over_the_defaults(tmp_path):
    from scheduler.rules.read_settings import read_settings

    write_inputs(good_scenario(), tmp_path)
    path = tmp_path / "scenario.toml"
    head = path.read_text(encoding="utf-8").split("[rules.")[0]
    path.write_text(
        f"{head}\n[rules.minimum_gap]\ndays = 45\n[travel]\nsame_town = 12\n"
        '[points]\nearly = 4\n[points.risk]\nD = 3\n[split]\nreading = "each"\n'
        "[solve]\nseconds = 5\n[overrides.south]\nbase = 1\n",
        encoding="utf-8",
    )
    settings = read_settings(tmp_path)
    assert settings.number("minimum_gap", "days") == 45
    assert settings.number("yearly_cap", "default") == 2
    assert (settings.travel.same_town, settings.travel.shoulder) == (12, 30)
    assert (settings.points.early, settings.points.due) == (4, 10)
    assert settings.points.risk == {"A": 1.0, "B": 1.2, "C": 1.5, "D": 3}
    assert (settings.split.ratio, settings.split.reading) == ((1, 1, 2), "each")
    assert settings.solve.seconds == 5
    assert settings.overrides == {"south": {"base": 1}}


def test_the_digest_is_that_of_the_page_of_the_draw(tmp_path):
    # docs/draw.md 1: path and hash of each file by path, joined by newlines.
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x.csv").write_bytes(b"1")
    (tmp_path / "a.csv").write_bytes(b"")
    empty, one = (hashlib.sha256(data).hexdigest() for data in (b"", b"1"))
    text = f"a.csv\n{empty}\nb/x.csv\n{one}"
    assert digest_of(tmp_path) == hashlib.sha256(text.encode()).hexdigest()
