"""Declarations: departments, officers, their absences and answers, vehicles."""

from __future__ import annotations

from scheduler.data.schema.columns import (
    ABSENT_SESSIONS,
    ANSWER,
    BOOL,
    CODE,
    DATE,
    IDENT,
    IDENTS,
    SESSION,
    TEXT,
    Column,
    Table,
    choice,
    number,
    whole,
)
from scheduler.model import (
    Absence,
    Department,
    Invitation,
    Officer,
    Recusal,
    Vehicle,
    VehicleOutage,
)

DEPARTMENTS = Table(
    "departments",
    "部门",
    Department,
    (
        Column("department", "部门编号", IDENT, needed=True),
        Column("name", "部门名称", TEXT, needed=True),
        Column(
            "kind",
            "部门类别",
            choice(
                bureau="城管局", resident="常驻", liaison="挂钩", town="乡镇综合执法队"
            ),
            needed=True,
        ),
        Column("vertical", "垂直管理", BOOL, empty=False),
        Column("field_share", "外勤占比", number(0, 1), empty=1.0),
    ),
    key=("department",),
    presence="rows",
)

OFFICERS = Table(
    "officers",
    "执法人员",
    Officer,
    (
        Column("officer", "人员编号", IDENT, needed=True),
        Column("name", "姓名", TEXT, needed=True),
        Column("department", "所属部门", IDENT, needed=True, ref="departments"),
        Column("districts", "下沉片区", IDENTS, empty=(), ref="districts"),
        Column("town", "所在乡镇", IDENT, ref="towns"),
        Column(
            "status",
            "身份",
            choice(staff="在编执法人员", auxiliary="辅助人员"),
            needed=True,
        ),
        Column("certificate", "执法证号", CODE),
        Column("valid_from", "证件有效期起", DATE),
        Column("valid_until", "证件有效期止", DATE),
        Column("qualifications", "专业资质", IDENTS, empty=()),
        Column("max_sessions", "每周时段上限", whole(0), needed=True),
        Column("night", "可夜间执法", BOOL, empty=False),
        Column("legal_reviewer", "法制审核人员", BOOL, empty=False),
        Column("phone", "联系电话", CODE),
    ),
    key=("officer",),
    presence="rows",
)

ABSENCES = Table(
    "absences",
    "请假",
    Absence,
    (
        Column("officer", "人员编号", IDENT, needed=True, ref="officers"),
        Column("from", "起始日期", DATE, needed=True, attr="from_"),
        Column("until", "截止日期", DATE, needed=True),
        Column("sessions", "时段", ABSENT_SESSIONS, empty=()),
        Column("reason", "事由", TEXT, empty=""),
    ),
)

INVITATIONS = Table(
    "invitations",
    "邀请答复",
    Invitation,
    (
        Column("department", "部门编号", IDENT, needed=True, ref="departments"),
        Column("district", "片区编号", IDENT, needed=True, ref="districts"),
        Column("date", "日期", DATE, needed=True),
        Column("session", "时段", SESSION, needed=True),
        Column("answer", "答复", ANSWER, needed=True),
    ),
    key=("department", "district", "date", "session"),
)

VEHICLES = Table(
    "vehicles",
    "车辆",
    Vehicle,
    (
        Column("vehicle", "车辆编号", IDENT, needed=True),
        Column("base", "停放乡镇", IDENT, needed=True, ref="towns"),
        Column("seats", "座位数(不含司机)", whole(1), needed=True),
    ),
    key=("vehicle",),
    presence="file",
)

VEHICLE_OUTAGES = Table(
    "vehicle_outages",
    "车辆停用",
    VehicleOutage,
    (
        Column("vehicle", "车辆编号", IDENT, needed=True, ref="vehicles"),
        Column("from", "起始日期", DATE, needed=True, attr="from_"),
        Column("until", "截止日期", DATE, needed=True),
    ),
)

RECUSALS = Table(
    "recusals",
    "回避",
    Recusal,
    (
        Column("officer", "人员编号", IDENT, needed=True, ref="officers"),
        Column("site", "检查对象编号", IDENT, needed=True, ref="sites"),
        Column("reason", "事由", TEXT, empty=""),
    ),
    key=("officer", "site"),
)
