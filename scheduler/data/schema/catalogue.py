"""Declarations: items, who takes part in them, how often, who may penalise."""

from __future__ import annotations

from scheduler.data.schema.columns import (
    BOOL,
    CODE,
    DATE,
    IDENT,
    IDENTS,
    RISK,
    RISK_OR_ALL,
    SEASONS,
    SESSIONS,
    TEXT,
    WINDOWS,
    Column,
    Table,
    choice,
    number,
    whole,
)
from scheduler.model import Cap, Delegation, Frequency, Item, ItemDepartment

ITEMS = Table(
    "items",
    "检查事项",
    Item,
    (
        Column("item", "事项编号", IDENT, needed=True),
        Column("name", "事项名称", TEXT, needed=True),
        Column("basis", "检查依据", TEXT, empty=""),
        Column("content", "检查内容", TEXT, empty=""),
        Column(
            "list",
            "清单类别",
            choice(basic="基础清单", consented="经同意纳入", outside="清单外"),
            needed=True,
            attr="list_",
        ),
        Column("consent_no", "同意文号", CODE),
        Column("consent_until", "同意有效期止", DATE),
        Column("minutes", "现场分钟", whole(1), needed=True),
        Column("sessions", "适用时段", SESSIONS, needed=True),
        Column("windows", "时间窗口", WINDOWS, empty=()),
        Column("seasons", "季节", SEASONS, empty=()),
        Column("merge_group", "合并组", IDENT, empty=""),
        Column(
            "target", "对象类型", choice(site="检查对象", area="区域"), empty="site"
        ),
        Column("remote_ok", "可非现场检查", BOOL, empty=False),
        Column("special_plan", "专项检查", BOOL, empty=False),
        Column("drawn", "双随机抽取", BOOL, empty=False),
    ),
    key=("item",),
    presence="rows",
)

ITEM_DEPARTMENTS = Table(
    "item_departments",
    "事项部门",
    ItemDepartment,
    (
        Column("item", "事项编号", IDENT, needed=True, ref="items"),
        Column("department", "部门编号", IDENT, needed=True, ref="departments"),
        Column(
            "role", "职责", choice(lead="牵头", case="办案", assist="协同"), needed=True
        ),
        Column("officers", "人数", whole(1), empty=2),
        Column("qualification", "专业资质", IDENTS, empty=()),
    ),
    key=("item", "department"),
    presence="rows",
)

FREQUENCIES = Table(
    "frequencies",
    "检查频次",
    Frequency,
    (
        Column("item", "事项编号", IDENT, needed=True, ref="items"),
        Column("risk", "风险等级", RISK, needed=True),
        Column("per_year", "每年次数", number(0), needed=True),
        Column("tolerance_days", "容差天数", whole(0), needed=True),
        Column("ratio", "抽取比例", number(0, 1)),
    ),
    key=("item", "risk"),
    presence="file",
)

DELEGATIONS = Table(
    "delegations",
    "赋权",
    Delegation,
    (
        Column("item", "事项编号", IDENT, needed=True, ref="items"),
        Column("town", "乡镇编号", IDENT, needed=True, ref="towns", star=True),
        Column(
            "authority",
            "处罚主体",
            choice(town="乡镇", department="部门", disputed="有争议"),
            needed=True,
        ),
        Column("from", "起始日期", DATE, needed=True, attr="from_"),
    ),
    key=("item", "town", "from"),
)

CAPS = Table(
    "caps",
    "频次上限",
    Cap,
    (
        Column("department", "部门编号", IDENT, needed=True, ref="departments"),
        Column("risk", "风险等级", RISK_OR_ALL, needed=True),
        Column("per_year", "每年上限", whole(0), needed=True),
    ),
    key=("department", "risk"),
)
