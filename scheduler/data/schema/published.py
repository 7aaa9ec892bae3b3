"""Declarations: the tables of a published week (DESIGN.md 9)."""

from __future__ import annotations

from scheduler.data import cells
from scheduler.data.problems import CellError
from scheduler.data.schema.columns import (
    BOOL,
    CLOCK,
    CODE,
    DATE,
    IDENT,
    IDENTS,
    SESSION,
    TEXT,
    Column,
    Kind,
    Table,
    choice,
    whole,
)
from scheduler.model import (
    Assignment,
    CheckRef,
    DrawStep,
    RegisterRow,
    Round,
    Visit,
)


def _read_checks(text: str) -> tuple[CheckRef, ...]:
    try:
        return tuple(CheckRef.parse(part) for part in cells.parts(text))
    except ValueError:
        raise CellError("checks") from None


CHECKS = Kind(
    "checks", _read_checks, lambda checks: ";".join(str(check) for check in checks)
)

TIMETABLE = Table(
    "timetable",
    "周计划表",
    Visit,
    (
        Column("visit", "现场检查编号", IDENT, needed=True),
        Column("round", "检查行动编号", IDENT, needed=True),
        Column("order", "顺序", whole(1), needed=True),
        Column("date", "日期", DATE, needed=True),
        Column("session", "时段", SESSION, needed=True),
        Column("start", "开始", CLOCK, needed=True),
        Column("end", "结束", CLOCK, needed=True),
        Column("district", "片区编号", IDENT, needed=True),
        Column("town", "乡镇编号", IDENT, needed=True),
        Column("site", "检查对象编号", IDENT, needed=True),
        Column("site_name", "检查对象名称", TEXT, empty=""),
        Column("checks", "检查", CHECKS, needed=True),
        Column("lead", "牵头部门", IDENT, needed=True),
        Column("departments", "参加部门", IDENTS, needed=True),
        Column("officers", "执法人员", IDENTS, needed=True),
        Column("full", "全部合并", BOOL, needed=True),
        Column("cap_use", "频次使用", CODE, empty=""),
    ),
    key=("visit",),
    presence="file",
)

ROUNDS = Table(
    "rounds",
    "检查行动",
    Round,
    (
        Column("round", "检查行动编号", IDENT, needed=True),
        Column("date", "日期", DATE, needed=True),
        Column("session", "时段", SESSION, needed=True),
        Column("district", "片区编号", IDENT, needed=True),
        Column("base", "出发点乡镇", IDENT, needed=True),
        Column("depart", "出发", CLOCK, needed=True),
        Column("return", "返回", CLOCK, needed=True, attr="return_"),
        Column("towns", "乡镇", IDENTS, needed=True),
        Column("officers", "执法人员", IDENTS, needed=True),
        Column("vehicles", "车辆", IDENTS, empty=()),
        Column("lead", "牵头部门", IDENT, needed=True),
        Column("travel_minutes", "行车分钟", whole(0), needed=True),
        Column("on_site_minutes", "现场分钟", whole(0), needed=True),
    ),
    key=("round",),
    presence="file",
)

ASSIGNMENTS = Table(
    "assignments",
    "执法人员安排",
    Assignment,
    (
        Column("officer", "人员编号", IDENT, needed=True),
        Column("round", "检查行动编号", IDENT, needed=True),
        Column("date", "日期", DATE, needed=True),
        Column("session", "时段", SESSION, needed=True),
        Column("department", "部门编号", IDENT, needed=True),
        Column("qualification_used", "使用资质", IDENTS, empty=()),
        Column("help", "跨片区支援", BOOL, needed=True),
    ),
    key=("officer", "round"),
    presence="file",
)

DRAW = Table(
    "draw",
    "人员抽取",
    DrawStep,
    (
        Column("step", "步骤", whole(1), needed=True),
        Column("pool", "名录库分组", IDENT, needed=True),
        Column("round", "检查行动编号", IDENT, needed=True),
        Column("seat", "席位", whole(1), needed=True),
        Column("officer", "人员编号", IDENT, needed=True),
        Column("key", "键值", CODE, empty=""),
        Column(
            "outcome",
            "结果",
            choice(
                drawn="抽中",
                passed="未抽中",
                excluded="排除",
                moved="调整",
                pinned="指定",
                solved="求解",
            ),
            needed=True,
        ),
        Column("reason", "原因", CODE, empty=""),
    ),
    key=("step",),
)

REGISTER = Table(
    "register",
    "检查事项统筹台账",
    RegisterRow,
    (
        Column("row_kind", "来源", choice(plan="计划", request="申请"), needed=True),
        Column("row_id", "编号", IDENT, needed=True),
        Column("site", "检查对象编号", IDENT, needed=True),
        Column("item", "事项编号", IDENT, needed=True),
        Column("department", "部门编号", IDENT, empty=""),
        Column(
            "outcome",
            "处理结果",
            choice(
                planned="列入计划",
                merged="合并检查",
                deferred="顺延",
                remote="非现场检查",
                returned="退回日常监管",
                removed="取消检查",
                done="已完成",
            ),
            needed=True,
        ),
        Column("visit", "现场检查编号", IDENT, empty=""),
        Column("reason", "原因", CODE, empty=""),
        Column("clause", "条款", CODE, empty=""),
    ),
    key=("row_kind", "row_id"),
)
