# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 编制一周计划 · Planning a week
#
# 读入试点片区（`scenarios/pilot`），编制 2026 年第 49 周，逐条校验，再看指标和图。
# 人员和企业均为模拟数据。
#
# Load the pilot district, plan a week, verify it, look at measures and charts.
# People and enterprises are synthetic.

# %%
# %matplotlib inline
import tempfile
from pathlib import Path

import pandas as pd

import scheduler
from scheduler import load_scenario, plan_week, verify
from scheduler.report.draw_page import draw_page
from scheduler.report.frames import frames
from scheduler.report.pictures import charts
from scheduler.week import Options

pd.set_option("display.max_colwidth", 60)
home = Path(scheduler.__file__).parents[1]

# %% [markdown]
# ## 读入 · Load
#
# 有问题时一次全部报出（文件、行、列）；没有问题就得到只读的数据对象。
# 第二个参数可以临时改设置，例如 `["rules.minimum_gap.days=20"]`。

# %%
loaded = load_scenario(home / "scenarios" / "pilot")
city = loaded.scenario
print(city.settings.title)
print(f"{len(city.towns)} towns, {len(city.officers)} officers, {len(city.sites)} sites")
print(f"{len(city.plan)} plan rows, {len(city.requests)} requests")

# %% [markdown]
# ## 编制 · Plan
#
# `plan_week` 编制、抽取人员、校验并写出全部文件（表格、图、工作簿）；
# 这里写到临时文件夹，不写 `out` 则写到 `outputs/<方案>/<周次>`。

# %%
folder = Path(tempfile.mkdtemp()) / "2026-W49"
done = plan_week(loaded, "2026-W49", out=folder, options=Options(seconds=5))
print(done.planned.result.status)
pd.DataFrame(
    [(level.name, level.value, level.bound) for level in done.planned.result.levels],
    columns=["level", "value", "bound"],
)

# %% [markdown]
# ## 校验 · Verify
#
# 校验只看输入和输出文件，与编制程序无关，随时可以重做。

# %%
statement = verify(folder)
print("verified:", statement.verified)
pd.DataFrame(
    [(v.rule, v.level, v.verdict, v.facts) for v in statement.verdicts],
    columns=["rule", "level", "verdict", "facts"],
).set_index("rule")

# %% [markdown]
# ## 现场检查 · Visits
#
# 每个表都是一个 DataFrame：`visits`、`rounds`、`assignments`、`register`、`measures`。

# %%
tables = frames(done.planned)
tables.visits[
    ["date", "session", "start", "end", "town_name", "site_name", "items", "departments"]
]

# %% [markdown]
# 台账：每条计划、每件申请都有一个去向，合计等于读入的行数。

# %%
register = tables.register
assert len(register) == len(city.plan) + len(city.requests)
register.groupby(["outcome", "reason"]).size().rename("rows").to_frame()

# %% [markdown]
# ## 指标 · Measures
#
# 基线写在数值旁边，定义写在后面；不对人员排名，不设检查数量指标。

# %%
tables.measures[["name", "value", "unit", "baseline", "change", "definition"]]

# %% [markdown]
# ## 图 · Charts
#
# 与写出的 PNG、SVG、PDF 是同一张图：片区一周安排，和各片区的人员安排。

# %%
pages = [page for chart in charts(done.planned, statement=statement) for page in chart.pages]
draw_page(pages[0])

# %%
draw_page(pages[1])
