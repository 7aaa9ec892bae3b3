"""Benchmarks of the weekly planner beside other methods; never timed in tests.

`python -m benchmarks` makes the instances, runs every method in a process of its own
and writes tables, charts and ``docs/benchmarks.md``.
"""
