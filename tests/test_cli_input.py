"""Bad input: one clear message naming the place, and nothing half-written."""

import shutil

import openpyxl
import pytest

from scheduler import load_scenario
from scheduler.data import write_workbook
from scheduler.data.generate import generate as make_scenario
from scheduler.troubles import file_error
from scheduler.words import Words
from tests.commanding import SCENARIOS, copy_of, rows_of, say

WEEK = ("--week", "2026-W49")


@pytest.fixture(autouse=True)
def _no_charts(monkeypatch):
    monkeypatch.setattr("scheduler.report.write_pictures", lambda *_, **__: None)


def without(text: str, part: str) -> str:
    return "".join(line for line in text.splitlines(True) if part not in line)


# File, what happens to its bytes, what the message must name.
BROKEN = {
    "a date that is none": (
        "officers.csv",
        lambda b: b.replace(b"2027-12-31", b"2026-13-45", 1),
        ("officers.csv 第2行", "valid_until", "2026-13-45"),
    ),
    "a site in an unknown town": (
        "sites.csv",
        lambda b: b.replace(b"350583103", b"350583999"),
        ("sites.csv 第5行", "town", "350583999"),
    ),
    "an id twice": (
        "sites.csv",
        lambda b: b.replace(b"\nL2,", b"\nL1,"),
        ("sites.csv 第3行", "L1", "第 2 行"),
    ),
    "a table without rows": (
        "officers.csv",
        lambda b: b.splitlines(True)[0],
        ("officers.csv", "没有任何记录"),
    ),
    "a file without a byte": ("officers.csv", lambda b: b"", ("officers.csv", "表头")),
    "no text": (
        "officers.csv",
        lambda b: bytes(range(256)),
        ("officers.csv", "编码"),
    ),
    "settings that are no TOML": (
        "scenario.toml",
        lambda b: b"[scenario\n",
        ("scenario.toml 第1行", "TOML"),
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_input_names_its_place_and_writes_nothing(name, tmp_path):
    file, change, told = BROKEN[name]
    scenario = copy_of("tiny", tmp_path)
    path = scenario / file
    before = path.read_bytes()
    path.write_bytes(change(before))
    assert path.read_bytes() != before
    for words in (
        ("check", scenario),
        ("week", scenario, *WEEK, "--out", tmp_path / "o"),
    ):
        done = say(*words)
        assert done.exit_code == 2
        assert [part for part in told if part not in done.stderr] == []
    assert sorted(p.name for p in tmp_path.iterdir()) == ["policy", "tiny"]


def test_a_missing_table(tmp_path):
    scenario = copy_of("tiny", tmp_path)
    (scenario / "officers.csv").unlink()
    done = say("week", scenario, *WEEK, "--out", tmp_path / "out")
    assert done.exit_code == 2
    # And nothing else: what departments.csv says of officers cannot be judged.
    assert done.stderr.splitlines() == [
        "【错误】officers.csv：缺少这张表",
        "共 1 个错误，未写出任何文件。",
    ]
    assert not (tmp_path / "out").exists()


def test_a_department_without_officers_is_told_and_its_checks_stay(tmp_path):
    scenario = copy_of("tiny", tmp_path)
    path = scenario / "officers.csv"
    path.write_text(without(path.read_text("utf-8"), ",market,"), "utf-8")
    done = say("week", scenario, *WEEK, "--out", tmp_path / "out")
    assert done.exit_code == 0
    assert "departments.csv 第4行" in done.stdout
    assert "market" in done.stdout
    # Items 06 and 16 need the market team: only the two areas of item 01 are left.
    visits = rows_of(tmp_path / "out" / "timetable.csv")
    assert sorted(row["checks"] for row in visits) == ["01@P4", "01@P8"]


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("gbk", "GB18030"), ("utf-16", "UTF-16"), ("utf-8-sig", "")],
)
def test_other_encodings_work_and_are_told(encoding, named, tmp_path):
    scenario = copy_of("tiny", tmp_path)
    path = scenario / "sites.csv"
    path.write_bytes(path.read_text("utf-8").encode(encoding))
    done = say("check", scenario)
    assert done.exit_code == 0
    assert ("sites.csv" in done.stdout) == bool(named)
    assert named in done.stdout


def test_a_workbook_saved_again_by_another_program(tmp_path):
    shutil.copytree(SCENARIOS / "policy", tmp_path / "policy")
    ours, theirs = tmp_path / "ours.xlsx", tmp_path / "theirs.xlsx"
    write_workbook(load_scenario(SCENARIOS / "tiny").tables, ours)
    openpyxl.load_workbook(ours).save(theirs)
    plain = say("check", SCENARIOS / "tiny")
    done = say("check", theirs)
    assert done.exit_code == 0
    # The same counts as from the folder.
    assert done.stdout.splitlines()[-1] == plain.stdout.splitlines()[-1]


ASKED = {
    "no week": (("--week", "2026-W54"), "2026-W54"),
    "no calendar": (("--week", "2031-W10"), "2031-03-03"),
    "no setting": ((*WEEK, "--set", "rules.minimum_gap.dais=20"), "dais"),
    "seconds of no time": ((*WEEK, "--seconds", "0"), "--seconds 应为 1 至 86400"),
    "seconds for ever": ((*WEEK, "--seconds", "inf"), "--seconds 应为 1 至 86400"),
    "seconds that are none": ((*WEEK, "--seconds", "nan"), "--seconds"),
    "a gap of more than all": ((*WEEK, "--gap", "2"), "--gap 应为 0 至 1"),
    "a gap below none": ((*WEEK, "--gap", "-1"), "--gap 应为 0 至 1"),
    "no beacon": ((*WEEK, "--beacon", ""), "--beacon 不能为空"),
    "no such folder": ((*WEEK, "--after", "nowhere"), "nowhere"),
}


@pytest.mark.parametrize("name", ASKED)
def test_what_cannot_be_done_is_said(name, tmp_path):
    words, told = ASKED[name]
    done = say("week", SCENARIOS / "tiny", *words, "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert told in done.stderr
    assert "no row for" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(28, "No space left on device"), "文件读写失败：磁盘空间不足"),
        (OSError(28, "No space left on device", "/a/b.csv"), "/a/b.csv，磁盘空间不足"),
        (PermissionError(13, "Permission denied", "/a/c"), "/a/c，没有权限"),
        (FileNotFoundError(2, "No such file", "/a/d"), "/a/d，不存在"),
        (OSError(5, "Input/output error", "/a/e"), "/a/e，系统报错 EIO"),
        (OSError("no number"), "系统报错 OSError"),
    ],
)
def test_trouble_with_files_is_told_in_chinese(error, told):
    sentence = file_error(error, Words("zh"))
    assert told in sentence
    assert "Errno" not in sentence
    assert "device" not in sentence


def test_no_such_scenario(tmp_path):
    done = say("week", tmp_path / "nix", *WEEK, "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert "nix" in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("city",), "city"),
        (("tiny", "--sites", "5"), "tiny"),
        # 48 of 540 officers; 48 x 12000 / 540 = 1066.7 sites.
        (("pilot", "--officers", "47"), "48"),
        (("pilot", "--sites", "1"), "1067"),
        (("nanan", "--sites", "1066"), "1067"),
    ],
)
def test_what_cannot_be_generated(words, told, tmp_path):
    done = say("generate", *words, "--out", tmp_path / "made")
    assert done.exit_code == 2
    assert told in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["pilot", "nanan"])
@pytest.mark.parametrize(
    "size", [{"officers": 48, "sites": 1}, {"officers": 48}, {"sites": 1067}]
)
def test_the_smallest_cities_can_be_made(kind, size):
    for seed in (1, 2):
        made = make_scenario(kind, seed=seed, **size)
        assert made.plan


def test_nothing_is_generated_over_files_without_force(tmp_path):
    mine = tmp_path / "mine"
    words = ("generate", "tiny", "--out", mine)
    mine.mkdir()
    assert say(*words).exit_code == 0  # an empty folder is free
    (mine / "pins.csv").write_text("edited", "utf-8")
    done = say(*words)
    assert done.exit_code == 2
    assert str(mine) in done.stderr
    assert "--force" in done.stderr
    assert (mine / "pins.csv").read_text("utf-8") == "edited"
    assert say(*words, "--force").exit_code == 0
    assert say("check", mine).exit_code == 0
    assert say("generate", "tiny", "--out", mine / "pins.csv", "--force").exit_code == 2


def test_a_folder_of_other_things_is_never_replaced(tmp_path):
    letter = tmp_path / "mine" / "letter.txt"
    letter.parent.mkdir()
    letter.write_text("keep me", "utf-8")
    done = say("week", SCENARIOS / "tiny", *WEEK, "--out", letter.parent)
    assert done.exit_code == 2
    assert str(letter.parent) in done.stderr
    assert letter.read_text("utf-8") == "keep me"
    done = say("week", SCENARIOS / "tiny", *WEEK, "--out", letter)
    assert done.exit_code == 2
    assert letter.read_text("utf-8") == "keep me"


def test_an_older_output_is_replaced_whole(tmp_path):
    out = tmp_path / "out"
    for _ in range(2):
        assert say("week", SCENARIOS / "tiny", *WEEK, "--out", out).exit_code == 0
        assert not (out / "stray.csv").exists()
        (out / "stray.csv").write_text("x", "utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_scenario_without_clauses_says_where_they_belong(tmp_path):
    shutil.copytree(SCENARIOS / "tiny", tmp_path / "tiny")
    done = say("check", tmp_path / "tiny")
    assert done.exit_code == 2
    assert "clauses.toml" in done.stderr
    assert "scenarios/policy" in done.stderr
