"""The project's planner, as ``scheduler week`` runs it."""

from __future__ import annotations

import threading

from benchmarks.plain import Outcome, Point, Task
from scheduler.week import Event, Options, Planner, Stop

# The planner shares its seconds out by phase; the shortest run that makes sense.
QUICK_SECONDS = 1.0


def plan(task: Task, stop_at_limit: bool = True) -> Outcome:
    """Plan the week; at the limit the planner is asked to end with what it has."""
    trace: list[Point] = []
    stop = Stop()

    def listen(event: Event) -> None:
        value, bound = event.value, getattr(event, "bound", None)
        if value is not None or bound is not None:
            trace.append(Point(task.spent, value, bound))

    planner = Planner(
        scenario=task.loaded.scenario,
        week=task.week,
        inputs_digest=task.digest,
        options=Options(seconds=task.seconds, seed=task.seed),
        listen=listen,
        stop=stop,
    )
    timer = threading.Timer(task.left, stop.raise_)
    timer.daemon = True
    if stop_at_limit:
        timer.start()
    planned = planner.plan()
    timer.cancel()
    levels = {level.name: level for level in planned.result.levels}
    service = levels.get("service")
    if service is None or service.value is None:
        return Outcome(str(planned.result.status), trace=trace)
    trace.append(Point(task.spent, round(service.value), service.bound))
    return Outcome(
        status=str(planned.result.status),
        published=planned,
        value=round(service.value),
        bound=service.bound,
        trace=trace,
        columns=planned.result.counts.get("columns"),
    )
