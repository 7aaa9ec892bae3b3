"""Declarations: sites, the plan, requests, draws of sites, history, pins."""

from __future__ import annotations

from scheduler.data.schema.columns import (
    BOOL,
    CLOCK,
    CODE,
    DATE,
    IDENT,
    IDENTS,
    RISK,
    RISK_OR_ALL,
    SESSION,
    TEXT,
    WEEK,
    Column,
    Table,
    choice,
    number,
    whole,
)
from scheduler.model import (
    Closure,
    DrawFrameRow,
    HistoryRow,
    Pin,
    PlanRow,
    Request,
    Site,
    SiteDraw,
    SiteItem,
)

_EXEMPT = {
    "complaint": "投诉举报",
    "assigned": "转办交办",
    "clue": "监测线索",
    "enterprise": "企业申请",
    "recheck": "整改复查",
    "licence": "许可核查",
    "emergency": "应急处置",
}

SITES = Table(
    "sites",
    "检查对象",
    Site,
    (
        Column("site", "检查对象编号", IDENT, needed=True),
        Column("name", "检查对象名称", TEXT, needed=True),
        Column("credit_code", "统一社会信用代码", CODE, empty=""),
        Column(
            "kind",
            "对象类别",
            choice(enterprise="企业", place="场所", area="区域"),
            needed=True,
        ),
        Column("town", "所在乡镇", IDENT, needed=True, ref="towns"),
        Column("sector", "行业", TEXT, empty=""),
        Column("risk", "风险等级", RISK, needed=True),
        Column("lat", "纬度", number(-90, 90)),
        Column("lon", "经度", number(-180, 180)),
        Column("address", "地址", TEXT, empty=""),
        Column("contact", "联系人", TEXT, empty=""),
        Column("open_from", "营业开始", CLOCK),
        Column("open_until", "营业结束", CLOCK),
        Column("cap_exempt", "不受频次上限", BOOL, empty=False),
    ),
    key=("site",),
    presence="rows",
)

SITE_ITEMS = Table(
    "site_items",
    "对象事项",
    SiteItem,
    (
        Column("site", "检查对象编号", IDENT, needed=True, ref="sites"),
        Column("item", "事项编号", IDENT, needed=True, ref="items"),
    ),
    key=("site", "item"),
    presence="rows",
)

CLOSURES = Table(
    "closures",
    "停业静默",
    Closure,
    (
        Column("site", "检查对象编号", IDENT, needed=True, ref="sites", star=True),
        Column("from", "起始日期", DATE, needed=True, attr="from_"),
        Column("until", "截止日期", DATE, needed=True),
        Column("reason", "事由", TEXT, empty=""),
    ),
)

PLAN = Table(
    "plan",
    "检查计划",
    PlanRow,
    (
        Column("plan_id", "计划编号", IDENT, needed=True),
        Column("site", "检查对象编号", IDENT, needed=True, ref="sites"),
        Column("item", "事项编号", IDENT, needed=True, ref="items"),
        Column("earliest", "最早日期", DATE, needed=True),
        Column("due", "应检日期", DATE, needed=True),
        Column("latest", "最迟日期", DATE, needed=True),
        Column("draw", "抽取批次", IDENT, ref="draws", soft=True),
        Column("approval", "审批文号", CODE),
        Column("special_approval", "专项审批文号", CODE),
        Column("counts_to_cap", "计入上限", BOOL, empty=True),
    ),
    key=("plan_id",),
    presence="file",
)

REQUESTS = Table(
    "requests",
    "检查申请",
    Request,
    (
        Column("request", "申请编号", IDENT, needed=True),
        Column("department", "部门编号", IDENT, needed=True, ref="departments"),
        Column("site", "检查对象编号", IDENT, needed=True),
        Column("item", "事项编号", IDENT, needed=True),
        Column("received", "收到日期", DATE, needed=True),
        Column("earliest", "最早日期", DATE, needed=True),
        Column("latest", "最迟日期", DATE, needed=True),
        Column("trigger", "触发原因", choice(none="无", **_EXEMPT), needed=True),
        Column("approval", "审批文号", CODE),
        Column("note", "备注", TEXT, empty=""),
    ),
    key=("request",),
)

DRAWS = Table(
    "draws",
    "对象抽取",
    SiteDraw,
    (
        Column("draw", "抽取批次", IDENT, needed=True),
        Column("item", "事项编号", IDENT, needed=True, ref="items"),
        Column("risk", "风险等级", RISK_OR_ALL, needed=True),
        Column("town", "乡镇编号", IDENT, needed=True, ref="towns", star=True),
        Column("n", "抽取数量", whole(0), needed=True),
        Column("commit", "承诺值", CODE, empty=""),
        Column("beacon", "随机信标", TEXT, empty=""),
    ),
    key=("draw",),
)

DRAW_FRAME = Table(
    "draw_frame",
    "抽取名录",
    DrawFrameRow,
    (
        Column("draw", "抽取批次", IDENT, needed=True, ref="draws"),
        Column("site", "检查对象编号", IDENT, needed=True, ref="sites", soft=True),
        Column("key", "抽取键值", CODE, empty=""),
        Column("drawn", "抽中", BOOL, needed=True),
    ),
    key=("draw", "site"),
)

HISTORY = Table(
    "history",
    "检查历史",
    HistoryRow,
    (
        Column("date", "日期", DATE, needed=True),
        Column("session", "时段", SESSION, needed=True),
        Column("site", "检查对象编号", IDENT, needed=True, ref="sites", soft=True),
        Column("item", "事项编号", IDENT, needed=True, ref="items", soft=True),
        Column(
            "department", "部门编号", IDENT, needed=True, ref="departments", soft=True
        ),
        Column("plan_id", "计划编号", IDENT, empty=""),
        Column("trigger", "触发原因", choice(**_EXEMPT), empty=""),
        Column("officers", "执法人员", IDENTS, empty=()),
        Column("result", "检查结果", TEXT, empty=""),
    ),
    presence="file",
)

PINS = Table(
    "pins",
    "指定",
    Pin,
    (
        Column("week", "周次", WEEK, needed=True),
        Column(
            "kind",
            "指定类别",
            choice(
                visit_at="指定检查时间",
                visit_off="本周不检查",
                officer_on="指定人员",
                officer_off="人员不排",
                keep="保持已发布",
            ),
            needed=True,
        ),
        Column("site", "检查对象编号", IDENT, ref="sites"),
        Column("officer", "人员编号", IDENT, ref="officers"),
        Column("value", "日期时段", CODE, empty=""),
        Column("reason", "事由", TEXT, needed=True),
        Column("approver", "批准人", TEXT, needed=True),
    ),
)
