"""CSV files as people and programs write them: encodings, rows, headers."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler import data
from tests.data import make
from tests.data.expect import errors, remarks


@pytest.mark.parametrize(
    ("codec", "note"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("utf-16", [("sites.csv", None, "", "encoding_note")]),
        ("utf-16-le", [("sites.csv", None, "", "encoding_note")]),
        ("utf-16-be", [("sites.csv", None, "", "encoding_note")]),
        ("gbk", [("sites.csv", None, "", "encoding_note")]),
        ("gb18030", [("sites.csv", None, "", "encoding_note")]),
    ],
)
def test_encodings_are_detected(
    tmp_path: Path, codec: str, note: list[tuple[str, None, str, str]]
) -> None:
    folder = make.folder(tmp_path)
    file = folder / "sites.csv"
    file.write_bytes(file.read_text(encoding="utf-8").encode(codec))
    assert remarks(folder) == note
    assert data.load(folder).scenario == make.small()


def test_signs_beyond_gbk_survive_gb18030(tmp_path: Path) -> None:
    # 𠮷 lies outside GBK: four bytes in GB18030.
    folder = make.edited(tmp_path, "sites.csv", lambda t: t.replace("一厂", "𠮷厂"))
    file = folder / "sites.csv"
    file.write_bytes(file.read_text(encoding="utf-8").encode("gb18030"))
    assert data.load(folder).scenario.sites[0].name == "𠮷厂(虚构)"


@pytest.mark.parametrize(
    "raw",
    [
        b"site,name\n\xff\xff\xe9,\x80",
        b"\xff\xfe\x00",  # half a sign of UTF-16
        b"site,name\n\xaa\xa1,x",  # GB18030, but a private-use sign
    ],
)
def test_other_encodings_are_one_clear_error(tmp_path: Path, raw: bytes) -> None:
    folder = make.folder(tmp_path)
    (folder / "requests.csv").write_bytes(raw)
    assert errors(folder) == [("requests.csv", None, "", "encoding")]


def test_two_bad_rows_are_reported_together(tmp_path: Path) -> None:
    folder = make.edited(
        tmp_path,
        "officers.csv",
        lambda t: t.replace("2028-12-31", "2026-13-45", 1).replace("auxiliary", ""),
    )
    file = folder / "sites.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("enterprise", "factory", 1), encoding="utf-8")
    assert errors(folder) == [
        ("officers.csv", 2, "valid_until", "date"),
        ("sites.csv", 2, "kind", "choice"),
    ]


def test_problem_carries_value_and_sentence(tmp_path: Path) -> None:
    folder = make.edited(
        tmp_path, "officers.csv", lambda t: t.replace("2028-12-31", "2026-13-45", 1)
    )
    with pytest.raises(data.DataError) as caught:
        data.load(folder)
    (problem,) = caught.value.problems
    assert problem.value == "2026-13-45"
    assert str(caught.value) == (
        "【错误】officers.csv 第2行 “valid_until”列："
        "“2026-13-45”——应为日期，如 2026-12-01"
    )


def test_missing_table(tmp_path: Path) -> None:
    folder = make.folder(tmp_path)
    (folder / "calendar.csv").unlink()
    (folder / "vehicles.csv").unlink()
    (folder / "vehicle_outages.csv").unlink()
    (folder / "travel.csv").unlink()  # optional
    assert errors(folder) == [
        ("calendar.csv", None, "", "missing_table"),
        ("vehicles.csv", None, "", "missing_table"),
    ]


def test_optional_tables_may_be_missing(tmp_path: Path) -> None:
    folder = make.folder(tmp_path)
    for name in ("travel", "absences", "invitations", "pins", "closures", "caps"):
        (folder / f"{name}.csv").unlink()
    scenario = data.load(folder).scenario
    assert scenario.travel_given == {}
    assert scenario.pins == ()


@pytest.mark.parametrize("keep_header", [True, False])
def test_empty_table(tmp_path: Path, keep_header: bool) -> None:
    folder = make.folder(tmp_path)
    file = folder / "item_departments.csv"
    header = file.read_text(encoding="utf-8").split("\n")[0] + "\n"
    file.write_text(header if keep_header else "", encoding="utf-8")
    found = errors(folder)
    if keep_header:
        assert ("item_departments.csv", None, "", "no_rows") in found
    else:
        assert ("item_departments.csv", 1, "", "header") in found


def test_ragged_rows(tmp_path: Path) -> None:
    # Row 2 has a cell too many, row 3 one too few; row 4 only surplus blanks.
    def edit(text: str) -> str:
        lines = text.split("\n")
        lines[1] += ",x"
        lines[2] = lines[2].rsplit(",", 1)[0]
        lines[3] += ",, "
        return "\n".join(lines)

    folder = make.edited(tmp_path, "departments.csv", edit)
    found = errors(folder)
    assert ("departments.csv", 2, "", "width") in found
    assert ("departments.csv", 3, "", "width") in found
    assert not any(row == 4 for _, row, _, _ in found)


def test_nul_bytes(tmp_path: Path) -> None:
    folder = make.edited(
        tmp_path, "towns.csv", lambda t: t.replace("诗山镇", "诗\0山镇")
    )
    assert errors(folder) == [("towns.csv", 3, "", "nul")]


def test_quote_never_closed(tmp_path: Path) -> None:
    folder = make.edited(tmp_path, "caps.csv", lambda t: t.replace("yj,D,3", 'yj,"D,3'))
    assert errors(folder) == [("caps.csv", 3, "", "csv")]


def test_rows_are_counted_as_lines(tmp_path: Path) -> None:
    # The quoted line break makes row 1 span lines 2 and 3; line 4 is blank;
    # the bad cell stands on line 5.
    def edit(text: str) -> str:
        lines = text.split("\n")
        lines[1] = lines[1].replace("年休假", '"年\n休假"')
        return "\n".join([*lines[:2], "", lines[2].replace("2026-03-02", "soon", 1)])

    folder = make.edited(tmp_path, "absences.csv", edit)
    assert errors(folder) == [("absences.csv", 5, "from", "date")]


def test_missing_header(tmp_path: Path) -> None:
    folder = make.edited(tmp_path, "caps.csv", lambda t: t.split("\n", 1)[1])
    found = errors(folder)
    assert found.count(("caps.csv", 1, "", "column")) == 3


def test_header_case_width_blanks_and_chinese(tmp_path: Path) -> None:
    folder = make.edited(
        tmp_path,
        "caps.csv",
        lambda t: t.replace(
            "department,risk,per_year", " Department ,风险等级,ＰＥＲ_YEAR"
        ),
    )
    assert data.load(folder).scenario == make.small()


def test_duplicate_column(tmp_path: Path) -> None:
    folder = make.edited(
        tmp_path,
        "caps.csv",
        lambda t: "\n".join(f"{line},{line.split(',')[1]}" for line in t.splitlines()),
    )
    assert errors(folder) == [("caps.csv", 1, "risk", "duplicate_column")]


def test_blank_header_is_an_error_only_with_content(tmp_path: Path) -> None:
    def edit(last: str) -> Path:
        name = tmp_path / ("x" if last else "y")
        return make.edited(
            name,
            "caps.csv",
            lambda t: "\n".join(
                f"{line},{last if k else ''}" for k, line in enumerate(t.splitlines())
            ),
        )

    assert errors(edit("x")) == [("caps.csv", 1, "", "blank_header")]
    assert data.load(edit("")).scenario == make.small()


def test_misspelt_column_is_suggested(tmp_path: Path) -> None:
    folder = make.edited(
        tmp_path, "caps.csv", lambda t: t.replace("per_year", "peryear")
    )
    with pytest.raises(data.DataError) as caught:
        data.load(folder)
    (problem,) = caught.value.problems
    assert problem.expected == "column_near"
    assert dict(problem.fields)["near"] == "peryear"


def test_misspelt_optional_column_is_a_warning(tmp_path: Path) -> None:
    folder = make.edited(
        tmp_path, "officers.csv", lambda t: t.replace("qualifications", "qualification")
    )
    assert ("officers.csv", 1, "qualification", "column_near") in remarks(folder)


def test_file_that_is_no_table_is_a_warning(tmp_path: Path) -> None:
    folder = make.folder(tmp_path)
    (folder / "histroy.csv").write_text("a\n1\n", encoding="utf-8")
    assert remarks(folder) == [("histroy.csv", None, "", "stranger")]


def test_tabs_and_semicolons_between_cells(tmp_path: Path) -> None:
    folder = make.edited(tmp_path, "caps.csv", lambda t: t.replace(",", "\t"))
    file = folder / "vehicles.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",", ";"), "utf-8")
    assert data.load(folder).scenario == make.small()


def test_windows_line_ends(tmp_path: Path) -> None:
    folder = make.edited(tmp_path, "plan.csv", lambda t: t.replace("\n", "\r\n"))
    assert data.load(folder).scenario == make.small()


def test_no_folder(tmp_path: Path) -> None:
    assert errors(tmp_path / "nowhere") == [
        (str(tmp_path / "nowhere"), None, "", "no_folder")
    ]


def test_empty_folder_reports_every_needed_file(tmp_path: Path) -> None:
    files = {file for file, _, _, _ in errors(tmp_path)}
    assert "scenario.toml" in files
    assert "districts.csv" in files
    # 9 tables need rows, 4 must be there, and scenario.toml.
    assert len(files) == 14


def test_missing_scenario_toml_is_said_once(tmp_path: Path) -> None:
    folder = make.folder(tmp_path)
    (folder / "scenario.toml").unlink()
    assert errors(folder) == [("scenario.toml", None, "", "missing_file")]
