"""HiGHS and OR-Tools in one process, in either order (DESIGN.md 10)."""

import subprocess
import sys

import pytest

HIGHS = """
import highspy
def by_highs():
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    x = highs.addVariable(lb=0, ub=4, obj=1.0)
    highs.addConstr(2 * x <= 6)
    highs.maximize(x)
    return highs.getInfo().objective_function_value
"""
ORTOOLS = """
from ortools.sat.python import cp_model
def by_cp_sat():
    model = cp_model.CpModel()
    x = model.new_int_var(0, 4, "x")
    model.add(2 * x <= 7)
    model.maximize(x)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) == cp_model.OPTIMAL
    return solver.objective_value
"""
BOTH = "print(by_highs(), by_cp_sat(), by_highs())"


@pytest.mark.parametrize("imports", [HIGHS + ORTOOLS, ORTOOLS + HIGHS])
def test_both_import_and_solve(imports: str):
    done = subprocess.run(
        [sys.executable, "-c", imports + BOTH],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout.split()) == (0, ["3.0", "3.0", "3.0"]), (
        done.stderr
    )
