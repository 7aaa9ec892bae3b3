"""The standing text of ``docs/benchmarks.md``: what is compared, and how."""

INTRO = """\
# Benchmarks

`python -m benchmarks` makes this page and its tables from `benchmarks/results/`; edit
`benchmarks/report.py`, not this page. Values are the points of DESIGN 6.3 times 10.
"""

HOW = """\
## What is compared

Every run has a process of its own and one of these methods. All get the same instance
and the same seconds; all weeks go the same way afterwards: vehicles are packed, names
drawn, tables written, and the verifier judges the folder. The value is recomputed from
the published tables by one function (`benchmarks/value.py`), whatever a method says.

* **`rounds`**: the project's planner (`scheduler week`); at the limit it is asked to
  stop.
* **`monolithic`**: one CP-SAT model: a start per visit, a team per round, officers by
  crews of people who are alike, vehicles, travel, windows, 1:1:2
  (`benchmarks/methods/mono*.py`); 8 subsolvers as the planner, no hint.
* **`warm`**: the same model with the Excel planner's week as a hint, completed to all
  variables, so that the search begins there.
* **`compact`**: the reference model of the tests: one MILP with slots, officers one by
  one, in Pyomo and HiGHS, one thread (`scheduler/week/reference.py`).
* **`greedy`**: the Excel planner: by urgency, each visit onto a round that goes to its
  town already, else into the first session with free officers and a vehicle; nothing
  is moved again.

* **Instances.** Weeks 2026-W49 of synthetic cities, one a seed: a random sample of the
  week's candidate visits, exactly so many, with the force of DOMAIN.md 5.4 column L
  (840 officers with liaison and town teams) or one of another size: {sizes}.
* **Gap** = (bound − value) / bound, against the least bound that any method proved for
  that instance, or, where that is less, the points of all candidates at their best.
  So a gap is an upper estimate: the week may be nearer to the best than it says.
* **Seconds** count from the loaded scenario, building of models included. *First week*:
  until the first week with a visit is published and verified, without charts and
  workbook (the project's planner
  shows no rounds before its end, so it runs once more with the shortest limit).
  Seconds to 2 %, 1 %, 0.5 %: until the method knew a week of that value.
* *Verified* means that no hard rule is broken; an empty week is verified too, so look
  at its visits.
* **Memory** is the peak of the process and of those it starts, when the method ends,
  the loaded scenario included.
* A method that has not come back after 1.5 limits (at least 30 s more), or takes more
  than six tenths of the machine's memory, is ended; its row has no week.
* Rounds that cannot be staffed when names are drawn are dropped and counted
  (`dropped` in `runs.csv`), never mended.
"""

LIMITS = """\
## What these figures do not say

* The cities are synthetic; the figures hold for this machine and these versions.
* The monolithic model and the Excel planner are ours: somebody else may write better
  ones. The compact model is made for checking small weeks, not for speed.
* Medians of a few seeds are no statistics; `runs.csv` has every run, with the load of
  the machine before it.
"""
